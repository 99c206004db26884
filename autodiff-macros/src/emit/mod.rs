//! From graphs to tokens.
//!
//! [`schedule`] decides what gets a statement, [`storage`] which variable holds it, [`names`] what that is called; [`body`] and its
//! neighbours print statements and expressions, one file for each kind; [`item`] prints the functions around the bodies.

mod assign;
pub(crate) mod body;
mod call;
mod closure;
mod code;
mod control;
mod derivative;
mod effect;
mod expression;
mod frames;
mod generic;
pub mod item;
mod literal;
mod loose;
mod names;
mod order;
mod outcome;
mod schedule;
#[cfg(test)]
pub mod simulate;
mod sinks;
mod storage;
mod test;
mod view;
