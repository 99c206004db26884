//! The special functions against numbers of 50 digits (`golden/special.json`), and in differentiated functions.
#![allow(missing_docs, reason = "test functions speak for themselves")]

use differentiate::{differentiate, special};
use std::collections::BTreeMap;

/// A point, the value there, and the derivative in each argument.
type Row = (Vec<f64>, f64, Vec<f64>);

fn golden() -> BTreeMap<String, Vec<Row>> {
    serde_json::from_str(include_str!("golden/special.json")).expect("rows of numbers")
}

/// The value and the gradient of a function by its name.
fn evaluate(name: &str, x: &[f64]) -> (f64, Vec<f64>) {
    macro_rules! table {
        ($($unary:ident)*; $($order:ident)*; $($binary:ident)*) => {
            match name {
                $(stringify!($unary) => {
                    let (y, dx) = special::$unary::value_and_grad(x[0]);
                    (y, vec![dx])
                })*
                $(stringify!($order) => {
                    let (y, dx) = special::$order::value_and_grad(3, x[0]);
                    (y, vec![dx])
                })*
                $(stringify!($binary) => {
                    let (y, (da, db)) = special::$binary::value_and_grad(x[0], x[1]);
                    (y, vec![da, db])
                })*
                _ => panic!("there are numbers for {name}, but no function"),
            }
        };
    }
    table! {
        erf erfc erf_inv erfc_inv gamma ln_gamma digamma trigamma
        normal_pdf normal_cdf normal_ln_cdf normal_quantile j0 j1 y0 y1;
        jn yn;
        beta ln_beta
    }
}

/// What the documentation promises: relative to the number, or to what stands beside it.
fn tolerance(name: &str) -> (f64, f64) {
    match name {
        "beta" => (2e-14, 0.0),
        "ln_beta" => (2e-15, 1e-15),
        "j0" | "j1" | "y0" | "y1" | "jn" | "yn" => (2e-15, 1e-15),
        _ => (2e-15, 0.0),
    }
}

#[test]
fn values_and_derivatives_agree_with_fifty_digits() {
    let mut wrong = String::new();
    for (name, rows) in golden() {
        let (relative, absolute) = tolerance(&name);
        let mut worst = [0.0_f64; 2];
        for (x, value, gradient) in rows {
            let (y, dx) = evaluate(&name, &x);
            let numbers = std::iter::once((0, y, value)).chain(dx.into_iter().zip(gradient).map(|(d, e)| (1, d, e)));
            for (which, got, expected) in numbers {
                let error = (got - expected).abs();
                worst[which] = worst[which].max(error / expected.abs().max(f64::MIN_POSITIVE));
                if error.is_nan() || error > relative * expected.abs() + absolute + 1e-308 {
                    wrong += &format!(
                        "{name} at {x:?}: {got:e}, not {expected:e}: {:e}\n",
                        error / expected.abs()
                    );
                }
            }
        }
        println!("{name:16} {:9.1e} {:9.1e}", worst[0], worst[1]);
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Maximum likelihood for a gamma distribution, with all sorts of calls.
#[differentiate]
fn gamma_likelihood(shape: f64, rate: f64, x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += (shape - 1.0) * v.ln() - rate * v + shape * rate.ln() - special::ln_gamma(shape);
    }
    sum
}

#[differentiate]
fn black_scholes(spot: f64, strike: f64, volatility: f64, years: f64, rate: f64) -> f64 {
    use special::normal_cdf;
    let spread = volatility * years.sqrt();
    let d1 = ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * years) / spread;
    spot * normal_cdf(d1) - strike * (-rate * years).exp() * normal_cdf(d1 - spread)
}

#[differentiate]
fn mixture(x: &[f64], n: i32) -> f64 {
    let mut sum = special::beta(x[0], x[1]);
    for k in 0..n {
        let z = special::jn(k, x[0] * x[1]) + special::erf(x[2]);
        sum += if z > 0.5 {
            special::normal_quantile(0.5 * z * z / (1.0 + z * z))
        } else {
            special::trigamma(1.0 + z * z)
        };
    }
    sum * special::erfc(x[2]) + special::digamma(x[0]) * special::j1(x[1]) + special::yn(2, x[2])
}

#[test]
fn differentiated_functions_call_them() {
    gamma_likelihood::check(2.5, 1.5, &[0.5, 1.25, 3.0]).unwrap();
    black_scholes::check(100.0, 110.0, 0.25, 1.5, 0.02).unwrap();
    mixture::check(&[0.7, 1.9, 0.4], 4).unwrap();
}

#[test]
fn limits() {
    let infinity = f64::INFINITY;
    assert_eq!(special::normal_quantile::value_and_grad(0.0), (-infinity, infinity));
    assert_eq!(special::normal_quantile::value_and_grad(1.0), (infinity, infinity));
    assert_eq!(special::erf_inv::value_and_grad(-1.0), (-infinity, infinity));
    assert_eq!(special::erfc_inv::value_and_grad(0.0), (infinity, -infinity));
    assert_eq!(special::normal_cdf::value_and_grad(-infinity), (0.0, 0.0));
    assert_eq!(special::normal_cdf::value_and_grad(infinity), (1.0, 0.0));
    assert_eq!(special::normal_pdf(infinity), 0.0);
    assert_eq!(special::digamma(infinity), infinity);
    assert_eq!(special::trigamma(infinity), 0.0);
    for pole in [0.0, -1.0, -7.0, -infinity, f64::NAN] {
        assert!(special::digamma(pole).is_nan() && special::trigamma(pole).is_nan());
    }
    for (a, b) in [(f64::NAN, 1.0), (1.0, f64::NAN), (-1.0, 2.0)] {
        assert!(special::ln_beta(a, b).is_nan());
    }
    assert!((special::beta(-0.5, 2.0) + 4.0).abs() < 1e-14);
}
