//! The matrix that the passes give.

use super::band::Band;
use crate::Real;
use alloc::vec::Vec;

/// A symmetric matrix, as the sums of its columns of each direction.
pub(super) struct Symmetric<S> {
    /// Where it has entries.
    pub band: Band,
    /// So many directions go together.
    pub lanes: usize,
    /// For each pass, for each row that it has an entry of, one number for each lane.
    pub passes: Vec<Vec<S>>,
}

impl<S: Real> Symmetric<S> {
    /// The rows from `first` on, as many as fit and are there, one behind the other; `first` is a multiple of the lanes. What is
    /// overwritten are the rows before them, or zeros.
    pub fn read_rows(&self, first: usize, rows: &mut [S]) {
        let (variables, lanes) = (self.band.variables, self.lanes);
        if !self.band.is_full() {
            let rows = rows.chunks_exact_mut(variables).take(variables - first);
            return rows
                .enumerate()
                .for_each(|(k, row)| self.read_row_of_band(first + k, row));
        }
        let passes = &self.passes[first / lanes..];
        // The columns of the pass are the rows, as far as these are before the diagonal.
        for (j, sums) in passes[0].chunks_exact(lanes).enumerate() {
            for (k, sum) in sums.iter().enumerate() {
                rows[k * variables + j] = *sum;
            }
        }
        for (k, row) in rows.chunks_exact_mut(variables).take(variables - first).enumerate() {
            let mut before = k;
            for (sums, places) in passes.iter().zip(row[first..].chunks_mut(lanes)) {
                let sums = &sums[(first + k) * lanes..][before..places.len()];
                places[before..].copy_from_slice(sums);
                before = 0;
            }
        }
    }

    /// The same, where what is outside of the band is zero.
    fn read_row_of_band(&self, i: usize, row: &mut [S]) {
        let Band { columns, width, .. } = &self.band;
        let first = i.saturating_sub(*width);
        // What the row has that is read before this one.
        let end = row.len().min(i + width);
        row[i.saturating_sub(width + self.lanes)..end].fill(S::constant(0.0));
        let mut direction = i % width;
        let sums = &self.passes[direction / self.lanes][first * self.lanes + direction % self.lanes..];
        let above = row[first..i].iter_mut().zip(sums.iter().step_by(self.lanes));
        for ((place, sum), columns) in above.zip(&columns[first..i]) {
            if i < columns.end {
                *place = *sum;
            }
        }
        for place in &mut row[i..columns[i].end] {
            *place = self.passes[direction / self.lanes][i * self.lanes + direction % self.lanes];
            direction += 1;
            if direction == *width {
                direction = 0;
            }
        }
    }
}
