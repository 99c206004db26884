//! Random Rust programs, through the macro: the value bit for bit the plain function's, the gradient that of dual numbers.
#![allow(missing_docs)] // for one command only

#[allow(clippy::should_implement_trait)] // of a generator of random numbers
#[path = "../../common/mod.rs"]
pub mod common;
pub mod generate;
pub mod harness;
pub mod judge;
pub mod modes;
pub mod options;
pub mod program;
pub mod random;
pub mod shrink;
