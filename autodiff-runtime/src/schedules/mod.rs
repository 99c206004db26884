//! Schedules: how the learning rate changes from step to step. Names, defaults and formulas are those of
//! `torch.optim.lr_scheduler`, in closed form, and those of optax in [`optax`].
//!
//! ```
//! use autodiff_runtime::optimizers::Sgd;
//! use autodiff_runtime::schedules::{CosineAnnealingLr, LinearLr, Scheduler, SequentialLr};
//!
//! let mut sgd = Sgd::new(0.1);
//! let warm_up = LinearLr::new().start_factor(0.1).total_iters(10);
//! let schedule = SequentialLr::new([10]).then(warm_up).then(CosineAnnealingLr::new(90));
//! let mut scheduler = Scheduler::new(&mut sgd, schedule);
//! for _ in 0..100 {
//!     // … sgd.step(&mut x, &dx); and then:
//!     scheduler.step(&mut sgd);
//! }
//! assert!(sgd.learning_rate() < 1e-12);
//! ```
//!
//! A [`Schedule`] is a function of the step and of the base rate, so that it can be looked at before it is used
//! ([`Schedule::rates`]) and taken up anywhere. What depends on how training goes is [`ReduceLrOnPlateau`].

mod annealing;
mod composed;
mod cyclic;
mod decay;
mod one_cycle;
pub mod optax;
mod plateau;

pub use annealing::{CosineAnnealingLr, CosineAnnealingWarmRestarts};
pub use composed::{ChainedScheduler, LambdaLr, MultiplicativeLr, SequentialLr};
pub use cyclic::{CyclicLr, CyclicMode};
pub use decay::{ConstantLr, ExponentialLr, LinearLr, MultiStepLr, PolynomialLr, StepLr};
pub use one_cycle::{Anneal, OneCycleLr};
pub use plateau::{Mode, ReduceLrOnPlateau, ThresholdMode};

use crate::optimizers::{validate, Optimizer};
use std::boxed::Box;
use std::vec::Vec;

/// The learning rate as a function of the step.
pub trait Schedule {
    /// The rate of a step, which is numbered from 0, for an optimizer that was made with the rate `base`.
    ///
    /// # Panics
    /// If the schedule has an end, and the step lies behind it.
    #[track_caller]
    fn rate(&self, step: u64, base: f64) -> f64;

    /// The momentum of a step, for a schedule that drives it.
    fn momentum(&self, _step: u64) -> Option<f64> {
        None
    }

    /// The rate that a step of a [`ChainedScheduler`] makes of the `current` one, which is that of the step before, or what an
    /// earlier schedule of the chain has made of it. By default it is replaced, whatever it is.
    fn chained(&self, step: u64, _current: f64, base: f64) -> f64 {
        self.rate(step, base)
    }

    /// The rates of the first steps.
    fn rates(&self, steps: u64, base: f64) -> Vec<f64> {
        (0..steps).map(|step| self.rate(step, base)).collect()
    }
}

impl<S: Schedule + ?Sized> Schedule for Box<S> {
    fn rate(&self, step: u64, base: f64) -> f64 {
        (**self).rate(step, base)
    }

    fn momentum(&self, step: u64) -> Option<f64> {
        (**self).momentum(step)
    }

    fn chained(&self, step: u64, current: f64, base: f64) -> f64 {
        (**self).chained(step, current, base)
    }
}

/// Sets the rate of an optimizer by a schedule.
#[derive(Clone, Debug)]
pub struct Scheduler<S> {
    schedule: S,
    base: f64,
    steps: u64,
}

impl<S: Schedule> Scheduler<S> {
    /// Starts a schedule from the rate that the optimizer has, and sets the rate of its first step.
    ///
    /// # Panics
    /// If the schedule drives the momentum, and the optimizer has none.
    #[track_caller]
    pub fn new<O: Optimizer>(optimizer: &mut O, schedule: S) -> Self {
        Self::resumed(optimizer, schedule, 0)
    }

    /// Takes up a schedule after some steps, where the optimizer has its base rate.
    ///
    /// # Panics
    /// As [`Scheduler::new`] and [`Scheduler::step`].
    #[track_caller]
    pub fn resumed<O: Optimizer>(optimizer: &mut O, schedule: S, steps: u64) -> Self {
        let base = optimizer.learning_rate();
        let scheduler = Self { schedule, base, steps };
        scheduler.apply(optimizer);
        scheduler
    }

    /// Sets the rate of the next step of the optimizer.
    ///
    /// # Panics
    /// If the schedule has an end, and that is passed.
    #[track_caller]
    pub fn step<O: Optimizer>(&mut self, optimizer: &mut O) {
        self.steps += 1;
        self.apply(optimizer);
    }

    #[track_caller]
    fn apply<O: Optimizer>(&self, optimizer: &mut O) {
        optimizer.set_learning_rate(self.schedule.rate(self.steps, self.base));
        if let Some(momentum) = self.schedule.momentum(self.steps) {
            optimizer.set_momentum(momentum);
        }
    }

    /// The rate that was set last.
    pub fn learning_rate(&self) -> f64 {
        self.schedule.rate(self.steps, self.base)
    }

    /// How many steps were taken.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The schedule.
    pub fn schedule(&self) -> &S {
        &self.schedule
    }
}

/// The options of a schedule that drives the momentum against the rate, with their defaults.
macro_rules! cycled_momentum {
    ($schedule:ident: $base:literal, $max:literal at $where:literal) => {
        /// Whether the momentum is driven, too (default yes).
        pub fn cycle_momentum(mut self, cycle_momentum: bool) -> Self {
            self.cycle_momentum = cycle_momentum;
            self
        }

        #[doc = concat!("The momentum at the largest rate (default ", $base, ").")]
        ///
        /// # Panics
        /// If it is not in [0, 1).
        #[track_caller]
        pub fn base_momentum(mut self, momentum: f64) -> Self {
            self.base_momentum =
                crate::optimizers::validate::decay_rate(stringify!($schedule), "base_momentum", momentum);
            self
        }

        #[doc = concat!("The momentum at ", $where, " (default ", $max, ").")]
        ///
        /// # Panics
        /// If it is not in [0, 1).
        #[track_caller]
        pub fn max_momentum(mut self, momentum: f64) -> Self {
            self.max_momentum =
                crate::optimizers::validate::decay_rate(stringify!($schedule), "max_momentum", momentum);
            self
        }
    };
}
use cycled_momentum;

/// What a schedule of factors makes of a rate: that changes as the factor does from the step before to this one.
fn scaled(schedule: &impl Schedule, step: u64, current: f64, base: f64) -> f64 {
    let factor = schedule.rate(step, 1.0);
    match step.checked_sub(1).map(|before| schedule.rate(before, 1.0)) {
        None => current * factor,
        Some(0.0) => base * factor,
        Some(before) => current * (factor / before),
    }
}

/// `Schedule::chained` of a schedule of factors.
macro_rules! scales {
    () => {
        fn chained(&self, step: u64, current: f64, base: f64) -> f64 {
            crate::schedules::scaled(self, step, current, base)
        }
    };
}
use scales;

/// A number of steps that must not be zero.
#[track_caller]
fn some_steps(schedule: &str, name: &str, steps: u64) -> u64 {
    assert!(steps > 0, "{schedule}: {name} is 0, but must be at least 1");
    steps
}

/// A rate within a schedule.
#[track_caller]
fn rate(schedule: &str, name: &str, rate: f64) -> f64 {
    validate::not_negative(schedule, name, rate)
}
