//! Gradient checking: an analytic gradient against central differences of the function itself.
//!
//! Each component is moved by a step that fits it (about ∛ε·max(|x|, 1), a power of two so that x ± h is exact), two
//! steps are extrapolated by Richardson's rule, and their discrepancy together with the rounding of the values bounds
//! the error of the estimate. Only where that does not settle the matter, a ladder of many steps is tried, and one-sided
//! differences tell a kink from a wrong gradient. The tolerance is the estimated error of the differences, so nothing
//! needs to be tuned by hand: badly scaled functions pass with right gradients, and fail with wrong ones.
//!
//! A component is *inconclusive* where differences cannot decide: on a kink, at a non-finite value, or where rounding
//! swallows the derivative. That is no failure; the [`Report`] counts and names them.
//!
//! The function is evaluated near the point, at a distance of up to 0.25·max(|x|, 1) in hard cases. If it panics there
//! (say, because it asserts its domain), `check` panics with it.
//!
//! After Press et al., *Numerical Recipes* §5.7, and Gill, Murray and Wright, *Practical Optimization* §8.6.

mod difference;
mod ladder;
mod report;

pub use report::{Cause, Component, Report, Verdict};

use crate::flat::{index_path, Flat, Scalar};
use difference::Line;
use std::borrow::{BorrowMut, ToOwned};
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

/// A parameter whose components can be perturbed one at a time in a copy: `f64`, `f32`, and slices and arrays of floats
/// or of nested arrays.
pub trait Parameter: Flat + ToOwned<Owned: BorrowMut<Self>> {}

impl<P: Flat + ToOwned<Owned: BorrowMut<P>> + ?Sized> Parameter for P {}

/// Compares a gradient with differences, one parameter after another, and collects the [`Report`].
///
/// ```
/// use autodiff_runtime::check::Checker;
///
/// let (x, dx) = ([1.0, 2.0], [2.0, 4.0]); // of the sum of squares
/// let mut checker = Checker::new("norm2");
/// checker.parameter("x", &x[..], &dx, |x| x.iter().map(|x| x * x).sum::<f64>());
/// assert_eq!(checker.finish().unwrap().agreeing(), 2);
/// ```
#[derive(Debug)]
pub struct Checker {
    function: String,
    components: Vec<Component>,
}

impl Checker {
    /// A checker for the gradient of the function with this name, which only the report uses.
    pub fn new(function: &str) -> Self {
        Self {
            function: function.into(),
            components: Vec::new(),
        }
    }

    /// Compares `gradient`, at the point `at`, with differences of `value`, the function of this one parameter alone.
    ///
    /// # Panics
    /// If `gradient` has not as many components as `at`, and where `value` panics.
    #[track_caller]
    pub fn parameter<P, G, V>(&mut self, name: &str, at: &P, gradient: &G, mut value: impl FnMut(&P) -> V)
    where
        P: Parameter + ?Sized,
        G: Flat<Scalar = P::Scalar> + ?Sized,
        V: Scalar,
    {
        let gradient = gradient.flat();
        crate::shape::check_len(name, at.flat().len(), gradient.len());
        let name: Arc<str> = name.into();
        let dimensions = at.dimensions();
        let magnitude = gradient
            .iter()
            .map(|g| g.to_f64().abs())
            .filter(|g| g.is_finite())
            .fold(0.0, f64::max);
        let epsilon = P::Scalar::EPSILON.max(V::EPSILON);
        let value_at = value(at).to_f64();

        let mut copy = at.to_owned();
        let point: &mut P = copy.borrow_mut();
        for (i, analytic) in gradient.iter().enumerate() {
            let original = point.flat()[i];
            let mut along = |x: f64| {
                let moved = P::Scalar::from_f64(x);
                point.flat_mut()[i] = moved;
                (moved.to_f64(), value(point).to_f64())
            };
            let mut line = Line {
                at: original.to_f64(),
                value: value_at,
                epsilon,
                along: &mut along,
            };
            let finding = line.compare(analytic.to_f64(), magnitude);
            point.flat_mut()[i] = original;
            self.components.push(Component {
                parameter: name.clone(),
                index: index_path(&dimensions, i),
                analytic: analytic.to_f64(),
                difference: finding.difference,
                error: finding.error,
                verdict: finding.verdict,
            });
        }
    }

    /// The report: `Err` if at least one component disagrees.
    ///
    /// # Errors
    /// The same report, if a component of the gradient is wrong.
    pub fn finish(self) -> Result<Report, Report> {
        let report = Report::new(self.function, self.components);
        if report.disagreeing() == 0 {
            Ok(report)
        } else {
            Err(report)
        }
    }
}
