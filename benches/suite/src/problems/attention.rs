//! One attention head.

use differentiate::{differentiate, Workspace};

use crate::case::{take_rows, Case, Numbers};

const TOKENS: usize = 32;
const SIZE: usize = 16;

/// The sum of squares of softmax(q kᵀ / √d) v.
#[differentiate]
pub fn attention(q: &[[f64; SIZE]; TOKENS], k: &[[f64; SIZE]; TOKENS], v: &[[f64; SIZE]; TOKENS]) -> f64 {
    let scale = 1.0 / (SIZE as f64).sqrt();
    let mut loss = 0.0;
    for i in 0..TOKENS {
        let mut scores = [0.0; TOKENS];
        let mut largest = f64::NEG_INFINITY;
        for j in 0..TOKENS {
            let mut dot = 0.0;
            for c in 0..SIZE {
                dot += q[i][c] * k[j][c];
            }
            scores[j] = dot * scale;
            largest = largest.max(scores[j]);
        }
        let mut total = 0.0;
        for j in 0..TOKENS {
            scores[j] = (scores[j] - largest).exp();
            total += scores[j];
        }
        let mut out = [0.0; SIZE];
        for j in 0..TOKENS {
            let weight = scores[j] / total;
            for c in 0..SIZE {
                out[c] += weight * v[j][c];
            }
        }
        for c in 0..SIZE {
            loss += out[c] * out[c];
        }
    }
    loss
}

type Matrix = [[f64; SIZE]; TOKENS];

/// All weights first, and then one query after the other backwards.
fn clear(q: &Matrix, k: &Matrix, v: &Matrix, [dq, dk, dv]: [&mut Matrix; 3]) -> f64 {
    let scale = 1.0 / (SIZE as f64).sqrt();
    let mut weights = [[0.0; TOKENS]; TOKENS];
    let mut outs = [[0.0; SIZE]; TOKENS];
    let mut loss = 0.0;
    for i in 0..TOKENS {
        let mut largest = f64::NEG_INFINITY;
        for j in 0..TOKENS {
            let products = (0..SIZE).map(|c| q[i][c] * k[j][c]);
            weights[i][j] = products.sum::<f64>() * scale;
            largest = largest.max(weights[i][j]);
        }
        let mut total = 0.0;
        for j in 0..TOKENS {
            weights[i][j] = (weights[i][j] - largest).exp();
            total += weights[i][j];
        }
        for j in 0..TOKENS {
            weights[i][j] /= total;
            for c in 0..SIZE {
                outs[i][c] += weights[i][j] * v[j][c];
            }
        }
        loss += outs[i].iter().map(|out| out * out).sum::<f64>();
    }

    [*dq, *dk, *dv] = [[[0.0; SIZE]; TOKENS]; 3];
    for i in 0..TOKENS {
        let mut dweights = [0.0; TOKENS];
        let mut mean = 0.0;
        for j in 0..TOKENS {
            for c in 0..SIZE {
                dweights[j] += 2.0 * outs[i][c] * v[j][c];
                dv[j][c] += 2.0 * outs[i][c] * weights[i][j];
            }
            mean += weights[i][j] * dweights[j];
        }
        for j in 0..TOKENS {
            let dproduct = scale * weights[i][j] * (dweights[j] - mean);
            for c in 0..SIZE {
                dq[i][c] += dproduct * k[j][c];
                dk[j][c] += dproduct * q[i][c];
            }
        }
    }
    loss
}

/// One query after the other, forwards and backwards at once.
fn by_hand(q: &Matrix, k: &Matrix, v: &Matrix, [dq, dk, dv]: [&mut Matrix; 3]) -> f64 {
    let scale = 1.0 / (SIZE as f64).sqrt();
    [*dk, *dv] = [[[0.0; SIZE]; TOKENS]; 2];
    let mut loss = 0.0;
    for (query, dquery) in q.iter().zip(dq) {
        let scores: [f64; TOKENS] = std::array::from_fn(|j| scale * dot(query, &k[j]));
        let largest = scores
            .iter()
            .fold(f64::NEG_INFINITY, |largest, score| largest.max(*score));
        let shares = scores.map(|score| (score - largest).exp());
        let inverse = 1.0 / shares.iter().sum::<f64>();
        let weights = shares.map(|share| share * inverse);
        let mut out = [0.0; SIZE];
        for (weight, v) in weights.iter().zip(v) {
            for c in 0..SIZE {
                out[c] += weight * v[c];
            }
        }
        loss += dot(&out, &out);

        // Half the adjoints of weights; their mean is what softmax takes off.
        let dweights: [f64; TOKENS] = std::array::from_fn(|j| dot(&out, &v[j]));
        let mean: f64 = weights
            .iter()
            .zip(&dweights)
            .map(|(weight, dweight)| weight * dweight)
            .sum();
        *dquery = [0.0; SIZE];
        for j in 0..TOKENS {
            let dscore = 2.0 * scale * weights[j] * (dweights[j] - mean);
            let dv_weight = 2.0 * weights[j];
            for c in 0..SIZE {
                dv[j][c] += dv_weight * out[c];
                dk[j][c] += dscore * query[c];
                dquery[c] += dscore * k[j][c];
            }
        }
    }
    loss
}

fn dot(a: &[f64; SIZE], b: &[f64; SIZE]) -> f64 {
    let mut lanes = [0.0; 4];
    for (a, b) in a.chunks_exact(4).zip(b.chunks_exact(4)) {
        for lane in 0..4 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let mut matrix = || -> &'static [[f64; SIZE]; TOKENS] { numbers.matrix(TOKENS).try_into().expect("one row each") };
    let (q, k, v) = (matrix(), matrix(), matrix());
    let mut workspace = Workspace::new();
    Case::new("attention head, 32 × 16", 3 * TOKENS * SIZE, move || {
        attention(q, k, v)
    })
    .generated(move |mut dx| {
        let [dq, dk, dv] = [(); 3].map(|_| take_rows(&mut dx, TOKENS).try_into().expect("one row each"));
        attention::value_and_grad_into(q, k, v, &mut workspace, dq, dk, dv)
    })
    .clear(|mut dx| {
        let parts = [(); 3].map(|_| take_rows(&mut dx, TOKENS).try_into().expect("one row each"));
        clear(q, k, v, parts)
    })
    .tuned(move |mut dx| {
        let parts = [(); 3].map(|_| take_rows(&mut dx, TOKENS).try_into().expect("one row each"));
        by_hand(q, k, v, parts)
    })
}
