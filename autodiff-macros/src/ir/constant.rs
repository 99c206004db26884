//! Constants: floats by their bits, so that equal means the same and NaN and -0.0 are themselves.

use super::{Float, Int, Ty};
use std::cmp::Ordering;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Const {
    F64(u64),
    F32(u32),
    /// Of a type parameter: the number nearest to this `f64`.
    Param(&'static str, u64),
    Int(Int, i128),
    Bool(bool),
    Ordering(Ordering),
}

impl Const {
    /// `value` rounded to the type.
    pub fn float(float: Float, value: f64) -> Const {
        match float {
            Float::F64 => Const::F64(value.to_bits()),
            Float::F32 => Const::F32((value as f32).to_bits()),
            Float::Param(name) => Const::Param(name, value.to_bits()),
        }
    }

    /// The value of a float constant; exact, also for `f32`. That of a type parameter is rounded to a width that is not
    /// known here: where that matters, ask [`as_exact_float`](Const::as_exact_float).
    pub fn as_float(&self) -> Option<f64> {
        match self {
            Const::F64(bits) | Const::Param(_, bits) => Some(f64::from_bits(*bits)),
            Const::F32(bits) => Some(f64::from(f32::from_bits(*bits))),
            _ => None,
        }
    }

    /// The value of a float constant, if it is the same whatever the width of its type is.
    pub fn as_exact_float(&self) -> Option<f64> {
        let value = self.as_float()?;
        let exact = !matches!(self, Const::Param(..)) || value.is_nan() || f64::from(value as f32) == value;
        exact.then_some(value)
    }

    pub fn as_int(&self) -> Option<i128> {
        match self {
            Const::Int(_, value) => Some(*value),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Const::Bool(value) => Some(*value),
            _ => None,
        }
    }

    pub fn ty(&self) -> Ty {
        match self {
            Const::F64(_) => Ty::Float(Float::F64),
            Const::F32(_) => Ty::Float(Float::F32),
            Const::Param(name, _) => Ty::Float(Float::Param(name)),
            Const::Int(int, _) => Ty::Int(*int),
            Const::Bool(_) => Ty::Bool,
            Const::Ordering(_) => Ty::Ordering,
        }
    }
}
