//! Groups of tensors with rates and decay of their own.

use super::validate;
use std::string::String;

/// Tensors that are treated in a way of their own: another rate, another decay, or none at all (frozen).
///
/// A tensor is named by its path in the parameters: a field of a struct by its name, that of a tuple by its number, an
/// element in brackets, as in `layers[2].bias`. A group has the tensors whose path has its path in it, from one dot or
/// bracket to another: `bias` has the biases of all layers, `layers[2]` all of one layer, and the empty path everything.
/// Numbers lie side by side where they can: a `Vec<f64>` or a nested array is one tensor.
///
/// Of two groups with the same tensor the one that was added last holds. A rate of a group stays in proportion to that
/// of the optimizer, as a schedule changes it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Group {
    path: String,
    lr: Option<f64>,
    /// The rate, relative to that of the optimizer.
    pub(super) factor: f64,
    pub(super) weight_decay: Option<f64>,
    pub(super) frozen: bool,
    /// Rows and columns.
    pub(super) matrix: Option<(usize, usize)>,
}

impl Group {
    /// The tensors with this path.
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            lr: None,
            factor: 1.0,
            weight_decay: None,
            frozen: false,
            matrix: None,
        }
    }

    /// Their learning rate.
    ///
    /// # Panics
    /// If it is not positive and finite.
    #[track_caller]
    pub fn lr(mut self, lr: f64) -> Self {
        self.lr = Some(validate::learning_rate("Group", lr));
        self
    }

    /// Their weight decay.
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn weight_decay(mut self, weight_decay: f64) -> Self {
        self.weight_decay = Some(validate::not_negative("Group", "weight_decay", weight_decay));
        self
    }

    /// Whether they stay as they are. Their state does, too.
    pub fn frozen(mut self, frozen: bool) -> Self {
        self.frozen = frozen;
        self
    }

    /// Their shape, for [`Adafactor`](super::Adafactor): matrices of so many rows and columns, row by row, and several of them
    /// one behind another if a tensor is longer than that. Set it before the first step.
    ///
    /// # Panics
    /// If one is 0.
    #[track_caller]
    pub fn matrix(mut self, rows: usize, columns: usize) -> Self {
        self.matrix = Some((
            validate::count("Group", "rows", rows),
            validate::count("Group", "columns", columns),
        ));
        self
    }

    /// Sets the rate in proportion to that of the optimizer.
    #[track_caller]
    pub(super) fn relate(&mut self, optimizer_lr: f64) {
        if let Some(lr) = self.lr {
            assert!(
                optimizer_lr > 0.0,
                "Group: its rate is in proportion to that of the optimizer, which must not be 0"
            );
            self.factor = lr / optimizer_lr;
        }
    }

    pub(super) fn has(&self, path: &str) -> bool {
        matches(&self.path, path)
    }
}

/// Whether `pattern` stands in `path` between two boundaries of names.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    pattern.is_empty()
        || path.match_indices(pattern).any(|(start, _)| {
            let (before, after) = (&path[..start], &path[start + pattern.len()..]);
            let begins = before.is_empty() || before.ends_with('.') || pattern.starts_with('[');
            let ends = after.is_empty() || after.starts_with(['.', '[']);
            begins && ends
        })
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn names_match_whole() {
        assert!(matches("bias", "layers[2].bias") && matches("layers[2]", "layers[2].bias") && matches("", "w"));
        assert!(matches("layers", "layers[2].bias") && matches("[2]", "layers[2].bias") && matches("w", "w"));
        assert!(!matches("bia", "bias") && !matches("ias", "bias") && !matches("layers[2]", "layers[20]"));
        assert!(!matches("x", "") && !matches("1", "layers[1]"));
    }
}
