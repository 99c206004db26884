//! Hessians of programs, against central differences of their gradients.

use differentiate::differentiate;
use differentiate::modes::Matrix;

const LINKS: [[f64; 3]; 2] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]];
const FACTOR: f64 = 1.5;
static TABLE: [f64; 3] = [1.0, 2.0, 3.0];

#[differentiate]
fn constants_of_the_scope(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        for j in 0..3 {
            sum += LINKS[i][j] * x[i].powi(3) * FACTOR + TABLE[j] * x[0] * x[1];
        }
    }
    sum
}

#[differentiate]
fn exponentials(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v.exp();
    }
    sum
}

#[differentiate]
fn product(x: &[f64]) -> f64 {
    let mut product = 1.0;
    for &v in x {
        product *= v;
    }
    product
}

/// The adjoint of what is squared is zero where it is, and its tangent is not.
#[differentiate]
fn square_of_a_product(x: &[f64]) -> f64 {
    let a = x[0] * x[1];
    let b = a * x[2];
    b * b
}

#[differentiate]
fn log_sum_exp(x: &[f64]) -> f64 {
    let top = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    x.iter().map(|v| (v - top).exp()).sum::<f64>().ln() + top
}

#[differentiate]
fn times(a: &[f64], b: &[f64], n: usize) -> Vec<f64> {
    let mut c = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..n {
            for k in 0..n {
                c[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }
    c
}

#[differentiate]
fn sines_of_a_square(a: &[f64]) -> f64 {
    let c: Vec<f64> = times(a, a, 2);
    c.iter().map(|v| v.sin()).sum()
}

#[differentiate]
fn changed_in_place(x: &[f64]) -> f64 {
    let mut y = x.to_vec();
    for k in 1..y.len() {
        y[k] = y[k] * y[k - 1] + (1.0 + y[k] * y[k]).sqrt();
    }
    for row in y.chunks_mut(2) {
        row[0] *= row[row.len() - 1];
    }
    y.iter().map(|v| v.tanh()).sum::<f64>() * y[0]
}

#[differentiate]
fn oscillator(x: &[f64]) -> f64 {
    let slope = |y: [f64; 2]| [y[1], -x[1] * y[0]];
    let mut y = [x[0], 0.0];
    for _ in 0..40 {
        let a = slope(y);
        let b = slope([y[0] + 0.05 * a[0], y[1] + 0.05 * a[1]]);
        y = [y[0] + 0.1 * b[0], y[1] + 0.1 * b[1]];
    }
    y[0] * y[0] + y[1] * x[2]
}

#[differentiate]
fn ladder(x: &[f64]) -> f64 {
    let (mut sum, mut i) = (0.0_f64, 0);
    'all: {
        while i < x.len() {
            if x[i] > 0.5 {
                sum += x[i] * sum.cos();
            } else if x[i] < 0.0 {
                sum *= 1.0 + x[i].sin();
            }
            i += 1;
            if sum > 2.0 {
                break 'all;
            }
        }
        sum += x[0] * x[0];
    }
    sum
}

fn agree(name: &str, x: &[f64], gradient: fn(&[f64]) -> Vec<f64>, hessian: fn(&[f64]) -> Matrix) {
    let step = 1e-5;
    let hessian = hessian(x);
    for j in 0..x.len() {
        let moved = |by: f64| {
            let mut x = x.to_vec();
            x[j] += by;
            gradient(&x)
        };
        let (after, before) = (moved(step), moved(-step));
        for i in 0..x.len() {
            let (got, expected) = (hessian[i][j], (after[i] - before[i]) / (2.0 * step));
            let error = (got - expected).abs();
            assert!(
                error <= 1e-7 * (1.0 + expected.abs()),
                "{name} at {x:?}, [{i}][{j}]: {got}, differences {expected}"
            );
        }
    }
}

/// Named after the functions, in a module of their own.
mod hessians_of {
    use super::agree;

    macro_rules! programs {
        ($($name:ident at $($point:expr),*;)*) => {$(
            #[test]
            fn $name() {
                $(agree(stringify!($name), &$point, |x| super::$name::grad(x), |x| super::$name::hessian(x));)*
            }
        )*};
    }

    programs! {
        constants_of_the_scope at [0.3, 0.7];
        exponentials at [1.0, 2.0], [0.5, -1.0, 0.0, 2.0];
        product at [1.0, 2.0, 3.0], [0.0, 2.0, 3.0], [0.0, 0.0, 3.0];
        square_of_a_product at [1.0, 2.0, 3.0], [0.0, 2.0, 3.0], [0.0, 0.0, 3.0];
        log_sum_exp at [0.3, 1.2, 0.8, 0.1], [-2.0];
        sines_of_a_square at [0.3, 1.2, 0.8, 0.1], [0.0, 1.0, 0.0, 0.0];
        changed_in_place at [0.3, 1.2, 0.8, 0.1, -0.7], [0.4];
        oscillator at [1.0, 2.0, 0.5];
        ladder at [0.7, -0.3, 0.2, 0.9, 0.8], [0.6, 0.9, 1.4, 2.0, 0.1];
    }
}
