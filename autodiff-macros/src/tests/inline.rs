//! Small callees in the places of their calls.

use crate::diagnostics::Collector;
use crate::dump::Dump;
use crate::ir::evaluate::{evaluate, Evaluator, Value};
use crate::ir::print::print;
use crate::ir::verify::Stage;
use crate::ir::{Graph, NodeId, Op};
use crate::pipeline::{check, transform};
use crate::transform::inline::inline_small;
use crate::transform::keep::Halves;
use crate::transform::reverse::Seed;
use crate::{infer, lower, parse};
use proc_macro2::TokenStream;
use quote::quote;

fn lowered(function: TokenStream) -> Graph {
    let mut errors = Collector::new();
    let source = parse::source(function, &mut errors).expect("a function");
    let function = source.read(&mut errors).expect("one that is accepted");
    let types = infer::infer(&function, &mut errors).expect("one with types");
    errors.finish();
    lower::lower(&function, &types).graph
}

/// The body of the function that a call names, if it is one of these.
fn callee(functions: &[(&str, Graph)], graph: &Graph, call: NodeId) -> Option<Graph> {
    let Op::Call(call) = &graph[call].op else { return None };
    let name = graph[call.callee].to_string();
    let named = functions.iter().find(|(function, _)| *function == name);
    named.map(|(_, body)| body.clone())
}

fn inlined(caller: &Graph, functions: &[(&str, Graph)]) -> Option<Graph> {
    let graph = inline_small(caller, &mut |graph, call| callee(functions, graph, call))?;
    check(&graph, Stage::Lowered);
    Some(graph)
}

fn array(values: &[f64]) -> Value<f64> {
    Value::Array(
        values
            .iter()
            .map(|&value| Value::Float(value))
            .collect::<Vec<_>>()
            .into(),
    )
}

/// The values of a function whose calls are answered by running the callees.
fn run(graph: &Graph, functions: &[(&str, Graph)], inputs: &[Value<f64>]) -> Vec<Value<f64>> {
    let mut evaluator = Evaluator::new(graph);
    evaluator.call = Some(Box::new(|name, _, arguments| {
        let body = functions.iter().find(|(function, _)| *function == name);
        Ok(run(&body.expect("a function").1, functions, arguments))
    }));
    evaluator.run(inputs, &[]).expect("no panic").0
}

/// Both give the same bits, and the gradient without calls is that of differences. The graph without them is given.
fn agree(caller: TokenStream, functions: &[(&str, TokenStream)], x: &[f64]) -> Graph {
    let caller = lowered(caller);
    let functions: Vec<(&str, Graph)> = functions
        .iter()
        .map(|(name, tokens)| (*name, lowered(tokens.clone())))
        .collect();
    let graph = inlined(&caller, &functions).expect("small callees");
    let value = |x: &[f64]| run(&caller, &functions, &[array(x)])[0].float();
    let dump = Dump::of(&quote::format_ident!("f"));
    let active = graph[graph.root].params.clone();
    let gradient = transform(&graph, &active, Seed::Cotangents, Halves::Fused, &dump);
    let (results, adjoints) = evaluate(&gradient, &[array(x)], &[Value::Float(1.0)]).expect("no panic");
    assert_eq!(results[0].float().to_bits(), value(x).to_bits());
    for (k, adjoint) in adjoints[0].leaves().into_iter().enumerate() {
        let moved = |by: f64| {
            let mut x = x.to_vec();
            x[k] += by;
            value(&x)
        };
        let difference = (moved(1e-6) - moved(-1e-6)) / 2e-6;
        assert!((adjoint - difference).abs() < 1e-6, "{k}: {adjoint}, not {difference}");
    }
    graph
}

const X: [f64; 3] = [0.5, -0.25, 1.75];

#[test]
fn a_small_callee_is_computed_where_it_was_called() {
    let sigmoid = quote!(
        fn sigmoid(x: f64) -> f64 {
            1.0 / (1.0 + (-x).exp())
        }
    );
    let caller = quote!(
        fn f(x: &[f64; 3]) -> f64 {
            let mut sum = 0.0;
            for i in 0..3 {
                sum += sigmoid(x[i]) * sigmoid(x[i] * x[0]);
            }
            sum
        }
    );
    let graph = agree(caller, &[("sigmoid", sigmoid)], &X);
    assert!(!print(&graph).contains("call"), "{}", print(&graph));
}

#[test]
fn what_it_takes_as_a_slice_has_the_length_of_the_array() {
    let total = quote!(
        fn total(x: &[f64]) -> f64 {
            let mut sum = x[0];
            for i in 0..x.len() {
                sum += x[i] * x[i];
            }
            if x.len() > 7 {
                sum += x[7];
            }
            sum
        }
    );
    let caller = quote!(
        fn f(x: &[f64; 3]) -> f64 {
            let y = [x[0] * x[1], x[1], x[2]];
            total(&y) * total(x)
        }
    );
    let graph = agree(caller, &[("total", total)], &X);
    // The index beyond the end is nowhere: rustc would refuse it.
    for word in ["call", "len", "[7]"] {
        assert!(!print(&graph).contains(word), "{}", print(&graph));
    }
}

#[test]
fn callees_of_callees_branches_places_and_several_results() {
    let swapped = quote!(
        fn swapped(a: f64, b: f64) -> (f64, f64) {
            if a > b {
                return (b * a, a);
            }
            (a, b.sin())
        }
    );
    let scale = quote!(
        fn scale(x: &mut [f64; 3], by: f64) -> f64 {
            let (low, high): (f64, f64) = swapped(by, x[0]);
            for i in 0..3 {
                x[i] *= low;
            }
            high
        }
    );
    let caller = quote!(
        fn f(x: &[f64; 3]) -> f64 {
            let mut y = *x;
            let high: f64 = scale(&mut y, x[2]);
            y[0] * y[1] + high * y[2]
        }
    );
    let graph = agree(caller, &[("swapped", swapped), ("scale", scale)], &X);
    assert!(!print(&graph).contains("call"), "{}", print(&graph));
}

fn is_left(caller: TokenStream, name: &str, callee: TokenStream) -> bool {
    inlined(&lowered(caller), &[(name, lowered(callee))]).is_none()
}

#[test]
fn what_is_recursive_or_large_stays_a_call() {
    let down = quote!(
        fn down(x: f64, n: usize) -> f64 {
            if n == 0 {
                return x;
            }
            let below: f64 = down(x * x, n - 1);
            below * x
        }
    );
    let caller = quote!(
        fn f(x: f64) -> f64 {
            down(x, 3)
        }
    );
    assert!(is_left(caller, "down", down));
    let terms = (0..40).map(|k| {
        let power = proc_macro2::Literal::i32_unsuffixed(k + 2);
        quote!(+ x.powi(#power))
    });
    let long = quote!(fn long(x: f64) -> f64 { x #(#terms)* });
    let twice = quote!(
        fn f(x: f64) -> f64 {
            long(x) * long(x * x)
        }
    );
    assert!(is_left(twice, "long", long.clone()));
    let once = quote!(
        fn f(x: f64) -> f64 {
            long(x) * x
        }
    );
    assert!(!is_left(once, "long", long));
}

#[test]
fn what_asks_says_or_would_be_copied_stays_a_call() {
    let root = quote!(
        fn root(x: &[f64]) -> f64 {
            x[0].sqrt()
        }
    );
    let of_a_part = quote!(
        fn f(x: &[f64]) -> f64 {
            root(&x[1..])
        }
    );
    assert!(is_left(of_a_part, "root", root));
    let positive = quote!(
        fn positive(x: f64) -> f64 {
            assert!(x > 0.0);
            x
        }
    );
    let caller = quote!(
        fn f(x: f64) -> f64 {
            positive(x)
        }
    );
    assert!(is_left(caller, "positive", positive));
    let single = quote!(
        fn single(x: f32) -> f32 {
            x * x
        }
    );
    let other = quote!(
        fn f(x: f64) -> f64 {
            single(x)
        }
    );
    assert!(is_left(other, "single", single));
}
