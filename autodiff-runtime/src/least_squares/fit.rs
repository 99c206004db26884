//! What a fit ends with.

use super::problem::{Place, Problem};
use crate::numeric::flatten;
use crate::numeric::qr::Qr;
use crate::numeric::vector::{dot, norm};
use crate::optimizers::Gradient;
use core::fmt;
use std::vec;
use std::vec::Vec;

/// The parameters of least squares, and how well the data determine them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fit<P> {
    /// The parameters.
    pub x: P,
    /// The residuals there.
    pub residuals: Vec<f64>,
    /// The sum of their squares.
    pub residual_sum_of_squares: f64,
    /// How many steps were taken.
    pub iterations: usize,
    /// How often the residuals were asked for.
    pub evaluations: usize,
    /// How often the Jacobian was asked for.
    pub jacobian_evaluations: usize,
    /// Why the search ended.
    pub termination: FitTermination,
    /// *s*²(*JᵀJ*)⁻¹, the covariance of the parameters, with the Jacobian *J* at the solution and the variance *s*² of the residuals:
    /// their sum of squares by the degrees of freedom. None if the data do not determine all parameters, or if there are no
    /// more residuals than parameters.
    pub covariance: Option<Vec<Vec<f64>>>,
}

impl<P> Fit<P> {
    /// Whether a tolerance was met.
    pub fn converged(&self) -> bool {
        self.termination.is_convergence()
    }

    /// How many more residuals than parameters there are; none if the covariance is not known.
    pub fn degrees_of_freedom(&self) -> Option<usize> {
        let parameters = self.covariance.as_ref()?.len();
        self.residuals.len().checked_sub(parameters)
    }

    /// The standard deviation of the residuals, *s*; none if the covariance is not known.
    pub fn residual_deviation(&self) -> Option<f64> {
        let freedom = self.degrees_of_freedom()?;
        Some((self.residual_sum_of_squares / freedom as f64).sqrt())
    }

    /// The standard deviations of the parameters, flat; none if the covariance is not known.
    pub fn deviations(&self) -> Option<Vec<f64>> {
        let rows = self.covariance.as_ref()?.iter().enumerate();
        Some(rows.map(|(i, row)| row[i].sqrt()).collect())
    }

    /// The standard deviation of a function of the parameters that has this gradient *g* in them at the solution, to first order:
    /// √(*gᵀCg*). Of the model at some *x* it gives the confidence band of the fit there. None if the covariance is not known.
    ///
    /// # Panics
    /// If the gradient has not as many components as the parameters.
    #[track_caller]
    pub fn deviation_of<G: Gradient + ?Sized>(&self, gradient: &G) -> Option<f64> {
        let covariance = self.covariance.as_ref()?;
        let mut g = vec![0.0; covariance.len()];
        flatten::copy_gradient(gradient, &mut g);
        let products: Vec<f64> = covariance.iter().map(|row| dot(row, &g)).collect();
        Some(dot(&products, &g).max(0.0).sqrt())
    }
}

/// Why a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FitTermination {
    /// The sum of squares falls by less than `ftol`, and no more is foreseen.
    SumOfSquares,
    /// The parameters change by less than `xtol`.
    Parameters,
    /// The residuals are orthogonal to the columns of the Jacobian, to within `gtol`.
    Orthogonal,
    /// All residuals are zero.
    Exact,
    /// The residuals were asked for `max_nfev` times.
    Evaluations,
    /// No step lowers the sum of squares: the Jacobian is not that of the residuals, or they have a kink here.
    NoProgress,
}

impl FitTermination {
    /// Whether a tolerance was met.
    pub fn is_convergence(self) -> bool {
        !matches!(self, Self::Evaluations | Self::NoProgress)
    }
}

impl fmt::Display for FitTermination {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::SumOfSquares => "converged: the sum of squares falls by less than ftol",
            Self::Parameters => "converged: the parameters change by less than xtol",
            Self::Orthogonal => "converged: the residuals are orthogonal to the Jacobian, to within gtol",
            Self::Exact => "converged: all residuals are zero",
            Self::Evaluations => "not converged: as many evaluations as max_nfev allows",
            Self::NoProgress => {
                "not converged: no step lowers the sum of squares; the Jacobian is wrong, or the residuals have a kink here"
            }
        })
    }
}

/// Why a fit could not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FitError {
    /// There are no residuals, or fewer than parameters: they do not determine these.
    TooFewResiduals {
        /// How many residuals there are.
        residuals: usize,
        /// How many parameters there are.
        parameters: usize,
    },
    /// There is not one target for each observation.
    Lengths {
        /// How many observations there are.
        observations: usize,
        /// How many targets there are.
        targets: usize,
    },
    /// A target is NaN or infinite.
    Target {
        /// Its place.
        index: usize,
    },
    /// A parameter is NaN or infinite at the start.
    Parameter {
        /// Its place in the flat parameters.
        component: usize,
    },
    /// A residual is NaN or infinite at the start: there may be such a number in the data, or the model is not defined there.
    Residual {
        /// Its place.
        index: usize,
    },
    /// A number of the Jacobian is NaN or infinite at the start.
    Jacobian,
    /// The columns depend on each other, or a number is NaN or infinite: there is no unique solution.
    Singular,
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::TooFewResiduals { residuals, parameters } => {
                write!(f, "{residuals} residuals do not determine {parameters} parameters")
            }
            Self::Lengths { observations, targets } => {
                write!(f, "there are {observations} observations, but {targets} targets")
            }
            Self::Target { index } => write!(f, "target {index} is not finite"),
            Self::Parameter { component } => write!(f, "component {component} of the start is not finite"),
            Self::Residual { index } => write!(
                f,
                "residual {index} is not finite at the start: look at the data, or start where the model is defined"
            ),
            Self::Jacobian => f.write_str("the Jacobian is not finite at the start"),
            Self::Singular => f.write_str(
                "the columns depend on each other, or are not finite: there is no unique solution without a ridge",
            ),
        }
    }
}

impl core::error::Error for FitError {}

/// The end of a fit of flat parameters.
pub(super) struct Flat {
    pub place: Place,
    pub jacobian: Vec<Vec<f64>>,
    pub iterations: usize,
    pub termination: FitTermination,
}

impl Flat {
    /// The columns divided by their norms (by 1 if that is 0) and factored, with the norms.
    pub fn scaled(&self) -> (Qr, Vec<f64>) {
        let norms: Vec<f64> = self.jacobian.iter().map(|column| norm(column)).collect();
        let scaled = self.jacobian.iter().zip(&norms).map(|(column, &norm)| {
            let divisor = if norm > 0.0 { norm } else { 1.0 };
            column.iter().map(|x| x / divisor).collect()
        });
        (Qr::new(scaled.collect()), norms)
    }

    fn covariance(&self) -> Option<Vec<Vec<f64>>> {
        let (m, n) = (self.place.residuals.len(), self.place.x.len());
        let (qr, norms) = self.scaled();
        if m <= n || !qr.has_full_rank() {
            return None;
        }
        let deviation = self.place.norm / ((m - n) as f64).sqrt();
        let columns: Vec<Vec<f64>> = (0..n)
            .map(|j| {
                let mut unit = vec![0.0; n];
                unit[j] = deviation / norms[j];
                qr.solve_transposed(&unit)
            })
            .collect();
        Some(
            columns
                .iter()
                .map(|a| columns.iter().map(|b| dot(a, b)).collect())
                .collect(),
        )
    }

    /// The flat parameters, and the result without them.
    pub fn finish(self, problem: &Problem) -> (Vec<f64>, Fit<()>) {
        let fit = Fit {
            x: (),
            covariance: self.covariance(),
            residual_sum_of_squares: self.place.norm * self.place.norm,
            residuals: self.place.residuals,
            iterations: self.iterations,
            evaluations: problem.evaluations,
            jacobian_evaluations: problem.jacobian_evaluations,
            termination: self.termination,
        };
        (self.place.x, fit)
    }
}

impl Fit<()> {
    /// The same with the user's parameters.
    pub(super) fn with<P>(self, x: P) -> Fit<P> {
        Fit {
            x,
            residuals: self.residuals,
            residual_sum_of_squares: self.residual_sum_of_squares,
            iterations: self.iterations,
            evaluations: self.evaluations,
            jacobian_evaluations: self.jacobian_evaluations,
            termination: self.termination,
            covariance: self.covariance,
        }
    }
}
