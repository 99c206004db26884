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
        let mut search = Search {
            constants: self,
            allowance: self.epsilon * ray.origin.value.abs(),
            lowest: None,
            ray,
        };
        match search.run(first) {
            End::Found(trial) => Some(trial),
            End::Exhausted => search.lowest,
        }
    }
}

/// A search along one ray.
struct Search<'s, 'r, 'o> {
    constants: &'s HagerZhang,
    ray: &'s mut Ray<'r, 'o>,
    /// How far the value may rise.
    allowance: f64,
    /// The lowest point that has decreased enough, whatever its slope: better than nothing.
    lowest: Option<Trial>,
}

/// The end of a search.
enum End {
    /// A point meets the conditions.
    Found(Trial),
    /// There were enough values.
    Exhausted,
}

/// From a low point that descends to one that rises; or the end, before there is such an interval.
type Interval = Result<(Trial, Trial), End>;

impl Search<'_, '_, '_> {
    fn run(&mut self, first: f64) -> End {
        let mut interval = self.bracket(first);
        loop {
            let (a, b) = match interval {
                Ok(ends) => ends,
                Err(end) => return end,
            };
            let width = b.length - a.length;
            interval = self.secants(a, b).and_then(|(a, b)| {
                let is_wide = b.length - a.length > SHRINKS * width;
                let middle = 0.5 * (a.length + b.length);
                if is_wide {
                    self.update(a, b, middle)
                } else {
                    Ok((a, b))
                }
            });
        }
    }

    /// The point at a length, if it is not the end of the search.
    fn at(&mut self, length: f64) -> Result<Trial, End> {
        let trial = self.ray.at(length).ok_or(End::Exhausted)?;
        if !trial.is_finite() {
            return Ok(trial);
        }
        let (c1, c2) = (self.constants.c1, self.constants.c2);
        let decreases = self.ray.decreases(&trial, c1);
        if decreases && trial.slope >= c2 * self.ray.slope
            || self.ray.meets_approximately(&trial, c1, c2, self.allowance)
        {
            return Err(End::Found(trial));
        }
        if decreases && self.lowest.as_ref().is_none_or(|lowest| trial.value() < lowest.value()) {
            self.lowest = Some(trial.clone());
        }
        Ok(trial)
    }

    /// Whether the value is no higher than at the origin, but for the allowance.
    fn is_low(&self, trial: &Trial) -> bool {
        trial.is_finite() && trial.value() <= self.ray.origin.value + self.allowance
    }

    /// The first interval.
    fn bracket(&mut self, first: f64) -> Interval {
        let mut low = self.ray.start();
        let mut length = first;
        loop {
            let trial = self.at(length)?;
            if trial.rises() {
                return Ok((low, trial));
            }
            if !self.is_low(&trial) {
                return self.halve(low, trial.length);
            }
            length = EXPANDS * trial.length;
            low = trial;
        }
    }

    /// Narrows an interval by the two secants of its ends.
    fn secants(&mut self, a: Trial, b: Trial) -> Interval {
        let (before_a, before_b) = ((a.length, a.slope), (b.length, b.slope));
        let middle = secant(before_a, before_b);
        let (a, b) = self.update(a, b, middle)?;
        let second = if middle == b.length {
            secant(before_b, (b.length, b.slope))
        } else if middle == a.length {
            secant(before_a, (a.length, a.slope))
        } else {
            return Ok((a, b));
        };
        self.update(a, b, second)
    }

    /// Narrows an interval by a length within it.
    fn update(&mut self, a: Trial, b: Trial, length: f64) -> Interval {
        if !(length > a.length && length < b.length) {
            return Ok((a, b));
        }
        let trial = self.at(length)?;
        if trial.rises() {
            return Ok((a, trial));
        }
        match self.is_low(&trial) {
            true => Ok((trial, b)),
            false => self.halve(a, length),
        }
    }

    /// Halves what lies between a low point and one that is too high, until there is a point that rises.
    fn halve(&mut self, mut low: Trial, mut high: f64) -> Interval {
        loop {
            let trial = self.at(0.5 * (low.length + high))?;
            if trial.rises() {
                return Ok((low, trial));
            }
            match self.is_low(&trial) {
                true => low = trial,
                false => high = trial.length,
            }
        }
    }
}

impl Trial {
    fn rises(&self) -> bool {
        self.is_finite() && self.slope >= 0.0
    }
}

/// Where the line through two slopes is zero.
fn secant((a, slope_a): (f64, f64), (b, slope_b): (f64, f64)) -> f64 {
    (a * slope_b - b * slope_a) / (slope_b - slope_a)
}
