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

/// The state before each step is kept, and what the step has computed from it is computed again.
fn clear([q, r, dt]: [f64; 3], z: &[f64], kept: &mut Vec<([f64; 2], Covariance)>, dx: &mut [f64]) -> f64 {
    let (mut x, mut p) = ([0.0, 0.0], [[1.0, 0.0], [0.0, 1.0]]);
    let (cube, quartic) = (0.5 * dt * dt * dt, 0.25 * dt * dt * dt * dt);
    let predicted = |p: &Covariance| {
        let p01 = p[0][1] + dt * p[1][1];
        let p00 = p[0][0] + dt * p[1][0] + dt * p01 + quartic * q;
        let p10 = p[1][0] + dt * p[1][1] + cube * q;
        (p01, p00, p10, p[1][1] + dt * dt * q, p01 + cube * q)
    };
    kept.clear();
    let mut loss = 0.0;
    for measured in z {
        kept.push((x, p));
        let (_, p00, p10, p11, c01) = predicted(&p);
        let s = p00 + r;
        let e = measured - (x[0] + dt * x[1]);
        let gain = [p00 / s, p10 / s];
        x = [x[0] + dt * x[1] + gain[0] * e, x[1] + gain[1] * e];
        p = [
            [p00 - gain[0] * p00, c01 - gain[0] * c01],
            [p10 - gain[1] * p00, p11 - gain[1] * c01],
        ];
        loss += 0.5 * (e * e / s + s.ln());
    }

    let (mut dstate, mut dp) = ([0.0; 2], [[0.0; 2]; 2]);
    let (mut dq, mut dr, mut ddt) = (0.0, 0.0, 0.0);
    for (measured, (x, p)) in z.iter().zip(&*kept).rev() {
        let (p01, p00, p10, _, c01) = predicted(p);
        let s = p00 + r;
        let e = measured - (x[0] + dt * x[1]);
        let gain = [p00 / s, p10 / s];

        let mut ds = 0.5 * (1.0 / s - e * e / (s * s));
        let mut dp00 = dp[0][0] * (1.0 - gain[0]) - dp[1][0] * gain[1];
        let mut dp10 = dp[1][0];
        let dp11 = dp[1][1];
        let dc01 = dp[0][1] * (1.0 - gain[0]) - dp[1][1] * gain[1];
        let dgain = [
            dstate[0] * e - dp[0][0] * p00 - dp[0][1] * c01,
            dstate[1] * e - dp[1][0] * p00 - dp[1][1] * c01,
        ];
        let de = dstate[0] * gain[0] + dstate[1] * gain[1] + e / s;
        dp00 += dgain[0] / s;
        dp10 += dgain[1] / s;
        ds -= (dgain[0] * gain[0] + dgain[1] * gain[1]) / s;
        dp00 += ds;
        dr += ds;
        let dp01 = dc01 + dt * dp00;
        dq += cube * dc01 + dt * dt * dp11 + cube * dp10 + quartic * dp00;
        let dposition = dstate[0] - de;
        ddt += dposition * x[1] + dp00 * (p[1][0] + p01 + dt * dt * dt * q);
        ddt += dp01 * p[1][1] + dp10 * p[1][1] + 2.0 * dt * q * dp11 + 1.5 * dt * dt * q * (dc01 + dp10);
        dstate = [dposition, dstate[1] + dt * dposition];
        dp = [[dp00, dp01], [dp10 + dt * dp00, dp11 + dt * (dp10 + dp01)]];
    }
    dx.copy_from_slice(&[dq, dr, ddt]);
    loss
}

type Covariance = [[f64; 2]; 2];

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
    let (mut kept, mut states) = (Vec::new(), Vec::new());
    Case::new("Kalman filter, 1000 steps", 3, move || kalman(q, r, z, dt))
        .generated(move |dx| {
            let [dq, dr, ddt] = dx else { unreachable!() };
            kalman::value_and_grad_into(q, r, z, dt, &mut workspace, dq, dr, ddt)
        })
        .clear(move |dx| clear([q, r, dt], z, &mut states, dx))
        .tuned(move |dx| by_hand([q, r, dt], z, &mut kept, dx))
}
