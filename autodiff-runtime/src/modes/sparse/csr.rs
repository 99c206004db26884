//! Sparse matrices, row by row.

use super::super::Matrix;
use crate::Real;
use alloc::vec::Vec;

/// A sparse matrix in compressed rows (CSR): of each row the columns that are there, ascending, and their entries.
///
/// What is not there is zero whatever the arguments are; an entry that is there may be zero at some.
#[derive(Clone, Debug, PartialEq)]
pub struct Csr<T> {
    pub(super) pattern: CsrPattern,
    pub(super) values: Vec<T>,
}

/// Which entries there are in a [`Csr`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CsrPattern {
    pub columns: usize,
    pub starts: Vec<usize>,
    pub indices: Vec<usize>,
}

impl CsrPattern {
    /// Of rows that each list their columns, ascending.
    pub fn new(columns: usize, rows: &[Vec<usize>]) -> Self {
        let mut starts = alloc::vec![0];
        let mut indices = Vec::new();
        for row in rows {
            indices.extend_from_slice(row);
            starts.push(indices.len());
        }
        CsrPattern {
            columns,
            starts,
            indices,
        }
    }

    pub fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// The columns of a row.
    pub fn row(&self, row: usize) -> &[usize] {
        &self.indices[self.starts[row]..self.starts[row + 1]]
    }

    /// Where an entry lies, if it is there.
    pub fn place(&self, row: usize, column: usize) -> Option<usize> {
        let place = self.row(row).binary_search(&column).ok()?;
        Some(self.starts[row] + place)
    }

    pub fn transposed(&self) -> CsrPattern {
        let mut rows = alloc::vec![Vec::new(); self.columns];
        for i in 0..self.rows() {
            self.row(i).iter().for_each(|&j| rows[j].push(i));
        }
        CsrPattern::new(self.rows(), &rows)
    }
}

impl<T: Real> Csr<T> {
    /// The matrix of rows and columns that are these of this one, or empty.
    pub(in super::super) fn rearranged(&self, rows: &[Option<usize>], columns: &[Option<usize>]) -> Self {
        let mut arrived = alloc::vec![None; self.columns()];
        for (to, from) in columns.iter().enumerate() {
            if let Some(from) = from {
                arrived[*from] = Some(to);
            }
        }
        let (mut indices, mut values) = (Vec::new(), Vec::new());
        for from in rows {
            let own = from.iter().flat_map(|&from| self.row(from));
            let mut row: Vec<(usize, T)> = own.filter_map(|(j, value)| Some((arrived[j]?, value))).collect();
            row.sort_unstable_by_key(|&(j, _)| j);
            indices.push(row.iter().map(|&(j, _)| j).collect());
            values.extend(row.into_iter().map(|(_, value)| value));
        }
        Csr {
            pattern: CsrPattern::new(columns.len(), &indices),
            values,
        }
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.pattern.rows()
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.pattern.columns
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.values.len()
    }

    /// Where each row begins in [`Csr::column_indices`] and [`Csr::values`]; one more than there are rows.
    pub fn row_starts(&self) -> &[usize] {
        &self.pattern.starts
    }

    /// The column of each entry, row by row.
    pub fn column_indices(&self) -> &[usize] {
        &self.pattern.indices
    }

    /// The entries, row by row.
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// The columns and the entries of a row.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, T)> + '_ {
        let range = self.pattern.starts[row]..self.pattern.starts[row + 1];
        self.pattern
            .row(row)
            .iter()
            .copied()
            .zip(self.values[range].iter().copied())
    }

    /// The entry there; zero if there is none.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn get(&self, row: usize, column: usize) -> T {
        match self.pattern.place(row, column) {
            Some(place) => self.values[place],
            None => T::constant(0.0),
        }
    }

    /// The matrix with its zeros.
    pub fn to_dense(&self) -> Matrix<T> {
        let mut dense = Matrix::filled(self.rows(), self.columns(), T::constant(0.0));
        for i in 0..self.rows() {
            self.row(i).for_each(|(j, value)| dense[i][j] = value);
        }
        dense
    }

    /// The product with a vector.
    ///
    /// # Panics
    /// If the vector has not as many numbers as there are columns.
    pub fn times(&self, vector: &[T]) -> Vec<T> {
        crate::shape::check_len("vector", self.columns(), vector.len());
        let product = |i: usize| {
            self.row(i)
                .fold(T::constant(0.0), |sum, (j, value)| sum + value * vector[j])
        };
        (0..self.rows()).map(product).collect()
    }
}
