//! The scalar type of generic functions.
//!
//! The derivatives of a function that is generic over `T` need more of `T` than the function: a constant from a partial
//! derivative, a place on the tape, an adjoint that can be added to. So generated code asks for `T: Real`. It says
//! nothing of widths and bits: floats are such numbers, and so are those of [`scalars`](crate::scalars), which carry
//! derivatives along.

use crate::adjoint::{AddAll, Adjoint};
use crate::function::Argument;
use crate::spread::Spread;
use crate::tangent::{Differentiable, Tangent};
use crate::workspace::Residual;
use core::cmp::Ordering;
use core::fmt::{Debug, Display, LowerExp, UpperExp};
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

macro_rules! real {
    (
        core { $($(#[$core_doc:meta])* $core:ident($($core_arg:ident: $core_ty:ty),*);)* }
        std { $($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),*);)* }
        tests { $($(#[$test_doc:meta])* $test:ident;)* }
    ) => {
        /// A real number that generated code can compute with: a float, or a number of [`scalars`](crate::scalars).
        ///
        /// For floats each method is the one of its name in the standard library, bit for bit. The functions that need
        /// the standard library are there with the feature `std`.
        ///
        /// A number of your own is one too: implement this trait and [`Residual`], and let
        /// [`scalar!`](crate::scalar) do the rest. Comparisons, tests and casts look at the number's value alone, so that a
        /// function takes the branches that it takes for floats.
        pub trait Real:
            Copy
            + Debug
            + Display
            + LowerExp
            + UpperExp
            + 'static
            + PartialOrd
            + Add<Output = Self>
            + Sub<Output = Self>
            + Mul<Output = Self>
            + Div<Output = Self>
            + Rem<Output = Self>
            + Neg<Output = Self>
            + AddAssign
            + SubAssign
            + MulAssign
            + DivAssign
            + RemAssign
            + Differentiable<Tangent = Self>
            + Tangent
            + Residual
            + Adjoint<Self>
            + AddAll<Self>
            + Spread<Self>
            + Argument<Scalar = Self>
        {
            /// Whether it is nothing but a float, and carries no derivative.
            const IS_FLOAT: bool = false;

            /// The difference between 1 and the next number: that of the float that it is made of.
            const EPSILON: f64 = f64::EPSILON;

            /// The largest number.
            const MAX: f64 = f64::MAX;

            /// The smallest positive number that is not subnormal.
            const MIN_POSITIVE: f64 = f64::MIN_POSITIVE;

            /// The number nearest to `value`. It depends on nothing: its derivative is zero.
            fn constant(value: f64) -> Self;

            /// The product with a constant.
            #[inline(always)]
            fn scaled(self, factor: f64) -> Self {
                self * Self::constant(factor)
            }

            /// The number plus a constant.
            #[inline(always)]
            fn shifted(self, summand: f64) -> Self {
                self + Self::constant(summand)
            }

            /// Whether any part of it is not zero: its value, or a derivative that it carries.
            fn is_nonzero(self) -> bool;

            /// Whether all parts of it are finite: its value, and the derivatives that it carries.
            #[inline(always)]
            fn is_finite_throughout(self) -> bool {
                self.is_finite()
            }

            /// The number nearest to an integer.
            fn from_i64(value: i64) -> Self;

            /// The number nearest to an integer.
            fn from_u64(value: u64) -> Self;

            /// The number as an `f64`, rounded if it must be.
            fn to_f64(self) -> f64;

            /// The integer power.
            #[cfg(feature = "std")]
            fn powi(self, n: i32) -> Self;

            /// The sine and the cosine.
            #[cfg(feature = "std")]
            #[inline]
            fn sin_cos(self) -> (Self, Self) {
                (Real::sin(self), Real::cos(self))
            }

            /// The order of IEEE 754, in which every two numbers can be compared.
            fn total_cmp(&self, other: &Self) -> Ordering;

            $($(#[$core_doc])* fn $core(self $(, $core_arg: $core_ty)*) -> Self;)*
            $($(#[$doc])* #[cfg(feature = "std")] fn $name(self $(, $arg: $ty)*) -> Self;)*
            $($(#[$test_doc])* fn $test(self) -> bool;)*
        }

        macro_rules! float {
            ($float:ident) => {
                impl Real for $float {
                    const IS_FLOAT: bool = true;
                    const EPSILON: f64 = $float::EPSILON as f64;
                    const MAX: f64 = $float::MAX as f64;
                    const MIN_POSITIVE: f64 = $float::MIN_POSITIVE as f64;

                    #[inline(always)]
                    fn constant(value: f64) -> Self {
                        value as $float
                    }

                    #[inline(always)]
                    fn is_nonzero(self) -> bool {
                        self != 0.0
                    }

                    #[inline(always)]
                    fn from_i64(value: i64) -> Self {
                        value as $float
                    }

                    #[inline(always)]
                    fn from_u64(value: u64) -> Self {
                        value as $float
                    }

                    #[inline(always)]
                    fn to_f64(self) -> f64 {
                        self.into()
                    }

                    #[cfg(feature = "std")]
                    #[inline(always)]
                    fn powi(self, n: i32) -> Self {
                        <$float>::powi(self, n)
                    }

                    #[inline(always)]
                    fn total_cmp(&self, other: &Self) -> Ordering {
                        <$float>::total_cmp(self, other)
                    }

                    $(
                        #[inline(always)]
                        fn $core(self $(, $core_arg: $core_ty)*) -> Self {
                            <$float>::$core(self $(, $core_arg)*)
                        }
                    )*
                    $(
                        #[cfg(feature = "std")]
                        #[inline(always)]
                        fn $name(self $(, $arg: $ty)*) -> Self {
                            <$float>::$name(self $(, $arg)*)
                        }
                    )*
                    $(
                        #[inline(always)]
                        fn $test(self) -> bool {
                            <$float>::$test(self)
                        }
                    )*
                }
            };
        }
        float!(f64);
        float!(f32);
    };
}

real! {
    core {
        /// The reciprocal.
        recip();
        /// The absolute value.
        abs();
        /// 1 or -1, by the sign.
        signum();
        /// The number with the sign of another.
        copysign(sign: Self);
        /// The lesser one, or the one that is not NaN.
        min(other: Self);
        /// The greater one, or the one that is not NaN.
        max(other: Self);
        /// The nearest number between two bounds.
        clamp(low: Self, high: Self);
        /// From radians to degrees.
        to_degrees();
        /// From degrees to radians.
        to_radians();
    }
    std {
        /// `self * factor + summand`, rounded once.
        mul_add(factor: Self, summand: Self);
        /// The largest integer that is not greater.
        floor();
        /// The smallest integer that is not less.
        ceil();
        /// The nearest integer, halves away from zero.
        round();
        /// The nearest integer, halves to the even one.
        round_ties_even();
        /// The integer part.
        trunc();
        /// What the integer part leaves.
        fract();
        /// The remainder that is never negative.
        rem_euclid(divisor: Self);
        /// The quotient that belongs to `rem_euclid`.
        div_euclid(divisor: Self);
        /// The square root.
        sqrt();
        /// The cube root.
        cbrt();
        /// The length of the hypotenuse.
        hypot(other: Self);
        /// The power.
        powf(exponent: Self);
        /// e to the power of the number.
        exp();
        /// 2 to the power of the number.
        exp2();
        /// One less than the exponential.
        exp_m1();
        /// The natural logarithm.
        ln();
        /// The logarithm to a base.
        log(base: Self);
        /// The logarithm to base 2.
        log2();
        /// The logarithm to base 10.
        log10();
        /// The natural logarithm of one more than the number.
        ln_1p();
        /// The sine.
        sin();
        /// The cosine.
        cos();
        /// The tangent.
        tan();
        /// The arcsine.
        asin();
        /// The arccosine.
        acos();
        /// The arctangent.
        atan();
        /// The angle of the point `(other, self)`.
        atan2(other: Self);
        /// The hyperbolic sine.
        sinh();
        /// The hyperbolic cosine.
        cosh();
        /// The hyperbolic tangent.
        tanh();
        /// The inverse hyperbolic sine.
        asinh();
        /// The inverse hyperbolic cosine.
        acosh();
        /// The inverse hyperbolic tangent.
        atanh();
    }
    tests {
        /// Whether it is not a number.
        is_nan;
        /// Whether it is an infinity.
        is_infinite;
        /// Whether it is neither infinite nor NaN.
        is_finite;
        /// Whether it is none of zero, subnormal, infinite and NaN.
        is_normal;
        /// Whether the sign bit is not set.
        is_sign_positive;
        /// Whether the sign bit is set.
        is_sign_negative;
    }
}

#[cfg(test)]
mod tests {
    use super::Real;

    /// The way of generated code: one body for all scalars.
    fn horner<T: Real>(x: T) -> T {
        (x * T::constant(0.1) + T::constant(3.0)) * x + T::from_u64(u64::MAX)
    }

    #[test]
    fn a_generic_body_computes_what_each_float_computes() {
        assert_eq!(horner(1.7_f64), (1.7 * 0.1 + 3.0) * 1.7 + u64::MAX as f64);
        assert_eq!(horner(1.7_f32), (1.7 * 0.1 + 3.0) * 1.7 + u64::MAX as f32);
    }

    #[test]
    fn integers_are_rounded_once() {
        let n = (1_i64 << 54) + (1 << 30) + 1;
        assert_eq!(f32::from_i64(n), n as f32);
        assert_ne!(f32::from_i64(n), n as f64 as f32);
    }
}
