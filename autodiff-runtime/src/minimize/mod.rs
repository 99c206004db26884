//! Minimising a function by its gradient, all data at once: methods that choose the length of their steps, and stop by
//! themselves.
//!
//! ```
//! use autodiff_runtime::minimize::Lbfgs;
//!
//! // The value and the gradient; of a differentiated `rosenbrock` it is `rosenbrock::value_and_grad`.
//! let rosenbrock = |x: &[f64; 2]| {
//!     let (t, u) = (x[1] - x[0] * x[0], 1.0 - x[0]);
//!     (100.0 * t * t + u * u, [-400.0 * t * x[0] - 2.0 * u, 200.0 * t])
//! };
//! let minimum = Lbfgs::new().minimize(&[-1.2, 1.0], rosenbrock)?;
//! assert!(minimum.converged(), "{}", minimum.termination);
//! assert!((minimum.x[0] - 1.0).abs() < 1e-4);
//! # Ok::<(), autodiff_runtime::minimize::StartError>(())
//! ```
//!
//! # Which method
//!
//! | method | needs | for |
//! | --- | --- | --- |
//! | [`Lbfgs`] | gradient | most functions, with up to millions of parameters |
//! | [`Bfgs`] | gradient | up to some hundred parameters: *n*² numbers are kept |
//! | [`ConjugateGradient`] | gradient | little memory: three vectors |
//! | [`NewtonCg`], [`TrustRegion`] | gradient and Hessian times vector | curved valleys; saddles, which a trust region leaves |
//! | [`LbfgsB`], [`ProjectedGradient`] | gradient | bounds on the parameters |
//! | [`least_squares`](crate::least_squares) | residuals and Jacobian | sums of squares |
//!
//! # What they have in common
//!
//! The parameters are anything [`Differentiable`](crate::Differentiable): a slice, an array, a struct. All is computed in double precision.
//! A trial point whose value or gradient is not finite is stepped back from: a function may be infinite or NaN where it is not
//! defined. At the start that is an error ([`StartError`]).
//!
//! Names and defaults of the tolerances are those of `scipy.optimize.minimize`. The [`Minimum`] says where the search ended and
//! why ([`Termination`]).

mod bfgs;
mod bounds;
mod conjugate_gradient;
mod descent;
mod hessian;
mod lbfgs;
mod lbfgsb;
mod limits;
pub mod line_search;
mod minimum;
mod newton_cg;
mod point;
mod projected_gradient;
mod trust_region;

pub use bfgs::Bfgs;
pub use conjugate_gradient::{Beta, ConjugateGradient};
pub use lbfgs::Lbfgs;
pub use lbfgsb::LbfgsB;
pub use line_search::{Backtracking, HagerZhang, LineSearch, StrongWolfe};
pub use minimum::{Minimum, StartError, Termination};
pub use newton_cg::NewtonCg;
pub use point::Point;
pub use projected_gradient::ProjectedGradient;
pub use trust_region::TrustRegion;
