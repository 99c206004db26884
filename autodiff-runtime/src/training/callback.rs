//! What is told how training goes.

use super::outcome::Ending;
use super::watched::WatchedTensor;
use core::ops::ControlFlow;
use std::string::String;
use std::vec::Vec;

/// What looks on while a [`Trainer`](super::Trainer) works, and may stop it: `Break` says why.
///
/// Whatever it remembers from step to step, and acts upon, belongs into a checkpoint: [`save`](Callback::save) and
/// [`restore`](Callback::restore).
pub trait Callback {
    /// Training begins, or goes on after this many of the steps.
    fn begin(&mut self, _done: u64, _steps: u64) {}

    /// A step was taken.
    fn step(&mut self, _now: &StepEnd<'_>) -> ControlFlow<String> {
        ControlFlow::Continue(())
    }

    /// The last step of an epoch was taken.
    fn epoch(&mut self, _now: &EpochEnd) -> ControlFlow<String> {
        ControlFlow::Continue(())
    }

    /// Training is over.
    fn end(&mut self, _ending: &Ending) {}

    /// Whether it wants to see the tensors of this step, which has to copy them.
    fn watches(&self, _step: u64) -> bool {
        false
    }

    /// What it remembers.
    fn save(&self) -> Vec<u8> {
        Vec::new()
    }

    /// Remembers what was saved.
    ///
    /// # Errors
    /// If these are not the bytes of such a callback: says why.
    fn restore(&mut self, _saved: &[u8]) -> Result<(), String> {
        Ok(())
    }
}

/// A step that was taken.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct StepEnd<'a> {
    /// The number of the step, from 0.
    pub step: u64,
    /// The number of the epoch, from 0.
    pub epoch: u64,
    /// The loss of the batch, before the step.
    pub loss: f64,
    /// The rate of the step.
    pub rate: f64,
    /// The Euclidean norm of the gradient, before it was clipped.
    pub gradient_norm: f64,
    /// The tensors of the parameters, if a callback watches this step; else none.
    pub tensors: &'a [WatchedTensor],
}

/// An epoch that is over.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct EpochEnd {
    /// The number of the epoch, from 0.
    pub epoch: u64,
    /// How many steps were taken in all.
    pub steps: u64,
    /// The mean of the losses of the batches, each before its step, by their numbers of examples.
    pub loss: f64,
    /// The validation loss, if there is one.
    pub validation: Option<f64>,
    /// The rate of the last step.
    pub rate: f64,
}

impl EpochEnd {
    /// What is to become small: the validation loss, or the training loss where there is none.
    pub fn metric(&self) -> f64 {
        self.validation.unwrap_or(self.loss)
    }
}
