//! The likelihood of 1,000 measured positions by a Kalman filter.

use std::hint::black_box;

use differentiate::{differentiate, Workspace};

use crate::case::{Case, Numbers};

/// The negative logarithm of the likelihood of `z` by a Kalman filter of position and velocity, of the noise of the motion,
/// `q`, and of the measurement, `r`.
#[differentiate]
pub fn kalman(q: f64, r: f64, #[constant] z: &[f64], dt: f64) -> f64 {
    let mut x = [0.0, 0.0];
    let mut p = [[1.0, 0.0], [0.0, 1.0]];
    let mut loss = 0.0;
    for measured in z {
        let predicted = [x[0] + dt * x[1], x[1]];
        let p01 = p[0][1] + dt * p[1][1];
        let p00 = p[0][0] + dt * p[1][0] + dt * p01 + 0.25 * dt * dt * dt * dt * q;
        let p10 = p[1][0] + dt * p[1][1] + 0.5 * dt * dt * dt * q;
        let p11 = p[1][1] + dt * dt * q;
        let c01 = p01 + 0.5 * dt * dt * dt * q;
        let s = p00 + r;
        let e = measured - predicted[0];
        let gain = [p00 / s, p10 / s];
        x = [predicted[0] + gain[0] * e, predicted[1] + gain[1] * e];
        p = [
            [p00 - gain[0] * p00, c01 - gain[0] * c01],
            [p10 - gain[1] * p00, p11 - gain[1] * c01],
        ];
        loss += 0.5 * (e * e / s + s.ln());
    }
    loss
}

/// Six numbers of each step are kept.
fn by_hand([q, r, dt]: [f64; 3], z: &[f64], kept: &mut Vec<[f64; 6]>, dx: &mut [f64]) -> f64 {
    let (square, half_cube) = (dt * dt, 0.5 * dt * dt * dt);
    let quarter = 0.5 * half_cube * dt;
    kept.clear();
    let ([mut x0, mut x1], [mut p00, mut p01, mut p10, mut p11]) = ([0.0, 0.0], [1.0, 0.0, 0.0, 1.0]);
    let mut loss = 0.0;
    for z in z {
        let above = p01 + dt * p11;
        let (a, b) = (
            p00 + dt * p10 + dt * above + quarter * q,
            p10 + dt * p11 + half_cube * q,
        );
        let (c, d) = (above + half_cube * q, p11 + square * q);
        let error = z - (x0 + dt * x1);
        kept.push([x1, p10, p11, above, a, error]);
        let inverse = 1.0 / (a + r);
        let (first, second) = (a * inverse, b * inverse);
        (x0, x1) = (x0 + dt * x1 + first * error, x1 + second * error);
        (p00, p01, p10, p11) = (a - first * a, c - first * c, b - second * a, d - second * c);
        loss += 0.5 * (error * error * inverse + (a + r).ln());
    }
    let ([mut dx0, mut dx1], [mut dp00, mut dp01, mut dp10, mut dp11]) = ([0.0; 2], [0.0; 4]);
    let (mut dq, mut dr, mut ddt) = (0.0, 0.0, 0.0);
    for &[x1, p10, p11, above, a, error] in kept.iter().rev() {
        let (b, c) = (p10 + dt * p11 + half_cube * q, above + half_cube * q);
        let inverse = 1.0 / (a + r);
        let (first, second) = (a * inverse, b * inverse);
        let dfirst = (dx0 * error - dp00 * a - dp01 * c) * inverse;
        let dsecond = (dx1 * error - dp10 * a - dp11 * c) * inverse;
        let ratio = error * inverse;
        let ds = 0.5 * (inverse - ratio * ratio) - dfirst * first - dsecond * second;
        let da = dp00 * (1.0 - first) - dp10 * second + dfirst + ds;
        let (db, dd) = (dp10 + dsecond, dp11);
        let dc = dp01 * (1.0 - first) - dp11 * second;
        let dabove = da * dt + dc;
        dx0 -= dx0 * first + dx1 * second + ratio;
        dr += ds;
        dq += quarter * da + half_cube * (db + dc) + square * dd;
        ddt += dx0 * x1 + da * (p10 + above + 2.0 * half_cube * q) + dabove * p11 + 2.0 * dt * q * dd;
        ddt += db * p11 + 1.5 * square * q * (db + dc);
        dx1 += dt * dx0;
        (dp00, dp01, dp10, dp11) = (da, dabove, db + dt * da, dd + dt * (db + dabove));
    }
    dx.copy_from_slice(&[dq, dr, ddt]);
    loss
}

/// The case.
pub fn case() -> Case {
    let z = Numbers::default().list(1000);
    let (q, r, dt) = black_box((0.1, 0.5, 0.3));
    let mut workspace = Workspace::new();
    let mut kept = Vec::new();
    Case::new("Kalman filter, 1000 steps", 3, move || kalman(q, r, z, dt))
        .generated(move |dx| {
            let [dq, dr, ddt] = dx else { unreachable!() };
            kalman::value_and_grad_into(q, r, z, dt, &mut workspace, dq, dr, ddt)
        })
        .tuned(move |dx| by_hand([q, r, dt], z, &mut kept, dx))
}
