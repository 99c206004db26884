//! Conversions.

use super::{argument_of, Rule};
use crate::ir::build::Builder;
use crate::ir::{Const, Float, Int, NodeId, Op, Ty};

pub const CAST: [Rule; 3] = [to_same_type, widened_and_back, constant];

/// a as T → a, where a is of type T
fn to_same_type(builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    (builder.graph.ty(args[0]) == ty).then_some(args[0])
}

/// a as f64 as f32 → a, where a is an f32
fn widened_and_back(builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    let (wide, narrow) = (Ty::Float(Float::F64), Ty::Float(Float::F32));
    let a = argument_of(builder, args[0], &Op::Cast)?;
    let widened = *builder.graph.ty(args[0]) == wide && *builder.graph.ty(a) == narrow;
    (widened && *ty == narrow).then_some(a)
}

/// c as T → constant: all casts of Rust are exact or rounded in one way
fn constant(builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    let value = match (*builder.graph.constant(args[0])?, ty) {
        (Const::Int(Int::Inferred, _), _) => return None,
        (Const::Int(_, value), Ty::Float(Float::F64)) => Const::F64((value as f64).to_bits()),
        (Const::Int(_, value), Ty::Float(Float::F32)) => Const::F32((value as f32).to_bits()),
        (Const::Int(_, value), Ty::Int(int)) => in_range(*int, value)?,
        (Const::Bool(value), Ty::Int(int)) => in_range(*int, i128::from(value))?,
        (Const::F64(bits), Ty::Float(Float::F32)) => finite(Const::float(Float::F32, f64::from_bits(bits)))?,
        (Const::F32(bits), Ty::Float(Float::F64)) => finite(Const::float(Float::F64, f64::from(f32::from_bits(bits))))?,
        // An integer that is exact as an `f64` is rounded at most once.
        (Const::Int(_, value), Ty::Float(float)) if value.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS => {
            Const::float(*float, value as f64)
        }
        (float @ Const::Param(..), Ty::Float(to)) => finite(Const::float(*to, float.as_exact_float()?))?,
        (float, Ty::Float(to @ Float::Param(_))) => finite(Const::float(*to, float.as_float()?))?,
        (float, Ty::Int(int)) => in_range(*int, float.as_exact_float().filter(|value| value.is_finite())? as i128)?,
        _ => return None,
    };
    Some(builder.constant(value))
}

fn finite(value: Const) -> Option<Const> {
    value.as_float().is_some_and(f64::is_finite).then_some(value)
}

/// The constant, if the type holds it on every target: then neither wrapping nor saturation plays a part.
fn in_range(int: Int, value: i128) -> Option<Const> {
    let (low, high) = int.range()?;
    (low <= value && value <= high).then_some(Const::Int(int, value))
}
