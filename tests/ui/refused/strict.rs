//! Nothing is said about the stubs, however strict the lints.

#![deny(warnings, missing_docs, unused, nonstandard_style, unsafe_code)]

use differentiate::differentiate;

/// Refused.
#[differentiate]
pub fn refused(x: f64) -> f64 {
    x.midpoint(1.0) //~ D310
}

/// Refused, and generic.
#[differentiate]
pub fn refused_too<const N: usize>(x: [f64; N]) -> f64 {
    x[0].midpoint(1.0) //~ D310
}

#[differentiate]
fn never_used(x: f64) -> f64 {
    x.midpoint(1.0) //~ D310
}

/// A caller.
#[differentiate]
pub fn caller(x: f64) -> f64 {
    refused(x) * refused_too([x, x])
}

fn main() {
    println!("{} {}", caller::grad(1.0), refused::grad(2.0));
}
