//! What tests share: the corpus as cases, and dual numbers to hold them against.
#![allow(dead_code, missing_docs)] // each test uses its part

pub mod case;
pub mod differences;
pub mod dual;
pub mod noise;
mod sums;
