//! Reads and writes of places in arrays and structs.
//!
//! Reads look through writes of other places only where two fields or two constant indices differ: then the places are
//! apart for sure, and an index out of bounds panics before as after, for all versions of an array have one length.

use super::int_constant;
use crate::ir::build::Builder;
use crate::ir::{Const, Graph, Len, NodeId, Op, RegionId, Step, Ty};
use crate::transform::flow::Carried;

/// How many versions of an array a read looks through.
const DEPTH: usize = 16;

type Path = [Step<NodeId>];

pub fn load(builder: &mut Builder, whole: NodeId, path: &Path, ty: &Ty) -> Option<NodeId> {
    load_of_load(builder, whole, path, ty)
        .or_else(|| load_of_write(builder, whole, path, ty))
        .or_else(|| load_of_literal(builder, whole, path, ty))
        .or_else(|| load_of_struct(builder, whole, path, ty))
}

pub fn store(builder: &mut Builder, whole: NodeId, path: &Path, value: NodeId) -> Option<NodeId> {
    store_of_loaded(builder, whole, path, value).or_else(|| store_over_store(builder, whole, path, value))
}

/// accumulate(store(a, i, 0), i, v) → store(a, i, v), and a if v is a[i]: what `a[i] += …` leaves of its own reverse.
///
/// Only adjoints accumulate, and the sign of their zeros is nobody's.
pub fn accumulate(builder: &mut Builder, whole: NodeId, path: &Path, value: NodeId) -> Option<NodeId> {
    let stored = stored_at(builder, whole, path)?;
    let is_zero = builder.graph.constant(stored).and_then(Const::as_float) == Some(0.0);
    is_zero.then(|| builder.store(whole, path, value))
}

/// What a store at this very place wrote.
fn stored_at(builder: &Builder, whole: NodeId, path: &Path) -> Option<NodeId> {
    let below = &builder.graph[whole];
    let same = matches!(below.op, Op::Store(_)) && builder.graph.steps(whole) == path;
    same.then(|| below.args[below.args.len() - 1])
}

/// a[i][j] is one read
fn load_of_load(builder: &mut Builder, whole: NodeId, path: &Path, ty: &Ty) -> Option<NodeId> {
    let inner = &builder.graph[whole];
    if !matches!(inner.op, Op::Load(_)) {
        return None;
    }
    let (outer, path) = (inner.args[0], [&builder.graph.steps(whole), path].concat());
    Some(builder.load_at(outer, &path, ty.clone()))
}

/// How two places in one whole lie.
#[derive(PartialEq)]
enum Places {
    /// All steps that both have are the same.
    Nested,
    /// Some field or index differs for sure.
    Apart,
    Unknown,
}

fn places(builder: &Builder, left: &Path, right: &Path) -> Places {
    // Whether two steps are the same, where that is known.
    let same = |(&left, &right): (&Step<NodeId>, &Step<NodeId>)| match (left, right) {
        _ if left == right => Some(true),
        (Step::Index(l), Step::Index(r)) => Some(int_constant(builder, l)? == int_constant(builder, r)?),
        _ => Some(false),
    };
    let steps: Vec<Option<bool>> = left.iter().zip(right).map(same).collect();
    if steps.contains(&Some(false)) {
        Places::Apart
    } else if steps.contains(&None) {
        Places::Unknown
    } else {
        Places::Nested
    }
}

/// store(a, i, v)[i] → v;  store(a, i, v)[i][j] → v[j];  store([…], 1, v)[2] → […][2], and so for `accumulate`
fn load_of_write(builder: &mut Builder, whole: NodeId, path: &Path, ty: &Ty) -> Option<NodeId> {
    let mut version = whole;
    for _ in 0..DEPTH {
        let node = &builder.graph[version];
        if !matches!(node.op, Op::Store(_) | Op::Accumulate(_)) {
            break;
        }
        let (written, value) = (builder.graph.steps(version), node.args[node.args.len() - 1]);
        match places(builder, &written, path) {
            Places::Apart => version = node.args[0],
            Places::Nested if matches!(node.op, Op::Store(_)) && written.len() <= path.len() => {
                return Some(builder.load_at(value, &path[written.len()..], ty.clone()));
            }
            _ => break,
        }
    }
    // Anything else would only keep the older version alive, which then could not be overwritten in place.
    let is_written_out = matches!(builder.graph[version].op, Op::Repeat | Op::Array);
    (version != whole && is_written_out).then(|| builder.load_at(version, path, ty.clone()))
}

/// Whether the index is a constant inside an array of this type.
fn inside(builder: &Builder, index: NodeId, ty: &Ty) -> Option<usize> {
    let Ty::Array(_, Len::Fixed(len)) = ty else { return None };
    usize::try_from(int_constant(builder, index)?)
        .ok()
        .filter(|index| index < len)
}

/// [v; N][c] → v;  [a, b, …][c] → the c-th, with c in bounds
fn load_of_literal(builder: &mut Builder, whole: NodeId, path: &Path, ty: &Ty) -> Option<NodeId> {
    let (&first, rest) = path.split_first()?;
    let literal = &builder.graph[whole];
    let value = match (&literal.op, first) {
        (Op::Repeat, Step::Index(index)) => {
            inside(builder, index, &literal.ty)?;
            literal.args[0]
        }
        // A vector that is written out is as long as it is written.
        (Op::Array, Step::Index(index)) => {
            let at = usize::try_from(int_constant(builder, index)?).ok()?;
            *literal.args.get(at)?
        }
        _ => return None,
    };
    Some(builder.load_at(value, rest, ty.clone()))
}

/// S { x: a, y: b }.y → b
fn load_of_struct(builder: &mut Builder, whole: NodeId, path: &Path, ty: &Ty) -> Option<NodeId> {
    let Op::Struct(literal) = builder.graph[whole].op.clone() else {
        return None;
    };
    let leaves = literal.leaves(&mut |k| builder.number(k));
    let k = leaves.iter().position(|leaf| path.starts_with(leaf))?;
    let value = builder.graph[whole].args[k];
    Some(builder.load_at(value, &path[leaves[k].len()..], ty.clone()))
}

/// store(a, i, a[i]) → a: the read has panicked where the write would
fn store_of_loaded(builder: &mut Builder, whole: NodeId, path: &Path, value: NodeId) -> Option<NodeId> {
    let read = &builder.graph[value];
    let same = matches!(read.op, Op::Load(_)) && read.args[0] == whole && builder.graph.steps(value) == path;
    same.then_some(whole)
}

/// store(store(a, i, v), i, w) → store(a, i, w), in one region: a branch that writes to `a` while the other side goes on with
/// what was stored before both would have two versions live, and copy the whole.
fn store_over_store(builder: &mut Builder, whole: NodeId, path: &Path, value: NodeId) -> Option<NodeId> {
    stored_at(builder, whole, path)?;
    let below = &builder.graph[whole];
    let older = (below.region == builder.region()).then(|| below.args[0])?;
    Some(builder.store(older, path, value))
}

/// len of [T; 3] → 3;  len of a[i] is one read
pub fn len(builder: &mut Builder, whole: NodeId, path: &Path) -> Option<NodeId> {
    let inner = &builder.graph[whole];
    if let Op::Load(_) = inner.op {
        let (outer, path) = (inner.args[0], [&builder.graph.steps(whole), path].concat());
        return Some(builder.len(outer, &path));
    }
    if !path.is_empty() {
        return None;
    }
    match inner.ty {
        Ty::Array(_, Len::Fixed(len)) => Some(builder.int(crate::ir::Int::Usize, len as i128)),
        _ => len_known(builder, whole),
    }
}

/// len of store(vec![v; n], i, w) → n, and so on: where a length is known without the array. To ask an older version for
/// it would keep that alive, which then could not be overwritten in place.
fn len_known(builder: &mut Builder, array: NodeId) -> Option<NodeId> {
    let like = same_length(&builder.graph, array);
    let node = builder.graph[like].clone();
    match (&node.op, &node.ty) {
        (Op::Param, _) => {
            let of_function = like != array && builder.graph[builder.graph.root].params.contains(&like);
            of_function.then(|| builder.len_of(like))
        }
        (Op::Reserve, _) => Some(builder.int(crate::ir::Int::Usize, 0)),
        (Op::Array, Ty::Vec(_)) => Some(builder.int(crate::ir::Int::Usize, node.args.len() as i128)),
        (Op::Repeat, Ty::Vec(_)) => Some(node.args[1]),
        (Op::Truncate(steps, _), Ty::Vec(_)) if steps.is_empty() => Some(node.args[1]),
        (Op::Slice(_), _) => {
            let [.., from, to] = node.args[..] else { return None };
            Some(builder.integer(crate::ir::Integer::Sub, to, from))
        }
        (Op::ToVec, _) => len_known(builder, node.args[0]).or_else(|| fixed(builder, node.args[0])),
        // Zeros of a type that says its size have no argument; those of others may have their length.
        (Op::Zeros, _) => {
            let like = *node.args.first()?;
            match builder.graph.ty(like).is_array() {
                true => len_known(builder, like).or_else(|| fixed(builder, like)),
                false => Some(like),
            }
        }
        _ => None,
    }
}

/// The length of an array that is never overwritten.
fn fixed(builder: &mut Builder, array: NodeId) -> Option<NodeId> {
    let graph = &builder.graph;
    let stays = matches!(graph.ty(array), Ty::Array(..)) || graph[graph.root].params.contains(&array);
    stays.then(|| builder.len_of(array))
}

/// The oldest value that is known to have the length of this one.
fn same_length(graph: &Graph, array: NodeId) -> NodeId {
    same_length_within(graph, array, None)
}

/// The same, going back no further than to the first one outside of `region`: each node is looked at once for each
/// branch or loop around it.
fn same_length_within(graph: &Graph, array: NodeId, region: Option<RegionId>) -> NodeId {
    let mut at = array;
    while region.is_none_or(|region| graph.encloses(region, graph[at].region)) {
        let node = &graph[at];
        let older = match &node.op {
            Op::Store(steps) if !steps.is_empty() => Some(node.args[0]),
            Op::Append(steps) | Op::Truncate(steps, _) | Op::Lengthen(steps, _) if !steps.is_empty() => {
                Some(node.args[0])
            }
            Op::Accumulate(_) => Some(node.args[0]),
            Op::Result(k) => length_of_result(graph, node.args[0], *k as usize),
            _ => None,
        };
        match older {
            Some(older) => at = older,
            None => break,
        }
    }
    at
}

fn length_of_result(graph: &Graph, owner: NodeId, k: usize) -> Option<NodeId> {
    if let Op::If { then, otherwise } = graph[owner].op {
        let [a, b] = [then, otherwise].map(|side| same_length_within(graph, graph[side].results[k], Some(side)));
        let inside = graph.encloses(then, graph[a].region);
        return (a == b && !inside).then_some(a);
    }
    let carried = Carried::of(graph, owner)?;
    let (&param, &next) = (carried.params.get(k)?, carried.next.get(k)?);
    (same_length_within(graph, next, Some(carried.body)) == param).then(|| carried.initial[k])
}
