//! The factorisation of a square matrix by elimination with partial pivoting.

use std::vec::Vec;

/// A matrix *A* with its rows in another order, as *LU*.
#[derive(Clone, Debug)]
pub(crate) struct Lu {
    /// *L* below the diagonal, which is one there, and *U* on it and above.
    rows: Vec<Vec<f64>>,
    /// Which row of *A* each row is.
    order: Vec<usize>,
}

impl Lu {
    /// Factors a matrix; none if it is singular, or not finite.
    pub fn new(mut rows: Vec<Vec<f64>>) -> Option<Self> {
        let n = rows.len();
        let mut order: Vec<usize> = (0..n).collect();
        let largest = rows.iter().flatten().fold(0.0, |largest: f64, x| largest.max(x.abs()));
        for k in 0..n {
            let size = |i: &usize| rows[*i][k].abs();
            let pivot = (k..n).max_by(|a, b| size(a).total_cmp(&size(b)))?;
            let at = size(&pivot);
            if !(at.is_finite() && at > f64::EPSILON * f64::EPSILON * largest) {
                return None;
            }
            rows.swap(k, pivot);
            order.swap(k, pivot);
            let (above, below) = rows.split_at_mut(k + 1);
            let pivot = &above[k];
            for row in below {
                let factor = row[k] / pivot[k];
                row[k] = factor;
                if factor != 0.0 {
                    super::vector::add_scaled(&mut row[k + 1..], -factor, &pivot[k + 1..]);
                }
            }
        }
        Some(Self { rows, order })
    }

    /// The solution of *Ax* = *b*.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x: Vec<f64> = self.order.iter().map(|&i| b[i]).collect();
        for (i, row) in self.rows.iter().enumerate() {
            x[i] -= super::vector::dot(&row[..i], &x[..i]);
        }
        for (i, row) in self.rows.iter().enumerate().rev() {
            x[i] = (x[i] - super::vector::dot(&row[i + 1..], &x[i + 1..])) / row[i];
        }
        x
    }

    /// The solution of *Aᵀx* = *b*.
    pub fn solve_transposed(&self, b: &[f64]) -> Vec<f64> {
        let mut y = b.to_vec();
        for (i, row) in self.rows.iter().enumerate() {
            y[i] /= row[i];
            let (known, rest) = y.split_at_mut(i + 1);
            super::vector::add_scaled(rest, -known[i], &row[i + 1..]);
        }
        for (i, row) in self.rows.iter().enumerate().rev() {
            let (rest, known) = y.split_at_mut(i);
            super::vector::add_scaled(rest, -known[0], &row[..i]);
        }
        let mut x = y.clone();
        self.order.iter().zip(&y).for_each(|(&i, &value)| x[i] = value);
        x
    }
}

#[cfg(test)]
mod tests {
    use super::Lu;
    use std::vec;
    use std::vec::Vec;

    #[test]
    fn solves_both_ways_and_tells_what_is_singular() {
        let mut random = crate::random::SplitMix64::new(3);
        for n in [1, 2, 5, 12] {
            let a: Vec<Vec<f64>> = (0..n).map(|_| (0..n).map(|_| random.normal()).collect()).collect();
            let x: Vec<f64> = (0..n).map(|_| random.normal()).collect();
            let times = |at: &dyn Fn(usize, usize) -> f64| -> Vec<f64> {
                (0..n).map(|i| (0..n).map(|j| at(i, j) * x[j]).sum()).collect()
            };
            let lu = Lu::new(a.clone()).unwrap();
            let (one, other) = (
                lu.solve(&times(&|i, j| a[i][j])),
                lu.solve_transposed(&times(&|i, j| a[j][i])),
            );
            for k in 0..n {
                assert!((one[k] - x[k]).abs() < 1e-11 && (other[k] - x[k]).abs() < 1e-11);
            }
        }
        assert!(Lu::new(vec![vec![1.0, 2.0], vec![2.0, 4.0]]).is_none());
        assert!(Lu::new(vec![vec![f64::NAN]]).is_none());
        assert!(Lu::new(vec![vec![0.0]]).is_none());
        assert_eq!(
            Lu::new(vec![vec![0.0, 1e-200], vec![2e-200, 0.0]])
                .unwrap()
                .solve(&[1e-200, 2e-200]),
            [1.0, 1.0]
        );
    }
}
