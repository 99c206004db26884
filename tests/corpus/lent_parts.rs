// Parts of arrays that are lent to functions which write to them.
use differentiate::{differentiate, Differentiable};

#[differentiate]
pub fn scale_part(x: &mut [f64], k: f64) {
    for i in 0..x.len() {
        x[i] *= k * x[i];
    }
}

#[differentiate]
pub fn add_to_part(y: &mut [f64], a: f64, x: &[f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x * *y;
    }
}

#[differentiate]
pub fn first_of_scaled(x: &mut [f64], k: f64) -> f64 {
    let first = x[0];
    scale_part(x, k);
    first * x[x.len() - 1]
}

#[differentiate]
pub fn parts_of_an_array(x: f64) -> f64 {
    let mut a = [x, 1.0, x * x, 2.0 * x];
    scale_part(&mut a[1..], x);
    scale_part(&mut a[..=2], 0.5);
    scale_part(&mut a[1..3], x);
    a[1] * a[2] + a[0] * a[3]
}

#[differentiate]
pub fn part_of_a_parameter(y: &mut [f64], x: f64) -> f64 {
    scale_part(&mut y[..2], x);
    y[0] * y[1] + y[2]
}

/// At: (&[0.3, 0.5, 0.2, 0.9, 0.4], 2)
/// Panics: (&[0.3, 0.5, 0.2, 0.9, 0.4], 5)
#[differentiate]
pub fn parts_of_a_vector(x: &[f64], n: usize) -> f64 {
    let mut v = x.to_vec();
    for k in 0..n {
        scale_part(&mut v[k..k + 2], 2.0 * x[k]);
        add_to_part(&mut v[2..], x[0], &x[..2]);
    }
    v.iter().sum()
}

#[differentiate]
pub fn part_with_a_value(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    let a = first_of_scaled(&mut v[1..4], x[0]);
    let b = first_of_scaled(&mut v[..2], 2.0);
    a * b + v[1]
}

#[differentiate]
pub fn halves_lent(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    let (left, right) = a.split_at_mut(2);
    scale_part(left, 2.0 * x[0]);
    scale_part(right, x[1]);
    add_to_part(left, x[2], &x[1..]);
    a[0] * a[3] + a[1] * a[2]
}

#[differentiate]
pub fn chunks_lent(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    for c in a.chunks_mut(2) {
        scale_part(c, x[0]);
    }
    a[0] * a[3] + a[1] * a[2]
}

#[differentiate]
pub fn parts_of_rows(x: &[f64; 4]) -> f64 {
    let mut m = [*x, *x, [1.0; 4]];
    for i in 0..3 {
        scale_part(&mut m[i][1..3], x[i]);
    }
    m[0][1] * m[1][2] + m[2][2]
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
pub struct Layers {
    pub weights: Vec<f64>,
    pub biases: [f64; 3],
    pub rate: f64,
}

#[differentiate]
impl Layers {
    /// Modes: first
    pub fn parts_of_fields(&mut self, k: f64) -> f64 {
        scale_part(&mut self.weights[1..], self.rate);
        scale_part(&mut self.biases[..2], self.weights[0]);
        self.weights[1] * self.biases[0] * k
    }
}
