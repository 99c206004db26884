//! Numbers that know which operation made them infinite or NaN.

use super::by_value::{real_by_value, shown_by_value};
use crate::workspace::{Residual, Workspace};
use crate::Real;
use core::fmt;
use core::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};
use core::panic::Location;
use std::cell::RefCell;
use std::vec::Vec;

/// A float, and, if it is infinite or NaN, the operation that it comes from: the first one on its way whose operands were
/// finite.
///
/// A function that is generic over its float type runs over it as it is;
/// [`monitors::first_non_finite`](crate::monitors::first_non_finite) runs a differentiated function and its reverse sweep.
///
/// ```
/// use autodiff_runtime::scalars::Watched;
/// use autodiff_runtime::Real;
///
/// fn f<T: Real>(x: T) -> T {
///     T::constant(3.0) * Real::ln(x - T::constant(2.0)) + x
/// }
///
/// let y = f(Watched::new(1.5));
/// let origin = y.origin().unwrap();
/// assert_eq!((origin.operation, &origin.operands[..]), ("ln", &[-0.5][..]));
/// assert!(f(Watched::new(3.0)).origin().is_none());
/// ```
///
/// An infinity that stands in the function as a constant is no fault; what an operation makes a NaN of it is.
#[derive(Clone, Copy, Debug)]
pub struct Watched<T = f64> {
    /// What the function computes.
    pub value: T,
    /// One more than the place of the operation among those that were noted; 0 if there is none.
    origin: u64,
}

/// An operation whose operands are finite (or infinite constants), and whose value is not.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NonFiniteOperation {
    /// Its name, as `ln` or `/`; `argument` for a number that was given to the function, and `constant` for one that stands in
    /// it, or that a function gave which does not run over numbers of one's own, as a `rule!` does.
    pub operation: &'static str,
    /// What it was applied to.
    pub operands: Vec<f64>,
    /// What it gave.
    pub value: f64,
    /// Whether the function or its derivative was computed.
    pub sweep: Sweep,
    /// Where it stands in the source; none for arguments and constants.
    pub place: Option<&'static Location<'static>>,
}

/// The two halves of a gradient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sweep {
    /// The function itself.
    #[default]
    Forward,
    /// The derivatives, from the value back to the arguments.
    Reverse,
}

/// The operations that were noted on this thread.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    sweep: Sweep,
    noted: Vec<NonFiniteOperation>,
}

/// More are not noted: a program that makes so many infinities has no use for the last of them.
const MOST: usize = 1 << 20;

std::thread_local! {
    static NOTES: RefCell<Notes> = RefCell::default();
}

impl Notes {
    /// Puts these notes in the place of those of the thread, which it gives.
    pub fn replace(self) -> Notes {
        NOTES.with(|notes| notes.replace(self))
    }

    /// From here on operations belong to the reverse sweep.
    pub fn reverse() {
        NOTES.with(|notes| notes.borrow_mut().sweep = Sweep::Reverse);
    }

    #[cold]
    fn note(operation: &'static str, operands: &[f64], value: f64, place: Option<&'static Location<'static>>) -> u64 {
        NOTES.with(|notes| {
            let mut notes = notes.borrow_mut();
            if notes.noted.len() < MOST {
                let sweep = notes.sweep;
                notes.noted.push(NonFiniteOperation {
                    operation,
                    operands: operands.to_vec(),
                    value,
                    sweep,
                    place,
                });
            }
            notes.noted.len() as u64
        })
    }
}

impl<T: Real> Watched<T> {
    /// An argument.
    #[inline]
    pub fn new(value: T) -> Self {
        let origin = match value.is_finite() {
            true => 0,
            false => Notes::note("argument", &[], value.to_f64(), None),
        };
        Watched { value, origin }
    }

    /// Where it comes from, if it is infinite or NaN.
    pub fn origin(self) -> Option<NonFiniteOperation> {
        if self.value.is_finite() {
            return None;
        }
        let place = (self.origin as usize).checked_sub(1);
        let noted = place.and_then(|place| NOTES.with(|notes| notes.borrow().noted.get(place).cloned()));
        Some(noted.unwrap_or(NonFiniteOperation {
            operation: "constant",
            operands: Vec::new(),
            value: self.value.to_f64(),
            sweep: Sweep::Forward,
            place: None,
        }))
    }

    /// How early the operation was noted that it comes from; numbers that are finite, and constants, come last.
    pub(crate) fn rank(self) -> u64 {
        match self.value.is_finite() {
            true => u64::MAX,
            false => self.origin.wrapping_sub(1).min(u64::MAX - 1),
        }
    }

    /// A number that comes from nowhere.
    #[inline(always)]
    fn constant_of(value: T) -> Self {
        Watched { value, origin: 0 }
    }

    /// The value of an operation on some numbers.
    #[inline(always)]
    #[track_caller]
    fn of<const N: usize>(operation: &'static str, operands: [Self; N], value: T) -> Self {
        if value.is_finite() {
            return Watched { value, origin: 0 };
        }
        Self::not_finite(operation, operands, value)
    }

    #[cold]
    #[track_caller]
    fn not_finite<const N: usize>(operation: &'static str, operands: [Self; N], value: T) -> Self {
        // The earliest of those that came in as they are now; a NaN does not come of an infinity that came in by itself.
        let carried = operands
            .iter()
            .filter(|operand| operand.origin != 0)
            .map(|operand| operand.origin);
        let passed = !value.is_nan() && operands.iter().any(|operand| operand.value.is_infinite());
        let origin = match carried.min() {
            Some(origin) => origin,
            None if passed || operands.iter().any(|operand| operand.value.is_nan()) => 0,
            None => {
                let operands = operands.map(|operand| operand.value.to_f64());
                Notes::note(operation, &operands, value.to_f64(), Some(Location::caller()))
            }
        };
        Watched { value, origin }
    }
}

impl fmt::Display for NonFiniteOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.operation, &self.operands[..]) {
            ("argument", _) => write!(f, "an argument is {}", self.value)?,
            ("constant", _) => write!(f, "a constant, or what a rule gave, is {}", self.value)?,
            (infix @ ("+" | "-" | "*" | "/" | "%"), [a, b]) => write!(f, "{a} {infix} {b} is {}", self.value)?,
            (name, operands) => {
                write!(f, "{name}(")?;
                for (k, operand) in operands.iter().enumerate() {
                    write!(f, "{}{operand}", if k == 0 { "" } else { ", " })?;
                }
                write!(f, ") is {}", self.value)?;
            }
        }
        match self.sweep {
            Sweep::Forward => f.write_str(" in the function")?,
            Sweep::Reverse => f.write_str(" in the reverse sweep, which computes derivatives")?,
        }
        match self.place {
            Some(place) => write!(f, ", at {place}"),
            None => Ok(()),
        }
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $assign:ident $assign_method:ident $operator:tt;)*) => {$(
        impl<T: Real> $trait for Watched<T> {
            type Output = Self;

            #[inline(always)]
            #[track_caller]
            fn $method(self, other: Self) -> Self {
                Watched::of(stringify!($operator), [self, other], self.value $operator other.value)
            }
        }

        impl<T: Real> $assign for Watched<T> {
            #[inline(always)]
            #[track_caller]
            fn $assign_method(&mut self, other: Self) {
                *self = Watched::of(stringify!($operator), [*self, other], self.value $operator other.value);
            }
        }
    )*};
}

operators! {
    Add add AddAssign add_assign +;
    Sub sub SubAssign sub_assign -;
    Mul mul MulAssign mul_assign *;
    Div div DivAssign div_assign /;
    Rem rem RemAssign rem_assign %;
}

impl<T: Real> Neg for Watched<T> {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Watched {
            value: -self.value,
            ..self
        }
    }
}

shown_by_value!([T: Real] Watched<T>);

impl<T: Real> Residual for Watched<T> {
    const FILL: Self = Watched {
        value: T::FILL,
        origin: 0,
    };

    fn push(self, tape: &mut Workspace) {
        self.value.push(tape);
        self.origin.push(tape);
    }

    fn pop(tape: &mut Workspace) -> Self {
        let origin = Residual::pop(tape);
        Watched {
            value: T::pop(tape),
            origin,
        }
    }
}

macro_rules! functions {
    (one { $($one:ident)* } two { $($two:ident)* } three { $($three:ident)* }) => {
        $(
            #[track_caller]
            fn $one(self) -> Self {
                Watched::of(stringify!($one), [self], self.value.$one())
            }
        )*
        $(
            #[track_caller]
            fn $two(self, other: Self) -> Self {
                Watched::of(stringify!($two), [self, other], self.value.$two(other.value))
            }
        )*
        $(
            #[track_caller]
            fn $three(self, b: Self, c: Self) -> Self {
                Watched::of(stringify!($three), [self, b, c], self.value.$three(b.value, c.value))
            }
        )*
    };
}

impl<T: Real> Real for Watched<T> {
    /// It carries no derivative: functions that run over floats alone run over it.
    const IS_FLOAT: bool = T::IS_FLOAT;

    real_by_value!(Watched::constant_of);

    #[inline(always)]
    fn is_nonzero(self) -> bool {
        self.value.is_nonzero()
    }

    #[track_caller]
    fn powi(self, n: i32) -> Self {
        Watched::of("powi", [self, Real::from_i64(n.into())], self.value.powi(n))
    }

    functions! {
        one {
            recip abs signum to_degrees to_radians floor ceil round round_ties_even trunc fract sqrt cbrt exp exp2 exp_m1 ln log2
            log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh
        }
        two { copysign min max rem_euclid div_euclid hypot powf log atan2 }
        three { clamp mul_add }
    }
}

crate::scalar!([T: Real] Watched<T>);
