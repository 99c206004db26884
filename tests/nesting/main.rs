//! Derivatives called inside of differentiated functions: `g::grad`, `g::value_and_grad`, `g::jvp`, `g::vjp`, `g::hvp`, to
//! any depth.

mod alone;
mod calculus;
mod closed_forms;
mod programs;
mod shapes;
mod structs;

/// Asserts that two numbers agree to `tolerance`, relative to the larger one, or to 1.
#[track_caller]
fn assert_close(found: f64, expected: f64, tolerance: f64) {
    let scale = found.abs().max(expected.abs()).max(1.0);
    let error = (found - expected).abs() / scale;
    assert!(error <= tolerance, "{found} is not {expected}: off by {error:e}");
}
