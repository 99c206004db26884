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
//! [`modes`] compares the other derivatives, in random directions: forward mode with differences, reverse mode with forward
//! mode, products with Hessians with differences of gradients. [`taylor`] is for derivatives of any order along a line.
//!
//! After Press et al., *Numerical Recipes* §5.7, and Gill, Murray and Wright, *Practical Optimization* §8.6.

mod difference;
mod ladder;
mod modes;
mod point;
mod report;
mod taylor;

pub use modes::{modes, Comparison, ModeTest, ModesReport};
pub use report::{Cause, Component, Report, Verdict};
pub use taylor::{taylor, TaylorOrder, TaylorReport};

use crate::flat::Scalar;
use crate::outcome::Outcome;
use crate::tangent::{Differentiable, Tangent};
use difference::Line;
use std::borrow::{BorrowMut, ToOwned};
use std::string::String;
use std::sync::Arc;
use std::vec::Vec;

/// A parameter whose components can be perturbed one at a time in a copy: floats, arrays and slices of them, and structs.
pub trait Parameter: Differentiable + ToOwned<Owned: BorrowMut<Self>> {}

impl<P: Differentiable + ToOwned<Owned: BorrowMut<P>> + ?Sized> Parameter for P {}

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
    /// The relative rounding of what the function computes inside.
    epsilon: f64,
    components: Vec<Component>,
}

impl Checker {
    /// A checker for the gradient of the function with this name, which only the report uses.
    pub fn new(function: &str) -> Self {
        Self {
            function: function.into(),
            epsilon: 0.0,
            components: Vec::new(),
        }
    }

    /// Says that the function rounds to single precision inside, whatever its parameters and its value are.
    pub fn single_precision(mut self) -> Self {
        self.epsilon = f64::from(f32::EPSILON);
        self
    }

    /// Compares `gradient`, at the point `at`, with differences of `value`, the function of this one parameter alone.
    ///
    /// # Panics
    /// If `gradient` has not as many components as `at`, and where `value` panics.
    #[track_caller]
    pub fn parameter<P, G, V>(&mut self, name: &str, at: &P, gradient: &G, mut value: impl FnMut(&P) -> V)
    where
        P: Parameter + ?Sized,
        G: Tangent,
        V: Scalar,
    {
        self.partial_parameter(name, at, gradient, |at| Some(value(at)));
    }

    /// As `parameter`, of a function that may give no value (`None`, or an error).
    ///
    /// # Panics
    /// As `parameter`.
    #[track_caller]
    pub fn partial_parameter<P, G, O>(&mut self, name: &str, at: &P, gradient: &G, mut value: impl FnMut(&P) -> O)
    where
        P: Parameter + ?Sized,
        G: Tangent,
        O: Outcome<Value: Scalar>,
    {
        let undefined = core::cell::Cell::new(false);
        let mut value = |at: &P| match value(at).into_option() {
            Some(value) => value.to_f64(),
            None => {
                undefined.set(true);
                f64::NAN
            }
        };
        let mut copy = at.to_owned();
        let point: &mut P = copy.borrow_mut();
        let (floats, gradient) = (point::floats(name, point), gradient.to_flat());
        crate::shape::check_len(name, floats.len(), gradient.len());
        let finite = gradient.iter().map(|g| g.abs()).filter(|g| g.is_finite());
        let magnitude = finite.fold(0.0, f64::max);
        let value_at = value(at);
        for (i, (float, &analytic)) in floats.into_iter().zip(&gradient).enumerate() {
            let mut along = |x: f64| {
                let moved = point::set(point, i, x);
                (moved, value(point))
            };
            let mut line = Line {
                at: float.value,
                value: value_at,
                epsilon: float.epsilon.max(O::Value::EPSILON).max(self.epsilon),
                along: &mut along,
            };
            undefined.set(false);
            let mut finding = line.compare(analytic, magnitude);
            if matches!(finding.verdict, Verdict::Inconclusive(_)) && undefined.get() {
                finding.verdict = Verdict::Inconclusive(Cause::Undefined);
            }
            point::set(point, i, float.value);
            self.components.push(Component {
                parameter: Arc::from(float.parameter),
                index: float.index,
                analytic,
                difference: finding.difference,
                error: finding.error,
                verdict: finding.verdict,
            });
        }
    }

    /// The report of a function that gives no value at the point.
    pub fn undefined(self) -> Report {
        Report::undefined(self.function)
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
