//! The functions of Taylor series. Derivatives at kinks are those of the compiler's table of primitives
//! (docs/primitives.md), as those of dual numbers.

use super::super::by_value::{chosen_by_value, real_by_value};
use super::Taylor;
use crate::Real;
use std::f64::consts::{LN_10, LN_2, PI};

fn one<T: Real>() -> T {
    T::constant(1.0)
}

fn zero<T: Real>() -> T {
    T::constant(0.0)
}

/// Functions of one number by the series of their derivative, in the number and the value; those whose derivative is a
/// number; and those that are constant between their jumps.
macro_rules! functions {
    (
        integrals { $($integral:ident($x:ident) = $derivative:expr;)* }
        lines { $($line:ident($lx:ident) = $slope:expr;)* }
        steps { $($step:ident)* }
    ) => {
        $(
            #[inline]
            fn $integral(self) -> Self {
                let $x = self;
                let value = self.value.$integral();
                match self.is_constant() {
                    true => Self::constant_of(value),
                    false => self.integrated(value, &$derivative),
                }
            }
        )*
        $(
            #[inline]
            fn $line(self) -> Self {
                let $lx = self.value;
                let _ = $lx;
                self.linear(self.value.$line(), $slope)
            }
        )*
        $(
            /// Constant between its jumps.
            #[inline]
            fn $step(self) -> Self {
                Taylor::constant_of(self.value.$step())
            }
        )*
    };
}

impl<T: Real, const N: usize> Real for Taylor<T, N> {
    real_by_value!(Taylor::constant_of);
    chosen_by_value!(Taylor::with_value);

    #[inline(always)]
    fn scaled(self, factor: f64) -> Self {
        Taylor::new(self.value.scaled(factor), self.terms.map(|term| term.scaled(factor)))
    }

    #[inline(always)]
    fn is_nonzero(self) -> bool {
        self.value.is_nonzero() || !self.is_constant()
    }

    #[inline]
    fn is_finite_throughout(self) -> bool {
        self.value.is_finite_throughout() && self.terms.into_iter().all(T::is_finite_throughout)
    }

    functions! {
        integrals {
            ln(x) = x.recip();
            ln_1p(x) = (one::<Self>() + x).recip();
            log2(x) = x.scaled(LN_2).recip();
            log10(x) = x.scaled(LN_10).recip();
            asin(x) = ((one::<Self>() - x) * (one::<Self>() + x)).sqrt().recip();
            acos(x) = -((one::<Self>() - x) * (one::<Self>() + x)).sqrt().recip();
            atan(x) = (one::<Self>() + x * x).recip();
            asinh(x) = x.hypot(one()).recip();
            acosh(x) = ((x - one()).sqrt() * (x + one()).sqrt()).recip();
            atanh(x) = ((one::<Self>() - x) * (one::<Self>() + x)).recip();
            tanh(x) = x.inverse_square_of_cosh();
        }
        lines {
            abs(x) = x.signum();
            fract(x) = one();
            to_degrees(x) = T::constant(180.0 / PI);
            to_radians(x) = T::constant(PI / 180.0);
        }
        steps { signum floor ceil round round_ties_even trunc }
    }

    #[inline]
    fn exp(self) -> Self {
        Self::build(self.value.exp(), |y, k| self.chain_term(y, k))
    }

    #[inline]
    fn exp2(self) -> Self {
        let x = self.scaled(LN_2);
        Self::build(self.value.exp2(), |y, k| x.chain_term(y, k))
    }

    #[inline]
    fn exp_m1(self) -> Self {
        let value = self.value.exp_m1();
        let exp = if value > T::constant(-0.5) {
            value + one()
        } else {
            self.value.exp()
        };
        Self::build(exp, |y, k| self.chain_term(y, k)).with_value(value)
    }

    #[inline]
    fn sin_cos(self) -> (Self, Self) {
        self.pair(self.value.sin_cos(), -1.0)
    }

    #[inline]
    fn sin(self) -> Self {
        self.pair((self.value.sin(), self.value.cos()), -1.0).0
    }

    #[inline]
    fn cos(self) -> Self {
        self.pair((self.value.sin(), self.value.cos()), -1.0).1
    }

    #[inline]
    fn sinh(self) -> Self {
        self.pair((self.value.sinh(), self.value.cosh()), 1.0).0
    }

    #[inline]
    fn cosh(self) -> Self {
        self.pair((self.value.sinh(), self.value.cosh()), 1.0).1
    }

    /// By its derivative, 1 + tan².
    #[inline]
    fn tan(self) -> Self {
        let value = self.value.tan();
        let mut derivative = Self::constant_of(one::<T>() + value * value);
        Self::build(value, |y, k| {
            let term = self.chain_term(&derivative, k);
            let mut now = *y;
            now.terms[k - 1] = term;
            derivative.terms[k - 1] = Self::convolution(&now, &now, 0..=k, k);
            term
        })
    }

    #[inline]
    fn recip(self) -> Self {
        let z = self.value.recip();
        let mut power = z;
        self.composed(z, |_| {
            power = -(power * z);
            power
        })
    }

    #[inline]
    fn sqrt(self) -> Self {
        let z = self.value.sqrt();
        let mut derivative = z;
        self.composed(z, |k| {
            derivative = match k {
                1 => T::constant(0.5) / z,
                _ => (derivative / self.value).scaled((1.5 - k as f64) / k as f64),
            };
            derivative
        })
    }

    #[inline]
    fn cbrt(self) -> Self {
        let z = self.value.cbrt();
        let mut derivative = z;
        self.composed(z, |k| {
            derivative = match k {
                1 => (z * z).scaled(3.0).recip(),
                _ => (derivative / self.value).scaled((4.0 / 3.0 - k as f64) / k as f64),
            };
            derivative
        })
    }

    #[inline]
    fn powi(self, n: i32) -> Self {
        let power = |k: usize| self.value.powi(n.saturating_sub(k as i32));
        self.power(self.value.powi(n), T::from_i64(n.into()), power)
    }

    /// In the exponent, zero where the base is.
    #[inline]
    fn powf(self, exponent: Self) -> Self {
        let (x, y, value) = (self.value, exponent.value, self.value.powf(exponent.value));
        let by_base = |y: T| self.power(value, y, |k| x.powf(y - T::from_u64(k as u64)));
        if exponent.is_constant() || x == zero() {
            return by_base(y);
        }
        let product = exponent * self.ln();
        Self::build(value, |z, k| product.chain_term(z, k))
    }

    #[inline]
    fn log(self, base: Self) -> Self {
        (self.ln() / base.ln()).with_value(self.value.log(base.value))
    }

    /// The derivative at the origin is zero.
    #[inline]
    fn hypot(self, other: Self) -> Self {
        let value = self.value.hypot(other.value);
        if value == zero() {
            return Taylor::constant_of(value);
        }
        let scale = Self::constant_of(value);
        let (a, b) = (self / scale, other / scale);
        ((a * a + b * b).with_value(one()).sqrt() * scale).with_value(value)
    }

    #[inline]
    fn atan2(self, other: Self) -> Self {
        let value = self.value.atan2(other.value);
        let scale = Self::constant_of(self.value.hypot(other.value));
        let (a, b) = (self / scale, other / scale);
        let square = a * a + b * b;
        let (by_self, by_other) = (b / square, -(a / square));
        Self::build(value, |_, k| a.chain_term(&by_self, k) + b.chain_term(&by_other, k))
    }

    #[inline]
    fn copysign(self, sign: Self) -> Self {
        let value = self.value.copysign(sign.value);
        self.linear(value, self.value.signum() * sign.value.signum())
    }

    #[inline]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        let value = self.value.mul_add(factor.value, summand.value);
        (self * factor + summand).with_value(value)
    }

    /// On the side of the jumps that the value is on.
    #[inline]
    fn rem_euclid(self, divisor: Self) -> Self {
        self.less_multiple(divisor, self.value.rem_euclid(divisor.value))
    }

    #[inline]
    fn div_euclid(self, divisor: Self) -> Self {
        Taylor::constant_of(self.value.div_euclid(divisor.value))
    }
}

impl<T: Real, const N: usize> Taylor<T, N> {
    /// 1 / cosh², as 4*e* / (1 + *e*)² with *e* = exp(−2|*x*|), which neither overflows nor cancels.
    fn inverse_square_of_cosh(self) -> Self {
        let away = self.linear(self.value.abs(), self.value.signum());
        let e = away.scaled(-2.0).exp();
        let sum = one::<Self>() + e;
        e.scaled(4.0) / (sum * sum)
    }
}
