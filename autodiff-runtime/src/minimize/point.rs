//! Where a function is evaluated: from the parameters of the user to flat vectors, and back.

use super::minimum::{Flat, Minimum, StartError};
use crate::numeric::flatten;
use crate::numeric::vector::max_norm;
use crate::optimizers::Gradient;
use crate::tangent::Differentiable;
use std::borrow::{BorrowMut, ToOwned};
use std::vec;
use std::vec::Vec;

/// Parameters of a function to be minimised: anything [`Differentiable`] that can be copied, a slice or a struct.
pub trait Point: Differentiable + ToOwned<Owned: BorrowMut<Self>> {}

impl<P: Differentiable + ToOwned<Owned: BorrowMut<P>> + ?Sized> Point for P {}

/// A function of flat parameters that counts how often it is asked.
pub(crate) struct Objective<'f> {
    function: &'f mut dyn FnMut(&[f64], &mut [f64]) -> f64,
    pub evaluations: usize,
}

/// A place with what the function is there.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub x: Vec<f64>,
    pub value: f64,
    pub gradient: Vec<f64>,
}

impl Objective<'_> {
    pub fn at(&mut self, x: Vec<f64>) -> Place {
        self.evaluations += 1;
        let mut gradient = vec![0.0; x.len()];
        let value = (self.function)(&x, &mut gradient);
        Place { x, value, gradient }
    }

    /// The value and gradient at the start, which have to be finite.
    pub fn start(&mut self, x: Vec<f64>) -> Result<Place, StartError> {
        if let Some(component) = x.iter().position(|x| !x.is_finite()) {
            return Err(StartError::Parameter { component });
        }
        let start = self.at(x);
        if !start.value.is_finite() {
            return Err(StartError::Value { value: start.value });
        }
        match start.gradient.iter().position(|slope| !slope.is_finite()) {
            Some(component) => Err(StartError::Gradient { component }),
            None => Ok(start),
        }
    }
}

impl Place {
    pub fn is_finite(&self) -> bool {
        self.value.is_finite() && max_norm(&self.gradient).is_finite()
    }
}

/// Minimises a function of the user's parameters by a method on flat ones.
pub(crate) fn minimize<P, G>(
    start: &P,
    mut function: impl FnMut(&P) -> (f64, G),
    method: impl FnOnce(&mut Objective, Vec<f64>) -> Result<Flat, StartError>,
) -> Result<Minimum<P::Owned>, StartError>
where
    P: Point + ?Sized,
    G: Gradient,
{
    let mut params = start.to_owned();
    let x = flatten::read(params.borrow_mut());
    let flat = method(
        &mut Objective {
            function: &mut |x, gradient| {
                let params: &mut P = params.borrow_mut();
                flatten::write(params, x);
                let (value, tangent) = function(params);
                flatten::copy_gradient(&tangent, gradient);
                value
            },
            evaluations: 0,
        },
        x,
    )?;
    flatten::write::<P>(params.borrow_mut(), &flat.place.x);
    Ok(flat.minimum(params))
}
