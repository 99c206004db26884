#[differentiate]
pub fn huber_0(w: &[f64], #[constant] rows: &[[f64; 3]], #[constant] y: &[f64], delta: f64) -> f64 {
    assert_eq!(rows.len(), y.len());
    let mut loss = 0.0;
    for (row, target) in rows.iter().zip(y) {
        let mut prediction = w[3];
        for j in 0..3 {
            prediction += w[j] * row[j];
        }
        let r = prediction - target;
        if r.abs() <= delta {
            loss += 0.5 * r * r;
        } else {
            loss += delta * (r.abs() - 0.5 * delta);
        }
    }
    let mut penalty = 0.0;
    for v in w {
        penalty += v * v;
    }
    loss / rows.len() as f64 + 0.125 * penalty
}

// By hand

pub fn huber_0_gradient(w: &[f64], rows: &[[f64; 3]], y: &[f64], delta: f64, dw: &mut [f64], ddelta: &mut f64) -> f64 {
    let value = huber_0(w, rows, y, delta);
    for (dv, v) in dw.iter_mut().zip(w) {
        *dv = 2.0 * 0.125 * v;
    }
    *ddelta = 0.0;
    let dloss = 1.0 / rows.len() as f64;
    for (row, target) in rows.iter().zip(y) {
        let mut prediction = w[3];
        for j in 0..3 {
            prediction += w[j] * row[j];
        }
        let r = prediction - target;
        let dr = if r.abs() <= delta {
            dloss * r
        } else {
            *ddelta += dloss * (r.abs() - delta);
            dloss * delta * r.signum()
        };
        dw[3] += dr;
        for j in 0..3 {
            dw[j] += dr * row[j];
        }
    }
    value
}
