// Formulas as people write them.
use differentiate::differentiate;

#[differentiate]
pub fn rosenbrock(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += 100.0 * (x[i + 1] - x[i].powi(2)).powi(2) + (1.0 - x[i]).powi(2);
    }
    sum
}

#[differentiate]
pub fn six_variable_formula(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> f64 {
    (a * b).sin() * (c / d).exp() + (e - f).powi(2) / (1.0 + a * a).sqrt() - (b * f).ln()
}

#[differentiate]
pub fn black_scholes_d1(spot: f64, strike: f64, rate: f64, volatility: f64, time: f64) -> f64 {
    ((spot / strike).ln() + (rate + 0.5 * volatility * volatility) * time) / (volatility * time.sqrt())
}

#[differentiate]
pub fn gaussian_density(x: f64, mean: f64, deviation: f64) -> f64 {
    let z = (x - mean) / deviation;
    (-0.5 * z * z).exp() / (deviation * (2.0 * std::f64::consts::PI).sqrt())
}

#[differentiate]
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[differentiate]
pub fn stable_softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[differentiate]
pub fn log_sum_exp(x: &[f64]) -> f64 {
    let mut largest = x[0];
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    largest + sum.ln()
}

#[differentiate]
pub fn softmax_component(x: &[f64], k: usize) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v.exp();
    }
    x[k].exp() / sum
}

/// Ints: 0..4
#[differentiate]
pub fn cross_entropy(logits: &[f64; 4], target: usize) -> f64 {
    let mut exps = [0.0; 4];
    let mut sum = 0.0;
    for i in 0..4 {
        exps[i] = logits[i].exp();
        sum += exps[i];
    }
    -(exps[target] / sum).ln()
}

/// Ints: 0..4
#[differentiate]
pub fn cross_entropy_with_target(logits: &[f64], target: usize) -> f64 {
    let mut sum = 0.0;
    for v in logits.iter() {
        sum += v.exp();
    }
    sum.ln() - logits[target]
}

#[differentiate]
pub fn beale(x: f64, y: f64) -> f64 {
    (1.5 - x + x * y).powi(2) + (2.25 - x + x * y * y).powi(2) + (2.625 - x + x * y.powi(3)).powi(2)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn himmelblau(x: f64, y: f64) -> f64 {
    (x * x + y - 11.0).powi(2) + (x + y * y - 7.0).powi(2)
}

/// Domain: -2.0..2.0
#[differentiate]
pub fn ackley(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mut squares = 0.0;
    let mut cosines = 0.0;
    for v in x {
        squares += v * v;
        cosines += (2.0 * std::f64::consts::PI * v).cos();
    }
    -20.0 * (-0.2 * (squares / n).sqrt()).exp() - (cosines / n).exp() + 20.0 + std::f64::consts::E
}

/// Domain: -2.0..2.0
#[differentiate]
pub fn rastrigin(x: &[f64]) -> f64 {
    let mut sum = 10.0 * x.len() as f64;
    for &v in x {
        sum += v * v - 10.0 * (std::f64::consts::TAU * v).cos();
    }
    sum
}

#[differentiate]
pub fn euclidean_norm(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v.powi(2);
    }
    sum.sqrt()
}

#[differentiate]
pub fn cosine_similarity(a: &[f64], b: &[f64]) -> f64 {
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for i in 0..a.len() {
        ab += a[i] * b[i];
        aa += a[i] * a[i];
        bb += b[i] * b[i];
    }
    ab / (aa.sqrt() * bb.sqrt())
}

#[differentiate]
pub fn mean_squared_error(w: &[f64], #[constant] target: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (p, t) in w.iter().enumerate() {
        sum += (t - target[p]) * (t - target[p]);
    }
    sum / w.len() as f64
}

#[differentiate]
pub fn huber(x: f64, #[constant] delta: f64) -> f64 {
    let size = (x - 0.2).abs();
    if size < delta {
        0.5 * size * size
    } else {
        delta * (size - 0.5 * delta)
    }
}

#[differentiate]
pub fn lennard_jones(positions: &[[f64; 3]; 3]) -> f64 {
    let mut energy = 0.0;
    for i in 0..3 {
        for j in 0..i {
            let mut square = 0.5;
            for k in 0..3 {
                let d = positions[i][k] - positions[j][k];
                square += d * d;
            }
            let s6 = 1.0 / (square * square * square);
            energy += 4.0 * (s6 * s6 - s6);
        }
    }
    energy
}

/// Domain: -1.0..1.0
/// Ints: 0..6
#[differentiate]
pub fn legendre(x: f64, n: u32) -> f64 {
    let (mut before, mut now) = (1.0, x);
    if n == 0 {
        return before;
    }
    for k in 1..n {
        let k = k as f64;
        (before, now) = (now, ((2.0 * k + 1.0) * x * now - k * before) / (k + 1.0));
    }
    now
}

#[differentiate]
pub fn gelu_tanh(x: f64) -> f64 {
    0.5 * x * (1.0 + (0.7978845608028654 * (x + 0.044715 * x.powi(3))).tanh())
}

#[differentiate]
pub fn michaelis_menten(rate: f64, half: f64, amount: f64) -> f64 {
    rate * amount / (half + amount)
}

#[differentiate]
pub fn haversine(a: [f64; 2], b: [f64; 2]) -> f64 {
    let latitude = ((b[0] - a[0]) / 2.0).sin();
    let longitude = ((b[1] - a[1]) / 2.0).sin();
    let h = latitude * latitude + a[0].cos() * b[0].cos() * longitude * longitude;
    2.0 * h.sqrt().asin()
}
