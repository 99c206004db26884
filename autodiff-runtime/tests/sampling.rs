//! Log densities with gradients in the sampler of another crate.
#![cfg(feature = "nuts-rs")]

use autodiff_runtime::bridges::nuts_rs::{sample, LogDensity};
use autodiff_runtime::function::{Arguments, DifferentiableFn};
use autodiff_runtime::Workspace;
use nuts_rs::DiagNutsSettings;

const DRAWS: u64 = 2000;

fn mean(draws: &[Vec<f64>], of: impl Fn(&[f64]) -> f64) -> f64 {
    draws.iter().map(|x| of(x)).sum::<f64>() / draws.len() as f64
}

/// A normal distribution with the means 1 and −2, the variances 1 and 4, and the correlation 0.6.
#[derive(Clone, Copy)]
struct Correlated;

impl Correlated {
    fn value_and_gradient(x: &[f64]) -> (f64, [f64; 2]) {
        let (u, v) = (x[0] - 1.0, (x[1] + 2.0) / 2.0);
        let scale = 1.0 - 0.6 * 0.6;
        let value = -(u * u - 1.2 * u * v + v * v) / (2.0 * scale);
        (value, [-(u - 0.6 * v) / scale, -(v - 0.6 * u) / (2.0 * scale)])
    }
}

/// What `#[differentiate]` makes beside a function of a slice, by hand.
impl DifferentiableFn<(&[f64],)> for Correlated {
    type Output = f64;

    fn value(&self, (x,): (&[f64],)) -> f64 {
        Self::value_and_gradient(x).0
    }

    fn forward(&self, (x,): (&[f64],), _workspace: &mut Workspace) -> f64 {
        Self::value_and_gradient(x).0
    }

    fn reverse(
        &self,
        (x,): (&[f64],),
        cotangent: &f64,
        (dx,): <(&[f64],) as Arguments>::Derivatives<'_>,
        _workspace: &mut Workspace,
    ) {
        for (k, d) in Self::value_and_gradient(x).1.into_iter().enumerate() {
            dx.add_at(&[k], cotangent * d);
        }
    }
}

#[test]
fn draws_have_the_moments_of_the_distribution() {
    let density = LogDensity::of(2, Correlated);
    let draws = sample(density, DiagNutsSettings::default(), &[0.0, 0.0], 500, DRAWS, 3).unwrap();
    assert_eq!(draws.len(), DRAWS as usize);
    let (a, b) = (mean(&draws, |x| x[0]), mean(&draws, |x| x[1]));
    let covariance = |i: usize, j: usize| mean(&draws, |x| (x[i] - [a, b][i]) * (x[j] - [a, b][j]));
    assert!((a - 1.0).abs() < 0.15 && (b + 2.0).abs() < 0.3, "{a} {b}");
    assert!((covariance(0, 0) - 1.0).abs() < 0.2 && (covariance(1, 1) - 4.0).abs() < 0.8);
    assert!((covariance(0, 1) - 1.2).abs() < 0.4, "{}", covariance(0, 1));
}

#[test]
fn a_seed_gives_the_same_draws() {
    let draws = |seed| {
        sample(
            LogDensity::of(2, Correlated),
            DiagNutsSettings::default(),
            &[0.0, 0.0],
            100,
            50,
            seed,
        )
    };
    assert_eq!(draws(5), draws(5));
    assert_ne!(draws(5), draws(6));
}

/// The exponential distribution, which ends at zero.
fn exponential(x: &[f64], dx: &mut [f64]) -> f64 {
    dx[0] = -1.0;
    match x[0] < 0.0 {
        true => f64::NEG_INFINITY,
        false => -x[0],
    }
}

#[test]
fn where_the_density_is_zero_there_are_no_draws() {
    let draws = sample(
        LogDensity::new(1, exponential),
        DiagNutsSettings::default(),
        &[1.0],
        500,
        DRAWS,
        1,
    )
    .unwrap();
    assert!(draws.iter().all(|x| x[0] >= 0.0));
    assert!((mean(&draws, |x| x[0]) - 1.0).abs() < 0.35);
}

#[test]
fn a_start_outside_is_an_error() {
    let density = LogDensity::new(1, exponential);
    let error = sample(density, DiagNutsSettings::default(), &[-1.0], 10, 10, 1).unwrap_err();
    assert!(error.to_string().starts_with("sampling failed: "), "{error}");
}

#[test]
#[should_panic(expected = "the density has 1 dimensions, but the start has 2 numbers")]
fn starts_of_other_dimensions_are_refused() {
    let _ = sample(
        LogDensity::new(1, exponential),
        DiagNutsSettings::default(),
        &[1.0, 1.0],
        10,
        10,
        1,
    );
}

#[test]
#[should_panic(expected = "there are no dimensions")]
fn nothing_to_sample_is_refused() {
    let _ = LogDensity::new(0, exponential);
}
