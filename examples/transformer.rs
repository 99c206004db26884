//! A small transformer that learns to sort.
//!
//! ```text
//! cargo run --release --example transformer
//! ```
//!
//! It sees eight digits at once and says which stands at each place of the sorted sequence: two blocks of attention with four heads and
//! of a dense network, with normalisation before each (Vaswani et al. 2017, Xiong et al. 2020). It is one plain Rust function of
//! the building blocks in `differentiate::nn`, trained with AdamW, warm-up and clipping on some thousand random sequences, and tested on
//! others. A picture of the losses, the rate and the norm of the gradient is written to `target/transformer`.

#[path = "transformer/model.rs"]
mod model;
#[path = "transformer/sequences.rs"]
mod sequences;

use differentiate::optimizers::clipping::ClipNorm;
use differentiate::optimizers::schedules::{CosineAnnealingLr, LinearLr, SequentialLr};
use differentiate::optimizers::AdamW;
use differentiate::plots;
use differentiate::training::{Batches, History, ProgressBar, Trainer};
use model::{logits, loss, Transformer};
use sequences::{Sequences, DIGITS, LENGTH};
use std::error::Error;
use std::path::Path;

const TRAIN: usize = 8192;
const TEST: usize = 1000;
const EPOCHS: u64 = 7;
const BATCH: usize = 64;
const RATE: f64 = 4e-3;
const WARM_UP: u64 = 100;
const MAX_NORM: f64 = 1.0;
const SEED: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let (train, test) = sequences::random(TRAIN, TEST, SEED);
    let mut net = Transformer::new(SEED);
    let history = fit(&mut net, &train, &test)?;

    let folder = Path::new("target/transformer");
    std::fs::create_dir_all(folder)?;
    let path = folder.join("training.png");
    plots::history(&path, &history)?;
    println!("picture: {}", path.display());
    for (digits, sorted) in test.digits.chunks(LENGTH).zip(sort(&net, &test).chunks(LENGTH)).take(3) {
        println!("{digits:?} → {sorted:?}");
    }
    println!("held-out sequences sorted: {:.2} %", 100.0 * accuracy(&net, &test));
    Ok(())
}

/// Trains in place, and shows the progress.
fn fit(net: &mut Transformer, train: &Sequences, test: &Sequences) -> Result<History, Box<dyn Error>> {
    let batches = Batches::new(train.len(), BATCH).seed(SEED);
    let steps = EPOCHS * batches.per_epoch();
    let warm_up = LinearLr::new().start_factor(1.0 / WARM_UP as f64).total_iters(WARM_UP);
    let schedule = SequentialLr::new([WARM_UP])
        .then(warm_up)
        .then(CosineAnnealingLr::new(steps - WARM_UP));
    let outcome = Trainer::new(AdamW::new(RATE))
        .batches(batches)
        .epochs(EPOCHS)
        .schedule(schedule)
        .clip(ClipNorm::new(MAX_NORM))
        .record_every(10)
        .callback(ProgressBar::new())
        .fit_and_validate(
            net,
            |net, batch| {
                let batch = train.some(batch.indices());
                loss::value_and_grad(net, &batch.digits, &batch.sorted)
            },
            |net| loss(net, &test.digits, &test.sorted),
        )?;
    Ok(outcome.history)
}

/// What the network takes for the sorted sequences.
fn sort(net: &Transformer, sequences: &Sequences) -> Vec<usize> {
    let largest = |logits: &[f64]| {
        (0..DIGITS)
            .max_by(|&a, &b| logits[a].total_cmp(&logits[b]))
            .unwrap_or(0)
    };
    logits(net, &sequences.digits).chunks(DIGITS).map(largest).collect()
}

/// The share of sequences that are right at every place.
fn accuracy(net: &Transformer, sequences: &Sequences) -> f64 {
    let sorted = sort(net, sequences);
    let right = sorted
        .chunks(LENGTH)
        .zip(sequences.sorted.chunks(LENGTH))
        .filter(|(got, expected)| got == expected);
    right.count() as f64 / sequences.len() as f64
}
