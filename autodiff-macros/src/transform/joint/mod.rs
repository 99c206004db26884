//! Joint loops: where a reverse iteration needs nothing from later ones, it runs right behind its primal iteration.
//!
//! ```text
//! for i in 0..n { s += f(x[i]) }                 for i in 0..n { s += f(x[i]); dx[i] += f′(x[i]) }
//! for i in (0..n).rev() { dx[i] += f′(x[i]) }
//! ```
//!
//! Then an iteration finds what it has just computed. What loops and calls inside it leave on the tape, it takes from there at once:
//! the tape is as long as for one iteration. It needs a reverse loop that only accumulates, and reads only what is there before the
//! primal loop begins, or in the same iteration. Only fused gradients have both in one function.
//!
//! Inside a joint iteration, a primal loop and its reverse loop may again be joined.

mod merge;

use super::chain::Chains;
use super::flow::{subtree, Carried};
use super::neighbours::carries_to_neighbours;
use crate::ir::{Dialect, Graph, Half, NodeId, Op, RegionId};
use crate::optimise::may_panic;
use crate::primitives::Primitive;
use std::collections::HashSet;

/// Joins all loops that can be: those of the root, and those in what has become one iteration.
pub fn join_loops(mut graph: Graph) -> Graph {
    let pullback = graph.pullback.expect("the graph has been reversed");
    let mut open = vec![(graph.root, pullback)];
    while let Some((primal, sweep)) = open.pop() {
        for reverse in graph[sweep].nodes.clone() {
            if let Some(pair) = Pair::of(&graph, primal, reverse) {
                open.push((pair.into, pair.into));
                pair.join(&mut graph);
            }
        }
    }
    graph
}

/// A primal loop and the reverse loop that can join it.
struct Pair {
    primal: NodeId,
    reverse: NodeId,
    /// The bodies.
    into: RegionId,
    from: RegionId,
    ahead: Ahead,
}

/// What is to be there before the primal loop.
#[derive(Default)]
struct Ahead {
    /// What the reverse sweep computes for the reverse loop, and can compute there, in order.
    moved: Vec<NodeId>,
    /// Constants that stand elsewhere.
    constants: Vec<NodeId>,
}

impl Pair {
    /// The pair of a reverse loop, if its primal loop stands in this region.
    fn of(graph: &Graph, region: RegionId, reverse: NodeId) -> Option<Pair> {
        let Op::For(f) = &graph[reverse].op else { return None };
        let into = graph[f.body].mirror?;
        let primal = graph[into].owner?;
        let Op::For(of_primal) = &graph[primal].op else {
            return None;
        };
        if of_primal.exits || graph[primal].region != region || graph[reverse].args[..3] != graph[primal].args[..3] {
            return None;
        }
        let mut pair = Pair {
            primal,
            reverse,
            into,
            from: f.body,
            ahead: Ahead::default(),
        };
        if !pair.only_accumulates(graph) || !pair.starts_fresh(graph) {
            return None;
        }
        pair.ahead = pair.computed_ahead(graph)?;
        Some(pair)
    }

    /// Each carried value is only added to, and nothing in an iteration depends on it.
    fn only_accumulates(&self, graph: &Graph) -> bool {
        let link = |user: NodeId, at: NodeId| {
            let n = &graph[user];
            match &n.op {
                Op::Accumulate(_) => (n.args[0] == at).then_some(user),
                Op::Primitive(Primitive::Add | Primitive::Sub, Dialect::Std) => (n.args[0] == at).then_some(user),
                // What a callee adds to.
                Op::Call(call) if call.half == Half::Reverse => {
                    let added = graph.overwritten(user).into_iter();
                    let (k, _) = added
                        .filter(|&(k, _)| k < call.active.len())
                        .find(|&(_, buffer)| buffer == at)?;
                    graph.find_result(user, k)
                }
                _ => None,
            }
        };
        let chains = Chains::new(graph, self.from, &link);
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        let plain = [self.into, self.from]
            .iter()
            .all(|&body| graph[body].nodes.iter().all(|&node| graph[node].op.is_pure()));
        carried.params.iter().zip(&carried.next).all(|(&param, &next)| {
            let is_fast = || !plain || self.adds_fast(graph, param, next);
            param != next && chains.lead(self.from, param, next) && is_fast()
        })
    }

    /// Additions to several elements make each iteration wait for the one before, which the primal loop does not
    /// otherwise do, unless they can be carried.
    fn adds_fast(&self, graph: &Graph, param: NodeId, next: NodeId) -> bool {
        let (mut at, mut scattered) = (next, 0);
        while at != param {
            scattered += usize::from(matches!(graph[at].op, Op::Accumulate(_)));
            at = graph[at].args[0];
        }
        let indices = [self.into, self.from].map(|body| graph[body].params[0]);
        scattered <= 1 || carries_to_neighbours(graph, self.reverse, param, &indices)
    }

    /// Arrays are accumulated into buffers that nothing has touched since before the primal loop: zeros, or what the joint
    /// iteration around carries.
    fn starts_fresh(&self, graph: &Graph) -> bool {
        let sweep = graph[self.reverse].region;
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        carried.initial.iter().all(|&initial| {
            let uses = |region: &RegionId| {
                let nodes = graph[*region].nodes.iter().flat_map(|&node| &graph[node].args);
                nodes
                    .chain(&graph[*region].results)
                    .filter(|&&used| used == initial)
                    .count()
            };
            let n = &graph[initial];
            let is_fresh = n.op == Op::Zeros && n.region == sweep
                || n.op == Op::Param && n.region == sweep && sweep != graph.pullback.expect("a pullback");
            !graph.ty(initial).is_whole() || is_fresh && subtree(graph, sweep).iter().map(uses).sum::<usize>() == 1
        })
    }

    /// What has to be computed before the primal loop, if all that is read can be there: it stands in the same iteration, or before the
    /// primal loop, or is computed from such by pure operations. Nothing inside has an effect but on the tape.
    fn computed_ahead(&self, graph: &Graph) -> Option<Ahead> {
        let inside: HashSet<RegionId> = subtree(graph, self.from).into_iter().collect();
        let iteration: HashSet<RegionId> = subtree(graph, self.into).into_iter().collect();
        let is_own = |node: NodeId| inside.contains(&graph[node].region) || iteration.contains(&graph[node].region);
        let mut there = There::new(graph, self);
        for &region in &inside {
            for &node in &graph[region].nodes {
                let n = &graph[node];
                let allowed = match &n.op {
                    Op::If { .. } | Op::For(_) | Op::While { .. } | Op::Result(_) => true,
                    Op::Call(call) => call.half == Half::Reverse && call.adjoints_in_place() == 0,
                    op => op.is_pure(),
                };
                if !allowed || !n.args.iter().all(|&arg| is_own(arg) || there.has(arg)) {
                    return None;
                }
            }
            if !graph[region].results.iter().all(|&arg| is_own(arg) || there.has(arg)) {
                return None;
            }
        }
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        let arrays = carried.initial.iter().filter(|&&initial| graph.ty(initial).is_whole());
        for &initial in arrays {
            if !there.has(initial) {
                return None;
            }
        }
        Some(there.ahead)
    }
}

/// What is there before a primal loop.
struct There<'a> {
    graph: &'a Graph,
    /// Where the primal loop stands, and where the reverse loop does.
    home: RegionId,
    sweep: RegionId,
    before: HashSet<NodeId>,
    ahead: Ahead,
}

impl<'a> There<'a> {
    fn new(graph: &'a Graph, pair: &Pair) -> Self {
        let (home, sweep) = (graph[pair.primal].region, graph[pair.reverse].region);
        let nodes = graph[home].nodes.iter().copied();
        There {
            graph,
            home,
            sweep,
            before: nodes.take_while(|&node| node != pair.primal).collect(),
            ahead: Ahead::default(),
        }
    }

    /// Whether a value is there, or can be: then it and what it is computed from are moved there.
    fn has(&mut self, node: NodeId) -> bool {
        let n = &self.graph[node];
        let known = [&self.ahead.moved, &self.ahead.constants];
        if self.before.contains(&node) || known.iter().any(|known| known.contains(&node)) {
            return true;
        }
        let is_here = n.region == self.home || n.region == self.sweep;
        if n.op == Op::Param || !is_here {
            return self.graph.encloses(n.region, self.home);
        }
        if let Op::Const(_) | Op::Path(_) = n.op {
            self.ahead.constants.push(node);
            return true;
        }
        let is_movable = match &n.op {
            Op::Zeros => true,
            Op::Result(_) => false,
            // The function panics where it did.
            _ if n.region != self.sweep && may_panic(self.graph, node) => false,
            op => op.is_pure() && !op.is_version() && !n.ty.is_whole(),
        };
        let is_there = is_movable && n.args.iter().all(|&arg| self.has(arg));
        if is_there {
            self.ahead.moved.push(node);
        }
        is_there
    }
}
