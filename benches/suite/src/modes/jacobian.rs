//! The Jacobian of the end of a Lorenz run of 1,000 steps in its three parameters, beside vectors of dual numbers of other crates.

use std::hint::black_box;

use differentiate::differentiate;
use echidna::{Dual, DualVec};
use num_dual::DualSVec64;

use super::Measured;
use crate::case::Case;
use crate::peers::Number;
use crate::problems::lorenz::{along, end_of_run, velocity, START, STEP, STEPS};

/// The end of the run.
#[differentiate]
pub fn lorenz_end(sigma: f64, rho: f64, beta: f64) -> [f64; 3] {
    let steps: usize = STEPS;
    let mut s: [f64; 3] = [START[0], START[1], START[2]];
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
    s
}

/// The run over three numbers, and the derivatives of its end row by row.
fn over<T: Number>(parameters: [T; 3], slopes: impl Fn(T) -> [f64; 3], jacobian: &mut [f64]) {
    for (row, end) in jacobian.chunks_exact_mut(3).zip(end_of_run(parameters)) {
        row.copy_from_slice(&slopes(end));
    }
}

/// `f::jacobian` and its peers.
pub fn measured() -> Measured {
    let p = black_box([10.0, 28.0, 8.0 / 3.0]);
    let numbered = move || [0, 1, 2].map(|k| (k, p[k]));
    let case = Case::new("Lorenz, 1000 steps", 9, move || lorenz_end(p[0], p[1], p[2])[0])
        .alone("f::jacobian", move |jacobian| {
            let rows = lorenz_end::jacobian(p[0], p[1], p[2]);
            for (row, (dsigma, drho, dbeta)) in jacobian.chunks_exact_mut(3).zip(rows) {
                row.copy_from_slice(&[dsigma, drho, dbeta]);
            }
        })
        .alone("num-dual, vector", move |jacobian| {
            let variables = numbered().map(|(k, p)| DualSVec64::<3>::from_re(p).derivative(k));
            over(variables, |end| end.eps.0.expect("directions").into(), jacobian);
        })
        .alone("echidna, vector", move |jacobian| {
            let variables = numbered().map(|(k, p)| DualVec::<f64, 3>::with_tangent(p, k));
            over(variables, |end| end.eps, jacobian);
        })
        .alone("echidna::jacobian", move |jacobian| {
            let run = |x: &[Dual<f64>]| end_of_run([x[0], x[1], x[2]]).to_vec();
            let (_, rows) = echidna::jacobian(run, &p);
            for (to, row) in jacobian.chunks_exact_mut(3).zip(rows) {
                to.copy_from_slice(&row);
            }
        });
    Measured {
        case,
        unit: "evaluation",
        times: 1.0,
    }
}
