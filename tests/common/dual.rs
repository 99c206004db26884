//! The independent oracle: `num_dual`'s dual numbers under the names of `f64`'s methods.
//!
//! The value of a primitive is always the standard library's, so that branches go the way of the plain function; its
//! derivative is `num_dual`'s. What `num_dual` lacks (kinks, remainders, rounding) is written here, by hand.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

use num_dual::{Dual64, DualNum};

use super::noise;

pub mod libm;
pub mod special;
mod traits;

/// `f64`, or `f32`: calculated in `f64`, the value of each operation rounded.
pub trait Precision: Copy {
    fn round(value: f64) -> f64;

    fn nan() -> f64 {
        f64::NAN
    }

    fn infinity() -> f64 {
        f64::INFINITY
    }

    fn neg_infinity() -> f64 {
        f64::NEG_INFINITY
    }

    fn neg_zero() -> f64 {
        -0.0
    }

    fn epsilon() -> f64;
    fn max_value() -> f64;
    fn min_positive_value() -> f64;

    fn min_value() -> f64 {
        -Self::max_value()
    }
}

macro_rules! limits {
    ($float:ident) => {
        fn epsilon() -> f64 {
            f64::from($float::EPSILON)
        }

        fn max_value() -> f64 {
            f64::from($float::MAX)
        }

        fn min_positive_value() -> f64 {
            f64::from($float::MIN_POSITIVE)
        }
    };
}

impl Precision for f64 {
    fn round(value: f64) -> f64 {
        value
    }

    limits!(f64);
}

impl Precision for f32 {
    fn round(value: f64) -> f64 {
        f64::from(value as f32)
    }

    limits!(f32);
}

/// A float with its derivative, standing for an `F`.
#[derive(Clone, Copy)]
pub struct Dual<F> {
    inner: Dual64,
    precision: PhantomData<F>,
}

impl<F: Precision> Dual<F> {
    pub fn new(value: f64, derivative: f64) -> Self {
        Dual {
            inner: Dual64::new(noise::on(F::round(value)), noise::on(derivative)),
            precision: PhantomData,
        }
    }

    pub fn constant(value: f64) -> Self {
        Dual {
            inner: Dual64::new(F::round(value), 0.0),
            precision: PhantomData,
        }
    }

    pub fn value(self) -> f64 {
        self.inner.re
    }

    pub fn derivative(self) -> f64 {
        self.inner.eps
    }

    /// The value as the standard library has it, the derivative as `num_dual` has it, of a function of `operands`. Where
    /// none of them has a derivative, nor has the result (and not `0 · ∞`).
    fn with<const N: usize>(operands: [Self; N], value: f64, from: Dual64) -> Self {
        let constant = operands.iter().all(|operand| operand.derivative() == 0.0);
        Self::new(value, if constant { 0.0 } else { from.eps })
    }

    /// A function that is flat wherever it has a derivative.
    fn flat(value: f64) -> Self {
        Self::constant(value)
    }
}

macro_rules! unary {
    ($($name:ident)*) => {
        impl<F: Precision> Dual<F> {
            $(pub fn $name(self) -> Self {
                Self::with([self], self.value().$name(), DualNum::$name(&self.inner))
            })*
        }
    };
}
unary!(sqrt cbrt recip exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh asinh acosh atanh);

macro_rules! rounding {
    ($($name:ident)*) => {
        impl<F: Precision> Dual<F> {
            $(pub fn $name(self) -> Self {
                Self::flat(self.value().$name())
            })*
        }
    };
}
rounding!(floor ceil round round_ties_even trunc signum);

macro_rules! question {
    ($($name:ident)*) => {
        impl<F: Precision> Dual<F> {
            $(pub fn $name(self) -> bool {
                self.value().$name()
            })*
        }
    };
}
question!(is_nan is_finite is_infinite is_normal is_subnormal is_sign_positive is_sign_negative);

impl<F: Precision> Dual<F> {
    pub fn abs(self) -> Self {
        Self::new(
            self.value().abs(),
            if self.value() < 0.0 {
                -self.derivative()
            } else {
                self.derivative()
            },
        )
    }

    pub fn fract(self) -> Self {
        Self::new(self.value().fract(), self.derivative())
    }

    pub fn to_degrees(self) -> Self {
        Self::new(
            self.value().to_degrees(),
            self.derivative() * (180.0 / std::f64::consts::PI),
        )
    }

    pub fn to_radians(self) -> Self {
        Self::new(
            self.value().to_radians(),
            self.derivative() * (std::f64::consts::PI / 180.0),
        )
    }

    pub fn powi(self, exponent: i32) -> Self {
        Self::with(
            [self],
            self.value().powi(exponent),
            DualNum::powi(&self.inner, exponent),
        )
    }

    pub fn powf(self, exponent: Self) -> Self {
        let value = self.value().powf(exponent.value());
        if exponent.derivative() == 0.0 {
            Self::with([self], value, DualNum::powf(&self.inner, exponent.value()))
        } else {
            Self::with([self, exponent], value, DualNum::powd(&self.inner, exponent.inner))
        }
    }

    pub fn log(self, base: Self) -> Self {
        Self::with(
            [self, base],
            self.value().log(base.value()),
            DualNum::ln(&self.inner) / DualNum::ln(&base.inner),
        )
    }

    /// By hand: `num_dual`'s cancels where the value is near 1.
    pub fn tanh(self) -> Self {
        let slope = self.value().cosh().powi(-2);
        Self::new(self.value().tanh(), self.derivative() * slope)
    }

    pub fn sin_cos(self) -> (Self, Self) {
        (self.sin(), self.cos())
    }

    /// By hand: `num_dual` divides by `other`, which may be 0.
    pub fn atan2(self, other: Self) -> Self {
        let length = self.value().hypot(other.value());
        let (y, x) = (self.value() / length, other.value() / length);
        Self::new(
            self.value().atan2(other.value()),
            (x * self.derivative() - y * other.derivative()) / length,
        )
    }

    pub fn hypot(self, other: Self) -> Self {
        let length = self.value().hypot(other.value());
        let (x, y) = (self.value() / length, other.value() / length);
        Self::new(length, x * self.derivative() + y * other.derivative())
    }

    pub fn mul_add(self, factor: Self, summand: Self) -> Self {
        let value = self.value().mul_add(factor.value(), summand.value());
        Self::with(
            [self, factor, summand],
            value,
            DualNum::mul_add(&self.inner, factor.inner, summand.inner),
        )
    }

    pub fn min(self, other: Self) -> Self {
        if self.value() <= other.value() || other.is_nan() {
            self
        } else {
            other
        }
    }

    pub fn max(self, other: Self) -> Self {
        if self.value() >= other.value() || other.is_nan() {
            self
        } else {
            other
        }
    }

    pub fn clamp(self, low: Self, high: Self) -> Self {
        assert!(low.value() <= high.value());
        if self.value() < low.value() {
            low
        } else if self.value() > high.value() {
            high
        } else {
            self
        }
    }

    pub fn copysign(self, sign: Self) -> Self {
        if self.is_sign_negative() == sign.is_sign_negative() {
            self
        } else {
            -self
        }
    }

    pub fn div_euclid(self, other: Self) -> Self {
        Self::flat(self.value().div_euclid(other.value()))
    }

    pub fn rem_euclid(self, other: Self) -> Self {
        let quotient = self.value().div_euclid(other.value());
        let derivative = self.derivative() - quotient * other.derivative();
        Self::new(self.value().rem_euclid(other.value()), derivative)
    }

    pub fn total_cmp(&self, other: &Self) -> Ordering {
        self.value().total_cmp(&other.value())
    }
}

impl<F: Precision> Rem for Dual<F> {
    type Output = Self;

    fn rem(self, other: Self) -> Self {
        let quotient = (self.value() / other.value()).trunc();
        Self::new(
            self.value() % other.value(),
            self.derivative() - quotient * other.derivative(),
        )
    }
}

impl<F: Precision> Neg for Dual<F> {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-self.value(), -self.derivative())
    }
}

impl<F: Precision> Neg for &Dual<F> {
    type Output = Dual<F>;

    fn neg(self) -> Dual<F> {
        -*self
    }
}

macro_rules! arithmetic {
    ($($trait:ident $name:ident $operator:tt;)*) => {$(
        impl<F: Precision> $trait for Dual<F> {
            type Output = Self;

            fn $name(self, other: Self) -> Self {
                Self::with([self, other], self.value() $operator other.value(), self.inner $operator other.inner)
            }
        }
    )*};
}
arithmetic! { Add add +; Sub sub -; Mul mul *; Div div /; }

macro_rules! references {
    ($($trait:ident $name:ident $assign_trait:ident $assign:ident $operator:tt;)*) => {$(
        impl<F: Precision> $trait<&Dual<F>> for Dual<F> {
            type Output = Dual<F>;

            fn $name(self, other: &Dual<F>) -> Dual<F> {
                self $operator *other
            }
        }

        impl<F: Precision> $trait<Dual<F>> for &Dual<F> {
            type Output = Dual<F>;

            fn $name(self, other: Dual<F>) -> Dual<F> {
                *self $operator other
            }
        }

        impl<F: Precision> $trait<&Dual<F>> for &Dual<F> {
            type Output = Dual<F>;

            fn $name(self, other: &Dual<F>) -> Dual<F> {
                *self $operator *other
            }
        }

        impl<F: Precision> $assign_trait for Dual<F> {
            fn $assign(&mut self, other: Self) {
                *self = *self $operator other;
            }
        }

        impl<F: Precision> $assign_trait<&Dual<F>> for Dual<F> {
            fn $assign(&mut self, other: &Dual<F>) {
                *self = *self $operator *other;
            }
        }
    )*};
}
references! {
    Add add AddAssign add_assign +;
    Sub sub SubAssign sub_assign -;
    Mul mul MulAssign mul_assign *;
    Div div DivAssign div_assign /;
    Rem rem RemAssign rem_assign %;
}

impl<F: Precision> PartialEq for Dual<F> {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl<F: Precision> PartialOrd for Dual<F> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value().partial_cmp(&other.value())
    }
}

impl<F: Precision> Default for Dual<F> {
    fn default() -> Self {
        Self::constant(0.0)
    }
}

impl<F: Precision> fmt::Debug for Dual<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(formatter)
    }
}

impl<F: Precision> fmt::Display for Dual<F> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(formatter)
    }
}

/// `value as T`.
pub trait Cast<T> {
    fn cast(self) -> T;
}

impl<F: Precision, G: Precision> Cast<Dual<G>> for Dual<F> {
    fn cast(self) -> Dual<G> {
        Dual::new(self.value(), self.derivative())
    }
}

macro_rules! cast {
    ($($from:ty)* => $to:tt) => { $(cast!(@from $from => $to);)* };
    (@from $from:ty => ($($to:ty)*)) => {
        $(impl Cast<$to> for $from {
            fn cast(self) -> $to {
                self as $to
            }
        })*

        impl<F: Precision> Cast<Dual<F>> for $from {
            fn cast(self) -> Dual<F> {
                Dual::constant(self as f64)
            }
        }

        impl<F: Precision> Cast<$from> for Dual<F> {
            fn cast(self) -> $from {
                self.value() as $from
            }
        }

        impl Cast<$from> for bool {
            fn cast(self) -> $from {
                self as $from
            }
        }

        impl Lift for $from {
            type Lifted = $from;

            fn lift(self) -> $from {
                self
            }
        }
    };
}
cast! {
    i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize =>
    (i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize)
}

impl<F: Precision> From<F> for Dual<F>
where
    f64: From<F>,
{
    fn from(value: F) -> Self {
        Self::constant(f64::from(value))
    }
}

macro_rules! from {
    ($($from:ty)*) => {$(
        impl From<$from> for Dual<f64> {
            fn from(value: $from) -> Self {
                Self::constant(f64::from(value))
            }
        }
    )*};
}
from!(i8 i16 i32 u8 u16 u32 bool);

impl From<Dual<f32>> for Dual<f64> {
    fn from(value: Dual<f32>) -> Self {
        value.cast()
    }
}

/// A constant of the corpus as the dual functions see it.
pub trait Lift {
    type Lifted;

    fn lift(self) -> Self::Lifted;
}

pub fn lift<T: Lift>(value: T) -> T::Lifted {
    value.lift()
}

impl Lift for f64 {
    type Lifted = Dual<f64>;

    fn lift(self) -> Dual<f64> {
        Dual::constant(self)
    }
}

impl Lift for f32 {
    type Lifted = Dual<f32>;

    fn lift(self) -> Dual<f32> {
        Dual::constant(f64::from(self))
    }
}

impl Lift for bool {
    type Lifted = bool;

    fn lift(self) -> bool {
        self
    }
}

impl<T: Lift, const N: usize> Lift for [T; N] {
    type Lifted = [T::Lifted; N];

    fn lift(self) -> [T::Lifted; N] {
        self.map(T::lift)
    }
}
