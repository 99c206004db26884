//! `#[derive(Differentiable)]` on what has no tangent.

use differentiate::Differentiable;

#[derive(Clone, Copy, Differentiable)]
union Bits { //~ D017
    float: f64,
    word: u64,
}

fn main() {}
