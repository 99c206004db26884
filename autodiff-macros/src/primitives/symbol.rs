//! Partial derivatives as small expressions, so that a row of the table reads like mathematics, and so that what a
//! partial uses (which arguments, the output) is derived from it.

use super::Primitive;
use crate::ir::Comparison;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// An expression in the arguments and the output of a primitive. It is copied freely; the table is built once and lives
/// as long as the process.
#[derive(Clone, Copy, Debug)]
pub struct Symbol(&'static Expression);

#[derive(Clone, Debug)]
pub enum Expression {
    Argument(usize),
    Output,
    Constant(f64),
    /// An integer, beside `powi`'s exponent.
    Integer(i128),
    Apply(Primitive, Vec<Symbol>),
    /// The second where the condition holds, else the third; the other is not evaluated.
    When(Condition, Symbol, Symbol),
    /// An integer as a float.
    ToFloat(Symbol),
    /// One less than an integer, or the integer itself if it is the smallest.
    Predecessor(Symbol),
}

#[derive(Clone, Copy, Debug)]
pub struct Condition {
    pub comparison: Comparison,
    pub left: Symbol,
    pub right: Symbol,
}

impl Symbol {
    fn new(expression: Expression) -> Symbol {
        Symbol(Box::leak(Box::new(expression)))
    }

    pub(super) fn argument(position: usize) -> Symbol {
        Symbol::new(Expression::Argument(position))
    }

    pub(super) fn output() -> Symbol {
        Symbol::new(Expression::Output)
    }

    pub fn expression(self) -> &'static Expression {
        self.0
    }

    fn compare(self, comparison: Comparison, right: Symbol) -> Condition {
        Condition {
            comparison,
            left: self,
            right,
        }
    }

    pub fn equals(self, other: Symbol) -> Condition {
        self.compare(Comparison::Eq, other)
    }

    pub fn differs(self, other: Symbol) -> Condition {
        self.compare(Comparison::Ne, other)
    }

    pub fn below(self, other: Symbol) -> Condition {
        self.compare(Comparison::Lt, other)
    }

    pub fn above(self, other: Symbol) -> Condition {
        self.compare(Comparison::Gt, other)
    }

    fn is(self, value: f64) -> bool {
        matches!(self.0, Expression::Constant(c) if *c == value)
    }

    /// Whether it is zero everywhere: then there is nothing to propagate.
    pub fn is_zero(self) -> bool {
        self.is(0.0)
    }

    pub fn is_one(self) -> bool {
        self.is(1.0)
    }

    pub fn is_minus_one(self) -> bool {
        match self.0 {
            Expression::Apply(Primitive::Neg, args) => args[0].is_one(),
            _ => self.is(-1.0),
        }
    }

    /// Whether it is the same number everywhere.
    pub fn is_constant(self) -> bool {
        !self.any(&|e| matches!(e, Expression::Argument(_) | Expression::Output))
    }

    /// Whether it can be infinite or NaN where its arguments and output are finite.
    pub fn may_be_infinite(self) -> bool {
        self.any(&|e| match e {
            Expression::Apply(Primitive::Div, args) => !args[1].is_constant(),
            Expression::Apply(primitive, _) => {
                !matches!(
                    primitive,
                    Primitive::Add | Primitive::Sub | Primitive::Mul | Primitive::Neg
                ) && !matches!(
                    primitive,
                    Primitive::Sin | Primitive::Cos | Primitive::Signum | Primitive::Round
                )
            }
            _ => false,
        })
    }

    /// Whether it chooses between zero and something, by more than arguments that are constants: then a zero product means
    /// *not used*.
    pub fn may_vanish(self, is_constant: &dyn Fn(usize) -> bool) -> bool {
        let varies = |part: Symbol| {
            part.any(&|e| match e {
                Expression::Argument(k) => !is_constant(*k),
                Expression::Output => true,
                _ => false,
            })
        };
        match self.0 {
            Expression::When(condition, a, b) => {
                (a.is_zero() || b.is_zero()) && (varies(condition.left) || varies(condition.right))
            }
            _ => false,
        }
    }

    /// Whether its value needs that of the k-th argument.
    pub fn uses_argument(self, k: usize) -> bool {
        self.any(&|e| matches!(e, Expression::Argument(at) if *at == k))
    }

    /// Whether its value needs that of the output.
    pub fn uses_output(self) -> bool {
        self.any(&|e| matches!(e, Expression::Output))
    }

    fn any(self, test: &dyn Fn(&Expression) -> bool) -> bool {
        let inside = match self.0 {
            Expression::Argument(_) | Expression::Output | Expression::Constant(_) | Expression::Integer(_) => false,
            Expression::Apply(_, args) => args.iter().any(|arg| arg.any(test)),
            Expression::When(condition, a, b) => [condition.left, condition.right, *a, *b]
                .iter()
                .any(|part| part.any(test)),
            Expression::ToFloat(a) | Expression::Predecessor(a) => a.any(test),
        };
        inside || test(self.0)
    }
}

pub fn zero() -> Symbol {
    constant(0.0)
}

pub fn one() -> Symbol {
    constant(1.0)
}

pub fn constant(value: f64) -> Symbol {
    Symbol::new(Expression::Constant(value))
}

pub fn integer(value: i128) -> Symbol {
    Symbol::new(Expression::Integer(value))
}

pub fn to_float(integer: Symbol) -> Symbol {
    Symbol::new(Expression::ToFloat(integer))
}

pub fn predecessor(integer: Symbol) -> Symbol {
    Symbol::new(Expression::Predecessor(integer))
}

pub fn when(condition: Condition, then: Symbol, otherwise: Symbol) -> Symbol {
    Symbol::new(Expression::When(condition, then, otherwise))
}

/// Functions of the table that partials use.
macro_rules! functions {
    ($($name:ident($($arg:ident),+) = $variant:ident;)+) => {$(
        pub fn $name($($arg: Symbol),+) -> Symbol {
            Symbol::new(Expression::Apply(Primitive::$variant, vec![$($arg),+]))
        }
    )+};
}
functions! {
    cos(x) = Cos;
    sin(x) = Sin;
    cosh(x) = Cosh;
    exp(x) = Exp;
    sinh(x) = Sinh;
    ln(x) = Ln;
    sqrt(x) = Sqrt;
    signum(x) = Signum;
    round(x) = Round;
    hypot(x, y) = Hypot;
    powf(x, y) = Powf;
    powi(x, n) = Powi;
}

macro_rules! operators {
    ($($operator:ident $method:ident;)+) => {$(
        impl $operator for Symbol {
            type Output = Symbol;
            fn $method(self, other: Symbol) -> Symbol {
                Symbol::new(Expression::Apply(Primitive::$operator, vec![self, other]))
            }
        }
        impl $operator<f64> for Symbol {
            type Output = Symbol;
            fn $method(self, other: f64) -> Symbol {
                self.$method(constant(other))
            }
        }
        impl $operator<Symbol> for f64 {
            type Output = Symbol;
            fn $method(self, other: Symbol) -> Symbol {
                constant(self).$method(other)
            }
        }
    )+};
}
operators! {
    Add add;
    Sub sub;
    Mul mul;
    Div div;
}

impl Neg for Symbol {
    type Output = Symbol;
    fn neg(self) -> Symbol {
        Symbol::new(Expression::Apply(Primitive::Neg, vec![self]))
    }
}
