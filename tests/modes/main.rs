//! The derivatives beside the gradient, each by its name: of functions of slices, arrays and tuples, and of those that give an
//! array, a tuple or a vector; third and fourth derivatives; and a number that a user has made.
#![allow(missing_docs, reason = "test functions speak for themselves")]

mod generic_structs;
mod lent;
mod orders;
mod own_scalar;
mod programs;
mod shapes;
