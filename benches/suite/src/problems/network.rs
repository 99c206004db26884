//! A network with 64 inputs, 32 hidden units and 10 classes, on one sample: softmax cross-entropy.

use differentiate::{differentiate, Workspace};

use crate::case::{take, take_rows, Case, Numbers};

/// The number of inputs.
pub const INPUTS: usize = 64;
/// The number of hidden units.
pub const HIDDEN: usize = 32;
/// The number of classes.
pub const CLASSES: usize = 10;

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

/// The parameters of the network.
pub struct Parameters {
    pub w1: [[f64; INPUTS]; HIDDEN],
    pub b1: [f64; HIDDEN],
    pub w2: [[f64; HIDDEN]; CLASSES],
    pub b2: [f64; CLASSES],
}

impl Parameters {
    /// Of any size that the hidden units bear, for as long as the program runs.
    pub fn new(numbers: &mut Numbers) -> &'static Parameters {
        Box::leak(Box::new(Parameters {
            w1: [(); HIDDEN].map(|_| numbers.array().map(|w| w / 8.0)),
            b1: numbers.array(),
            w2: [(); CLASSES].map(|_| numbers.array()),
            b2: numbers.array(),
        }))
    }
}

/// The gradient in them.
pub struct Gradient<'a> {
    pub w1: &'a mut [[f64; INPUTS]; HIDDEN],
    pub b1: &'a mut [f64; HIDDEN],
    pub w2: &'a mut [[f64; HIDDEN]; CLASSES],
    pub b2: &'a mut [f64; CLASSES],
}

/// The product of two vectors, added to `start`.
pub fn dot(a: &[f64], b: &[f64], start: f64) -> f64 {
    a.iter().zip(b).fold(start, |sum, (a, b)| sum + a * b)
}

/// The loops of the function backwards.
pub fn clear(at: &Parameters, input: &[f64; INPUTS], label: usize, d: Gradient) -> f64 {
    let mut hidden = [0.0; HIDDEN];
    for i in 0..HIDDEN {
        let mut sum = at.b1[i];
        for j in 0..INPUTS {
            sum += at.w1[i][j] * input[j];
        }
        hidden[i] = sum.tanh();
    }
    let mut scores = at.b2;
    for i in 0..CLASSES {
        for j in 0..HIDDEN {
            scores[i] += at.w2[i][j] * hidden[j];
        }
    }
    let largest = scores
        .iter()
        .fold(f64::NEG_INFINITY, |largest, score| largest.max(*score));
    let total: f64 = scores.iter().map(|score| (score - largest).exp()).sum();

    let mut dhidden = [0.0; HIDDEN];
    for i in 0..CLASSES {
        let share = (scores[i] - largest).exp() / total;
        let dscore = if i == label { share - 1.0 } else { share };
        d.b2[i] = dscore;
        for j in 0..HIDDEN {
            d.w2[i][j] = dscore * hidden[j];
            dhidden[j] += dscore * at.w2[i][j];
        }
    }
    for i in 0..HIDDEN {
        let dsum = dhidden[i] * (1.0 - hidden[i] * hidden[i]);
        d.b1[i] = dsum;
        for j in 0..INPUTS {
            d.w1[i][j] = dsum * input[j];
        }
    }
    total.ln() + largest - scores[label]
}

fn by_hand(at: &Parameters, input: &[f64; INPUTS], label: usize, d: Gradient) -> f64 {
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
    for ((dscore, row), drow) in d.b2.iter().zip(&at.w2).zip(d.w2) {
        for (((dw, w), hidden), dhidden) in drow.iter_mut().zip(row).zip(&hidden).zip(&mut dhidden) {
            *dw = dscore * hidden;
            *dhidden += dscore * w;
        }
    }
    for (((dhidden, hidden), drow), dbias) in dhidden.iter().zip(&hidden).zip(d.w1).zip(d.b1) {
        let dsum = dhidden * (1.0 - hidden * hidden);
        *dbias = dsum;
        for (dw, input) in drow.iter_mut().zip(input) {
            *dw = dsum * input;
        }
    }
    total.ln() + largest - scores[label]
}

impl<'a> Gradient<'a> {
    /// The number of all components.
    pub const SIZE: usize = (INPUTS + 1) * HIDDEN + (HIDDEN + 1) * CLASSES;

    /// The parts of a gradient.
    pub fn of(mut dx: &'a mut [f64]) -> Self {
        let square = "as many rows as there are units";
        Gradient {
            w1: take_rows(&mut dx, HIDDEN).try_into().expect(square),
            b1: take(&mut dx, HIDDEN).try_into().expect(square),
            w2: take_rows(&mut dx, CLASSES).try_into().expect(square),
            b2: dx.try_into().expect(square),
        }
    }
}

/// The case.
pub fn case() -> Case {
    let mut numbers = Numbers::default();
    let at = Parameters::new(&mut numbers);
    let Parameters { w1, b1, w2, b2 } = at;
    let input: &[f64; INPUTS] = &numbers.matrix(1)[0];
    let mut workspace = Workspace::new();
    Case::new("network 64–32–10", Gradient::SIZE, || {
        loss(w1, b1, w2, b2, input, 3)
    })
    .generated(move |dx| {
        let d = Gradient::of(dx);
        loss::value_and_grad_into(w1, b1, w2, b2, input, 3, &mut workspace, d.w1, d.b1, d.w2, d.b2)
    })
    .clear(|dx| clear(at, input, 3, Gradient::of(dx)))
    .tuned(|dx| by_hand(at, input, 3, Gradient::of(dx)))
}
