//! The adjoint as one writes it to be read: the statements of the function backwards.

use super::{log_sum_exp, Gradient, Parameters, BELOW, PARTS, SIZE};

/// Adds to the adjoint of `x` what the logarithm of the sum of its exponentials, `value`, gives with the cotangent `dvalue`.
fn log_sum_exp_adjoint(x: &[f64; PARTS], value: f64, dvalue: f64, dx: &mut [f64; PARTS]) {
    for k in 0..PARTS {
        dx[k] += dvalue * (x[k] - value).exp();
    }
}

/// One point after the other, forwards and backwards.
pub fn clear(at: &Parameters, points: &[[f64; SIZE]], d: Gradient) -> f64 {
    *d.weights = [0.0; PARTS];
    *d.means = [[0.0; SIZE]; PARTS];
    *d.logs = [[0.0; SIZE]; PARTS];
    *d.below = [[0.0; BELOW]; PARTS];
    let diagonals = at.logs.map(|logs| logs.map(f64::exp));
    let mut shares = at.weights;
    for k in 0..PARTS {
        shares[k] += at.logs[k].iter().sum::<f64>();
    }
    let mut dshares = [0.0; PARTS];
    let mut ddiagonals = [[0.0; SIZE]; PARTS];
    let mut total = 0.0;
    for point in points {
        let mut entries = [[0.0; SIZE]; PARTS];
        let mut terms = shares;
        for k in 0..PARTS {
            let mut at_below = 0;
            for i in 0..SIZE {
                entries[k][i] = diagonals[k][i] * (point[i] - at.means[k][i]);
                for j in 0..i {
                    entries[k][i] += at.below[k][at_below] * (point[j] - at.means[k][j]);
                    at_below += 1;
                }
                terms[k] -= 0.5 * entries[k][i] * entries[k][i];
            }
        }
        let value = log_sum_exp(&terms);
        total += value;

        let mut dterms = [0.0; PARTS];
        log_sum_exp_adjoint(&terms, value, 1.0, &mut dterms);
        for k in 0..PARTS {
            dshares[k] += dterms[k];
            let mut at_below = 0;
            for i in 0..SIZE {
                let dentry = -dterms[k] * entries[k][i];
                ddiagonals[k][i] += dentry * (point[i] - at.means[k][i]);
                d.means[k][i] -= dentry * diagonals[k][i];
                for j in 0..i {
                    d.below[k][at_below] += dentry * (point[j] - at.means[k][j]);
                    d.means[k][j] -= dentry * at.below[k][at_below];
                    at_below += 1;
                }
            }
        }
    }
    let (value, count) = (log_sum_exp(&at.weights), points.len() as f64);
    log_sum_exp_adjoint(&at.weights, value, -count, d.weights);
    for k in 0..PARTS {
        d.weights[k] += dshares[k];
        for i in 0..SIZE {
            d.logs[k][i] = dshares[k] + ddiagonals[k][i] * diagonals[k][i];
        }
    }
    total - count * value
}
