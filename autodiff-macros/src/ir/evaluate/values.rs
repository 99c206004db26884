//! Values, and what is done with single ones.

use super::Scalar;
use crate::ir::{Comparison, Const, FloatTest, Int, Ty};
use std::cmp::Ordering;
use std::rc::Rc;

#[derive(Clone, Debug, PartialEq)]
pub enum Value<S = f64> {
    Float(S),
    Int(i128),
    Bool(bool),
    Ordering(Ordering),
    Array(Rc<Vec<Value<S>>>),
    Tuple(Vec<Value<S>>),
}

/// Why the user's program would panic, or why the interpreter gives up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Panic {
    Bounds,
    Overflow,
    DivisionByZero,
    Clamp,
    Step,
    Macro,
    /// It has run for too long.
    Endless,
    Unsupported(String),
}

impl<S: Scalar> Value<S> {
    pub fn constant(constant: &Const) -> Value<S> {
        match constant {
            Const::F64(bits) | Const::Param(_, bits) => Value::Float(S::constant(f64::from_bits(*bits))),
            Const::F32(bits) => Value::Float(S::constant(f64::from(f32::from_bits(*bits)))),
            Const::Int(_, value) => Value::Int(*value),
            Const::Bool(value) => Value::Bool(*value),
            Const::Ordering(ordering) => Value::Ordering(*ordering),
        }
    }

    pub fn float(&self) -> S {
        match self {
            Value::Float(value) => value.clone(),
            other => unreachable!("{other:?} is no float"),
        }
    }

    /// A float, or `powi`'s exponent.
    pub fn as_scalar(&self) -> S {
        match self {
            Value::Int(value) => S::constant(*value as f64),
            other => other.float(),
        }
    }

    pub fn int(&self) -> i128 {
        match self {
            Value::Int(value) => *value,
            other => unreachable!("{other:?} is no integer"),
        }
    }

    pub fn bool(&self) -> bool {
        match self {
            Value::Bool(value) => *value,
            other => unreachable!("{other:?} is no bool"),
        }
    }

    pub fn array(&self) -> &[Value<S>] {
        match self {
            Value::Array(values) => values,
            other => unreachable!("{other:?} is no array"),
        }
    }

    /// What a buffer holds that is cleared from a position on: NaN before it.
    pub fn uncleared(&self, end: usize) -> Value<S> {
        match self {
            Value::Float(_) => Value::Float(S::constant(f64::NAN)),
            Value::Array(values) => {
                let elements = values.iter().enumerate();
                let element = |(k, value): (usize, &Value<S>)| match k < end {
                    true => value.uncleared(usize::MAX),
                    false => value.clone(),
                };
                Value::Array(Rc::new(elements.map(element).collect()))
            }
            other => other.clone(),
        }
    }

    /// The floats in it, in order.
    pub fn leaves(&self) -> Vec<S> {
        match self {
            Value::Float(value) => vec![value.clone()],
            Value::Array(values) => values.iter().flat_map(Value::leaves).collect(),
            Value::Tuple(values) => values.iter().flat_map(Value::leaves).collect(),
            Value::Int(_) | Value::Bool(_) | Value::Ordering(_) => vec![],
        }
    }
}

pub fn compare<S: Scalar>(comparison: Comparison, left: &Value<S>, right: &Value<S>) -> bool {
    let order = match (left, right) {
        (Value::Float(a), Value::Float(b)) => a.value().partial_cmp(&b.value()),
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Ordering(a), Value::Ordering(b)) => Some(a.cmp(b)),
        other => unreachable!("compares {other:?}"),
    };
    match (comparison, order) {
        (Comparison::Ne, order) => order != Some(Ordering::Equal),
        (_, None) => false,
        (Comparison::Eq, Some(order)) => order.is_eq(),
        (Comparison::Lt, Some(order)) => order.is_lt(),
        (Comparison::Le, Some(order)) => order.is_le(),
        (Comparison::Gt, Some(order)) => order.is_gt(),
        (Comparison::Ge, Some(order)) => order.is_ge(),
    }
}

pub fn test(test: FloatTest, value: f64, ty: &Ty) -> bool {
    let single = *ty == Ty::Float(crate::ir::Float::F32);
    match test {
        FloatTest::IsNan => value.is_nan(),
        FloatTest::IsInfinite => value.is_infinite(),
        FloatTest::IsFinite => value.is_finite(),
        FloatTest::IsNormal if single => (value as f32).is_normal(),
        FloatTest::IsNormal => value.is_normal(),
        FloatTest::IsSignPositive => value.is_sign_positive(),
        FloatTest::IsSignNegative => value.is_sign_negative(),
        FloatTest::IsNonzero => value != 0.0,
    }
}

/// The range of a type on this machine; what exceeds `i128` is beyond the interpreter.
pub fn range(int: Int) -> (i128, i128) {
    match int {
        Int::Usize => (0, i128::from(u64::MAX)),
        Int::Isize => (i128::from(i64::MIN), i128::from(i64::MAX)),
        Int::U128 => (0, i128::MAX),
        other => other.range().unwrap_or((i128::MIN, i128::MAX)),
    }
}

pub fn cast<S: Scalar>(value: &Value<S>, ty: &Ty) -> Value<S> {
    match (value, ty) {
        (Value::Float(value), Ty::Float(float)) => Value::Float(value.round(*float)),
        (Value::Float(value), Ty::Int(int)) => {
            let (low, high) = range(*int);
            Value::Int((value.value() as i128).clamp(low, high))
        }
        (Value::Int(value), Ty::Float(crate::ir::Float::F32)) => Value::Float(S::constant(f64::from(*value as f32))),
        (Value::Int(value), Ty::Float(_)) => Value::Float(S::constant(*value as f64)),
        (Value::Int(value), Ty::Int(int)) => Value::Int(wrap(*value, *int)),
        (Value::Bool(value), Ty::Int(_)) => Value::Int(i128::from(*value)),
        (Value::Ordering(value), Ty::Int(int)) => Value::Int(wrap(*value as i128, *int)),
        other => unreachable!("casts {other:?}"),
    }
}

/// The value modulo the number of values of the type.
pub fn wrap(value: i128, int: Int) -> i128 {
    let (low, high) = range(int);
    match high.checked_sub(low).and_then(|width| width.checked_add(1)) {
        Some(count) => (value - low).rem_euclid(count) + low,
        None => value,
    }
}
