//! The functions of dual numbers. Derivatives, also at kinks, are those of the compiler's table of primitives
//! (docs/primitives.md), so that forward and reverse mode agree.

use super::super::by_value::{chosen_by_value, real_by_value};
use super::{each, DualNumber};
use crate::Real;
use std::f64::consts::{LN_10, LN_2, PI};

fn one<T: Real>() -> T {
    T::constant(1.0)
}

fn zero<T: Real>() -> T {
    T::constant(0.0)
}

/// Functions of one number by their derivative, in the number `x` and the value `z`: `regular` ones, whose derivative is
/// finite wherever the value is, and `singular` ones.
macro_rules! functions {
    (
        regular { $($regular:ident($x:ident, $z:ident) = $partial:expr;)* }
        flat { $($flat:ident($fx:ident, $fz:ident) = $fpartial:expr;)* }
        singular { $($singular:ident($sx:ident, $sz:ident) = $spartial:expr;)* }
        steps { $($step:ident)* }
    ) => {
        $(
            #[inline]
            fn $regular(self) -> Self {
                let ($x, $z) = (self.value, self.value.$regular());
                let _ = ($x, $z);
                self.chain($z, $partial)
            }
        )*
        $(
            #[inline]
            fn $flat(self) -> Self {
                let ($fx, $fz) = (self.value, self.value.$flat());
                let _ = ($fx, $fz);
                self.chain_flat($fz, $fpartial)
            }
        )*
        $(
            #[inline]
            fn $singular(self) -> Self {
                let ($sx, $sz) = (self.value, self.value.$singular());
                let _ = ($sx, $sz);
                self.chain_singular($sz, $spartial)
            }
        )*
        $(
            /// Constant between its jumps.
            #[inline]
            fn $step(self) -> Self {
                Self::constant_of(self.value.$step())
            }
        )*
    };
}

impl<T: Real, const N: usize, const GUARDED: bool> Real for DualNumber<T, N, GUARDED> {
    real_by_value!(DualNumber::constant_of);
    chosen_by_value!(DualNumber::with_value);

    #[inline(always)]
    fn scaled(self, factor: f64) -> Self {
        Self::new(self.value.scaled(factor), each(|k| self.tangents[k].scaled(factor)))
    }

    #[inline(always)]
    fn shifted(self, summand: f64) -> Self {
        Self::new(self.value.shifted(summand), self.tangents)
    }

    #[inline(always)]
    fn is_nonzero(self) -> bool {
        self.value.is_nonzero() || self.tangents.into_iter().any(T::is_nonzero)
    }

    #[inline(always)]
    fn is_finite_throughout(self) -> bool {
        let tangents = self.tangents.into_iter().map(T::is_finite_throughout);
        tangents.fold(self.value.is_finite_throughout(), |all, one| all & one)
    }

    functions! {
        regular {
            abs(x, z) = x.signum();
            fract(x, z) = one();
            to_degrees(x, z) = T::constant(180.0 / PI);
            to_radians(x, z) = T::constant(PI / 180.0);
            sin(x, z) = x.cos();
            cos(x, z) = -x.sin();
            tan(x, z) = one::<T>() + z * z;
            sinh(x, z) = x.cosh();
            cosh(x, z) = x.sinh();
            asinh(x, z) = x.hypot(one()).recip();
        }
        flat {
            exp(x, z) = z;
            exp2(x, z) = z.scaled(LN_2);
            exp_m1(x, z) = if z > T::constant(-0.5) { z + one() } else { x.exp() };
            atan(x, z) = (one::<T>() + x * x).recip();
            tanh(x, z) = if z * z < T::constant(0.5) { one::<T>() - z * z } else { (x.cosh() * x.cosh()).recip() };
        }
        singular {
            recip(x, z) = -(z * z);
            sqrt(x, z) = T::constant(0.5) / z;
            cbrt(x, z) = ((z * z).scaled(3.0)).recip();
            ln(x, z) = x.recip();
            log2(x, z) = x.scaled(LN_2).recip();
            log10(x, z) = x.scaled(LN_10).recip();
            ln_1p(x, z) = (one::<T>() + x).recip();
            asin(x, z) = ((one::<T>() - x) * (one::<T>() + x)).sqrt().recip();
            acos(x, z) = -((one::<T>() - x) * (one::<T>() + x)).sqrt().recip();
            acosh(x, z) = ((x - one()).sqrt() * (x + one()).sqrt()).recip();
            atanh(x, z) = ((one::<T>() - x) * (one::<T>() + x)).recip();
        }
        steps { signum floor ceil round round_ties_even trunc }
    }

    #[inline]
    fn sin_cos(self) -> (Self, Self) {
        let (sine, cosine) = self.value.sin_cos();
        (self.chain(sine, cosine), self.chain(cosine, -sine))
    }

    #[inline]
    fn copysign(self, sign: Self) -> Self {
        let value = self.value.copysign(sign.value);
        self.chain(value, self.value.signum() * sign.value.signum())
    }

    #[inline]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        let value = self.value.mul_add(factor.value, summand.value);
        if !GUARDED {
            let tangent = |k: usize| {
                let product = self.tangents[k] * factor.value + self.value * factor.tangents[k];
                product + summand.tangents[k]
            };
            return Self::new(value, each(tangent));
        }
        let product = self.chain_two(factor, value, [factor.value, self.value]);
        Self::new(value, super::sum(product.tangents, summand.tangents))
    }

    /// On the side of the jumps that the value is on.
    #[inline]
    fn rem_euclid(self, divisor: Self) -> Self {
        let value = self.value.rem_euclid(divisor.value);
        let quotient = ((self.value - value) / divisor.value).round();
        self.chain_two(divisor, value, [one(), -quotient])
    }

    #[inline]
    fn div_euclid(self, divisor: Self) -> Self {
        Self::constant_of(self.value.div_euclid(divisor.value))
    }

    /// The derivative at the origin is zero.
    #[inline]
    fn hypot(self, other: Self) -> Self {
        let value = self.value.hypot(other.value);
        match value == zero() {
            true => Self::constant_of(value),
            false => self.chain_two(other, value, [self.value / value, other.value / value]),
        }
    }

    #[inline]
    fn powi(self, n: i32) -> Self {
        let value = self.value.powi(n);
        match n {
            0 => Self::constant_of(value),
            _ if GUARDED && self.value.is_infinite() && value.is_finite() => Self::constant_of(value),
            _ => self.chain_singular(value, self.value.powi(n - 1).scaled(f64::from(n))),
        }
    }

    /// In the exponent, zero where the base is.
    #[inline]
    fn powf(self, exponent: Self) -> Self {
        let (x, y, value) = (self.value, exponent.value, self.value.powf(exponent.value));
        if (x.is_infinite() || y.is_infinite()) && value.is_finite() {
            return Self::constant_of(value);
        }
        let in_base = match y.is_nonzero() {
            true => y * x.powf(y - one()),
            false => zero(),
        };
        let in_exponent = match x == zero() {
            true => zero(),
            false => value * x.ln(),
        };
        self.chain_two(exponent, value, [in_base, in_exponent])
    }

    #[inline]
    fn log(self, base: Self) -> Self {
        let value = self.value.log(base.value);
        let scale = base.value.ln();
        let partials = [(self.value * scale).recip(), -(value / (base.value * scale))];
        self.chain_two(base, value, partials)
    }

    #[inline]
    fn atan2(self, other: Self) -> Self {
        let value = self.value.atan2(other.value);
        let length = self.value.hypot(other.value);
        let partials = [other.value / length / length, -(self.value / length / length)];
        self.chain_two(other, value, partials)
    }
}
