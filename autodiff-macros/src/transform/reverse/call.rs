//! Calls: the primal call becomes the callee's forward half, its reverse half takes the cotangents.

use super::contribution::where_any_used;
use super::Reverse;
use crate::ir::{Call, Half, NodeId, Op, Ty};

impl Reverse {
    pub(super) fn call(&mut self, node: NodeId, call: &Call) {
        let Ty::Tuple(types) = self.builder.graph.ty(node).clone() else {
            unreachable!("a call yields a tuple")
        };
        let results: Vec<NodeId> = (0..types.len()).map(|k| self.primal_result(node, k)).collect();
        if results.iter().all(|&result| self.adjoints.get(result).is_none()) {
            return;
        }
        self.builder.graph[node].op = Op::Call(Call {
            half: Half::Forward,
            ..call.clone()
        });

        let arguments = self.builder.graph[node].args.clone();
        let active: Vec<u32> = (0..call.arity)
            .filter(|&k| call.in_place(k).is_none() && self.activity.is_active(arguments[k as usize]))
            .collect();
        let given = (0..call.arity).filter(|&k| call.is_given(k));
        let mut args: Vec<NodeId> = given.map(|k| arguments[k as usize]).collect();
        args.extend(&arguments[call.arity as usize..]);
        // The cotangents of the value, then those of what is left in places, which become the adjoints of what was there.
        for (&result, ty) in results.iter().zip(&types) {
            if ty.is_differentiable() {
                args.push(self.take_or_zero(result));
            }
        }
        let cotangents = args[args.len() - types.iter().filter(|ty| ty.is_differentiable()).count()..].to_vec();
        let mut outputs = vec![];
        // Of a part of an array, the derivative is added to that part of the whole one's.
        let arguments: Vec<NodeId> = arguments.into_iter().map(|argument| self.whole(argument)).collect();
        for &k in &active {
            let argument = arguments[k as usize];
            outputs.push(self.builder.graph.ty(argument).adjoint());
            if self.builder.graph.ty(argument).is_whole() {
                // The same array in two places needs a second buffer: two exclusive borrows of one are not to be had.
                let first = active.iter().position(|&j| arguments[j as usize] == argument) == Some(outputs.len() - 1);
                let buffer = if first {
                    self.array_adjoint(argument)
                } else {
                    self.zeros(argument)
                };
                args.push(buffer);
            }
        }
        let places = call.in_place.iter().filter(|place| place.differentiable);
        let places: Vec<NodeId> = places.map(|place| arguments[place.position as usize]).collect();
        outputs.extend(places.iter().map(|&place| self.builder.graph.ty(place).adjoint()));
        let op = Op::Call(Call {
            half: Half::Reverse,
            active: active.clone(),
            ..call.clone()
        });
        let owner = self.builder.add(op, args, Ty::Tuple(outputs));
        let mut contributions = self.builder.results(owner);
        let of_places = contributions.split_off(active.len());
        let mut seen = vec![];
        for (&k, contribution) in active.iter().zip(contributions) {
            let argument = arguments[k as usize];
            if self.builder.graph.ty(argument).is_whole() && !seen.contains(&argument) {
                self.set_adjoint(argument, contribution);
            } else {
                let contribution = self.of_used(contribution, node, &results, &cotangents);
                self.add_adjoint(argument, contribution);
            }
            seen.push(argument);
        }
        for (place, adjoint) in places.into_iter().zip(of_places) {
            if self.activity.is_active(place) {
                self.add_adjoint(place, adjoint);
            }
        }
    }

    /// The contribution of a call whose value may count for nothing, because it is not used or because what came of it was
    /// infinite: the callee does not test every product, and gives `0 · ∞` where an argument is infinite, or becomes it.
    fn of_used(&mut self, contribution: NodeId, call: NodeId, results: &[NodeId], cotangents: &[NodeId]) -> NodeId {
        let is_float = |node: NodeId| self.builder.graph.ty(node).float().is_some();
        let doubts = results.iter().map(|&result| self.doubts.get(result));
        let mut arguments = self.builder.graph[call].args.iter();
        let is_doubtful = doubts.clone().any(|doubt| doubt.overflowed)
            || doubts
                .filter_map(|doubt| doubt.unused)
                .max()
                .is_some_and(|unused| arguments.any(|&argument| !self.overflow.is_finite(argument, unused)));
        if is_doubtful && is_float(contribution) && cotangents.iter().all(|&cotangent| is_float(cotangent)) {
            let origins: Vec<NodeId> = cotangents.iter().flat_map(|&of| self.origins.of(of)).collect();
            where_any_used(&mut self.builder, &origins, |_| contribution)
        } else {
            contribution
        }
    }

    /// The array that this is a part of, or itself.
    fn whole(&self, argument: NodeId) -> NodeId {
        let node = &self.builder.graph[argument];
        match node.op {
            Op::Slice(_) => node.args[0],
            _ => argument,
        }
    }
}
