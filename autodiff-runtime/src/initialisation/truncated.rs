//! Normal weights within bounds.

use crate::flat::Scalar;
use rand::Rng;
use rand_distr::{Exp1, StandardNormal};

/// Normally distributed weights, of which those outside of [`low`, `high`] are drawn again (torch's defaults: mean 0, standard
/// deviation 1, from −2 to 2). Exact also where the bounds lie far out in a tail: Robert (1995).
///
/// # Panics
/// If the mean is not finite, the standard deviation not positive and finite, or not `low` < `high`.
#[track_caller]
pub fn trunc_normal<S: Scalar>(
    weights: &mut [S],
    mean: f64,
    std: f64,
    low: f64,
    high: f64,
    rng: &mut (impl Rng + ?Sized),
) {
    assert!(
        mean.is_finite() && std.is_finite() && std > 0.0,
        "trunc_normal: the mean is {mean} and the standard deviation {std}"
    );
    assert!(
        low < high,
        "trunc_normal: the bounds are {low} and {high}, but must be in order"
    );
    let (a, b) = ((low - mean) / std, (high - mean) / std);
    weights.fill_with(|| S::from_f64((mean + std * standard(a, b, rng)).clamp(low, high)));
}

/// A standard normal number between two bounds.
fn standard(a: f64, b: f64, rng: &mut (impl Rng + ?Sized)) -> f64 {
    if a > 0.0 {
        tail(a, b, rng)
    } else if b < 0.0 {
        -tail(-b, -a, rng)
    } else if b - a > 2.5 {
        // Nearly half of all numbers fall in between, at worst: where a bound is 0.
        loop {
            let z: f64 = rng.sample(StandardNormal);
            if (a..=b).contains(&z) {
                return z;
            }
        }
    } else {
        from_uniform(a, b, 0.0, rng)
    }
}

/// A standard normal number between two positive bounds.
fn tail(a: f64, b: f64, rng: &mut (impl Rng + ?Sized)) -> f64 {
    let root = (a * a + 4.0).sqrt();
    let rate = 0.5 * (a + root);
    if b - a > (0.25 * a * (a - root) + 0.5).exp() / rate {
        loop {
            let z = a + rng.sample::<f64, _>(Exp1) / rate;
            if z <= b && rng.random::<f64>() <= (-0.5 * (z - rate) * (z - rate)).exp() {
                return z;
            }
        }
    }
    from_uniform(a, b, a, rng)
}

/// A standard normal number between two bounds, of which `peak` is the likeliest place.
fn from_uniform(a: f64, b: f64, peak: f64, rng: &mut (impl Rng + ?Sized)) -> f64 {
    loop {
        let z = a + (b - a) * rng.random::<f64>();
        if rng.random::<f64>() <= (0.5 * (peak - z) * (peak + z)).exp() {
            return z;
        }
    }
}
