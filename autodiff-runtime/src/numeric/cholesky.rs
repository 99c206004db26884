//! Cholesky's factorisation.

use super::vector::dot;
use std::vec::Vec;

/// A symmetric positive definite matrix as *LLᵀ*.
pub(crate) struct Cholesky {
    /// The rows of *L*, up to the diagonal.
    rows: Vec<Vec<f64>>,
}

/// A pivot below this share of its diagonal counts as zero.
const RANK: f64 = 1e-14;

impl Cholesky {
    /// Factors a matrix, of which the lower triangle is given; none if it is not positive definite, or not finite.
    pub fn new(mut rows: Vec<Vec<f64>>) -> Option<Self> {
        for i in 0..rows.len() {
            let (above, row) = rows.split_at_mut(i);
            let row = &mut row[0];
            for (j, other) in above.iter().enumerate() {
                let known = dot(&row[..j], &other[..j]);
                row[j] = (row[j] - known) / other[j];
            }
            let pivot = row[i] - dot(&row[..i], &row[..i]);
            if !(pivot > RANK * row[i] && pivot.is_finite()) {
                return None;
            }
            row[i] = pivot.sqrt();
        }
        Some(Self { rows })
    }

    /// *b* ← the solution of *LLᵀx* = *b*.
    pub fn solve(&self, b: &mut [f64]) {
        for (i, row) in self.rows.iter().enumerate() {
            b[i] = (b[i] - dot(&row[..i], &b[..i])) / row[i];
        }
        for (i, row) in self.rows.iter().enumerate().rev() {
            b[i] /= row[i];
            let (before, rest) = b.split_at_mut(i);
            super::vector::add_scaled(before, -rest[0], &row[..i]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cholesky;
    use std::vec;

    #[test]
    fn solves_what_is_positive_definite() {
        let factor = Cholesky::new(vec![vec![4.0], vec![2.0, 5.0], vec![-1.0, 0.5, 3.0]]).unwrap();
        let mut b = [4.0 + 4.0 - 3.0, 2.0 + 10.0 + 1.5, -1.0 + 1.0 + 9.0];
        factor.solve(&mut b);
        for (x, expected) in b.iter().zip([1.0, 2.0, 3.0]) {
            assert!((x - expected).abs() < 1e-14, "{b:?}");
        }
        assert!(Cholesky::new(vec![vec![1.0], vec![1.0, 1.0]]).is_none());
        assert!(Cholesky::new(vec![vec![f64::NAN]]).is_none());
    }
}
