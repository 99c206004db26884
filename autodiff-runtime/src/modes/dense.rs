//! Dense matrices, in one piece.

use alloc::vec::Vec;
use core::fmt;
use core::ops::{Index, IndexMut, Range};

/// A matrix of derivatives, whose numbers lie row by row in one piece of memory: what [`as_slice`](Matrix::as_slice) gives is
/// what linear algebra takes.
///
/// It is read as a vector of rows is: `h[i]` is a row and `h[i][j]` a number of it, `&h` gives one row after the other, and it
/// compares with vectors and arrays of rows. [`to_rows`](Matrix::to_rows) makes a vector of vectors of it.
///
/// ```
/// # use autodiff_runtime::modes::Matrix;
/// let h = Matrix::from_rows(2, [[2.0, 1.0], [1.0, 4.0]]);
/// assert_eq!((h[0][1], h[(1, 1)]), (1.0, 4.0));
/// let trace: f64 = h.iter().enumerate().map(|(i, row)| row[i]).sum();
/// assert_eq!(trace, 6.0);
/// assert_eq!(h, [[2.0, 1.0], [1.0, 4.0]]);
/// ```
#[derive(Clone, PartialEq)]
pub struct Matrix<T = f64> {
    rows: usize,
    columns: usize,
    numbers: Vec<T>,
}

impl<T> Matrix<T> {
    /// The matrix of these rows, of so many numbers each.
    ///
    /// # Panics
    /// If a row has another length.
    pub fn from_rows<R: AsRef<[T]>>(columns: usize, rows: impl IntoIterator<Item = R>) -> Self
    where
        T: Clone,
    {
        let (mut count, mut numbers) = (0, Vec::new());
        for row in rows {
            crate::shape::check_len("row", columns, row.as_ref().len());
            numbers.extend_from_slice(row.as_ref());
            count += 1;
        }
        Matrix {
            rows: count,
            columns,
            numbers,
        }
    }

    /// A matrix of so many rows and columns, full of one number.
    pub(crate) fn filled(rows: usize, columns: usize, number: T) -> Self
    where
        T: Clone,
    {
        Matrix {
            rows,
            columns,
            numbers: alloc::vec![number; rows * columns],
        }
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many rows it has, as a vector of rows says it.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// Its rows, from the first on.
    pub fn iter(&self) -> Rows<'_, T> {
        Rows {
            matrix: self,
            left: 0..self.rows,
        }
    }

    /// Its numbers, row by row.
    pub fn as_slice(&self) -> &[T] {
        &self.numbers
    }

    /// Its numbers, row by row.
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        &mut self.numbers
    }

    /// Its numbers, row by row.
    pub fn into_vec(self) -> Vec<T> {
        self.numbers
    }

    /// A vector of its rows.
    pub fn to_rows(&self) -> Vec<Vec<T>>
    where
        T: Clone,
    {
        self.iter().map(<[T]>::to_vec).collect()
    }

    fn range(&self, row: usize) -> Range<usize> {
        assert!(row < self.rows, "there is no row {row} in a matrix of {}", self.rows);
        row * self.columns..(row + 1) * self.columns
    }
}

impl<T: fmt::Debug> fmt::Debug for Matrix<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<T> Index<usize> for Matrix<T> {
    type Output = [T];

    #[inline]
    fn index(&self, row: usize) -> &[T] {
        &self.numbers[self.range(row)]
    }
}

impl<T> IndexMut<usize> for Matrix<T> {
    #[inline]
    fn index_mut(&mut self, row: usize) -> &mut [T] {
        let range = self.range(row);
        &mut self.numbers[range]
    }
}

impl<T> Index<(usize, usize)> for Matrix<T> {
    type Output = T;

    #[inline]
    fn index(&self, (row, column): (usize, usize)) -> &T {
        &self[row][column]
    }
}

impl<T> IndexMut<(usize, usize)> for Matrix<T> {
    #[inline]
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut T {
        &mut self[row][column]
    }
}

/// The rows of a [`Matrix`].
#[derive(Clone, Debug)]
pub struct Rows<'a, T> {
    matrix: &'a Matrix<T>,
    left: Range<usize>,
}

impl<'a, T> Iterator for Rows<'a, T> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        self.left.next().map(|row| &self.matrix[row])
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl<T> DoubleEndedIterator for Rows<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.left.next_back().map(|row| &self.matrix[row])
    }
}

impl<T> ExactSizeIterator for Rows<'_, T> {}

impl<'a, T> IntoIterator for &'a Matrix<T> {
    type Item = &'a [T];
    type IntoIter = Rows<'a, T>;

    fn into_iter(self) -> Rows<'a, T> {
        self.iter()
    }
}

/// Each row as a vector.
impl<T: Clone> IntoIterator for Matrix<T> {
    type Item = Vec<T>;
    type IntoIter = alloc::vec::IntoIter<Vec<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.to_rows().into_iter()
    }
}

impl<T: Clone> From<Matrix<T>> for Vec<Vec<T>> {
    fn from(matrix: Matrix<T>) -> Self {
        matrix.to_rows()
    }
}

/// Whether these are the rows of a matrix.
fn are_rows_of<T: PartialEq, R: AsRef<[T]>>(rows: &[R], matrix: &Matrix<T>) -> bool {
    rows.len() == matrix.rows && rows.iter().zip(matrix).all(|(row, own)| row.as_ref() == own)
}

macro_rules! compares_with {
    ($([$($generics:tt)*] $rows:ty;)*) => {$(
        impl<T: PartialEq, $($generics)*> PartialEq<$rows> for Matrix<T> {
            fn eq(&self, rows: &$rows) -> bool {
                are_rows_of(rows, self)
            }
        }

        impl<T: PartialEq, $($generics)*> PartialEq<Matrix<T>> for $rows {
            fn eq(&self, matrix: &Matrix<T>) -> bool {
                are_rows_of(self, matrix)
            }
        }
    )*};
}

compares_with! {
    [] Vec<Vec<T>>;
    [const N: usize] Vec<[T; N]>;
    [const N: usize] [Vec<T>; N];
    [const N: usize, const M: usize] [[T; M]; N];
}

#[cfg(test)]
mod tests {
    use super::Matrix;
    use std::{format, vec, vec::Vec};

    fn matrix() -> Matrix {
        Matrix::from_rows(3, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    }

    #[test]
    fn a_matrix_reads_as_a_vector_of_rows() {
        let (m, rows) = (matrix(), vec![vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]]);
        assert_eq!((m.rows(), m.columns(), m.len(), m.is_empty()), (2, 3, 2, false));
        assert_eq!((m[1][2], m[(1, 0)], &m[0]), (6.0, 4.0, &rows[0][..]));
        assert_eq!((&m, &rows), (&Matrix::from_rows(3, rows.clone()), &m.to_rows()));
        assert_eq!(m, rows);
        assert_eq!(rows, m);
        assert_eq!(m, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        assert_ne!(m, vec![[1.0, 2.0, 3.0]]);
        assert_eq!(format!("{m:?}"), format!("{rows:?}"));
        assert_eq!(m.iter().rev().map(|row| row[0]).collect::<Vec<_>>(), [4.0, 1.0]);
        assert_eq!(m.iter().len(), 2);
        assert_eq!(Vec::<Vec<f64>>::from(m.clone()), rows);
        assert_eq!(m.into_iter().collect::<Vec<_>>(), rows);
    }

    #[test]
    fn its_numbers_can_be_changed() {
        let mut m = matrix();
        m[1][0] += 1.0;
        m[(0, 2)] = 0.0;
        m.as_mut_slice()[0] = -1.0;
        assert_eq!(m.as_slice(), [-1.0, 2.0, 0.0, 5.0, 5.0, 6.0]);
        assert_eq!(m.into_vec().len(), 6);
    }

    #[test]
    fn rows_of_no_numbers_are_rows() {
        let m = Matrix::<f64>::from_rows(0, [[]; 3]);
        assert_eq!((m.iter().count(), m.as_slice().len()), (3, 0));
        assert_eq!(m, vec![vec![], vec![], vec![]]);
    }

    #[test]
    #[should_panic(expected = "row 2")]
    fn what_is_no_row_is_an_error() {
        let _ = &matrix()[2];
    }
}
