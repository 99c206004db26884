//! A bar that shows how far training is.

use super::callback::{Callback, EpochEnd, StepEnd};
use super::outcome::Ending;
use core::ops::ControlFlow;
use indicatif::{ProgressDrawTarget, ProgressStyle};
use std::format;
use std::string::{String, ToString};

/// Shows the steps, the loss, the rate, the norm of the gradient and the time that is left, on the terminal (on standard
/// error; nothing where that is none).
#[derive(Clone, Debug)]
pub struct ProgressBar {
    bar: indicatif::ProgressBar,
    validation: String,
}

impl ProgressBar {
    /// On standard error.
    pub fn new() -> Self {
        Self::on(ProgressDrawTarget::stderr())
    }

    /// On another target of [`indicatif`].
    pub fn on(target: ProgressDrawTarget) -> Self {
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} [{eta} left]");
        let bar = indicatif::ProgressBar::with_draw_target(None, target);
        Self {
            bar: bar.with_style(style.expect("a valid template")),
            validation: String::new(),
        }
    }
}

impl Default for ProgressBar {
    fn default() -> Self {
        Self::new()
    }
}

impl Callback for ProgressBar {
    fn begin(&mut self, done: u64, steps: u64) {
        self.bar.set_length(steps);
        self.bar.set_position(done);
        // What an earlier process has done says nothing about the time that is left.
        self.bar.reset_eta();
    }

    fn step(&mut self, now: &StepEnd<'_>) -> ControlFlow<String> {
        let (loss, validation) = (now.loss, &self.validation);
        let (rate, norm) = (now.rate, now.gradient_norm);
        self.bar.set_message(format!(
            "loss {loss:.4e}{validation}, rate {rate:.2e}, gradient {norm:.2e}"
        ));
        self.bar.set_position(now.step + 1);
        ControlFlow::Continue(())
    }

    fn epoch(&mut self, now: &EpochEnd) -> ControlFlow<String> {
        self.validation = now
            .validation
            .map(|loss| format!(", validation {loss:.4e}"))
            .unwrap_or_default();
        ControlFlow::Continue(())
    }

    fn end(&mut self, ending: &Ending) {
        let last = self.bar.message();
        let said = match ending {
            Ending::Finished => last,
            Ending::Stopped(why) => format!("{last}; stopped: {why}"),
            Ending::Interrupted => format!("{last}; interrupted"),
        };
        self.bar.abandon_with_message(said.to_string());
    }
}
