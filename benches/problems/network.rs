//! A network with 64 inputs, 32 hidden units and 10 classes, on one sample: softmax cross-entropy.

use differentiate::{differentiate, Workspace};

use crate::measure::{Numbers, Problem};

const INPUTS: usize = 64;
const HIDDEN: usize = 32;
const CLASSES: usize = 10;

#[differentiate]
pub fn loss(
    w1: &[[f64; INPUTS]; HIDDEN],
    b1: &[f64; HIDDEN],
    w2: &[[f64; HIDDEN]; CLASSES],
    b2: &[f64; CLASSES],
    #[constant] input: &[f64; INPUTS],
    label: usize,
) -> f64 {
    let mut hidden = [0.0; HIDDEN];
    for i in 0..HIDDEN {
        let mut sum = b1[i];
        for j in 0..INPUTS {
            sum += w1[i][j] * input[j];
        }
        hidden[i] = sum.tanh();
    }
    let mut scores = [0.0; CLASSES];
    for i in 0..CLASSES {
        let mut sum = b2[i];
        for j in 0..HIDDEN {
            sum += w2[i][j] * hidden[j];
        }
        scores[i] = sum;
    }
    let mut largest = scores[0];
    for i in 1..CLASSES {
        largest = largest.max(scores[i]);
    }
    let mut total = 0.0;
    for i in 0..CLASSES {
        total += (scores[i] - largest).exp();
    }
    total.ln() + largest - scores[label]
}

/// The parameters of the network, or their gradient.
#[derive(Clone)]
struct Parameters {
    w1: [[f64; INPUTS]; HIDDEN],
    b1: [f64; HIDDEN],
    w2: [[f64; HIDDEN]; CLASSES],
    b2: [f64; CLASSES],
}

fn dot(a: &[f64], b: &[f64], start: f64) -> f64 {
    a.iter().zip(b).fold(start, |sum, (a, b)| sum + a * b)
}

fn by_hand(at: &Parameters, input: &[f64; INPUTS], label: usize, d: &mut Parameters) -> f64 {
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
    let mut total = 0.0;
    for (share, score) in d.b2.iter_mut().zip(&scores) {
        *share = (score - largest).exp();
        total += *share;
    }
    d.b2.iter_mut().for_each(|share| *share /= total);
    d.b2[label] -= 1.0;

    let mut dhidden = [0.0; HIDDEN];
    for ((dscore, row), drow) in d.b2.iter().zip(&at.w2).zip(&mut d.w2) {
        for (((dw, w), hidden), dhidden) in drow.iter_mut().zip(row).zip(&hidden).zip(&mut dhidden) {
            *dw = dscore * hidden;
            *dhidden += dscore * w;
        }
    }
    for (((dhidden, hidden), drow), dbias) in dhidden.iter().zip(&hidden).zip(&mut d.w1).zip(&mut d.b1) {
        let dsum = dhidden * (1.0 - hidden * hidden);
        *dbias = dsum;
        for (dw, input) in drow.iter_mut().zip(input) {
            *dw = dsum * input;
        }
    }
    total.ln() + largest - scores[label]
}

pub struct Network {
    at: Parameters,
    input: [f64; INPUTS],
    label: usize,
    d: Parameters,
    workspace: Workspace,
}

impl Network {
    pub fn new() -> Self {
        let mut numbers = Numbers::new();
        let scaled = |matrix: [[f64; INPUTS]; HIDDEN]| matrix.map(|row| row.map(|w| w / 8.0));
        let at = Parameters {
            w1: scaled(numbers.matrix()),
            b1: numbers.array(),
            w2: numbers.matrix(),
            b2: numbers.array(),
        };
        Network {
            d: at.clone(),
            at,
            input: numbers.array(),
            label: 3,
            workspace: Workspace::new(),
        }
    }
}

impl Problem for Network {
    const NAME: &'static str = "network_64_32_10";

    fn primal(&self) -> f64 {
        let Parameters { w1, b1, w2, b2 } = &self.at;
        loss(w1, b1, w2, b2, &self.input, self.label)
    }

    fn generated(&mut self) -> f64 {
        let Parameters { w1, b1, w2, b2 } = &self.at;
        let Parameters {
            w1: dw1,
            b1: db1,
            w2: dw2,
            b2: db2,
        } = &mut self.d;
        let (input, label) = (&self.input, self.label);
        loss::value_and_grad_into(w1, b1, w2, b2, input, label, &mut self.workspace, dw1, db1, dw2, db2)
    }

    fn by_hand(&mut self) -> f64 {
        by_hand(&self.at, &self.input, self.label, &mut self.d)
    }

    fn gradient(&self) -> Vec<f64> {
        let Parameters { w1, b1, w2, b2 } = &self.d;
        [w1.as_flattened(), b1, w2.as_flattened(), b2].concat()
    }
}
