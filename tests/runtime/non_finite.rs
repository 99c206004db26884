//! The first operation that gives NaN or infinity, found in differentiated functions.

use differentiate::differentiate;
use differentiate::monitors::{first_non_finite, NonFiniteOperation, Sweep};
use differentiate::optimizers::Sgd;
use differentiate::training::{Trainer, TrainingError};

#[differentiate]
fn entropy(p: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &v in p {
        sum -= v * v.ln();
    }
    sum
}

#[differentiate]
fn distance(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (x, y) in x.iter().zip(y) {
        sum += (x - y).powi(2);
    }
    sum.sqrt()
}

#[differentiate]
fn largest(x: &[f64]) -> f64 {
    let mut largest = f64::NEG_INFINITY;
    for &v in x {
        largest = largest.max(v);
    }
    largest + 1.0 / (1.0 + (2000.0 * x[0]).exp())
}

/// A function of its own, with a constant and a call.
#[differentiate]
fn scaled(x: f64, #[constant] by: f64) -> f64 {
    inverse(x * by)
}

#[differentiate]
fn inverse(x: f64) -> f64 {
    x.sqrt() + 1.0 / x
}

#[differentiate]
fn spread(x: &[f32]) -> (f32, f32) {
    (x[0].exp(), x[0] - x[1])
}

fn found(operation: Option<NonFiniteOperation>) -> (&'static str, Vec<f64>, Sweep) {
    let operation = operation.expect("something is not finite");
    (operation.operation, operation.operands, operation.sweep)
}

#[test]
fn an_operation_of_the_function_is_named_with_what_it_was_applied_to() {
    let operation = first_non_finite::<entropy, _, _>((&[0.5, -0.5, 0.0],));
    assert_eq!(found(operation), ("ln", vec![-0.5], Sweep::Forward));
    assert_eq!(first_non_finite::<entropy, _, _>((&[0.5, 0.25],)), None);
}

#[test]
fn the_first_of_several_counts() {
    // ln(0) is -inf, and makes the sum NaN before ln(-1) does.
    let operation = first_non_finite::<entropy, _, _>((&[0.5, 0.0, -1.0],));
    assert_eq!(found(operation), ("ln", vec![0.0], Sweep::Forward));
}

#[test]
fn an_operation_of_the_reverse_sweep_is_told_from_those_of_the_function() {
    let operation = first_non_finite::<distance, _, _>((&[0.5, 1.0], &[0.5, 1.0])).unwrap();
    assert_eq!(operation.sweep, Sweep::Reverse);
    assert_eq!((operation.operation, &operation.operands[..]), ("/", &[0.5, 0.0][..]));
    let text = operation.to_string();
    assert!(text.starts_with("0.5 / 0 is inf in the reverse sweep"), "{text}");
    assert!(text.contains("non_finite.rs:"), "{text}");
}

#[test]
fn what_does_not_reach_the_result_is_no_fault() {
    assert_eq!(first_non_finite::<largest, _, _>((&[0.5, 1.0],)), None);
}

#[test]
fn calls_are_looked_into_and_arguments_are_blamed_where_they_are_at_fault() {
    let operation = first_non_finite::<scaled, _, _>((0.0, 2.0));
    assert_eq!(found(operation), ("/", vec![1.0, 0.0], Sweep::Forward));
    let operation = first_non_finite::<scaled, _, _>((1.0, f64::NAN)).unwrap();
    assert_eq!((operation.operation, operation.place), ("argument", None));
    assert_eq!(operation.to_string(), "an argument is NaN in the function");
}

#[test]
fn single_precision_overflows_where_it_does() {
    let operation = first_non_finite::<spread, _, _>((&[90.0_f32, 1.0],));
    assert_eq!(found(operation), ("exp", vec![90.0], Sweep::Forward));
    assert_eq!(first_non_finite::<spread, _, _>((&[80.0_f32, 1.0],)), None);
    assert!(spread(&[80.0, 1.0]).0.is_finite() && spread(&[90.0, 1.0]).0.is_infinite());
}

/// The explanation of a trainer's error, by the function that it trains.
#[test]
fn a_trainer_says_which_operation_it_was() {
    let mut p = vec![0.5, 0.1];
    let error = Trainer::new(Sgd::new(1.0))
        .epochs(5)
        .explain_non_finite(|p, _| first_non_finite::<entropy, _, _>((p,)))
        .fit(&mut p, |p, _| entropy::value_and_grad(p))
        .unwrap_err();
    let TrainingError::NonFinite(found) = error else {
        panic!("another error: {error}");
    };
    let operation = found.operation.as_ref().unwrap();
    assert_eq!((operation.operation, operation.sweep), ("ln", Sweep::Forward));
    assert_eq!(operation.operands, [p.iter().copied().find(|p| *p < 0.0).unwrap()]);
    let text = found.to_string();
    assert!(text.contains("the first such operation: ln(-"), "{text}");
}
