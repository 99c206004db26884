//! The methods of numbers and `Ordering` that the language has, by name. Whether `x.abs()` is that of a float or of an
//! integer is known once the types are.

use crate::ir::{Comparison, FloatTest, IntMethod};
use crate::primitives::Primitive;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    /// Of floats: `x.exp()`.
    Float(Primitive),
    /// Of integers: `n.pow(2)`.
    Int(IntMethod),
    /// Of either: `x.abs()`.
    Number(Primitive, IntMethod),
    /// `x.sin_cos()`
    SinCos,
    /// `x.is_nan()`
    Test(FloatTest),
    /// `x.total_cmp(&y)` on floats.
    TotalCompare,
    /// `n.cmp(&m)` on integers.
    Compare,
    /// `ordering.is_lt()`: compares with `Equal`.
    Ordering(Comparison),
    /// Of types of the user alone.
    User,
}

/// Each integer method with how many arguments it takes beside the receiver.
const INT_METHODS: [(&str, IntMethod, usize); 31] = [
    ("abs", IntMethod::Abs, 0),
    ("signum", IntMethod::Signum, 0),
    ("pow", IntMethod::Pow, 1),
    ("min", IntMethod::Min, 1),
    ("max", IntMethod::Max, 1),
    ("clamp", IntMethod::Clamp, 2),
    ("abs_diff", IntMethod::AbsDiff, 1),
    ("rem_euclid", IntMethod::RemEuclid, 1),
    ("div_euclid", IntMethod::DivEuclid, 1),
    ("wrapping_add", IntMethod::WrappingAdd, 1),
    ("wrapping_sub", IntMethod::WrappingSub, 1),
    ("wrapping_mul", IntMethod::WrappingMul, 1),
    ("saturating_add", IntMethod::SaturatingAdd, 1),
    ("saturating_sub", IntMethod::SaturatingSub, 1),
    ("saturating_mul", IntMethod::SaturatingMul, 1),
    ("is_power_of_two", IntMethod::IsPowerOfTwo, 0),
    ("is_positive", IntMethod::IsPositive, 0),
    ("is_negative", IntMethod::IsNegative, 0),
    ("count_ones", IntMethod::CountOnes, 0),
    ("leading_zeros", IntMethod::LeadingZeros, 0),
    ("trailing_zeros", IntMethod::TrailingZeros, 0),
    ("rotate_left", IntMethod::RotateLeft, 1),
    ("rotate_right", IntMethod::RotateRight, 1),
    ("wrapping_shl", IntMethod::WrappingShl, 1),
    ("wrapping_shr", IntMethod::WrappingShr, 1),
    ("wrapping_neg", IntMethod::WrappingNeg, 0),
    ("unsigned_abs", IntMethod::UnsignedAbs, 0),
    ("div_ceil", IntMethod::DivCeil, 1),
    ("isqrt", IntMethod::Isqrt, 0),
    ("ilog2", IntMethod::Ilog2, 0),
    ("next_power_of_two", IntMethod::NextPowerOfTwo, 0),
];

impl Method {
    pub fn from_name(name: &str) -> Option<Method> {
        Some(match name {
            "sin_cos" => Method::SinCos,
            "total_cmp" => Method::TotalCompare,
            "cmp" => Method::Compare,
            "is_nan" => Method::Test(FloatTest::IsNan),
            "is_infinite" => Method::Test(FloatTest::IsInfinite),
            "is_finite" => Method::Test(FloatTest::IsFinite),
            "is_normal" => Method::Test(FloatTest::IsNormal),
            "is_sign_positive" => Method::Test(FloatTest::IsSignPositive),
            "is_sign_negative" => Method::Test(FloatTest::IsSignNegative),
            "is_lt" => Method::Ordering(Comparison::Lt),
            "is_le" => Method::Ordering(Comparison::Le),
            "is_gt" => Method::Ordering(Comparison::Gt),
            "is_ge" => Method::Ordering(Comparison::Ge),
            "is_eq" => Method::Ordering(Comparison::Eq),
            "is_ne" => Method::Ordering(Comparison::Ne),
            _ => {
                let int = INT_METHODS
                    .iter()
                    .find(|(known, ..)| *known == name)
                    .map(|(_, method, _)| *method);
                match (Primitive::from_method(name), int) {
                    (Some(float), Some(int)) => Method::Number(float, int),
                    (Some(float), None) => Method::Float(float),
                    (None, Some(int)) => Method::Int(int),
                    (None, None) => return None,
                }
            }
        })
    }

    /// How many arguments it takes beside the receiver.
    pub fn arguments(self) -> usize {
        match self {
            Method::Float(primitive) | Method::Number(primitive, _) => primitive.arity() - 1,
            Method::Int(method) => INT_METHODS
                .iter()
                .find(|(_, known, _)| *known == method)
                .map_or(0, |(.., arguments)| *arguments),
            Method::SinCos | Method::Test(_) | Method::Ordering(_) | Method::User => 0,
            Method::TotalCompare | Method::Compare => 1,
        }
    }
}
