//! The scale of columns.

use super::DataError;
use crate::flat::Scalar;
use std::vec;
use std::vec::Vec;

/// Brings each column to mean 0 and standard deviation 1, and back: (*x* − mean) / scale.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Standardisation {
    mean: Vec<f64>,
    scale: Vec<f64>,
}

impl Standardisation {
    /// Measures the columns of a table. A column that does not vary keeps its scale.
    ///
    /// # Errors
    /// If there are no rows, if the numbers are no whole rows, or if one is NaN or infinite.
    pub fn fit<S: Scalar>(table: &[S], columns: usize) -> Result<Self, DataError> {
        if table.is_empty() {
            return Err(DataError::Empty);
        }
        if columns == 0 || table.len() % columns != 0 {
            return Err(DataError::NoRows {
                numbers: table.len(),
                columns,
            });
        }
        if let Some(place) = table.iter().position(|x| !x.to_f64().is_finite()) {
            return Err(DataError::NotFinite {
                row: place / columns,
                column: place % columns,
                value: table[place].to_f64(),
            });
        }
        // Means and squares that are updated with each row (Welford 1962), so that no sum overflows or cancels.
        let (mut mean, mut squares) = (vec![0.0; columns], vec![0.0; columns]);
        for (row, numbers) in table.chunks(columns).enumerate() {
            for ((x, mean), squares) in numbers.iter().zip(&mut mean).zip(&mut squares) {
                let deviation = x.to_f64() - *mean;
                *mean += deviation / (row + 1) as f64;
                *squares += deviation * (x.to_f64() - *mean);
            }
        }
        let rows = (table.len() / columns) as f64;
        let scale = |squares: f64| match (squares / rows).sqrt() {
            0.0 => 1.0,
            std => std,
        };
        Ok(Self {
            mean,
            scale: squares.into_iter().map(scale).collect(),
        })
    }

    /// The mean of each column.
    pub fn mean(&self) -> &[f64] {
        &self.mean
    }

    /// The standard deviation of each column (of the population), and 1 for one that does not vary.
    pub fn scale(&self) -> &[f64] {
        &self.scale
    }

    /// Standardises a table of the same columns.
    ///
    /// # Panics
    /// If the numbers are no whole rows.
    #[track_caller]
    pub fn apply<S: Scalar>(&self, table: &mut [S]) {
        self.each(table, |x, mean, scale| (x - mean) / scale);
    }

    /// Takes the standardisation back.
    ///
    /// # Panics
    /// If the numbers are no whole rows.
    #[track_caller]
    pub fn invert<S: Scalar>(&self, table: &mut [S]) {
        self.each(table, |x, mean, scale| x * scale + mean);
    }

    #[track_caller]
    fn each<S: Scalar>(&self, table: &mut [S], f: impl Fn(f64, f64, f64) -> f64) {
        let columns = self.mean.len();
        assert!(
            table.len() % columns == 0,
            "{} numbers are no rows of {columns}",
            table.len()
        );
        for row in table.chunks_mut(columns) {
            for ((x, &mean), &scale) in row.iter_mut().zip(&self.mean).zip(&self.scale) {
                *x = S::from_f64(f(x.to_f64(), mean, scale));
            }
        }
    }
}
