//! Vectors: the adjoint of one grows where the vector has shrunk, and shrinks where it has grown.

use super::Reverse;
use crate::ir::{Int, Integer, NodeId, Op, Step, Ty};

impl Reverse {
    /// `v = a.to_vec()`: `da += dv`.
    pub(super) fn copied(&mut self, array: NodeId, adjoint: NodeId) {
        if self.builder.graph.ty(array) == self.builder.graph.ty(adjoint) {
            return self.add_adjoint(array, adjoint);
        }
        if let Op::Slice(_) = self.builder.graph[array].op {
            return self.part(array, adjoint);
        }
        let target = self.array_adjoint(array);
        let updated = self.builder.accumulate_all(target, adjoint);
        self.set_adjoint(array, updated);
    }

    /// `v′ = v with x behind it`: `dx += dv′[last]`, and `dv` is the rest.
    pub(super) fn append(&mut self, node: NodeId, args: &[NodeId], adjoint: NodeId) {
        let (whole, value) = (args[0], args[args.len() - 1]);
        if !self.builder.graph.ty(value).is_differentiable() {
            // In a struct: there is nothing in the tangent that could grow.
            return self.add_adjoint(whole, adjoint);
        }
        let steps = self.builder.graph.steps(node);
        let len = self.builder.len(adjoint, &steps);
        let one = self.builder.int(Int::Usize, 1);
        let last = self.builder.integer(Integer::Sub, len, one);
        if self.activity.is_active(value) {
            let ty = self.builder.graph.ty(value).adjoint();
            let place = [steps.clone(), vec![Step::Index(last)]].concat();
            let contribution = self.builder.load_at(adjoint, &place, ty);
            self.add_adjoint(value, contribution);
        }
        if self.activity.is_active(whole) {
            let ty = Ty::Vec(Box::new(self.builder.graph.ty(value).adjoint()));
            let truncate = |steps| Op::Truncate(steps, ty);
            let rest = self.builder.resize(truncate, adjoint, &steps, last);
            self.add_adjoint(whole, rest);
        }
    }

    /// `v′ = the first of v`: `dv` is `dv′`, and zeros for those that are gone.
    pub(super) fn truncate(&mut self, node: NodeId, ty: &Ty, whole: NodeId, adjoint: NodeId) {
        if !ty.is_differentiable() {
            return self.add_adjoint(whole, adjoint);
        }
        if self.activity.is_active(whole) {
            let steps = self.builder.graph.steps(node);
            let like = match ty {
                Ty::Vec(element) if element.is_sized() => self.builder.len(whole, &steps),
                _ => self.builder.load_at(whole, &steps, ty.clone()),
            };
            let ty = ty.adjoint();
            let lengthen = |steps| Op::Lengthen(steps, ty);
            let longer = self.builder.resize(lengthen, adjoint, &steps, like);
            self.add_adjoint(whole, longer);
        }
    }

    /// What tells the shape of an array for its zeros: the length of a vector of what has a fixed size, else an array.
    pub(super) fn shape(&mut self, primal: NodeId) -> NodeId {
        match self.builder.graph.ty(primal) {
            Ty::Vec(element) if element.is_sized() => self.builder.len_of(primal),
            _ => primal,
        }
    }
}
