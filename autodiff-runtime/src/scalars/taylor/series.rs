//! The recurrences behind the functions of Taylor series.

use super::Taylor;
use crate::Real;

/// A product in which a zero that means *does not move* wins over an infinity.
#[inline(always)]
fn times<T: Real>(term: T, factor: T) -> T {
    match factor.is_finite() || term.is_nonzero() {
        true => term * factor,
        false => T::constant(0.0),
    }
}

impl<T: Real, const N: usize> Taylor<T, N> {
    /// These coefficients, one after the other, each given those before it.
    #[inline]
    pub(super) fn build(value: T, mut term: impl FnMut(&Self, usize) -> T) -> Self {
        let mut series = Self::constant_of(value);
        for k in 1..=N {
            series.terms[k - 1] = term(&series, k);
        }
        series
    }

    /// Σ *aⱼ·bₖ₋ⱼ* over *j* in a range, for *k* from 1.
    #[inline]
    pub(super) fn convolution(a: &Self, b: &Self, j: core::ops::RangeInclusive<usize>, k: usize) -> T {
        j.fold(T::constant(0.0), |sum, j| {
            sum + match j {
                0 => times(b.coefficient(k), a.value),
                _ => times(a.terms[j - 1], b.coefficient(k - j)),
            }
        })
    }

    /// The coefficient of *tᵏ* of the function whose derivative is *g(x)·x′*, of which `g` has the coefficients below *k*:
    /// Σ *j·xⱼ·gₖ₋ⱼ* / *k*.
    #[inline]
    pub(super) fn chain_term(&self, g: &Self, k: usize) -> T {
        let sum = (1..=k).fold(T::constant(0.0), |sum, j| {
            sum + times(self.terms[j - 1], g.coefficient(k - j)).scaled(j as f64)
        });
        sum.scaled(1.0 / k as f64)
    }

    /// The function with this value, whose derivative in the number is `g`.
    #[inline]
    pub(super) fn integrated(&self, value: T, g: &Self) -> Self {
        Self::build(value, |_, k| self.chain_term(g, k))
    }

    /// The function with the value `value`, of whose derivatives at the value of the number `derivatives` gives the *k*-th over
    /// *k*!, for *k* from 1: Σ *dₖ·δᵏ*, where δ is what moves. Right also where there is no quotient to divide by.
    #[inline]
    pub(super) fn composed(&self, value: T, mut derivatives: impl FnMut(usize) -> T) -> Self {
        let delta = Taylor::new(T::constant(0.0), self.terms);
        let (mut power, mut result) = (delta, Self::constant_of(value));
        for order in 1..=N {
            let derivative = derivatives(order);
            for k in order..=N {
                result.terms[k - 1] += times(power.terms[k - 1], derivative);
            }
            power = Self::build(T::constant(0.0), |_, k| match k > order {
                true => Self::convolution(&delta, &power, 1..=k - order, k),
                false => T::constant(0.0),
            });
        }
        result
    }

    /// A power with a constant exponent *a*, of the value `value`, where `power` gives that with the exponent *a* − *k*.
    #[inline]
    pub(super) fn power(&self, value: T, exponent: T, mut power: impl FnMut(usize) -> T) -> Self {
        // The binomial coefficient, which is zero from some order on where the exponent is an integer.
        let mut binomial = T::constant(1.0);
        self.composed(value, |k| {
            binomial *= (exponent - T::from_u64(k as u64 - 1)).scaled(1.0 / k as f64);
            match binomial == T::constant(0.0) && !binomial.is_nonzero() {
                true => T::constant(0.0),
                false => binomial * power(k),
            }
        })
    }

    /// Two functions of which each is the derivative of the other one: those of the hyperbola, or, with a sign, of the circle.
    #[inline]
    pub(super) fn pair(&self, values: (T, T), sign: f64) -> (Self, Self) {
        let (mut s, mut c) = (Self::constant_of(values.0), Self::constant_of(values.1));
        for k in 1..=N {
            let terms = (self.chain_term(&c, k), self.chain_term(&s, k).scaled(sign));
            (s.terms[k - 1], c.terms[k - 1]) = terms;
        }
        (s, c)
    }

    /// The same terms with another value, for a function that differs by a constant or by rounding.
    #[inline(always)]
    pub(super) fn with_value(self, value: T) -> Self {
        Taylor { value, ..self }
    }

    /// The terms as they are in a function that has the number's own slope, up to a factor.
    #[inline(always)]
    pub(super) fn linear(self, value: T, slope: T) -> Self {
        Taylor::new(value, self.terms.map(|term| times(term, slope)))
    }
}
