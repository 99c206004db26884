//! Ctrl-C in training.

use super::trainer::Trainer;
use crate::optimizers::Optimizer;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// What Ctrl-C sets, once someone has asked for it. There is one handler for a process.
static PRESSED: Mutex<Option<Arc<AtomicBool>>> = Mutex::new(None);

/// The exit code of a process that Ctrl-C has ended, by the convention of shells.
const EXIT_CODE: i32 = 130;

impl<O: Optimizer> Trainer<O> {
    /// At Ctrl-C (and, on Unix, no other signal) finishes the step, saves a checkpoint if there is one, and ends with
    /// [`Ending::Interrupted`](super::Ending::Interrupted). At the second Ctrl-C the process exits at once, with code 130.
    ///
    /// Later runs of the same process end after their first step then.
    ///
    /// # Errors
    /// If the process has a handler of the crate `ctrlc` already, or the system refuses this one. What else was set for the signal is
    /// replaced, also that it is ignored, as in a process that a shell has started in the background.
    pub fn stop_on_ctrl_c(self) -> Result<Self, ctrlc::Error> {
        let mut pressed = PRESSED.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if let Some(flag) = &*pressed {
            let flag = Arc::clone(flag);
            return Ok(self.stop_when(flag));
        }
        let flag = Arc::new(AtomicBool::new(false));
        let set = Arc::clone(&flag);
        ctrlc::set_handler(move || {
            if set.swap(true, Ordering::Relaxed) {
                std::process::exit(EXIT_CODE);
            }
        })?;
        *pressed = Some(Arc::clone(&flag));
        Ok(self.stop_when(flag))
    }
}
