//! A number of one's own in place of the float: it counts how many operations stand behind it.

use differentiate::{differentiate, scalar, Real, Residual, Workspace};
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

/// A float, and the length of the longest chain of operations that leads to it.
#[derive(Clone, Copy, Debug)]
struct Depth {
    value: f64,
    depth: u32,
}

fn given(value: f64) -> Depth {
    Depth { value, depth: 0 }
}

impl Depth {
    fn after(self, value: f64) -> Depth {
        Depth {
            value,
            depth: self.depth + 1,
        }
    }

    fn after_both(self, other: Depth, value: f64) -> Depth {
        Depth {
            value,
            depth: self.depth.max(other.depth) + 1,
        }
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident $assign:ident $assign_method:ident $operator:tt;)*) => {$(
        impl $trait for Depth {
            type Output = Depth;

            fn $method(self, other: Depth) -> Depth {
                self.after_both(other, self.value $operator other.value)
            }
        }

        impl $assign for Depth {
            fn $assign_method(&mut self, other: Depth) {
                *self = *self $operator other;
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

impl Neg for Depth {
    type Output = Depth;

    fn neg(self) -> Depth {
        self.after(-self.value)
    }
}

impl PartialEq for Depth {
    fn eq(&self, other: &Depth) -> bool {
        self.value == other.value
    }
}

impl PartialOrd for Depth {
    fn partial_cmp(&self, other: &Depth) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}

macro_rules! shown {
    ($($how:ident)*) => {$(
        impl fmt::$how for Depth {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::$how::fmt(&self.value, f)
            }
        }
    )*};
}

shown!(Display LowerExp UpperExp);

impl Residual for Depth {
    const FILL: Depth = Depth { value: 0.0, depth: 0 };

    fn push(self, tape: &mut Workspace) {
        self.value.push(tape);
        self.depth.push(tape);
    }

    fn pop(tape: &mut Workspace) -> Depth {
        let depth = u32::pop(tape);
        Depth {
            value: f64::pop(tape),
            depth,
        }
    }
}

macro_rules! functions {
    (one { $($one:ident)* } two { $($two:ident)* } three { $($three:ident)* } tests { $($test:ident)* }) => {
        $(fn $one(self) -> Depth { self.after(self.value.$one()) })*
        $(fn $two(self, other: Depth) -> Depth { self.after_both(other, self.value.$two(other.value)) })*
        $(fn $three(self, b: Depth, c: Depth) -> Depth {
            let deepest = if b.depth > c.depth { b } else { c };
            self.after_both(deepest, self.value.$three(b.value, c.value))
        })*
        $(fn $test(self) -> bool { self.value.$test() })*
    };
}

impl Real for Depth {
    fn constant(value: f64) -> Depth {
        given(value)
    }

    fn is_nonzero(self) -> bool {
        self.value != 0.0
    }

    fn from_i64(value: i64) -> Depth {
        given(value as f64)
    }

    fn from_u64(value: u64) -> Depth {
        given(value as f64)
    }

    fn to_f64(self) -> f64 {
        self.value
    }

    fn powi(self, n: i32) -> Depth {
        self.after(self.value.powi(n))
    }

    fn total_cmp(&self, other: &Depth) -> Ordering {
        self.value.total_cmp(&other.value)
    }

    functions! {
        one {
            recip abs signum to_degrees to_radians floor ceil round round_ties_even trunc fract sqrt cbrt exp exp2 exp_m1 ln log2
            log10 ln_1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh
        }
        two { copysign min max rem_euclid div_euclid hypot powf log atan2 }
        three { clamp mul_add }
        tests { is_nan is_infinite is_finite is_normal is_sign_positive is_sign_negative }
    }
}

scalar!([] Depth);

#[differentiate]
fn chain<T: Real>(x: &[T], y: T) -> T {
    let mut product = y;
    for &v in x {
        if v < y {
            product *= v.sin();
        } else {
            product += v.exp() / y;
        }
    }
    product
}

const X: [f64; 5] = [0.4, -0.3, 1.2, 0.9, -2.0];

#[test]
fn the_function_and_its_gradient_run_over_it_bit_for_bit() {
    let over = X.map(given);
    assert_eq!(chain(&over, given(0.7)).value.to_bits(), chain(&X[..], 0.7).to_bits());
    let (value, (dx, dy)) = chain::value_and_grad(&over, given(0.7));
    let (expected, (expected_dx, expected_dy)) = chain::value_and_grad(&X, 0.7);
    assert_eq!((value.value, dy.value), (expected, expected_dy));
    assert_eq!(dx.iter().map(|d| d.value).collect::<Vec<_>>(), expected_dx);
}

#[test]
fn it_carries_along_what_it_carries() {
    let over = X.map(given);
    // One operation for each factor or summand, and in the first of them one for what is multiplied.
    assert_eq!(chain(&over, given(0.7)).depth, 6);
    let (_, gradient) = chain::value_and_grad(&over, given(0.7));
    assert!(
        gradient.0.iter().all(|d| d.depth > 0),
        "computed from the function's numbers"
    );
}

/// What the modes are made of asks no more of a number: dual numbers over it are numbers, too.
#[test]
fn forward_mode_and_second_derivatives_run_over_it() {
    let (over, along) = (X.map(given), [0.5, 1.0, -1.0, 2.0, 0.25]);
    let (_, moved) = chain::jvp(&over, given(0.7), &along.map(given), given(-1.0));
    let (_, expected) = chain::jvp(&X, 0.7, &along, -1.0);
    assert_eq!(moved.value, expected);
    let (dx, dy) = chain::hvp(&over, given(0.7), &along.map(given), given(-1.0));
    let (expected_dx, expected_dy) = chain::hvp(&X, 0.7, &along, -1.0);
    assert_eq!(dx.iter().map(|d| d.value).collect::<Vec<_>>(), expected_dx);
    assert_eq!(dy.value, expected_dy);
}
