//! The line search of Moré and Thuente.

use super::cubic::{self, Point};
use super::{constants, Ray, Trial};

/// The strong Wolfe conditions, by the algorithm of Moré and Thuente (1994) with its safeguarded cubic steps: what L-BFGS-B and
/// scipy use.
#[derive(Clone, Debug)]
pub struct StrongWolfe {
    c1: f64,
    c2: f64,
}

constants! {
    StrongWolfe;
    /// The constant c₁ of sufficient decrease (default 1e-4).
    c1;
    /// The constant c₂ of curvature (default 0.9).
    c2;
}

/// The interval with a minimum is not narrowed below this, relative to its end.
const NARROWEST: f64 = 1e-14;
/// Values closer than this, relative to their size, are not told apart: slopes decide.
const NOISE: f64 = 1e-10;
/// How far beyond the best length to go at least and at most as long as there is no interval.
const BEYOND: (f64, f64) = (1.1, 4.0);

impl StrongWolfe {
    /// The search with the defaults.
    pub fn new() -> Self {
        Self { c1: 1e-4, c2: 0.9 }
    }

    /// Lengths above `most` are not tried.
    pub(in crate::minimize) fn search(&self, ray: &mut Ray, first: f64, most: f64) -> Option<Trial> {
        let mut interval = Interval {
            best: ray.start(),
            other: ray.start().point(),
            is_bracketed: false,
            widths: (f64::INFINITY, f64::INFINITY),
        };
        let line = self.c1 * ray.slope;
        let noise = NOISE * ray.origin.value.abs();
        // From this length on the function is not finite.
        let mut ceiling = f64::INFINITY;
        let mut is_past_minimum = false;
        let mut length = first.min(most);
        let mut bounds = (0.0, length + BEYOND.1 * length);
        loop {
            let Some(trial) = ray.at(length) else {
                return interval.end(ray, self.c1);
            };
            if trial.is_finite() {
                let decreases = ray.decreases(&trial, self.c1);
                if decreases && trial.slope.abs() <= -self.c2 * ray.slope
                    || ray.meets_approximately(&trial, self.c1, self.c2, noise)
                    || length >= most && decreases && trial.slope <= line
                {
                    return Some(trial);
                }
                is_past_minimum |= decreases && trial.slope >= 0.0;
                // Until then, what is minimised is the function above the line of sufficient decrease.
                let is_above = !is_past_minimum && !decreases && trial.value() <= interval.best.value();
                length = interval.narrow(trial, if is_above { line } else { 0.0 }, bounds);
            } else {
                ceiling = length;
            }
            let best = interval.best.length;
            length = length.min(most);
            if length >= ceiling {
                length = 0.5 * (best + ceiling);
            }
            if !interval.is_bracketed {
                let step = length - best;
                bounds = (length + BEYOND.0 * step, length + BEYOND.1 * step);
                continue;
            }
            bounds = (best.min(interval.other.length), best.max(interval.other.length));
            if length <= bounds.0 || length >= bounds.1 || bounds.1 - bounds.0 <= NARROWEST * bounds.1 {
                return interval.end(ray, self.c1);
            }
        }
    }
}

/// Where the length is sought: between the best so far and another one, or beyond the best.
struct Interval {
    best: Trial,
    other: Point,
    is_bracketed: bool,
    /// The widths of this interval and of the one before.
    widths: (f64, f64),
}

impl Interval {
    /// Takes a trial in, and gives the length to try next. `line` is the slope of the line above which the function is seen.
    fn narrow(&mut self, trial: Trial, line: f64, bounds: (f64, f64)) -> f64 {
        let (best, other) = (self.best.point().tilted(line), self.other.tilted(line));
        let tilted = trial.point().tilted(line);
        let (mut next, is_bracketed) = cubic::next(best, other, tilted, self.is_bracketed, bounds);
        self.is_bracketed = is_bracketed;
        if tilted.value > best.value {
            self.other = trial.point();
        } else {
            if tilted.slope * best.slope.signum() < 0.0 {
                self.other = self.best.point();
            }
            self.best = trial;
        }
        if is_bracketed {
            let width = (self.other.length - self.best.length).abs();
            if width >= 0.66 * self.widths.1 {
                next = self.best.length + 0.5 * (self.other.length - self.best.length);
            }
            self.widths = (width, self.widths.0);
        }
        next
    }

    /// The best point, if it is good enough.
    fn end(self, ray: &Ray, c1: f64) -> Option<Trial> {
        (self.best.length > 0.0 && ray.decreases(&self.best, c1)).then_some(self.best)
    }
}

impl Trial {
    fn point(&self) -> Point {
        Point {
            length: self.length,
            value: self.value(),
            slope: self.slope,
        }
    }
}
