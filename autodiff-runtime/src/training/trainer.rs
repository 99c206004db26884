//! What a run is to do, option by option.

use super::batches::{Batch, Batches};
use super::callback::Callback;
use super::non_finite::{Explanation, OnNonFinite};
use crate::clipping::{AdaptiveClip, ClipBlockRms, ClipNorm, ClipValue, Clipped, NonFiniteGradient};
use crate::optimizers::{Gradient, Optimizer};
use crate::scalars::NonFiniteOperation;
use crate::schedules::{ReduceLrOnPlateau, Schedule};
use crate::tangent::Differentiable;
use core::sync::atomic::AtomicBool;
use std::boxed::Box;
use std::sync::Arc;
use std::vec::Vec;

/// Takes an optimizer through epochs of batches: see [the module](super).
pub struct Trainer<O> {
    pub(super) optimizer: O,
    pub(super) batches: Batches,
    pub(super) epochs: u64,
    pub(super) rate: Rate,
    pub(super) clipping: Option<Clipping>,
    pub(super) on_non_finite: OnNonFinite,
    pub(super) explanation: Option<Explanation>,
    pub(super) keep_best: bool,
    pub(super) record_every: Option<u64>,
    pub(super) callbacks: Vec<Box<dyn Callback>>,
    pub(super) stops: Vec<Arc<AtomicBool>>,
    #[cfg(feature = "checkpoint")]
    pub(super) checkpoint: Option<super::checkpoint::Plan<O>>,
}

/// What sets the rate.
pub(super) enum Rate {
    /// It stays.
    Constant,
    ByStep(Box<dyn Schedule>),
    ByEpoch(Box<dyn Schedule>),
    OnPlateau(ReduceLrOnPlateau),
}

/// One of the ways to clip.
#[derive(Clone, Debug)]
pub enum Clipping {
    /// By a norm of the whole gradient.
    Norm(ClipNorm),
    /// Component by component.
    Value(ClipValue),
    /// Tensor by tensor, by the norm of the parameters.
    Adaptive(AdaptiveClip),
    /// Tensor by tensor, by root mean square.
    BlockRms(ClipBlockRms),
}

macro_rules! clippings {
    ($($name:ident $clip:ident;)*) => {$(
        impl From<$clip> for Clipping {
            fn from(clip: $clip) -> Self {
                Self::$name(clip)
            }
        }
    )*};
}

clippings! {
    Norm ClipNorm;
    Value ClipValue;
    Adaptive AdaptiveClip;
    BlockRms ClipBlockRms;
}

impl Clipping {
    pub(super) fn clip<P, G>(&self, params: &mut P, grads: &mut G) -> Result<Clipped, NonFiniteGradient>
    where
        P: Differentiable + ?Sized,
        G: Gradient + ?Sized,
    {
        match self {
            Self::Norm(clip) => clip.clip(grads),
            Self::Value(clip) => clip.clip(grads),
            Self::Adaptive(clip) => clip.clip(params, grads),
            Self::BlockRms(clip) => clip.clip(grads),
        }
    }
}

impl<O: Optimizer> Trainer<O> {
    /// One epoch with all data as one batch, a constant rate, and nothing else.
    pub fn new(optimizer: O) -> Self {
        Self {
            optimizer,
            batches: Batches::whole(),
            epochs: 1,
            rate: Rate::Constant,
            clipping: None,
            on_non_finite: OnNonFinite::Stop,
            explanation: None,
            keep_best: false,
            record_every: None,
            callbacks: Vec::new(),
            stops: Vec::new(),
            #[cfg(feature = "checkpoint")]
            checkpoint: None,
        }
    }

    /// Which examples each step looks at (default [`Batches::whole`]: all, so that a step is an epoch).
    pub fn batches(mut self, batches: Batches) -> Self {
        self.batches = batches;
        self
    }

    /// How often to go through the data (default once).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn epochs(mut self, epochs: u64) -> Self {
        assert!(epochs > 0, "Trainer: epochs is 0, but must be at least 1");
        self.epochs = epochs;
        self
    }

    /// Sets the rate, and the momentum where the schedule drives it, step by step.
    ///
    /// # Panics
    /// If something else sets the rate already.
    #[track_caller]
    pub fn schedule(self, schedule: impl Schedule + 'static) -> Self {
        self.rate(Rate::ByStep(Box::new(schedule)))
    }

    /// Sets the rate epoch by epoch: the schedule counts epochs.
    ///
    /// # Panics
    /// If something else sets the rate already.
    #[track_caller]
    pub fn schedule_by_epoch(self, schedule: impl Schedule + 'static) -> Self {
        self.rate(Rate::ByEpoch(Box::new(schedule)))
    }

    /// Lowers the rate where the validation loss (the training loss, if there is none) does not fall.
    ///
    /// # Panics
    /// If something else sets the rate already.
    #[track_caller]
    pub fn reduce_on_plateau(self, plateau: ReduceLrOnPlateau) -> Self {
        self.rate(Rate::OnPlateau(plateau))
    }

    #[track_caller]
    fn rate(mut self, rate: Rate) -> Self {
        assert!(
            matches!(self.rate, Rate::Constant),
            "Trainer: one schedule sets the rate, and there are two; ChainedScheduler makes one of several"
        );
        self.rate = rate;
        self
    }

    /// Clips the gradient before each step.
    pub fn clip(mut self, clipping: impl Into<Clipping>) -> Self {
        self.clipping = Some(clipping.into());
        self
    }

    /// What happens to a loss or a gradient that is NaN or infinite (default: training stops with an error).
    pub fn on_non_finite(mut self, on_non_finite: OnNonFinite) -> Self {
        self.on_non_finite = on_non_finite;
        self
    }

    /// How to find the operation that makes a step NaN or infinite, for the error that it is
    /// ([`NonFiniteValue::operation`](super::NonFiniteValue::operation)): a call of
    /// [`first_non_finite`](crate::monitors::first_non_finite) with the parameters, all one after the other, and the batch.
    ///
    /// It is called once, when training stops, and costs nothing before.
    ///
    /// ```ignore
    /// Trainer::new(Adam::new(1e-3)).explain_non_finite(|params, _| first_non_finite::<loss, _, _>((params, &images[..])))
    /// ```
    pub fn explain_non_finite(
        mut self,
        explain: impl FnMut(&[f64], &Batch<'_>) -> Option<NonFiniteOperation> + 'static,
    ) -> Self {
        self.explanation = Some(Box::new(explain));
        self
    }

    /// Keeps a copy of the parameters of the best epoch, for [`Outcome::best`](super::Outcome::best).
    pub fn keep_best(mut self) -> Self {
        self.keep_best = true;
        self
    }

    /// Adds a row to the history after every so many steps, beside those at the ends of epochs.
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn record_every(mut self, steps: u64) -> Self {
        assert!(steps > 0, "Trainer: record_every is 0, but must be at least 1");
        self.record_every = Some(steps);
        self
    }

    /// Tells this one how it goes. Callbacks are called in the order in which they were added.
    pub fn callback(mut self, callback: impl Callback + 'static) -> Self {
        self.callbacks.push(Box::new(callback));
        self
    }

    /// Stops after the step in which this becomes true, and saves a checkpoint if there is one.
    pub fn stop_when(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stops.push(stop);
        self
    }

    /// The optimizer, as it is now.
    pub fn optimizer(&self) -> &O {
        &self.optimizer
    }
}

impl<O: Optimizer> core::fmt::Debug for Trainer<O> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Trainer")
            .field("optimizer", &self.optimizer.name())
            .field("batches", &self.batches)
            .field("epochs", &self.epochs)
            .finish_non_exhaustive()
    }
}
