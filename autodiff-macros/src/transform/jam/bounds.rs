//! What has to hold so that no iteration that runs with others panics: else it might do so before its time.

use super::legal::{indices, Jam};
use crate::ir::build::Builder;
use crate::ir::{Comparison, Graph, Int, IntMethod, Integer, Len, NodeId, Op, RegionId, Ty};
use crate::optimise::may_panic;
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::{origin, reverse_regions, subtree};
use proc_macro2::TokenTree;
use quote::quote;

/// The accesses that have to stay within bounds: each index with the array, and how many indices come before.
pub(super) struct Guard(Vec<(NodeId, NodeId, usize)>);

impl Guard {
    /// None if something else may panic.
    pub fn of(graph: &Graph, jam: &Jam) -> Option<Guard> {
        let sweep: HashSet<RegionId> = reverse_regions(graph).into_iter().collect();
        let mut bounds = vec![];
        let mut indexing = HashSet::default();
        let mut others = vec![];
        for region in subtree(graph, jam.body) {
            // What the sweep does, the function has done before.
            if sweep.contains(&region) {
                continue;
            }
            for &node in graph[region].nodes.iter().filter(|&&node| may_panic(graph, node)) {
                match graph[node].op {
                    Op::Accumulate(_) => {}
                    Op::Load(_) | Op::Store(_) => {
                        let array = graph[node].args[0];
                        if graph[origin(graph, array)].op == Op::Zeros {
                            continue;
                        }
                        let base = base(graph, jam, array)?;
                        for (depth, &index) in indices(graph, node).iter().enumerate() {
                            collect(graph, jam, index, &mut indexing)?;
                            bounds.push((index, base, depth));
                        }
                    }
                    Op::Len(ref steps) if steps.is_empty() => {}
                    _ => others.push(node),
                }
            }
        }
        bounds.sort();
        bounds.dedup();
        others
            .iter()
            .all(|node| indexing.contains(node))
            .then_some(Guard(bounds))
    }

    /// Whether all of it holds, before the loop.
    pub fn holds(&self, builder: &mut Builder, jam: &Jam) -> NodeId {
        let mut known = HashMap::default();
        let mut holds = builder.bool(true);
        for &inner in &jam.long {
            let end = builder.graph[inner].args[1];
            let end = outside(builder, end, &mut known);
            let shortest = builder.int(Int::Usize, jam.width.shortest);
            let long = builder.compare(Comparison::Ge, end, shortest);
            holds = builder.integer(Integer::And, holds, long);
        }
        for &(index, array, depth) in &self.0 {
            let most = most(builder, jam, index, &mut known);
            let length = length(builder, array, depth);
            let within = builder.compare(Comparison::Lt, most, length);
            holds = builder.integer(Integer::And, holds, within);
        }
        holds
    }
}

/// An array that is as long, and is there before the loop if its type does not say how long.
fn base(graph: &Graph, jam: &Jam, array: NodeId) -> Option<NodeId> {
    let first = match jam.versions.get(&array) {
        Some(&k) => graph[jam.owner].args[3 + k],
        None => array,
    };
    let around = graph[jam.owner].region;
    let fits = |&array: &NodeId| {
        let is_there = graph.encloses(graph[array].region, around);
        let mut ty = graph.ty(array);
        let mut all = !ty.has_struct() && (is_there || matches!(ty, Ty::Array(..)));
        while let Some(element) = ty.element() {
            all &= !element.is_array() || matches!(element, Ty::Array(..));
            ty = element;
        }
        all
    };
    [first, origin(graph, first)].into_iter().find(fits)
}

/// The nodes that an index is made of, if it grows with the loop indices in it.
fn collect(graph: &Graph, jam: &Jam, node: NodeId, seen: &mut HashSet<NodeId>) -> Option<()> {
    let n = &graph[node];
    let is_index = n.op == Op::Param && graph[n.region].params[0] == node && *graph.ty(node) == Ty::USIZE;
    let known = matches!(n.op, Op::Const(_) | Op::Path(_));
    if known || !graph.encloses(jam.body, n.region) || is_index {
        return Some(());
    }
    match n.op {
        Op::Integer(Integer::Add | Integer::Mul) => {
            seen.insert(node);
            n.args.iter().try_for_each(|&arg| collect(graph, jam, arg, seen))
        }
        _ => None,
    }
}

/// A bound of a loop inside, before the loop.
fn outside(builder: &mut Builder, bound: NodeId, known: &mut HashMap<NodeId, NodeId>) -> NodeId {
    match builder.graph[bound].op {
        Op::Const(_) | Op::Path(_) => builder.copy(bound, known),
        _ => bound,
    }
}

/// The largest value of an index.
fn most(builder: &mut Builder, jam: &Jam, node: NodeId, known: &mut HashMap<NodeId, NodeId>) -> NodeId {
    let n = builder.graph[node].clone();
    match n.op {
        Op::Const(_) | Op::Path(_) => builder.copy(node, known),
        _ if !builder.graph.encloses(jam.body, n.region) => node,
        Op::Param => {
            let owner = builder.graph[n.region].owner.expect("a loop");
            let end = builder.graph[owner].args[1];
            let end = outside(builder, end, known);
            let one = builder.int(Int::Usize, 1);
            builder.add(Op::Method(IntMethod::SaturatingSub), vec![end, one], Ty::USIZE)
        }
        op => {
            let args = n.args.iter().map(|&arg| most(builder, jam, arg, known)).collect();
            let method = match op {
                Op::Integer(Integer::Mul) => IntMethod::SaturatingMul,
                _ => IntMethod::SaturatingAdd,
            };
            builder.add(Op::Method(method), args, Ty::USIZE)
        }
    }
}

/// How long the rows of an array are that so many indices lead to.
fn length(builder: &mut Builder, array: NodeId, depth: usize) -> NodeId {
    match builder.graph.ty(array).at_depth(depth).cloned() {
        Some(Ty::Array(_, Len::Fixed(n))) => builder.int(Int::Usize, n as i128),
        Some(Ty::Array(_, Len::Const(length))) => {
            let tokens = builder.graph[length].clone();
            // An expression is one operand here.
            let is_path = tokens
                .clone()
                .into_iter()
                .all(|token| !matches!(&token, TokenTree::Punct(punct) if punct.as_char() != ':'));
            let operand = match is_path {
                true => length,
                false => builder.tokens(quote!((#tokens))),
            };
            builder.add(Op::Path(operand), vec![], Ty::USIZE)
        }
        _ => builder.len_of(array),
    }
}
