//! Calls: the primal call becomes the callee's forward half, its reverse half takes the cotangents.

use super::doubt::{where_used, Doubt};
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
                let contribution = self.of_used(contribution, &cotangents);
                let overflowed = self.overflow.is_forgotten(argument);
                self.doubt(contribution, Doubt::default().or_overflowed(overflowed));
                self.add_adjoint(argument, contribution);
            }
            seen.push(argument);
        }
        for (place, adjoint) in places.into_iter().zip(of_places) {
            self.doubt(adjoint, Doubt::BRANCH.or_overflowed(self.overflow.is_forgotten(place)));
            if self.activity.is_active(place) {
                self.add_adjoint(place, adjoint);
            }
        }
    }

    /// The contribution of a call whose value may count for nothing because it is infinite, or has become so: the callee does not
    /// test every product, and gives `0 · ∞` then.
    fn of_used(&mut self, contribution: NodeId, cotangents: &[NodeId]) -> NodeId {
        let is_float = |node: NodeId| self.builder.graph.ty(node).float().is_some();
        match *cotangents {
            [cotangent] if self.doubt_of(cotangent).overflowed && is_float(cotangent) && is_float(contribution) => {
                where_used(&mut self.builder, cotangent, |_| contribution)
            }
            _ => contribution,
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
