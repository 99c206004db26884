//! `match` and its kin, on what has no derivative.

use super::Binder::Number;
use super::Generator;
use crate::program::{Expr, Type};

/// On an integer, `$0`; the arms are `$1`, `$2` and, where the number is bound, `$3`.
const ON_INTEGERS: [&str; 6] = [
    "match $0 { 0 => $1, 1 | 2 => $2, @0 => $3 }",
    "match $0 { 0..=1 => $1, @0 if @0 % 2 == 0 => $3, _ => $2 }",
    "match $0 { @0 @ 1..=2 => $3, 3.. => $1, _ => $2 }",
    "if let 1 | 3 = $0 { $1 } else { $2 }",
    "if matches!($0, 0 | 2..=3) { $1 } else { $2 }",
    "match ($0, $0 > 1) { (0, _) => $1, (@0, true) => $3, _ => $2 }",
];

/// On a condition.
const ON_CONDITIONS: [&str; 3] = [
    "match $0 { true => $1, false => $2 }",
    "match ($0, true) { (true, _) => $1, (_, other) => if other { $2 } else { $1 } }",
    "'done: { if $0 { break 'done $1; } $2 }",
];

/// On floats.
const ON_FLOATS: [&str; 3] = [
    "match $0 { it if it < 0.25 => $1, it if it > 0.75 => it * $2, it => it }",
    "match %0.partial_cmp(&0.5) { Some(std::cmp::Ordering::Less) => $1, _ => $2 }",
    "match %0.total_cmp(&0.25) { std::cmp::Ordering::Greater => $1, std::cmp::Ordering::Equal | std::cmp::Ordering::Less => $2 }",
];

impl Generator {
    pub fn matching(&mut self, depth: usize) -> Option<Expr> {
        match self.random.below(3) {
            0 if self.has_integers() => {
                let text = self.random.pick(&ON_INTEGERS);
                self.pure += 1;
                let of = self.int("usize", 0, 4, 1);
                let arms = [self.float(depth), self.float(depth)];
                self.pure -= 1;
                let outside = std::iter::once(of).chain(arms).collect();
                Some(self.idiom(Type::Float, text, outside, &[Number(4)], |inside| {
                    vec![inside.float(depth + 1)]
                }))
            }
            1 => {
                let text = self.random.pick(&ON_CONDITIONS);
                self.pure += 1;
                let outside = vec![self.boolean(1), self.float(depth), self.float(depth)];
                self.pure -= 1;
                Some(self.idiom(Type::Float, text, outside, &[], |_| Vec::new()))
            }
            _ => {
                let text = self.random.pick(&ON_FLOATS);
                self.pure += 1;
                // A reference that is mutable has another `partial_cmp`, with references to the same.
                let of = self
                    .float_variable()
                    .filter(|of| !of.is_vague() && !of.is_lent_mutably());
                let arms = [self.float(depth), self.float(depth)];
                self.pure -= 1;
                let outside = std::iter::once(of?).chain(arms).collect();
                Some(self.idiom(Type::Float, text, outside, &[], |_| Vec::new()))
            }
        }
    }
}
