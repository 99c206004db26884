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

/// Over one sequence whose iterator is held in a variable and asked in pieces.
const HELD: [(&[Binder], &str); 13] = [
    (
        &[Float],
        "{ let mut own_it = %0.iter(); let own_first = own_it.next().copied().unwrap_or(0.5); \
         own_it.map(|&@0| $1).fold(own_first, |all, one| 0.5 * all + one) }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter().copied(); let own_head: $T = own_it.by_ref().take(2).map(|@0| $1).sum(); \
         own_head - own_it.sum::<$T>() }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter(); let own_second = own_it.nth(1).map_or(0.25, |&@0| $1); \
         own_it.rev().fold(own_second, |all, &one| all * 0.5 + one) }",
    ),
    (
        &[Number(4), Float],
        "{ let mut own_it = %0.iter().enumerate(); let mut own_sum = 0.5; \
         while let Some((@0, &@1)) = own_it.next() { own_sum = own_sum * 0.5 + $1; if own_sum > 1.5 { break; } } \
         own_sum + own_it.map(|(_, v)| v * 0.5).sum::<$T>() }",
    ),
    (
        &[Float],
        "{ let own_it = %0.iter().map(|&@0| $1); own_it.clone().sum::<$T>() * own_it.fold(0.5, |all, one| all * 0.5 - one) }",
    ),
    (
        &[Slice(1)],
        "{ let mut own_it = %0.chunks(2); let own_front = own_it.next().map_or(0.5, |@0| $1); \
         own_it.map(|own_part| own_part.iter().product::<$T>()).fold(own_front, |all, one| all - one) }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter().map(|&@0| $1).peekable(); let mut own_sum = 0.25; \
         while let Some(own_one) = own_it.next() { own_sum += match own_it.peek() { Some(own_next) => own_one * 0.5 - own_next, None => own_one }; } own_sum }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter().copied(); let mut own_sum = own_it.next_back().unwrap_or(0.75); \
         for @0 in own_it.by_ref() { own_sum = own_sum * 0.5 + $1; if own_sum < 0.25 { break; } } own_sum * own_it.next().unwrap_or(0.5) }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter().copied().filter(|v| *v > 0.25); let own_sum = own_it.next().map_or(0.5, |@0| $1); \
         own_sum - own_it.last().unwrap_or(0.25) }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter().copied(); let own_found = own_it.find(|&v| v > 0.5).unwrap_or(0.25); \
         own_it.map(|@0| $1).fold(own_found, $T::max) }",
    ),
    (
        &[Float],
        "{ let mut own_it = %0.iter().copied(); let own_skipped = own_it.by_ref().take_while(|v| *v < 0.5).map(|@0| $1).sum::<$T>(); \
         own_it.fold(own_skipped, |all, one| 0.5 * all + one) }",
    ),
    (
        &[Float],
        "%0.iter().map(|&@0| if @0 > -1.5 { Some($1) } else { None }).collect::<Option<Vec<$T>>>()\
         .map_or(0.5, |own_all| own_all.iter().product::<$T>())",
    ),
    (
        &[Float],
        "%0.iter().try_fold(0.5, |all, &@0| if all < 2.5 { Some(0.5 * all + $1) } else { None }).unwrap_or(0.75)",
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
        match self.random.weighted(&[(8, 0), (4, 1), (3, 2), (3, 3), (5, 4)]) {
            of_one @ (0 | 4) => {
                let (binders, text) = match of_one {
                    0 => self.random.pick(&OF_ONE),
                    _ => self.random.pick(&HELD),
                };
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
