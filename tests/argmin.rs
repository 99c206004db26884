//! The test functions of the crate `argmin_testfunctions` under the attribute: the value is that crate's, bit for bit, and the
//! gradient that which it has by hand.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use argmin_testfunctions as by_hand;
use differentiate::differentiate;
use rand::{rngs::StdRng, Rng, SeedableRng};
use std::f64::consts::PI;

#[differentiate]
fn ackley(x: &[f64]) -> f64 {
    let (a, b, c) = (20.0, 0.2, 2.0 * PI);
    let n = x.len() as f64;
    -a * (-b * ((1.0 / n) * x.iter().map(|x| x.powi(2)).sum::<f64>()).sqrt()).exp()
        - ((1.0 / n) * x.iter().map(|x| (c * *x).cos()).sum::<f64>()).exp()
        + a
        + 1.0_f64.exp()
}

#[differentiate]
fn beale(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    (1.5 - x1 + x1 * x2).powi(2) + (2.25 - x1 + x1 * (x2.powi(2))).powi(2) + (2.625 - x1 + x1 * (x2.powi(3))).powi(2)
}

#[differentiate]
fn booth(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    (x1 + 2.0 * x2 - 7.0).powi(2) + (2.0 * x1 + x2 - 5.0).powi(2)
}

#[differentiate]
fn bukin_n6(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    100.0 * (x2 - 0.01 * x1.powi(2)).abs().sqrt() + 0.01 * (x1 + 10.0).abs()
}

#[differentiate]
fn cross_in_tray(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    -0.0001
        * ((x1.sin() * x2.sin() * (100.0 - (x1.powi(2) + x2.powi(2)).sqrt() / PI).abs().exp()).abs() + 1.0).powf(0.1)
}

#[differentiate]
fn easom(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    -x1.cos() * x2.cos() * (-(x1 - PI).powi(2) - (x2 - PI).powi(2)).exp()
}

#[differentiate]
fn eggholder(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    -(x2 + 47.0) * (x2 + x1 / 2.0 + 47.0).abs().sqrt().sin() - x1 * (x1 - (x2 + 47.0)).abs().sqrt().sin()
}

#[differentiate]
fn goldsteinprice(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    (1.0 + (x1 + x2 + 1.0).powi(2) * (19.0 - 14.0 * (x1 + x2) + 3.0 * (x1.powi(2) + x2.powi(2)) + 6.0 * x1 * x2))
        * (30.0
            + (2.0 * x1 - 3.0 * x2).powi(2)
                * (18.0 - 32.0 * x1 + 12.0 * x1.powi(2) + 48.0 * x2 - 36.0 * x1 * x2 + 27.0 * x2.powi(2)))
}

#[differentiate]
fn himmelblau(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    (x1.powi(2) + x2 - 11.0).powi(2) + (x1 + x2.powi(2) - 7.0).powi(2)
}

#[differentiate]
fn holder_table(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    -(x1.sin() * x2.cos() * (1.0 - (x1.powi(2) + x2.powi(2)).sqrt() / PI).abs().exp()).abs()
}

#[differentiate]
fn levy(x: &[f64]) -> f64 {
    let last = x.len();
    assert!(last >= 2);
    let w = |x: f64| 1.0 + (x - 1.0) / 4.0;
    let mut middle = -0.0;
    for x in x.iter().take(last - 1).skip(1) {
        let wi = w(*x);
        middle += (wi - 1.0).powi(2) * (1.0 + 10.0 * (PI * wi + 1.0).sin().powi(2));
    }
    (PI * w(x[0])).sin().powi(2)
        + middle
        + (w(x[last - 1]) - 1.0).powi(2) * (1.0 + (2.0 * PI * w(x[last - 1])).sin().powi(2))
}

#[differentiate]
fn levy_n13(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    (3.0 * PI * x1).sin().powi(2)
        + (x1 - 1.0).powi(2) * (1.0 + (3.0 * PI * x2).sin().powi(2))
        + (x2 - 1.0).powi(2) * (1.0 + (2.0 * PI * x2).sin().powi(2))
}

#[differentiate]
fn matyas(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    0.26 * (x1.powi(2) + x2.powi(2)) - 0.48 * x1 * x2
}

#[differentiate]
fn mccormick(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    (x1 + x2).sin() + (x1 - x2).powi(2) - 1.5 * x1 + 2.5 * x2 + 1.0
}

#[differentiate]
fn picheny(x: &[f64; 2]) -> f64 {
    let (x1, x2) = (4.0 * x[0] - 2.0, 4.0 * x[1] - 2.0);
    1.0 / 2.427
        * (((1.0
            + (x1 + x2 + 1.0).powi(2) * (19.0 - 14.0 * (x1 + x2) + 3.0 * (x1.powi(2) + x2.powi(2)) + 6.0 * x1 * x2))
            * (30.0
                + (2.0 * x1 - 3.0 * x2).powi(2)
                    * (18.0 - 32.0 * x1 + 12.0 * x1.powi(2) + 48.0 * x2 - 36.0 * x1 * x2 + 27.0 * x2.powi(2))))
        .log10()
            - 8.693)
}

#[differentiate]
fn rastrigin(x: &[f64]) -> f64 {
    let a = 10.0;
    a * x.len() as f64 + x.iter().map(|&x| x.powi(2) - a * (2.0 * PI * x).cos()).sum::<f64>()
}

#[differentiate]
fn rosenbrock(x: &[f64]) -> f64 {
    let (a, b) = (1.0_f64, 100.0);
    x.iter()
        .zip(x.iter().skip(1))
        .map(|(&xi, &xi1)| (a - xi).powi(2) + b * (xi1 - xi.powi(2)).powi(2))
        .sum()
}

#[differentiate]
fn schaffer_n2(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    0.5 + ((x1.powi(2) - x2.powi(2)).sin().powi(2) - 0.5) / (1.0 + 0.001 * (x1.powi(2) + x2.powi(2))).powi(2)
}

#[differentiate]
fn schaffer_n4(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    0.5 + ((x1.powi(2) - x2.powi(2)).abs().sin().cos().powi(2) - 0.5)
        / (1.0 + 0.001 * (x1.powi(2) + x2.powi(2))).powi(2)
}

#[differentiate]
fn sphere(x: &[f64]) -> f64 {
    x.iter().map(|x| x.powi(2)).sum()
}

#[differentiate]
fn styblinski_tang(x: &[f64]) -> f64 {
    0.5 * x.iter().map(|x| x.powi(4) - 16.0 * x.powi(2) + 5.0 * *x).sum::<f64>()
}

#[differentiate]
fn threehumpcamel(x: &[f64; 2]) -> f64 {
    let [x1, x2] = *x;
    2.0 * x1.powi(2) - 1.05 * x1.powi(4) + x1.powi(6) / 6.0 + x1 * x2 + x2.powi(2)
}

#[differentiate]
fn zero(_x: &[f64]) -> f64 {
    0.0
}

const POINTS: usize = 200;

/// The largest difference of two gradients, relative to the largest component.
fn difference(ours: &[f64], theirs: &[f64]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let scale = theirs.iter().fold(f64::MIN_POSITIVE, |largest, d| largest.max(d.abs()));
    let differences = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs() / scale);
    differences.fold(0.0, f64::max)
}

macro_rules! agree {
    ($($f:ident, $derivative:ident, $low:literal..$high:literal;)*) => {$(
        #[test]
        fn $f() {
            let mut random = StdRng::seed_from_u64(7);
            for _ in 0..POINTS {
                let x = std::array::from_fn::<f64, 2, _>(|_| random.random_range($low..$high));
                let (value, gradient) = super::$f::value_and_grad(&x);
                assert_eq!(value.to_bits(), by_hand::$f(&x).to_bits(), "at {x:?}");
                let theirs = by_hand::$derivative(&x);
                let difference = difference(&gradient, &theirs);
                assert!(difference < 1e-10, "{difference:e} at {x:?}: {gradient:?} and by hand {theirs:?}");
            }
        }
    )*};
}

macro_rules! agree_in_any_dimension {
    ($($f:ident, $derivative:ident, $low:literal..$high:literal;)*) => {$(
        #[test]
        fn $f() {
            let mut random = StdRng::seed_from_u64(7);
            for k in 0..POINTS {
                let x: Vec<f64> = (0..2 + k % 9).map(|_| random.random_range($low..$high)).collect();
                let (value, gradient) = super::$f::value_and_grad(&x);
                assert_eq!(value.to_bits(), by_hand::$f(&x).to_bits(), "at {x:?}");
                let theirs = by_hand::$derivative(&x);
                let difference = difference(&gradient, &theirs);
                assert!(difference < 1e-10, "{difference:e} at {x:?}: {gradient:?} and by hand {theirs:?}");
            }
        }
    )*};
}

mod agreement {
    use super::*;

    agree! {
        beale, beale_derivative, -4.5..4.5;
        booth, booth_derivative, -10.0..10.0;
        bukin_n6, bukin_n6_derivative, -15.0..5.0;
        cross_in_tray, cross_in_tray_derivative, -10.0..10.0;
        easom, easom_derivative, -5.0..10.0;
        eggholder, eggholder_derivative, -512.0..512.0;
        goldsteinprice, goldsteinprice_derivative, -2.0..2.0;
        himmelblau, himmelblau_derivative, -5.0..5.0;
        holder_table, holder_table_derivative, -10.0..10.0;
        levy_n13, levy_n13_derivative, -10.0..10.0;
        matyas, matyas_derivative, -10.0..10.0;
        mccormick, mccormick_derivative, -3.0..4.0;
        picheny, picheny_derivative, 0.0..1.0;
        schaffer_n2, schaffer_n2_derivative, -10.0..10.0;
        schaffer_n4, schaffer_n4_derivative, -10.0..10.0;
        threehumpcamel, threehumpcamel_derivative, -5.0..5.0;
    }

    agree_in_any_dimension! {
        ackley, ackley_derivative, -5.0..5.0;
        levy, levy_derivative, -10.0..10.0;
        rastrigin, rastrigin_derivative, -5.12..5.12;
        rosenbrock, rosenbrock_derivative, -5.0..10.0;
        sphere, sphere_derivative, -5.0..5.0;
        styblinski_tang, styblinski_tang_derivative, -5.0..5.0;
        zero, zero_derivative, -5.0..5.0;
    }
}
