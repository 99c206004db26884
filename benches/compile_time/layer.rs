#[differentiate]
pub fn layer_0(weights: &[[f64; 4]; 3], bias: &[f64; 3], output: &[f64; 3], #[constant] x: &[f64; 4]) -> f64 {
    let mut hidden = [0.0; 3];
    for i in 0..3 {
        let mut z = bias[i];
        for j in 0..4 {
            z += weights[i][j] * x[j];
        }
        hidden[i] = z.tanh();
    }
    let mut y = 0.0;
    for i in 0..3 {
        y += output[i] * hidden[i];
    }
    let error = y - 0.125;
    let mut penalty = 0.0;
    for h in hidden {
        penalty += h.abs();
    }
    error * error + 0.01 * penalty
}

// By hand

pub fn layer_0_gradient(
    weights: &[[f64; 4]; 3],
    bias: &[f64; 3],
    output: &[f64; 3],
    x: &[f64; 4],
    dweights: &mut [[f64; 4]; 3],
    dbias: &mut [f64; 3],
    doutput: &mut [f64; 3],
) -> f64 {
    let mut hidden = [0.0; 3];
    for i in 0..3 {
        let mut z = bias[i];
        for j in 0..4 {
            z += weights[i][j] * x[j];
        }
        hidden[i] = z.tanh();
    }
    let mut y = 0.0;
    for i in 0..3 {
        y += output[i] * hidden[i];
    }
    let error = y - 0.125;
    let mut penalty = 0.0;
    for h in hidden {
        penalty += h.abs();
    }
    let dy = 2.0 * error;
    for i in 0..3 {
        doutput[i] = dy * hidden[i];
        let dh = dy * output[i] + 0.01 * hidden[i].signum();
        let dz = dh * (1.0 - hidden[i] * hidden[i]);
        dbias[i] = dz;
        for j in 0..4 {
            dweights[i][j] = dz * x[j];
        }
    }
    error * error + 0.01 * penalty
}
