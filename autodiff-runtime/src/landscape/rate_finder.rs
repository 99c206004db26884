//! Which learning rate to start with.

use crate::optimizers::{validate, Gradient, Optimizer};
use crate::tangent::Differentiable;
use core::fmt;
use std::vec::Vec;

/// Takes steps with a rate that grows from very small to very large, and looks at the loss (Smith 2017).
#[derive(Clone, Debug)]
pub struct RateFinder {
    lowest: f64,
    highest: f64,
    steps: u64,
    smoothing: f64,
}

/// The loss by the rate.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RateCurve {
    /// The rates of the steps.
    pub rates: Vec<f64>,
    /// The loss before each step, as an exponential moving average without bias.
    pub losses: Vec<f64>,
    /// The rate at which this falls fastest, on a logarithmic scale: a good one to begin with. None if it does not fall.
    pub steepest: Option<f64>,
    /// A tenth of the rate at which it is smallest: the other usual choice. None if it does not fall.
    pub tenth_of_lowest: Option<f64>,
}

impl RateFinder {
    /// From 1e-7 to 10 in 100 steps.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self {
            lowest: 1e-7,
            highest: 10.0,
            steps: 100,
            smoothing: 0.9,
        }
    }

    /// The rates to begin and to end with.
    ///
    /// # Panics
    /// If they are not positive and finite, or the first is not the lower one.
    #[track_caller]
    pub fn rates(mut self, lowest: f64, highest: f64) -> Self {
        self.lowest = validate::positive("RateFinder", "lowest", lowest);
        self.highest = validate::positive("RateFinder", "highest", highest);
        let range = "above the lowest rate";
        validate::require(highest > lowest, "RateFinder", "highest", highest, range);
        self
    }

    /// How many steps to take.
    ///
    /// # Panics
    /// If it is less than 2.
    #[track_caller]
    pub fn steps(mut self, steps: u64) -> Self {
        assert!(steps >= 2, "RateFinder: steps is {steps}, but must be at least 2");
        self.steps = steps;
        self
    }

    /// How much the average keeps of what was before (default 0.9; 0 where there is no noise, as with all data at once).
    ///
    /// # Panics
    /// If it is not in [0, 1).
    #[track_caller]
    pub fn smoothing(mut self, smoothing: f64) -> Self {
        self.smoothing = validate::decay_rate("RateFinder", "smoothing", smoothing);
        self
    }

    /// Takes the steps, with copies of the optimizer and of the parameters. `loss` gives the loss and the gradient of a step, which
    /// is numbered from 0. Ends early where the average is more than four times the smallest one so far, or not finite.
    ///
    /// # Panics
    /// As the optimizer.
    #[track_caller]
    pub fn run<O, P, G, F>(&self, optimizer: &O, params: &P, mut loss: F) -> RateCurve
    where
        O: Optimizer + Clone,
        P: Differentiable + Clone,
        G: Gradient,
        F: FnMut(&P, u64) -> (f64, G),
    {
        let (mut optimizer, mut params) = (optimizer.clone(), params.clone());
        let (mut rates, mut losses) = (Vec::new(), Vec::<f64>::new());
        let (mut average, mut weight, mut smallest) = (0.0, 0.0, f64::INFINITY);
        for step in 0..self.steps {
            let part = step as f64 / (self.steps - 1) as f64;
            let rate = self.lowest * (self.highest / self.lowest).powf(part);
            let (value, grads) = loss(&params, step);
            average = self.smoothing * average + (1.0 - self.smoothing) * value;
            weight = self.smoothing * weight + (1.0 - self.smoothing);
            let smooth = average / weight;
            // A loss below zero has no four times of itself: then the range so far.
            let range = losses.first().map_or(0.0, |first| first - smallest);
            let bound = (4.0 * smallest).max(smallest + 4.0 * range.max(smallest.abs()));
            if !smooth.is_finite() || smooth > bound {
                break;
            }
            rates.push(rate);
            losses.push(smooth);
            smallest = smallest.min(smooth);
            optimizer.set_learning_rate(rate);
            optimizer.step(&mut params, &grads);
        }
        RateCurve::new(rates, losses)
    }
}

impl RateCurve {
    fn new(rates: Vec<f64>, losses: Vec<f64>) -> Self {
        let lowest = (0..losses.len()).min_by(|&a, &b| losses[a].total_cmp(&losses[b]));
        let falls = lowest.filter(|&lowest| losses[lowest] < losses[0]);
        // Each loss is what the rates before it have made.
        let steepest = falls.and_then(|_| {
            let slope = |k: &usize| losses[k + 1] - losses[*k];
            let steepest = (0..losses.len() - 1).min_by(|a, b| slope(a).total_cmp(&slope(b)));
            steepest.map(|k| rates[k])
        });
        let tenth_of_lowest = falls.map(|lowest| rates[lowest - 1] / 10.0);
        Self {
            rates,
            losses,
            steepest,
            tenth_of_lowest,
        }
    }
}

impl fmt::Display for RateCurve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.steepest, self.tenth_of_lowest) {
            (Some(steepest), Some(tenth)) => write!(
                f,
                "the loss falls fastest at a rate of {steepest:.1e}; a tenth of the rate where it is lowest is {tenth:.1e}"
            ),
            _ => write!(f, "the loss falls at no rate that was tried"),
        }
    }
}
