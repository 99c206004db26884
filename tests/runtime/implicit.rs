//! Derivatives of solutions: against closed forms, differences of the solver, and as rules in differentiated functions.

use differentiate::implicit::{Singular, Solution};
use differentiate::{differentiate, linear, rule};

/// Kepler's equation.
#[differentiate]
fn kepler(x: f64, p: &[f64]) -> f64 {
    x - p[1] * x.sin() - p[0]
}

rule! {
    /// The eccentric anomaly, by Newton's method.
    fn anomaly(p: &[f64]) -> f64 {
        (0..60).fold(p[0], |x, _| x - kepler(x, p) / (1.0 - p[1] * x.cos()))
    }
    reverse(x, dx, dp) {
        dp.copy_from_slice(&Solution::<kepler, _>::of_root((x, p)).unwrap().vjp(&[dx]));
    }
}

/// How far from its focus a planet is.
#[differentiate]
fn distance(axis: f64, p: &[f64]) -> f64 {
    let x: f64 = anomaly(p);
    axis * (1.0 - p[1] * x.cos())
}

#[test]
fn a_root_is_differentiated_without_its_solver() {
    let p = [0.8, 0.3];
    let x = anomaly(&p);
    let solution = Solution::<kepler, _>::of_root((x, &p)).unwrap();
    // x − e·sin x = m.
    let slope = 1.0 - p[1] * x.cos();
    let jacobian = solution.jacobian();
    assert!((jacobian[0][0] - 1.0 / slope).abs() < 1e-14 && (jacobian[0][1] - x.sin() / slope).abs() < 1e-14);
    assert!((solution.jvp(&[1.0, 2.0])[0] - (1.0 + 2.0 * x.sin()) / slope).abs() < 1e-14);
    anomaly::check(&p).unwrap();
    distance::check(1.5, &p).unwrap();
}

/// Two equations for two unknowns, with three parameters.
#[differentiate]
fn circles(x: &[f64], p: &[f64]) -> Vec<f64> {
    vec![
        x[0].powi(2) + x[1].powi(2) - p[0],
        (x[0] - p[1]).powi(2) + x[1].powi(2) * p[2] - 1.0,
    ]
}

/// Where two ellipses meet, from above, by Newton's method.
fn crossing(p: &[f64]) -> [f64; 2] {
    let mut x = [0.5, 1.0];
    for _ in 0..50 {
        let (g, j) = (circles(&x, p), circles::jacobian(&x, p));
        let flat: Vec<f64> = j.iter().flat_map(|(dx, _)| dx.clone()).collect();
        let step = linear::solve(&flat, &g);
        x = [x[0] - step[0], x[1] - step[1]];
    }
    x
}

#[test]
fn several_unknowns_and_parameters_agree_with_differences_and_forwards_with_backwards() {
    let p = [1.2, 0.9, 0.8];
    let x = crossing(&p);
    let solution = Solution::<circles, _>::of_root((&x, &p)).unwrap();
    let jacobian = solution.jacobian();
    for j in 0..3 {
        let h = 1e-5;
        let at = |t: f64| {
            let mut q = p;
            q[j] += t;
            crossing(&q)
        };
        let (ahead, behind) = (at(h), at(-h));
        for i in 0..2 {
            let difference = (ahead[i] - behind[i]) / (2.0 * h);
            assert!(
                (jacobian[i][j] - difference).abs() < 1e-8,
                "[{i}][{j}]: {}, not {difference}",
                jacobian[i][j]
            );
        }
    }
    let (v, w) = ([0.3, -1.0, 0.7], [2.0, -0.5]);
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    assert!((dot(&solution.jvp(&v), &w) - dot(&v, &solution.vjp(&w))).abs() < 1e-13);
    // Where the two touch, there is no derivative.
    let touching = Solution::<circles, _>::of_root((&[1.0, 0.0], &[1.0, 2.0, 1.0]));
    assert_eq!(touching.unwrap_err(), Singular);
}

/// Ridge regression in two weights, whose solution in the penalty is known.
#[differentiate]
fn ridge(w: &[f64], penalty: f64, targets: &[f64], #[constant] x: &[f64]) -> f64 {
    let mut loss = 0.5 * penalty * (w[0] * w[0] + w[1] * w[1]);
    for i in 0..targets.len() {
        loss += 0.5 * (w[0] * x[2 * i] + w[1] * x[2 * i + 1] - targets[i]).powi(2);
    }
    loss
}

const ROWS: [f64; 8] = [1.0, 0.5, -0.3, 2.0, 0.7, -1.0, 1.5, 0.2];

/// By the normal equations.
#[differentiate]
fn weights(penalty: f64, targets: &[f64]) -> Vec<f64> {
    let x = ROWS;
    let (mut a, mut b) = ([penalty, 0.0, 0.0, penalty], [0.0; 2]);
    for i in 0..4 {
        for j in 0..2 {
            b[j] += x[2 * i + j] * targets[i];
            for k in 0..2 {
                a[2 * j + k] += x[2 * i + j] * x[2 * i + k];
            }
        }
    }
    linear::solve(&a, &b)
}

#[differentiate]
fn first_weight(penalty: f64, targets: &[f64]) -> f64 {
    let w: Vec<f64> = weights(penalty, targets);
    w[0]
}

#[test]
fn a_minimum_is_differentiated_in_what_it_minimises() {
    let (penalty, targets) = (0.7, [1.0, -0.5, 2.0, 0.3]);
    let w = weights(penalty, &targets);
    let solution = Solution::<ridge, _>::of_minimum((&w[..], penalty, &targets[..], &ROWS[..]), 2).unwrap();
    let (dpenalty, dtargets) = first_weight::grad(penalty, &targets);
    let expected = [&[dpenalty], &dtargets[..]].concat();
    for (got, expected) in solution.vjp(&[1.0, 0.0]).iter().zip(&expected) {
        assert!((got - expected).abs() < 1e-14, "{got}, not {expected}");
    }
    for (row, expected) in solution.jacobian()[0].iter().zip(&expected) {
        assert!((row - expected).abs() < 1e-14);
    }
    first_weight::check(penalty, &targets).unwrap();
}

/// x = cos(p·x), Dottie's number for p = 1.
#[differentiate]
fn next(x: f64, p: f64) -> f64 {
    (p * x).cos()
}

#[test]
fn a_fixed_point_is_differentiated_without_its_iterations() {
    let p = 0.9;
    let x = (0..200).fold(0.5, |x, _| next(x, p));
    let solution = Solution::<next, _>::of_fixed_point((x, p)).unwrap();
    // x′ = −sin(px)·(x + p·x′).
    let expected = -(p * x).sin() * x / (1.0 + p * (p * x).sin());
    assert!((solution.jvp(&[1.0])[0] - expected).abs() < 1e-14);
    assert!((solution.vjp(&[1.0])[0] - expected).abs() < 1e-14);
}

#[test]
#[should_panic(expected = "singular or not finite")]
fn a_singular_matrix_is_refused() {
    linear::solve(&[1.0, 2.0, 2.0, 4.0], &[1.0, 1.0]);
}

#[test]
#[should_panic(expected = "a matrix of 3 numbers is no square one for 2 equations")]
fn a_matrix_that_is_no_square_is_refused() {
    linear::solve(&[1.0, 2.0, 2.0], &[1.0, 1.0]);
}
