//! Decides for each level which values it keeps.

use super::cut::minimum_cut;
use super::levels::Levels;
use crate::ir::{Graph, Int, Len, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;
use crate::tables::HashMap;
use crate::transform::flow::reverse_regions;
use std::collections::{BTreeMap, BTreeSet};

/// What the tape costs for one scalar, in operations: a write, a read, and the memory between.
const SCALAR: u32 = 4;
/// What an array of unknown length is taken for.
const UNKNOWN_LENGTH: u32 = 64;
/// From this cost on an operation is a library call, and its value is kept.
const LIBRARY_CALL: u32 = 10;

/// The values that each level keeps, levels from inner to outer.
pub(super) fn plan(graph: &Graph, levels: &Levels) -> Vec<(RegionId, Vec<NodeId>)> {
    let mut needed: BTreeMap<RegionId, BTreeSet<NodeId>> = BTreeMap::new();
    for region in reverse_regions(graph) {
        let uses = graph[region]
            .nodes
            .iter()
            .filter(|&&n| !is_shape_only(graph, n))
            .flat_map(|&n| &graph[n].args);
        for &value in uses.chain(&graph[region].results) {
            if let Some(level) = levels.level(graph, value) {
                needed.entry(level).or_default().insert(value);
            }
        }
    }
    let mut plan = vec![];
    for level in levels.inner_first(graph) {
        let wanted = needed.remove(&level).unwrap_or_default();
        let kept = choose(graph, levels, level, &wanted);
        for outer in recomputed_from(graph, levels, level, &wanted, &kept) {
            let level = levels.level(graph, outer).expect("a primal value");
            needed.entry(level).or_default().insert(outer);
        }
        plan.push((level, kept));
    }
    plan
}

/// Whether a node looks only at the shape of its argument, which is known.
pub(super) fn is_shape_only(graph: &Graph, node: NodeId) -> bool {
    graph[node].op == Op::Zeros && graph[node].ty.is_sized()
}

/// A minimum cut between what a level can't compute again and what is wanted of it.
fn choose(graph: &Graph, levels: &Levels, level: RegionId, wanted: &BTreeSet<NodeId>) -> Vec<NodeId> {
    let mut number: HashMap<NodeId, usize> = HashMap::default();
    let mut nodes = vec![];
    let mut open: Vec<NodeId> = wanted.iter().copied().collect();
    while let Some(node) = open.pop() {
        if levels.is_there(graph, node) || levels.level(graph, node) != Some(level) || number.contains_key(&node) {
            continue;
        }
        number.insert(node, nodes.len());
        nodes.push(node);
        if is_recomputable(graph, levels, node) {
            open.extend(operands(graph, levels, node));
        }
    }
    let weights: Vec<u32> = nodes.iter().map(|&node| weight(graph.ty(node))).collect();
    let mut edges = vec![];
    let mut sources = vec![];
    for (to, &node) in nodes.iter().enumerate() {
        if is_recomputable(graph, levels, node) {
            edges.extend(
                operands(graph, levels, node)
                    .iter()
                    .filter_map(|operand| Some((*number.get(operand)?, to))),
            );
        } else {
            sources.push(to);
        }
    }
    let sinks: Vec<usize> = wanted.iter().filter_map(|node| number.get(node).copied()).collect();
    let mut kept: Vec<NodeId> = minimum_cut(&weights, &edges, &sources, &sinks)
        .into_iter()
        .map(|k| nodes[k])
        .collect();
    kept.sort();
    kept
}

/// The values of outer levels that computing the rest of `wanted` again asks for.
fn recomputed_from(
    graph: &Graph,
    levels: &Levels,
    level: RegionId,
    wanted: &BTreeSet<NodeId>,
    kept: &[NodeId],
) -> BTreeSet<NodeId> {
    let mut outer = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<NodeId> = wanted.iter().copied().collect();
    while let Some(node) = open.pop() {
        if levels.level(graph, node) != Some(level) {
            outer.insert(node);
        } else if !levels.is_there(graph, node) && !kept.contains(&node) && seen.insert(node) {
            open.extend(operands(graph, levels, node));
        }
    }
    outer
}

/// What a value is computed from; for a loop index, its formula, and for what stands in an array to the end, the array and the indices.
pub(super) fn operands(graph: &Graph, levels: &Levels, node: NodeId) -> Vec<NodeId> {
    if let Some(place) = levels.settled.get(&node) {
        return place.clone();
    }
    match &graph[node].op {
        Op::Param => match index_of(graph, node) {
            Some(Index::Counted { from, step }) => vec![from, step],
            _ => vec![],
        },
        _ if is_shape_only(graph, node) => vec![],
        // It held where it was first computed.
        Op::Bound(_) => vec![graph[node].args[0]],
        _ => graph[node].args.clone(),
    }
}

/// How the reverse loop knows a loop index.
pub(super) enum Index {
    /// It runs over the same indices.
    Same,
    /// It counts iterations: the index is `from + k · step`.
    Counted { from: NodeId, step: NodeId },
}

/// What stands for a loop index in the reverse loop; none for other parameters, and where it is easier kept.
pub(super) fn index_of(graph: &Graph, param: NodeId) -> Option<Index> {
    let region = graph[param].region;
    let owner = graph[region].owner?;
    let Op::For(f) = &graph[owner].op else { return None };
    if graph[f.body].params[0] != param {
        return None;
    }
    match (f.exits, f.descending) {
        (false, _) => Some(Index::Same),
        (true, false) => Some(Index::Counted {
            from: graph[owner].args[0],
            step: graph[owner].args[2],
        }),
        (true, true) => None,
    }
}

pub(super) fn is_recomputable(graph: &Graph, levels: &Levels, node: NodeId) -> bool {
    if levels.settled.contains_key(&node) {
        return true;
    }
    // Of an integer whose type only a callee says, nothing in the reverse half may say it: what is made of it is kept.
    let undetermined = |ty: &Ty| *ty.scalar() == Ty::Int(Int::Inferred);
    let args = graph[node].args.iter();
    if args
        .copied()
        .any(|arg| graph.constant(arg).is_none() && undetermined(graph.ty(arg)))
        && !undetermined(graph.ty(node))
    {
        return false;
    }
    // A version of an array that is put back is there when inner loops are undone, and not always when its own level is.
    let is_put_back = |arg: &&NodeId| graph.ty(**arg).is_array() && levels.restored.contains_key(arg);
    let mut versions = graph[node].args.iter().filter(is_put_back);
    if versions.any(|&version| levels.level(graph, version) == levels.level(graph, node)) {
        return false;
    }
    match &graph[node].op {
        Op::Load(_) | Op::Len(_) if matches!(graph.ty(graph[node].args[0]), Ty::Vec(_)) => {
            reads_well(graph, levels, node)
        }
        Op::Param => index_of(graph, node).is_some(),
        Op::Primitive(primitive, _) => !is_slow(*primitive),
        Op::Result(_) => false,
        op if op.is_version() => false,
        op => op.is_pure(),
    }
}

/// Whether a value takes longer to compute than to keep. A division and a square root are one operation each, but a processor begins the next
/// one only after several cycles, while it goes on with what is read from the tape.
fn is_slow(primitive: Primitive) -> bool {
    let is_iterated = matches!(primitive, Primitive::Div | Primitive::Recip | Primitive::Sqrt);
    is_iterated || primitive.row().cost >= LIBRARY_CALL
}

/// Whether what is read from a vector is better read again than kept. A vector of an outer level would be kept as a whole
/// for each of that level's iterations: that pays only where more loops read it than it has dimensions.
fn reads_well(graph: &Graph, levels: &Levels, node: NodeId) -> bool {
    let (vector, dimensions) = (graph[node].args[0], graph[node].args.len() - 1);
    let home = levels.level(graph, vector);
    if home.is_none() || levels.is_there(graph, vector) {
        return true;
    }
    let mut at = levels.level(graph, node);
    let mut loops = 0;
    while let Some(level) = at.filter(|_| at != home) {
        loops += 1;
        at = graph.parent(level).and_then(|parent| levels.of(parent));
    }
    loops == 0 || loops > dimensions && matches!(graph[node].op, Op::Load(_))
}

pub(super) fn weight(ty: &Ty) -> u32 {
    match ty {
        Ty::Array(element, Len::Fixed(n)) => weight(element).saturating_mul(u32::try_from(*n).unwrap_or(u32::MAX)),
        Ty::Array(element, Len::Const(_)) | Ty::Vec(element) => weight(element).saturating_mul(UNKNOWN_LENGTH),
        // What is borrowed is borrowed again.
        Ty::Slice(_) => u32::MAX,
        Ty::Struct(_) => SCALAR * UNKNOWN_LENGTH,
        _ => SCALAR,
    }
    .max(1)
}
