//! `modes::taylor`: coefficients along a direction, of differentiated functions.

use differentiate::{differentiate, modes};

#[differentiate]
fn product(x: f64, y: f64) -> f64 {
    (x * y).exp()
}

#[differentiate]
fn norms(x: &[f64], #[constant] p: f64) -> (f64, Vec<f64>) {
    let mut sum = 0.0;
    for v in x {
        sum += v.abs().powf(p);
    }
    (sum.powf(1.0 / p), x.iter().map(|v| v / (1.0 + v * v)).collect())
}

#[test]
fn a_closed_form_to_order_ten() {
    let (value, terms) = modes::taylor::<product, _, _, 10>((0.5, 2.0), &[&&1.0, &&0.0]);
    let mut expected = value;
    for (k, term) in terms.iter().enumerate() {
        expected *= 2.0 / (k + 1) as f64;
        assert!((term / expected - 1.0).abs() < 1e-14, "order {}", k + 1);
    }
}

/// The series predicts the function where it converges.
#[test]
fn the_series_of_several_numbers_is_the_function_nearby() {
    let (x, v) = ([1.0, -0.5, 2.0], [0.3, 0.2, -0.1]);
    let (value, terms) = modes::taylor::<norms, _, _, 12>((&x, 3.0), &[&&v[..]]);
    let t = 0.25_f64;
    let moved: Vec<f64> = x.iter().zip(&v).map(|(x, v)| x + t * v).collect();
    let expected = norms(&moved, 3.0);
    let sum =
        |value: f64, term: &dyn Fn(usize) -> f64| (0..12).fold(value, |sum, k| sum + term(k) * t.powi(k as i32 + 1));
    assert!((sum(value.0, &|k| terms[k].0) - expected.0).abs() < 1e-13);
    for i in 0..3 {
        assert!((sum(value.1[i], &|k| terms[k].1[i]) - expected.1[i]).abs() < 1e-12);
    }
    // The first two coefficients are those of forward mode.
    let first = norms::jvp(&x, 3.0, &v).1;
    assert!((first.0 - terms[0].0).abs() < 1e-15 && (first.1[1] - terms[0].1[1]).abs() < 1e-15);
}

#[test]
#[should_panic(expected = "a direction has the length of its argument")]
fn a_direction_of_another_length_is_refused() {
    modes::taylor::<norms, _, _, 2>((&[1.0, 2.0], 3.0), &[&&[1.0][..]]);
}
