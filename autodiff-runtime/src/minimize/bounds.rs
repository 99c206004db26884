//! Bounds on parameters.

use super::minimum::{Flat, Minimum, StartError};
use super::point::{minimize, Objective, Place, Point};
use crate::numeric::flatten;
use crate::optimizers::Gradient;
use std::borrow::BorrowMut;
use std::vec::Vec;

/// The least and the largest value of each parameter, which may be infinite.
pub(super) struct Bounds {
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Bounds {
    fn new(lower: Vec<f64>, upper: Vec<f64>, length: usize) -> Result<Self, StartError> {
        for (name, bounds) in [("lower", &lower), ("upper", &upper)] {
            assert!(
                bounds.len() == length,
                "there are {length} parameters, but {} {name} bounds",
                bounds.len()
            );
        }
        // A NaN is in no order.
        let is_interval =
            |(lower, upper): (&f64, &f64)| lower <= upper && *lower < f64::INFINITY && *upper > f64::NEG_INFINITY;
        match lower.iter().zip(&upper).position(|pair| !is_interval(pair)) {
            Some(component) => Err(StartError::Bounds { component }),
            None => Ok(Self { lower, upper }),
        }
    }

    /// Whether all bounds are finite.
    pub fn is_box(&self) -> bool {
        self.lower.iter().chain(&self.upper).all(|bound| bound.is_finite())
    }

    /// The nearest point within the bounds.
    pub fn project(&self, x: &mut [f64]) {
        for ((x, &lower), &upper) in x.iter_mut().zip(&self.lower).zip(&self.upper) {
            *x = x.max(lower).min(upper);
        }
    }

    /// The largest component of the step to the projection of *x* − *g*: zero where no step along −*g* stays within the bounds.
    pub fn gradient_norm(&self, place: &Place) -> f64 {
        let mut there: Vec<f64> = place
            .x
            .iter()
            .zip(&place.gradient)
            .map(|(x, slope)| x - slope)
            .collect();
        self.project(&mut there);
        let steps = there.iter().zip(&place.x).map(|(there, x)| (there - x).abs());
        steps.fold(0.0, f64::max)
    }
}

/// As `minimize`, within bounds of the shape of the parameters.
#[track_caller]
pub(super) fn minimize_within<P, G>(
    start: &P,
    (lower, upper): (&P, &P),
    value_and_grad: impl FnMut(&P) -> (f64, G),
    method: impl FnOnce(&mut Objective, Vec<f64>, &Bounds) -> Result<Flat, StartError>,
) -> Result<Minimum<P::Owned>, StartError>
where
    P: Point + ?Sized,
    G: Gradient,
{
    let flat = |params: &P| flatten::read::<P>(params.to_owned().borrow_mut());
    let bounds = Bounds::new(flat(lower), flat(upper), flat(start).len())?;
    minimize(start, value_and_grad, |objective, mut x| {
        bounds.project(&mut x);
        let mut flat = method(objective, x, &bounds)?;
        flat.gradient_norm = bounds.gradient_norm(&flat.place);
        Ok(flat)
    })
}
