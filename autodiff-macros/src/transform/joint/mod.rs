//! Joint sweeps: where a reverse iteration needs nothing from later ones, it runs right behind its primal iteration; and where the
//! reverse of a branch needs nothing from behind the branch, it runs in the branch.
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
//! Inside what has been joined, loops and branches may again be joined.

mod calls;
mod merge;

use super::chain::Chains;
use super::flow::{subtree, Carried};
use super::neighbours::carries_to_neighbours;
use crate::ir::{Dialect, Graph, Half, NodeId, Op, RegionId};
use crate::optimise::may_panic;
use crate::primitives::Primitive;
use crate::tables::HashSet;

/// Joins all loops and branches that can be: those of the root, and those in what has become one iteration or side.
pub fn join(mut graph: Graph) -> Graph {
    let pullback = graph.pullback.expect("the graph has been reversed");
    let mut open = vec![(graph.root, pullback)];
    while let Some((primal, sweep)) = open.pop() {
        for reverse in graph[sweep].nodes.clone() {
            if let Op::Call(_) = graph[reverse].op {
                calls::join(&mut graph, primal, reverse);
            } else if let Some(pair) = Pair::of(&graph, primal, reverse) {
                open.extend(pair.regions.iter().map(|&(into, _)| (into, into)));
                pair.join(&mut graph);
            }
        }
    }
    graph
}

/// A primal loop or branch, and the reverse one that can join it.
struct Pair {
    primal: NodeId,
    reverse: NodeId,
    /// The body, or both sides: the primal region, and the one that joins it.
    regions: Vec<(RegionId, RegionId)>,
    ahead: Ahead,
}

/// What is to be there before the primal loop or branch.
#[derive(Default)]
struct Ahead {
    /// What the reverse sweep computes for the reverse one, and can compute there, in order.
    moved: Vec<NodeId>,
    /// Constants that stand elsewhere.
    constants: Vec<NodeId>,
}

impl Pair {
    /// The pair of a reverse loop or branch, if the primal one stands in this region.
    fn of(graph: &Graph, region: RegionId, reverse: NodeId) -> Option<Pair> {
        let from = graph[reverse].op.regions();
        let primal = graph[graph[*from.first()?].mirror?].owner?;
        let regions: Vec<_> = graph[primal].op.regions().into_iter().zip(from).collect();
        let is_mirror = regions.iter().all(|&(into, from)| graph[from].mirror == Some(into));
        if graph[primal].region != region || !is_mirror {
            return None;
        }
        let mut pair = Pair {
            primal,
            reverse,
            regions,
            ahead: Ahead::default(),
        };
        let may_join = match (&graph[primal].op, &graph[reverse].op) {
            (Op::For(f), Op::For(_)) => {
                let same_indices = !f.exits && graph[reverse].args[..3] == graph[primal].args[..3];
                same_indices && pair.only_accumulates(graph)
            }
            (Op::If { .. }, Op::If { .. }) => graph[reverse].args == graph[primal].args,
            _ => false,
        };
        if !may_join || !pair.starts_fresh(graph) {
            return None;
        }
        pair.ahead = pair.computed_ahead(graph)?;
        Some(pair)
    }

    /// Whether a region is one of the reverse loop or branch, or lies inside.
    fn is_inside(&self, graph: &Graph, region: RegionId) -> bool {
        self.regions.iter().any(|&(_, from)| graph.encloses(from, region))
    }

    /// Each carried value is only added to, and nothing in an iteration depends on it.
    fn only_accumulates(&self, graph: &Graph) -> bool {
        let link = |user: NodeId, at: NodeId| {
            let n = &graph[user];
            match &n.op {
                Op::Accumulate(_) => (n.args[0] == at).then_some(user),
                Op::Primitive(Primitive::Add | Primitive::Sub, Dialect::Std) => (n.args[0] == at).then_some(user),
                // What a callee adds to.
                Op::Call(call) if call.half.is_reverse() => {
                    let added = graph.overwritten(user).into_iter();
                    let (k, _) = added
                        .filter(|&(k, _)| k < call.active.len())
                        .find(|&(_, buffer)| buffer == at)?;
                    graph.find_result(user, k)
                }
                _ => None,
            }
        };
        let (into, from) = self.regions[0];
        let chains = Chains::new(graph, from, &link);
        let carried = Carried::of(graph, self.reverse).expect("a loop");
        let plain = [into, from]
            .iter()
            .all(|&body| graph[body].nodes.iter().all(|&node| graph[node].op.is_pure()));
        carried.params.iter().zip(&carried.next).all(|(&param, &next)| {
            let is_fast = || !plain || self.adds_fast(graph, param, next);
            param != next && chains.lead(from, param, next) && is_fast()
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
        let (into, from) = self.regions[0];
        let indices = [into, from].map(|body| graph[body].params[0]);
        scattered <= 1 || carries_to_neighbours(graph, self.reverse, param, &indices)
    }

    /// Arrays are accumulated into buffers that nothing has touched since before the primal loop or branch: zeros, or what the joint
    /// iteration around carries.
    fn starts_fresh(&self, graph: &Graph) -> bool {
        let sweep = graph[self.reverse].region;
        let is_used_elsewhere = |buffer: NodeId| {
            let mut others = subtree(graph, sweep)
                .into_iter()
                .filter(|&region| !self.is_inside(graph, region));
            others.any(|region| {
                let nodes = graph[region].nodes.iter().filter(|&&node| node != self.reverse);
                let mut used = nodes.flat_map(|&node| &graph[node].args);
                used.any(|&used| used == buffer) || graph[region].results.contains(&buffer)
            })
        };
        match Carried::of(graph, self.reverse) {
            Some(carried) => carried.initial.iter().all(|&initial| {
                let n = &graph[initial];
                // In a joint iteration or side, it is what came into it, or is not there before.
                let is_fresh = n.op == Op::Zeros || Some(sweep) != graph.pullback;
                let once = || carried.initial.iter().filter(|&&other| other == initial).count() == 1;
                !n.ty.is_whole() || is_fresh && once() && !is_used_elsewhere(initial)
            }),
            None => {
                let zeros = graph[sweep].nodes.iter().filter(|&&node| graph[node].op == Op::Zeros);
                let used = |&&zeros: &&NodeId| self.uses(graph).contains(&zeros);
                zeros.filter(used).all(|&zeros| !is_used_elsewhere(zeros))
            }
        }
    }

    /// All that the reverse regions use.
    fn uses(&self, graph: &Graph) -> HashSet<NodeId> {
        let regions = self.regions.iter().flat_map(|&(_, from)| subtree(graph, from));
        let used = |region: RegionId| {
            let args = graph[region].nodes.iter().flat_map(|&node| &graph[node].args);
            args.chain(&graph[region].results).copied()
        };
        regions.flat_map(used).collect()
    }

    /// What has to be computed before, if all that is read can be there: it stands in the same iteration or branch, or before the
    /// primal one, or is computed from such by pure operations. Nothing inside has an effect but on the tape.
    fn computed_ahead(&self, graph: &Graph) -> Option<Ahead> {
        let all = |regions: Vec<RegionId>| -> HashSet<RegionId> {
            regions.into_iter().flat_map(|region| subtree(graph, region)).collect()
        };
        let inside = all(graph[self.reverse].op.regions());
        let iteration = all(graph[self.primal].op.regions());
        let is_own = |node: NodeId| inside.contains(&graph[node].region) || iteration.contains(&graph[node].region);
        let mut there = There::new(graph, self.primal, self.reverse);
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
        let initial = Carried::of(graph, self.reverse).map_or(vec![], |carried| carried.initial);
        let mut arrays = initial.into_iter().filter(|&initial| graph.ty(initial).is_whole());
        if !arrays.all(|initial| there.has(initial)) {
            return None;
        }
        Some(there.ahead)
    }
}

/// What is there before a primal loop or branch.
struct There<'a> {
    graph: &'a Graph,
    /// Where the primal one stands, and where the reverse one does.
    home: RegionId,
    sweep: RegionId,
    before: HashSet<NodeId>,
    ahead: Ahead,
}

impl<'a> There<'a> {
    fn new(graph: &'a Graph, primal: NodeId, reverse: NodeId) -> Self {
        let (home, sweep) = (graph[primal].region, graph[reverse].region);
        let nodes = graph[home].nodes.iter().copied();
        There {
            graph,
            home,
            sweep,
            before: nodes.take_while(|&node| node != primal).collect(),
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
