//! How much of a gradient is noise, and what batch size that suggests.

use crate::optimizers::gradient::{components, length, runs};
use crate::optimizers::Gradient;
use core::fmt;
use std::vec::Vec;

/// Estimates the simple noise scale *B* = tr Σ / |*G*|² (McCandlish, Kaplan, Amodei and OpenAI Dota Team 2018): the trace of the
/// covariance of the gradients of single examples, relative to the square of the mean gradient.
///
/// It compares the mean of *k* gradients of batches of *b* examples with these gradients themselves. With their squared norms
/// |*G_kb*|² and |*G_b*|² (the mean of them), as in appendix A.1 of the paper,
/// |*G*|² ≈ (*kb*|*G_kb*|² − *b*|*G_b*|²) / (*kb* − *b*) and tr Σ ≈ (|*G_b*|² − |*G_kb*|²) / (1/*b* − 1/*kb*), both without bias. Both are
/// averaged over observations, since their ratio is not.
#[derive(Clone, Debug, Default)]
pub struct NoiseScale {
    signal: f64,
    noise: f64,
    observations: u64,
}

/// What is known of the noise.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct NoiseEstimate {
    /// The square of the norm of the mean gradient, |*G*|². An estimate that is not positive says that the noise hides it.
    pub signal: f64,
    /// The trace of the covariance of the gradients of single examples, tr Σ.
    pub noise: f64,
}

impl NoiseScale {
    /// Nothing observed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the gradients of at least two batches of `batch` examples each, at the same parameters.
    ///
    /// # Panics
    /// If there are fewer than two, `batch` is 0, or they differ in length.
    #[track_caller]
    pub fn observe<G: Gradient>(&mut self, batch: usize, gradients: &[G]) {
        let k = gradients.len();
        assert!(
            k >= 2,
            "NoiseScale: there are {k} gradients, but noise needs at least 2"
        );
        assert!(batch > 0, "NoiseScale: batch is 0, but must be at least 1");
        let (mut mean, mut small) = (Vec::new(), 0.0);
        for gradient in gradients {
            let runs = runs(gradient);
            let flat: Vec<f64> = runs.iter().flat_map(|run| components(run, 0..length(run))).collect();
            if mean.is_empty() {
                mean.resize(flat.len(), 0.0);
            }
            assert!(mean.len() == flat.len(), "NoiseScale: the gradients differ in length");
            mean.iter_mut().zip(&flat).for_each(|(mean, x)| *mean += x / k as f64);
            small += flat.iter().map(|x| x * x).sum::<f64>() / k as f64;
        }
        let large = mean.iter().map(|x| x * x).sum::<f64>();
        let (b, kb) = (batch as f64, (batch * k) as f64);
        let signal = (kb * large - b * small) / (kb - b);
        let noise = (small - large) / (1.0 / b - 1.0 / kb);
        self.observations += 1;
        let share = 1.0 / self.observations as f64;
        self.signal += share * (signal - self.signal);
        self.noise += share * (noise - self.noise);
    }

    /// The averages so far; none before the first observation.
    pub fn estimate(&self) -> Option<NoiseEstimate> {
        (self.observations > 0).then_some(NoiseEstimate {
            signal: self.signal,
            noise: self.noise,
        })
    }
}

impl NoiseEstimate {
    /// tr Σ / |*G*|². None where the noise hides the gradient: take more observations.
    ///
    /// Batches much smaller than this train about as fast, for each example; batches much larger waste examples. It grows while the
    /// gradient becomes smaller.
    pub fn noise_scale(&self) -> Option<f64> {
        (self.signal > 0.0).then(|| self.noise.max(0.0) / self.signal)
    }

    /// The batch size that it suggests: the noise scale, at least 1.
    pub fn batch_size(&self) -> Option<usize> {
        self.noise_scale().map(|scale| scale.round().max(1.0) as usize)
    }
}

impl fmt::Display for NoiseEstimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.batch_size() {
            None => write!(f, "the noise hides the gradient: observe more, or larger batches"),
            Some(1) => write!(f, "the gradient has hardly any noise: batches of 1 are large enough"),
            Some(size) => write!(
                f,
                "the noise scale is {size}: batches of about {size} are a good compromise, smaller ones take more steps, larger ones \
                 more examples"
            ),
        }
    }
}
