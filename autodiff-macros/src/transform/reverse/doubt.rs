//! Adjoints that may be zero because a value was not used, and partials that are then not to be asked.
//!
//! A value that is computed before a branch, and used on one side only, has a zero adjoint when the other side is taken;
//! its partial may be infinite or NaN just then, for that is what such branches are about:
//!
//! ```text
//! let r = x.sqrt();                     // at x = 0 …
//! if x > 0.0 { r } else { 0.0 }         // … dr is 0, and 0 · ∞ is NaN
//! ```
//!
//! A zero that means *not used* is no factor: the contribution is zero. Where a doubtful adjoint meets a partial that can be
//! infinite, the product stands behind a test.

use super::Reverse;
use crate::ir::{Const, Dialect, FloatTest, Node, NodeId, Op};
use crate::primitives::symbol::Symbol;
use crate::primitives::Primitive;
use std::collections::HashSet;

/// Why an adjoint may be a zero that means *not used*.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Doubt {
    /// The value may have been overwritten in its array or by the next iteration.
    Overwritten,
    /// The value may have been used on one side of a branch only.
    Branch,
}

impl Reverse {
    pub(super) fn doubt(&mut self, adjoint: NodeId, doubt: Option<Doubt>) {
        if let (Some(doubt), None) = (doubt, self.builder.graph.constant(adjoint)) {
            self.doubts.insert(adjoint, doubt);
        }
    }

    pub(super) fn doubt_of(&self, adjoint: NodeId) -> Option<Doubt> {
        self.doubts.get(&adjoint).copied()
    }

    /// Whether the adjoint is a zero that is written out: nothing has been added yet.
    pub(super) fn is_zero(&self, adjoint: NodeId) -> bool {
        self.builder.graph.constant(adjoint).and_then(|zero| zero.as_float()) == Some(0.0)
    }

    /// `dz · ∂z/∂a`, behind a test where a zero must not meet an infinity.
    pub(super) fn contribution(
        &mut self,
        adjoint: NodeId,
        partial: Symbol,
        out: NodeId,
        n: &Node,
        dialect: Dialect,
    ) -> NodeId {
        let doubt = self.doubt_of(adjoint);
        let guarded = match doubt {
            None => false,
            Some(Doubt::Overwritten) => partial.may_be_infinite() && !self.is_power(n),
            Some(Doubt::Branch) => {
                let used = |k: usize| partial.uses_argument(k) && !self.is_finite(n.args[k]);
                partial.may_be_infinite()
                    || (0..n.args.len()).any(used)
                    || partial.uses_output() && !self.is_finite(out)
            }
        };
        let contribution = if guarded {
            let float = self.builder.graph.ty(adjoint).float().expect("a float");
            let used = self.builder.test(FloatTest::IsNonzero, adjoint);
            self.builder.enter();
            let product = partial.times(adjoint, &mut self.builder, &n.args, out, dialect);
            let then = self.builder.leave(vec![product]);
            self.builder.enter();
            let zero = self.builder.float(float, 0.0);
            let otherwise = self.builder.leave(vec![zero]);
            self.builder.branch(used, then, otherwise)[0]
        } else {
            partial.times(adjoint, &mut self.builder, &n.args, out, dialect)
        };
        // A choice that was decided at compile time (`powi` with a constant exponent) is none.
        let chosen = matches!(self.builder.graph[contribution].op, Op::Result(_));
        let choice = (chosen && partial.may_vanish()).then_some(Doubt::Branch);
        self.doubt(contribution, choice.or(doubt));
        contribution
    }

    /// Whether a value is finite, as far as its operation shows, where parameters and memory are.
    fn is_finite(&self, node: NodeId) -> bool {
        let graph = &self.builder.graph;
        let mut open = vec![node];
        let mut seen = HashSet::new();
        while let Some(node) = open.pop() {
            if let Op::Primitive(primitive, _) = graph[node].op {
                if !primitive.is_finite() {
                    return false;
                }
                open.extend(graph[node].args.iter().filter(|&&arg| seen.insert(arg)));
            }
        }
        true
    }
}

impl Reverse {
    /// A power with a positive constant exponent is never infinite, though other powers are.
    fn is_power(&self, n: &Node) -> bool {
        let positive = |exponent| {
            self.builder
                .graph
                .constant(exponent)
                .and_then(Const::as_int)
                .is_some_and(|n| n > 0)
        };
        matches!(n.op, Op::Primitive(Primitive::Powi, _)) && positive(n.args[1])
    }
}
