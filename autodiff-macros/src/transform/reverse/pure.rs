//! Primitives and casts.

use super::Reverse;
use crate::ir::{Dialect, Node, NodeId, Op};
use crate::primitives::Primitive;

impl Reverse {
    /// Reverses one pure node whose adjoint is complete.
    pub(super) fn pure(&mut self, node: NodeId, n: &Node, adjoint: NodeId) {
        match &n.op {
            Op::Primitive(primitive, dialect) => self.primitive(node, n, *primitive, *dialect, adjoint),
            Op::Cast => self.cast(n.args[0], adjoint),
            Op::Array => self.array(&n.args, adjoint),
            Op::Struct(literal) => self.literal(literal, &n.args, adjoint),
            Op::Repeat => self.repeat(n.args[0], &n.ty, adjoint),
            Op::ToVec => self.copied(n.args[0], adjoint),
            Op::Append(_) => self.append(node, &n.args, adjoint),
            Op::Truncate(_, ty) => self.truncate(node, ty, n.args[0], adjoint),
            Op::Load(_) => self.load(node, n.args[0], adjoint),
            Op::Store(_) => self.store(node, &n.args, adjoint),
            op => unreachable!("{op:?} has no adjoint"),
        }
    }

    /// `z = p(a, b, …)`: adds `dz · ∂p/∂a` to the adjoint of `a`, …
    fn primitive(&mut self, out: NodeId, n: &Node, primitive: Primitive, dialect: Dialect, adjoint: NodeId) {
        let mut before = None;
        for (k, (&arg, &partial)) in n.args.iter().zip(primitive.partials()).enumerate() {
            if self.activity.is_active(arg) && !partial.is_zero() {
                // `x * x` has two equal halves.
                let repeated = before.filter(|_| primitive == Primitive::Mul && arg == n.args[0]);
                let contribution = repeated.unwrap_or_else(|| self.contribution(adjoint, k, partial, out, n, dialect));
                self.add_adjoint(arg, contribution);
                before = Some(contribution);
            }
        }
    }

    /// `z = a as f32`: the adjoint goes back in the type of `a`.
    fn cast(&mut self, arg: NodeId, adjoint: NodeId) {
        if self.activity.is_active(arg) {
            let ty = self.builder.graph.ty(arg).clone();
            if ty.has_struct() {
                // What it is only rustc knows: if it is a float, it takes the adjoint, and else forgets it.
                let target = self.array_adjoint(arg);
                let updated = self.builder.accumulate_all(target, adjoint);
                return self.set_adjoint(arg, updated);
            }
            let contribution = self.builder.cast(adjoint, ty);
            self.origins.inherit(contribution, &[adjoint]);
            self.add_adjoint(arg, contribution);
        }
    }
}
