//! Schedules of schedules, and of functions.

use super::Schedule;
use core::cell::Cell;
use core::fmt;
use std::boxed::Box;
use std::vec::Vec;

/// `LambdaLR`: base·f(t).
#[derive(Clone, Debug)]
#[doc(alias = "LambdaLR")]
pub struct LambdaLr<F>(F);

impl<F: Fn(u64) -> f64> LambdaLr<F> {
    /// With the factor of each step.
    pub fn new(lr_lambda: F) -> Self {
        Self(lr_lambda)
    }
}

impl<F: Fn(u64) -> f64> Schedule for LambdaLr<F> {
    fn rate(&self, step: u64, base: f64) -> f64 {
        base * (self.0)(step)
    }
}

/// `MultiplicativeLR`: base·f(1)·f(2)·…·f(t), which takes time in proportion to *t*.
#[derive(Clone, Debug)]
#[doc(alias = "MultiplicativeLR")]
pub struct MultiplicativeLr<F>(F);

impl<F: Fn(u64) -> f64> MultiplicativeLr<F> {
    /// With the factor from each step to the next.
    pub fn new(lr_lambda: F) -> Self {
        Self(lr_lambda)
    }
}

impl<F: Fn(u64) -> f64> Schedule for MultiplicativeLr<F> {
    fn rate(&self, step: u64, base: f64) -> f64 {
        (1..=step).fold(base, |rate, step| rate * (self.0)(step))
    }

    fn chained(&self, step: u64, current: f64, _base: f64) -> f64 {
        match step {
            0 => current,
            _ => current * (self.0)(step),
        }
    }
}

/// `ChainedScheduler`: all of them in each step, one after another, each on the rate that it finds: so factors multiply.
///
/// As in torch, a schedule that is a function of the base rate ([`LambdaLr`], [`CosineAnnealingWarmRestarts`], [`CyclicLr`],
/// [`OneCycleLr`], those of [`optax`]) replaces the rate that it finds: it belongs at the beginning of a chain. A
/// [`CosineAnnealingLr`] scales what lies above its lowest rate.
///
/// A rate follows from that of the step before: the first one that is asked for takes time in proportion to the step.
///
/// [`CosineAnnealingWarmRestarts`]: super::CosineAnnealingWarmRestarts
/// [`CosineAnnealingLr`]: super::CosineAnnealingLr
/// [`CyclicLr`]: super::CyclicLr
/// [`OneCycleLr`]: super::OneCycleLr
/// [`optax`]: super::optax
#[derive(Default)]
pub struct ChainedScheduler {
    schedules: Vec<Box<dyn Schedule>>,
    last: Cell<Option<Last>>,
}

/// The rate that was asked for last.
#[derive(Clone, Copy)]
struct Last {
    step: u64,
    base: f64,
    rate: f64,
}

impl ChainedScheduler {
    /// The base rate as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// And this schedule.
    pub fn and(mut self, schedule: impl Schedule + 'static) -> Self {
        self.schedules.push(Box::new(schedule));
        self.last = Cell::default();
        self
    }
}

impl Schedule for ChainedScheduler {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let last = self.last.get().filter(|last| last.base == base && last.step <= step);
        let (first, rate) = last.map_or((0, base), |last| (last.step + 1, last.rate));
        let rate = (first..=step).fold(rate, |rate, step| self.chained(step, rate, base));
        self.last.set(Some(Last { step, base, rate }));
        rate
    }

    fn momentum(&self, step: u64) -> Option<f64> {
        self.schedules.iter().rev().find_map(|schedule| schedule.momentum(step))
    }

    fn chained(&self, step: u64, current: f64, base: f64) -> f64 {
        let schedules = self.schedules.iter();
        schedules.fold(current, |rate, schedule| schedule.chained(step, rate, base))
    }
}

impl fmt::Debug for ChainedScheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ChainedScheduler of {}", self.schedules.len())
    }
}

/// `SequentialLR`: one after another. Each counts its steps from 0 when it begins.
#[doc(alias = "SequentialLR")]
pub struct SequentialLr {
    milestones: Vec<u64>,
    schedules: Vec<Box<dyn Schedule>>,
}

impl SequentialLr {
    /// Goes on to the next schedule at each of these steps.
    ///
    /// # Panics
    /// If they do not rise.
    #[track_caller]
    pub fn new(milestones: impl IntoIterator<Item = u64>) -> Self {
        let milestones: Vec<u64> = milestones.into_iter().collect();
        assert!(
            milestones.windows(2).all(|pair| pair[0] < pair[1]),
            "SequentialLr: milestones are {milestones:?}, but must rise"
        );
        Self {
            milestones,
            schedules: Vec::new(),
        }
    }

    /// The next schedule. There must be one more than there are milestones: else `rate` panics.
    pub fn then(mut self, schedule: impl Schedule + 'static) -> Self {
        self.schedules.push(Box::new(schedule));
        self
    }

    /// The schedule of a step, and when it began.
    #[track_caller]
    fn at(&self, step: u64) -> (&dyn Schedule, u64) {
        let (expected, got) = (self.milestones.len() + 1, self.schedules.len());
        assert!(
            expected == got,
            "SequentialLr: there are {got} schedules, but {} milestones need {expected}",
            expected - 1
        );
        let place = self.milestones.partition_point(|&milestone| milestone <= step);
        let begin = if place == 0 { 0 } else { self.milestones[place - 1] };
        (&*self.schedules[place], begin)
    }
}

impl Schedule for SequentialLr {
    #[track_caller]
    fn rate(&self, step: u64, base: f64) -> f64 {
        let (schedule, begin) = self.at(step);
        schedule.rate(step - begin, base)
    }

    fn momentum(&self, step: u64) -> Option<f64> {
        let (schedule, begin) = self.at(step);
        schedule.momentum(step - begin)
    }

    /// Each schedule but the first begins at the base rate.
    fn chained(&self, step: u64, current: f64, base: f64) -> f64 {
        match self.at(step) {
            (schedule, begin) if begin > 0 && begin == step => schedule.rate(0, base),
            (schedule, begin) => schedule.chained(step - begin, current, base),
        }
    }
}

impl fmt::Debug for SequentialLr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SequentialLr at {:?}", self.milestones)
    }
}
