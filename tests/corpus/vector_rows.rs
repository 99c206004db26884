//! Vectors of vectors.

use differentiate::differentiate;

/// `vec![vec![0.0; m]; n]`, as a matrix.
/// Ints: 1..5
#[differentiate]
pub fn rows_cholesky(x: &[f64], n: usize) -> f64 {
    let mut a = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..n {
            a[i][j] = x[i] * x[j] + if i == j { 2.0 } else { 0.0 };
        }
    }
    let mut l = vec![vec![0.0; n]; n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i][j];
            for k in 0..j {
                sum -= l[i][k] * l[j][k];
            }
            l[i][j] = if i == j { sum.sqrt() } else { sum / l[j][j] };
        }
    }
    let mut log_determinant = 0.0;
    for i in 0..n {
        log_determinant += l[i][i].ln();
    }
    log_determinant
}

/// A table of a dynamic program.
/// Len of y: 3
#[differentiate]
pub fn rows_table(x: &[f64], y: &[f64]) -> f64 {
    let (n, m) = (x.len(), y.len());
    let mut t = vec![vec![f64::INFINITY; m + 1]; n + 1];
    t[0][0] = 0.0;
    for i in 1..=n {
        for j in 1..=m {
            let best = t[i - 1][j].min(t[i][j - 1]).min(t[i - 1][j - 1]);
            t[i][j] = (x[i - 1] - y[j - 1]).powi(2) + best;
        }
    }
    t[n][m]
}

/// Rows that are pushed, each shorter than the one before.
#[differentiate]
pub fn rows_pyramid(x: &[f64]) -> f64 {
    let mut rows: Vec<Vec<f64>> = vec![x.to_vec()];
    while rows[rows.len() - 1].len() > 1 {
        let mut next = Vec::new();
        for j in 1..rows[rows.len() - 1].len() {
            next.push(rows[rows.len() - 1][j - 1] * rows[rows.len() - 1][j] + 0.5);
        }
        rows.push(next);
    }
    rows[x.len() - 1][0] + rows[1][1]
}

/// `rows[i].push(v)`
#[differentiate]
pub fn rows_of_buckets(x: &[f64]) -> f64 {
    let mut buckets = vec![vec![]; 3];
    for (i, v) in x.iter().enumerate() {
        buckets[i % 3].push(v * v);
    }
    let mut product = 1.0;
    for bucket in &buckets {
        product *= bucket.iter().sum::<f64>() + bucket.len() as f64;
    }
    product
}

/// `rows[i] = row`
#[differentiate]
pub fn rows_assigned(x: &[f64]) -> f64 {
    let mut rows = vec![vec![x[0]; 2]; 2];
    rows[0] = x.iter().map(|a| a.sin()).collect();
    rows[1][1] = rows[0][2] * x[1];
    let first = rows[0].clone();
    rows[0] = rows[1].clone();
    rows[0][0] * rows[0][1] + first[3] * rows[1][1]
}

/// Rows that are taken away again.
#[differentiate]
pub fn rows_popped(x: &[f64]) -> f64 {
    let mut rows = vec![x.to_vec(), vec![x[0] * x[1], x[2]]];
    let row = rows.pop().unwrap();
    rows[0].pop();
    let mut sum = row[0] * row[1];
    while let Some(row) = rows.pop() {
        sum += row.iter().map(|a| a.exp()).sum::<f64>();
    }
    sum
}

/// `concat`
#[differentiate]
pub fn rows_joined(x: &[f64], y: f64) -> f64 {
    let rows = vec![vec![y, y * y], x.to_vec()];
    rows.concat().iter().fold(0.5, |a, b| a * b + b)
}

/// A product of matrices, collected.
#[differentiate]
pub fn rows_product(x: &[f64]) -> f64 {
    let a: Vec<Vec<f64>> = (0..3)
        .map(|i| (0..2).map(|j| x[i] * (j as f64 + 1.0)).collect())
        .collect();
    let b: Vec<Vec<f64>> = (0..2).map(|i| (0..3).map(|j| x[i + j].sin()).collect()).collect();
    let mut c = vec![vec![0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            for k in 0..2 {
                c[i][j] += a[i][k] * b[k][j];
            }
        }
    }
    c[0][0] * c[1][2] + c[2][1].exp()
}

#[differentiate]
pub fn rows_scaled(rows: &mut [Vec<f64>], k: f64) {
    for row in rows.iter_mut() {
        row[0] *= k;
    }
    rows[0][1] = rows[1][0] * k;
}

#[differentiate]
pub fn first_row_squared(rows: &mut [Vec<f64>]) -> f64 {
    rows[0][0] *= rows[0][0];
    rows[0][0] * rows[1][0]
}

#[differentiate]
pub fn rows_of_vectors_in_place(x: &[f64], k: f64) -> f64 {
    let mut rows = vec![x.to_vec(), vec![k, x[0] * k]];
    rows_scaled(&mut rows, k);
    first_row_squared(&mut rows) * rows[0][1] + rows[1][1]
}

#[differentiate]
pub fn rows_of_parts(x: &[f64], y: f64) -> f64 {
    let halves = [&x[..2], &x[2..]];
    let apart = [&[y, x[0]][..], &[y], x];
    let sums: f64 = halves.iter().map(|half| half.iter().sum::<f64>().powi(2)).sum();
    sums * halves[1][0] + apart[0][1] * apart[1][0] * apart[2][1]
}
