//! What a search ends with.

use super::point::Place;
use crate::numeric::vector::max_norm;
use core::fmt;
use std::vec::Vec;

/// Where a search ended, and why.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Minimum<P> {
    /// The parameters with the lowest value.
    pub x: P,
    /// The value there.
    pub value: f64,
    /// The gradient there, flat.
    pub gradient: Vec<f64>,
    /// The largest absolute component of the gradient; with bounds, of the projected gradient.
    pub gradient_norm: f64,
    /// How many steps were taken.
    pub iterations: usize,
    /// How often the value and the gradient were asked for.
    pub evaluations: usize,
    /// How often the Hessian was multiplied by a vector.
    pub hessian_products: usize,
    /// Why the search ended.
    pub termination: Termination,
}

impl<P> Minimum<P> {
    /// Whether a tolerance was met.
    pub fn converged(&self) -> bool {
        self.termination.is_convergence()
    }
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Termination {
    /// No component of the gradient is larger than `gtol`.
    Gradient,
    /// The last step lowered the value by no more than `ftol` allows.
    Value,
    /// `maxiter` steps were taken.
    Iterations,
    /// The value was asked for `maxfun` times.
    Evaluations,
    /// The value has fallen below −1e154: the function has no minimum, or its sign is wrong.
    Unbounded,
    /// No lower value was found along the direction, nor along the gradient: rounding hides it, the gradient is not that of the
    /// function, or the function has a kink here.
    NoProgress,
}

impl Termination {
    /// Whether a tolerance was met.
    pub fn is_convergence(self) -> bool {
        matches!(self, Self::Gradient | Self::Value)
    }
}

impl fmt::Display for Termination {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Gradient => "converged: the gradient is below gtol",
            Self::Value => "converged: the value changes by less than ftol",
            Self::Iterations => "not converged: as many iterations as maxiter allows",
            Self::Evaluations => "not converged: as many evaluations as maxfun allows",
            Self::Unbounded => "not converged: the value falls without end; the function has no minimum, or its sign is wrong",
            Self::NoProgress => {
                "not converged: no lower value along the direction of descent; the value is as exact as rounding allows, \
                 or the gradient is wrong, or the function has a kink here"
            }
        })
    }
}

/// Why a search could not begin.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum StartError {
    /// A parameter is NaN or infinite.
    Parameter {
        /// Its place in the flat parameters.
        component: usize,
    },
    /// The value at the start is NaN or infinite.
    Value {
        /// What it is.
        value: f64,
    },
    /// A lower bound is above its upper one, or one of them is not a number.
    Bounds {
        /// Its place in the flat parameters.
        component: usize,
    },
    /// A component of the gradient at the start is NaN or infinite.
    Gradient {
        /// Its place in the flat gradient.
        component: usize,
    },
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Parameter { component } => write!(f, "component {component} of the start is not finite"),
            Self::Value { value } => write!(f, "the value at the start is {value}: start where it is finite"),
            Self::Bounds { component } => write!(
                f,
                "the bounds of component {component} are no interval: the lower one is above the upper one, or not a number"
            ),
            Self::Gradient { component } => {
                write!(f, "component {component} of the gradient at the start is not finite")
            }
        }
    }
}

impl core::error::Error for StartError {}

/// The end of a search over flat parameters.
pub(crate) struct Flat {
    pub place: Place,
    pub gradient_norm: f64,
    pub iterations: usize,
    pub evaluations: usize,
    pub hessian_products: usize,
    pub termination: Termination,
}

impl Flat {
    pub fn new(place: Place, iterations: usize, evaluations: usize, termination: Termination) -> Self {
        Self {
            gradient_norm: max_norm(&place.gradient),
            place,
            iterations,
            evaluations,
            hessian_products: 0,
            termination,
        }
    }

    /// The same with the user's parameters, in which its place has been written.
    pub fn minimum<P>(self, x: P) -> Minimum<P> {
        Minimum {
            x,
            value: self.place.value,
            gradient: self.place.gradient,
            gradient_norm: self.gradient_norm,
            iterations: self.iterations,
            evaluations: self.evaluations,
            hessian_products: self.hessian_products,
            termination: self.termination,
        }
    }
}
