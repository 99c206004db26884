//! Loops: the iterations are undone in the opposite order.
//!
//! ```text
//! for i in 0..n { s = f(s, x) }          for i in (0..n).rev() { (ds, dx) = (ds·∂f/∂s, dx + ds·∂f/∂x) }
//! ```
//!
//! A loop that counts its iterations (`while`, or one with `break`) reverses into one over the count.

use super::sums::is_sum;
use super::Reverse;
use crate::ir::{For, Int, NodeId, Op, Ty};
use crate::transform::flow::Carried;

/// What the reverse loop runs over.
struct Domain {
    bounds: Vec<NodeId>,
    index: Ty,
    inclusive: bool,
    descending: bool,
}

impl Reverse {
    pub(super) fn for_loop(&mut self, node: NodeId, f: &For) {
        let carried = Carried::of(&self.builder.graph, node).expect("a loop");
        if !self.has_adjoint(node, &carried) {
            return;
        }
        let domain = if f.exits {
            self.counted(node, &carried)
        } else {
            let bounds = self.builder.graph[node].args[..3].to_vec();
            let index = self.builder.graph.ty(bounds[0]).clone();
            Domain {
                bounds,
                index,
                inclusive: f.inclusive,
                descending: !f.descending,
            }
        };
        self.reverse_loop(node, &carried, domain);
    }

    pub(super) fn while_loop(&mut self, node: NodeId, _exits: bool) {
        let carried = Carried::of(&self.builder.graph, node).expect("a loop");
        if self.has_adjoint(node, &carried) {
            let domain = self.counted(node, &carried);
            self.reverse_loop(node, &carried, domain);
        }
    }

    /// What the user calls the index, if the reverse loop has the same.
    fn index_name(&self, node: NodeId) -> Option<String> {
        let graph = &self.builder.graph;
        match &graph[node].op {
            Op::For(f) if !f.exits => graph[graph[f.body].params[0]]
                .name
                .as_ref()
                .map(|name| name.text.clone()),
            _ => None,
        }
    }

    /// `for k in (0..count).rev()`, with the number of iterations that the primal loop yields.
    fn counted(&mut self, node: NodeId, carried: &Carried) -> Domain {
        let from = self.builder.int(Int::Usize, 0);
        let count = self.primal_result(node, carried.initial.len());
        let step = self.builder.int(Int::Usize, 1);
        Domain {
            bounds: vec![from, count, step],
            index: Ty::USIZE,
            inclusive: false,
            descending: true,
        }
    }

    fn has_adjoint(&mut self, node: NodeId, carried: &Carried) -> bool {
        (0..carried.initial.len()).any(|k| {
            let result = self.primal_result(node, k);
            self.adjoints.get(result).is_some()
        })
    }

    fn reverse_loop(&mut self, node: NodeId, carried: &Carried, domain: Domain) {
        let (sums, active): (Vec<usize>, Vec<usize>) = (0..carried.initial.len())
            .filter(|&k| {
                // The initial value alone is active where the body forgets it: it lives on if there are no iterations.
                let ends = [carried.initial[k], carried.params[k], carried.next[k]];
                ends.into_iter().any(|node| self.activity.is_active(node))
            })
            .partition(|&k| is_sum(&self.builder.graph, &self.activity, carried, k));
        let captured = self.captured(carried.body);

        let mut initial = vec![];
        for &k in &active {
            let result = self.primal_result(node, k);
            initial.push(self.take_or_zero(result));
        }
        for &primal in &captured {
            initial.push(match self.adjoints.get(primal) {
                Some(adjoint) => adjoint,
                None => self.zeros(primal),
            });
        }

        let of_sums: Vec<NodeId> = sums
            .iter()
            .map(|&k| {
                let result = self.primal_result(node, k);
                self.take_or_zero(result)
            })
            .collect();

        let body = self.builder.enter_mirror(carried.body);
        self.adjoints.open();
        for (&k, &adjoint) in sums.iter().zip(&of_sums) {
            self.add_adjoint(carried.next[k], adjoint);
        }
        let index = self.builder.param(domain.index.clone());
        if let Some(name) = self.index_name(node) {
            self.builder.name(index, &name, false);
        }
        let mut types = vec![];
        let mut adjoints = vec![];
        let primals: Vec<NodeId> = active
            .iter()
            .map(|&k| carried.params[k])
            .chain(captured.iter().copied())
            .collect();
        for &initial in &initial {
            types.push(self.builder.graph.ty(initial).clone());
            let adjoint = self.builder.param(types[types.len() - 1].clone());
            adjoints.push(adjoint);
        }
        let (of_carried, of_captured) = adjoints.split_at(active.len());
        for (&primal, &adjoint) in captured.iter().zip(of_captured) {
            self.set_adjoint(primal, adjoint);
        }
        for (&k, &adjoint) in active.iter().zip(of_carried) {
            self.name_after(adjoint, carried.params[k]);
            if self.activity.is_active(carried.next[k]) {
                self.add_adjoint(carried.next[k], adjoint);
            }
        }
        self.sweep(carried.body);
        for (&k, &adjoint) in sums.iter().zip(&of_sums) {
            assert_eq!(
                self.adjoints.take(carried.params[k]),
                Some(adjoint),
                "the adjoint of a sum changes nowhere"
            );
        }
        let next = primals.into_iter().map(|primal| self.take_or_zero(primal)).collect();
        self.adjoints.close();
        self.builder.leave(next);

        let op = Op::For(For {
            body,
            inclusive: domain.inclusive,
            descending: domain.descending,
            exits: false,
        });
        let owner = self
            .builder
            .add(op, [domain.bounds.as_slice(), &initial].concat(), Ty::Tuple(types));
        let results = self.builder.results(owner);
        let (of_carried, of_captured) = results.split_at(active.len());
        for (&primal, &adjoint) in captured.iter().zip(of_captured) {
            self.set_adjoint(primal, adjoint);
        }
        for (&k, &adjoint) in active.iter().zip(of_carried).chain(sums.iter().zip(&of_sums)) {
            if self.activity.is_active(carried.initial[k]) {
                self.add_adjoint(carried.initial[k], adjoint);
            }
        }
    }
}
