//! The operators of dual numbers.

use super::super::by_value::assigned;
use super::{each, sum, DualNumber};
use crate::Real;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

impl<T: Real, const N: usize, const GUARDED: bool> Add for DualNumber<T, N, GUARDED> {
    type Output = Self;

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self::new(self.value + other.value, sum(self.tangents, other.tangents))
    }
}

impl<T: Real, const N: usize, const GUARDED: bool> Sub for DualNumber<T, N, GUARDED> {
    type Output = Self;

    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        Self::new(self.value - other.value, each(|k| self.tangents[k] - other.tangents[k]))
    }
}

#[allow(clippy::suspicious_arithmetic_impl, reason = "the product rule has a sum")]
impl<T: Real, const N: usize, const GUARDED: bool> Mul for DualNumber<T, N, GUARDED> {
    type Output = Self;

    /// Finite factors, as almost all are, need no test for zeros that meet infinities; unless the tangents are what has
    /// overflowed: zero times those is zero.
    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        let value = self.value * other.value;
        if !GUARDED || value.is_finite() {
            let tangent = |k: usize| self.tangents[k] * other.value + self.value * other.tangents[k];
            let product = Self::new(value, each(tangent));
            let is_zero = || !self.is_nonzero() || !other.is_nonzero();
            return match GUARDED && !product.is_finite_throughout() && is_zero() {
                true => Self::constant_of(value),
                false => product,
            };
        }
        self.chain_two(other, value, [other.value, self.value])
    }
}

impl<T: Real, const N: usize, const GUARDED: bool> Div for DualNumber<T, N, GUARDED> {
    type Output = Self;

    /// Where nothing is guarded, one division serves all directions.
    #[inline(always)]
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        if !GUARDED {
            let inverse = other.value.recip();
            let tangent = |k: usize| (self.tangents[k] - value * other.tangents[k]) * inverse;
            return Self::new(value, each(tangent));
        }
        if value.is_finite() {
            if other.value.is_infinite() {
                return Self::constant_of(value);
            }
            let tangent = |k: usize| (self.tangents[k] - value * other.tangents[k]) / other.value;
            return Self::new(value, each(tangent));
        }
        let inverse = other.value.recip();
        self.chain_two(other, value, [inverse, -(inverse * value)])
    }
}

impl<T: Real, const N: usize, const GUARDED: bool> Rem for DualNumber<T, N, GUARDED> {
    type Output = Self;

    /// Where the quotient jumps, on the side that the value is on.
    #[inline(always)]
    fn rem(self, other: Self) -> Self {
        let value = self.value % other.value;
        let quotient = ((self.value - value) / other.value).round();
        self.chain_two(other, value, [T::constant(1.0), -quotient])
    }
}

impl<T: Real, const N: usize, const GUARDED: bool> Neg for DualNumber<T, N, GUARDED> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self::new(-self.value, each(|k| -self.tangents[k]))
    }
}

assigned!([T: Real, const N: usize, const GUARDED: bool] DualNumber<T, N, GUARDED>);
