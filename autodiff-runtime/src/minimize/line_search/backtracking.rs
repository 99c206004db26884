//! Backtracking.

use super::{constants, Ray, Trial};

/// Tries a length, and shortens it until the value decreases enough (Armijo 1966).
///
/// The next length is the minimum of the parabola through what is known, but between a tenth and `shrink` times the last one.
#[derive(Clone, Debug)]
#[doc(alias = "Armijo")]
pub struct Backtracking {
    c1: f64,
    shrink: f64,
}

constants! {
    Backtracking;
    /// The constant c₁ of sufficient decrease (default 1e-4).
    c1;
    /// How much shorter the next length is at least (default 0.5).
    shrink;
}

impl Backtracking {
    /// Backtracking with the defaults.
    pub fn new() -> Self {
        Self { c1: 1e-4, shrink: 0.5 }
    }

    pub(super) fn search(&self, ray: &mut Ray, first: f64) -> Option<Trial> {
        let mut length = first;
        loop {
            let trial = ray.at(length)?;
            let is_finite = trial.is_finite();
            if is_finite && ray.decreases(&trial, self.c1) {
                return Some(trial);
            }
            let bend = trial.value() - ray.origin.value - length * ray.slope;
            let minimum = -0.5 * ray.slope * length * length / bend;
            length = match is_finite {
                true => minimum.clamp((0.1 * length).min(self.shrink * length), self.shrink * length),
                false => self.shrink * length,
            };
        }
    }
}
