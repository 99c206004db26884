//! The independent oracle: `num_dual`'s hyper-dual numbers under the names of `f64`'s methods.
//!
//! The value of a primitive is always the standard library's, so that branches go the way of the plain function; its
//! derivatives, first and second, are `num_dual`'s. What `num_dual` lacks (kinks, remainders, rounding) is written here, by hand.

use std::cmp::Ordering;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

use num_dual::HyperDual64;

use super::noise;

mod functions;
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

/// A float with its derivatives in two directions, and the second one in both, standing for an `F`.
#[derive(Clone, Copy)]
pub struct Dual<F> {
    inner: HyperDual64,
    precision: PhantomData<F>,
}

impl<F: Precision> Dual<F> {
    fn new(value: f64, [first, second, both]: [f64; 3]) -> Self {
        let [first, second, both] = [first, second, both].map(noise::on);
        Dual {
            inner: HyperDual64::new(noise::on(F::round(value)), first, second, both),
            precision: PhantomData,
        }
    }

    /// An argument, with its tangents.
    pub fn seeded(value: f64, [first, second]: [f64; 2]) -> Self {
        Self::new(value, [first, second, 0.0])
    }

    pub fn constant(value: f64) -> Self {
        Dual {
            inner: HyperDual64::from(F::round(value)),
            precision: PhantomData,
        }
    }

    pub fn value(self) -> f64 {
        self.inner.re
    }

    /// The value, the derivative in the first direction, and the second one in both.
    pub fn parts(self) -> [f64; 3] {
        [self.inner.re, self.inner.eps1, self.inner.eps1eps2]
    }

    fn derivatives(self) -> [f64; 3] {
        [self.inner.eps1, self.inner.eps2, self.inner.eps1eps2]
    }

    /// The value as the standard library has it, the derivatives as `num_dual` has them, of a function of `operands`. Where
    /// none of them has a derivative, nor has the result (and not `0 · ∞`).
    fn with<const N: usize>(operands: [Self; N], value: f64, from: HyperDual64) -> Self {
        let is_constant = |k: usize| operands.iter().all(|operand| operand.derivatives()[k] == 0.0);
        let [first, second, both] = [0, 1, 2].map(is_constant);
        let unless = |constant: bool, derivative: f64| if constant { 0.0 } else { derivative };
        Self::new(
            value,
            [
                unless(first, from.eps1),
                unless(second, from.eps2),
                unless((first || second) && both, from.eps1eps2),
            ],
        )
    }

    /// A function of one number, given its first and second derivative.
    fn chain(self, value: f64, slope: f64, curvature: f64) -> Self {
        let [first, second, both] = self.derivatives();
        let bent = curvature * first * second + slope * both;
        let from = HyperDual64::new(value, slope * first, slope * second, bent);
        Self::with([self], value, from)
    }

    /// A function of two numbers, given its first derivatives, and the second ones by the first, by both, by the other.
    fn chain_two(self, other: Self, value: f64, [a, b]: [f64; 2], [aa, ab, bb]: [f64; 3]) -> Self {
        let ([x1, x2, x12], [y1, y2, y12]) = (self.derivatives(), other.derivatives());
        let bent = aa * x1 * x2 + ab * (x1 * y2 + x2 * y1) + bb * y1 * y2;
        let from = HyperDual64::new(value, a * x1 + b * y1, a * x2 + b * y2, bent + a * x12 + b * y12);
        Self::with([self, other], value, from)
    }

    /// A function that is flat wherever it has a derivative.
    fn flat(value: f64) -> Self {
        Self::constant(value)
    }
}

impl<F: Precision> Rem for Dual<F> {
    type Output = Self;

    fn rem(self, other: Self) -> Self {
        let quotient = (self.value() / other.value()).trunc();
        self.chain_two(other, self.value() % other.value(), [1.0, -quotient], [0.0; 3])
    }
}

impl<F: Precision> Neg for Dual<F> {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(-self.value(), self.derivatives().map(|derivative| -derivative))
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
        Dual::new(self.value(), self.derivatives())
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

impl<T: Lift<Lifted: 'static> + Copy> Lift for &[T] {
    type Lifted = &'static [T::Lifted];

    fn lift(self) -> &'static [T::Lifted] {
        self.iter().map(|&value| value.lift()).collect::<Vec<_>>().leak()
    }
}
