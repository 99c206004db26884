//! The operators of Taylor series.

use super::super::by_value::assigned;
use super::Taylor;
use crate::Real;
use core::array::from_fn;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

impl<T: Real, const N: usize> Add for Taylor<T, N> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Taylor::new(self.value + other.value, from_fn(|k| self.terms[k] + other.terms[k]))
    }
}

impl<T: Real, const N: usize> Sub for Taylor<T, N> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Taylor::new(self.value - other.value, from_fn(|k| self.terms[k] - other.terms[k]))
    }
}

impl<T: Real, const N: usize> Mul for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn mul(self, other: Self) -> Self {
        Self::build(self.value * other.value, |_, k| {
            Self::convolution(&self, &other, 0..=k, k)
        })
    }
}

#[allow(
    clippy::suspicious_arithmetic_impl,
    reason = "the quotient times the divisor is the dividend, order by order"
)]
impl<T: Real, const N: usize> Div for Taylor<T, N> {
    type Output = Self;

    #[inline]
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        if self.is_constant() && other.is_constant() {
            return Self::constant_of(value);
        }
        Self::build(value, |quotient, k| {
            (self.terms[k - 1] - Self::convolution(quotient, &other, 0..=k - 1, k)) / other.value
        })
    }
}

impl<T: Real, const N: usize> Rem for Taylor<T, N> {
    type Output = Self;

    /// Where the quotient jumps, on the side that the value is on.
    #[inline]
    fn rem(self, other: Self) -> Self {
        let value = self.value % other.value;
        self.less_multiple(other, value)
    }
}

impl<T: Real, const N: usize> Taylor<T, N> {
    /// A remainder with this value: the number less a whole multiple of the divisor.
    #[inline]
    pub(super) fn less_multiple(self, divisor: Self, value: T) -> Self {
        let quotient = ((self.value - value) / divisor.value).round();
        let less = divisor.linear(divisor.value, quotient);
        Taylor::new(value, from_fn(|k| self.terms[k] - less.terms[k]))
    }
}

impl<T: Real, const N: usize> Neg for Taylor<T, N> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Taylor::new(-self.value, self.terms.map(|term| -term))
    }
}

assigned!([T: Real, const N: usize] Taylor<T, N>);
