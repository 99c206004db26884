//! Which gradients are computed in forward mode.

use super::corpus::place;
use crate::diagnostics::Collector;
use crate::parse::{self, options::Mode};
use crate::pipeline::derivatives;
use proc_macro2::Span;

/// Whether the gradient of a function is a pass over numbers with derivatives.
fn is_forward(function: &str, mode: Option<Mode>) -> bool {
    let mut errors = Collector::new();
    let source = parse::source(function.parse().expect("tokens"), &mut errors).expect("a function");
    let mut place = place();
    place.mode = mode.map(|mode| (mode, Span::call_site()));
    let derivatives = derivatives(&source, &place, &mut errors).expect("a derivative");
    assert!(errors.finish().is_empty());
    derivatives.to_string().contains("value_and_variables")
}

const OSCILLATOR: &str = "fn f(k: f64, c: f64, n: usize) -> f64 {
    let (mut x, mut v) = (1.0, 0.0);
    for _ in 0..n { v -= 0.1 * (k * x.sin() + c * v.powi(3)) / 2.0; x += 0.1 * v; }
    x * x
}";

#[test]
fn few_variables_go_through_a_long_loop_forwards() {
    assert!(is_forward(OSCILLATOR, None));
    assert!(is_forward(OSCILLATOR, Some(Mode::Forward)));
    assert!(!is_forward(OSCILLATOR, Some(Mode::Reverse)));
}

#[test]
fn what_needs_no_tape_is_undone() {
    assert!(!is_forward("fn f(x: f64, y: f64) -> f64 { x * y.sin() }", None));
    let sum = "fn f(x: f64, n: usize) -> f64 { let mut s = 0.0; for k in 0..n { s += (x * k as f64).sin(); } s }";
    assert!(!is_forward(sum, None));
}

#[test]
fn many_variables_are_for_reverse_mode() {
    assert!(!is_forward(
        &OSCILLATOR.replace("k: f64, c: f64,", "k: f64, c: f64, a: [f64; 3],"),
        None
    ));
    assert!(!is_forward(
        &OSCILLATOR.replace("c: f64", "c: &[f64]").replace("c * v", "c[0] * v"),
        None
    ));
}

/// Where one mode may give NaN and the other does not, nothing is chosen for the user.
#[test]
fn poles_and_overflows_are_for_reverse_mode() {
    for pole in [
        "1.0 / x",
        "x.exp()",
        "x.sqrt()",
        "x.powi(-1)",
        "x.tanh()",
        "x.min(v)",
        "other(x)",
    ] {
        let function = OSCILLATOR.replace("x.sin()", pole);
        assert!(!is_forward(&function, None), "{pole}");
    }
}
