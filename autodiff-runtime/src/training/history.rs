//! How training went, as a table.

use core::fmt::Write;
use std::string::String;
use std::vec::Vec;

/// A line of the history.
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Row {
    /// How many steps were taken until then.
    pub steps: u64,
    /// How many epochs were begun.
    pub epoch: u64,
    /// The mean loss since the previous row, each loss that of a batch before its step.
    pub loss: f64,
    /// The validation loss, at the end of an epoch.
    pub validation: Option<f64>,
    /// The rate of the last step.
    pub rate: f64,
    /// The norm of the gradient in the last step, before it was clipped.
    pub gradient_norm: f64,
}

/// The rows of a run: one for each epoch, and those that [`Trainer::record_every`](super::Trainer::record_every) asks for.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct History {
    rows: Vec<Row>,
}

impl History {
    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// All rows, in order.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The table as comma-separated values with a header. Numbers read back as the same bits; what is not there is empty.
    pub fn to_csv(&self) -> String {
        let mut csv = String::from("steps,epoch,loss,validation,rate,gradient_norm\n");
        for row in &self.rows {
            let validation = row.validation.map(|loss| std::format!("{loss:?}")).unwrap_or_default();
            let _ = writeln!(
                csv,
                "{},{},{:?},{validation},{:?},{:?}",
                row.steps, row.epoch, row.loss, row.rate, row.gradient_norm
            );
        }
        csv
    }
}

/// A mean that is not complete yet.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Mean {
    sum: f64,
    weight: f64,
}

impl Mean {
    pub(super) fn take(&mut self, value: f64, weight: f64) {
        self.sum += value * weight;
        self.weight += weight;
    }

    /// The mean of what was taken (NaN if nothing was), which is forgotten.
    pub(super) fn close(&mut self) -> f64 {
        let Self { sum, weight } = core::mem::take(self);
        sum / weight
    }

    pub(super) fn is_empty(&self) -> bool {
        self.weight == 0.0
    }
}
