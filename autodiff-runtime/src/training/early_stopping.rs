//! Stops where nothing gets better any more.

use super::callback::{Callback, EpochEnd};
use crate::optimizers::validate;
use core::ops::ControlFlow;
use std::format;
use std::string::{String, ToString};
use std::vec::Vec;

/// Stops training when the validation loss (the training loss, if there is none) has not improved for some epochs.
///
/// Combine it with [`Trainer::keep_best`](super::Trainer::keep_best) to go back to the best parameters.
#[derive(Clone, Debug)]
pub struct EarlyStopping {
    patience: u64,
    min_delta: f64,
    best: f64,
    bad_epochs: u64,
}

impl EarlyStopping {
    /// Stops after this many epochs in a row without improvement.
    ///
    /// # Panics
    /// If it is 0.
    #[track_caller]
    pub fn new(patience: u64) -> Self {
        assert!(patience > 0, "EarlyStopping: patience is 0, but must be at least 1");
        Self {
            patience,
            min_delta: 0.0,
            best: f64::INFINITY,
            bad_epochs: 0,
        }
    }

    /// By how much the loss has to fall to count as improvement (default 0: by anything).
    ///
    /// # Panics
    /// If it is negative or not finite.
    #[track_caller]
    pub fn min_delta(mut self, min_delta: f64) -> Self {
        self.min_delta = validate::not_negative("EarlyStopping", "min_delta", min_delta);
        self
    }
}

impl Callback for EarlyStopping {
    fn epoch(&mut self, now: &EpochEnd) -> ControlFlow<String> {
        if now.metric() < self.best - self.min_delta {
            (self.best, self.bad_epochs) = (now.metric(), 0);
            return ControlFlow::Continue(());
        }
        self.bad_epochs += 1;
        if self.bad_epochs < self.patience {
            return ControlFlow::Continue(());
        }
        let (bad, best) = (self.bad_epochs, self.best);
        ControlFlow::Break(format!("no improvement for {bad} epochs: the best loss was {best:.6e}"))
    }

    fn save(&self) -> Vec<u8> {
        let mut saved = self.best.to_bits().to_le_bytes().to_vec();
        saved.extend(self.bad_epochs.to_le_bytes());
        saved
    }

    fn restore(&mut self, saved: &[u8]) -> Result<(), String> {
        let numbers: Option<(&[u8; 8], &[u8])> = saved.split_first_chunk();
        match numbers.map(|(best, rest)| (best, <[u8; 8]>::try_from(rest))) {
            Some((best, Ok(bad_epochs))) => {
                self.best = f64::from_bits(u64::from_le_bytes(*best));
                self.bad_epochs = u64::from_le_bytes(bad_epochs);
                Ok(())
            }
            _ => Err("early stopping remembers 16 bytes".to_string()),
        }
    }
}
