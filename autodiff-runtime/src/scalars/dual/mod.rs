//! Dual numbers: a value, and its derivatives in several directions.

mod arithmetic;
mod functions;

use super::by_value::shown_by_value;
use crate::workspace::{Residual, Workspace};
use crate::Real;

/// Dual numbers of which a tangent that is zero stays zero, also where the derivative is infinite: a constant does not become NaN
/// because a root of it is taken at 0. See [`DualNumber`].
pub type Dual<T, const N: usize = 1> = DualNumber<T, N, true>;

/// A number `value + Σ tangents[k]·εₖ`, where products of two ε are zero: what a function makes of it is the
/// function's value, and its derivatives in `N` directions.
///
/// `T` may be a dual number itself: then the derivatives carry derivatives.
///
/// ```
/// use autodiff_runtime::scalars::Dual;
/// use autodiff_runtime::Real;
///
/// fn f<T: Real>(x: T, y: T) -> T {
///     Real::sin(x) * y
/// }
///
/// let (x, y) = (Dual::new(0.5, [1.0, 0.0]), Dual::new(2.0, [0.0, 1.0]));
/// assert_eq!(f(x, y).tangents, [0.5_f64.cos() * 2.0, 0.5_f64.sin()]);
/// ```
///
/// Comparisons and tests look at the value alone; `==`, too. If the number is `GUARDED`, as a [`Dual`] is, a tangent that is zero
/// stays zero where it meets an infinite derivative; else it becomes NaN there, which costs no test. Where that gives finite tangents,
/// they are those of [`Dual`]: no product and no quotient of an infinite or NaN tangent is finite.
#[derive(Clone, Copy, Debug)]
pub struct DualNumber<T, const N: usize, const GUARDED: bool> {
    /// What the function computes.
    pub value: T,
    /// The derivatives of `value`.
    pub tangents: [T; N],
}

impl<T: Real, const N: usize, const GUARDED: bool> DualNumber<T, N, GUARDED> {
    /// A number with these derivatives.
    pub const fn new(value: T, tangents: [T; N]) -> Self {
        DualNumber { value, tangents }
    }

    /// A number that depends on nothing.
    #[inline(always)]
    pub fn constant_of(value: T) -> Self {
        Self::new(value, [T::constant(0.0); N])
    }

    /// The variable of the direction `k`.
    ///
    /// # Panics
    /// If `k` is not below `N`.
    pub fn variable(value: T, k: usize) -> Self {
        let mut number = Self::constant_of(value);
        number.tangents[k] = T::constant(1.0);
        number
    }

    /// The value of a function, given its derivative.
    #[inline(always)]
    fn chain(self, value: T, partial: T) -> Self {
        Self::new(value, each(|k| self.tangents[k] * partial))
    }

    /// The same tangents with another value.
    #[inline(always)]
    fn with_value(self, value: T) -> Self {
        DualNumber { value, ..self }
    }

    /// As `chain`, for a function that is constant from some argument on: what has overflowed has no part in the tangent.
    #[inline(always)]
    fn chain_flat(self, value: T, partial: T) -> Self {
        match GUARDED && self.value.is_infinite() && value.is_finite() {
            true => Self::constant_of(value),
            false => self.chain(value, partial),
        }
    }

    /// As `chain`, for a derivative that may be infinite or NaN, and then does not meet a zero.
    #[inline(always)]
    fn chain_singular(self, value: T, partial: T) -> Self {
        Self::new(value, self.times(partial))
    }

    /// The tangents times a factor that may be infinite or NaN.
    #[inline(always)]
    fn times(self, factor: T) -> [T; N] {
        match !GUARDED || factor.is_finite() {
            true => each(|k| self.tangents[k] * factor),
            false => each(|k| match self.tangents[k].is_nonzero() {
                true => self.tangents[k] * factor,
                false => T::constant(0.0),
            }),
        }
    }

    /// The value of a function of two numbers, given its derivatives, which may be infinite or NaN.
    #[inline(always)]
    fn chain_two(self, other: Self, value: T, partials: [T; 2]) -> Self {
        Self::new(value, sum(self.times(partials[0]), other.times(partials[1])))
    }
}

#[inline(always)]
fn sum<T: Real, const N: usize>(a: [T; N], b: [T; N]) -> [T; N] {
    each(|k| a[k] + b[k])
}

/// The tangent in each direction. As a loop, which is compiled to less than `map` and `from_fn` of arrays are: a Jacobian of
/// three columns takes a tenth less time.
#[inline(always)]
fn each<T: Real, const N: usize>(tangent: impl Fn(usize) -> T) -> [T; N] {
    let mut tangents = [T::constant(0.0); N];
    for (k, place) in tangents.iter_mut().enumerate() {
        *place = tangent(k);
    }
    tangents
}

shown_by_value!([T: Real, const N: usize, const GUARDED: bool] DualNumber<T, N, GUARDED>);

impl<T: Real, const N: usize, const GUARDED: bool> Residual for DualNumber<T, N, GUARDED> {
    const FILL: Self = DualNumber {
        value: T::FILL,
        tangents: [T::FILL; N],
    };

    #[inline]
    fn push(self, tape: &mut Workspace) {
        self.value.push(tape);
        self.tangents.push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        let tangents = Residual::pop(tape);
        Self::new(T::pop(tape), tangents)
    }
}

crate::scalar!([T: Real, const N: usize, const GUARDED: bool] DualNumber<T, N, GUARDED>);
