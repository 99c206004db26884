//! Trains a convolutional network on handwritten digits, with SGD, momentum and cosine annealing.
//!
//! ```text
//! cargo run --release --example digits
//! ```
//!
//! The network is one plain Rust function of the building blocks in `differentiate::nn`: two convolutions with ReLU, the first with
//! max pooling, and a dense layer. It is initialised after He et al. (2015), and trained on the cross-entropy of mini-batches whose images are
//! shifted a little at random. Pictures of the loss curves and of the digits that it gets wrong are written to `target/digits`.

#[path = "digits/data.rs"]
mod data;
#[path = "digits/pictures.rs"]
mod pictures;
#[path = "digits/shift.rs"]
mod shift;

use data::{Digits, PIXELS};
use differentiate::initialisation::{kaiming_normal, seeded, Fan, FanMode, Nonlinearity};
use differentiate::optimizers::schedules::CosineAnnealingLr;
use differentiate::optimizers::Sgd;
use differentiate::training::{Batches, History, ProgressBar, Trainer};
use differentiate::{differentiate, nn, Differentiable};
use pictures::Mistake;
use shift::shift_randomly;
use std::error::Error;
use std::path::Path;

/// Filters of the first and of the second convolution.
const FILTERS: [usize; 2] = [12, 24];
const SIDE: usize = 8;
const CLASSES: usize = 10;

const EPOCHS: u64 = 60;
const BATCH: usize = 32;
const RATE: f64 = 0.05;
const MOMENTUM: f64 = 0.9;
const WEIGHT_DECAY: f64 = 5e-4;
/// How far the images of a mini-batch are moved, in pixels.
const SHIFT: f64 = 0.8;
const SEED: u64 = 1;

/// The parameters, layer by layer.
#[derive(Clone, Differentiable)]
pub struct Network {
    /// 12 × 1 × 3 × 3.
    pub filters1: Vec<f64>,
    /// 12.
    pub biases1: Vec<f64>,
    /// 24 × 12 × 3 × 3.
    pub filters2: Vec<f64>,
    /// 24.
    pub biases2: Vec<f64>,
    /// 10 × 384.
    pub weights: Vec<f64>,
    /// 10.
    pub biases: Vec<f64>,
}

/// For each image ten numbers, of which the largest says what it shows.
#[differentiate]
fn logits(net: &Network, #[constant] images: &[f64]) -> Vec<f64> {
    let image = [1, SIDE, SIDE];
    let x: Vec<f64> = nn::conv2d(
        images,
        &net.filters1,
        &net.biases1,
        image,
        [3, 3],
        [1, 1],
        [1, 1],
        [1, 1],
        1,
    );
    let x: Vec<f64> = x.iter().map(|&v| nn::relu(v)).collect();
    let x: Vec<f64> = nn::max_pool2d(&x, [FILTERS[0], SIDE, SIDE], [2, 2], [2, 2], [0, 0]);
    let half = [FILTERS[0], SIDE / 2, SIDE / 2];
    let x: Vec<f64> = nn::conv2d(&x, &net.filters2, &net.biases2, half, [3, 3], [1, 1], [1, 1], [1, 1], 1);
    let x: Vec<f64> = x.iter().map(|&v| nn::relu(v)).collect();
    nn::linear(&x, &net.weights, &net.biases)
}

/// The mean cross-entropy, in nats, of the network on some images.
#[differentiate]
fn loss(net: &Network, #[constant] images: &[f64], labels: &[usize]) -> f64 {
    let logits: Vec<f64> = logits(net, images);
    nn::cross_entropy(&logits, labels, 0.0)
}

fn main() -> Result<(), Box<dyn Error>> {
    let (train, test) = data::load();
    let mut net = initial_network();
    let history = fit(&mut net, &train, &test)?;

    let mistakes = mistakes(&net, &test);
    for path in pictures::draw(Path::new("target/digits"), &history, &test, &mistakes)? {
        println!("picture: {}", path.display());
    }
    let accuracy = 1.0 - mistakes.len() as f64 / test.len() as f64;
    println!("test accuracy: {:.2} %", 100.0 * accuracy);
    Ok(())
}

/// Weights that keep the scale of signals through layers with ReLU; biases zero.
fn initial_network() -> Network {
    let rng = &mut seeded(SEED);
    let mut weights = |count: usize, fan: Fan| {
        let mut weights = vec![0.0; count];
        kaiming_normal(&mut weights, fan, FanMode::FanIn, Nonlinearity::Relu, rng);
        weights
    };
    let inputs = FILTERS[1] * PIXELS / 4;
    Network {
        filters1: weights(FILTERS[0] * 9, Fan::conv2d(1, FILTERS[0], [3, 3])),
        biases1: vec![0.0; FILTERS[0]],
        filters2: weights(FILTERS[1] * FILTERS[0] * 9, Fan::conv2d(FILTERS[0], FILTERS[1], [3, 3])),
        biases2: vec![0.0; FILTERS[1]],
        weights: weights(CLASSES * inputs, Fan::dense(inputs, CLASSES)),
        biases: vec![0.0; CLASSES],
    }
}

/// Trains in place, and shows the progress.
fn fit(net: &mut Network, train: &Digits, test: &Digits) -> Result<History, Box<dyn Error>> {
    let batches = Batches::new(train.len(), BATCH).seed(SEED);
    let steps = EPOCHS * batches.per_epoch();
    let sgd = Sgd::new(RATE)
        .momentum(MOMENTUM)
        .nesterov(true)
        .weight_decay(WEIGHT_DECAY);
    let mut trainer = Trainer::new(sgd)
        .batches(batches)
        .epochs(EPOCHS)
        .schedule(CosineAnnealingLr::new(steps))
        .callback(ProgressBar::new());
    let outcome = trainer.fit_and_validate(
        net,
        |net, batch| {
            let mut digits = train.rows(batch.indices());
            shift_randomly(&mut digits.images, SHIFT, &mut seeded(batch.seed()));
            loss::value_and_grad(net, digits.images.as_flattened(), &digits.labels)
        },
        |net| loss(net, test.images.as_flattened(), &test.labels),
    )?;
    Ok(outcome.history)
}

/// The digits that the network takes for others.
fn mistakes(net: &Network, digits: &Digits) -> Vec<Mistake> {
    let logits = logits(net, digits.images.as_flattened());
    let predictions = logits.chunks(CLASSES).map(largest).enumerate();
    let wrong = predictions.filter(|&(index, predicted)| predicted != digits.labels[index]);
    wrong.map(|(index, predicted)| Mistake { index, predicted }).collect()
}

/// The place of the largest number.
fn largest(logits: &[f64]) -> usize {
    (0..logits.len())
        .max_by(|&a, &b| logits[a].total_cmp(&logits[b]))
        .unwrap_or(0)
}
