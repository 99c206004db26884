//! A weighted sum of the entries of a product of 48 × 48 matrices.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

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

/// W Bᵀ and Aᵀ W.
fn clear(a: &Matrix, b: &Matrix, weights: &Matrix, da: &mut Matrix, db: &mut Matrix) -> f64 {
    *da = [[0.0; SIZE]; SIZE];
    *db = [[0.0; SIZE]; SIZE];
    for i in 0..SIZE {
        for k in 0..SIZE {
            for j in 0..SIZE {
                da[i][k] += weights[i][j] * b[k][j];
                db[k][j] += a[i][k] * weights[i][j];
            }
        }
    }
    matrix_product(a, b, weights)
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

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let mut matrix = || -> &'static Matrix { numbers.matrix(SIZE).try_into().expect("a square") };
    let (a, b, weights) = (matrix(), matrix(), matrix());
    let mut workspace = Workspace::new();
    Case::new("matrix product, 48", 2 * SIZE * SIZE, || matrix_product(a, b, weights))
        .generated(move |dx| {
            let [da, db] = parts(dx);
            matrix_product::value_and_grad_into(a, b, weights, &mut workspace, da, db)
        })
        .generated_alone(|dx| {
            let (da, db) = matrix_product::grad(a, b, weights);
            dx.copy_from_slice([da, db].as_flattened().as_flattened());
        })
        .clear(|dx| {
            let [da, db] = parts(dx);
            clear(a, b, weights, da, db)
        })
        .tuned(|dx| {
            let [da, db] = parts(dx);
            by_hand(a, b, weights, da, db)
        })
}

fn parts(dx: &mut [f64]) -> &mut [Matrix; 2] {
    let (rows, _) = dx.as_chunks_mut::<SIZE>();
    let (matrices, _) = rows.as_chunks_mut::<SIZE>();
    matrices.try_into().expect("two matrices")
}
