//! One component: take differences until they settle whether its analytic derivative is right.

use super::ladder::{Estimate, Ladder, Rung, Side, RATIO};
use super::{Cause, Verdict};
use std::vec::Vec;

/// The function of one component, the others being fixed.
pub(super) struct Line<'a> {
    /// The component at the point of the check.
    pub at: f64,
    /// The function there.
    pub value: f64,
    /// The relative rounding of parameter and value.
    pub epsilon: f64,
    /// Moves the component, and returns where it is now (rounded) and the function there.
    pub along: &'a mut dyn FnMut(f64) -> (f64, f64),
}

/// What was found about one component.
#[derive(Debug)]
pub(super) struct Finding {
    pub difference: f64,
    pub error: f64,
    pub verdict: Verdict,
}

impl Finding {
    fn new(estimate: Option<Estimate>, verdict: Verdict) -> Self {
        let (difference, error) = estimate.map_or((f64::NAN, f64::INFINITY), |e| (e.derivative, e.error));
        Self {
            difference,
            error,
            verdict,
        }
    }
}

impl Line<'_> {
    /// Judges `analytic`. `magnitude` is the largest component of the gradient: a component far below it matters less.
    pub fn compare(&mut self, analytic: f64, magnitude: f64) -> Finding {
        if !self.at.is_finite() || !self.value.is_finite() {
            return Finding::new(None, Verdict::Inconclusive(Cause::NonFinite));
        }
        let wide = self.ordinary_step();
        let narrowest = match self.at == 0.0 {
            true => f64::powi(2.0, -70),
            false => f64::max(64.0 * self.epsilon * self.at.abs(), f64::MIN_POSITIVE),
        };
        let mut rungs = Vec::new();

        // Nearly always two steps settle it. If not: narrower ones; if rounding is then in the way, wider ones.
        self.descend(&mut rungs, wide, wide / RATIO);
        let mut finding = self.judge(&rungs, analytic, magnitude);
        if finding.verdict != Verdict::Agrees || self.seems_kinked(&rungs) {
            self.descend(&mut rungs, wide / (RATIO * RATIO), narrowest);
            finding = self.judge(&rungs, analytic, magnitude);
        }
        if !matches!(finding.verdict, Verdict::Agrees | Verdict::Inconclusive(Cause::Kink)) {
            let mut wider = Vec::new();
            self.descend(&mut wider, power_of_two(0.25 * self.at.abs().max(1.0)), wide * RATIO);
            wider.append(&mut rungs);
            finding = self.judge(&wider, analytic, magnitude);
        }
        finding
    }

    /// Adds rungs from step `from` down to step `to`.
    fn descend(&mut self, rungs: &mut Vec<Rung>, from: f64, to: f64) {
        let mut step = from;
        while step >= to {
            let right = (self.along)(self.at + step);
            let left = (self.along)(self.at - step);
            rungs.push(Rung { step, left, right });
            step /= RATIO;
        }
    }

    fn judge(&self, rungs: &[Rung], analytic: f64, magnitude: f64) -> Finding {
        let ladder = Ladder {
            at: self.at,
            value: self.value,
            epsilon: self.epsilon,
            rungs,
        };
        let Some(central) = ladder.best(Side::Both) else {
            return self.judge_edge(&ladder, analytic);
        };
        let verdict = if !analytic.is_finite() {
            self.judge_non_finite(&central)
        } else {
            let steepness = self.steepness(rungs);
            let constant = analytic == 0.0 && steepness == 0.0;
            let relevant = magnitude.max(central.derivative.abs()).max(steepness);
            let precise = constant || self.is_precise(&central, relevant);
            let discrepancy = (analytic - central.derivative).abs();
            match central.admits(analytic, self.epsilon) {
                true if precise => Verdict::Agrees,
                true => self
                    .judge_sides(&ladder, analytic)
                    .unwrap_or(Verdict::Inconclusive(Cause::Rounding)),
                // A kink that could explain the discrepancy would show in the error.
                false if central.margin() < 0.1 * discrepancy => Verdict::Disagrees(Cause::Mismatch),
                false => self
                    .judge_sides(&ladder, analytic)
                    .unwrap_or(Verdict::Disagrees(Cause::Mismatch)),
            }
        };
        Finding::new(Some(central), verdict)
    }

    /// An analytic derivative that is infinite or not a number is wrong if differences converge to a finite one.
    fn judge_non_finite(&self, estimate: &Estimate) -> Verdict {
        match estimate.margin() < 0.1 * estimate.derivative.abs() {
            true => Verdict::Disagrees(Cause::NonFinite),
            false => Verdict::Inconclusive(Cause::NonFinite),
        }
    }

    /// Whether an estimate is precise enough to call agreement with it a confirmation.
    fn is_precise(&self, estimate: &Estimate, relevant: f64) -> bool {
        estimate.margin() <= self.epsilon.powf(0.25) * relevant
    }

    /// The larger of the two one-sided slopes at the widest ordinary step: at a stationary point, where the derivative
    /// vanishes, it still says how strongly the function depends on the component.
    fn steepness(&self, rungs: &[Rung]) -> f64 {
        let ordinary = rungs.iter().filter(|rung| rung.step == self.ordinary_step());
        let slopes = ordinary.flat_map(|rung| [rung.left.1, rung.right.1].map(|v| (v - self.value).abs() / rung.step));
        slopes.filter(|slope| slope.is_finite()).fold(0.0, f64::max)
    }

    /// The wider of the two steps that are tried first.
    fn ordinary_step(&self) -> f64 {
        power_of_two(RATIO * self.epsilon.cbrt() * self.at.abs().max(1.0))
    }

    /// Whether second differences shrink with the step, as at a kink, rather than with its square. Central differences
    /// alone do not see a symmetric kink such as that of |x| at 0.
    fn seems_kinked(&self, rungs: &[Rung]) -> bool {
        let [wide, narrow] = [&rungs[0], &rungs[1]].map(|rung| rung.second_difference(self.value));
        let expected = RATIO * RATIO;
        narrow > 2.5 * wide / expected && narrow > 16.0 * self.epsilon * self.value.abs()
    }

    /// Looks for a kink or a jump: sides with different derivatives, or without one. None if there is no sign of either.
    fn judge_sides(&self, ladder: &Ladder, analytic: f64) -> Option<Verdict> {
        let jumps = [Side::Left, Side::Right].map(|side| ladder.jumps(side));
        let (left, right) = (ladder.best(Side::Left)?, ladder.best(Side::Right)?);
        let possible = match jumps {
            [true, true] => true,
            [true, false] => right.admits(analytic, self.epsilon),
            [false, true] => left.admits(analytic, self.epsilon),
            [false, false] => {
                if (left.derivative - right.derivative).abs() <= left.margin() + right.margin() {
                    return None;
                }
                let (low, high) = if left.derivative < right.derivative {
                    (left, right)
                } else {
                    (right, left)
                };
                (low.derivative..=high.derivative).contains(&analytic)
                    || low.admits(analytic, self.epsilon)
                    || high.admits(analytic, self.epsilon)
            }
        };
        Some(if possible {
            Verdict::Inconclusive(Cause::Kink)
        } else {
            Verdict::Disagrees(Cause::Kink)
        })
    }

    /// No central differences: the function is finite on one side at most, as at the edge of its domain.
    fn judge_edge(&self, ladder: &Ladder, analytic: f64) -> Finding {
        let Some(side) = ladder.best(Side::Right).or_else(|| ladder.best(Side::Left)) else {
            return Finding::new(None, Verdict::Inconclusive(Cause::NonFinite));
        };
        let verdict = match (analytic.is_finite(), side.admits(analytic, self.epsilon)) {
            (false, _) => self.judge_non_finite(&side),
            (true, true) => Verdict::Inconclusive(Cause::Kink),
            (true, false) => Verdict::Disagrees(Cause::Kink),
        };
        Finding::new(Some(side), verdict)
    }
}

/// The largest power of two that is at most `step`.
fn power_of_two(step: f64) -> f64 {
    f64::powi(2.0, step.log2().floor().min(1020.0) as i32)
}
