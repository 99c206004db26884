//! The functions of `f64`, with the derivatives of `num_dual`, or by hand.

use std::cmp::Ordering;

use num_dual::DualNum;

use super::{Dual, Precision};

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
        let slope = if self.value() < 0.0 { -1.0 } else { 1.0 };
        self.chain(self.value().abs(), slope, 0.0)
    }

    pub fn fract(self) -> Self {
        self.chain(self.value().fract(), 1.0, 0.0)
    }

    pub fn to_degrees(self) -> Self {
        self.chain(self.value().to_degrees(), 180.0 / std::f64::consts::PI, 0.0)
    }

    pub fn to_radians(self) -> Self {
        self.chain(self.value().to_radians(), std::f64::consts::PI / 180.0, 0.0)
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
        if exponent.derivatives() == [0.0; 3] {
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
        let (value, slope) = (self.value().tanh(), self.value().cosh().powi(-2));
        self.chain(value, slope, -2.0 * value * slope)
    }

    pub fn sin_cos(self) -> (Self, Self) {
        (self.sin(), self.cos())
    }

    /// By hand: `num_dual` divides by `other`, which may be 0.
    pub fn atan2(self, other: Self) -> Self {
        let length = self.value().hypot(other.value());
        let (y, x) = (self.value() / length, other.value() / length);
        let square = length * length;
        self.chain_two(
            other,
            self.value().atan2(other.value()),
            [x / length, -y / length],
            [-2.0 * x * y / square, (y * y - x * x) / square, 2.0 * x * y / square],
        )
    }

    pub fn hypot(self, other: Self) -> Self {
        let length = self.value().hypot(other.value());
        let (x, y) = (self.value() / length, other.value() / length);
        self.chain_two(other, length, [x, y], [y * y / length, -x * y / length, x * x / length])
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
        self.chain_two(
            other,
            self.value().rem_euclid(other.value()),
            [1.0, -quotient],
            [0.0; 3],
        )
    }

    pub fn total_cmp(&self, other: &Self) -> Ordering {
        self.value().total_cmp(&other.value())
    }
}
