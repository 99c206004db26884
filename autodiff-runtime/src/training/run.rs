//! The loop.

use super::batches::Batch;
use super::callback::{EpochEnd, StepEnd};
use super::history::{History, Mean, Row};
use super::non_finite::{NonFiniteValue, OnNonFinite};
use super::outcome::{Best, Ending, Outcome, TrainingError};
use super::snapshot::Snapshot;
use super::trainer::{Rate, Trainer};
use super::watched;
use crate::optimizers::gradient::{self, Gradient};
use crate::optimizers::Optimizer;
use crate::tangent::Differentiable;
use core::ops::ControlFlow;
use core::sync::atomic::Ordering;
use std::string::String;
use std::vec::Vec;

/// Where a run is: all that it needs to go on, beside parameters, optimizer and callbacks.
#[derive(Clone, Debug, Default)]
#[cfg_attr(feature = "checkpoint", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct State {
    pub(super) step: u64,
    pub(super) epoch: u64,
    /// How many batches of this epoch are done.
    batch: u64,
    /// The rate of the optimizer when the run began.
    base: f64,
    skipped: u64,
    epoch_loss: Mean,
    row_loss: Mean,
    last_norm: f64,
    history: History,
    best: Option<Best>,
    stopped: Option<String>,
}

#[cfg(feature = "checkpoint")]
impl State {
    /// Whether an epoch is complete.
    pub(super) fn begins_epoch(&self) -> bool {
        self.batch == 0
    }
}

impl<O: Optimizer> Trainer<O> {
    /// Trains `params` in place. `loss` gives the loss of a batch and its gradient, as `value_and_grad` does.
    ///
    /// A run begins anew each time, but the optimizer goes on from where it is.
    ///
    /// # Errors
    /// If something is not finite and that is not accepted, or a checkpoint cannot be read or written.
    ///
    /// # Panics
    /// If the gradient has not the shape of the parameters, or as the schedule and the optimizer do.
    #[track_caller]
    pub fn fit<P, G, F>(&mut self, params: &mut P, loss: F) -> Result<Outcome, TrainingError>
    where
        P: Differentiable + ?Sized,
        G: Gradient,
        F: FnMut(&P, &Batch<'_>) -> (f64, G),
    {
        self.drive(params, loss, None::<fn(&P) -> f64>)
    }

    /// As [`fit`](Trainer::fit), with the loss on other data at the end of each epoch, which early stopping, plateaus and the
    /// best epoch then go by.
    ///
    /// # Errors
    /// As [`fit`](Trainer::fit).
    ///
    /// # Panics
    /// As [`fit`](Trainer::fit).
    #[track_caller]
    pub fn fit_and_validate<P, G, F, V>(
        &mut self,
        params: &mut P,
        loss: F,
        validation: V,
    ) -> Result<Outcome, TrainingError>
    where
        P: Differentiable + ?Sized,
        G: Gradient,
        F: FnMut(&P, &Batch<'_>) -> (f64, G),
        V: FnMut(&P) -> f64,
    {
        self.drive(params, loss, Some(validation))
    }

    #[track_caller]
    fn drive<P, G, F, V>(
        &mut self,
        params: &mut P,
        mut loss: F,
        mut validation: Option<V>,
    ) -> Result<Outcome, TrainingError>
    where
        P: Differentiable + ?Sized,
        G: Gradient,
        F: FnMut(&P, &Batch<'_>) -> (f64, G),
        V: FnMut(&P) -> f64,
    {
        let mut now = self.start(params)?;
        let total = self.epochs * self.batches.per_epoch();
        self.callbacks
            .iter_mut()
            .for_each(|callback| callback.begin(now.step, total));
        let mut interrupted = false;
        let mut order = self.batches.order(now.epoch);
        while now.epoch < self.epochs && now.stopped.is_none() && !interrupted {
            let batch = Batch {
                indices: &order[self.batches.range(now.batch)],
                step: now.step,
                epoch: now.epoch,
                seed: self.batches.step_seed(now.step),
            };
            self.step(&mut now, params, &batch, &mut loss)?;
            if now.batch == self.batches.per_epoch() {
                self.close_epoch(&mut now, params, validation.as_mut());
                (now.epoch, now.batch) = (now.epoch + 1, 0);
                order = self.batches.order(now.epoch);
            }
            interrupted = self.after_step(&now, params)?;
        }
        self.finish(now, params, interrupted)
    }

    /// The beginning, or where the checkpoint is.
    fn start<P: Differentiable + ?Sized>(&mut self, _params: &mut P) -> Result<State, TrainingError> {
        #[cfg(feature = "checkpoint")]
        if let Some(state) = self.resume(_params)? {
            return Ok(state);
        }
        Ok(State {
            base: self.optimizer.learning_rate(),
            ..State::default()
        })
    }

    #[track_caller]
    fn step<P, G, F>(
        &mut self,
        now: &mut State,
        params: &mut P,
        batch: &Batch<'_>,
        loss: &mut F,
    ) -> Result<(), TrainingError>
    where
        P: Differentiable + ?Sized,
        G: Gradient,
        F: FnMut(&P, &Batch<'_>) -> (f64, G),
    {
        self.set_rate(now);
        let (value, mut grads) = loss(params, batch);
        let norm = gradient::norm(&gradient::runs(&grads));
        let watches = self.callbacks.iter().any(|callback| callback.watches(now.step));
        let finite = value.is_finite() && norm.is_finite();
        let mut tensors = match watches || !finite {
            true => watched::before(params, &gradient::runs(&grads)),
            false => Vec::new(),
        };
        let found = match finite {
            true => None,
            false => NonFiniteValue::find(now.step, value, &tensors),
        };
        now.batch += 1;
        if let Some(found) = found {
            match self.on_non_finite {
                OnNonFinite::Stop => {
                    let found = found.explained(self.explanation.as_mut(), &tensors, batch);
                    return Err(TrainingError::NonFinite(found));
                }
                OnNonFinite::Skip => {
                    now.step += 1;
                    now.skipped += 1;
                    return Ok(());
                }
                OnNonFinite::Proceed => {}
            }
        }
        if let Some(clipping) = &self.clipping {
            clipping.clip(params, &mut grads)?;
        }
        self.optimizer.step(params, &grads);
        if watches {
            watched::after(params, &mut tensors);
        }
        let end = StepEnd {
            step: now.step,
            epoch: now.epoch,
            loss: value,
            rate: self.optimizer.learning_rate(),
            gradient_norm: norm,
            tensors: &tensors,
        };
        for callback in &mut self.callbacks {
            note(&mut now.stopped, callback.step(&end));
        }
        now.step += 1;
        now.last_norm = norm;
        now.epoch_loss.take(value, batch.weight());
        now.row_loss.take(value, batch.weight());
        let epoch_ends = now.batch == self.batches.per_epoch();
        if !epoch_ends && self.record_every.is_some_and(|every| now.step % every == 0) {
            self.record(now, None);
        }
        Ok(())
    }

    #[track_caller]
    fn set_rate(&mut self, now: &State) {
        let (schedule, at) = match &self.rate {
            Rate::ByStep(schedule) => (schedule, now.step),
            Rate::ByEpoch(schedule) => (schedule, now.epoch),
            Rate::Constant | Rate::OnPlateau(_) => return,
        };
        self.optimizer.set_learning_rate(schedule.rate(at, now.base));
        if let Some(momentum) = schedule.momentum(at) {
            self.optimizer.set_momentum(momentum);
        }
    }

    fn close_epoch<P, V>(&mut self, now: &mut State, params: &mut P, validation: Option<&mut V>)
    where
        P: Differentiable + ?Sized,
        V: FnMut(&P) -> f64,
    {
        let end = EpochEnd {
            epoch: now.epoch,
            steps: now.step,
            loss: now.epoch_loss.close(),
            validation: validation.map(|validation| validation(params)),
            rate: self.optimizer.learning_rate(),
        };
        self.record(now, end.validation);
        if now
            .best
            .as_ref()
            .map_or(end.metric() < f64::INFINITY, |best| end.metric() < best.loss)
        {
            now.best = Some(Best {
                epoch: now.epoch,
                loss: end.metric(),
                params: self.keep_best.then(|| Snapshot::of(params)),
            });
        }
        if let Rate::OnPlateau(plateau) = &mut self.rate {
            plateau.step(end.metric(), &mut self.optimizer);
        }
        for callback in &mut self.callbacks {
            note(&mut now.stopped, callback.epoch(&end));
        }
    }

    /// Adds a row to the history, unless all steps since the last one were left out.
    fn record(&self, now: &mut State, validation: Option<f64>) {
        if now.row_loss.is_empty() && validation.is_none() {
            return;
        }
        now.history.push(Row {
            steps: now.step,
            epoch: now.epoch,
            loss: now.row_loss.close(),
            validation,
            rate: self.optimizer.learning_rate(),
            gradient_norm: now.last_norm,
        });
    }

    /// Saves where that is due, and tells whether to stop.
    fn after_step<P: Differentiable + ?Sized>(&mut self, _now: &State, _params: &mut P) -> Result<bool, TrainingError> {
        #[cfg(feature = "checkpoint")]
        self.save_if_due(_now, _params)?;
        Ok(self.stops.iter().any(|stop| stop.load(Ordering::Relaxed)))
    }

    fn finish<P: Differentiable + ?Sized>(
        &mut self,
        now: State,
        _params: &mut P,
        interrupted: bool,
    ) -> Result<Outcome, TrainingError> {
        #[cfg(feature = "checkpoint")]
        self.save(&now, _params)?;
        let ending = match now.stopped {
            Some(why) => Ending::Stopped(why),
            None if interrupted && now.epoch < self.epochs => Ending::Interrupted,
            None => Ending::Finished,
        };
        self.callbacks.iter_mut().for_each(|callback| callback.end(&ending));
        Ok(Outcome {
            ending,
            steps: now.step,
            epochs: now.epoch,
            skipped: now.skipped,
            history: now.history,
            best: now.best,
        })
    }
}

/// The first reason to stop counts.
fn note(stopped: &mut Option<String>, flow: ControlFlow<String>) {
    if let ControlFlow::Break(why) = flow {
        stopped.get_or_insert(why);
    }
}
