//! Derivatives from a ladder of step sizes, each estimate with its error.
//!
//! Wide steps suffer from truncation, narrow ones from rounding. Every two neighbouring rungs give one extrapolated
//! estimate; its error is what the two differ by, and the noise of the values divided by the step.

use std::vec::Vec;

/// The ratio of the steps of neighbouring rungs.
pub(super) const RATIO: f64 = 4.0;

/// Rounding of a value in units of its last place, assumed where nothing larger is observed.
const ROUNDING: f64 = 4.0;

/// A derivative by differences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estimate {
    pub derivative: f64,
    pub error: f64,
}

impl Estimate {
    /// Whether the true derivative can be `value`. The error is an estimate, so a multiple of it is allowed; and the
    /// analytic value has some rounding of its own.
    pub fn admits(&self, value: f64, epsilon: f64) -> bool {
        let rounding = 64.0 * epsilon * value.abs().max(self.derivative.abs());
        (value - self.derivative).abs() <= self.margin() + rounding
    }

    /// The largest distance from the true derivative that the error explains.
    pub fn margin(&self) -> f64 {
        8.0 * self.error
    }
}

/// The values at one step to both sides, and how far the points really are (x ± h may be rounded).
#[derive(Clone, Copy, Debug)]
pub(super) struct Rung {
    pub step: f64,
    pub left: (f64, f64),
    pub right: (f64, f64),
}

impl Rung {
    /// By how much the mean of the two sides is off the `value` between them.
    pub fn second_difference(&self, value: f64) -> f64 {
        ((self.left.1 - value) + (self.right.1 - value)).abs() / 2.0
    }
}

/// Which points a difference uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Both,
    Left,
    Right,
}

/// Rungs with decreasing steps around one point.
#[derive(Debug)]
pub(super) struct Ladder<'a> {
    pub at: f64,
    pub value: f64,
    pub epsilon: f64,
    pub rungs: &'a [Rung],
}

impl Ladder<'_> {
    /// The best estimate, or none if no two neighbouring rungs have finite values.
    pub fn best(&self, side: Side) -> Option<Estimate> {
        let estimates = self.estimates(side);
        let mut best: Option<Estimate> = None;
        // From narrow to wide: a wide estimate that a narrow one refutes has stepped over the function's features.
        let mut narrower: Vec<Estimate> = Vec::new();
        for estimate in estimates.into_iter().rev() {
            let refuted = narrower
                .iter()
                .any(|narrow| (narrow.derivative - estimate.derivative).abs() > narrow.margin() + estimate.margin());
            if !refuted && best.is_none_or(|best| estimate.error < best.error) {
                best = Some(estimate);
            }
            narrower.push(estimate);
        }
        best
    }

    /// One estimate for each two neighbouring rungs that have finite values and resolve the function.
    fn estimates(&self, side: Side) -> Vec<Estimate> {
        // Central differences err by h², one-sided ones by h.
        let extrapolation = if side == Side::Both {
            RATIO * RATIO - 1.0
        } else {
            RATIO - 1.0
        };
        let constant = self.rungs.iter().all(|rung| self.unresolved(rung));
        let noise = self.noise(side);
        let mut estimates = Vec::new();
        for (k, pair) in self.rungs.windows(2).enumerate() {
            let [wide, narrow] = [self.slope(&pair[0], side), self.slope(&pair[1], side)];
            if !wide.is_finite() || !narrow.is_finite() || (self.unresolved(&pair[1]) && !constant) {
                continue;
            }
            // A narrower step that changes nothing shows how coarse the values are.
            let invisible = self.rungs[k + 2..]
                .iter()
                .find(|rung| self.unresolved(rung))
                .map_or(0.0, |rung| rung.step);
            let noise = f64::max(noise[k], narrow.abs() * invisible);
            let correction = (narrow - wide) / extrapolation;
            estimates.push(Estimate {
                derivative: narrow + correction,
                error: correction.abs() + noise / pair[1].step,
            });
        }
        estimates
    }

    /// Whether the value does not tend to that at the point as the step shrinks, over at least seven rungs.
    pub fn jumps(&self, side: Side) -> bool {
        let [wide, _, _, _, _, _, .., narrow] = self.rungs else {
            return false;
        };
        let [wide, narrow] = [wide, narrow].map(|rung| {
            let value = if side == Side::Left { rung.left.1 } else { rung.right.1 };
            (value - self.value).abs()
        });
        narrow > 0.5 * wide && narrow > 16.0 * ROUNDING * self.epsilon * self.value.abs()
    }

    fn slope(&self, rung: &Rung, side: Side) -> f64 {
        let centre = (self.at, self.value);
        let (from, to) = match side {
            Side::Both => (rung.left, rung.right),
            Side::Left => (rung.left, centre),
            Side::Right => (centre, rung.right),
        };
        (to.1 - from.1) / (to.0 - from.0)
    }

    /// Whether the step is too small to change the value at all.
    fn unresolved(&self, rung: &Rung) -> bool {
        rung.left.1 == self.value && rung.right.1 == self.value
    }

    /// For each two neighbouring rungs, the uncertainty of a value: its rounding, or more if the function has more.
    ///
    /// Second differences at steps so much narrower that curvature no longer counts show the latter, as with
    /// cancellation inside the function. From one side they are taken on that side alone, which a kink does not disturb.
    fn noise(&self, side: Side) -> Vec<f64> {
        let finite = |value: f64| if value.is_finite() { value.abs() } else { 0.0 };
        let second = |k: usize| match (side, &self.rungs[k]) {
            (Side::Both, rung) => finite(rung.second_difference(self.value)),
            (_, rung) => finite((self.slope(&self.rungs[k - 1], side) - self.slope(rung, side)) * rung.step),
        };
        let count = self.rungs.len();
        let mut observed = if count > 3 { second(count - 1) } else { 0.0 };
        let mut noise = Vec::new();
        for (k, pair) in self.rungs.windows(2).enumerate().rev() {
            if k + 3 < count {
                observed = f64::max(observed, second(k + 3));
            }
            let largest = finite(pair[1].left.1)
                .max(finite(pair[1].right.1))
                .max(self.value.abs());
            noise.push(f64::max(observed, ROUNDING * self.epsilon * largest));
        }
        noise.reverse();
        noise
    }
}
