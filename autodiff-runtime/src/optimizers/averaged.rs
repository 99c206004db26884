//! Averages of parameters over the course of training.

use super::engine::Lengths;
use super::validate;
use crate::tangent::{Differentiable, Runs};
use std::vec::Vec;

/// An average of parameters, as `torch.optim.swa_utils.AveragedModel` keeps it: often better than the last of them.
///
/// The first update copies. After that [`Averaged::swa`] keeps the mean of all (stochastic weight averaging, Izmailov,
/// Podoprikhin, Garipov, Vetrov and Wilson 2018), *a* ← *a* + (θ − *a*) / (*n* + 1), and [`Averaged::ema`] an exponential
/// moving average (Polyak and Juditsky 1992), *a* ← *a* + (1 − β)(θ − *a*).
///
/// ```
/// use autodiff_runtime::optimizers::Averaged;
///
/// let mut mean = Averaged::swa();
/// for step in 1..=3 {
///     mean.update(&[f64::from(step), 0.5]);
/// }
/// assert_eq!(mean.average(), Some(&[2.0, 0.5]));
/// ```
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Averaged<P> {
    /// None for the mean.
    decay: Option<f64>,
    average: Option<P>,
    updates: u64,
}

impl<P: Differentiable + Clone> Averaged<P> {
    /// The mean of all.
    pub fn swa() -> Self {
        Self {
            decay: None,
            average: None,
            updates: 0,
        }
    }

    /// The moving average with this decay (torch's default is 0.999).
    ///
    /// # Panics
    /// If `decay` is not in [0, 1].
    #[track_caller]
    pub fn ema(decay: f64) -> Self {
        Self {
            decay: Some(validate::fraction("Averaged", "decay", decay)),
            ..Self::swa()
        }
    }

    /// Takes the parameters into the average.
    ///
    /// # Panics
    /// If they have another shape than before.
    #[track_caller]
    pub fn update(&mut self, params: &P) {
        let weight = match self.decay {
            Some(decay) => 1.0 - decay,
            None => 1.0 / (self.updates + 1) as f64,
        };
        match &mut self.average {
            None => self.average = Some(params.clone()),
            Some(average) => {
                let mut params = params.clone();
                let (mut before, mut now) = (Lengths::default(), Lengths::default());
                average.visit(&mut before);
                params.visit(&mut now);
                validate::same_as_before(before.0.iter().copied(), &now.0);
                let mut new = Vec::new();
                params.visit(&mut Collect { into: &mut new });
                let mut runs = new.iter();
                average.visit(&mut Merge {
                    runs: &mut runs,
                    weight,
                });
            }
        }
        self.updates += 1;
    }

    /// The average; none before the first update.
    pub fn average(&self) -> Option<&P> {
        self.average.as_ref()
    }

    /// How many updates there were.
    pub fn updates(&self) -> u64 {
        self.updates
    }
}

/// Copies all floats.
pub(super) struct Collect<'a> {
    into: &'a mut Vec<Vec<f64>>,
}

impl Runs for Collect<'_> {
    fn f64s(&mut self, values: &mut [f64]) {
        self.into.push(values.to_vec());
    }

    fn f32s(&mut self, values: &mut [f32]) {
        self.into.push(values.iter().copied().map(f64::from).collect());
    }
}

/// Moves floats towards those of `runs`.
pub(super) struct Merge<'a> {
    runs: &'a mut core::slice::Iter<'a, Vec<f64>>,
    weight: f64,
}

impl Runs for Merge<'_> {
    fn f64s(&mut self, values: &mut [f64]) {
        for (average, value) in values.iter_mut().zip(self.runs.next().into_iter().flatten()) {
            *average += self.weight * (value - *average);
        }
    }

    fn f32s(&mut self, values: &mut [f32]) {
        for (average, value) in values.iter_mut().zip(self.runs.next().into_iter().flatten()) {
            *average += (self.weight * (value - f64::from(*average))) as f32;
        }
    }
}
