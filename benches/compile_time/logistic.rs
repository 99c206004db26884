#[differentiate]
pub fn logistic_0(w: &[f64; 4], #[constant] x: &[[f64; 4]], labels: &[bool]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        let z = w[0] * x[i][0] + w[1] * x[i][1] + w[2] * x[i][2] + w[3] * x[i][3];
        let signed = if labels[i] { z } else { -z };
        sum += if signed > 0.0 {
            (-signed).exp().ln_1p()
        } else {
            signed.exp().ln_1p() - signed
        };
    }
    let mut norm = 0.0;
    for v in w {
        norm += v * v;
    }
    let smooth = (norm + 0.125).sqrt();
    sum / x.len() as f64 + 0.5 * smooth
}

// By hand

pub fn logistic_0_gradient(w: &[f64; 4], x: &[[f64; 4]], labels: &[bool], dw: &mut [f64; 4]) -> f64 {
    let mut sum = 0.0;
    *dw = [0.0; 4];
    for i in 0..x.len() {
        let z = w[0] * x[i][0] + w[1] * x[i][1] + w[2] * x[i][2] + w[3] * x[i][3];
        let signed = if labels[i] { z } else { -z };
        let dsigned = if signed > 0.0 {
            let e = (-signed).exp();
            sum += e.ln_1p();
            -e / (1.0 + e)
        } else {
            let e = signed.exp();
            sum += e.ln_1p() - signed;
            e / (1.0 + e) - 1.0
        };
        let dz = if labels[i] { dsigned } else { -dsigned } / x.len() as f64;
        for j in 0..4 {
            dw[j] += dz * x[i][j];
        }
    }
    let norm = w[0] * w[0] + w[1] * w[1] + w[2] * w[2] + w[3] * w[3];
    let smooth = (norm + 0.125).sqrt();
    for j in 0..4 {
        dw[j] += 0.5 * w[j] / smooth;
    }
    sum / x.len() as f64 + 0.5 * smooth
}
