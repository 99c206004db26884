//! Booleans and comparisons.

use super::{argument_of, bool_constant, Rule};
use crate::ir::build::Builder;
use crate::ir::{Comparison, Const, FloatTest, Integer, NodeId, Op, Ty};

pub const NOT: [Rule; 3] = [not_constant, not_not, not_comparison];

/// Rules for `&`, `|` and `^` on `bool`.
pub fn rules(operation: Integer) -> &'static [Rule] {
    match operation {
        Integer::And => &[and_constant, same_twice],
        Integer::Or => &[or_constant, same_twice],
        Integer::Xor => &[xor_constant],
        _ => &[],
    }
}

/// !true → false;  !c → constant for integers whose width is known
fn not_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    match *builder.graph.constant(args[0])? {
        Const::Bool(value) => Some(builder.bool(!value)),
        Const::Int(int, value) if int.is_signed() => Some(builder.int(int, !value)),
        _ => None,
    }
}

/// !!a → a
fn not_not(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    argument_of(builder, args[0], &Op::Not)
}

/// !(a == b) → a != b;  !(a < b) → a >= b, but not on floats: with a NaN both are false
fn not_comparison(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let node = &builder.graph[args[0]];
    let Op::Compare(comparison) = node.op else { return None };
    let (a, b) = (node.args[0], node.args[1]);
    let opposite = match comparison {
        Comparison::Eq => Comparison::Ne,
        Comparison::Ne => Comparison::Eq,
        _ if builder.graph.ty(a).float().is_some() => return None,
        Comparison::Lt => Comparison::Ge,
        Comparison::Ge => Comparison::Lt,
        Comparison::Gt => Comparison::Le,
        Comparison::Le => Comparison::Gt,
    };
    Some(builder.compare(opposite, a, b))
}

/// The argument beside a constant, and the constant.
fn beside_constant(builder: &Builder, args: &[NodeId]) -> Option<(NodeId, bool)> {
    let right = bool_constant(builder, args[1]).map(|value| (args[0], value));
    right.or_else(|| bool_constant(builder, args[0]).map(|value| (args[1], value)))
}

/// a & true → a;  a & false → false
fn and_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (a, constant) = beside_constant(builder, args)?;
    Some(if constant { a } else { builder.bool(false) })
}

/// a | false → a;  a | true → true
fn or_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (a, constant) = beside_constant(builder, args)?;
    Some(if constant { builder.bool(true) } else { a })
}

/// a ^ false → a;  a ^ true → !a
fn xor_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (a, constant) = beside_constant(builder, args)?;
    Some(if constant { builder.not(a) } else { a })
}

/// a & a → a;  a | a → a
fn same_twice(_: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    (args[0] == args[1]).then_some(args[0])
}

pub fn compare(builder: &mut Builder, comparison: Comparison, args: &[NodeId]) -> Option<NodeId> {
    compare_constants(builder, comparison, args)
        .or_else(|| compare_same(builder, comparison, args))
        .or_else(|| compare_with_bool(builder, comparison, args))
}

/// Comparisons of constants are exact: 1.0 < 2.0 → true
fn compare_constants(builder: &mut Builder, comparison: Comparison, args: &[NodeId]) -> Option<NodeId> {
    let (a, b) = (*builder.graph.constant(args[0])?, *builder.graph.constant(args[1])?);
    let order = match (a, b) {
        (Const::Int(_, a), Const::Int(_, b)) => Some(a.cmp(&b)),
        (Const::Bool(a), Const::Bool(b)) => Some(a.cmp(&b)),
        (Const::Ordering(a), Const::Ordering(b)) => Some(a.cmp(&b)),
        _ => a.as_exact_float()?.partial_cmp(&b.as_exact_float()?),
    };
    let value = match comparison {
        Comparison::Eq => order.is_some_and(|order| order.is_eq()),
        Comparison::Ne => order.is_none_or(|order| order.is_ne()),
        Comparison::Lt => order.is_some_and(|order| order.is_lt()),
        Comparison::Le => order.is_some_and(|order| order.is_le()),
        Comparison::Gt => order.is_some_and(|order| order.is_gt()),
        Comparison::Ge => order.is_some_and(|order| order.is_ge()),
    };
    Some(builder.bool(value))
}

/// a == a → true;  a < a → false: not on floats, where a may be a NaN
fn compare_same(builder: &mut Builder, comparison: Comparison, args: &[NodeId]) -> Option<NodeId> {
    if args[0] != args[1] || builder.graph.ty(args[0]).float().is_some() {
        return None;
    }
    Some(builder.bool(matches!(comparison, Comparison::Eq | Comparison::Le | Comparison::Ge)))
}

/// a == true → a;  a == false → !a;  a != true → !a;  a != false → a
fn compare_with_bool(builder: &mut Builder, comparison: Comparison, args: &[NodeId]) -> Option<NodeId> {
    let (a, constant) = beside_constant(builder, args)?;
    match (comparison, constant) {
        (Comparison::Eq, true) | (Comparison::Ne, false) => Some(a),
        (Comparison::Eq, false) | (Comparison::Ne, true) => Some(builder.not(a)),
        _ => None,
    }
}

/// A test of a constant: 1.0.is_nan() → false. The sign of a NaN is the platform's.
pub fn test_constant(builder: &mut Builder, test: FloatTest, args: &[NodeId]) -> Option<NodeId> {
    let constant = *builder.graph.constant(args[0])?;
    let value = constant.as_exact_float().filter(|value| !value.is_nan())?;
    let normal = match constant {
        Const::F32(bits) => f32::from_bits(bits).is_normal(),
        // Subnormal in one width, and normal in another.
        Const::Param(..) if value.is_normal() && !(value as f32).is_normal() => return None,
        _ => value.is_normal(),
    };
    Some(builder.bool(match test {
        FloatTest::IsNan => false,
        FloatTest::IsInfinite => value.is_infinite(),
        FloatTest::IsFinite => value.is_finite(),
        FloatTest::IsNormal => normal,
        FloatTest::IsSignPositive => value.is_sign_positive(),
        FloatTest::IsSignNegative => value.is_sign_negative(),
        FloatTest::IsNonzero => value != 0.0,
    }))
}
