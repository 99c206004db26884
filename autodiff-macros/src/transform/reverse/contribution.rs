//! The contribution of one use to an adjoint, behind a test where a zero that is no factor could meet an infinity.

use super::overflow::is_growing;
use super::Reverse;
use crate::ir::build::Builder;
use crate::ir::{Dialect, Node, NodeId};
use crate::primitives::instantiate::{any_used, Tests};
use crate::primitives::symbol::Symbol;

impl Reverse {
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
        let doubt = self.doubts.get(out);
        let has_pole = partial.may_be_infinite() && !is_growing(&self.builder.graph, n);
        let guarded = doubt.unused.is_some_and(|unused| {
            let used = |k: usize| partial.uses_argument(k) && !self.overflow.is_finite(n.args[k], unused);
            has_pole || (0..n.args.len()).any(used) || partial.uses_output() && !self.overflow.is_finite(out, unused)
        });
        let origins = self.origins.of(adjoint);
        let overflow = &self.overflow;
        let forgets = overflow.forgets(&self.builder.graph, n, k);
        let infinite = |cotangent, factor| {
            // Behind the test the adjoint is no zero, but its quotient by an infinity is.
            let tested = guarded && cotangent == adjoint;
            doubt.overflowed && !tested && overflow.is_infinite_factor(n, out, factor)
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
        // What chooses, or forgets an infinity, makes zeros of its own.
        let is_constant = |k: usize| self.builder.graph.constant(n.args[k]).is_some();
        if !partial.may_vanish(&is_constant) && !forgets && contribution != adjoint {
            self.origins.inherit(contribution, &origins);
        }
        contribution
    }
}

/// A float behind a test: zero where the adjoints that it comes of are zeros that mean *not used*.
pub(super) fn where_any_used(
    builder: &mut Builder,
    origins: &[NodeId],
    make: impl FnOnce(&mut Builder) -> NodeId,
) -> NodeId {
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
