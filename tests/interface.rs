//! What the generated functions promise: shapes, overwriting, reuse, and what happens with bad input.

use differentiate::{differentiate, Workspace};
use std::panic::catch_unwind;

#[differentiate]
fn weighted(x: &[f64], #[constant] w: &[f64], scale: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += w[i] * (x[i] * scale).exp();
    }
    sum
}

#[differentiate]
fn matrix(m: &[[f64; 2]; 3], v: [f64; 2], n: usize) -> f64 {
    let mut sum = 0.0;
    for row in m {
        sum += row[0] * v[0] + row[1] * v[1];
    }
    sum * n as f64
}

#[differentiate]
fn collatz_like(x: f64, steps: u32) -> f64 {
    let mut y = x;
    for k in 0..steps {
        if k % 2 == 0 {
            y = y.sin();
        } else {
            y = y * y + x;
        }
    }
    y
}

#[differentiate]
fn nothing_is_active(n: usize, #[constant] x: f64) -> f64 {
    x * n as f64
}

#[differentiate]
fn single(x: f32, y: &[f32]) -> f32 {
    let mut sum = x;
    for v in y {
        sum = sum * v + x;
    }
    sum
}

#[differentiate]
fn tuple_parameter(p: (f64, [f64; 2]), (a, n): (f64, usize)) -> f64 {
    p.0 * p.1[0] + p.1[1] * a * n as f64
}

#[test]
fn gradients_have_the_shapes_of_their_parameters() {
    let (y, (dx, dscale)) = weighted::value_and_grad(&[0.0, 1.0], &[2.0, 3.0], 1.0);
    assert_eq!(y, weighted(&[0.0, 1.0], &[2.0, 3.0], 1.0));
    let dx: Vec<f64> = dx;
    let e = 1.0_f64.exp();
    assert_eq!(dx, [2.0, 3.0 * e]);
    assert_eq!(dscale, 3.0 * e);

    let (dm, dv): ([[f64; 2]; 3], [f64; 2]) = matrix::grad(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [1.0, -1.0], 2);
    assert_eq!(dm, [[2.0, -2.0]; 3]);
    assert_eq!(dv, [18.0, 24.0]);

    let (dx, dy): (f32, Vec<f32>) = single::grad(2.0, &[3.0, 4.0]);
    assert_eq!((dx, dy), (17.0, vec![8.0, 8.0]));

    let () = nothing_is_active::grad(2, 3.0);
    assert_eq!(
        tuple_parameter::grad((2.0, [3.0, 5.0]), (7.0, 2)),
        ((3.0, [2.0, 14.0]), (10.0, ()))
    );
}

#[test]
fn gradients_overwrite_what_was_there() {
    let (mut workspace, mut dx, mut dscale) = (Workspace::new(), vec![f64::NAN; 2], f64::NAN);
    for _ in 0..3 {
        let y = weighted::value_and_grad_into(&[0.0, 1.0], &[2.0, 3.0], 1.0, &mut workspace, &mut dx, &mut dscale);
        let (plain, (expected, expected_scale)) = weighted::value_and_grad(&[0.0, 1.0], &[2.0, 3.0], 1.0);
        assert_eq!((y, &dx, dscale), (plain, &expected, expected_scale));
    }
}

#[test]
fn one_workspace_serves_every_function_and_every_size() {
    let mut workspace = Workspace::new();
    for steps in [0, 1, 2, 7, 100, 3] {
        let mut dx = 0.0;
        collatz_like::value_and_grad_into(0.4, steps, &mut workspace, &mut dx);
        assert_eq!(dx, collatz_like::grad(0.4, steps));
        let mut dx = vec![0.0; steps as usize];
        let x = vec![0.1; steps as usize];
        weighted::value_and_grad_into(&x, &x, 1.0, &mut workspace, &mut dx, &mut 0.0);
        assert_eq!(dx, weighted::grad(&x, &x, 1.0).0);
    }
}

#[test]
fn a_workspace_is_clean_after_a_panic() {
    let mut workspace = Workspace::new();
    let panicked = catch_unwind(std::panic::AssertUnwindSafe(|| {
        weighted::value_and_grad_into(&[0.1, 0.2], &[1.0], 1.0, &mut workspace, &mut [0.0; 2], &mut 0.0)
    }));
    assert!(panicked.is_err());
    let mut dx = 0.0;
    collatz_like::value_and_grad_into(0.4, 9, &mut workspace, &mut dx);
    assert_eq!(dx, collatz_like::grad(0.4, 9));
}

#[test]
fn empty_slices_have_empty_gradients() {
    assert_eq!(weighted::value_and_grad(&[], &[], 1.0), (0.0, (vec![], 0.0)));
}

#[test]
fn not_a_number_goes_through() {
    let (y, (dx, _)) = weighted::value_and_grad(&[f64::NAN, 0.0], &[1.0, 1.0], 1.0);
    assert!(y.is_nan() && dx[0].is_nan());
    assert_eq!(dx[1], 1.0);
    let (y, (dx, _)) = weighted::value_and_grad(&[f64::NEG_INFINITY, 0.0], &[1.0, 1.0], 1.0);
    assert_eq!((y, dx), (1.0, vec![0.0, 1.0]));
}

#[test]
#[should_panic(expected = "index out of bounds")]
fn an_index_out_of_bounds_panics_as_in_the_function() {
    weighted::grad(&[1.0, 2.0], &[1.0], 1.0);
}

#[test]
#[should_panic(expected = "the gradient buffer `dx` has 1 element, but `x` has 2")]
fn a_gradient_buffer_of_the_wrong_length_is_refused() {
    weighted::value_and_grad_into(
        &[0.0, 1.0],
        &[2.0, 3.0],
        1.0,
        &mut Workspace::new(),
        &mut [0.0],
        &mut 0.0,
    );
}

#[test]
fn check_agrees_and_says_so() {
    let report = weighted::check(&[0.3, -0.4], &[2.0, 3.0], 0.7).expect("the gradient is right");
    assert_eq!((report.checked(), report.disagreeing()), (3, 0));
    assert!(report.to_string().contains("`weighted`"), "{report}");
    let report = matrix::check(&[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [1.0, -1.0], 2).expect("the gradient is right");
    assert_eq!(report.checked(), 8);
}

#[differentiate]
fn root(x: f64) -> Option<f64> {
    (x >= 0.0).then(|| x.sqrt())
}

#[differentiate]
fn sum_of_logarithms(x: &[f64]) -> Result<f64, String> {
    let mut sum = 0.0;
    for v in x {
        if *v <= 0.0 {
            return Err(format!("no logarithm of {v}"));
        }
        sum += v.ln();
    }
    Ok(sum)
}

#[test]
fn the_gradient_of_a_partial_function_is_partial_too() {
    assert_eq!(root::grad(4.0), Some(0.25));
    assert_eq!(root::value_and_grad(4.0), Some((2.0, 0.25)));
    assert_eq!(root::value_and_grad(-1.0), None);
    assert_eq!(sum_of_logarithms::grad(&[0.5, 2.0]), Ok(vec![2.0, 0.5]));
    assert_eq!(
        sum_of_logarithms::value_and_grad(&[0.5, -2.0]),
        Err("no logarithm of -2".to_string())
    );
}

#[test]
fn without_a_value_the_gradients_are_zero() {
    let (mut workspace, mut dx, mut droot) = (Workspace::new(), [7.0, 7.0], 7.0);
    let value = sum_of_logarithms::value_and_grad_into(&[0.5, -2.0], &mut workspace, &mut dx);
    assert_eq!((value, dx), (Err("no logarithm of -2".to_string()), [0.0, 0.0]));
    assert_eq!(root::value_and_grad_into(-1.0, &mut workspace, &mut droot), None);
    assert_eq!(droot, 0.0);
    // The workspace serves the next call all the same.
    let value = sum_of_logarithms::value_and_grad_into(&[1.0, 1.0], &mut workspace, &mut dx);
    assert_eq!((value, dx), (Ok(0.0), [1.0, 1.0]));
}

#[test]
fn a_check_says_where_there_is_no_value() {
    assert_eq!(root::check(4.0).unwrap().agreeing(), 1);
    let nowhere = root::check(-1.0).unwrap();
    assert!(nowhere.is_undefined() && nowhere.checked() == 0);
    assert!(nowhere.to_string().contains("no value at this point"));
    let edge = root::check(0.0).unwrap();
    assert_eq!((edge.inconclusive(), edge.is_undefined()), (1, false));
    assert!(edge.to_string().contains("no value nearby"), "{edge}");
}

#[differentiate]
fn rounded_inside(x: f64) -> f64 {
    let y = x as f32;
    f64::from(y * 2.0 + y.sin()) * x
}

#[test]
fn check_knows_what_is_rounded_inside() {
    for x in [0.5, 1.7, -3.0, 100.0] {
        assert_eq!(rounded_inside::check(x).unwrap().agreeing(), 1);
    }
}

#[differentiate]
fn generic_square<T: num_traits::Float>(x: T) -> T {
    x * x
}

#[test]
fn a_generic_function_is_generic_in_all_its_forms() {
    let single: f32 = generic_square::grad(3.0);
    let mut dx = 0.0_f64;
    let y = generic_square::value_and_grad_into(3.0, &mut differentiate::Workspace::new(), &mut dx);
    assert_eq!((single, dx, y), (6.0, 6.0, 9.0));
    assert_eq!(generic_square::value_and_grad::<f64>(2.0), (4.0, 4.0));
    assert!(generic_square::check::<f32>(1.5).is_ok());
}

#[differentiate]
fn failing_in_place(y: &mut [f64], x: f64) -> Result<f64, String> {
    let old = y[0];
    y[0] += x;
    if y[0] > 1.0 {
        return Err(format!("{} is too large", y[0]));
    }
    y[0] *= 2.0;
    Ok(y[0] * old)
}

#[test]
fn what_is_left_in_a_place_is_what_the_function_leaves_with_a_value_or_without() {
    for x in [0.25, 0.75] {
        let (mut plain, mut through) = ([0.5, 3.0], [0.5, 3.0]);
        let value = failing_in_place(&mut plain, x);
        let both = failing_in_place::value_and_grad(&mut through, x);
        assert_eq!(value, both.map(|(value, _)| value));
        assert_eq!(plain, through);
    }
    let mut y = [0.5, 3.0];
    failing_in_place::check(&mut y, 0.25).unwrap();
    assert_eq!(y, [0.5, 3.0]);
}

#[differentiate]
fn largest_in_a_loop(x: &[f64; 3]) -> f64 {
    x.iter().fold(0.5, |largest: f64, &v| largest.max(v))
}

#[differentiate]
fn largest_written_out(x: &[f64; 3]) -> f64 {
    0.5_f64.max(x[0]).max(x[1]).max(x[2])
}

#[differentiate]
fn largest_in_a_loop_last(x: &[f64; 3]) -> f64 {
    x.iter().fold(0.5, |largest: f64, &v| v.max(largest))
}

#[differentiate]
fn largest_written_out_last(x: &[f64; 3]) -> f64 {
    x[2].max(x[1].max(x[0].max(0.5)))
}

#[test]
fn of_equal_values_a_loop_chooses_as_what_is_written_out() {
    for x in [[1.0, 1.0, 0.0], [0.5, 0.5, 0.5], [0.0, 0.2, 0.1], [2.0, 1.0, 2.0]] {
        assert_eq!(
            largest_in_a_loop::value_and_grad(&x),
            largest_written_out::value_and_grad(&x)
        );
        assert_eq!(
            largest_in_a_loop_last::value_and_grad(&x),
            largest_written_out_last::value_and_grad(&x)
        );
    }
}

/// Of the bounds that a float has, one makes numbers of literals: each of them is an `f64`.
mod numbers {
    use differentiate::differentiate;
    use num_traits::Float;

    #[differentiate]
    pub fn number<T: Float>(value: f64) -> T {
        T::from(value).unwrap()
    }

    #[differentiate]
    pub fn numbers_of_a_function<T: Float>(t: T) -> T {
        let f = number::<T>(2.0) * t;
        number::<T>(0.1) * (f * f * f - f)
    }

    #[differentiate]
    pub fn of_concrete_floats(x: f64) -> f64 {
        numbers_of_a_function(x) * number::<f64>(x)
    }
}

#[test]
fn a_function_that_makes_numbers_is_called() {
    use numbers::{numbers_of_a_function, of_concrete_floats};
    let (value, derivative) = numbers_of_a_function::value_and_grad(0.5_f64);
    assert_eq!(value, 0.0);
    assert!((derivative - 0.4).abs() < 1e-15, "{derivative}");
    assert_eq!(numbers_of_a_function::value_and_grad(0.5_f32).1, 0.4);
    assert!((numbers_of_a_function::hessian(0.5_f64) - 2.4).abs() < 1e-14);
    assert!((of_concrete_floats::grad(1.0) - 2.8).abs() < 1e-14);
}
