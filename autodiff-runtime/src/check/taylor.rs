//! Derivatives of any order along a line, by how fast what is left of the Taylor series vanishes.

use super::{Cause, Verdict};
use core::fmt;
use std::vec::Vec;

/// The remainders of one order.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaylorOrder {
    /// The highest derivative in the series.
    pub order: usize,
    /// |φ(*h*) − Σ φ⁽ʲ⁾(0)·*hʲ*/*j*!| for each step.
    pub remainders: Vec<f64>,
    /// The power of *h* with which they vanish: `order` + 1 or more if the derivatives are right. None if rounding hides it.
    pub observed: Option<f64>,
    /// What that says.
    pub verdict: Verdict,
}

/// What [`taylor`] has found, order by order. It is also the error of a failed test; `Display` shows the table of remainders.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct TaylorReport {
    /// The steps *h*, descending.
    pub steps: Vec<f64>,
    /// From order 1 on.
    pub orders: Vec<TaylorOrder>,
}

/// The Taylor test: compares a function along a line, φ(*h*) = *f*(*x* + *hv*), with the series that its derivatives at 0 give,
/// φ′ first. What is left after the derivative of order *k* vanishes as *h*ᵏ⁺¹ if it is right, and as *hᵏ* if not.
///
/// The steps are 2⁻¹, …, 2⁻²⁰: choose a direction in which the function changes on the scale of 1.
///
/// ```
/// use autodiff_runtime::check::taylor;
///
/// // eˣ and its derivatives, which are all 1 at 0.
/// let report = taylor(f64::exp, &[1.0, 1.0, 1.0]).unwrap();
/// assert!((report.orders[2].observed.unwrap() - 4.0).abs() < 0.2);
/// // A wrong second derivative.
/// let report = taylor(f64::exp, &[1.0, 1.01]).unwrap_err();
/// assert!(report.to_string().contains("order 2"), "{report}");
/// ```
///
/// # Errors
/// The same report, if a derivative is wrong.
///
/// # Panics
/// Where the function does.
pub fn taylor(mut function: impl FnMut(f64) -> f64, derivatives: &[f64]) -> Result<TaylorReport, TaylorReport> {
    let at = function(0.0);
    let steps: Vec<f64> = (1..=20).map(|k| 0.5_f64.powi(k)).collect();
    let values: Vec<f64> = steps.iter().map(|&h| function(h)).collect();
    let largest = values
        .iter()
        .chain([&at])
        .fold(0.0, |largest: f64, v| largest.max(v.abs()));
    let mut remainders: Vec<f64> = values.iter().map(|value| value - at).collect();
    let mut factorial = 1.0;
    let mut orders: Vec<TaylorOrder> = Vec::new();
    for (k, derivative) in derivatives.iter().enumerate() {
        let order = k + 1;
        factorial *= order as f64;
        for (remainder, h) in remainders.iter_mut().zip(&steps) {
            *remainder -= derivative / factorial * h.powi(order as i32);
        }
        let magnitudes: Vec<f64> = remainders.iter().map(|r| r.abs()).collect();
        let observed = observed(&magnitudes, 64.0 * f64::EPSILON * largest);
        let verdict = match (observed, orders.last()) {
            _ if magnitudes.iter().any(|r| !r.is_finite()) => Verdict::Inconclusive(Cause::NonFinite),
            // What lower orders have left is no fault of this one.
            (_, Some(lower)) if matches!(lower.verdict, Verdict::Disagrees(_)) => {
                Verdict::Inconclusive(Cause::Mismatch)
            }
            (Some(observed), _) if observed > order as f64 + 0.6 => Verdict::Agrees,
            (Some(observed), _) if observed < order as f64 + 0.4 => Verdict::Disagrees(Cause::Mismatch),
            (Some(_), _) => Verdict::Inconclusive(Cause::Kink),
            (None, _) if magnitudes[0] <= 64.0 * f64::EPSILON * largest => Verdict::Agrees,
            (None, _) => Verdict::Inconclusive(Cause::Rounding),
        };
        orders.push(TaylorOrder {
            order,
            remainders: magnitudes,
            observed,
            verdict,
        });
    }
    let report = TaylorReport { steps, orders };
    match report
        .orders
        .iter()
        .any(|order| matches!(order.verdict, Verdict::Disagrees(_)))
    {
        true => Err(report),
        false => Ok(report),
    }
}

/// The power of the step with which the remainders vanish: at the smallest steps at which they are well above rounding. None
/// if that is so at less than four steps, or if it differs from one to the next.
fn observed(remainders: &[f64], rounding: f64) -> Option<f64> {
    let clear: Vec<f64> = remainders
        .iter()
        .copied()
        .take_while(|&r| r > 16.0 * rounding)
        .collect();
    let [.., a, b, c] = clear[..] else { return None };
    let (first, second) = ((a / b).log2(), (b / c).log2());
    (clear.len() > 3 && (first - second).abs() < 0.3).then_some(0.5 * (first + second))
}

impl fmt::Display for TaylorReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Taylor test")?;
        for order in &self.orders {
            write!(f, "\n  order {}: ", order.order)?;
            match order.observed {
                Some(observed) => write!(f, "the remainder vanishes as h^{observed:.2}")?,
                None => f.write_str("the remainder is rounding, or vanishes at no steady rate")?,
            }
            write!(f, ", expected h^{}: ", order.order + 1)?;
            f.write_str(match order.verdict {
                Verdict::Agrees => "right",
                Verdict::Inconclusive(Cause::Mismatch) => "not decided, since a lower derivative is wrong",
                Verdict::Inconclusive(Cause::Rounding) => {
                    "not decided: rounding hides it; choose a direction in which the function changes more"
                }
                Verdict::Inconclusive(_) => "not decided: a kink, or values that are not finite, lie nearby",
                Verdict::Disagrees(_) => "this derivative is wrong",
            })?;
        }
        f.write_str("\n  h         remainders")?;
        for (k, h) in self.steps.iter().enumerate() {
            write!(f, "\n  {h:.2e} ")?;
            self.orders
                .iter()
                .try_for_each(|order| write!(f, " {:.2e}", order.remainders[k]))?;
        }
        Ok(())
    }
}

/// The same text as `Display`.
impl fmt::Debug for TaylorReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for TaylorReport {}
