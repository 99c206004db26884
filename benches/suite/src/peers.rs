//! Gradients by other crates, of one generic function for all of them.

use std::ops::{Add, Div, Mul, Sub};

use echidna::{Dual, DualVec, Reverse, Scalar};
use num_dual::{Dual64, DualNum, DualSVec64};
use num_traits::Float;
use reverse::{Gradient, Tape, Var};

use crate::case::Case;

/// A number of one of the crates.
pub trait Number: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> {
    /// x + c.
    fn plus(self, constant: f64) -> Self;
    /// c · x.
    fn times(self, constant: f64) -> Self;
    /// eˣ.
    fn exponential(self) -> Self;
    /// log x.
    fn logarithm(self) -> Self;
    /// sin x.
    fn sine(self) -> Self;
    /// cos x.
    fn cosine(self) -> Self;
    /// tanh x.
    fn hyperbolic_tangent(self) -> Self;
    /// √x.
    fn root(self) -> Self;
    /// The number without its derivative.
    fn number(self) -> f64;
}

macro_rules! number {
    ($type:ty, $constant:expr, $number:expr) => {
        impl Number for $type {
            fn plus(self, constant: f64) -> Self {
                self + $constant(constant)
            }
            fn times(self, constant: f64) -> Self {
                self * $constant(constant)
            }
            fn exponential(self) -> Self {
                self.exp()
            }
            fn logarithm(self) -> Self {
                self.ln()
            }
            fn sine(self) -> Self {
                self.sin()
            }
            fn cosine(self) -> Self {
                self.cos()
            }
            fn hyperbolic_tangent(self) -> Self {
                self.tanh()
            }
            fn root(self) -> Self {
                self.sqrt()
            }
            fn number(self) -> f64 {
                $number(self)
            }
        }
    };
}

number!(Reverse<f64>, Reverse::constant, |x: Self| Scalar::value(&x));
number!(Var<'_>, |constant: f64| constant, |x: Self| x.val());
number!(Dual64, |constant: f64| constant, |x: Self| x.re);
number!(Dual<f64>, Dual::constant, |x: Self| x.re);
number!(DualVec<f64, 3>, DualVec::constant, |x: Self| x.re);
number!(DualSVec64<3>, |constant: f64| constant, |x: Self| x.re);
number!(DualSVec64<15>, |constant: f64| constant, |x: Self| x.re);

/// The function of a problem, of all variables in one list.
pub trait Generic: Copy + 'static {
    /// Its value at `x`.
    fn value<T: Number>(self, x: &[T]) -> T;
}

impl Case {
    /// Adds the crates with a tape in memory, and for few variables one with dual numbers.
    pub fn peers(self, x: &'static [f64], function: impl Generic) -> Case {
        let case = self
            .alone("echidna", move |dx| {
                dx.copy_from_slice(&echidna::grad(|x| function.value(x), x))
            })
            .way("reverse", move |dx| {
                let tape = Tape::new();
                let variables = tape.add_vars(x);
                let value = function.value(&variables);
                dx.copy_from_slice(&value.grad().wrt(&variables));
                value.val()
            });
        if x.len() > 10 {
            return case;
        }
        case.way("num-dual", move |dx| {
            let mut value = f64::NAN;
            for k in 0..x.len() {
                let direction = |(j, &x): (usize, &f64)| Dual64::new(x, f64::from(j == k));
                let at: Vec<Dual64> = x.iter().enumerate().map(direction).collect();
                let found = function.value(&at);
                (value, dx[k]) = (found.re, found.eps);
            }
            value
        })
    }
}
