//! Options that are used where they arise.

use super::Binder::{Float, Reference};
use super::{Binder, Generator};
use crate::program::{Expr, Type};

/// Of a sequence, `%0`, and the number `$1`, which may lie behind its end; `$2` where there is nothing, `$3` of what there is.
const OPTIONS: [(&[Binder], &str); 9] = [
    (&[Float], "%0.get($1).map_or($2, |&@0| $3)"),
    (&[Float], "if let Some(&@0) = %0.get($1) { $3 } else { $2 }"),
    (&[Reference], "match %0.get($1) { Some(@0) => $3, None => $2 }"),
    (
        &[Float],
        "match %0.get($1).copied() { Some(@0) if @0 > 0.25 => $3, Some(other) => 0.5 * other, None => $2 }",
    ),
    (&[], "%0.get($1).copied().unwrap_or($2)"),
    (&[], "%0.first().copied().unwrap_or($2)"),
    (&[], "*%0.last().unwrap_or(&0.5)"),
    (&[Float], "%0.last().map(|&@0| $3).unwrap_or($2)"),
    (&[], "%0.iter().copied().max_by(|a, b| a.total_cmp(b)).unwrap_or($2)"),
];

impl Generator {
    pub fn optional(&mut self, depth: usize) -> Option<Expr> {
        let (binders, text) = self.random.pick(&OPTIONS);
        let of = Expr::variable(&self.sequence(0)?.variable);
        self.pure += 1;
        let outside = vec![of, self.int("usize", 0, 5, 0), self.float(depth)];
        self.pure -= 1;
        Some(self.idiom(Type::Float, text, outside, binders, |inside| {
            vec![inside.float(depth + 1)]
        }))
    }
}
