#[differentiate]
pub fn formula_0(a: f64, b: f64, c: f64, d: f64, e: f64) -> f64 {
    let s = a * b + c;
    let t = (s * 0.125).sin();
    let u = if d > e { d - e } else { e - d };
    let p = (1.0 + u * u).sqrt();
    let q = t * p + s / p;
    let r = if q > 0.0 {
        let l = q.ln_1p();
        l * l + 0.5 * q
    } else {
        q * q - 0.5 * q
    };
    let w = match (r * 2.0) as i32 {
        0 => r * a,
        1 | 2 => r + b,
        _ => r - c * 0.25,
    };
    let m = w.tanh() + (0.3 * w).cos();
    m * p + t * d
}

// By hand

pub fn formula_0_gradient(a: f64, b: f64, c: f64, d: f64, e: f64) -> (f64, (f64, f64, f64, f64, f64)) {
    let s = a * b + c;
    let t = (s * 0.125).sin();
    let u = if d > e { d - e } else { e - d };
    let p = (1.0 + u * u).sqrt();
    let q = t * p + s / p;
    let (r, dr_dq) = if q > 0.0 {
        let l = q.ln_1p();
        (l * l + 0.5 * q, 2.0 * l / (1.0 + q) + 0.5)
    } else {
        (q * q - 0.5 * q, 2.0 * q - 0.5)
    };
    let k = (r * 2.0) as i32;
    let w = match k {
        0 => r * a,
        1 | 2 => r + b,
        _ => r - c * 0.25,
    };
    let m = w.tanh() + (0.3 * w).cos();
    let value = m * p + t * d;

    let (mut da, mut db, mut dc) = (0.0, 0.0, 0.0);
    let mut dd = t;
    let mut dt = d;
    let dw = p * (1.0 - w.tanh().powi(2) - 0.3 * (0.3 * w).sin());
    let mut dp = m;
    let dr = match k {
        0 => {
            da += dw * r;
            dw * a
        }
        1 | 2 => {
            db += dw;
            dw
        }
        _ => {
            dc -= dw * 0.25;
            dw
        }
    };
    let dq = dr * dr_dq;
    dt += dq * p;
    dp += dq * (t - s / (p * p));
    let mut ds = dq / p;
    let du = dp * u / p;
    let mut de = 0.0;
    if d > e {
        dd += du;
        de -= du;
    } else {
        dd -= du;
        de += du;
    }
    ds += dt * 0.125 * (s * 0.125).cos();
    da += ds * b;
    db += ds * a;
    dc += ds;
    (value, (da, db, dc, dd, de))
}
