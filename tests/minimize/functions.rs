//! Test functions of optimisation, as they stand in the literature.

use differentiate::differentiate;
use std::f64::consts::PI;

#[differentiate]
pub fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
    }
    sum
}

#[differentiate]
pub fn booth(x: &[f64]) -> f64 {
    (x[0] + 2.0 * x[1] - 7.0).powi(2) + (2.0 * x[0] + x[1] - 5.0).powi(2)
}

#[differentiate]
pub fn matyas(x: &[f64]) -> f64 {
    0.26 * (x[0].powi(2) + x[1].powi(2)) - 0.48 * x[0] * x[1]
}

#[differentiate]
pub fn himmelblau(x: &[f64]) -> f64 {
    (x[0].powi(2) + x[1] - 11.0).powi(2) + (x[0] + x[1].powi(2) - 7.0).powi(2)
}

#[differentiate]
pub fn beale(x: &[f64]) -> f64 {
    let (x, y) = (x[0], x[1]);
    (1.5 - x + x * y).powi(2) + (2.25 - x + x * y.powi(2)).powi(2) + (2.625 - x + x * y.powi(3)).powi(2)
}

#[differentiate]
pub fn goldstein_price(x: &[f64]) -> f64 {
    let (x, y) = (x[0], x[1]);
    let first = 19.0 - 14.0 * x + 3.0 * x * x - 14.0 * y + 6.0 * x * y + 3.0 * y * y;
    let second = 18.0 - 32.0 * x + 12.0 * x * x + 48.0 * y - 36.0 * x * y + 27.0 * y * y;
    (1.0 + (x + y + 1.0).powi(2) * first) * (30.0 + (2.0 * x - 3.0 * y).powi(2) * second)
}

#[differentiate]
pub fn three_hump_camel(x: &[f64]) -> f64 {
    2.0 * x[0].powi(2) - 1.05 * x[0].powi(4) + x[0].powi(6) / 6.0 + x[0] * x[1] + x[1].powi(2)
}

#[differentiate]
pub fn mccormick(x: &[f64]) -> f64 {
    (x[0] + x[1]).sin() + (x[0] - x[1]).powi(2) - 1.5 * x[0] + 2.5 * x[1] + 1.0
}

#[differentiate]
pub fn styblinski_tang(x: &[f64]) -> f64 {
    0.5 * x.iter().map(|x| x.powi(4) - 16.0 * x.powi(2) + 5.0 * x).sum::<f64>()
}

#[differentiate]
pub fn sphere(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum()
}

#[differentiate]
pub fn levy(x: &[f64]) -> f64 {
    let n = x.len();
    let w = |i: usize| 1.0 + (x[i] - 1.0) / 4.0;
    let mut sum = (PI * w(0)).sin().powi(2);
    for i in 0..n - 1 {
        sum += (w(i) - 1.0).powi(2) * (1.0 + 10.0 * (PI * w(i) + 1.0).sin().powi(2));
    }
    sum + (w(n - 1) - 1.0).powi(2) * (1.0 + (2.0 * PI * w(n - 1)).sin().powi(2))
}

/// A function of a slice with its gradient.
pub type ValueAndGrad = fn(&[f64]) -> (f64, Vec<f64>);

/// The function that `training.json` calls so.
pub fn by_name(name: &str) -> ValueAndGrad {
    match name {
        "rosenbrock_100" | "rosenbrock_2" => rosenbrock::value_and_grad,
        "booth" => booth::value_and_grad,
        "matyas" => matyas::value_and_grad,
        "himmelblau" => himmelblau::value_and_grad,
        "beale" => beale::value_and_grad,
        "goldstein_price" => goldstein_price::value_and_grad,
        "three_hump_camel" => three_hump_camel::value_and_grad,
        "mccormick" => mccormick::value_and_grad,
        "styblinski_tang_10" => styblinski_tang::value_and_grad,
        "sphere_100" => sphere::value_and_grad,
        "levy_2" => levy::value_and_grad,
        other => panic!("unknown function {other}"),
    }
}
