//! Taylor series: a value, and its derivatives of all orders up to some along one direction.

mod arithmetic;
mod functions;
mod series;

use super::by_value::shown_by_value;
use crate::workspace::{Residual, Workspace};
use crate::Real;

/// The first coefficients of the series of a function of *t* around 0: `value + Σ terms[k-1]·tᵏ`, for *k* to `N`. What a
/// function makes of it has its own coefficients, the *k*-th its *k*-th derivative along the direction over *k*!.
///
/// One pass gives all of them, by recurrences that take `N`² operations each, where nested dual numbers would take 2ᴺ.
///
/// ```
/// use autodiff_runtime::scalars::Taylor;
/// use autodiff_runtime::Real;
///
/// fn f<T: Real>(x: T) -> T {
///     Real::exp(x) / (T::constant(1.0) - x)
/// }
///
/// // eˣ / (1 − x) has the sums of 1/k! as coefficients at 0.
/// let y = f(Taylor::<f64, 4>::variable(0.0, 1.0));
/// assert_eq!(y.value, 1.0);
/// assert!((y.terms[3] - (2.0 + 0.5 + 1.0 / 6.0 + 1.0 / 24.0)).abs() < 1e-15);
/// assert!((y.derivative(4) - 65.0).abs() < 1e-12);
/// ```
///
/// `T` may carry derivatives itself. Comparisons and tests look at the value alone. Derivatives at kinks are those of
/// [`Dual`](super::Dual); where the first derivative is infinite, the terms behind it are infinite or NaN. A constant stays
/// one: its terms stay zero.
#[derive(Clone, Copy, Debug)]
pub struct Taylor<T, const N: usize> {
    /// What the function computes.
    pub value: T,
    /// The coefficients of t, t², …
    pub terms: [T; N],
}

impl<T: Real, const N: usize> Taylor<T, N> {
    /// A number with these coefficients.
    pub const fn new(value: T, terms: [T; N]) -> Self {
        Taylor { value, terms }
    }

    /// A number that does not move.
    #[inline(always)]
    pub fn constant_of(value: T) -> Self {
        Taylor::new(value, [T::constant(0.0); N])
    }

    /// A number that moves with this speed: `value + speed·t`.
    #[inline]
    pub fn variable(value: T, speed: T) -> Self {
        let mut number = Self::constant_of(value);
        if let Some(first) = number.terms.first_mut() {
            *first = speed;
        }
        number
    }

    /// The derivative of this order: the coefficient times *k*!.
    ///
    /// # Panics
    /// If the order is greater than `N`.
    pub fn derivative(&self, order: usize) -> T {
        let factorial: f64 = (1..=order).map(|k| k as f64).product();
        self.coefficient(order).scaled(factorial)
    }

    /// The coefficient of tᵏ.
    #[inline(always)]
    fn coefficient(&self, k: usize) -> T {
        match k {
            0 => self.value,
            _ => self.terms[k - 1],
        }
    }

    /// Whether it does not move at all.
    #[inline]
    fn is_constant(&self) -> bool {
        !self.terms.iter().any(|term| term.is_nonzero())
    }
}

shown_by_value!([T: Real, const N: usize] Taylor<T, N>);

impl<T: Real, const N: usize> Residual for Taylor<T, N> {
    const FILL: Self = Taylor {
        value: T::FILL,
        terms: [T::FILL; N],
    };

    #[inline]
    fn push(self, tape: &mut Workspace) {
        self.value.push(tape);
        self.terms.push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        let terms = Residual::pop(tape);
        Taylor::new(T::pop(tape), terms)
    }
}

crate::scalar!([T: Real, const N: usize] Taylor<T, N>);
