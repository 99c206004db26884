//! Vectors as parameters and results.

use differentiate::differentiate;

/// `Vec<f64>` by value.
#[differentiate]
pub fn vec_by_value(v: Vec<f64>) -> f64 {
    v.iter().map(|a| a.sin() * v[0]).sum()
}

/// `mut v: Vec<f64>`, which grows.
#[differentiate]
pub fn vec_by_value_mutable(mut v: Vec<f64>, y: f64) -> f64 {
    v.push(y * y);
    v[0] *= v[1];
    v.iter().map(|a| a.sin()).product()
}

/// `&Vec<f64>`
#[differentiate]
#[allow(clippy::ptr_arg)]
pub fn vec_by_reference(v: &Vec<f64>, w: Vec<f64>) -> f64 {
    let mut sum = 0.0;
    for i in 0..v.len() {
        sum += v[i] * w[i].exp();
    }
    sum
}

/// `Vec<[f64; 3]>`
#[differentiate]
pub fn vec_of_arrays(points: Vec<[f64; 3]>) -> f64 {
    points.iter().map(|p| (p[0] * p[1] + p[2]).sqrt()).sum()
}

/// `&[Vec<f64>]`, whose rows differ in length.
/// Len of rows: 3
#[differentiate]
pub fn slice_of_vecs(rows: &[Vec<f64>], w: &[f64]) -> f64 {
    let mut product = 1.0;
    for row in rows {
        for (j, v) in row.iter().enumerate() {
            product *= 1.0 + v * w[j];
        }
    }
    product
}

/// `Vec<Vec<f64>>` by value.
/// Len of rows: 3
#[differentiate]
pub fn vec_of_vecs(rows: Vec<Vec<f64>>) -> f64 {
    let mut product = 1.0;
    for i in 0..rows.len() {
        let row = rows[i].clone();
        product *= 1.5 + row.iter().map(|v| v * v).sum::<f64>() + rows[i].len() as f64;
    }
    product
}

/// `&Vec<Vec<f64>>`, of which one row changes.
/// Len of rows: 3
#[differentiate]
#[allow(clippy::ptr_arg)]
pub fn vec_of_vecs_by_reference(rows: &Vec<Vec<f64>>, k: f64) -> f64 {
    let mut own = rows.clone();
    own[2][1] *= k;
    own[1].push(k);
    own[1].iter().product::<f64>() + own[2].iter().map(|v| v.sin()).sum::<f64>()
}

/// A vector that takes no derivative.
#[differentiate]
pub fn constant_vec(x: &[f64], #[constant] w: Vec<f64>) -> f64 {
    x.iter().zip(&w).map(|(a, b)| a.powf(*b)).sum()
}

/// Returns a vector.
#[differentiate]
pub fn doubled(x: &[f64]) -> Vec<f64> {
    x.iter().map(|a| a * a * 2.0).collect()
}

/// Returns a number and a vector.
#[differentiate]
pub fn sum_and_sines(x: &[f64], k: f64) -> (f64, Vec<f64>) {
    let v: Vec<f64> = x.iter().map(|a| (a * k).sin()).collect();
    (v.iter().sum(), v)
}

/// Returns rows.
#[differentiate]
pub fn outer_product(x: &[f64], y: &[f64]) -> Vec<Vec<f64>> {
    let mut rows = Vec::with_capacity(x.len());
    for a in x {
        rows.push(y.iter().map(|b| a * b).collect());
    }
    rows
}

/// Takes a vector by value, and gives it back longer.
#[differentiate]
pub fn with_one_more(mut v: Vec<f64>, a: f64) -> Vec<f64> {
    v.push(a * v[0]);
    v
}

/// Gives back what it takes.
#[differentiate]
pub fn passed_on(v: Vec<f64>) -> Vec<f64> {
    v
}

/// A vector that another function gives back as it is.
#[differentiate]
pub fn vec_passed_on(x: &[f64]) -> f64 {
    let v: Vec<f64> = passed_on(x.to_vec());
    let w: Vec<f64> = passed_on(v.clone());
    v[0] * w[1] * v[2]
}

/// A vector that another function returns.
#[differentiate]
pub fn vec_returned(x: &[f64]) -> f64 {
    let mut y: Vec<f64> = doubled(x);
    y[0] *= x[1];
    let (sum, z): (f64, Vec<f64>) = sum_and_sines(&y, x[0]);
    sum * z[2] + y[1]
}

/// Rows that another function returns.
#[differentiate]
pub fn rows_returned(x: &[f64]) -> f64 {
    let rows: Vec<Vec<f64>> = outer_product(x, x);
    let mut sum = 0.0;
    for (i, row) in rows.iter().enumerate() {
        sum += row[i] * row[0].cos();
    }
    sum
}

/// A vector that is given away.
#[differentiate]
pub fn vec_given(x: &[f64]) -> f64 {
    let mut v = vec![x[0], x[1]];
    for a in x {
        v = with_one_more(v, *a);
    }
    let w: Vec<f64> = with_one_more(v.clone(), x[2]);
    v[3] + w[w.len() - 1]
}

/// Steps whose rates another function computes.
#[differentiate]
pub fn vec_stepped(x: &[f64], n: usize) -> f64 {
    let mut y = x.to_vec();
    for i in 0..n {
        let rate: Vec<f64> = doubled(&y);
        for j in 0..y.len() {
            y[j] += 0.1 * rate[j] + i as f64 * 0.01;
        }
    }
    y.iter().sum()
}
