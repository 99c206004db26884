//! The traits of `num_traits`, with which the generic functions of the corpus run over dual numbers.

use super::{Dual, Precision};
use num_traits::{Float, FloatConst, FromPrimitive, Num, NumCast, One, Signed, ToPrimitive, Zero};
use std::num::FpCategory;

impl<F: Precision> Zero for Dual<F> {
    fn zero() -> Self {
        Self::constant(0.0)
    }

    fn is_zero(&self) -> bool {
        self.value() == 0.0
    }
}

impl<F: Precision> One for Dual<F> {
    fn one() -> Self {
        Self::constant(1.0)
    }
}

impl<F: Precision> Num for Dual<F> {
    type FromStrRadixErr = num_traits::ParseFloatError;

    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        f64::from_str_radix(text, radix).map(Self::constant)
    }
}

impl<F: Precision> Signed for Dual<F> {
    fn abs(&self) -> Self {
        Dual::abs(*self)
    }

    fn abs_sub(&self, other: &Self) -> Self {
        Float::abs_sub(*self, *other)
    }

    fn signum(&self) -> Self {
        Dual::signum(*self)
    }

    fn is_positive(&self) -> bool {
        self.is_sign_positive()
    }

    fn is_negative(&self) -> bool {
        self.is_sign_negative()
    }
}

/// What leaves the dual numbers leaves its derivative behind.
impl<F: Precision> ToPrimitive for Dual<F> {
    fn to_i64(&self) -> Option<i64> {
        self.value().to_i64()
    }

    fn to_u64(&self) -> Option<u64> {
        self.value().to_u64()
    }

    fn to_f64(&self) -> Option<f64> {
        Some(self.value())
    }
}

impl<F: Precision> NumCast for Dual<F> {
    fn from<N: ToPrimitive>(value: N) -> Option<Self> {
        value.to_f64().map(Self::constant)
    }
}

impl<F: Precision> FromPrimitive for Dual<F> {
    fn from_i64(value: i64) -> Option<Self> {
        Some(Self::constant(value as f64))
    }

    fn from_u64(value: u64) -> Option<Self> {
        Some(Self::constant(value as f64))
    }

    fn from_f64(value: f64) -> Option<Self> {
        Some(Self::constant(value))
    }
}

macro_rules! constants {
    ($($name:ident)*) => {
        impl<F: Precision> FloatConst for Dual<F> {
            $(fn $name() -> Self {
                Self::constant(<f64 as FloatConst>::$name())
            })*
        }
    };
}
constants! {
    E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8 LN_10 LN_2 LOG10_E
    LOG2_E PI SQRT_2
}

macro_rules! float {
    (
        limits { $($limit:ident)* }
        numbers { $($name:ident($($arg:ident: $ty:ty),*))* }
        tests { $($test:ident)* }
    ) => {
        impl<F: Precision> Float for Dual<F> {
            $(fn $limit() -> Self {
                Self::constant(F::$limit())
            })*

            $(fn $name(self $(, $arg: $ty)*) -> Self {
                Dual::$name(self $(, $arg)*)
            })*

            $(fn $test(self) -> bool {
                Dual::$test(self)
            })*

            fn classify(self) -> FpCategory {
                self.value().classify()
            }

            fn sin_cos(self) -> (Self, Self) {
                Dual::sin_cos(self)
            }

            fn abs_sub(self, other: Self) -> Self {
                Dual::max(self - other, Self::constant(0.0))
            }

            fn integer_decode(self) -> (u64, i16, i8) {
                self.value().integer_decode()
            }
        }
    };
}
float! {
    limits { nan infinity neg_infinity neg_zero min_value min_positive_value max_value epsilon }
    numbers {
        floor() ceil() round() trunc() fract() abs() signum() mul_add(a: Self, b: Self) recip() powi(n: i32) powf(n: Self) sqrt()
        exp() exp2() ln() log(base: Self) log2() log10() max(other: Self) min(other: Self) clamp(low: Self, high: Self) cbrt()
        hypot(other: Self) sin() cos() tan() asin() acos() atan() atan2(other: Self) exp_m1() ln_1p() sinh() cosh() tanh()
        asinh() acosh() atanh() to_degrees() to_radians() copysign(sign: Self)
    }
    tests { is_nan is_infinite is_finite is_normal is_sign_negative is_sign_positive }
}
