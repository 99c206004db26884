//! Lowered functions compute what Rust computes: each test is one function body, compiled by rustc and run on the
//! graph, over the same inputs. Where Rust panics, the graph does.

mod arithmetic;
mod arrays;
mod closures;
mod exits;
mod iterators;
mod loops;
mod macros;
mod matches;
mod mutated;
mod shape;
mod variables;
mod vectors;

use super::{lower, Lowered};
use crate::diagnostics::Collector;
use crate::ir::evaluate::{Evaluator, Value};
use crate::ir::{print, verify};
use crate::tables::HashMap;
use crate::{infer, parse};
use proc_macro2::TokenStream;
use std::panic::catch_unwind;

/// The graph of a function that is accepted.
pub fn graph(function: TokenStream) -> Lowered {
    let mut errors = Collector::new();
    let source = parse::source(function, &mut errors).expect("a function");
    let function = source.read(&mut errors);
    let lowered = function.and_then(|function| {
        let types = infer::infer(&function, &mut errors)?;
        Some(lower(&function, &types))
    });
    let errors: Vec<String> = errors.finish().iter().map(ToString::to_string).collect();
    let lowered = lowered.unwrap_or_else(|| panic!("refused: {errors:#?}"));
    assert!(errors.is_empty(), "{errors:#?}");
    if let Err(broken) = verify::verify(&lowered.graph, verify::Stage::Lowered) {
        panic!("{broken}\n{}", print::print(&lowered.graph));
    }
    lowered
}

/// The printed graph.
pub fn printed(function: TokenStream) -> String {
    print::print(&graph(function).graph)
}

/// What the functions of the tests are run with.
const SLICES: [&[f64]; 5] = [
    &[],
    &[1.5],
    &[-2.0, 0.25],
    &[3.0, -1.0, 4.0, 1.0, -5.0],
    &[0.5, 0.5, 9.0, -0.0],
];

/// The constants that the functions use.
fn constants() -> HashMap<String, Value> {
    let constants = [
        ("(cfg ! (debug_assertions))", Value::Bool(true)),
        ("f64 :: EPSILON", Value::Float(f64::EPSILON)),
        ("usize :: MAX", Value::Int(usize::MAX as i128)),
        ("N", Value::Int(3)),
        ("K", Value::Float(2.5)),
    ];
    constants
        .map(|(name, value)| (name.to_string(), value))
        .into_iter()
        .collect()
}

/// Runs both over all inputs.
pub fn compare(function: fn(&[f64], usize) -> f64, tokens: TokenStream) {
    let lowered = graph(tokens);
    for x in SLICES {
        for n in 0..7 {
            let expected = catch_unwind(|| function(x, n)).ok();
            let mut evaluator = Evaluator::new(&lowered.graph);
            evaluator.paths = constants();
            let slice = Value::Array(x.iter().map(|&value| Value::Float(value)).collect::<Vec<_>>().into());
            let found = evaluator.run(&[slice, Value::Int(n as i128)], &[]);
            let found = found.map(|(results, _)| results[0].float());
            let same = match (&found, expected) {
                (Ok(found), Some(expected)) => {
                    found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan()
                }
                (found, expected) => found.is_err() && expected.is_none(),
            };
            let text = || print::print(&lowered.graph);
            assert!(same, "for {x:?}, {n}: {found:?} instead of {expected:?} of\n{}", text());
        }
    }
}

/// Each row is a test: the body of a function of a slice and a `usize`, which is compiled and lowered.
macro_rules! agree {
    (|$x:ident, $n:ident| $($name:ident: $body:tt)*) => {$(
        #[test]
        #[allow(clippy::all, unused, unreachable_code, unconditional_panic, arithmetic_overflow)]
        fn $name() {
            fn f($x: &[f64], $n: usize) -> f64 $body
            crate::lower::tests::compare(f, quote::quote!(fn f($x: &[f64], $n: usize) -> f64 $body));
        }
    )*};
}
use agree;
