//! QR by Householder reflections with column pivoting, and what is solved with it.

use super::vector::{add_scaled, dot, norm};
use std::vec;
use std::vec::Vec;

/// A diagonal of *R* below this share of the first counts as zero: the columns depend on each other.
const RANK: f64 = 1e-14;

/// A matrix of columns, factored: *A·P* = *Q·R* (Golub and Van Loan 2013, algorithm 5.4.1).
#[derive(Clone, Debug)]
pub(crate) struct Qr {
    /// The upper triangle, by columns; the column `j` has `j + 1` numbers.
    r: Vec<Vec<f64>>,
    /// The unit vectors of the reflections, from their row on.
    reflections: Vec<Vec<f64>>,
    /// Which column of *A* each column of *R* is.
    order: Vec<usize>,
    rank: usize,
    rows: usize,
}

impl Qr {
    /// Factors a matrix with at least as many rows as columns.
    pub fn new(mut columns: Vec<Vec<f64>>) -> Self {
        let (n, rows) = (columns.len(), columns.first().map_or(0, Vec::len));
        let mut order: Vec<usize> = (0..n).collect();
        let mut reflections = Vec::with_capacity(n);
        for k in 0..n {
            let largest = (k..n).fold((k, -1.0), |largest, j| {
                let size = norm(&columns[j][k..]);
                if size > largest.1 {
                    (j, size)
                } else {
                    largest
                }
            });
            columns.swap(k, largest.0);
            order.swap(k, largest.0);
            let mut reflection = columns[k][k..].to_vec();
            let size = norm(&reflection);
            reflection[0] += if reflection[0] < 0.0 { -size } else { size };
            let length = norm(&reflection);
            if length > 0.0 {
                reflection.iter_mut().for_each(|x| *x /= length);
            }
            for column in &mut columns[k..] {
                reflect(&reflection, &mut column[k..]);
            }
            reflections.push(reflection);
        }
        for (j, column) in columns.iter_mut().enumerate() {
            column.truncate(j + 1);
        }
        let first = columns.first().map_or(0.0, |column| column[0].abs());
        let rank = (0..n).take_while(|&j| columns[j][j].abs() > RANK * first).count();
        Self {
            r: columns,
            reflections,
            order,
            rank,
            rows,
        }
    }

    pub fn has_full_rank(&self) -> bool {
        self.rank == self.r.len()
    }

    /// The smallest diagonal of *R*, as a share of the largest: how far the columns are from depending on each other.
    pub fn share_of_last(&self) -> f64 {
        match (self.r.first(), self.r.last()) {
            (Some(first), Some(last)) if first[0] != 0.0 => (last[last.len() - 1] / first[0]).abs(),
            _ => 0.0,
        }
    }

    /// The first *n* components of *Qᵀv*. What lacks at the end of *v* is 0.
    pub fn transform(&self, v: &[f64]) -> Vec<f64> {
        let mut v = v.to_vec();
        v.resize(self.rows, 0.0);
        for (k, reflection) in self.reflections.iter().enumerate() {
            reflect(reflection, &mut v[k..]);
        }
        v.truncate(self.r.len());
        v
    }

    /// The *x* of least ‖*Ax* − *b*‖ for a transformed *b*. Where the columns depend on each other, those that add nothing get 0.
    pub fn solve(&self, transformed: &[f64]) -> Vec<f64> {
        let mut x = transformed.to_vec();
        x[self.rank..].fill(0.0);
        for j in (0..self.rank).rev() {
            x[j] /= self.r[j][j];
            let (above, rest) = x.split_at_mut(j);
            add_scaled(above, -rest[0], &self.r[j][..j]);
        }
        self.in_order(&x)
    }

    /// The solution of *Rᵀy* = *Pᵀv*, for a matrix of full rank: ‖*y*‖² is *vᵀ*(*AᵀA*)⁻¹*v*.
    pub fn solve_transposed(&self, v: &[f64]) -> Vec<f64> {
        let mut y: Vec<f64> = self.order.iter().map(|&column| v[column]).collect();
        for j in 0..y.len() {
            let known = dot(&self.r[j][..j], &y[..j]);
            y[j] = (y[j] - known) / self.r[j][j];
        }
        y
    }

    /// *Rᵀv* in the order of the columns: of a transformed *v* it is *Aᵀv*.
    pub fn times_transposed(&self, v: &[f64]) -> Vec<f64> {
        let products: Vec<f64> = self.r.iter().map(|column| dot(column, &v[..column.len()])).collect();
        self.in_order(&products)
    }

    /// The factor of *R* with √λ times the identity below it. It solves for transformed vectors that it has transformed again.
    pub fn damped(&self, lambda: f64) -> Self {
        let n = self.r.len();
        let root = lambda.sqrt();
        let columns = self.r.iter().enumerate().map(|(j, column)| {
            let mut damped = vec![0.0; 2 * n];
            damped[..=j].copy_from_slice(column);
            damped[n + j] = root;
            damped
        });
        let mut qr = Self::new(columns.collect());
        // Its columns are those of R, which are not in the order of the matrix.
        qr.order = qr.order.iter().map(|&column| self.order[column]).collect();
        qr
    }

    fn in_order(&self, x: &[f64]) -> Vec<f64> {
        let mut ordered = vec![0.0; x.len()];
        for (&column, &x) in self.order.iter().zip(x) {
            ordered[column] = x;
        }
        ordered
    }
}

/// *v* − 2*u*(*uᵀv*) for a unit vector *u*.
fn reflect(u: &[f64], v: &mut [f64]) {
    add_scaled(v, -2.0 * dot(u, v), u);
}

#[cfg(test)]
mod tests {
    use super::Qr;
    use crate::numeric::vector::dot;
    use std::vec;
    use std::vec::Vec;

    fn columns() -> Vec<Vec<f64>> {
        vec![
            vec![1.0, 2.0, 3.0, 4.0],
            vec![0.5, -1.0, 2.0, 0.0],
            vec![3.0, 1.0, 0.0, -2.0],
        ]
    }

    /// The residual of a least-squares solution is orthogonal to all columns.
    #[test]
    fn solutions_leave_what_is_orthogonal() {
        let b = [1.0, -2.0, 0.5, 3.0];
        let qr = Qr::new(columns());
        for lambda in [0.0, 0.3] {
            let transformed = qr.transform(&b);
            let damped = qr.damped(lambda);
            let x = damped.solve(&damped.transform(&transformed));
            let mut rest = b.to_vec();
            for (column, x) in columns().iter().zip(&x) {
                super::add_scaled(&mut rest, -x, column);
            }
            for (column, x) in columns().iter().zip(&x) {
                assert!((dot(column, &rest) - lambda * x).abs() < 1e-13, "{lambda} {x}");
            }
        }
        assert!(qr.has_full_rank());
    }

    #[test]
    fn products_of_the_inverse() {
        let qr = Qr::new(columns());
        // vᵀ(AᵀA)⁻¹v with v = AᵀA·w is wᵀAᵀA·w.
        let w = [0.2, -0.7, 1.1];
        let mut product = vec![0.0; 4];
        for (column, w) in columns().iter().zip(w) {
            super::add_scaled(&mut product, w, column);
        }
        let v: Vec<f64> = columns().iter().map(|column| dot(column, &product)).collect();
        let y = qr.solve_transposed(&v);
        assert!((dot(&y, &y) - dot(&product, &product)).abs() < 1e-12);
        for (got, expected) in qr.times_transposed(&qr.transform(&product)).iter().zip(&v) {
            assert!((got - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn dependent_columns_are_found() {
        let mut dependent = columns();
        dependent.push(vec![4.5, 2.0, 5.0, 2.0]);
        let qr = Qr::new(dependent);
        assert!(!qr.has_full_rank() && qr.share_of_last() < 1e-14);
        let x = qr.solve(&qr.transform(&[4.5, 2.0, 5.0, 2.0]));
        assert!(x.iter().filter(|&&x| x == 0.0).count() >= 1, "{x:?}");
        assert!(!Qr::new(vec![vec![0.0; 3]; 2]).has_full_rank());
    }
}
