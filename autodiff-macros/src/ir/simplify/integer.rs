//! Integer arithmetic. Constants are folded only where no width of `usize` could overflow.

use super::{int_constant, Rule};
use crate::ir::build::Builder;
use crate::ir::{Int, IntMethod, Integer, NodeId, Ty};

pub fn rules(operation: Integer) -> &'static [Rule] {
    match operation {
        Integer::Add => &[add_zero],
        Integer::Sub => &[right_zero],
        Integer::Mul => &[mul_one],
        Integer::Div => &[right_one],
        Integer::And | Integer::Or => &[same_twice],
        Integer::Shl | Integer::Shr => &[right_zero],
        Integer::Rem | Integer::Xor => &[],
    }
}

fn int_type(builder: &Builder, node: NodeId) -> Option<Int> {
    match builder.graph.ty(node) {
        Ty::Int(int) => Some(*int),
        _ => None,
    }
}

/// The constant, if it fits the type whatever the target.
fn constant(builder: &mut Builder, int: Int, value: i128) -> Option<NodeId> {
    let (low, high) = int.range()?;
    (low <= value && value <= high).then(|| builder.int(int, value))
}

/// operation(constants) → constant, where it does not panic
pub fn fold(builder: &mut Builder, operation: Integer, args: &[NodeId]) -> Option<NodeId> {
    let int = int_type(builder, args[0])?;
    let (a, b) = (int_constant(builder, args[0])?, int_constant(builder, args[1])?);
    let value = match operation {
        Integer::Add => a.checked_add(b)?,
        Integer::Sub => a.checked_sub(b)?,
        Integer::Mul => a.checked_mul(b)?,
        Integer::Div => a.checked_div(b)?,
        Integer::Rem => remainder(int, a, b)?,
        Integer::And => a & b,
        Integer::Or => a | b,
        Integer::Xor => a ^ b,
        Integer::Shl => a.checked_mul(1 << shift(int, b)?)?,
        Integer::Shr => a >> shift(int, b)?,
    };
    constant(builder, int, value)
}

/// `MIN % -1` overflows although its result would not.
fn remainder(int: Int, a: i128, b: i128) -> Option<i128> {
    if b == -1 && a <= int.range()?.0 {
        return None;
    }
    a.checked_rem(b)
}

/// A shift count below the number of bits.
fn shift(int: Int, count: i128) -> Option<u32> {
    let (low, high) = int.range()?;
    let bits = (high - low).count_ones();
    u32::try_from(count).ok().filter(|&count| count < bits)
}

/// method(constants) → constant, where it does not panic
pub fn fold_method(builder: &mut Builder, method: IntMethod, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    let Ty::Int(int) = *ty else { return None };
    let values: Option<Vec<i128>> = args.iter().map(|&arg| int_constant(builder, arg)).collect();
    let value = match (method, values?.as_slice()) {
        (IntMethod::Min, [a, b]) => *a.min(b),
        (IntMethod::Max, [a, b]) => *a.max(b),
        (IntMethod::Abs, [a]) => a.checked_abs()?,
        (IntMethod::Signum, [a]) => a.signum(),
        (IntMethod::AbsDiff, [a, b]) => a.checked_sub(*b)?.checked_abs()?,
        (IntMethod::Pow, [a, b]) => a.checked_pow(u32::try_from(*b).ok()?)?,
        (IntMethod::SaturatingAdd, [a, b]) => saturate(int, a.checked_add(*b)?),
        (IntMethod::SaturatingSub, [a, b]) => saturate(int, a.checked_sub(*b)?),
        (IntMethod::SaturatingMul, [a, b]) => saturate(int, a.checked_mul(*b)?),
        _ => return None,
    };
    constant(builder, int, value)
}

/// Brings a value into the type, where every target agrees on its bounds.
fn saturate(int: Int, value: i128) -> i128 {
    match int.range() {
        Some((low, high)) if !matches!(int, Int::Isize | Int::Usize) => value.clamp(low, high),
        _ if int == Int::Usize => value.max(0),
        _ => value,
    }
}

/// -c → constant, where it does not overflow
pub fn negate_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let int = int_type(builder, args[0])?;
    let value = int_constant(builder, args[0])?;
    constant(builder, int, value.checked_neg()?)
}

/// a + 0 → a;  0 + a → a
fn add_zero(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    neutral(builder, args, 0)
}

/// a * 1 → a;  1 * a → a
fn mul_one(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    neutral(builder, args, 1)
}

fn neutral(builder: &Builder, args: &[NodeId], value: i128) -> Option<NodeId> {
    if int_constant(builder, args[1]) == Some(value) {
        return Some(args[0]);
    }
    (int_constant(builder, args[0]) == Some(value)).then_some(args[1])
}

/// a - 0 → a;  a << 0 → a;  a >> 0 → a
fn right_zero(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    (int_constant(builder, args[1]) == Some(0)).then_some(args[0])
}

/// a / 1 → a
fn right_one(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    (int_constant(builder, args[1]) == Some(1)).then_some(args[0])
}

/// a & a → a;  a | a → a
fn same_twice(_: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    (args[0] == args[1]).then_some(args[0])
}
