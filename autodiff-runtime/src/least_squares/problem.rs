//! Residuals and their Jacobian, of flat parameters.

use super::fit::FitError;
use crate::minimize::Point;
use crate::numeric::flatten;
use crate::numeric::vector::{max_norm, norm};
use crate::optimizers::gradient::{self, Gradient};
use std::borrow::BorrowMut;
use std::vec;
use std::vec::Vec;

/// The sum of squares that is minimised, which counts how often it is asked.
pub(super) struct Problem<'f> {
    residuals: &'f mut dyn FnMut(&[f64]) -> Vec<f64>,
    jacobian: &'f mut dyn FnMut(&[f64], &mut [f64]),
    pub evaluations: usize,
    pub jacobian_evaluations: usize,
}

/// Parameters with their residuals.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub x: Vec<f64>,
    pub residuals: Vec<f64>,
    /// The norm of the residuals; infinite if one is not finite.
    pub norm: f64,
}

impl Problem<'_> {
    /// The residuals, of which there are always as many.
    pub fn residuals(&mut self, x: &[f64]) -> Vec<f64> {
        self.evaluations += 1;
        (self.residuals)(x)
    }

    pub fn at(&mut self, x: Vec<f64>) -> Place {
        let residuals = self.residuals(&x);
        let size = norm(&residuals);
        Place {
            x,
            residuals,
            norm: if size.is_finite() { size } else { f64::INFINITY },
        }
    }

    /// The columns of the Jacobian; none if one of its numbers is not finite.
    pub fn jacobian(&mut self, place: &Place) -> Option<Vec<Vec<f64>>> {
        self.jacobian_evaluations += 1;
        let (m, n) = (place.residuals.len(), place.x.len());
        let mut rows = vec![0.0; m * n];
        (self.jacobian)(&place.x, &mut rows);
        let columns = (0..n).map(|j| rows.iter().skip(j).step_by(n).copied().collect());
        max_norm(&rows).is_finite().then(|| columns.collect())
    }

    /// The start with its Jacobian, which have to be finite.
    pub fn start(&mut self, x: Vec<f64>) -> Result<(Place, Vec<Vec<f64>>), FitError> {
        if let Some(component) = x.iter().position(|x| !x.is_finite()) {
            return Err(FitError::Parameter { component });
        }
        let place = self.at(x);
        let (residuals, parameters) = (place.residuals.len(), place.x.len());
        if residuals < parameters || residuals == 0 {
            return Err(FitError::TooFewResiduals { residuals, parameters });
        }
        if let Some(index) = place.residuals.iter().position(|residual| !residual.is_finite()) {
            return Err(FitError::Residual { index });
        }
        match self.jacobian(&place) {
            Some(jacobian) => Ok((place, jacobian)),
            None => Err(FitError::Jacobian),
        }
    }
}

/// Solves a problem of the user's parameters by a method on flat ones, which gives the flat solution too.
pub(super) fn solve<P, R, J, T>(
    start: &P,
    mut residuals: impl FnMut(&P) -> R,
    mut jacobian: impl FnMut(&P) -> J,
    method: impl FnOnce(&mut Problem, Vec<f64>) -> Result<(Vec<f64>, T), FitError>,
) -> Result<(P::Owned, T), FitError>
where
    P: Point + ?Sized,
    R: Gradient,
    J: Gradient,
{
    let (mut params, mut others) = (start.to_owned(), start.to_owned());
    let x = flatten::read::<P>(params.borrow_mut());
    let mut count = None;
    let (x, result) = method(
        &mut Problem {
            residuals: &mut |x| {
                let params: &mut P = params.borrow_mut();
                flatten::write(params, x);
                let found = residuals(params);
                let flat = flatten::gradient(&found);
                let expected = *count.get_or_insert(flat.len());
                let got = flat.len();
                assert!(
                    expected == got,
                    "there were {expected} residuals at the start, but now there are {got}"
                );
                flat
            },
            jacobian: &mut |x, rows| {
                let params: &mut P = others.borrow_mut();
                flatten::write(params, x);
                let found = jacobian(params);
                let (expected, got) = (
                    rows.len(),
                    gradient::runs(&found).iter().map(gradient::length).sum::<usize>(),
                );
                assert!(
                    expected == got,
                    "the Jacobian has {got} components, but there are {} residuals of {} parameters",
                    expected / x.len().max(1),
                    x.len()
                );
                flatten::copy_gradient(&found, rows);
            },
            evaluations: 0,
            jacobian_evaluations: 0,
        },
        x,
    )?;
    flatten::write::<P>(params.borrow_mut(), &x);
    Ok((params, result))
}
