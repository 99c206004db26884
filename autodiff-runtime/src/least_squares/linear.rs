//! Linear least squares.

use super::fit::FitError;
use crate::numeric::cholesky::Cholesky;
use crate::numeric::vector::{add_scaled, dot};
use std::vec;
use std::vec::Vec;

/// How often the solution is refined.
const REFINEMENTS: usize = 3;

/// The coefficients *w* of a linear model, by the normal equations: of least Σ(*xᵢᵀw* − *yᵢ*)² + Σ*λⱼwⱼ*², where the *xᵢ* are the
/// rows of `design`, the *yᵢ* the `targets`, and the *λⱼ* the `ridge`: one for each coefficient, or none at all.
///
/// The columns are scaled to the same size, and the solution is refined by its residuals, which gives back most of the digits that
/// the equations lose to QR. For standard errors use [`LevenbergMarquardt::fit`](super::LevenbergMarquardt::fit), which a linear
/// model takes one step.
///
/// ```
/// use autodiff_runtime::least_squares::normal_equations;
///
/// let rows = [[1.0, 1.0], [2.0, 1.0], [3.0, 1.0]]; // x, and the 1 of the intercept
/// let line = normal_equations(&rows, &[3.0, 5.0, 7.0], &[])?;
/// assert!((line[0] - 2.0).abs() < 1e-12 && (line[1] - 1.0).abs() < 1e-12);
/// # Ok::<(), autodiff_runtime::least_squares::FitError>(())
/// ```
///
/// # Errors
/// If there are no rows, if there is not one finite target for each row, or if the columns depend on each other (a positive ridge
/// helps) or are not finite.
///
/// # Panics
/// If the rows differ in length, or the ridge from the rows, or if it is negative.
pub fn normal_equations<R: AsRef<[f64]>>(design: &[R], targets: &[f64], ridge: &[f64]) -> Result<Vec<f64>, FitError> {
    if design.len() != targets.len() {
        return Err(FitError::Lengths {
            observations: design.len(),
            targets: targets.len(),
        });
    }
    if let Some(index) = targets.iter().position(|target| !target.is_finite()) {
        return Err(FitError::Target { index });
    }
    let Some(n) = design.first().map(|row| row.as_ref().len()) else {
        return Err(FitError::TooFewResiduals {
            residuals: 0,
            parameters: ridge.len(),
        });
    };
    let ridge = if ridge.is_empty() { vec![0.0; n] } else { ridge.to_vec() };
    assert!(
        ridge.len() == n,
        "there are {n} columns, but {} numbers of ridge",
        ridge.len()
    );
    assert!(
        ridge.iter().all(|&ridge| ridge >= 0.0),
        "the ridge is negative or not a number"
    );
    let rows = || design.iter().map(|row| row.as_ref());
    for (i, row) in rows().enumerate() {
        assert!(row.len() == n, "row 0 has {n} numbers, but row {i} has {}", row.len());
    }

    let mut squares = ridge.clone();
    for row in rows() {
        squares.iter_mut().zip(row).for_each(|(sum, x)| *sum += x * x);
    }
    let scales: Vec<f64> = squares.iter().map(|sum| 1.0 / sum.sqrt()).collect();
    let mut gram: Vec<Vec<f64>> = (0..n).map(|i| vec![0.0; i + 1]).collect();
    for row in rows() {
        let scaled: Vec<f64> = row.iter().zip(&scales).map(|(x, scale)| x * scale).collect();
        for (i, sums) in gram.iter_mut().enumerate() {
            add_scaled(sums, scaled[i], &scaled[..=i]);
        }
    }
    for (i, sums) in gram.iter_mut().enumerate() {
        sums[i] += ridge[i] * scales[i] * scales[i];
    }
    let factor = Cholesky::new(gram).ok_or(FitError::Singular)?;

    let mut w = vec![0.0; n];
    for _ in 0..=REFINEMENTS {
        // Minus half the gradient, which is zero at the solution.
        let mut slopes: Vec<f64> = ridge.iter().zip(&w).map(|(ridge, w)| -ridge * w).collect();
        for (row, target) in rows().zip(targets) {
            add_scaled(&mut slopes, target - dot(row, &w), row);
        }
        slopes
            .iter_mut()
            .zip(&scales)
            .for_each(|(slope, scale)| *slope *= scale);
        factor.solve(&mut slopes);
        for ((w, change), scale) in w.iter_mut().zip(&slopes).zip(&scales) {
            *w += change * scale;
        }
    }
    Ok(w)
}
