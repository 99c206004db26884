//! Values and gradients against numbers calculated with 60 digits (`golden/gradients.json`).

mod common;

use common::case::{active, Argument, Case};
use corpus::cases;

oracle_macros::corpus!("tests/golden": expressions);

struct Reference {
    name: &'static str,
    points: &'static [Point],
}

struct Point {
    value: f64,
    gradient: &'static [f64],
    /// Row by row.
    hessian: &'static [f64],
    /// What a straightforward evaluation in `f64` loses, relative: of the value, of the gradient's largest entry, and of the
    /// Hessian's.
    lost: (f64, f64, f64),
}

include!("golden/references.rs");

/// Compares what `of` gives with the references; gradients, relative to their largest entry, up to `tolerance`.
fn compare(tolerance: impl Fn(&Point) -> f64, of: impl Fn(&Case, &[Argument]) -> (f64, Vec<f64>)) {
    let cases = cases();
    let mut failed = Vec::new();
    for reference in REFERENCES {
        let case = cases
            .iter()
            .find(|case| case.name == reference.name)
            .expect("a function for each reference");
        assert_eq!(case.at.len(), reference.points.len());
        for (at, point) in case.at.iter().zip(reference.points) {
            let mut hold = |what: &str, got: f64, expected: f64, scale: f64, tolerance: f64| {
                let error = (got - expected).abs();
                if error.is_nan() || error > tolerance * scale + f64::MIN_POSITIVE {
                    let ulps = error / scale / f64::EPSILON;
                    let title = format!("{} at {:?}", case.title(), active(at));
                    failed.push(format!("{title}: {what} {got:e}, not {expected:e}: {ulps:.1} ulp"));
                }
            };
            let (value, gradient) = of(case, at);
            hold(
                "value",
                value,
                point.value,
                point.value.abs(),
                VALUE + 4.0 * point.lost.0,
            );
            assert_eq!(gradient.len(), point.gradient.len());
            let scale = point
                .gradient
                .iter()
                .fold(0.0, |largest: f64, entry| largest.max(entry.abs()));
            for (&got, &entry) in gradient.iter().zip(point.gradient) {
                hold("gradient", got, entry, scale, tolerance(point));
            }
        }
    }
    assert!(failed.is_empty(), "{} failures:\n{}", failed.len(), failed.join("\n"));
}

/// The value is the plain function's; the standard library's `acosh` loses 350 ulp near 1.
const VALUE: f64 = 1e-13;

#[test]
fn gradients_are_those_of_60_digits() {
    compare(
        |point| 4.0 * (f64::EPSILON + point.lost.1),
        |case, at| (case.gradient)(at),
    );
}

#[test]
fn hessians_are_those_of_60_digits() {
    let cases = cases();
    let mut failed = Vec::new();
    let mut compared = 0;
    for reference in REFERENCES {
        let case = cases.iter().find(|case| case.name == reference.name);
        let case = case.expect("a function for each reference");
        let modes = case.modes.expect("every expression is lifted");
        for (at, point) in case.at.iter().zip(reference.points) {
            let got = modes(at, at).hessian;
            assert_eq!(got.len(), point.hessian.len());
            let scale = point.hessian.iter().fold(0.0, |most: f64, entry| most.max(entry.abs()));
            let tolerance = 4.0 * (f64::EPSILON + point.lost.2) * scale + f64::MIN_POSITIVE;
            for (k, (got, expected)) in got.iter().zip(point.hessian).enumerate() {
                compared += 1;
                let error = (got - expected).abs();
                if error.is_nan() || error > tolerance {
                    let ulps = error / scale / f64::EPSILON;
                    let title = format!("{} at {:?}", case.title(), active(at));
                    failed.push(format!("{title}: entry {k} {got:e}, not {expected:e}: {ulps:.1} ulp"));
                }
            }
        }
    }
    assert!(
        failed.is_empty(),
        "{} failures of {compared}:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

/// So is the oracle of the corpus, except that `num_dual` loses digits near the poles of `asin` and its kin.
#[test]
fn dual_numbers_are_those_of_60_digits() {
    compare(
        |point| 1e-10 + 4.0 * point.lost.1,
        |case, at| {
            let derivative = |component| case.dual(at, component).1;
            ((case.plain)(at), (0..active(at).len()).map(derivative).collect())
        },
    );
}
