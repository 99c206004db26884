//! One module of GradBench a file.

use serde_json::Value;

use crate::measure::Measured;

pub mod ba;
pub mod gmm;
pub mod hello;
pub mod llsq;
pub mod lse;
pub mod ode;

/// Runs a function, given by its name, on the `input` of a request.
pub type Problem = fn(&str, &Value) -> Result<Measured, String>;

/// The module of that name.
pub fn find(module: &str) -> Option<Problem> {
    Some(match module {
        "hello" => hello::evaluate,
        "lse" => lse::evaluate,
        "llsq" => llsq::evaluate,
        "ode" => ode::evaluate,
        "gmm" => gmm::evaluate,
        "ba" => ba::evaluate,
        _ => return None,
    })
}

/// The error for a function that a module lacks.
fn unknown(function: &str) -> Result<Measured, String> {
    Err(format!("there is no function `{function}`"))
}
