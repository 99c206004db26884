//! Numbers that know which inputs they depend on.

mod inputs;

pub use inputs::{Inputs, Places, Span};

use super::by_value::{assigned, chosen_by_value, real_by_value, shown_by_value};
use crate::workspace::{Residual, Workspace};
use crate::Real;
use core::ops::{Add, Div, Mul, Neg, Rem, Sub};

/// A float, and the set of inputs on which it depends, of 512 that are looked at: those in which its derivative is not zero
/// whatever the numbers are.
///
/// A function that is generic over its float type runs over it as it is; [`Sparsity`](crate::modes::Sparsity) does that with
/// differentiated ones and their gradients. What is constant between jumps, as `floor`, depends on nothing; a branch is taken as
/// the values say, and `min`, `max` and `clamp` depend on what they choose.
///
/// ```
/// use autodiff_runtime::scalars::Pattern;
///
/// let (x, y, z) = (Pattern::input(2.0, 0), Pattern::input(3.0, 1), Pattern::input(0.0, 2));
/// let product = x * z + Pattern::from(y.value);
/// assert!(product.depends_on(0) && !product.depends_on(1) && product.depends_on(2));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pattern<T = f64, I = Places> {
    /// What the function computes.
    pub value: T,
    inputs: I,
}

impl<T: Real, I: Inputs> From<T> for Pattern<T, I> {
    /// A number that depends on nothing.
    #[inline(always)]
    fn from(value: T) -> Self {
        Pattern { value, inputs: I::NONE }
    }
}

impl<T: Real> Pattern<T> {
    /// How many inputs are told from each other.
    pub const INPUTS: usize = Places::COUNT;

    /// An input.
    ///
    /// # Panics
    /// If the place is not below [`Pattern::INPUTS`].
    pub fn input(value: T, place: usize) -> Self {
        let inputs = Places::of(place);
        Pattern { value, inputs }
    }

    /// Whether it depends on this input.
    ///
    /// # Panics
    /// If the place is not below [`Pattern::INPUTS`].
    pub fn depends_on(&self, place: usize) -> bool {
        self.inputs.contains(place)
    }

    /// The inputs that it depends on, ascending.
    pub fn inputs(&self) -> impl Iterator<Item = usize> + '_ {
        self.inputs.iter()
    }
}

impl<T: Real> Pattern<T, Span> {
    /// The input of this place among all.
    #[inline(always)]
    pub(crate) fn at(value: T, place: usize) -> Self {
        let inputs = Span::of(place);
        Pattern { value, inputs }
    }

    /// The inputs from the first to the last that it depends on.
    #[inline(always)]
    pub(crate) fn span(&self) -> core::ops::Range<usize> {
        self.inputs.range()
    }
}

impl<T: Real, I: Inputs> Pattern<T, I> {
    /// The value of a function of this number.
    #[inline(always)]
    fn of(self, value: T) -> Self {
        Pattern { value, ..self }
    }

    /// The value of a function of both numbers.
    #[inline(always)]
    fn of_both(self, other: Self, value: T) -> Self {
        Pattern {
            value,
            inputs: self.inputs.and(other.inputs),
        }
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $operator:tt;)*) => {$(
        impl<T: Real, I: Inputs> $trait for Pattern<T, I> {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                self.of_both(other, self.value $operator other.value)
            }
        }
    )*};
}

operators! {
    Add add +;
    Sub sub -;
    Mul mul *;
    Div div /;
    Rem rem %;
}

assigned!([T: Real, I: Inputs] Pattern<T, I>);

impl<T: Real, I: Inputs> Neg for Pattern<T, I> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        self.of(-self.value)
    }
}

shown_by_value!([T: Real, I: Inputs] Pattern<T, I>);

impl<T: Real, I: Inputs> Residual for Pattern<T, I> {
    const FILL: Self = Pattern {
        value: T::FILL,
        inputs: I::NONE,
    };

    fn push(self, tape: &mut Workspace) {
        self.value.push(tape);
        self.inputs.push(tape);
    }

    fn pop(tape: &mut Workspace) -> Self {
        let inputs = Residual::pop(tape);
        Pattern {
            value: T::pop(tape),
            inputs,
        }
    }
}

macro_rules! functions {
    (one { $($one:ident)* } steps { $($step:ident)* } two { $($two:ident)* }) => {
        $(
            #[inline]
            fn $one(self) -> Self {
                self.of(self.value.$one())
            }
        )*
        $(
            #[inline]
            fn $step(self) -> Self {
                Pattern::from(self.value.$step())
            }
        )*
        $(
            #[inline]
            fn $two(self, other: Self) -> Self {
                self.of_both(other, self.value.$two(other.value))
            }
        )*
    };
}

impl<T: Real, I: Inputs> Real for Pattern<T, I> {
    real_by_value!(Pattern::from);
    chosen_by_value!(Pattern::of);

    #[inline(always)]
    fn is_nonzero(self) -> bool {
        self.value.is_nonzero() || self.inputs.is_some()
    }

    #[inline]
    fn powi(self, n: i32) -> Self {
        match n {
            0 => self.value.powi(0).into(),
            _ => self.of(self.value.powi(n)),
        }
    }

    /// Its derivative in the sign is zero.
    #[inline]
    fn copysign(self, sign: Self) -> Self {
        self.of(self.value.copysign(sign.value))
    }

    #[inline]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        let value = self.value.mul_add(factor.value, summand.value);
        self.of_both(factor, value).of_both(summand, value)
    }

    #[inline]
    fn div_euclid(self, divisor: Self) -> Self {
        self.value.div_euclid(divisor.value).into()
    }

    functions! {
        one {
            recip abs to_degrees to_radians fract sqrt cbrt exp exp2 exp_m1 ln log2 log10 ln_1p sin cos tan asin acos atan sinh cosh
            tanh asinh acosh atanh
        }
        steps { signum floor ceil round round_ties_even trunc }
        two { rem_euclid hypot powf log atan2 }
    }
}

crate::scalar!([T: Real, I: Inputs] Pattern<T, I>);
