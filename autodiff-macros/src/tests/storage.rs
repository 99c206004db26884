//! Every variable of generated code holds what is read from it, on the corpus and on random graphs.

use super::corpus::functions;
use crate::diagnostics::Collector;
use crate::dump::Dump;
use crate::emit::item::active_leaves;
use crate::emit::simulate::{check, Emitted};
use crate::ir::print::print;
use crate::ir::Graph;
use crate::pipeline::{lifted_gradient, read, swept, transform, Choices};
use crate::transform::keep::Halves;
use crate::transform::reverse::Seed;

/// The body of a gradient: with buffers that are written while the adjoint is built, and without.
pub fn fused(graph: &Graph) -> Result<(), String> {
    let bodies = [graph.root, graph.pullback.expect("a pullback")];
    [true, false].into_iter().try_for_each(|bindable| {
        let emitted = Emitted {
            bodies: &bodies,
            bindable,
            sinks: false,
        };
        checked(graph, emitted)
    })
}

/// The bodies of the two halves.
pub fn split(graph: &Graph) -> Result<(), String> {
    let bodies = [graph.root, graph.pullback.expect("a pullback")];
    bodies.into_iter().try_for_each(|body| {
        let emitted = Emitted {
            bodies: &[body],
            bindable: true,
            sinks: true,
        };
        checked(graph, emitted)
    })
}

/// The gradient over any scalar, which adds to places.
fn into_places(graph: &Graph) -> Result<(), String> {
    let bodies = [graph.root, graph.pullback.expect("a pullback")];
    let emitted = Emitted {
        bodies: &bodies,
        bindable: true,
        sinks: true,
    };
    checked(graph, emitted)
}

fn checked(graph: &Graph, emitted: Emitted) -> Result<(), String> {
    check(graph, emitted).map_err(|what| format!("{what}\n{}", print(graph)))
}

#[test]
fn every_read_of_the_corpus_sees_the_version_that_it_names() {
    let mut wrong = vec![];
    for (module, source) in functions() {
        let name = format!("{module}::{}", source.item.sig.ident);
        let dump = Dump::of(&source.item.sig.ident);
        let mut errors = Collector::new();
        let read = read(&source, &dump, &mut errors);
        errors.finish();
        let (function, lowered) = read.expect("the corpus is accepted");
        let active = active_leaves(&function, &lowered.graph);
        let graph = |seed, halves| transform(&lowered.graph, &active, seed, halves, &dump);
        let mut checks = vec![split(&graph(Seed::Cotangents, Halves::Split))];
        if lowered.has_gradient() {
            checks.push(fused(&graph(Seed::One, Halves::Fused)));
            let again = (Halves::Fused, Choices::Again);
            let (plain, _) = swept(&lowered.graph, &active, Seed::One, again, &dump);
            checks.extend(lifted_gradient(&plain, &dump).map(|lifted| into_places(&lifted)));
        }
        wrong.extend(
            checks
                .into_iter()
                .filter_map(Result::err)
                .map(|what| format!("{name}: {what}")),
        );
    }
    assert!(wrong.is_empty(), "{} bodies:\n{}", wrong.len(), wrong.join("\n"));
}
