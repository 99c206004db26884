//! Adjoints that may be zeros which mean *not used* are asked at the beginning, once.

use super::corpus::named;
use crate::diagnostics::Collector;
use crate::dump::Dump;
use crate::emit::item::active_leaves;
use crate::ir::{FloatTest, Graph, NodeId, Op};
use crate::pipeline::read;
use crate::tables::HashSet;
use crate::transform::reverse::{reverse, Seed};
use proc_macro2::Span;
use syn::Ident;

fn reversed(name: &str) -> Graph {
    let (_, source) = named(name);
    let mut errors = Collector::new();
    let dump = Dump::of(&Ident::new("quiet", Span::call_site()));
    let (function, lowered) = read(&source, &dump, &mut errors).expect("it is accepted");
    errors.finish();
    let active = active_leaves(&function, &lowered.graph);
    reverse(lowered.graph, &active, Seed::One)
}

/// What the graph tests for use, and how many branches stand behind such tests.
fn tested(graph: &Graph) -> (HashSet<NodeId>, usize) {
    let tests = |node: NodeId| graph[node].op == Op::Test(FloatTest::IsNonzero);
    let all = graph.nodes.iter();
    let tested = all
        .filter(|node| node.op == Op::Test(FloatTest::IsNonzero))
        .map(|node| node.args[0]);
    let guards = graph.nodes.iter().filter(|node| {
        let condition = node.args.first().copied();
        let is_any = |node: NodeId| tests(node) || graph[node].args.iter().any(|&arg| tests(arg));
        matches!(node.op, Op::If { .. }) && condition.is_some_and(is_any)
    });
    (tested.collect(), guards.count())
}

#[test]
fn a_long_way_from_a_branch_its_result_is_asked() {
    let (tested, guards) = tested(&reversed("infinite_a_long_way_from_where_it_is_not_used"));
    assert_eq!(tested.len(), 1);
    assert!(guards > 3, "{guards}");
}

#[test]
fn what_comes_from_two_branches_is_asked_for_both() {
    let (tested, guards) = tested(&reversed("infinite_a_long_way_from_two_branches"));
    assert_eq!(tested.len(), 3);
    assert!(guards > 3, "{guards}");
}
