//! L-BFGS as torch steps it: with a closure, in the middle of other training.

use super::{validate, Gradient};
use crate::numeric::flatten;
use crate::numeric::pairs::Pairs;
use crate::numeric::vector::{add_scaled, difference, dot, max_norm, negative, scale};
use crate::tangent::Differentiable;
use core::fmt::Debug;
use std::vec::Vec;

mod strong_wolfe;

/// Limited-memory BFGS (Nocedal 1980; Liu and Nocedal 1989), as `torch.optim.LBFGS`.
///
/// A step is up to `max_iter` iterations, each of which may ask for the value and the gradient several times: it takes a
/// function. What it knows of the curvature is kept from step to step. To minimise a function once and for all, take
/// [`minimize::Lbfgs`](crate::minimize::Lbfgs), which needs fewer evaluations and says how it ended.
///
/// ```
/// use autodiff_runtime::optimizers::{Lbfgs, LineSearchFn};
///
/// let mut lbfgs = Lbfgs::new(1.0).line_search_fn(LineSearchFn::StrongWolfe);
/// let mut x = [3.0, -2.0];
/// // The value and the gradient; of a differentiated `f` it is `|x| f::value_and_grad(x)`.
/// let loss = lbfgs.step(&mut x, |x| (x[0] * x[0] + 8.0 * x[1] * x[1], [2.0 * x[0], 16.0 * x[1]]));
/// assert_eq!(loss, 41.0); // before the step
/// assert!(x.iter().all(|x| x.abs() < 1e-4));
/// ```
///
/// All numbers are kept in double precision, whatever the parameters are.
#[derive(Clone, Debug)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(remote = "Self")
)]
#[doc(alias = "LBFGS")]
pub struct Lbfgs {
    #[cfg(feature = "serde")]
    format: super::saved::Format,
    lr: f64,
    max_iter: usize,
    max_eval: Option<usize>,
    tolerance_grad: f64,
    tolerance_change: f64,
    history_size: usize,
    line_search_fn: LineSearchFn,
    state: Option<State>,
    func_evals: u64,
    n_iter: u64,
    steps: u64,
}

/// How [`Lbfgs`] finds the length of its steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum LineSearchFn {
    /// The rate is the length.
    #[default]
    None,
    /// A line search for the strong Wolfe conditions, which begins with the rate.
    StrongWolfe,
}

/// What is kept between iterations.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct State {
    pairs: Pairs,
    direction: Vec<f64>,
    /// The length of the last step along the direction.
    length: f64,
    gradient: Vec<f64>,
}

#[cfg(feature = "serde")]
impl Lbfgs {
    /// The version of the state, and whose it is.
    pub(super) fn format(&self) -> &super::saved::Format {
        &self.format
    }

    /// What is wrong with a state that was read.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        let fits = |state: &State| {
            let length = state.gradient.len();
            state.direction.len() == length && state.pairs.are_of(length)
        };
        if !(self.lr >= 0.0 && self.lr.is_finite()) {
            Some("its learning rate is negative or not finite")
        } else if !self.state.as_ref().is_none_or(fits) {
            Some("what it keeps is not as long as its gradient")
        } else {
            None
        }
    }
}

impl Default for Lbfgs {
    /// With torch's default rate, 1.
    fn default() -> Self {
        Self::new(1.0)
    }
}

impl Lbfgs {
    /// L-BFGS with this learning rate (usually 1), and torch's defaults for the rest: 20 iterations and 25 evaluations a step, 100
    /// pairs of history, tolerances of 1e-7 for the gradient and 1e-9 for changes, no line search.
    ///
    /// # Panics
    /// If `lr` is not positive and finite.
    #[track_caller]
    pub fn new(lr: f64) -> Self {
        Self {
            #[cfg(feature = "serde")]
            format: super::saved::Format::new("Lbfgs"),
            lr: validate::learning_rate("Lbfgs", lr),
            max_iter: 20,
            max_eval: None,
            tolerance_grad: 1e-7,
            tolerance_change: 1e-9,
            history_size: 100,
            line_search_fn: LineSearchFn::None,
            state: None,
            func_evals: 0,
            n_iter: 0,
            steps: 0,
        }
    }

    /// The most iterations of a step (default 20).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn max_iter(mut self, max_iter: usize) -> Self {
        self.max_iter = validate::count("Lbfgs", "max_iter", max_iter);
        self
    }

    /// The number of evaluations after which a step ends (default 1¼ times `max_iter`, rounded down).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn max_eval(mut self, max_eval: usize) -> Self {
        self.max_eval = Some(validate::count("Lbfgs", "max_eval", max_eval));
        self
    }

    /// The step ends where no component of the gradient is larger (default 1e-7).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn tolerance_grad(mut self, tolerance_grad: f64) -> Self {
        self.tolerance_grad = validate::not_negative("Lbfgs", "tolerance_grad", tolerance_grad);
        self
    }

    /// The step ends where neither the value nor a parameter changes by more (default 1e-9).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn tolerance_change(mut self, tolerance_change: f64) -> Self {
        self.tolerance_change = validate::not_negative("Lbfgs", "tolerance_change", tolerance_change);
        self
    }

    /// How many pairs of steps and changes of the gradient are kept (default 100). Set it before the first step.
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn history_size(mut self, history_size: usize) -> Self {
        self.history_size = validate::count("Lbfgs", "history_size", history_size);
        self
    }

    /// How the length of a step is found (default: it is the rate).
    pub fn line_search_fn(mut self, line_search_fn: LineSearchFn) -> Self {
        self.line_search_fn = line_search_fn;
        self
    }

    /// How many steps were taken.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many values and gradients were asked for in all steps.
    pub fn func_evals(&self) -> u64 {
        self.func_evals
    }

    /// How many iterations all steps had.
    pub fn n_iter(&self) -> u64 {
        self.n_iter
    }

    /// The learning rate.
    pub fn learning_rate(&self) -> f64 {
        self.lr
    }

    /// Changes the learning rate, as a schedule does. Zero is allowed here and freezes the parameters.
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn set_learning_rate(&mut self, lr: f64) {
        self.lr = validate::not_negative("Lbfgs", "lr", lr);
    }

    /// Moves the parameters to where `closure`, which gives the value and the gradient, is smaller. Gives the value before
    /// the step.
    ///
    /// With a line search a trial whose value is not finite is stepped back from. Without one, nothing hides it.
    ///
    /// # Panics
    /// If the gradient has not as many components as the parameters, or these not as many as before.
    #[track_caller]
    pub fn step<P, G>(&mut self, params: &mut P, mut closure: impl FnMut(&P) -> (f64, G)) -> f64
    where
        P: Differentiable + ?Sized,
        G: Gradient,
    {
        let mut x = flatten::read(params);
        if let Some(state) = &self.state {
            validate::same_as_before([state.gradient.len()].into_iter(), &[x.len()]);
        }
        let mut evaluate = |x: &[f64], gradient: &mut Vec<f64>| {
            flatten::write(params, x);
            let (value, tangent) = closure(params);
            gradient.resize(x.len(), 0.0);
            flatten::copy_gradient(&tangent, gradient);
            value
        };
        let mut gradient = Vec::new();
        let first = evaluate(&x, &mut gradient);
        self.func_evals += 1;
        self.steps += 1;
        if max_norm(&gradient) <= self.tolerance_grad {
            return first;
        }
        self.iterate(&mut x, first, gradient, &mut evaluate);
        flatten::write(params, &x);
        first
    }

    /// The iterations of one step, from a value and a gradient that has not vanished.
    fn iterate(
        &mut self,
        x: &mut [f64],
        mut value: f64,
        mut gradient: Vec<f64>,
        evaluate: &mut dyn FnMut(&[f64], &mut Vec<f64>) -> f64,
    ) {
        let max_eval = self.max_eval.unwrap_or(self.max_iter * 5 / 4);
        let mut evaluations = 1;
        for iteration in 1..=self.max_iter {
            self.n_iter += 1;
            let (direction, mut length) = self.direction(&gradient);
            let slope = dot(&gradient, &direction);
            let (previous, pairs) = (value, self.take_pairs());
            let before = gradient.clone();
            let stalls = slope > -self.tolerance_change;
            let mut used = 0;
            if !stalls && self.line_search_fn == LineSearchFn::StrongWolfe {
                let ray = strong_wolfe::Ray {
                    origin: x,
                    direction: &direction,
                    value,
                    slope,
                    tolerance_change: self.tolerance_change,
                };
                let found = ray.search(length, &gradient, max_eval.saturating_sub(evaluations), evaluate);
                (value, gradient, length, used) = (found.value, found.gradient, found.length, found.evaluations);
                add_scaled(x, length, &direction);
            } else if !stalls {
                add_scaled(x, length, &direction);
                // In the last iteration the value is left to the next step, which begins with it.
                if iteration != self.max_iter {
                    value = evaluate(x, &mut gradient);
                    used = 1;
                }
            }
            evaluations += used;
            self.func_evals += used as u64;
            let moved = max_norm(&direction) * length;
            self.state = Some(State {
                pairs,
                direction,
                length,
                gradient: before,
            });
            if stalls
                || evaluations >= max_eval
                || max_norm(&gradient) <= self.tolerance_grad
                || moved <= self.tolerance_change
                || (value - previous).abs() < self.tolerance_change
            {
                break;
            }
        }
    }

    /// The next direction, with the length to try first. Takes the last step into the memory.
    fn direction(&mut self, gradient: &[f64]) -> (Vec<f64>, f64) {
        let mut direction = negative(gradient);
        let Some(state) = &mut self.state else {
            let sum: f64 = gradient.iter().map(|slope| slope.abs()).sum();
            return (direction, (1.0 / sum).min(1.0) * self.lr);
        };
        let y = difference(gradient, &state.gradient);
        let mut s = core::mem::take(&mut state.direction);
        scale(&mut s, state.length);
        let curvature = dot(&y, &s);
        if curvature > 1e-10 {
            state.pairs.push(s, y, curvature);
        }
        state.pairs.apply(&mut direction);
        (direction, self.lr)
    }

    fn take_pairs(&mut self) -> Pairs {
        match self.state.take() {
            Some(state) => state.pairs,
            None => Pairs::new(self.history_size),
        }
    }
}
