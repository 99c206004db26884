//! A tool for [GradBench](https://github.com/gradbench/gradbench): its problems as plain Rust functions under
//! `#[differentiate]`, one file each, and its protocol.

#![allow(clippy::needless_range_loop)] // users write such loops

pub mod input;
pub mod measure;
pub mod problems;
pub mod protocol;
