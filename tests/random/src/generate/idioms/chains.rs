//! Chains of iterators that end in a number.

use super::Binder::{Float, Number, Reference, Slice};
use super::{Binder, Generator};
use crate::program::{Expr, Type};

/// Over one sequence: what is bound, and the text, in which `$1` is made of it.
const OF_ONE: [(&[Binder], &str); 22] = [
    (&[Reference], "%0.iter().map(|@0| $1).sum::<$T>()"),
    (&[Float], "%0.iter().map(|&@0| $1).sum::<$T>()"),
    (&[Float], "%0.iter().copied().map(|@0| $1).sum::<$T>()"),
    (&[Float], "%0.iter().rev().map(|&@0| $1).sum::<$T>()"),
    (&[Float], "%0.iter().skip(1).map(|&@0| $1).sum::<$T>()"),
    (&[Float], "%0.iter().take(2).map(|&@0| $1).product::<$T>()"),
    (&[Float], "%0.iter().step_by(2).map(|&@0| $1).sum::<$T>()"),
    (
        &[Number(4), Reference],
        "%0.iter().enumerate().map(|(@0, @1)| $1).sum::<$T>()",
    ),
    (
        &[Number(4), Float],
        "%0.iter().enumerate().map(|(@0, &@1)| $1).sum::<$T>()",
    ),
    (
        &[Number(4), Float],
        "%0.iter().copied().enumerate().filter(|&(@0, _)| @0 != 1).map(|(@0, @1)| $1).sum::<$T>()",
    ),
    (&[Float], "%0.iter().filter(|&&@0| @0 > 0.25).map(|&@0| $1).sum::<$T>()"),
    (
        &[Float],
        "%0.iter().map(|&@0| $1).filter(|one| *one < 0.75).sum::<$T>()",
    ),
    (
        &[Float],
        "%0.iter().take_while(|&&@0| @0 > -1.5).map(|&@0| $1).sum::<$T>()",
    ),
    (&[Float], "%0.iter().map(|&@0| $1).fold($T::NEG_INFINITY, $T::max)"),
    (
        &[Float],
        "%0.iter().map(|&@0| $1).fold(0.5, |all, one| 0.5 * all + one)",
    ),
    (&[Slice(2)], "%0.windows(2).map(|@0| $1).sum::<$T>()"),
    (&[Slice(2)], "%0.chunks_exact(2).map(|@0| $1).sum::<$T>()"),
    (&[Slice(1)], "%0.chunks(2).map(|@0| $1).sum::<$T>()"),
    (&[Float], "%0.iter().chain(%0.iter()).map(|&@0| $1).sum::<$T>()"),
    (
        &[Float],
        "%0.iter().scan(0.5, |all, &@0| { *all = 0.5 * *all + $1; Some(*all) }).sum::<$T>()",
    ),
    (&[Float], "%0.iter().flat_map(|&@0| [@0, $1]).sum::<$T>()"),
    (
        &[Float],
        "%0.iter().filter_map(|&@0| if @0 > 0.25 { Some($1) } else { None }).sum::<$T>()",
    ),
];

/// Over two sequences.
const OF_TWO: [(&[Binder], &str); 5] = [
    (
        &[Reference, Reference],
        "%0.iter().zip(%1.iter()).map(|(@0, @1)| $2).sum::<$T>()",
    ),
    (
        &[Float, Float],
        "%0.iter().zip(%1.iter()).map(|(&@0, &@1)| $2).sum::<$T>()",
    ),
    (
        &[Float, Float],
        "%0.iter().rev().zip(%1.iter().skip(1)).map(|(&@0, &@1)| $2).sum::<$T>()",
    ),
    (
        &[Float, Float],
        "%0.iter().zip(%1.iter()).fold(0.25, |all, (&@0, &@1)| 0.5 * all + $2)",
    ),
    (&[Float], "%0.iter().chain(%1.iter().rev()).map(|&@0| $2).sum::<$T>()"),
];

/// Over numbers.
const OF_NUMBERS: [&str; 5] = [
    "(0..$0).map(|@0| $1).sum::<$T>()",
    "(0..$0).rev().map(|@0| $1).sum::<$T>()",
    "(1..=$0).filter(|@0| @0 % 2 == 1).map(|@0| $1).product::<$T>()",
    "(0..$0).map(|@0| $1).fold($T::INFINITY, |low, one| low.min(one))",
    "(0..$0).step_by(2).map(|@0| $1).sum::<$T>()",
];

/// Of a sequence, without more.
const WHOLE: [&str; 8] = [
    "%0.iter().sum::<$T>()",
    "%0.iter().copied().sum::<$T>()",
    "%0.iter().product::<$T>()",
    "%0.iter().cloned().fold($T::NEG_INFINITY, $T::max)",
    "%0.iter().copied().fold($T::INFINITY, $T::min)",
    "%0.iter().copied().reduce(|a, b| a * b + 0.5).unwrap()",
    "%0[1..].iter().sum::<$T>()",
    "%0[..2].iter().product::<$T>()",
];

impl Generator {
    pub fn chain(&mut self, depth: usize) -> Option<Expr> {
        match self.random.weighted(&[(8, 0), (4, 1), (3, 2), (3, 3)]) {
            0 => {
                let (binders, text) = self.random.pick(&OF_ONE);
                let of = Expr::variable(&self.sequence(1)?.variable);
                Some(self.idiom(Type::Float, text, vec![of], binders, |inside| {
                    vec![inside.float(depth + 1)]
                }))
            }
            1 => {
                let (binders, text) = self.random.pick(&OF_TWO);
                let (one, other) = (self.sequence(1)?.variable, self.sequence(1)?.variable);
                let of = vec![Expr::variable(&one), Expr::variable(&other)];
                Some(self.idiom(Type::Float, text, of, binders, |inside| vec![inside.float(depth + 1)]))
            }
            2 => {
                let text = self.random.pick(&OF_NUMBERS);
                let to = self.int("usize", 0, 4, 0);
                Some(self.idiom(Type::Float, text, vec![to], &[Number(4)], |inside| {
                    vec![inside.float(depth + 1)]
                }))
            }
            _ => {
                let text = self.random.pick(&WHOLE);
                let of = Expr::variable(&self.sequence(2)?.variable);
                Some(self.idiom(Type::Float, text, vec![of], &[], |_| Vec::new()))
            }
        }
    }
}
