//! A network on a batch.

use differentiate::{differentiate, Workspace};

use super::network::{self, dot, Gradient, Parameters, CLASSES, HIDDEN, INPUTS};
use crate::case::{Case, Numbers};

const SAMPLES: usize = 64;

/// The mean cross-entropy of a batch of samples.
#[differentiate]
pub fn batch_loss(
    w1: &[[f64; INPUTS]; HIDDEN],
    b1: &[f64; HIDDEN],
    w2: &[[f64; HIDDEN]; CLASSES],
    b2: &[f64; CLASSES],
    #[constant] inputs: &[[f64; INPUTS]],
    labels: &[usize],
) -> f64 {
    let mut loss = 0.0;
    for s in 0..inputs.len() {
        let mut hidden = [0.0; HIDDEN];
        for i in 0..HIDDEN {
            let mut sum = b1[i];
            for j in 0..INPUTS {
                sum += w1[i][j] * inputs[s][j];
            }
            hidden[i] = sum.tanh();
        }
        let mut scores = [0.0; CLASSES];
        let mut largest = f64::NEG_INFINITY;
        for i in 0..CLASSES {
            let mut sum = b2[i];
            for j in 0..HIDDEN {
                sum += w2[i][j] * hidden[j];
            }
            scores[i] = sum;
            largest = largest.max(sum);
        }
        let mut total = 0.0;
        for i in 0..CLASSES {
            total += (scores[i] - largest).exp();
        }
        loss += total.ln() + largest - scores[labels[s]];
    }
    loss / inputs.len() as f64
}

/// The sum of the gradients of the samples.
fn clear(at: &Parameters, inputs: &[[f64; INPUTS]], labels: &[usize], of_one: &mut [f64], dx: &mut [f64]) -> f64 {
    dx.fill(0.0);
    let count = inputs.len() as f64;
    let mut loss = 0.0;
    for (input, &label) in inputs.iter().zip(labels) {
        loss += network::clear(at, input, label, Gradient::of(of_one));
        for (dx, of_one) in dx.iter_mut().zip(&*of_one) {
            *dx += of_one / count;
        }
    }
    loss / count
}

/// One sample after the other: forwards, and backwards at once.
fn by_hand(at: &Parameters, inputs: &[[f64; INPUTS]], labels: &[usize], d: Gradient) -> f64 {
    *d.w1 = [[0.0; INPUTS]; HIDDEN];
    *d.b1 = [0.0; HIDDEN];
    *d.w2 = [[0.0; HIDDEN]; CLASSES];
    *d.b2 = [0.0; CLASSES];
    let scale = 1.0 / inputs.len() as f64;
    let mut loss = 0.0;
    for (input, &label) in inputs.iter().zip(labels) {
        let mut hidden = [0.0; HIDDEN];
        for ((hidden, row), bias) in hidden.iter_mut().zip(&at.w1).zip(&at.b1) {
            *hidden = dot(row, input, *bias).tanh();
        }
        let mut scores = [0.0; CLASSES];
        for ((score, row), bias) in scores.iter_mut().zip(&at.w2).zip(&at.b2) {
            *score = dot(row, &hidden, *bias);
        }
        let largest = scores
            .iter()
            .fold(f64::NEG_INFINITY, |largest, score| largest.max(*score));
        let shares = scores.map(|score| (score - largest).exp());
        let total: f64 = shares.iter().sum();
        loss += total.ln() + largest - scores[label];

        let mut dhidden = [0.0; HIDDEN];
        for class in 0..CLASSES {
            let dscore = scale * (shares[class] / total - f64::from(class == label));
            d.b2[class] += dscore;
            for j in 0..HIDDEN {
                d.w2[class][j] += dscore * hidden[j];
                dhidden[j] += dscore * at.w2[class][j];
            }
        }
        for i in 0..HIDDEN {
            let dsum = dhidden[i] * (1.0 - hidden[i] * hidden[i]);
            d.b1[i] += dsum;
            for (dw, input) in d.w1[i].iter_mut().zip(input) {
                *dw += dsum * input;
            }
        }
    }
    loss * scale
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let at: &Parameters = Parameters::new(&mut numbers);
    let Parameters { w1, b1, w2, b2 } = at;
    let inputs = numbers.matrix(SAMPLES);
    let labels: &[usize] = (0..SAMPLES).map(|sample| sample % CLASSES).collect::<Vec<_>>().leak();
    let mut workspace = Workspace::new();
    let mut of_one = vec![0.0; Gradient::SIZE];
    Case::new("network, batch of 64", Gradient::SIZE, move || {
        batch_loss(w1, b1, w2, b2, inputs, labels)
    })
    .generated(move |dx| {
        let d = Gradient::of(dx);
        batch_loss::value_and_grad_into(w1, b1, w2, b2, inputs, labels, &mut workspace, d.w1, d.b1, d.w2, d.b2)
    })
    .clear(move |dx| clear(at, inputs, labels, &mut of_one, dx))
    .tuned(|dx| by_hand(at, inputs, labels, Gradient::of(dx)))
}
