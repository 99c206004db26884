//! When a search ends.

use super::minimum::Termination;
use super::point::Place;
use crate::numeric::vector::max_norm;

/// No function that has a minimum falls so low: the negative root of the largest number.
const BOTTOMLESS: f64 = -1e154;

/// Tolerances and limits, as scipy names them.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    pub gtol: f64,
    pub ftol: f64,
    /// None: 200 for each parameter.
    pub maxiter: Option<usize>,
    pub maxfun: usize,
}

impl Limits {
    pub fn new(gtol: f64, ftol: f64, maxiter: Option<usize>) -> Self {
        Self {
            gtol,
            ftol,
            maxiter,
            maxfun: usize::MAX,
        }
    }

    /// Whether a place is the end of the search, by itself. The norm is that of the projected gradient where there are bounds.
    pub fn end_at(
        &self,
        place: &Place,
        gradient_norm: f64,
        iterations: usize,
        evaluations: usize,
    ) -> Option<Termination> {
        if gradient_norm <= self.gtol {
            Some(Termination::Gradient)
        } else if place.value < BOTTOMLESS {
            Some(Termination::Unbounded)
        } else if iterations >= self.maxiter.unwrap_or(200 * place.x.len()) {
            Some(Termination::Iterations)
        } else if evaluations >= self.maxfun {
            Some(Termination::Evaluations)
        } else {
            None
        }
    }

    /// Whether a step changed the value so little that it was the last.
    pub fn end_between(&self, before: f64, after: f64) -> Option<Termination> {
        let size = before.abs().max(after.abs()).max(1.0);
        (self.ftol > 0.0 && (before - after).abs() <= self.ftol * size).then_some(Termination::Value)
    }

    /// As `end_at`, without bounds.
    pub fn end(&self, place: &Place, iterations: usize, evaluations: usize) -> Option<Termination> {
        self.end_at(place, max_norm(&place.gradient), iterations, evaluations)
    }
}

/// The methods that set tolerances.
macro_rules! limits {
    ($method:ident, gtol $gtol:literal, ftol $ftol:literal, maxiter $maxiter:literal) => {
        impl $method {
            /// The search ends where no component of the gradient is larger
            #[doc = concat!("(default ", $gtol, ").")]
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn gtol(mut self, gtol: f64) -> Self {
                self.limits.gtol = crate::optimizers::validate::not_negative(stringify!($method), "gtol", gtol);
                self
            }

            /// The search ends where a step changes the value *f* by no more than this times max(|*f*|, 1)
            #[doc = concat!("(default ", $ftol, "; 0: never).")]
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn ftol(mut self, ftol: f64) -> Self {
                self.limits.ftol = crate::optimizers::validate::not_negative(stringify!($method), "ftol", ftol);
                self
            }

            /// The most steps
            #[doc = concat!("(default ", $maxiter, ").")]
            pub fn maxiter(mut self, maxiter: usize) -> Self {
                self.limits.maxiter = Some(maxiter);
                self
            }

            /// How many evaluations of the value and the gradient end the search (default: any number). A step that has begun
            /// is finished.
            pub fn maxfun(mut self, maxfun: usize) -> Self {
                self.limits.maxfun = maxfun;
                self
            }
        }
    };
}
pub(super) use limits;
