//! The line search of torch's L-BFGS (Nocedal and Wright 2006, algorithms 3.5 and 3.6, as in Schmidt's minFunc).

use crate::numeric::vector::{add_scaled, dot, max_norm};
use std::vec::Vec;

/// The constants of the conditions: of sufficient decrease, and of the slope.
const DECREASE: f64 = 1e-4;
const SLOPE: f64 = 0.9;

/// Where to search: from a point along a direction of descent.
pub(super) struct Ray<'a> {
    pub origin: &'a [f64],
    pub direction: &'a [f64],
    /// The value at the origin, and the slope along the direction.
    pub value: f64,
    pub slope: f64,
    pub tolerance_change: f64,
}

/// A point of the ray.
#[derive(Clone)]
struct Trial {
    length: f64,
    value: f64,
    slope: f64,
    gradient: Vec<f64>,
}

/// The end of a search.
pub(super) struct Found {
    pub length: f64,
    pub value: f64,
    pub gradient: Vec<f64>,
    pub evaluations: usize,
}

type Evaluate<'e> = dyn FnMut(&[f64], &mut Vec<f64>) -> f64 + 'e;

impl Ray<'_> {
    /// The point with the lowest value that was found in about `most` evaluations.
    pub fn search(&self, length: f64, gradient: &[f64], most: usize, evaluate: &mut Evaluate) -> Found {
        let mut previous = Trial {
            length: 0.0,
            value: self.value,
            slope: self.slope,
            gradient: gradient.to_vec(),
        };
        let origin = previous.clone();
        let mut trial = self.trial(length, evaluate);
        let mut iterations = 0;
        let bracket = loop {
            if iterations == most {
                break [origin, trial];
            }
            if self.is_too_high(&trial) || (iterations > 1 && trial.value >= previous.value) {
                break [previous, trial];
            }
            if self.is_flat_enough(&trial) {
                return trial.found(iterations + 1);
            }
            if trial.slope >= 0.0 {
                break [previous, trial];
            }
            let bounds = (
                trial.length + 0.01 * (trial.length - previous.length),
                trial.length * 10.0,
            );
            let next = interpolate(&previous, &trial, bounds);
            previous = core::mem::replace(&mut trial, self.trial(next, evaluate));
            iterations += 1;
        };
        self.zoom(bracket, iterations, most, evaluate)
    }

    /// Narrows a bracket until its better end meets the conditions.
    fn zoom(&self, mut bracket: [Trial; 2], mut iterations: usize, most: usize, evaluate: &mut Evaluate) -> Found {
        let width = max_norm(self.direction);
        let mut hesitates = false;
        let order = |bracket: &[Trial; 2]| usize::from(bracket[0].value > bracket[1].value);
        let mut low = order(&bracket);
        while iterations < most && (bracket[1].length - bracket[0].length).abs() * width >= self.tolerance_change {
            let next = between(&bracket, &mut hesitates);
            let trial = self.trial(next, evaluate);
            iterations += 1;
            let high = 1 - low;
            if self.is_too_high(&trial) || trial.value >= bracket[low].value {
                bracket[high] = trial;
                low = order(&bracket);
                continue;
            }
            let done = self.is_flat_enough(&trial);
            if !done && trial.slope * (bracket[high].length - bracket[low].length) >= 0.0 {
                bracket[high] = bracket[low].clone();
            }
            bracket[low] = trial;
            if done {
                break;
            }
        }
        let [first, second] = bracket;
        (if low == 0 { first } else { second }).found(iterations + 1)
    }

    /// A value that is not finite counts as infinite: it is too high.
    fn trial(&self, length: f64, evaluate: &mut Evaluate) -> Trial {
        let mut point = self.origin.to_vec();
        add_scaled(&mut point, length, self.direction);
        let mut gradient = Vec::new();
        let value = evaluate(&point, &mut gradient);
        let slope = dot(&gradient, self.direction);
        let is_finite = value.is_finite() && slope.is_finite();
        Trial {
            length,
            value: if is_finite { value } else { f64::INFINITY },
            slope,
            gradient,
        }
    }

    fn is_too_high(&self, trial: &Trial) -> bool {
        trial.value > self.value + DECREASE * trial.length * self.slope
    }

    fn is_flat_enough(&self, trial: &Trial) -> bool {
        trial.slope.abs() <= -SLOPE * self.slope
    }
}

impl Trial {
    fn found(self, evaluations: usize) -> Found {
        Found {
            length: self.length,
            value: self.value,
            gradient: self.gradient,
            evaluations,
        }
    }
}

/// A length inside of the bracket, not too close to its ends twice in a row.
fn between(bracket: &[Trial; 2], hesitates: &mut bool) -> f64 {
    let [a, b] = [bracket[0].length, bracket[1].length];
    let (least, most) = (a.min(b), a.max(b));
    let next = interpolate(&bracket[0], &bracket[1], (least, most));
    let margin = 0.1 * (most - least);
    if (most - next).min(next - least) >= margin {
        *hesitates = false;
        return next;
    }
    if !*hesitates && least < next && next < most {
        *hesitates = true;
        return next;
    }
    *hesitates = false;
    if (next - most).abs() < (next - least).abs() {
        most - margin
    } else {
        least + margin
    }
}

/// The minimum, within bounds, of the cubic with the values and slopes of two points; the middle of the bounds where there
/// is none.
fn interpolate(a: &Trial, b: &Trial, (least, most): (f64, f64)) -> f64 {
    let (a, b) = if a.length <= b.length { (a, b) } else { (b, a) };
    let d1 = a.slope + b.slope - 3.0 * (a.value - b.value) / (a.length - b.length);
    let square = d1 * d1 - a.slope * b.slope;
    if !(square >= 0.0 && square.is_finite()) {
        return (least + most) / 2.0;
    }
    let d2 = square.sqrt();
    let minimum = b.length - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2.0 * d2));
    if minimum.is_nan() {
        return (least + most) / 2.0;
    }
    minimum.max(least).min(most)
}
