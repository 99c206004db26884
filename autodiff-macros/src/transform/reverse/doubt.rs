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

use super::overflow::is_growing;
use super::Reverse;
use crate::ir::build::Builder;
use crate::ir::{Dialect, Node, NodeId, Op};
use crate::primitives::instantiate::{any_used, Tests};
use crate::primitives::symbol::Symbol;
use std::collections::HashSet;

/// Why an adjoint may be a zero that is no factor.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Doubt {
    /// The value may not have been used.
    pub unused: Option<Unused>,
    /// What was made of the value may have [overflowed](super::overflow).
    pub overflowed: bool,
}

/// Why a value may not have been used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Unused {
    /// It may have been overwritten in its array or by the next iteration.
    Overwritten,
    /// It may have been used on one side of a branch only.
    Branch,
}

impl Doubt {
    pub const OVERWRITTEN: Doubt = Doubt::unused(Unused::Overwritten);
    pub const BRANCH: Doubt = Doubt::unused(Unused::Branch);

    const fn unused(unused: Unused) -> Doubt {
        Doubt {
            unused: Some(unused),
            overflowed: false,
        }
    }

    /// This one, and another one if that holds.
    pub fn or_overflowed(self, overflowed: bool) -> Doubt {
        Doubt {
            overflowed: self.overflowed || overflowed,
            ..self
        }
    }

    pub fn is_none(self) -> bool {
        self == Doubt::default()
    }

    /// That of a sum of two doubtful adjoints, or of one that is either.
    pub fn and(self, other: Doubt) -> Doubt {
        Doubt {
            unused: self.unused.max(other.unused),
            overflowed: self.overflowed || other.overflowed,
        }
    }
}

impl Reverse {
    pub(super) fn doubt(&mut self, adjoint: NodeId, doubt: Doubt) {
        if !doubt.is_none() && self.builder.graph.constant(adjoint).is_none() {
            self.doubts.insert(adjoint, doubt);
        }
    }

    /// Of an adjoint that comes from an array or from another iteration, and belongs to a primal value.
    pub(super) fn doubt_in_memory(&mut self, adjoint: NodeId, primal: NodeId) {
        let overflowed = self.overflow.is_forgotten(primal);
        self.doubt(adjoint, Doubt::OVERWRITTEN.or_overflowed(overflowed));
    }

    pub(super) fn doubt_of(&self, adjoint: NodeId) -> Doubt {
        self.doubts.get(&adjoint).copied().unwrap_or_default()
    }

    /// Whether the adjoint is a zero that is written out: nothing has been added yet.
    pub(super) fn is_zero(&self, adjoint: NodeId) -> bool {
        self.builder.graph.constant(adjoint).and_then(|zero| zero.as_float()) == Some(0.0)
    }

    /// `dz · ∂z/∂a` for the k-th argument `a`, behind a test where a zero must not meet an infinity.
    pub(super) fn contribution(
        &mut self,
        adjoint: NodeId,
        k: usize,
        partial: Symbol,
        out: NodeId,
        n: &Node,
        dialect: Dialect,
    ) -> NodeId {
        let doubt = self.doubt_of(adjoint);
        let is_power = is_growing(&self.builder.graph, n);
        let guarded = match doubt.unused {
            None => false,
            Some(Unused::Overwritten) => partial.may_be_infinite() && !is_power,
            Some(Unused::Branch) => {
                let used = |k: usize| partial.uses_argument(k) && !self.is_finite(n.args[k]);
                partial.may_be_infinite()
                    || (0..n.args.len()).any(used)
                    || partial.uses_output() && !self.is_finite(out)
            }
        };
        let origins = self.origins.of(adjoint);
        let overflow = &self.overflow;
        let forgets = overflow.forgets(&self.builder.graph, n, k);
        let infinite = |cotangent, factor| {
            let tested = guarded && cotangent == adjoint;
            !tested && overflow.is_infinite_factor(n, out, factor, doubt)
        };
        let tests = Tests {
            infinite: &infinite,
            origins: &|cotangent| match cotangent == adjoint {
                true => origins.clone(),
                false => vec![cotangent],
            },
        };
        let contribution = if guarded {
            where_any_used(&mut self.builder, &origins, |builder| {
                partial.times(adjoint, builder, &n.args, out, dialect, &tests)
            })
        } else {
            partial.times(adjoint, &mut self.builder, &n.args, out, dialect, &tests)
        };
        // A choice that was decided at compile time (`powi` with a constant exponent) is none.
        let chosen = matches!(self.builder.graph[contribution].op, Op::Result(_));
        let choice = if chosen && partial.may_vanish() {
            Doubt::BRANCH
        } else {
            Doubt::default()
        };
        self.doubt(contribution, choice.and(doubt).or_overflowed(forgets));
        // What chooses, or forgets an infinity, makes zeros of its own.
        if choice.is_none() && !forgets && contribution != adjoint {
            self.origins.inherit(contribution, &origins);
        }
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

/// A float behind a test: zero where the adjoint is one that means *not used*.
pub(super) fn where_used(builder: &mut Builder, adjoint: NodeId, make: impl FnOnce(&mut Builder) -> NodeId) -> NodeId {
    where_any_used(builder, &[adjoint], make)
}

/// The same for an adjoint with these origins.
fn where_any_used(builder: &mut Builder, origins: &[NodeId], make: impl FnOnce(&mut Builder) -> NodeId) -> NodeId {
    let used = any_used(builder, origins);
    builder.enter();
    let made = make(builder);
    let then = builder.leave(vec![made]);
    let ty = builder.graph.ty(made).clone();
    builder.enter();
    let zero = builder.zero(&ty);
    let otherwise = builder.leave(vec![zero]);
    builder.branch(used, then, otherwise)[0]
}
