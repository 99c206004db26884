//! The Lorenz system by the classic Runge–Kutta method, 1,000 steps: the end by the three parameters.

use std::hint::black_box;

use differentiate::{differentiate, Workspace};

use crate::case::Case;
use crate::peers::{Generic, Number};

/// How many steps there are.
pub const STEPS: usize = 1000;
/// How long one is.
pub const STEP: f64 = 0.001;
/// Where it begins.
pub const START: [f64; 3] = [1.0, 0.5, 20.0];

#[differentiate]
pub fn velocity(sigma: f64, rho: f64, beta: f64, s: [f64; 3]) -> [f64; 3] {
    [
        sigma * (s[1] - s[0]),
        s[0] * (rho - s[2]) - s[1],
        s[0] * s[1] - beta * s[2],
    ]
}

#[differentiate]
pub fn along(s: [f64; 3], v: [f64; 3], h: f64) -> [f64; 3] {
    [s[0] + h * v[0], s[1] + h * v[1], s[2] + h * v[2]]
}

#[differentiate]
pub fn lorenz(sigma: f64, rho: f64, beta: f64) -> f64 {
    let steps: usize = STEPS;
    let mut s: [f64; 3] = START;
    for _ in 0..steps {
        let k1: [f64; 3] = velocity(sigma, rho, beta, s);
        let s2: [f64; 3] = along(s, k1, 0.5 * STEP);
        let k2: [f64; 3] = velocity(sigma, rho, beta, s2);
        let s3: [f64; 3] = along(s, k2, 0.5 * STEP);
        let k3: [f64; 3] = velocity(sigma, rho, beta, s3);
        let s4: [f64; 3] = along(s, k3, STEP);
        let k4: [f64; 3] = velocity(sigma, rho, beta, s4);
        for i in 0..3 {
            s[i] += STEP / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }
    s[0] * s[0] + s[1] * s[1] + s[2] * s[2]
}

/// Adds to `dp` what a velocity with adjoint `dk` at `s` gives; the adjoint of `s` is the result.
#[inline(always)]
fn velocity_adjoint(p: [f64; 3], s: [f64; 3], dk: [f64; 3], dp: &mut [f64; 3]) -> [f64; 3] {
    let [sigma, rho, beta] = p;
    dp[0] += dk[0] * (s[1] - s[0]);
    dp[1] += dk[1] * s[0];
    dp[2] -= dk[2] * s[2];
    [
        dk[1] * (rho - s[2]) + dk[2] * s[1] - dk[0] * sigma,
        dk[0] * sigma - dk[1] + dk[2] * s[0],
        -dk[1] * s[0] - dk[2] * beta,
    ]
}

fn added(a: [f64; 3], b: [f64; 3], scale: f64) -> [f64; 3] {
    std::array::from_fn(|i| a[i] + scale * b[i])
}

/// The state of each step is kept; the stages are computed again, and undone one after the other.
fn clear(p: [f64; 3], kept: &mut Vec<[f64; 3]>, dp: &mut [f64]) -> f64 {
    let rate = |s| velocity(p[0], p[1], p[2], s);
    kept.clear();
    let mut s = START;
    for _ in 0..STEPS {
        kept.push(s);
        let k1 = rate(s);
        let k2 = rate(along(s, k1, 0.5 * STEP));
        let k3 = rate(along(s, k2, 0.5 * STEP));
        let k4 = rate(along(s, k3, STEP));
        for i in 0..3 {
            s[i] += STEP / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
        }
    }

    let mut sums = [0.0; 3];
    let mut ds = s.map(|s| 2.0 * s);
    for &s in kept.iter().rev() {
        let k1 = rate(s);
        let s2 = along(s, k1, 0.5 * STEP);
        let k2 = rate(s2);
        let s3 = along(s, k2, 0.5 * STEP);
        let s4 = along(s, rate(s3), STEP);
        let end = ds;
        let mut undo = |at: [f64; 3], weight: f64, later: [f64; 3], h: f64| {
            let dk = std::array::from_fn(|i| weight * end[i] + h * later[i]);
            let d = velocity_adjoint(p, at, dk, &mut sums);
            for i in 0..3 {
                ds[i] += d[i];
            }
            d
        };
        let d4 = undo(s4, STEP / 6.0, [0.0; 3], 0.0);
        let d3 = undo(s3, STEP / 3.0, d4, STEP);
        let d2 = undo(s2, STEP / 3.0, d3, 0.5 * STEP);
        undo(s, STEP / 6.0, d2, 0.5 * STEP);
    }
    dp.copy_from_slice(&sums);
    s[0] * s[0] + s[1] * s[1] + s[2] * s[2]
}

/// The states at which the velocity was taken are kept: four of each step.
fn by_hand(p: [f64; 3], kept: &mut Vec<[[f64; 3]; 4]>, dp: &mut [f64; 3]) -> f64 {
    let rate = |s| velocity(p[0], p[1], p[2], s);
    kept.clear();
    let mut s = START;
    for _ in 0..STEPS {
        let k1 = rate(s);
        let s2 = added(s, k1, 0.5 * STEP);
        let k2 = rate(s2);
        let s3 = added(s, k2, 0.5 * STEP);
        let k3 = rate(s3);
        let s4 = added(s, k3, STEP);
        let k4 = rate(s4);
        kept.push([s, s2, s3, s4]);
        s = std::array::from_fn(|i| s[i] + STEP / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]));
    }
    let value = s[0] * s[0] + s[1] * s[1] + s[2] * s[2];

    *dp = [0.0; 3];
    let mut ds = s.map(|s| 2.0 * s);
    for [s, s2, s3, s4] in kept.iter().rev() {
        let dk4 = ds.map(|ds| STEP / 6.0 * ds);
        let dk = ds.map(|ds| STEP / 3.0 * ds);
        // Each stage's adjoint: its own weight in the step, and what the next stage makes of it.
        let d4 = velocity_adjoint(p, *s4, dk4, dp);
        let d3 = velocity_adjoint(p, *s3, added(dk, d4, STEP), dp);
        let d2 = velocity_adjoint(p, *s2, added(dk, d3, 0.5 * STEP), dp);
        let d1 = velocity_adjoint(p, *s, added(dk4, d2, 0.5 * STEP), dp);
        ds = std::array::from_fn(|i| ds[i] + (d1[i] + d2[i]) + (d3[i] + d4[i]));
    }
    value
}

#[derive(Clone, Copy)]
struct OfOthers;

impl Generic for OfOthers {
    fn value<T: Number>(self, x: &[T]) -> T {
        let &[sigma, rho, beta] = x else {
            unreachable!("three parameters")
        };
        let s = end_of_run([sigma, rho, beta]);
        s[0] * s[0] + s[1] * s[1] + s[2] * s[2]
    }
}

/// The end of the run over any numbers.
pub fn end_of_run<T: Number>([sigma, rho, beta]: [T; 3]) -> [T; 3] {
    let rate = |s: [T; 3]| {
        [
            sigma * (s[1] - s[0]),
            s[0] * (rho - s[2]) - s[1],
            s[0] * s[1] - beta * s[2],
        ]
    };
    let along = |s: [T; 3], v: [T; 3], h: f64| -> [T; 3] { std::array::from_fn(|i| s[i] + v[i].times(h)) };
    let mut s = START.map(|start| sigma.times(0.0).plus(start));
    for _ in 0..STEPS {
        let k1 = rate(s);
        let k2 = rate(along(s, k1, 0.5 * STEP));
        let k3 = rate(along(s, k2, 0.5 * STEP));
        let k4 = rate(along(s, k3, STEP));
        s = std::array::from_fn(|i| s[i] + (k1[i] + k2[i].times(2.0) + k3[i].times(2.0) + k4[i]).times(STEP / 6.0));
    }
    s
}

/// The case.
pub fn case() -> Case {
    let p @ [sigma, rho, beta] = black_box([10.0, 28.0, 8.0 / 3.0]);
    let mut workspace = Workspace::new();
    let (mut kept, mut states) = (Vec::new(), Vec::new());
    Case::new("Lorenz, 1000 steps", 3, move || lorenz(sigma, rho, beta))
        .generated(move |dx| {
            let [dsigma, drho, dbeta] = dx else { unreachable!() };
            lorenz::value_and_grad_into(sigma, rho, beta, &mut workspace, dsigma, drho, dbeta)
        })
        .generated_alone(move |dx| {
            let (dsigma, drho, dbeta) = lorenz::grad(sigma, rho, beta);
            dx.copy_from_slice(&[dsigma, drho, dbeta]);
        })
        .clear(move |dx| clear(p, &mut states, dx))
        .tuned(move |dx| by_hand(p, &mut kept, dx.try_into().expect("three components")))
        .peers(&[10.0, 28.0, 8.0 / 3.0], OfOthers)
}
