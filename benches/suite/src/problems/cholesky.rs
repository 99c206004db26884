//! A system of linear equations solved by Cholesky's factorisation.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

const SIZE: usize = 32;

/// bᵀ A⁻¹ b + log det A, of a positive definite matrix of which only the lower triangle is read, row after row.
#[differentiate]
pub fn energy(a: &[f64], b: &[f64]) -> f64 {
    let n = b.len();
    let mut l = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i * n + j];
            for k in 0..j {
                sum -= l[i * n + k] * l[j * n + k];
            }
            l[i * n + j] = if i == j { sum.sqrt() } else { sum / l[j * n + j] };
        }
    }
    let mut total = 0.0;
    let mut y = vec![0.0; n];
    for i in 0..n {
        let mut sum = b[i];
        for k in 0..i {
            sum -= l[i * n + k] * y[k];
        }
        y[i] = sum / l[i * n + i];
        total += y[i] * y[i] + 2.0 * l[i * n + i].ln();
    }
    total
}

/// The function, and its loops backwards.
fn clear(a: &[f64], b: &[f64], da: &mut [f64], db: &mut [f64]) -> f64 {
    const N: usize = SIZE;
    let (mut l, mut y) = ([0.0; N * N], [0.0; N]);
    let mut total = 0.0;
    for i in 0..N {
        for j in 0..=i {
            let mut sum = a[i * N + j];
            for k in 0..j {
                sum -= l[i * N + k] * l[j * N + k];
            }
            l[i * N + j] = if i == j { sum.sqrt() } else { sum / l[j * N + j] };
        }
    }
    for i in 0..N {
        let mut sum = b[i];
        for k in 0..i {
            sum -= l[i * N + k] * y[k];
        }
        y[i] = sum / l[i * N + i];
        total += y[i] * y[i] + 2.0 * l[i * N + i].ln();
    }

    let (mut dl, mut dy) = ([0.0; N * N], [0.0; N]);
    for i in (0..N).rev() {
        dy[i] += 2.0 * y[i];
        dl[i * N + i] += 2.0 / l[i * N + i];
        let dsum = dy[i] / l[i * N + i];
        dl[i * N + i] -= dsum * y[i];
        for k in 0..i {
            dl[i * N + k] -= dsum * y[k];
            dy[k] -= dsum * l[i * N + k];
        }
        db[i] = dsum;
    }
    da.fill(0.0);
    for i in (0..N).rev() {
        for j in (0..=i).rev() {
            let dsum = if i == j {
                0.5 * dl[i * N + j] / l[i * N + j]
            } else {
                let dsum = dl[i * N + j] / l[j * N + j];
                dl[j * N + j] -= dsum * l[i * N + j];
                dsum
            };
            for k in 0..j {
                dl[i * N + k] -= dsum * l[j * N + k];
                dl[j * N + k] -= dsum * l[i * N + k];
            }
            da[i * N + j] = dsum;
        }
    }
    total
}

/// The value; the adjoint of the factor lies where that of the matrix will be.
fn by_hand(a: &[f64], b: &[f64], l: &mut [f64; SIZE * SIZE], da: &mut [f64], db: &mut [f64]) -> f64 {
    const N: usize = SIZE;
    let mut total = 0.0;
    let mut y = [0.0; N];
    for i in 0..N {
        let (above, row) = l.split_at_mut(i * N);
        let row = &mut row[..=i];
        for j in 0..i {
            let other = &above[j * N..j * N + j + 1];
            row[j] = (a[i * N + j] - dot(&row[..j], other)) / other[j];
        }
        row[i] = (a[i * N + i] - dot(&row[..i], &row[..i])).sqrt();
        y[i] = (b[i] - dot(&row[..i], &y[..i])) / row[i];
        total += y[i] * y[i] + 2.0 * row[i].ln();
    }
    da.fill(0.0);
    let mut dy = y.map(|y| 2.0 * y);
    for i in (0..N).rev() {
        let diagonal = l[i * N + i];
        let row = &l[i * N..i * N + i];
        let dsum = dy[i] / diagonal;
        db[i] = dsum;
        let (above, drow) = da.split_at_mut(i * N);
        for k in 0..i {
            drow[k] -= dsum * y[k];
            dy[k] -= dsum * row[k];
        }
        drow[i] = 0.5 * (drow[i] + (2.0 - dsum * y[i] * diagonal) / diagonal) / diagonal;
        for k in 0..i {
            drow[k] -= 2.0 * drow[i] * row[k];
        }
        for j in (0..i).rev() {
            let (other, dother) = (&l[j * N..j * N + j + 1], &mut above[j * N..j * N + j + 1]);
            let dsum = drow[j] / other[j];
            drow[j] = dsum;
            dother[j] -= dsum * row[j];
            for k in 0..j {
                drow[k] -= dsum * other[k];
                dother[k] -= dsum * row[k];
            }
        }
    }
    total
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let a: Vec<f64> = (0..SIZE * SIZE)
        .map(|at| numbers.one() + if at % (SIZE + 1) == 0 { SIZE as f64 } else { 0.0 })
        .collect();
    let (a, b): (&[f64], _) = (a.leak(), numbers.list(SIZE));
    let mut workspace = Workspace::new();
    let mut l = [0.0; SIZE * SIZE];
    Case::new("Cholesky and solve, 32", SIZE * SIZE + SIZE, move || energy(a, b))
        .generated(move |dx| {
            let (da, db) = dx.split_at_mut(SIZE * SIZE);
            energy::value_and_grad_into(a, b, &mut workspace, da, db)
        })
        .clear(move |dx| {
            let (da, db) = dx.split_at_mut(SIZE * SIZE);
            clear(a, b, da, db)
        })
        .tuned(move |dx| {
            let (da, db) = dx.split_at_mut(SIZE * SIZE);
            by_hand(a, b, &mut l, da, db)
        })
}
