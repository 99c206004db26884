use differentiate::differentiate;

#[differentiate]
fn add(x: &mut [f64], y: &[f64]) {
    for i in 0..x.len() {
        x[i] += y[i];
    }
}

#[differentiate]
fn exchange(x: &mut [f64], y: &mut [f64], k: f64) {
    for i in 0..x.len() {
        (x[i], y[i]) = (y[i] * k, x[i]);
    }
}

#[differentiate]
fn two_parts(x: f64) -> f64 {
    let mut a = [x, 1.0, x * x, 2.0];
    let (left, right) = a.split_at_mut(2);
    exchange(left, right, x); //~ D510 D510
    a[0] * a[3]
}

#[differentiate]
fn read_and_written(x: f64) -> f64 {
    let mut a = [x, 1.0, x * x, 2.0];
    let (left, right) = a.split_at_mut(2);
    add(left, right); //~ D510 D510
    a[0] * a[3]
}

#[differentiate]
fn element_beside(x: f64) -> f64 {
    let mut a = [x, 1.0, x * x, 2.0];
    let mut b = [x; 2];
    let (left, right) = a.split_at_mut(2);
    exchange(left, &mut b, right[0]); //~ D510
    a[0] * b[0]
}

fn main() {}
