//! Residuals and their Jacobian as problems of the crate [`levenberg_marquardt`](::levenberg_marquardt), version 0.14, which is made
//! on `nalgebra` 0.33.
//!
//! [`least_squares`](crate::least_squares) has a Levenberg–Marquardt of its own, which needs no other crate.
//!
//! ```
//! use autodiff_runtime::bridges::levenberg_marquardt::Residuals;
//! use levenberg_marquardt::LevenbergMarquardt;
//!
//! // y = a·exp(−bt), by the gradients of the model in a and b for each time.
//! let (times, counts) = ([0.0, 1.0, 2.0, 3.0], [100.2, 60.1, 37.2, 21.9]);
//! let model = |b: &[f64], t: f64| b[0] * (-b[1] * t).exp();
//! let problem = Residuals::new(
//!     vec![50.0, 1.0],
//!     |b| times.iter().zip(counts).map(|(&t, y)| model(b, t) - y).collect(),
//!     |b| times.iter().map(|t| [(-b[1] * t).exp(), -b[0] * t * (-b[1] * t).exp()]).collect::<Vec<_>>(),
//! );
//! let (problem, report) = LevenbergMarquardt::new().minimize(problem);
//! assert!(report.termination.was_successful());
//! assert!((problem.params()[1] - 0.5).abs() < 0.01);
//! ```

use ::levenberg_marquardt::LeastSquaresProblem;
use ::nalgebra::{DMatrix, DVector, Dyn, Owned, U1};
use core::fmt;
use std::vec::Vec;

/// Residuals of parameters, and their Jacobian row by row: one row for each residual, one column for each parameter.
#[derive(Clone)]
pub struct Residuals<R, J> {
    params: DVector<f64>,
    residuals: R,
    jacobian: J,
}

impl<R, J, Row> Residuals<R, J>
where
    R: Fn(&[f64]) -> Vec<f64>,
    J: Fn(&[f64]) -> Vec<Row>,
    Row: AsRef<[f64]>,
{
    /// From this start.
    ///
    /// # Panics
    /// If there are no parameters.
    #[track_caller]
    pub fn new(start: Vec<f64>, residuals: R, jacobian: J) -> Self {
        assert!(!start.is_empty(), "Residuals: there are no parameters");
        Self {
            params: DVector::from_vec(start),
            residuals,
            jacobian,
        }
    }
}

impl<R, J> Residuals<R, J> {
    /// The parameters: the start, and after minimizing the solution.
    pub fn params(&self) -> &[f64] {
        self.params.as_slice()
    }
}

impl<R, J> fmt::Debug for Residuals<R, J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Residuals")
            .field("params", &self.params)
            .finish_non_exhaustive()
    }
}

/// # Panics
/// If a row of the Jacobian has not one number for each parameter.
impl<R, J, Rows> LeastSquaresProblem<f64, Dyn, Dyn> for Residuals<R, J>
where
    R: Fn(&[f64]) -> Vec<f64>,
    J: Fn(&[f64]) -> Rows,
    Rows: IntoIterator,
    Rows::Item: AsRef<[f64]>,
{
    type ResidualStorage = Owned<f64, Dyn, U1>;
    type JacobianStorage = Owned<f64, Dyn, Dyn>;
    type ParameterStorage = Owned<f64, Dyn, U1>;

    fn set_params(&mut self, params: &DVector<f64>) {
        self.params.copy_from(params);
    }

    fn params(&self) -> DVector<f64> {
        self.params.clone()
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        Some(DVector::from_vec((self.residuals)(self.params.as_slice())))
    }

    fn jacobian(&self) -> Option<DMatrix<f64>> {
        let rows: Vec<_> = (self.jacobian)(self.params.as_slice()).into_iter().collect();
        let columns = self.params.len();
        for row in &rows {
            let got = row.as_ref().len();
            assert!(
                got == columns,
                "Residuals: a row of the Jacobian has {got} numbers, but there are {columns} parameters"
            );
        }
        Some(DMatrix::from_fn(rows.len(), columns, |i, k| rows[i].as_ref()[k]))
    }
}
