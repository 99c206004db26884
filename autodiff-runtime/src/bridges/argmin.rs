//! Differentiated functions as problems of the optimization framework [`argmin`](::argmin), versions 0.10 and 0.11 (which needs
//! Rust 1.87).
//!
//! ```
//! use argmin::core::{Executor, State};
//! use argmin::solver::linesearch::MoreThuenteLineSearch;
//! use argmin::solver::quasinewton::LBFGS;
//! use autodiff_runtime::bridges::argmin::Problem;
//!
//! // Under `#[differentiate]`, the second closure is `|x| parabola::grad(x)`; `Function(parabola {})` is both in one.
//! fn parabola(x: &[f64]) -> f64 {
//!     (x[0] - 3.0).powi(2) + 10.0 * (x[1] + 1.0).powi(2)
//! }
//! let problem = Problem::new(|x: &Vec<f64>| parabola(x))
//!     .gradient(|x: &Vec<f64>| vec![2.0 * (x[0] - 3.0), 20.0 * (x[1] + 1.0)]);
//!
//! let solver = LBFGS::new(MoreThuenteLineSearch::new(), 7);
//! let result = Executor::new(problem, solver)
//!     .configure(|state| state.param(vec![0.0, 0.0]).max_iters(50))
//!     .run()?;
//! let x = result.state().get_best_param().unwrap();
//! assert!((x[0] - 3.0).abs() < 1e-6 && (x[1] + 1.0).abs() < 1e-6);
//! # Ok::<(), argmin::core::Error>(())
//! ```

pub use super::function::SliceFunction;

use super::function::value_and_gradient;
use crate::Workspace;
use ::argmin::core::{CostFunction, Error, Gradient, Hessian, Jacobian, Operator};
use core::fmt;
use core::marker::PhantomData;
use std::vec;
use std::vec::Vec;

/// A function of parameters `P` with what derivatives it has, each a closure that takes `&P`.
///
/// It implements `CostFunction`, and with a gradient, a Hessian and a Jacobian `Gradient`, `Hessian` and `Jacobian`; what the
/// closures give is what the traits say, of the types that the solver asks for.
pub struct Problem<P, V, G = (), H = (), J = ()> {
    value: V,
    gradient: G,
    hessian: H,
    jacobian: J,
    params: PhantomData<fn(&P)>,
}

impl<P, V> Problem<P, V> {
    /// A function by its value: a float for `CostFunction`, and for `Operator`, as Gauss–Newton needs it, the residuals.
    pub fn new<T>(value: V) -> Self
    where
        V: Fn(&P) -> T,
    {
        Self {
            value,
            gradient: (),
            hessian: (),
            jacobian: (),
            params: PhantomData,
        }
    }
}

impl<P, V, G, H, J> Problem<P, V, G, H, J> {
    /// With this gradient.
    pub fn gradient<D, T>(self, gradient: D) -> Problem<P, V, D, H, J>
    where
        D: Fn(&P) -> T,
    {
        Problem {
            value: self.value,
            gradient,
            hessian: self.hessian,
            jacobian: self.jacobian,
            params: PhantomData,
        }
    }

    /// With this Hessian, as a matrix of the solver's.
    pub fn hessian<D, T>(self, hessian: D) -> Problem<P, V, G, D, J>
    where
        D: Fn(&P) -> T,
    {
        Problem {
            value: self.value,
            gradient: self.gradient,
            hessian,
            jacobian: self.jacobian,
            params: PhantomData,
        }
    }

    /// With this Jacobian, as a matrix of the solver's.
    pub fn jacobian<D, T>(self, jacobian: D) -> Problem<P, V, G, H, D>
    where
        D: Fn(&P) -> T,
    {
        Problem {
            value: self.value,
            gradient: self.gradient,
            hessian: self.hessian,
            jacobian,
            params: PhantomData,
        }
    }
}

impl<P, V: Clone, G: Clone, H: Clone, J: Clone> Clone for Problem<P, V, G, H, J> {
    fn clone(&self) -> Self {
        Self {
            value: self.value.clone(),
            gradient: self.gradient.clone(),
            hessian: self.hessian.clone(),
            jacobian: self.jacobian.clone(),
            params: PhantomData,
        }
    }
}

impl<P, V: Copy, G: Copy, H: Copy, J: Copy> Copy for Problem<P, V, G, H, J> {}

impl<P, V, G, H, J> fmt::Debug for Problem<P, V, G, H, J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem").finish_non_exhaustive()
    }
}

impl<P, T, V: Fn(&P) -> T, G, H, J> CostFunction for Problem<P, V, G, H, J> {
    type Param = P;
    type Output = T;

    fn cost(&self, param: &P) -> Result<T, Error> {
        Ok((self.value)(param))
    }
}

impl<P, T, V: Fn(&P) -> T, G, H, J> Operator for Problem<P, V, G, H, J> {
    type Param = P;
    type Output = T;

    fn apply(&self, param: &P) -> Result<T, Error> {
        Ok((self.value)(param))
    }
}

impl<P, T, V, G: Fn(&P) -> T, H, J> Gradient for Problem<P, V, G, H, J> {
    type Param = P;
    type Gradient = T;

    fn gradient(&self, param: &P) -> Result<T, Error> {
        Ok((self.gradient)(param))
    }
}

impl<P, T, V, G, H: Fn(&P) -> T, J> Hessian for Problem<P, V, G, H, J> {
    type Param = P;
    type Hessian = T;

    fn hessian(&self, param: &P) -> Result<T, Error> {
        Ok((self.hessian)(param))
    }
}

impl<P, T, V, G, H, J: Fn(&P) -> T> Jacobian for Problem<P, V, G, H, J> {
    type Param = P;
    type Jacobian = T;

    fn jacobian(&self, param: &P) -> Result<T, Error> {
        Ok((self.jacobian)(param))
    }
}

/// A differentiated function of one slice, `Function(f {})` for `fn f(x: &[f64]) -> f64`, with its value and its gradient.
#[derive(Clone, Copy, Debug)]
pub struct Function<F>(pub F);

impl<F: SliceFunction> CostFunction for Function<F> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, param: &Vec<f64>) -> Result<f64, Error> {
        Ok(self.0.value((&param[..],)))
    }
}

impl<F: SliceFunction> Gradient for Function<F> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, param: &Vec<f64>) -> Result<Vec<f64>, Error> {
        let mut gradient = vec![0.0; param.len()];
        value_and_gradient(&self.0, param, &mut Workspace::new(), &mut gradient);
        Ok(gradient)
    }
}
