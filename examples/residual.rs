//! A network of 30 layers that trains where the plain one does not: residual connections, and the gradients that they save.
//!
//! ```text
//! cargo run --release --example residual
//! ```
//!
//! Both networks read handwritten digits, are the same but for the connections, begin with the same weights, those that
//! `torch.nn.Linear` begins with, and are trained alike. In the plain one each layer shrinks the gradient that comes from behind, and
//! nothing is left of it in the first layers; a residual connection passes it on as it is. Pictures of the norms of the gradient by
//! layer, before training, and of the losses are written to `target/residual`.

#[path = "digits/data.rs"]
mod data;

use data::{Digits, PIXELS};
use differentiate::initialisation::{seeded, uniform};
use differentiate::optimizers::schedules::CosineAnnealingLr;
use differentiate::optimizers::Sgd;
use differentiate::plots::{stack, Figure};
use differentiate::training::{Batches, History, ProgressBar, Trainer};
use differentiate::{differentiate, nn, Differentiable};
use std::error::Error;
use std::path::Path;

const LAYERS: usize = 30;
const WIDTH: usize = 32;
const CLASSES: usize = 10;

const EPOCHS: u64 = 30;
const BATCH: usize = 32;
const RATE: f64 = 0.005;
const MOMENTUM: f64 = 0.9;
const SEED: u64 = 1;

/// The weights of the hidden layers, and those of the layers before and behind them.
#[derive(Clone, Differentiable)]
pub struct Network {
    /// `WIDTH` × `PIXELS`.
    pub first_weights: Vec<f64>,
    /// `WIDTH`.
    pub first_biases: Vec<f64>,
    /// `LAYERS` of `WIDTH` × `WIDTH`.
    pub weights: Vec<Vec<f64>>,
    /// `LAYERS` of `WIDTH`.
    pub biases: Vec<Vec<f64>>,
    /// `CLASSES` × `WIDTH`.
    pub last_weights: Vec<f64>,
    /// `CLASSES`.
    pub last_biases: Vec<f64>,
}

/// For each image ten numbers, of which the largest says what it shows.
#[differentiate]
fn logits(net: &Network, is_residual: bool, #[constant] images: &[f64]) -> Vec<f64> {
    let mut h: Vec<f64> = nn::linear(images, &net.first_weights, &net.first_biases);
    for layer in 0..net.weights.len() {
        let sums: Vec<f64> = nn::linear(&h, &net.weights[layer], &net.biases[layer]);
        let branch: Vec<f64> = sums.iter().map(|&v| nn::tanh(v)).collect();
        h = if is_residual { nn::residual(&h, &branch) } else { branch };
    }
    nn::linear(&h, &net.last_weights, &net.last_biases)
}

/// The mean cross-entropy, in nats, of the network on some images.
#[differentiate]
fn loss(net: &Network, is_residual: bool, #[constant] images: &[f64], labels: &[usize]) -> f64 {
    let logits: Vec<f64> = logits(net, is_residual, images);
    nn::cross_entropy(&logits, labels, 0.0)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (train, test) = data::load();
    let mut norms = Figure::new(format!(
        "Norm of the gradient in each of {LAYERS} layers, before training"
    ))
    .labels("layer", "norm")
    .log_y();
    let mut losses = Figure::new("Training").labels("epoch", "cross-entropy");
    for (name, is_residual) in [("plain", false), ("residual", true)] {
        let mut net = initial_network();
        let gradient = loss::grad(&net, is_residual, train.images.as_flattened(), &train.labels);
        let by_layer: Vec<f64> = gradient.weights.iter().map(|dw| norm(dw)).collect();
        println!(
            "{name}: the gradient has the norm {:.1e} in the first layer",
            by_layer[0]
        );
        norms = norms.line(
            name,
            by_layer
                .iter()
                .enumerate()
                .map(|(layer, &norm)| ((layer + 1) as f64, norm)),
        );

        let history = fit(&mut net, is_residual, &train)?;
        let rows = history.rows().iter();
        losses = losses.line(name, rows.map(|row| (row.epoch as f64 + 1.0, row.loss)));
        println!(
            "{name}: test accuracy {:.2} %",
            100.0 * accuracy(&net, is_residual, &test)
        );
    }

    let folder = Path::new("target/residual");
    std::fs::create_dir_all(folder)?;
    let path = folder.join("gradients.png");
    stack(&path, &[norms, losses])?;
    println!("picture: {}", path.display());
    Ok(())
}

/// Weights and biases between ±1/√inputs.
fn initial_network() -> Network {
    let rng = &mut seeded(SEED);
    let mut numbers = |count: usize, inputs: usize| {
        let mut numbers = vec![0.0; count];
        let bound = 1.0 / (inputs as f64).sqrt();
        uniform(&mut numbers, -bound, bound, rng);
        numbers
    };
    Network {
        first_weights: numbers(WIDTH * PIXELS, PIXELS),
        first_biases: numbers(WIDTH, PIXELS),
        weights: (0..LAYERS).map(|_| numbers(WIDTH * WIDTH, WIDTH)).collect(),
        biases: (0..LAYERS).map(|_| numbers(WIDTH, WIDTH)).collect(),
        last_weights: numbers(CLASSES * WIDTH, WIDTH),
        last_biases: numbers(CLASSES, WIDTH),
    }
}

/// Trains in place, and shows the progress.
fn fit(net: &mut Network, is_residual: bool, train: &Digits) -> Result<History, Box<dyn Error>> {
    let batches = Batches::new(train.len(), BATCH).seed(SEED);
    let steps = EPOCHS * batches.per_epoch();
    let outcome = Trainer::new(Sgd::new(RATE).momentum(MOMENTUM))
        .batches(batches)
        .epochs(EPOCHS)
        .schedule(CosineAnnealingLr::new(steps))
        .callback(ProgressBar::new())
        .fit(net, |net, batch| {
            let digits = train.rows(batch.indices());
            loss::value_and_grad(net, is_residual, digits.images.as_flattened(), &digits.labels)
        })?;
    Ok(outcome.history)
}

/// The share of digits that the network reads right.
fn accuracy(net: &Network, is_residual: bool, digits: &Digits) -> f64 {
    let logits = logits(net, is_residual, digits.images.as_flattened());
    let right = logits.chunks(CLASSES).zip(&digits.labels).filter(|(logits, &label)| {
        let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        logits[label] == largest
    });
    right.count() as f64 / digits.len() as f64
}

fn norm(x: &[f64]) -> f64 {
    x.iter().map(|x| x * x).sum::<f64>().sqrt()
}
