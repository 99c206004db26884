//! Looks for places where a function is not convex.

use super::{moved, normal_vector};
use crate::random::SplitMix64;
use crate::tangent::{Differentiable, Tangent};
use crate::training::Snapshot;
use core::fmt;
use std::vec::Vec;

/// Two points between which a function lies above its chord.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Witness<P> {
    /// One end.
    pub from: P,
    /// The other end.
    pub to: P,
    /// How far the middle lies above the chord.
    pub excess: f64,
}

impl<P: Differentiable + Clone> Witness<P> {
    /// The point at this part of the way from one end to the other.
    pub fn at(&self, part: f64) -> P {
        let flat = |point: &P| Snapshot::of(&mut point.clone()).to_flat();
        let away: Vec<f64> = flat(&self.to)
            .iter()
            .zip(flat(&self.from))
            .map(|(to, from)| to - from)
            .collect();
        let mut direction = self.from.zero_tangent();
        direction.copy_from_flat(&away);
        moved(&self.from, &[(part, &direction)])
    }
}

/// What a search for counterexamples to convexity has found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Convexity<P> {
    /// How many segments were looked at.
    pub segments: usize,
    /// On how many of them the function lies above the chord in the middle, by more than rounding.
    pub violations: usize,
    /// The worst of these.
    pub worst: Option<Witness<P>>,
}

impl<P: Differentiable + Clone> Convexity<P> {
    /// Compares *f* in the middle of random segments with the mean of its ends, which is at least as large if *f* is convex. The ends
    /// are uniform in the ball of this radius around `x`.
    ///
    /// That none is found proves nothing; one that is found is a proof. Segments with an end that is not finite count as a violation
    /// only if the middle is larger than the ends.
    ///
    /// # Panics
    /// If `radius` is not positive and finite, or `segments` is 0.
    #[track_caller]
    pub fn probe(x: &P, radius: f64, segments: usize, seed: u64, mut f: impl FnMut(&P) -> f64) -> Self {
        crate::optimizers::validate::positive("Convexity", "radius", radius);
        assert!(segments > 0, "Convexity: segments is 0, but must be at least 1");
        let mut random = SplitMix64::new(seed);
        let zero = x.zero_tangent();
        let dimensions = zero.count().max(1) as f64;
        let mut end = || {
            let mut direction = normal_vector(&zero, &mut random);
            let norm = direction.norm();
            direction.scale(radius * random.unit().powf(1.0 / dimensions) / norm);
            direction
        };
        let (mut violations, mut worst) = (0, None::<Witness<P>>);
        for _ in 0..segments {
            let (a, b) = (end(), end());
            let (from, to) = (moved(x, &[(1.0, &a)]), moved(x, &[(1.0, &b)]));
            let middle = f(&moved(x, &[(0.5, &a), (0.5, &b)]));
            let (left, right) = (f(&from), f(&to));
            let excess = middle - 0.5 * (left + right);
            // The rounding of three values, with room for what the function itself rounds.
            if excess > 1e-12 * (middle.abs() + left.abs() + right.abs()) {
                violations += 1;
                if worst.as_ref().is_none_or(|worst| excess > worst.excess) {
                    worst = Some(Witness { from, to, excess });
                }
            }
        }
        Self {
            segments,
            violations,
            worst,
        }
    }
}

impl<P> fmt::Display for Convexity<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (violations, segments) = (self.violations, self.segments);
        match &self.worst {
            None => write!(f, "no sign of non-convexity on {segments} random segments"),
            Some(worst) => write!(
                f,
                "not convex: above the chord on {violations} of {segments} random segments, by up to {:.3e}",
                worst.excess
            ),
        }
    }
}
