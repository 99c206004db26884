//! Shows that a number is positive, by putting the bounds of values in their place, those of inner loops first.

use super::{Moments, Polynomial, Side, Value};
use crate::ir::{Graph, IntMethod, Integer, NodeId, Op};
use crate::transform::flow::Carried;

/// So many values are replaced, one after the other.
const DEEPEST: usize = 10;

impl Moments<'_> {
    /// Whether it is known to be at least one.
    pub(super) fn is_positive(&self, number: &Polynomial) -> bool {
        let one = Polynomial::constant(1);
        let beyond = |less: &Polynomial| self.is_bounded(&number.minus(less).plus(&one), DEEPEST);
        self.is_bounded(number, DEEPEST) || self.positive.iter().any(beyond)
    }

    fn is_bounded(&self, number: &Polynomial, left: usize) -> bool {
        if number.is_plainly_positive() {
            return true;
        }
        let Some(value) = number.values().max_by_key(|value| self.rank(value)) else {
            return false;
        };
        let Some((factor, rest)) = number.split(value).filter(|_| left > 0) else {
            return false;
        };
        let bounds = if factor.is_plainly_nonnegative() {
            self.least(value)
        } else if factor.negative().is_plainly_nonnegative() {
            self.most(value)
        } else {
            return false;
        };
        bounds.iter().any(|bound| {
            let bounded = factor.times(bound).map(|product| product.plus(&rest));
            bounded.is_some_and(|bounded| self.is_bounded(&bounded, left - 1))
        })
    }

    /// What is bounded by others comes after them: later by earlier, inner by outer, new by old.
    fn rank(&self, value: &Value) -> (bool, usize, NodeId) {
        let mut depth = 0;
        let mut at = self.graph[value.node].region;
        while let Some(parent) = self.graph.parent(at) {
            (at, depth) = (parent, depth + 1);
        }
        (value.side == Side::Later, depth, value.node)
    }

    /// What a value is at least.
    fn least(&self, value: Value) -> Vec<Polynomial> {
        let graph = self.graph;
        let n = &graph[value.node];
        let read = |node: NodeId| self.read(node, value.side);
        let mut bounds = vec![];
        match self.order {
            Some((index, false)) if value.node == index && value.side == Side::Later => {
                let earlier = Value {
                    side: Side::Earlier,
                    ..value
                };
                bounds.push(Polynomial::value(earlier).plus(&Polynomial::constant(1)));
            }
            _ => {}
        }
        match (index_range(graph, value.node), &n.op) {
            (Some((from, ..)), _) => bounds.push(read(from)),
            (None, Op::Method(IntMethod::Max)) => bounds.extend(n.args.iter().map(|&arg| read(arg))),
            (None, _) => bounds.extend(self.first(value).map(read)),
        }
        bounds.push(Polynomial::default());
        bounds
    }

    /// What a value is at most.
    fn most(&self, value: Value) -> Vec<Polynomial> {
        let graph = self.graph;
        let n = &graph[value.node];
        let read = |node: NodeId| self.read(node, value.side);
        let one = Polynomial::constant(1);
        let mut bounds = vec![];
        match self.order {
            Some((index, true)) if value.node == index && value.side == Side::Later => {
                let earlier = Value {
                    side: Side::Earlier,
                    ..value
                };
                bounds.push(Polynomial::value(earlier).minus(&one));
            }
            _ => {}
        }
        match (index_range(graph, value.node), &n.op) {
            (Some((_, to, true)), _) => bounds.push(read(to)),
            (Some((_, to, false)), _) => bounds.push(read(to).minus(&one)),
            (None, Op::Method(IntMethod::Min)) => bounds.extend(n.args.iter().map(|&arg| read(arg))),
            (None, Op::Method(IntMethod::SaturatingSub)) => bounds.push(read(n.args[0])),
            (None, Op::Integer(Integer::Rem)) => bounds.push(read(n.args[1]).minus(&one)),
            _ => {}
        }
        bounds
    }

    /// What a number is before the loop that carries it, if it only grows there.
    fn first(&self, value: Value) -> Option<NodeId> {
        let graph = self.graph;
        let n = &graph[value.node];
        let (owner, k) = match n.op {
            Op::Result(k) => (n.args[0], k as usize),
            Op::Param => {
                let owner = graph[n.region].owner?;
                let carried = Carried::of(graph, owner)?;
                (owner, carried.params.iter().position(|&param| param == value.node)?)
            }
            _ => return None,
        };
        let carried = Carried::of(graph, owner)?;
        let (initial, param, next) = (*carried.initial.get(k)?, carried.params[k], carried.next[k]);
        self.is_at_least(next, param, initial, value.side).then_some(initial)
    }

    /// Whether what an iteration makes of a carried number is at least what that was before the loop, if the number itself is.
    fn is_at_least(&self, next: NodeId, param: NodeId, initial: NodeId, side: Side) -> bool {
        let graph = self.graph;
        let n = &graph[next];
        match &n.op {
            _ if next == param || next == initial => true,
            Op::Result(k) => match graph[n.args[0]].op {
                Op::If { then, otherwise } => [then, otherwise].into_iter().all(|way| {
                    let result = graph[way].results[*k as usize];
                    self.is_at_least(result, param, initial, side)
                }),
                _ => false,
            },
            Op::Integer(Integer::Add) => n.args.iter().any(|&arg| self.is_at_least(arg, param, initial, side)),
            Op::Param => {
                let more = self.read(next, side).minus(&self.read(initial, side));
                index_range(graph, next).is_some() && self.is_bounded(&more.plus(&Polynomial::constant(1)), DEEPEST)
            }
            _ => false,
        }
    }
}

/// The first index of a loop, its end, and whether that is an index too.
fn index_range(graph: &Graph, node: NodeId) -> Option<(NodeId, NodeId, bool)> {
    let region = graph[node].region;
    let owner = graph[region].owner.filter(|_| graph[node].op == Op::Param)?;
    match &graph[owner].op {
        Op::For(f) if graph[region].params[0] == node => {
            Some((graph[owner].args[0], graph[owner].args[1], f.inclusive))
        }
        _ => None,
    }
}
