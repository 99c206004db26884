//! The determinant by elimination.

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

const SIZE: usize = 32;

/// The logarithm of the absolute determinant of an n × n matrix, row after row, by elimination with row pivots.
#[differentiate]
pub fn log_determinant(a: &[f64], n: usize) -> f64 {
    let mut u = a.to_vec();
    let mut total = 0.0;
    for k in 0..n {
        let mut pivot = k;
        for i in k + 1..n {
            if u[i * n + k].abs() > u[pivot * n + k].abs() {
                pivot = i;
            }
        }
        if pivot != k {
            for j in 0..n {
                u.swap(k * n + j, pivot * n + j);
            }
        }
        total += u[k * n + k].abs().ln();
        for i in k + 1..n {
            let factor = u[i * n + k] / u[k * n + k];
            for j in k + 1..n {
                u[i * n + j] -= factor * u[k * n + j];
            }
        }
    }
    total
}

/// The matrix is kept as each step has found it.
fn clear(a: &[f64], kept: &mut [[f64; SIZE * SIZE]], du: &mut [f64]) -> f64 {
    const N: usize = SIZE;
    let mut u: [f64; N * N] = a.try_into().expect("a square");
    let mut pivots = [0; N];
    let mut total = 0.0;
    for k in 0..N {
        let larger = |&one: &usize, &other: &usize| u[one * N + k].abs().total_cmp(&u[other * N + k].abs());
        pivots[k] = (k..N).max_by(larger).expect("a row");
        swap_rows(&mut u, k, pivots[k]);
        kept[k] = u;
        total += u[k * N + k].abs().ln();
        for i in k + 1..N {
            let factor = u[i * N + k] / u[k * N + k];
            for j in k + 1..N {
                u[i * N + j] -= factor * u[k * N + j];
            }
        }
    }
    du.fill(0.0);
    for k in (0..N).rev() {
        let u = &kept[k];
        let pivot = u[k * N + k];
        for i in k + 1..N {
            let factor = u[i * N + k] / pivot;
            let mut dfactor = 0.0;
            for j in k + 1..N {
                dfactor -= du[i * N + j] * u[k * N + j];
                du[k * N + j] -= du[i * N + j] * factor;
            }
            du[i * N + k] += dfactor / pivot;
            du[k * N + k] -= dfactor * factor / pivot;
        }
        du[k * N + k] += 1.0 / pivot;
        swap_rows(du, k, pivots[k]);
    }
    total
}

/// The factors stay where they have made zeros: nothing else is kept but the pivots.
fn by_hand(a: &[f64], u: &mut [f64; SIZE * SIZE], du: &mut [f64]) -> f64 {
    const N: usize = SIZE;
    u.copy_from_slice(a);
    let mut pivots = [0; N];
    let mut total = 0.0;
    for k in 0..N {
        let mut pivot = k;
        for i in k + 1..N {
            if u[i * N + k].abs() > u[pivot * N + k].abs() {
                pivot = i;
            }
        }
        pivots[k] = pivot;
        swap_rows(u, k, pivot);
        total += u[k * N + k].abs().ln();
        let (above, below) = u.split_at_mut((k + 1) * N);
        let row = &above[k * N..];
        for other in below.chunks_exact_mut(N) {
            let factor = other[k] / row[k];
            other[k] = factor;
            for (other, row) in other[k + 1..].iter_mut().zip(&row[k + 1..]) {
                *other -= factor * row;
            }
        }
    }
    du.fill(0.0);
    for k in (0..N).rev() {
        let row = &u[k * N..(k + 1) * N];
        let (above, below) = du.split_at_mut((k + 1) * N);
        let drow = &mut above[k * N..];
        drow[k] = 1.0 / row[k];
        for (other, dother) in u[(k + 1) * N..].chunks_exact(N).zip(below.chunks_exact_mut(N)) {
            let factor = other[k];
            let mut dfactor = 0.0;
            for j in k + 1..N {
                dfactor -= dother[j] * row[j];
                drow[j] -= dother[j] * factor;
            }
            dother[k] = dfactor / row[k];
            drow[k] -= dother[k] * factor;
        }
        swap_rows(u, k, pivots[k]);
        swap_rows(du, k, pivots[k]);
    }
    total
}

fn swap_rows(m: &mut [f64], low: usize, high: usize) {
    if low < high {
        let (above, below) = m.split_at_mut(high * SIZE);
        above[low * SIZE..(low + 1) * SIZE].swap_with_slice(&mut below[..SIZE]);
    }
}

/// The case.
pub fn case() -> Case {
    let a = Numbers::default().list(SIZE * SIZE);
    let mut workspace = Workspace::new();
    let mut u = [0.0; SIZE * SIZE];
    let mut kept = vec![u; SIZE];
    Case::new("determinant by LU, 32", SIZE * SIZE, move || log_determinant(a, SIZE))
        .generated(move |dx| log_determinant::value_and_grad_into(a, SIZE, &mut workspace, dx))
        .clear(move |dx| clear(a, &mut kept, dx))
        .tuned(move |dx| by_hand(a, &mut u, dx))
}
