//! Trains a neural network on handwritten digits; the whole loss is one plain Rust function.
//!
//! ```text
//! cargo run --release --example digits
//! ```
//!
//! The network has two hidden layers with ReLU, is initialised after He et al. (2015), and is trained with Adam on the
//! softmax cross-entropy of mini-batches, whose images are shifted a little at random. Pictures of the loss curves and of
//! the digits that it gets wrong are written to `target/digits`.

#[path = "digits/data.rs"]
mod data;
#[path = "digits/pictures.rs"]
mod pictures;

use data::{Digits, PIXELS};
use differentiate::optimizers::Adam;
use differentiate::{differentiate, Workspace};
use indicatif::{ProgressBar, ProgressStyle};
use pictures::{History, Mistake};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::error::Error;
use std::path::Path;

const HIDDEN1: usize = 96;
const HIDDEN2: usize = 48;
const CLASSES: usize = 10;

// Where the weights and biases of each layer lie in the vector of all parameters.
const WEIGHTS1: usize = 0;
const BIASES1: usize = WEIGHTS1 + HIDDEN1 * PIXELS;
const WEIGHTS2: usize = BIASES1 + HIDDEN1;
const BIASES2: usize = WEIGHTS2 + HIDDEN2 * HIDDEN1;
const WEIGHTS3: usize = BIASES2 + HIDDEN2;
const BIASES3: usize = WEIGHTS3 + CLASSES * HIDDEN2;
const PARAMETERS: usize = BIASES3 + CLASSES;

const EPOCHS: usize = 200;
const BATCH: usize = 32;
const RATE: f64 = 2e-3;
/// How far the images of a mini-batch are moved, in pixels.
const SHIFT: f64 = 0.8;
const SEED: u64 = 1;

/// The mean cross-entropy, in nats, of the network with parameters `w` on some images.
#[differentiate]
#[allow(clippy::needless_range_loop)] // written as the formulas are
fn loss(w: &[f64], #[constant] images: &[[f64; PIXELS]], #[constant] labels: &[usize]) -> f64 {
    let mut total = 0.0;
    for n in 0..images.len() {
        let mut hidden1 = [0.0; HIDDEN1];
        for i in 0..HIDDEN1 {
            let mut sum = w[BIASES1 + i];
            for j in 0..PIXELS {
                sum += w[WEIGHTS1 + i * PIXELS + j] * images[n][j];
            }
            hidden1[i] = sum.max(0.0);
        }
        let mut hidden2 = [0.0; HIDDEN2];
        for i in 0..HIDDEN2 {
            let mut sum = w[BIASES2 + i];
            for j in 0..HIDDEN1 {
                sum += w[WEIGHTS2 + i * HIDDEN1 + j] * hidden1[j];
            }
            hidden2[i] = sum.max(0.0);
        }
        let mut logits = [0.0; CLASSES];
        for i in 0..CLASSES {
            let mut sum = w[BIASES3 + i];
            for j in 0..HIDDEN2 {
                sum += w[WEIGHTS3 + i * HIDDEN2 + j] * hidden2[j];
            }
            logits[i] = sum;
        }

        // −ln softmax(logits)[label], with the largest logit taken out so that no exponential overflows.
        let mut largest = logits[0];
        for i in 1..CLASSES {
            largest = largest.max(logits[i]);
        }
        let mut partition = 0.0;
        for i in 0..CLASSES {
            partition += (logits[i] - largest).exp();
        }
        total += largest + partition.ln() - logits[labels[n]];
    }
    total / images.len() as f64
}

fn main() -> Result<(), Box<dyn Error>> {
    let (train, test) = data::load();
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut w = initial_parameters(&mut rng);
    let history = fit(&mut w, &train, &test, &mut rng);

    let mistakes = mistakes(&w, &test);
    for path in pictures::draw(Path::new("target/digits"), &history, &test, &mistakes)? {
        println!("picture: {}", path.display());
    }
    println!("test accuracy: {:.2} %", 100.0 * accuracy(&mistakes, &test));
    Ok(())
}

/// Trains `w` in place, with a rate that falls linearly, and shows the progress.
fn fit(w: &mut [f64], train: &Digits, test: &Digits, rng: &mut StdRng) -> History {
    let progress = ProgressBar::new(EPOCHS as u64).with_style(
        ProgressStyle::with_template("epoch {pos:>2}/{len} {bar:40.cyan/238} {msg} [{elapsed}]")
            .expect("a valid template"),
    );
    let mut history = History::default();
    let mut adam = Adam::new(RATE).weight_decay(1e-4);
    let mut workspace = Workspace::new();
    let mut dw = vec![0.0; PARAMETERS];
    for epoch in 0..EPOCHS {
        adam.set_learning_rate(RATE * (1.0 - epoch as f64 / EPOCHS as f64));
        let mut sum = 0.0;
        for mut batch in train.shuffled_batches(BATCH, rng) {
            batch.shift_randomly(SHIFT, rng);
            let mean = loss::value_and_grad_into(w, &batch.images, &batch.labels, &mut workspace, &mut dw);
            adam.step(w, &dw);
            sum += mean * batch.len() as f64;
        }
        history.train_loss.push(sum / train.len() as f64);
        history.test_loss.push(loss(w, &test.images, &test.labels));
        history.test_accuracy.push(accuracy(&mistakes(w, test), test));
        progress.set_message(format!(
            "loss {:.4}, test loss {:.4}, test accuracy {:.2} %",
            history.train_loss[epoch],
            history.test_loss[epoch],
            100.0 * history.test_accuracy[epoch]
        ));
        progress.inc(1);
    }
    progress.finish();
    history
}

/// Weights uniform with variance 2 / inputs, which keeps the scale of signals through layers with ReLU; biases zero.
fn initial_parameters(rng: &mut StdRng) -> Vec<f64> {
    let mut w = vec![0.0; PARAMETERS];
    for (weights, inputs) in [
        (WEIGHTS1..BIASES1, PIXELS),
        (WEIGHTS2..BIASES2, HIDDEN1),
        (WEIGHTS3..BIASES3, HIDDEN2),
    ] {
        let bound = (6.0 / inputs as f64).sqrt();
        w[weights].fill_with(|| rng.random_range(-bound..bound));
    }
    w
}

/// The digits that the network with parameters `w` takes for others.
fn mistakes(w: &[f64], digits: &Digits) -> Vec<Mistake> {
    let predictions = digits.images.iter().map(|image| predict(w, image)).enumerate();
    let wrong = predictions.filter(|&(index, predicted)| predicted != digits.labels[index]);
    wrong.map(|(index, predicted)| Mistake { index, predicted }).collect()
}

fn accuracy(mistakes: &[Mistake], digits: &Digits) -> f64 {
    1.0 - mistakes.len() as f64 / digits.len() as f64
}

/// The class with the largest logit.
fn predict(w: &[f64], image: &[f64; PIXELS]) -> usize {
    let hidden1 = relu(dense(&w[WEIGHTS1..BIASES1], &w[BIASES1..WEIGHTS2], image));
    let hidden2 = relu(dense(&w[WEIGHTS2..BIASES2], &w[BIASES2..WEIGHTS3], &hidden1));
    let logits = dense(&w[WEIGHTS3..BIASES3], &w[BIASES3..], &hidden2);
    (0..CLASSES)
        .max_by(|&a, &b| logits[a].total_cmp(&logits[b]))
        .unwrap_or(0)
}

/// A layer without its activation: a weighted sum and a bias for each unit.
fn dense(weights: &[f64], biases: &[f64], inputs: &[f64]) -> Vec<f64> {
    let sum = |row: &[f64]| {
        row.iter()
            .zip(inputs)
            .map(|(weight, input)| weight * input)
            .sum::<f64>()
    };
    weights
        .chunks_exact(inputs.len())
        .zip(biases)
        .map(|(row, bias)| bias + sum(row))
        .collect()
}

fn relu(sums: Vec<f64>) -> Vec<f64> {
    sums.into_iter().map(|sum| sum.max(0.0)).collect()
}
