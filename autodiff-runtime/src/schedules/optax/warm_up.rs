//! Rates that rise in a straight line before they fall.

use super::{cosine_decay, exponential_decay, linear, CosineDecay, ExponentialDecay, Polynomial};
use crate::schedules::Schedule;
use std::vec::Vec;

/// `warmup_constant_schedule`: in a straight line to `peak_value`, where it stays.
///
/// # Panics
/// If `warmup_steps` is 0.
#[track_caller]
pub fn warmup_constant(init_value: f64, peak_value: f64, warmup_steps: u64) -> Polynomial {
    linear(init_value, peak_value, warmup_steps)
}

/// A line to the peak, which no step belongs to if it is 0 steps long, and then another schedule from its first step on.
#[derive(Clone, Debug)]
struct WarmUp<S> {
    line: Polynomial,
    steps: u64,
    then: S,
}

impl<S> WarmUp<S> {
    fn new(init_value: f64, peak_value: f64, steps: u64, then: S) -> Self {
        Self {
            line: linear(init_value, peak_value, steps.max(1)),
            steps,
            then,
        }
    }
}

impl<S: Schedule> Schedule for WarmUp<S> {
    fn rate(&self, step: u64, base: f64) -> f64 {
        match step < self.steps {
            true => self.line.rate(step, base),
            false => self.then.rate(step - self.steps, base),
        }
    }
}

/// A line to the peak and a cosine down, which [`warmup_cosine_decay`] makes.
#[derive(Clone, Debug)]
pub struct WarmupCosineDecay {
    schedule: WarmUp<CosineDecay>,
    decay_steps: u64,
}

/// `warmup_cosine_decay_schedule`: in a straight line to `peak_value`, and along a cosine to `end_value` at `decay_steps`
/// (the warm-up included).
///
/// # Panics
/// If `decay_steps` is not more than `warmup_steps`.
#[track_caller]
pub fn warmup_cosine_decay(
    init_value: f64,
    peak_value: f64,
    warmup_steps: u64,
    decay_steps: u64,
    end_value: f64,
) -> WarmupCosineDecay {
    assert!(
        decay_steps > warmup_steps,
        "warmup_cosine_decay: decay_steps is {decay_steps}, but must be more than warmup_steps, {warmup_steps}"
    );
    let alpha = if peak_value == 0.0 { 0.0 } else { end_value / peak_value };
    let decay = cosine_decay(peak_value, decay_steps - warmup_steps, alpha);
    WarmupCosineDecay {
        schedule: WarmUp::new(init_value, peak_value, warmup_steps, decay),
        decay_steps,
    }
}

impl WarmupCosineDecay {
    /// The power of the cosine term (default 1).
    pub fn exponent(mut self, exponent: f64) -> Self {
        self.schedule.then = self.schedule.then.exponent(exponent);
        self
    }
}

impl Schedule for WarmupCosineDecay {
    fn rate(&self, step: u64, base: f64) -> f64 {
        self.schedule.rate(step, base)
    }
}

/// A line to the peak and an exponential decay, which [`warmup_exponential_decay`] makes.
#[derive(Clone, Debug)]
pub struct WarmupExponentialDecay(WarmUp<ExponentialDecay>);

/// `warmup_exponential_decay_schedule`: in a straight line to `peak_value`, and from there as [`exponential_decay`].
///
/// # Panics
/// If `transition_steps` is 0.
#[track_caller]
pub fn warmup_exponential_decay(
    init_value: f64,
    peak_value: f64,
    warmup_steps: u64,
    transition_steps: u64,
    decay_rate: f64,
    staircase: bool,
) -> WarmupExponentialDecay {
    let decay = exponential_decay(peak_value, transition_steps, decay_rate, staircase);
    WarmupExponentialDecay(WarmUp::new(init_value, peak_value, warmup_steps, decay))
}

impl WarmupExponentialDecay {
    /// For how many steps after the warm-up the rate stays at the peak (default 0).
    pub fn transition_begin(mut self, steps: u64) -> Self {
        self.0.then = self.0.then.transition_begin(steps);
        self
    }

    /// The rate beyond which the decay does not go: the least if its rate is below 1, else the largest (default none).
    pub fn end_value(mut self, end_value: f64) -> Self {
        self.0.then = self.0.then.end_value(end_value);
        self
    }
}

impl Schedule for WarmupExponentialDecay {
    fn rate(&self, step: u64, base: f64) -> f64 {
        self.0.rate(step, base)
    }
}

/// Cycles one after another, which [`sgdr`] makes.
#[derive(Clone, Debug)]
pub struct Sgdr {
    cycles: Vec<WarmupCosineDecay>,
}

/// `sgdr_schedule`: warm-ups with cosines down, one after another; the last one's end stays.
///
/// # Panics
/// If there are none.
#[track_caller]
pub fn sgdr(cycles: impl IntoIterator<Item = WarmupCosineDecay>) -> Sgdr {
    let cycles: Vec<WarmupCosineDecay> = cycles.into_iter().collect();
    assert!(!cycles.is_empty(), "sgdr: there are no cycles");
    Sgdr { cycles }
}

impl Schedule for Sgdr {
    fn rate(&self, step: u64, base: f64) -> f64 {
        let (mut since, mut place) = (step, 0);
        while place + 1 < self.cycles.len() && since >= self.cycles[place].decay_steps {
            since -= self.cycles[place].decay_steps;
            place += 1;
        }
        self.cycles[place].rate(since, base)
    }
}
