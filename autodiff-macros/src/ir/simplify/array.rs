//! Array reads and writes.
//!
//! Reads look through writes of other places only where both indices are constants: then the places are apart for sure,
//! and an index out of bounds panics before as after, for all versions of an array have one length.

use super::{int_constant, Rule};
use crate::ir::build::Builder;
use crate::ir::{Const, Len, NodeId, Op, Ty};

pub const LOAD: [Rule; 4] = [load_of_load, load_of_write, load_of_repeat, load_of_literal];
pub const STORE: [Rule; 2] = [store_of_loaded, store_over_store];
pub const ACCUMULATE: [Rule; 1] = [accumulate_over_zero];
pub const LEN: [Rule; 2] = [len_fixed, len_of_write];

/// How many versions of an array a read looks through.
const DEPTH: usize = 16;

/// a[i][j] is one read
fn load_of_load(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let inner = &builder.graph[args[0]];
    if inner.op != Op::Load {
        return None;
    }
    let (array, indices) = (inner.args[0], [&inner.args[1..], &args[1..]].concat());
    Some(builder.load(array, &indices))
}

/// How two places in one array lie.
#[derive(PartialEq)]
enum Places {
    /// All indices that both have are the same nodes.
    Nested,
    /// Some index differs for sure.
    Apart,
    Unknown,
}

fn places(builder: &Builder, left: &[NodeId], right: &[NodeId]) -> Places {
    let constants = |(&l, &r): (&NodeId, &NodeId)| Some(int_constant(builder, l)? != int_constant(builder, r)?);
    if left.iter().zip(right).any(|pair| constants(pair) == Some(true)) {
        Places::Apart
    } else if left
        .iter()
        .zip(right)
        .all(|(l, r)| l == r || constants((l, r)) == Some(false))
    {
        Places::Nested
    } else {
        Places::Unknown
    }
}

/// store(a, i, v)[i] → v;  store(a, i, v)[i][j] → v[j];  store([…], 1, v)[2] → […][2], and so for `accumulate`
fn load_of_write(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let indices = &args[1..];
    let mut array = args[0];
    for _ in 0..DEPTH {
        let node = &builder.graph[array];
        if !matches!(node.op, Op::Store | Op::Accumulate) {
            break;
        }
        let (written, value) = (&node.args[1..node.args.len() - 1], node.args[node.args.len() - 1]);
        match places(builder, written, indices) {
            Places::Apart => array = node.args[0],
            Places::Nested if node.op == Op::Store && written.len() <= indices.len() => {
                let rest = &indices[written.len()..];
                return Some(builder.load(value, rest));
            }
            _ => break,
        }
    }
    // Anything else would only keep the older version alive, which then could not be overwritten in place.
    let is_written_out = matches!(builder.graph[array].op, Op::Repeat | Op::Array);
    (array != args[0] && is_written_out).then(|| builder.load(array, indices))
}

/// Whether the index is a constant inside an array of this type.
fn inside(builder: &Builder, index: NodeId, ty: &Ty) -> Option<usize> {
    let Ty::Array(_, Len::Fixed(len)) = ty else { return None };
    usize::try_from(int_constant(builder, index)?)
        .ok()
        .filter(|index| index < len)
}

/// [v; N][c] → v, with c in bounds
fn load_of_repeat(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let array = &builder.graph[args[0]];
    if array.op != Op::Repeat {
        return None;
    }
    let value = array.args[0];
    inside(builder, args[1], &array.ty)?;
    Some(builder.load(value, &args[2..]))
}

/// [a, b, …][c] → the c-th, with c in bounds
fn load_of_literal(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let array = &builder.graph[args[0]];
    if array.op != Op::Array {
        return None;
    }
    let value = array.args[inside(builder, args[1], &array.ty)?];
    Some(builder.load(value, &args[2..]))
}

/// store(a, i, a[i]) → a: the read has panicked where the write would
fn store_of_loaded(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (place, value) = (&args[..args.len() - 1], &builder.graph[args[args.len() - 1]]);
    (value.op == Op::Load && value.args == place).then_some(args[0])
}

/// store(store(a, i, v), i, w) → store(a, i, w)
fn store_over_store(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let last = args.len() - 1;
    let below = &builder.graph[args[0]];
    let same = below.op == Op::Store && below.args.len() == args.len() && below.args[1..last] == args[1..last];
    let array = below.args.first().copied().filter(|_| same)?;
    Some(builder.store(array, &args[1..last], args[last]))
}

/// accumulate(store(a, i, 0), i, v) → store(a, i, v), and a if v is a[i]: what `a[i] += …` leaves of its own reverse.
///
/// Only adjoints accumulate, and the sign of their zeros is nobody's.
fn accumulate_over_zero(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let last = args.len() - 1;
    let below = &builder.graph[args[0]];
    let same = below.op == Op::Store && below.args.len() == args.len() && below.args[1..last] == args[1..last];
    let zero = |node: NodeId| builder.graph.constant(node).and_then(Const::as_float) == Some(0.0);
    let array = below.args.first().copied().filter(|_| same && zero(below.args[last]))?;
    Some(builder.store(array, &args[1..last], args[last]))
}

/// len of [T; 3] → 3
fn len_fixed(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let Ty::Array(_, Len::Fixed(len)) = *builder.graph.ty(args[0]) else {
        return None;
    };
    Some(builder.int(crate::ir::Int::Usize, len as i128))
}

/// len of store(a, i, v) → len of a
fn len_of_write(builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    let node = &builder.graph[args[0]];
    if !matches!(node.op, Op::Store | Op::Accumulate | Op::Zeros) {
        return None;
    }
    // Zeros of a type that says its size have no argument.
    let array = *node.args.first()?;
    Some(builder.add(Op::Len, vec![array], ty.clone()))
}
