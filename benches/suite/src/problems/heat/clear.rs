//! The adjoint as one writes it to be read: the statements of the function backwards.

use super::{rate, Kept};

/// From the adjoint of a rate at `u`: adds to those of `k` and of `u`.
fn rate_adjoint(k: &[f64], u: &[f64], drate: &[f64], dk: &mut [f64], du: &mut [f64]) {
    for i in 1..k.len() - 1 {
        dk[i] += drate[i] * (u[i - 1] - 2.0 * u[i] + u[i + 1]);
        du[i - 1] += drate[i] * k[i];
        du[i] -= 2.0 * drate[i] * k[i];
        du[i + 1] += drate[i] * k[i];
    }
}

/// The four states of each step at which the rate is taken are kept.
pub fn clear(k: &[f64], start: &[f64], h: f64, kept: &mut [Kept], dk: &mut [f64]) -> f64 {
    let n = k.len();
    let zeros = || vec![0.0; n];
    let mut u = start.to_vec();
    let mut rates = [zeros(), zeros(), zeros(), zeros()];
    let steps = [0.5 * h, 0.5 * h, h];
    for states in &mut *kept {
        states[0].copy_from_slice(&u);
        for stage in 0..4 {
            rate(k, &states[stage], &mut rates[stage]);
            if stage < 3 {
                for i in 1..n - 1 {
                    states[stage + 1][i] = u[i] + steps[stage] * rates[stage][i];
                }
            }
        }
        for i in 1..n - 1 {
            u[i] += h / 6.0 * (rates[0][i] + 2.0 * rates[1][i] + 2.0 * rates[2][i] + rates[3][i]);
        }
    }

    dk.fill(0.0);
    let mut du: Vec<f64> = u.iter().map(|u| 2.0 * u).collect();
    let mut drates = rates;
    for states in kept.iter().rev() {
        for i in 1..n - 1 {
            for (drate, weight) in drates.iter_mut().zip([1.0, 2.0, 2.0, 1.0]) {
                drate[i] = weight * h / 6.0 * du[i];
            }
        }
        for stage in (1..4).rev() {
            let mut dstage = zeros();
            rate_adjoint(k, &states[stage], &drates[stage], dk, &mut dstage);
            for i in 1..n - 1 {
                du[i] += dstage[i];
                drates[stage - 1][i] += steps[stage - 1] * dstage[i];
            }
        }
        rate_adjoint(k, &states[0], &drates[0], dk, &mut du);
    }
    u.iter().map(|u| u * u).sum()
}
