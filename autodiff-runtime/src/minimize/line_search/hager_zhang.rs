//! The line search of Hager and Zhang.

use super::{constants, Ray, Trial};

/// The Wolfe conditions or the approximate ones, whichever holds first, by the algorithm of CG_DESCENT (Hager and Zhang 2005 and
/// 2006): an interval whose ends have slopes of opposite sign is narrowed by secants. It finds minima to the last digits.
#[derive(Clone, Debug)]
pub struct HagerZhang {
    c1: f64,
    c2: f64,
    epsilon: f64,
}

constants! {
    HagerZhang;
    /// The constant c₁ of sufficient decrease (default 0.1).
    c1;
    /// The constant c₂ of curvature (default 0.9).
    c2;
    /// How far the value may rise under the approximate conditions, relative to its size (default 1e-6).
    epsilon;
}

/// The interval has to shrink to this share in each round, or it is halved.
const SHRINKS: f64 = 0.66;
/// How much farther to go as long as there is no interval.
const EXPANDS: f64 = 5.0;

/// What the search goes on with: an interval, or nothing because a trial meets the conditions.
enum Narrowed {
    Done(Trial),
    Interval(Trial, Trial),
}

impl HagerZhang {
    /// The search with the defaults.
    pub fn new() -> Self {
        Self {
            c1: 0.1,
            c2: 0.9,
            epsilon: 1e-6,
        }
    }

    pub(super) fn search(&self, ray: &mut Ray, first: f64) -> Option<Trial> {
        let (mut a, mut b) = match self.bracket(ray, first)? {
            Narrowed::Done(found) => return Some(found),
            Narrowed::Interval(a, b) => (a, b),
        };
        loop {
            let width = b.length - a.length;
            (a, b) = match self.secants(ray, a, b)? {
                Narrowed::Done(found) => return Some(found),
                Narrowed::Interval(a, b) => (a, b),
            };
            if b.length - a.length > SHRINKS * width {
                let middle = 0.5 * (a.length + b.length);
                (a, b) = match self.update(ray, a, b, middle)? {
                    Narrowed::Done(found) => return Some(found),
                    Narrowed::Interval(a, b) => (a, b),
                };
            }
        }
    }

    /// Whether a point is the end of the search.
    fn accepts(&self, ray: &Ray, trial: &Trial) -> bool {
        let wolfe = trial.is_finite() && ray.decreases(trial, self.c1) && trial.slope >= self.c2 * ray.slope;
        trial.length > 0.0 && (wolfe || ray.meets_approximately(trial, self.c1, self.c2, self.allowance(ray)))
    }

    fn allowance(&self, ray: &Ray) -> f64 {
        self.epsilon * ray.origin.value.abs()
    }

    /// Whether the value is no higher than at the origin, but for the allowance.
    fn is_low(&self, ray: &Ray, trial: &Trial) -> bool {
        trial.is_finite() && trial.value() <= ray.origin.value + self.allowance(ray)
    }

    /// An interval from a low point that descends to one that rises.
    fn bracket(&self, ray: &mut Ray, first: f64) -> Option<Narrowed> {
        let mut low = ray.start();
        let mut length = first;
        loop {
            let trial = ray.at(length)?;
            if self.accepts(ray, &trial) {
                return Some(Narrowed::Done(trial));
            }
            if trial.is_finite() && trial.slope >= 0.0 {
                return Some(Narrowed::Interval(low, trial));
            }
            if !self.is_low(ray, &trial) {
                return self.halve(ray, low, trial.length);
            }
            length = EXPANDS * trial.length;
            low = trial;
        }
    }

    /// Narrows an interval by the two secants of its ends.
    fn secants(&self, ray: &mut Ray, a: Trial, b: Trial) -> Option<Narrowed> {
        let (before_a, before_b) = ((a.length, a.slope), (b.length, b.slope));
        let middle = secant(before_a, before_b);
        let (a, b) = match self.update(ray, a, b, middle)? {
            Narrowed::Interval(a, b) => (a, b),
            done => return Some(done),
        };
        let second = if middle == b.length {
            secant(before_b, (b.length, b.slope))
        } else if middle == a.length {
            secant(before_a, (a.length, a.slope))
        } else {
            return Some(Narrowed::Interval(a, b));
        };
        self.update(ray, a, b, second)
    }

    /// Narrows an interval by a length within it.
    fn update(&self, ray: &mut Ray, a: Trial, b: Trial, length: f64) -> Option<Narrowed> {
        if !(length > a.length && length < b.length) {
            return Some(Narrowed::Interval(a, b));
        }
        let trial = ray.at(length)?;
        if self.accepts(ray, &trial) {
            return Some(Narrowed::Done(trial));
        }
        if trial.is_finite() && trial.slope >= 0.0 {
            return Some(Narrowed::Interval(a, trial));
        }
        match self.is_low(ray, &trial) {
            true => Some(Narrowed::Interval(trial, b)),
            false => self.halve(ray, a, length),
        }
    }

    /// Halves what lies between a low point and one that is too high, until there is a point that rises.
    fn halve(&self, ray: &mut Ray, mut low: Trial, mut high: f64) -> Option<Narrowed> {
        loop {
            let trial = ray.at(0.5 * (low.length + high))?;
            if self.accepts(ray, &trial) {
                return Some(Narrowed::Done(trial));
            }
            if trial.is_finite() && trial.slope >= 0.0 {
                return Some(Narrowed::Interval(low, trial));
            }
            match self.is_low(ray, &trial) {
                true => low = trial,
                false => high = trial.length,
            }
        }
    }
}

/// Where the line through two slopes is zero.
fn secant((a, slope_a): (f64, f64), (b, slope_b): (f64, f64)) -> f64 {
    (a * slope_b - b * slope_a) / (slope_b - slope_a)
}
