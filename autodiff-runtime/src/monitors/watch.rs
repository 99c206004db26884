//! All monitors of a run together.

use super::{DeadUnits, Finding, GradientScale, Monitor, Oscillation, Plateau, UpdateRatio};
use crate::training::{Callback, StepEnd};
use core::fmt;
use core::ops::ControlFlow;
use std::boxed::Box;
use std::collections::BTreeSet;
use std::string::String;
use std::sync::{Arc, Mutex};
use std::vec::Vec;

/// A callback that asks monitors after each step, and gathers what they find.
pub struct Monitors {
    monitors: Vec<Box<dyn Monitor>>,
    every: u64,
    said: BTreeSet<String>,
    findings: Findings,
    prints: bool,
}

/// What monitors have found so far; clones share it.
#[derive(Clone, Debug, Default)]
pub struct Findings(Arc<Mutex<Vec<Finding>>>);

impl Findings {
    /// All of it, in the order in which it was found.
    pub fn all(&self) -> Vec<Finding> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    fn push(&self, finding: Finding) {
        self.0
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
            .push(finding);
    }
}

impl Monitors {
    /// None yet.
    pub fn none() -> Self {
        Self {
            monitors: Vec::new(),
            every: 1,
            said: BTreeSet::new(),
            findings: Findings::default(),
            prints: false,
        }
    }

    /// Those that need to be told nothing: [`GradientScale`], [`Oscillation`], [`Plateau`], [`UpdateRatio`] and [`DeadUnits`] for
    /// tensors whose name ends in `bias` or `biases`.
    pub fn all() -> Self {
        Self::none()
            .and(GradientScale::new())
            .and(Oscillation::new())
            .and(Plateau::new())
            .and(UpdateRatio::new())
            .and(DeadUnits::of("bias"))
            .and(DeadUnits::of("biases"))
    }

    /// And this one.
    pub fn and(mut self, monitor: impl Monitor + 'static) -> Self {
        self.monitors.push(Box::new(monitor));
        self
    }

    /// Looks at every so many steps only (default each): a step that is looked at copies parameters and gradient.
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn every(mut self, steps: u64) -> Self {
        assert!(steps > 0, "Monitors: every is 0, but must be at least 1");
        self.every = steps;
        self
    }

    /// Prints what is found to standard error, too (default no).
    pub fn prints(mut self, prints: bool) -> Self {
        self.prints = prints;
        self
    }

    /// Where the findings will be.
    pub fn findings(&self) -> Findings {
        self.findings.clone()
    }
}

impl fmt::Debug for Monitors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Monitors")
            .field("monitors", &self.monitors.len())
            .field("every", &self.every)
            .field("findings", &self.findings)
            .finish_non_exhaustive()
    }
}

impl Callback for Monitors {
    fn step(&mut self, now: &StepEnd<'_>) -> ControlFlow<String> {
        if !self.watches(now.step) {
            return ControlFlow::Continue(());
        }
        for monitor in &mut self.monitors {
            for (name, finding) in monitor.look(now) {
                if !self.said.insert(name) {
                    continue;
                }
                if self.prints {
                    std::eprintln!("{finding}");
                }
                self.findings.push(finding);
            }
        }
        ControlFlow::Continue(())
    }

    fn watches(&self, step: u64) -> bool {
        step % self.every == 0
    }
}
