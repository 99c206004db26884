//! The adjoints so far, by primal node.

use super::Reverse;
use crate::ir::{Dialect, NodeId, Op, Ty};
use crate::primitives::Primitive;
use crate::tables::HashMap;
use crate::transform::flow;

/// A stack of scopes, one for each open region of the pullback. What an inner scope sets hides the outer value until the inner one is closed,
/// and is then threaded out as a result of the region.
pub(super) struct Adjoints {
    scopes: Vec<HashMap<NodeId, Option<NodeId>>>,
}

impl Default for Adjoints {
    fn default() -> Adjoints {
        Adjoints {
            scopes: vec![HashMap::default()],
        }
    }
}

impl Adjoints {
    pub fn get(&self, primal: NodeId) -> Option<NodeId> {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| scope.get(&primal))
            .copied()
            .flatten()
    }

    pub fn set(&mut self, primal: NodeId, adjoint: NodeId) {
        self.scopes
            .last_mut()
            .expect("a scope is open")
            .insert(primal, Some(adjoint));
    }

    /// The adjoint, which is complete when its node is reached, and leaves the table then.
    pub fn take(&mut self, primal: NodeId) -> Option<NodeId> {
        let adjoint = self.get(primal)?;
        self.scopes.last_mut().expect("a scope is open").insert(primal, None);
        Some(adjoint)
    }

    pub fn open(&mut self) {
        self.scopes.push(HashMap::default());
    }

    pub fn close(&mut self) -> HashMap<NodeId, Option<NodeId>> {
        self.scopes.pop().expect("a scope is open")
    }
}

impl Reverse {
    /// Adds a contribution to the adjoint of an active node.
    pub(super) fn add_adjoint(&mut self, primal: NodeId, contribution: NodeId) {
        let sum = match self.adjoints.get(primal) {
            None => contribution,
            // A written zero is the start of a sum; its sign is no derivative's.
            Some(adjoint) if self.is_zero(adjoint) => contribution,
            Some(adjoint) if self.builder.graph.ty(primal).is_whole() => {
                self.builder.accumulate_all(adjoint, contribution)
            }
            Some(adjoint) => {
                let sum = self
                    .builder
                    .primitive(Primitive::Add, Dialect::Std, vec![adjoint, contribution]);
                self.origins.inherit(sum, &[adjoint, contribution]);
                sum
            }
        };
        self.set_adjoint(primal, sum);
    }

    /// Whether the adjoint is a zero that is written out: nothing has been added yet.
    fn is_zero(&self, adjoint: NodeId) -> bool {
        self.builder.graph.constant(adjoint).and_then(|zero| zero.as_float()) == Some(0.0)
    }

    pub(super) fn set_adjoint(&mut self, primal: NodeId, adjoint: NodeId) {
        self.name_after(adjoint, primal);
        self.adjoints.set(primal, adjoint);
    }

    /// The adjoint of an array to accumulate into.
    pub(super) fn array_adjoint(&mut self, primal: NodeId) -> NodeId {
        match self.adjoints.get(primal) {
            Some(adjoint) => adjoint,
            None => self.zeros(primal),
        }
    }

    pub(super) fn take_or_zero(&mut self, primal: NodeId) -> NodeId {
        match self.adjoints.take(primal) {
            Some(adjoint) => adjoint,
            None => self.zeros(primal),
        }
    }

    /// A zero of the shape of a primal value.
    pub(super) fn zeros(&mut self, primal: NodeId) -> NodeId {
        let ty = self.builder.graph.ty(primal).adjoint();
        match ty {
            Ty::Float(float) => self.builder.float(float, 0.0),
            _ => {
                let like = match ty {
                    Ty::Slice(_) => {
                        let origin = flow::origin(&self.builder.graph, primal);
                        self.sizes.get(&origin).copied().unwrap_or(origin)
                    }
                    _ => self.shape(primal),
                };
                let zeros = self.builder.add(Op::Zeros, vec![like], ty);
                self.name_after(zeros, primal);
                zeros
            }
        }
    }

    /// Calls the adjoint of `x` `dx`.
    pub(super) fn name_after(&mut self, adjoint: NodeId, primal: NodeId) {
        if let Some(name) = self.builder.graph[primal].name.clone() {
            let text = name.text.trim_start_matches("r#").trim_start_matches('_');
            self.builder.name(adjoint, &format!("d{text}"), false);
        }
    }
}
