//! The operators of dual numbers.

use super::super::by_value::assigned;
use super::{each, sum, Dual};
use crate::Real;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

impl<T: Real, const N: usize> Add for Dual<T, N> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Dual::new(self.value + other.value, sum(self.tangents, other.tangents))
    }
}

impl<T: Real, const N: usize> Sub for Dual<T, N> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Dual::new(self.value - other.value, each(|k| self.tangents[k] - other.tangents[k]))
    }
}

#[allow(clippy::suspicious_arithmetic_impl, reason = "the product rule has a sum")]
impl<T: Real, const N: usize> Mul for Dual<T, N> {
    type Output = Self;

    /// Finite factors, as almost all are, need no test for zeros that meet infinities.
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let value = self.value * other.value;
        if value.is_finite() {
            let tangent = |k: usize| self.tangents[k] * other.value + self.value * other.tangents[k];
            return Dual::new(value, each(tangent));
        }
        self.chain_two(other, value, [other.value, self.value])
    }
}

impl<T: Real, const N: usize> Div for Dual<T, N> {
    type Output = Self;

    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        if value.is_finite() {
            if other.value.is_infinite() {
                return Dual::constant_of(value);
            }
            let tangent = |k: usize| (self.tangents[k] - value * other.tangents[k]) / other.value;
            return Dual::new(value, each(tangent));
        }
        let inverse = other.value.recip();
        self.chain_two(other, value, [inverse, -(inverse * value)])
    }
}

impl<T: Real, const N: usize> Rem for Dual<T, N> {
    type Output = Self;

    /// Where the quotient jumps, on the side that the value is on.
    #[inline(always)]
    fn rem(self, other: Self) -> Self {
        let value = self.value % other.value;
        let quotient = ((self.value - value) / other.value).round();
        self.chain_two(other, value, [T::constant(1.0), -quotient])
    }
}

impl<T: Real, const N: usize> Neg for Dual<T, N> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Dual::new(-self.value, each(|k| -self.tangents[k]))
    }
}

assigned!([T: Real, const N: usize] Dual<T, N>);
