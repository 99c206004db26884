//! The matrix that the passes give.

use super::band::Band;
use crate::Real;
use alloc::vec::Vec;

/// A symmetric matrix.
pub(super) enum Symmetric<S> {
    /// As the sums of its columns of each direction.
    Full {
        variables: usize,
        /// So many directions go together.
        lanes: usize,
        /// For each pass, for each row that it has an entry of, one number for each lane.
        passes: Vec<Vec<S>>,
    },
    /// As the entries of each row from the diagonal on, `reach` of them.
    Banded {
        variables: usize,
        reach: usize,
        entries: Vec<S>,
    },
}

impl<S: Real> Symmetric<S> {
    /// The matrix of these passes, with so many directions in each.
    pub fn of(band: &Band, lanes: usize, passes: Vec<Vec<S>>) -> Self {
        let Band { variables, reach, .. } = *band;
        match band.is_full() {
            true => Symmetric::Full {
                variables,
                lanes,
                passes,
            },
            false => Symmetric::Banded {
                variables,
                reach,
                entries: entries(band, lanes, &passes),
            },
        }
    }

    /// Its rows, from the first on.
    pub fn rows(&self) -> Rows<'_, S> {
        let length = match *self {
            Symmetric::Full { variables, lanes, .. } => variables * lanes,
            Symmetric::Banded { variables, .. } => variables,
        };
        Rows {
            matrix: self,
            next: 0,
            read: alloc::vec![S::constant(0.0); length],
        }
    }
}

/// Of each row the entries from the diagonal on, which stand in the lanes of the passes.
fn entries<S: Real>(band: &Band, lanes: usize, passes: &[Vec<S>]) -> Vec<S> {
    let Band { width, reach, .. } = *band;
    let mut entries = alloc::vec![S::constant(0.0); band.variables * reach];
    // The pass and the lane of each direction.
    let directions: Vec<(&[S], usize)> = (0..width).map(|k| (&passes[k / lanes][..], k % lanes)).collect();
    let mut first = 0;
    for (i, (row, columns)) in entries.chunks_exact_mut(reach).zip(&band.columns).enumerate() {
        let mut direction = first;
        for place in &mut row[..columns.end - i] {
            let (sums, lane) = directions[direction];
            *place = sums[i * lanes + lane];
            direction = following(direction, width);
        }
        first = following(first, width);
    }
    entries
}

#[inline(always)]
fn following(direction: usize, width: usize) -> usize {
    match direction + 1 == width {
        true => 0,
        false => direction + 1,
    }
}

/// The rows of a symmetric matrix, one after the other.
pub(super) struct Rows<'a, S> {
    matrix: &'a Symmetric<S>,
    /// The next row.
    next: usize,
    /// The last row that has been read, or as many as go together.
    read: Vec<S>,
}

impl<S: Real> Rows<'_, S> {
    /// The next row. There is one.
    #[inline]
    pub fn next_row(&mut self) -> &[S] {
        let i = self.next;
        self.next += 1;
        match self.matrix {
            Symmetric::Full {
                variables,
                lanes,
                passes,
            } => {
                if i % lanes == 0 {
                    read_rows((*variables, *lanes), &passes[i / lanes..], i, &mut self.read);
                }
                &self.read[i % lanes * variables..][..*variables]
            }
            Symmetric::Banded { reach, entries, .. } => {
                read_row(*reach, entries, i, &mut self.read);
                &self.read
            }
        }
    }
}

/// The rows of a pass, the first of them `first`.
fn read_rows<S: Real>((variables, lanes): (usize, usize), passes: &[Vec<S>], first: usize, rows: &mut [S]) {
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

/// A row of a band, over the one before, or zeros.
#[inline]
fn read_row<S: Real>(reach: usize, entries: &[S], i: usize, row: &mut [S]) {
    if i >= reach {
        row[i - reach] = S::constant(0.0);
    }
    // Before the diagonal stand the entries of the column.
    for (k, place) in row[..i].iter_mut().rev().take(reach - 1).enumerate() {
        *place = entries[(i - 1 - k) * reach + k + 1];
    }
    for (place, entry) in row[i..].iter_mut().zip(&entries[i * reach..][..reach]) {
        *place = *entry;
    }
}
