//! Least squares: the parameters for which the sum of the squares of residuals is smallest, and how well the data determine them.
//!
//! ```
//! use autodiff_runtime::least_squares::LevenbergMarquardt;
//!
//! // The plain function of a model. Under `#[differentiate]` its gradient is `decay::grad(b, t)`.
//! fn decay(b: &[f64], t: f64) -> f64 {
//!     b[0] * (-b[1] * t).exp()
//! }
//! fn decay_grad(b: &[f64], t: f64) -> Vec<f64> {
//!     let e = (-b[1] * t).exp();
//!     vec![e, -b[0] * t * e]
//! }
//!
//! let times = [0.0, 1.0, 2.0, 3.0, 4.0];
//! let counts = [100.2, 60.1, 37.2, 21.9, 13.7];
//! let fit = LevenbergMarquardt::new().fit(&[50.0, 1.0][..], &times, &counts, |b, &t| decay(b, t), |b, &t| decay_grad(b, t))?;
//! assert!((fit.x[1] - 0.5).abs() < 0.01, "{:?}", fit.x);
//! assert!(fit.deviations().unwrap()[1] < 0.01);
//! # Ok::<(), autodiff_runtime::least_squares::FitError>(())
//! ```
//!
//! [`LevenbergMarquardt`] is the method to take. [`GaussNewton`] is simpler, and as good from a good start.
//! [`normal_equations`] solves linear models.

mod damping;
mod fit;
mod gauss_newton;
mod levenberg_marquardt;
mod linear;
mod problem;

pub use fit::{Fit, FitError, FitTermination};
pub use gauss_newton::GaussNewton;
pub use levenberg_marquardt::LevenbergMarquardt;
pub use linear::normal_equations;

use self::problem::Problem;

/// Tolerances and limits, as MINPACK and scipy name them.
#[derive(Clone, Debug)]
struct Tolerances {
    ftol: f64,
    xtol: f64,
    gtol: f64,
    max_nfev: usize,
}

impl Default for Tolerances {
    fn default() -> Self {
        Self {
            ftol: 1e-15,
            xtol: 1e-15,
            gtol: 0.0,
            max_nfev: 10_000,
        }
    }
}

impl Tolerances {
    fn is_enough(&self, problem: &Problem) -> bool {
        problem.evaluations >= self.max_nfev
    }
}

/// The methods that set tolerances.
macro_rules! tolerances {
    ($method:ident) => {
        impl $method {
            /// The fit ends where the sum of squares falls by less than this share, and no more is foreseen (default 1e-15, which
            /// asks for all the digits that there are).
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn ftol(mut self, ftol: f64) -> Self {
                self.tolerances.ftol = crate::optimizers::validate::not_negative(stringify!($method), "ftol", ftol);
                self
            }

            /// The fit ends where the parameters, scaled by their columns of the Jacobian, change by less than this share (default
            /// 1e-15).
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn xtol(mut self, xtol: f64) -> Self {
                self.tolerances.xtol = crate::optimizers::validate::not_negative(stringify!($method), "xtol", xtol);
                self
            }

            /// The fit ends where no cosine of the angle between the residuals and a column of the Jacobian is larger (default 0).
            ///
            /// # Panics
            /// If it is negative or not finite.
            #[track_caller]
            pub fn gtol(mut self, gtol: f64) -> Self {
                self.tolerances.gtol = crate::optimizers::validate::not_negative(stringify!($method), "gtol", gtol);
                self
            }

            /// How many evaluations of the residuals end the fit (default 10,000). A step that has begun is finished.
            pub fn max_nfev(mut self, max_nfev: usize) -> Self {
                self.tolerances.max_nfev = max_nfev;
                self
            }
        }
    };
}
use tolerances;

/// The method that fits a model to observations.
macro_rules! observed {
    ($method:ident) => {
        impl $method {
            /// Fits a model to observations: minimises the sum of squares of `model(parameters, observation) − target`.
            ///
            /// `grad` is the gradient of the model in the parameters. An observation is whatever the model takes: a number, an
            /// array, a struct.
            ///
            /// # Errors
            /// If there is not one finite target for each observation, if there are fewer of them than parameters, or if something
            /// is not finite at the start.
            ///
            /// # Panics
            /// If a gradient has not as many components as the parameters.
            #[track_caller]
            pub fn fit<P, X, G>(
                &self,
                start: &P,
                observations: &[X],
                targets: &[f64],
                mut model: impl FnMut(&P, &X) -> f64,
                mut grad: impl FnMut(&P, &X) -> G,
            ) -> Result<Fit<P::Owned>, FitError>
            where
                P: Point + ?Sized,
                G: Gradient,
            {
                if observations.len() != targets.len() {
                    return Err(FitError::Lengths {
                        observations: observations.len(),
                        targets: targets.len(),
                    });
                }
                if let Some(index) = targets.iter().position(|target| !target.is_finite()) {
                    return Err(FitError::Target { index });
                }
                let residuals = |params: &P| -> Vec<f64> {
                    let pairs = observations.iter().zip(targets);
                    pairs
                        .map(|(observation, target)| model(params, observation) - target)
                        .collect()
                };
                let jacobian = |params: &P| -> Vec<f64> {
                    let mut rows = Vec::new();
                    for observation in observations {
                        rows.extend(crate::numeric::flatten::gradient(&grad(params, observation)));
                    }
                    rows
                };
                self.minimize(start, residuals, jacobian)
            }
        }
    };
}
use observed;
