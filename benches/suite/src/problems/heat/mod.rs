//! The heat equation on a rod of 1,000 cells whose ends are cold, by the classic Runge–Kutta method.

use std::hint::black_box;

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

mod clear;

const CELLS: usize = 1000;
const STEPS: usize = 20;

/// The sum of the squared temperatures at the end; `k` has the conductivity of each cell.
#[differentiate]
pub fn heat(k: &[f64], #[constant] start: &[f64], steps: usize, #[constant] h: f64) -> f64 {
    let n = k.len();
    let mut u = start.to_vec();
    let mut k1 = vec![0.0; n];
    let mut k2 = vec![0.0; n];
    let mut k3 = vec![0.0; n];
    let mut k4 = vec![0.0; n];
    let mut stage = vec![0.0; n];
    for _ in 0..steps {
        for i in 1..n - 1 {
            k1[i] = k[i] * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
        }
        for i in 1..n - 1 {
            stage[i] = u[i] + 0.5 * h * k1[i];
        }
        for i in 1..n - 1 {
            k2[i] = k[i] * (stage[i - 1] - 2.0 * stage[i] + stage[i + 1]);
        }
        for i in 1..n - 1 {
            stage[i] = u[i] + 0.5 * h * k2[i];
        }
        for i in 1..n - 1 {
            k3[i] = k[i] * (stage[i - 1] - 2.0 * stage[i] + stage[i + 1]);
        }
        for i in 1..n - 1 {
            stage[i] = u[i] + h * k3[i];
        }
        for i in 1..n - 1 {
            k4[i] = k[i] * (stage[i - 1] - 2.0 * stage[i] + stage[i + 1]);
        }
        for i in 1..n - 1 {
            u[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    let mut sum = 0.0;
    for i in 0..n {
        sum += u[i] * u[i];
    }
    sum
}

/// The four states of a step at which the rate is taken.
type Kept = [Vec<f64>; 4];

/// `to[i] = k[i] (u[i − 1] − 2 u[i] + u[i + 1])`, inside.
fn rate(k: &[f64], u: &[f64], to: &mut [f64]) {
    for ((to, k), u) in to[1..].iter_mut().zip(&k[1..]).zip(u.windows(3)) {
        *to = k * (u[0] - 2.0 * u[1] + u[2]);
    }
}

/// `to[i] = u[i] + h · rate[i]`
fn moved(u: &[f64], h: f64, rate: &[f64], to: &mut [f64]) {
    for ((to, u), rate) in to.iter_mut().zip(u).zip(rate) {
        *to = u + h * rate;
    }
}

/// From the adjoint of a rate at `u`: adds to that of `k`, and overwrites that of `u`.
fn rate_adjoint(k: &[f64], u: &[f64], drate: &[f64], scaled: &mut [f64], dk: &mut [f64], du: &mut [f64]) {
    let last = k.len() - 1;
    for ((dk, drate), u) in dk[1..].iter_mut().zip(&drate[1..]).zip(u.windows(3)) {
        *dk += drate * (u[0] - 2.0 * u[1] + u[2]);
    }
    for ((scaled, k), drate) in scaled[1..last].iter_mut().zip(&k[1..]).zip(&drate[1..]) {
        *scaled = k * drate;
    }
    for (du, v) in du[1..last].iter_mut().zip(scaled.windows(3)) {
        *du = v[0] - 2.0 * v[1] + v[2];
    }
}

/// The states are kept; all adjoints are gathered.
fn by_hand(k: &[f64], start: &[f64], h: f64, kept: &mut [Kept], buffers: &mut [Vec<f64>; 6], dk: &mut [f64]) -> f64 {
    let [k1, k2, k3, k4, u, scaled] = buffers;
    u.copy_from_slice(start);
    for [s1, s2, s3, s4] in &mut *kept {
        s1.copy_from_slice(u);
        rate(k, s1, k1);
        moved(s1, 0.5 * h, k1, s2);
        rate(k, s2, k2);
        moved(s1, 0.5 * h, k2, s3);
        rate(k, s3, k3);
        moved(s1, h, k3, s4);
        rate(k, s4, k4);
        for i in 1..k.len() - 1 {
            u[i] += h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    let value = u.iter().map(|u| u * u).sum();

    dk.fill(0.0);
    let (du, drate, [d4, d3, d2]) = (u, k1, [k2, k3, k4]);
    du.iter_mut().for_each(|du| *du *= 2.0);
    for [s1, s2, s3, s4] in kept.iter().rev() {
        let part = |du: &[f64], weight: f64, later: &[f64], h: f64, drate: &mut [f64]| {
            for ((drate, du), later) in drate.iter_mut().zip(du).zip(later) {
                *drate = weight * du + h * later;
            }
        };
        drate.iter_mut().zip(&*du).for_each(|(drate, du)| *drate = h / 6.0 * du);
        rate_adjoint(k, s4, drate, scaled, dk, d4);
        part(du, h / 3.0, d4, h, drate);
        rate_adjoint(k, s3, drate, scaled, dk, d3);
        part(du, h / 3.0, d3, 0.5 * h, drate);
        rate_adjoint(k, s2, drate, scaled, dk, d2);
        part(du, h / 6.0, d2, 0.5 * h, drate);
        for i in 0..k.len() {
            du[i] += d2[i] + d3[i] + d4[i];
        }
        rate_adjoint(k, s1, drate, scaled, dk, d2);
        for i in 0..k.len() {
            du[i] += d2[i];
        }
    }
    value
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let k = numbers.list(CELLS);
    let mut start = numbers.list(CELLS).to_vec();
    (start[0], start[CELLS - 1]) = (0.0, 0.0);
    let start: &[f64] = start.leak();
    let h = black_box(0.05);
    let zeros = || vec![0.0; CELLS];
    let mut kept: Vec<Kept> = (0..STEPS).map(|_| [zeros(), zeros(), zeros(), zeros()]).collect();
    let mut states = kept.clone();
    let mut buffers = [(); 6].map(|()| zeros());
    let mut workspace = Workspace::new();
    Case::new("heat equation, 1000 cells", CELLS, move || heat(k, start, STEPS, h))
        .generated(move |dx| heat::value_and_grad_into(k, start, STEPS, h, &mut workspace, dx))
        .clear(move |dx| clear::clear(k, start, h, &mut states, dx))
        .tuned(move |dx| {
            buffers.iter_mut().for_each(|buffer| buffer.fill(0.0));
            by_hand(k, start, h, &mut kept, &mut buffers, dx)
        })
}
