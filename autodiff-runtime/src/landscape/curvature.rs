//! What kind of point a critical point is.

use super::lanczos::{lanczos, Eigenpair, Spectrum};
use crate::modes::flat::Flat;
use crate::modes::Lifted;
use crate::tangent::Differentiable;
use core::fmt;
use std::vec::Vec;

/// What a point is, where the gradient is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// All curvatures are positive: a strict local minimum.
    Minimum,
    /// All curvatures are negative: a strict local maximum.
    Maximum,
    /// There are curvatures of both signs.
    Saddle,
    /// There are curvatures of one sign and zeros, or zeros only: second derivatives do not decide.
    Degenerate,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Minimum => "a minimum",
            Self::Maximum => "a maximum",
            Self::Saddle => "a saddle",
            Self::Degenerate => "degenerate",
        })
    }
}

/// The extreme curvatures of a function at a point, and what they make of it where its gradient is zero.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Curvature<T> {
    /// By the signs of both; those within 1e-6 of zero, relative to the larger one in magnitude, or within their residual, count
    /// as zero.
    pub kind: Kind,
    /// The smallest eigenvalue of the Hessian, with the direction of the smallest curvature.
    pub smallest: Eigenpair<T>,
    /// The largest one.
    pub largest: Eigenpair<T>,
    /// Approximations to eigenvalues, ascending.
    pub ritz_values: Vec<f64>,
    /// Whether both eigenvalues are as good as they were asked to be.
    pub converged: bool,
}

/// Curvatures below this part of the largest count as zero.
const ZERO: f64 = 1e-6;

impl Curvature<Vec<f64>> {
    /// Of a differentiated function that gives one number, by products with its Hessian, as `f::hvp` gives them; else as
    /// [`Curvature::at`]. Directions are lists of the numbers that take a derivative, in the order of the arguments.
    ///
    /// `F` is the struct beside the function, `P` its generic parameters; `arguments` are as a tuple, with arrays and vectors as
    /// references: `Curvature::of::<loss, _>((&w[..], &x[..]))`.
    ///
    /// # Panics
    /// As [`lanczos`], and where the function does.
    #[track_caller]
    pub fn of<F: Lifted<P>, P>(arguments: F::Arguments<'_, f64>) -> Self {
        let flat = Flat::<F, P, f64>::new(arguments);
        Curvature::at(&flat.point(), |v| flat.hvp(v))
    }
}

impl<T> Curvature<T> {
    /// At `x`, where `hessian` gives the Hessian times a vector: by [`lanczos`], with at most 100 products, a tolerance of 1e-8 and
    /// seed 0.
    ///
    /// The gradient at `x` is not looked at: only where it is zero does the kind mean what it says.
    ///
    /// # Panics
    /// As [`lanczos`].
    #[track_caller]
    pub fn at<P>(x: &P, hessian: impl FnMut(&T) -> T) -> Self
    where
        P: Differentiable<Tangent = T> + ?Sized,
        T: crate::tangent::Tangent,
    {
        Self::from_spectrum(lanczos(&x.zero_tangent(), 100, 1e-8, 0, hessian))
    }

    /// Judges a spectrum that is there.
    pub fn from_spectrum(spectrum: Spectrum<T>) -> Self {
        let Spectrum {
            smallest,
            largest,
            ritz_values,
            converged,
        } = spectrum;
        let scale = smallest.value.abs().max(largest.value.abs());
        let sign = |pair: &Eigenpair<T>| match pair.value.abs() <= pair.residual.max(ZERO * scale) {
            true => 0,
            false if pair.value > 0.0 => 1,
            false => -1,
        };
        let kind = match (sign(&smallest), sign(&largest)) {
            (1, 1) => Kind::Minimum,
            (-1, -1) => Kind::Maximum,
            (-1, 1) => Kind::Saddle,
            _ => Kind::Degenerate,
        };
        Self {
            kind,
            smallest,
            largest,
            ritz_values,
            converged,
        }
    }

    /// The condition number of the Hessian, |λ|max / |λ|min. None at a saddle, where the eigenvalue nearest to zero lies between the
    /// extremes and is not known, and infinite if an extreme counts as zero.
    ///
    /// Gradient descent needs about as many steps for each digit, half of it times ln 10.
    pub fn condition_number(&self) -> Option<f64> {
        let (a, b) = (self.smallest.value.abs(), self.largest.value.abs());
        match self.kind {
            Kind::Minimum | Kind::Maximum => Some(a.max(b) / a.min(b)),
            Kind::Degenerate => Some(f64::INFINITY),
            Kind::Saddle => None,
        }
    }
}

impl<T> fmt::Display for Curvature<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = (self.smallest.value, self.largest.value);
        write!(f, "{}: curvatures from {low:.6e} to {high:.6e}", self.kind)?;
        if let Some(condition) = self.condition_number() {
            write!(f, ", condition number {condition:.3e}")?;
        }
        if self.kind == Kind::Degenerate {
            write!(f, ", second derivatives do not decide")?;
        }
        if !self.converged {
            let residual = self.smallest.residual.max(self.largest.residual);
            write!(f, " (not converged: known to within {residual:.1e})")?;
        }
        Ok(())
    }
}
