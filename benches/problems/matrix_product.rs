//! A weighted sum of the entries of a product of 48 × 48 matrices.

use differentiate::{differentiate, Workspace};

use crate::measure::{Numbers, Problem};

const SIZE: usize = 48;
type Matrix = [[f64; SIZE]; SIZE];

#[differentiate]
pub fn matrix_product(
    a: &[[f64; SIZE]; SIZE],
    b: &[[f64; SIZE]; SIZE],
    #[constant] weights: &[[f64; SIZE]; SIZE],
) -> f64 {
    let mut sum = 0.0;
    for i in 0..SIZE {
        let mut row = [0.0; SIZE];
        for k in 0..SIZE {
            for j in 0..SIZE {
                row[j] += a[i][k] * b[k][j];
            }
        }
        for j in 0..SIZE {
            sum += weights[i][j] * row[j];
        }
    }
    sum
}

/// The adjoint of a row of the product is a row of the weights: nothing is kept. Three loops that vectorise are faster than
/// one that does all.
fn by_hand(a: &Matrix, b: &Matrix, weights: &Matrix, da: &mut Matrix, db: &mut Matrix) -> f64 {
    *db = [[0.0; SIZE]; SIZE];
    let mut sum = 0.0;
    for ((a, weights), da) in a.iter().zip(weights).zip(da) {
        let mut row = [0.0; SIZE];
        for (a, b) in a.iter().zip(b) {
            for (row, b) in row.iter_mut().zip(b) {
                *row += a * b;
            }
        }
        for (row, weight) in row.iter().zip(weights) {
            sum += weight * row;
        }
        for (da, b) in da.iter_mut().zip(b) {
            *da = dot(weights, b);
        }
        for (a, db) in a.iter().zip(&mut *db) {
            for (db, weight) in db.iter_mut().zip(weights) {
                *db += a * weight;
            }
        }
    }
    sum
}

/// In eight partial sums: one after the other, additions would wait for each other.
fn dot(a: &[f64; SIZE], b: &[f64; SIZE]) -> f64 {
    let mut sums = [0.0; 8];
    for (a, b) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum()
}

pub struct MatrixProduct {
    a: Matrix,
    b: Matrix,
    weights: Matrix,
    da: Matrix,
    db: Matrix,
    workspace: Workspace,
}

impl MatrixProduct {
    pub fn new() -> Self {
        let mut numbers = Numbers::new();
        MatrixProduct {
            a: numbers.matrix(),
            b: numbers.matrix(),
            weights: numbers.matrix(),
            da: [[0.0; SIZE]; SIZE],
            db: [[0.0; SIZE]; SIZE],
            workspace: Workspace::new(),
        }
    }
}

impl Problem for MatrixProduct {
    const NAME: &'static str = "matrix_product_48";

    fn primal(&self) -> f64 {
        matrix_product(&self.a, &self.b, &self.weights)
    }

    fn generated(&mut self) -> f64 {
        let (da, db) = (&mut self.da, &mut self.db);
        matrix_product::value_and_grad_into(&self.a, &self.b, &self.weights, &mut self.workspace, da, db)
    }

    fn by_hand(&mut self) -> f64 {
        by_hand(&self.a, &self.b, &self.weights, &mut self.da, &mut self.db)
    }

    fn gradient(&self) -> Vec<f64> {
        [self.da, self.db].as_flattened().as_flattened().to_vec()
    }
}
