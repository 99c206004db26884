//! Integers as in a debug build: an overflow is a panic.

use super::values::{range, wrap};
use super::{Panic, Scalar, Value};
use crate::ir::{Bound, Int, IntMethod, Integer, Op, Ty};

fn int_type(ty: &Ty) -> Int {
    match ty {
        Ty::Int(int) => *int,
        other => unreachable!("{other:?} is no integer"),
    }
}

fn fits<S>(int: Int, value: Option<i128>) -> Result<Value<S>, Panic> {
    let (low, high) = range(int);
    value
        .filter(|value| (low..=high).contains(value))
        .map(Value::Int)
        .ok_or(Panic::Overflow)
}

fn bits(int: Int) -> u32 {
    match int {
        Int::I128 | Int::U128 | Int::Inferred => 128,
        other => {
            let (low, high) = range(other);
            (high - low).count_ones()
        }
    }
}

pub fn operate<S: Scalar>(operation: Integer, types: &[Ty], args: &[Value<S>]) -> Result<Value<S>, Panic> {
    if let (Value::Bool(a), Value::Bool(b)) = (&args[0], &args[1]) {
        return Ok(Value::Bool(match operation {
            Integer::And => a & b,
            Integer::Or => a | b,
            Integer::Xor => a ^ b,
            other => unreachable!("{other:?} on bools"),
        }));
    }
    let int = int_type(&types[0]);
    let (a, b) = (args[0].int(), args[1].int());
    let zero = matches!(operation, Integer::Div | Integer::Rem) && b == 0;
    if zero {
        return Err(Panic::DivisionByZero);
    }
    let shift = || u32::try_from(b).ok().filter(|&count| count < bits(int));
    fits(
        int,
        match operation {
            Integer::Add => a.checked_add(b),
            Integer::Sub => a.checked_sub(b),
            Integer::Mul => a.checked_mul(b),
            Integer::Div => a.checked_div(b),
            Integer::Rem if b == -1 && a == range(int).0 => None,
            Integer::Rem => a.checked_rem(b),
            Integer::And => Some(a & b),
            Integer::Or => Some(a | b),
            Integer::Xor => Some(a ^ b),
            Integer::Shl => shift().map(|count| wrap(a.wrapping_shl(count), int)),
            Integer::Shr => shift().map(|count| a >> count),
        },
    )
}

pub fn unary<S: Scalar>(op: &Op, ty: &Ty, value: &Value<S>) -> Result<Value<S>, Panic> {
    match (op, value) {
        (Op::Not, Value::Bool(value)) => Ok(Value::Bool(!value)),
        (Op::Not, value) => Ok(Value::Int(wrap(!value.int(), int_type(ty)))),
        (_, value) => fits(int_type(ty), value.int().checked_neg()),
    }
}

pub fn method<S: Scalar>(method: IntMethod, types: &[Ty], result: &Ty, args: &[Value<S>]) -> Result<Value<S>, Panic> {
    let int = int_type(&types[0]);
    let args: Vec<i128> = args.iter().map(Value::int).collect();
    let (low, high) = range(int);
    let pattern = || {
        let mask = if bits(int) == 128 {
            u128::MAX
        } else {
            (1 << bits(int)) - 1
        };
        args[0] as u128 & mask
    };
    let value = match (method, args.as_slice()) {
        (IntMethod::Abs, [a]) => a.checked_abs(),
        (IntMethod::Signum, [a]) => Some(a.signum()),
        (IntMethod::Pow, [a, b]) => a.checked_pow(*b as u32),
        (IntMethod::Min, [a, b]) => Some(*a.min(b)),
        (IntMethod::Max, [a, b]) => Some(*a.max(b)),
        (IntMethod::Clamp, [_, low, high]) if low > high => return Err(Panic::Clamp),
        (IntMethod::Clamp, [a, low, high]) => Some(*a.clamp(low, high)),
        (IntMethod::AbsDiff, [a, b]) => a.checked_sub(*b).map(i128::abs),
        (IntMethod::RemEuclid | IntMethod::DivEuclid, [_, 0]) => return Err(Panic::DivisionByZero),
        (IntMethod::RemEuclid | IntMethod::DivEuclid, [a, -1]) if *a == low => None,
        (IntMethod::RemEuclid, [a, b]) => a.checked_rem_euclid(*b),
        (IntMethod::DivEuclid, [a, b]) => a.checked_div_euclid(*b),
        (IntMethod::WrappingAdd, [a, b]) => Some(wrap(a.wrapping_add(*b), int)),
        (IntMethod::WrappingSub, [a, b]) => Some(wrap(a.wrapping_sub(*b), int)),
        (IntMethod::WrappingMul, [a, b]) => Some(wrap(a.wrapping_mul(*b), int)),
        (IntMethod::SaturatingAdd, [a, b]) => Some(a.saturating_add(*b).clamp(low, high)),
        (IntMethod::SaturatingSub, [a, b]) => Some(a.saturating_sub(*b).clamp(low, high)),
        (IntMethod::SaturatingMul, [a, b]) => Some(a.saturating_mul(*b).clamp(low, high)),
        (IntMethod::IsPowerOfTwo, [_]) => return Ok(Value::Bool(pattern().is_power_of_two())),
        (IntMethod::IsPositive, [a]) => return Ok(Value::Bool(*a > 0)),
        (IntMethod::IsNegative, [a]) => return Ok(Value::Bool(*a < 0)),
        (IntMethod::CountOnes, [_]) => Some(i128::from(pattern().count_ones())),
        (IntMethod::LeadingZeros, [_]) => Some(i128::from(pattern().leading_zeros() + bits(int) - 128)),
        (IntMethod::TrailingZeros, [_]) => Some(i128::from(pattern().trailing_zeros().min(bits(int)))),
        (IntMethod::RotateLeft | IntMethod::RotateRight, [_, by]) => {
            let by = (*by as u32) % bits(int);
            let left = if method == IntMethod::RotateLeft {
                by
            } else {
                (bits(int) - by) % bits(int)
            };
            let rotated = match left {
                0 => pattern(),
                left => pattern() << left | pattern() >> (bits(int) - left),
            };
            Some(wrap(rotated as i128, int))
        }
        (IntMethod::WrappingShl, [a, by]) => Some(wrap(a.wrapping_shl(*by as u32 % bits(int)), int)),
        (IntMethod::WrappingShr, [a, by]) => Some(a >> (*by as u32 % bits(int))),
        (IntMethod::WrappingNeg, [a]) => Some(wrap(a.wrapping_neg(), int)),
        (IntMethod::UnsignedAbs, [a]) => a.checked_abs(),
        (IntMethod::DivCeil, [_, 0]) => return Err(Panic::DivisionByZero),
        (IntMethod::DivCeil, [a, b]) => Some(a / b + i128::from(a % b != 0)),
        (IntMethod::Isqrt, [a]) => a.checked_isqrt(),
        (IntMethod::Ilog2, [a]) => a.checked_ilog2().map(i128::from),
        (IntMethod::NextPowerOfTwo, [_]) => pattern().checked_next_power_of_two().map(|power| power as i128),
        (method, args) => unreachable!("{method:?} of {args:?}"),
    };
    fits(int_type(result), value)
}

pub fn bounded<S: Scalar>(bound: Bound, args: &[Value<S>]) -> Result<Value<S>, Panic> {
    let limit = args.get(1).map_or(0, Value::int);
    let holds = match (bound, args[0].int()) {
        (Bound::Index, index) => index < limit,
        (Bound::Size, size) => size != 0,
        (Bound::From | Bound::To | Bound::Order, index) => index <= limit,
    };
    holds.then(|| args[0].clone()).ok_or(Panic::Bounds)
}
