//! The determinant by expansion in minors.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

const SIZE: usize = 7;

/// The determinant of the matrix that is left of an n × n matrix, row after row, from row `row` on, without the columns of
/// which `used` has the bits.
#[differentiate]
pub fn minor(a: &[f64], n: usize, row: usize, used: usize) -> f64 {
    if row == n {
        return 1.0;
    }
    let mut sum = 0.0;
    let mut sign = 1.0;
    for j in 0..n {
        if used >> j & 1 == 0 {
            let below: f64 = minor(a, n, row + 1, used | 1 << j);
            sum += sign * a[row * n + j] * below;
            sign = -sign;
        }
    }
    sum
}

/// The determinant.
#[differentiate]
pub fn determinant(a: &[f64], n: usize) -> f64 {
    let value: f64 = minor(a, n, 0, 0);
    value
}

/// The derivative in an entry is its minor, times the weight of the minor that it stands in.
fn clear(a: &[f64], row: usize, used: usize, weight: f64, da: &mut [f64]) {
    let mut sign = 1.0;
    for j in 0..SIZE {
        if used >> j & 1 == 0 {
            da[row * SIZE + j] += weight * sign * minor(a, SIZE, row + 1, used | 1 << j);
            clear(a, row + 1, used | 1 << j, weight * sign * a[row * SIZE + j], da);
            sign = -sign;
        }
    }
}

/// The weight of a minor in the determinant goes down, its value comes up: one recursion gives both.
fn by_hand(a: &[f64], row: usize, used: usize, weight: f64, da: &mut [f64]) -> f64 {
    if row == SIZE {
        return 1.0;
    }
    let (mut sum, mut sign) = (0.0, 1.0);
    for j in 0..SIZE {
        if used >> j & 1 == 0 {
            let entry = sign * a[row * SIZE + j];
            let below = by_hand(a, row + 1, used | 1 << j, weight * entry, da);
            da[row * SIZE + j] += weight * sign * below;
            sum += entry * below;
            sign = -sign;
        }
    }
    sum
}

/// The case.
pub fn case() -> Case {
    let a = Numbers::default().list(SIZE * SIZE);
    let mut workspace = Workspace::new();
    Case::new("determinant by minors, 7", SIZE * SIZE, move || determinant(a, SIZE))
        .generated(move |dx| determinant::value_and_grad_into(a, SIZE, &mut workspace, dx))
        .clear(move |dx| {
            dx.fill(0.0);
            clear(a, 0, 0, 1.0, dx);
            determinant(a, SIZE)
        })
        .tuned(move |dx| {
            dx.fill(0.0);
            by_hand(a, 0, 0, 1.0, dx)
        })
}
