//! What can be known of indices: whether two of them, in iterations that are not the same, are ever the same number.
//!
//! An index is read as a [`Polynomial`] in loop indices and in values that no loop changes. [`bounds`] shows that such a polynomial is
//! positive, from the ranges of loops; [`differ`] takes `i * n + j` apart into a row and a column, as who wrote it did.
//!
//! Arithmetic on `usize` is that of numbers here: where it would wrap around, a debug build panics.

mod bounds;
mod differ;
mod polynomial;

pub use polynomial::{Polynomial, Side, Value};

use super::flow::origin;
use crate::ir::{Comparison, Graph, Integer, NodeId, Op, RegionId, Ty};

/// Two moments at which code runs: an earlier one, and a later one.
pub struct Moments<'a> {
    graph: &'a Graph,
    /// What this region can see is the same at both.
    shared: RegionId,
    /// The index of the loop of which the moments are different iterations, and whether it counts down.
    order: Option<(NodeId, bool)>,
    /// What is at least one: the conditions under which the code runs.
    positive: Vec<Polynomial>,
    /// What is not zero.
    nonzero: Vec<Polynomial>,
}

impl<'a> Moments<'a> {
    /// Two moments in one run of a region.
    pub fn in_one(graph: &'a Graph, region: RegionId) -> Moments<'a> {
        Moments {
            graph,
            shared: region,
            order: None,
            positive: vec![],
            nonzero: vec![],
        }
    }

    /// Two moments in different iterations of a loop.
    pub fn in_two(graph: &'a Graph, owner: NodeId) -> Moments<'a> {
        let order = match &graph[owner].op {
            Op::For(f) => Some((graph[f.body].params[0], f.descending)),
            _ => None,
        };
        Moments {
            order,
            ..Moments::in_one(graph, graph[owner].region)
        }
    }

    /// Takes the conditions to be met under which a region runs.
    pub fn within(mut self, region: RegionId, side: Side) -> Moments<'a> {
        let graph = self.graph;
        let mut at = region;
        while let Some(owner) = graph[at].owner {
            if let Op::If { then, .. } = graph[owner].op {
                self.assume(graph[owner].args[0], at == then, side);
            }
            at = graph[owner].region;
        }
        self
    }

    fn assume(&mut self, condition: NodeId, holds: bool, side: Side) {
        let n = &self.graph[condition];
        let Op::Compare(comparison) = n.op else { return };
        if *self.graph.ty(n.args[0]) != Ty::USIZE {
            return;
        }
        let [left, right] = [0, 1].map(|k| self.read(n.args[k], side));
        let (more, less) = (left.minus(&right), right.minus(&left));
        let one = Polynomial::constant(1);
        match (comparison, holds) {
            (Comparison::Eq, false) | (Comparison::Ne, true) => self.nonzero.push(more),
            (Comparison::Gt, true) | (Comparison::Le, false) => self.positive.push(more),
            (Comparison::Lt, true) | (Comparison::Ge, false) => self.positive.push(less),
            (Comparison::Ge, true) | (Comparison::Lt, false) => self.positive.push(more.plus(&one)),
            (Comparison::Le, true) | (Comparison::Gt, false) => self.positive.push(less.plus(&one)),
            (Comparison::Eq, true) | (Comparison::Ne, false) => {
                self.positive.extend([more.plus(&one), less.plus(&one)]);
            }
        }
    }

    /// A number as it is at one of the moments.
    fn read(&self, node: NodeId, side: Side) -> Polynomial {
        let n = &self.graph[node];
        if let Some(value) = self.graph.constant(node).and_then(|value| value.as_int()) {
            return Polynomial::constant(value);
        }
        let read = |k: usize| self.read(n.args[k], side);
        let of_numbers = match (&n.op, n.ty == Ty::USIZE) {
            (Op::Integer(Integer::Add), true) => Some(read(0).plus(&read(1))),
            (Op::Integer(Integer::Sub), true) => Some(read(0).minus(&read(1))),
            (Op::Integer(Integer::Mul), true) => read(0).times(&read(1)),
            _ => None,
        };
        of_numbers.unwrap_or_else(|| Polynomial::value(self.value(node, side)))
    }

    fn value(&self, node: NodeId, side: Side) -> Value {
        let graph = self.graph;
        let n = &graph[node];
        // A slice keeps its length.
        let of = match &n.op {
            Op::Len(steps) if steps.is_empty() && matches!(graph.ty(n.args[0]), Ty::Slice(_)) => {
                origin(graph, n.args[0])
            }
            _ => node,
        };
        match graph.encloses(graph[of].region, self.shared) {
            true => Value {
                node: of,
                side: Side::Both,
            },
            false => Value { node: of, side },
        }
    }
}
