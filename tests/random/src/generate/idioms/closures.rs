//! Closures that are bound, called, and capture.

use super::Binder::{Float, Number};
use super::{Binder, Generator};
use crate::program::{Expr, Type};

const CLOSURES: [(&[Binder], &str); 6] = [
    (&[Float], "{ let shape = |@0: $T| $1; shape($0) + 0.5 * shape(0.25) }"),
    (&[Float], "{ let shape = |@0: $T| -> $T { $1 }; shape(shape($0)) }"),
    (
        &[Float, Float],
        "{ let both = |@0: $T, @1: $T| $1; both($0, 0.5) * both(0.75, $0) }",
    ),
    (
        &[Float],
        "{ let inner = |@0: $T| $1; let outer = |it: $T| inner(it) * it; outer($0) }",
    ),
    (&[Number(3)], "{ let at = |@0: usize| $1; at(0) + at(2) * $0 }"),
    (&[Float], "(|@0: $T| $1)($0)"),
];

impl Generator {
    pub fn closure(&mut self, depth: usize) -> Option<Expr> {
        let (binders, text) = self.random.pick(&CLOSURES);
        self.pure += 1;
        let argument = self.float(depth);
        self.pure -= 1;
        Some(self.idiom(Type::Float, text, vec![argument], binders, |inside| {
            vec![inside.float(depth + 1)]
        }))
    }
}
