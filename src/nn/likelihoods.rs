//! Negative log-likelihoods of observations, mean over them.

use crate::differentiate;
use crate::special::ln_gamma;
use core::f64::consts::PI;
use num_traits::Float;

/// That of normal distributions with means `input` and variances `var`, ½(ln *v* + (*x* − *t*)²/*v*); where `full`, with the constant
/// ½ ln 2π. Nix and Weigend (1994).
///
/// A variance below `eps` (torch's default: 1e-6) is taken for that, and has then the derivative 0.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn gaussian_nll_loss<T: Float>(input: &[T], target: &[T], var: &[T], full: bool, eps: T) -> T {
    assert!(
        input.len() == target.len() && input.len() == var.len(),
        "gaussian_nll_loss: {} inputs, but {} targets and {} variances",
        input.len(),
        target.len(),
        var.len()
    );
    assert!(!input.is_empty(), "gaussian_nll_loss: there is no input");
    let mut sum = T::zero();
    for i in 0..input.len() {
        let v = if var[i] < eps { eps } else { var[i] };
        let error = input[i] - target[i];
        sum = sum + v.ln() + error / v * error;
    }
    let mean = sum / T::from(2 * input.len()).unwrap();
    if full {
        mean + T::from(0.5 * (2.0 * PI).ln()).unwrap()
    } else {
        mean
    }
}

/// That of Poisson distributions of counts `target`: with `log_input` (torch's default) the input *x* is the logarithm of the mean,
/// and the loss eˣ − *t*·*x*; else it is the mean, and the loss *x* − *t*·ln(*x* + `eps`) (torch's default: 1e-8). Where `full`, with
/// Stirling's approximation of ln *t*! for *t* > 1.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn poisson_nll_loss<T: Float>(input: &[T], target: &[T], log_input: bool, full: bool, eps: T) -> T {
    assert!(
        input.len() == target.len(),
        "poisson_nll_loss: {} inputs, but {} targets",
        input.len(),
        target.len()
    );
    assert!(!input.is_empty(), "poisson_nll_loss: there is no input");
    let mut sum = T::zero();
    for i in 0..input.len() {
        let (x, t) = (input[i], target[i]);
        if log_input {
            sum = sum + x.exp() - t * x;
        } else {
            sum = sum + x - t * (x + eps).ln();
        }
        if full && t > T::one() {
            let half = T::from(0.5).unwrap();
            sum = sum + t * t.ln() - t + half * (T::from(2.0 * PI).unwrap() * t).ln();
        }
    }
    sum / T::from(input.len()).unwrap()
}

/// ln Γ(*a* + ½) − ln Γ(*a*), without the cancellation where *a* is large.
#[differentiate]
fn ln_gamma_half_step<T: Float>(a: T) -> T {
    let a: f64 = a.to_f64().unwrap();
    if a > 50.0 {
        let r = 1.0 / (a * a);
        let series = -1.0 / 8.0 + r * (1.0 / 192.0 + r * (-1.0 / 640.0 + r * (17.0 / 14336.0)));
        let sum: f64 = 0.5 * a.ln() + series / a;
        T::from(sum).unwrap()
    } else {
        let upper: f64 = ln_gamma(a + 0.5);
        let lower: f64 = ln_gamma(a);
        T::from(upper - lower).unwrap()
    }
}

/// That of Student's *t* distributions with `df` degrees of freedom, location `input` and scale `scale`, for each observation in
/// `target`; robust against outliers. Normalised: ½ ln(νπ) + ln *s* − ln Γ((ν+1)/2) + ln Γ(ν/2) + ½(ν+1) ln(1 + *z*²/ν) with
/// *z* = (*t* − *x*)/*s*.
///
/// # Panics
/// If the lengths differ, or if there is nothing.
#[differentiate]
pub fn student_t_nll_loss<T: Float>(input: &[T], target: &[T], scale: &[T], df: T) -> T {
    assert!(
        input.len() == target.len() && input.len() == scale.len(),
        "student_t_nll_loss: {} inputs, but {} targets and {} scales",
        input.len(),
        target.len(),
        scale.len()
    );
    assert!(!input.is_empty(), "student_t_nll_loss: there is no input");
    let half = T::from(0.5).unwrap();
    let width = df.sqrt();
    let mut sum = T::zero();
    for i in 0..input.len() {
        let r = (target[i] - input[i]) / (scale[i] * width);
        // ln(1 + r²), also where the square is too large for a float.
        let tail = if r.abs() > T::one() {
            let inverse = T::one() / r;
            T::from(2.0).unwrap() * r.abs().ln() + (inverse * inverse).ln_1p()
        } else {
            (r * r).ln_1p()
        };
        sum = sum + scale[i].ln() + half * (df + T::one()) * tail;
    }
    let constant = half * (df * T::from(PI).unwrap()).ln() - ln_gamma_half_step(half * df);
    sum / T::from(input.len()).unwrap() + constant
}
