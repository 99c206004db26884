//! A Gaussian mixture by maximum likelihood: gradients instead of expectation and maximisation.
//!
//! ```text
//! cargo run --release --example mixture
//! ```
//!
//! Points in the plane are drawn from three normal distributions; a mixture of three others, whose weights, means and covariances are
//! free, is fitted to them with Adam on mini-batches. Covariances are given by their Cholesky factors with logarithms on the diagonal,
//! weights by a softmax, so that every vector of parameters is a mixture. The pictures are written to `target/mixture`.

use differentiate::differentiate;
use differentiate::optimizers::schedules::CosineAnnealingLr;
use differentiate::optimizers::Adam;
use differentiate::plots::{self, Figure};
use differentiate::training::{Batches, ProgressBar, Trainer};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::error::Error;
use std::f64::consts::TAU;
use std::fs;
use std::path::Path;

/// How many components.
const K: usize = 3;
/// A logit, a mean, and the factor of the precision: two logarithms and what is below the diagonal.
const PER_COMPONENT: usize = 6;
const POINTS: usize = 900;
const EPOCHS: u64 = 150;
const BATCH: usize = 90;

/// The mean negative log-likelihood of some points.
#[differentiate]
#[allow(clippy::needless_range_loop)] // written as the formulas are
fn loss(p: &[f64], #[constant] points: &[[f64; 2]]) -> f64 {
    let mut partition = 0.0;
    for k in 0..K {
        partition += p[PER_COMPONENT * k].exp();
    }
    let mut total = 0.0;
    for n in 0..points.len() {
        let mut logs = [0.0; K];
        for k in 0..K {
            let c = PER_COMPONENT * k;
            // (x − μ) in the coordinates in which the component is a standard normal distribution.
            let (x, y) = (points[n][0] - p[c + 1], points[n][1] - p[c + 2]);
            let u = p[c + 3].exp() * x;
            let v = p[c + 5] * x + p[c + 4].exp() * y;
            logs[k] = p[c] - partition.ln() + p[c + 3] + p[c + 4] - 0.5 * (u * u + v * v);
        }
        // The logarithm of the sum of exponentials, with the largest taken out so that none overflows.
        let largest = logs[0].max(logs[1]).max(logs[2]);
        let mut sum = 0.0;
        for k in 0..K {
            sum += (logs[k] - largest).exp();
        }
        total -= largest + sum.ln() - TAU.ln();
    }
    total / points.len() as f64
}

/// A weight, a mean, and the columns of the factor of the covariance.
type Component = (f64, [f64; 2], [[f64; 2]; 2]);

const TRUTH: [Component; K] = [
    (0.5, [-2.0, 0.0], [[1.2, 0.6], [0.0, 0.4]]),
    (0.3, [2.0, 1.5], [[0.5, 0.0], [0.0, 1.0]]),
    (0.2, [1.0, -2.5], [[0.9, -0.5], [0.0, 0.3]]),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = StdRng::seed_from_u64(7);
    let points: Vec<[f64; 2]> = (0..POINTS).map(|_| draw(&mut rng)).collect();

    // Small components at three of the points.
    let mut p = vec![0.0; K * PER_COMPONENT];
    for (k, component) in p.chunks_exact_mut(PER_COMPONENT).enumerate() {
        component[1..3].copy_from_slice(&points[k]);
    }
    loss::check(&p, &points[..BATCH])?;
    let outcome = Trainer::new(Adam::new(0.05))
        .batches(Batches::new(POINTS, BATCH).seed(1))
        .epochs(EPOCHS)
        .schedule_by_epoch(CosineAnnealingLr::new(EPOCHS))
        .callback(ProgressBar::new())
        .fit_and_validate(
            &mut p,
            |p, batch| {
                let some: Vec<[f64; 2]> = batch.indices().iter().map(|&n| points[n]).collect();
                loss::value_and_grad(p, &some)
            },
            |p| loss(p, &points),
        )?;

    println!(
        "negative log-likelihood of a point: {:.4}, of the true mixture {:.4}",
        loss(&p, &points),
        loss(&truth(), &points)
    );
    let mut fitted = components(&p);
    fitted.sort_by(|a, b| b.0.total_cmp(&a.0));
    for ((weight, mean, _), (true_weight, true_mean, _)) in fitted.iter().zip(TRUTH) {
        println!(
            "weight {weight:.3} at ({:.2}, {:.2}), true {true_weight} at ({}, {})",
            mean[0], mean[1], true_mean[0], true_mean[1]
        );
    }

    let folder = Path::new("target/mixture");
    fs::create_dir_all(folder)?;
    plots::history(folder.join("history.png"), &outcome.history)?;
    let mut figure = Figure::new("A mixture of three normal distributions")
        .labels("x", "y")
        .points("points", points.iter().map(|point| (point[0], point[1])));
    for (name, mixture) in [("true, two deviations", TRUTH.to_vec()), ("fitted", fitted)] {
        // One line, with gaps between the ellipses.
        let gap = [(f64::NAN, f64::NAN)];
        let ellipses = mixture
            .iter()
            .flat_map(|component| ellipse(component).chain(gap))
            .collect::<Vec<_>>();
        figure = figure.line(name, ellipses);
    }
    figure.save(folder.join("mixture.png"))?;
    for picture in ["mixture.png", "history.png"] {
        println!("picture: {}", folder.join(picture).display());
    }
    Ok(())
}

/// A point of the true mixture.
fn draw(rng: &mut StdRng) -> [f64; 2] {
    let mut chosen = rng.random::<f64>();
    let mut component = TRUTH[K - 1];
    for candidate in TRUTH {
        if chosen < candidate.0 {
            component = candidate;
            break;
        }
        chosen -= candidate.0;
    }
    let (radius, angle) = (
        (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt(),
        TAU * rng.random::<f64>(),
    );
    at(&component, radius * angle.cos(), radius * angle.sin())
}

/// The point of a component that is (u, v) for a standard normal distribution.
fn at((_, mean, factor): &Component, u: f64, v: f64) -> [f64; 2] {
    [0, 1].map(|i| mean[i] + factor[0][i] * u + factor[1][i] * v)
}

/// Two standard deviations around the mean.
fn ellipse(component: &Component) -> impl Iterator<Item = (f64, f64)> + '_ {
    (0..=100).map(move |k| {
        let (sine, cosine) = (TAU * f64::from(k) / 100.0).sin_cos();
        let [x, y] = at(component, 2.0 * cosine, 2.0 * sine);
        (x, y)
    })
}

/// What the parameters mean.
fn components(p: &[f64]) -> Vec<Component> {
    let partition: f64 = p.iter().step_by(PER_COMPONENT).map(|logit| logit.exp()).sum();
    p.chunks_exact(PER_COMPONENT)
        .map(|c| {
            // The inverse of [[a, 0], [b, d]], which takes points to the standard normal distribution.
            let (a, d, b) = (c[3].exp(), c[4].exp(), c[5]);
            let factor = [[1.0 / a, -b / (a * d)], [0.0, 1.0 / d]];
            (c[0].exp() / partition, [c[1], c[2]], factor)
        })
        .collect()
}

/// The parameters of the true mixture.
fn truth() -> Vec<f64> {
    let parameters = TRUTH
        .iter()
        .flat_map(|(weight, mean, [[a, b], [_, d]])| [weight.ln(), mean[0], mean[1], -a.ln(), -d.ln(), -b / (a * d)]);
    parameters.collect()
}
