//! ReLUs that are off for every example.

use super::{Finding, Monitor};
use crate::training::{quoted, StepEnd};
use core::ops::Range;
use std::collections::BTreeMap;
use std::format;
use std::string::String;
use std::vec::Vec;

/// Looks for components of a tensor whose gradient was exactly zero in many steps in a row. In the biases of a layer with ReLU these
/// are units that no example has activated: their weights do not move any more.
///
/// Of other tensors it says as much: which components have no influence on the loss, as rows of an embedding that never occur.
#[derive(Clone, Debug)]
pub struct DeadUnits {
    path: String,
    range: Option<Range<usize>>,
    patience: u64,
    /// For each tensor and component, how many steps in a row its gradient was zero.
    silent: BTreeMap<String, Vec<u64>>,
}

impl DeadUnits {
    /// In the tensors whose path is this, or ends in this name: `bias` is that of `layers[2].bias`, too.
    pub fn of(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            range: None,
            patience: 50,
            silent: BTreeMap::new(),
        }
    }

    /// Only these components, where one tensor has all parameters.
    pub fn range(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }

    /// After how many steps without a gradient a unit counts as dead (default 50).
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn patience(mut self, patience: u64) -> Self {
        assert!(patience > 0, "DeadUnits: patience is 0, but must be at least 1");
        self.patience = patience;
        self
    }
}

/// Whether a path is this one, or ends in this name.
fn concerns(name: &str, path: &str) -> bool {
    let before = path.strip_suffix(name);
    before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

impl Monitor for DeadUnits {
    fn look(&mut self, now: &StepEnd<'_>) -> Vec<(String, Finding)> {
        let mut found = Vec::new();
        for tensor in now.tensors.iter().filter(|tensor| concerns(&self.path, &tensor.path)) {
            let range = self.range.clone().unwrap_or(0..tensor.grads.len());
            let Some(grads) = tensor.grads.get(range) else {
                continue;
            };
            let silent = self.silent.entry(tensor.path.clone()).or_default();
            silent.resize(grads.len(), 0);
            for (silent, grad) in silent.iter_mut().zip(grads) {
                *silent = if *grad == 0.0 { *silent + 1 } else { 0 };
            }
            let dead: Vec<usize> = (0..silent.len())
                .filter(|&unit| silent[unit] >= self.patience)
                .collect();
            if let Some(first) = dead.first() {
                let (dead, all, path) = (dead.len(), silent.len(), quoted(&tensor.path));
                let what = format!(
                    "{dead} of {all} units are dead in {path}, the first is {first}: their gradient was exactly zero in {} steps in a row",
                    self.patience
                );
                let finding = Finding {
                    step: now.step,
                    what,
                    advice: "lower the rate, or try a leaky ReLU, ELU or GELU, or another initialisation of the biases",
                };
                found.push((format!("dead units in {}", tensor.path), finding));
            }
        }
        found
    }
}

/// Which units of a layer are not positive for any of these examples: each gives the outputs of the units, after ReLU.
///
/// # Panics
/// If examples differ in length.
#[track_caller]
pub fn never_active<'a>(examples: impl IntoIterator<Item = &'a [f64]>) -> Vec<usize> {
    let mut examples = examples.into_iter();
    let Some(first) = examples.next() else {
        return Vec::new();
    };
    let mut active: Vec<bool> = first.iter().map(|&output| output > 0.0).collect();
    for outputs in examples {
        let (expected, got) = (active.len(), outputs.len());
        assert!(
            expected == got,
            "never_active: the first example has {expected} units, another one {got}"
        );
        active
            .iter_mut()
            .zip(outputs)
            .for_each(|(active, &output)| *active |= output > 0.0);
    }
    (0..active.len()).filter(|&unit| !active[unit]).collect()
}
