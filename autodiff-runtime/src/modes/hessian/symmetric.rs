//! The matrix that the passes give.

use super::super::Matrix;
use super::band::Band;
use super::{Kept, Pass};
use crate::Real;

/// The entries on the diagonal and above it, which are those below as well.
pub(super) struct Above<'a, S> {
    band: &'a Band,
    variables: usize,
    numbers: &'a mut [S],
}

impl<'a, S> Above<'a, S> {
    /// Into this matrix, which is zero.
    pub fn new(band: &'a Band, matrix: &'a mut Matrix<S>) -> Self {
        Above {
            band,
            variables: band.variables,
            numbers: matrix.as_mut_slice(),
        }
    }

    #[inline(always)]
    fn write(&mut self, row: usize, column: usize, entry: S)
    where
        S: Copy,
    {
        self.numbers[row * self.variables + column] = entry;
        self.numbers[column * self.variables + row] = entry;
    }
}

impl<S: Real> Kept<S> for Above<'_, S> {
    fn rows(&self, pass: Pass) -> usize {
        match self.band.is_full() {
            true => self.variables.min(pass.first + pass.lanes),
            false => self.variables,
        }
    }

    #[inline]
    fn keep(&mut self, pass: Pass, row: usize, derivatives: &[S]) {
        if self.band.is_full() {
            let columns = pass.first..self.variables;
            for (column, entry) in columns.zip(derivatives).skip(row.saturating_sub(pass.first)) {
                self.write(row, column, *entry);
            }
            return;
        }
        // Of each direction one variable at most is in the row.
        let mut direction = row % self.band.width;
        for column in row..self.band.columns[row].end {
            if let Some(entry) = derivatives.get(direction.wrapping_sub(pass.first)) {
                self.write(row, column, *entry);
            }
            direction = match direction + 1 == self.band.width {
                true => 0,
                false => direction + 1,
            };
        }
    }
}
