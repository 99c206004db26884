//! What the runtime does with differentiated functions beside their modes.
#![allow(missing_docs, reason = "test functions speak for themselves")]

mod batch;
mod check_modes;
mod implicit;
mod non_finite;
mod sparse;
mod taylor;
