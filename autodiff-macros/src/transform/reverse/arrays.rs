//! Arrays: what is read scatters back, what is written is gathered and forgotten.

use super::Reverse;
use crate::ir::{For, Int, Integer, Len, Literal, Node, NodeId, Op, Step, Ty};

impl Reverse {
    /// `z = [a, b, …]`: `da += dz[0]`, …
    pub(super) fn array(&mut self, elements: &[NodeId], adjoint: NodeId) {
        for (k, &element) in elements.iter().enumerate() {
            if self.activity.is_active(element) {
                let index = self.builder.int(Int::Usize, k as i128);
                let contribution = self.builder.load(adjoint, &[index]);
                self.add_adjoint(element, contribution);
            }
        }
    }

    /// `z = S { x: a, … }`: `da += dz.x`, …
    pub(super) fn literal(&mut self, literal: &Literal, leaves: &[NodeId], adjoint: NodeId) {
        let paths = literal.leaves(&mut |k| self.builder.number(k));
        for (path, &leaf) in paths.iter().zip(leaves) {
            if self.activity.is_active(leaf) {
                let ty = self.builder.graph.ty(leaf).adjoint();
                let contribution = self.builder.load_at(adjoint, path, ty);
                self.add_adjoint(leaf, contribution);
            }
        }
    }

    /// `z = [a; N]`: `da += Σ dz[k]`.
    pub(super) fn repeat(&mut self, element: NodeId, ty: &Ty, adjoint: NodeId) {
        if !self.activity.is_active(element) {
            return;
        }
        let element_ty = self.builder.graph.ty(element).adjoint();
        let contribution = if element_ty.is_whole() {
            self.sum_of_arrays(element, ty, adjoint)
        } else {
            self.builder.add(Op::Sum, vec![adjoint], element_ty)
        };
        self.add_adjoint(element, contribution);
    }

    /// `for k in 0..N { sum += dz[k] }`, on whole arrays.
    fn sum_of_arrays(&mut self, element: NodeId, ty: &Ty, adjoint: NodeId) -> NodeId {
        let zero = self.zeros(element);
        let to = match ty {
            Ty::Array(_, Len::Fixed(n)) => self.builder.int(Int::Usize, *n as i128),
            _ => self.builder.len_of(adjoint),
        };
        let sum = self.builder.graph.ty(element).adjoint();
        self.gathered(to, zero, sum, |reverse, k, sum| {
            let term = reverse.builder.load(adjoint, &[k]);
            reverse.builder.accumulate_all(sum, term)
        })
    }

    /// `for k in 0..to { sum = next(k, sum) }`, from `first` on, which has the type `ty`.
    fn gathered(
        &mut self,
        to: NodeId,
        first: NodeId,
        ty: Ty,
        next: impl FnOnce(&mut Self, NodeId, NodeId) -> NodeId,
    ) -> NodeId {
        let (from, step) = (self.builder.int(Int::Usize, 0), self.builder.int(Int::Usize, 1));
        let body = self.builder.enter();
        let k = self.builder.param(Ty::USIZE);
        let sum = self.builder.param(ty.clone());
        let next = next(self, k, sum);
        self.builder.leave(vec![next]);
        let op = Op::For(For {
            body,
            inclusive: false,
            descending: false,
            exits: false,
        });
        let owner = self.builder.add(op, vec![from, to, step, first], Ty::Tuple(vec![ty]));
        self.builder.results(owner)[0]
    }

    /// `z = a[i]`: `da[i] += dz`.
    pub(super) fn load(&mut self, node: NodeId, array: NodeId, adjoint: NodeId) {
        let target = self.array_adjoint(array);
        let steps = self.builder.graph.steps(node);
        let updated = self.builder.accumulate(target, &steps, adjoint);
        self.set_adjoint(array, updated);
    }

    /// `z = a[from..to]`: `for k in 0..dz.len() { da[from + k] += dz[k] }`.
    pub(super) fn part(&mut self, slice: NodeId, adjoint: NodeId) {
        let Node { args, .. } = self.builder.graph[slice].clone();
        let (array, from) = (args[0], args[args.len() - 2]);
        let mut steps = self.builder.graph.steps(slice);
        let target = self.array_adjoint(array);
        let len = self.builder.len_of(adjoint);
        let ty = self.builder.graph.ty(target).clone();
        let updated = self.gathered(len, target, ty, |reverse, k, sum| {
            let term = reverse.builder.load(adjoint, &[k]);
            steps.push(Step::Index(reverse.builder.integer(Integer::Add, from, k)));
            reverse.builder.accumulate(sum, &steps, term)
        });
        self.set_adjoint(array, updated);
    }

    /// `a′ = a with [i] = v`: `dv += da′[i]`, and `da` is `da′` with zero there, for what was at `i` is gone.
    pub(super) fn store(&mut self, node: NodeId, args: &[NodeId], adjoint: NodeId) {
        let (array, value) = (args[0], args[args.len() - 1]);
        let steps = self.builder.graph.steps(node);
        if self.activity.is_active(value) {
            let ty = self.builder.graph.ty(value).adjoint();
            let contribution = self.builder.load_at(adjoint, &steps, ty);
            self.add_adjoint(value, contribution);
        }
        if self.activity.is_active(array) {
            if !self.builder.graph.ty(value).is_differentiable() {
                // Where a struct holds no float, its tangent has no zero to write.
                return self.add_adjoint(array, adjoint);
            }
            let zero = match self.builder.graph.ty(value).clone() {
                ty @ Ty::Array(..) if ty.is_sized() => self.builder.zero(&ty),
                // What was there may be longer, or be something where this is nothing.
                ty if ty.is_array() || self.builder.graph.is_option(&ty) => {
                    let older = self.builder.load_at(array, &steps, ty);
                    self.zeros(older)
                }
                _ => self.zeros(value),
            };
            let rest = self.builder.store(adjoint, &steps, zero);
            self.add_adjoint(array, rest);
        }
    }
}
