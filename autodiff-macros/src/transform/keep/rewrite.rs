//! Replaces the mirror uses of the reverse sweep, computing again what is not kept.

use super::levels::Levels;
use super::plan::{index_of, is_shape_only, Index};
use crate::ir::{Graph, Int, IntMethod, Integer, NodeId, Op, RegionId, Step, Ty};
use crate::tables::HashMap;
use crate::transform::flow::reverse_regions;

struct Rewrite<'a> {
    graph: Graph,
    levels: &'a Levels,
    /// What stands for a primal value in the reverse sweep.
    available: HashMap<NodeId, NodeId>,
    /// The regions on the way to the current node.
    open: Vec<Open>,
}

struct Open {
    region: RegionId,
    /// Its new list of nodes so far.
    nodes: Vec<NodeId>,
    /// The primal values that have been computed again in it: another region that mirrors the same one computes its own.
    values: Vec<NodeId>,
}

pub(super) fn rewrite(graph: Graph, levels: &Levels, available: HashMap<NodeId, NodeId>) -> Graph {
    let mut graph = graph;
    for node in (0..graph.nodes.len() as u32).map(NodeId) {
        if is_shape_only(&graph, node) {
            graph[node].args.clear();
        }
    }
    let sweep = reverse_regions(&graph);
    let outermost = |&&region: &&RegionId| graph.parent(region).is_none_or(|parent| !sweep.contains(&parent));
    let outermost: Vec<RegionId> = sweep.iter().filter(outermost).copied().collect();
    let mut rewrite = Rewrite {
        graph,
        levels,
        available,
        open: vec![],
    };
    for region in outermost {
        rewrite.region(region);
    }
    rewrite.graph
}

impl Rewrite<'_> {
    fn region(&mut self, region: RegionId) {
        self.open.push(Open {
            region,
            nodes: vec![],
            values: vec![],
        });
        for node in std::mem::take(&mut self.graph[region].nodes) {
            for k in 0..self.graph[node].args.len() {
                let value = self.graph[node].args[k];
                self.graph[node].args[k] = self.resolve(value);
            }
            for inner in self.graph[node].op.regions() {
                self.region(inner);
            }
            self.open.last_mut().expect("the region is open").nodes.push(node);
        }
        for k in 0..self.graph[region].results.len() {
            let value = self.graph[region].results[k];
            self.graph[region].results[k] = self.resolve(value);
        }
        let open = self.open.pop().expect("the region is open");
        self.graph[region].nodes = open.nodes;
        for value in open.values {
            self.available.remove(&value);
        }
    }

    /// What stands for `value` at the current node. Recursion is as deep as the recomputed expression.
    fn resolve(&mut self, value: NodeId) -> NodeId {
        if self.levels.level(&self.graph, value).is_none() {
            return value;
        }
        if let Some(&available) = self.available.get(&value) {
            return available;
        }
        if self.levels.is_there(&self.graph, value) {
            return value;
        }
        let again = match index_of(&self.graph, value) {
            Some(Index::Same) => self.home_index(value),
            Some(Index::Counted { from, step }) => self.counted_index(value, from, step),
            None => self.recompute(value),
        };
        self.available.insert(value, again);
        let region = self.graph[again].region;
        if let Some(open) = self.open.iter_mut().find(|open| open.region == region) {
            open.values.push(value);
        }
        again
    }

    /// The position in `open` of the region that mirrors the value's own: there it is computed once for all uses.
    fn home(&self, value: NodeId) -> usize {
        let region = Some(self.graph[value].region);
        let home = self
            .open
            .iter()
            .rposition(|open| self.graph[open.region].mirror == region);
        home.expect("a mirror use lies in a region that mirrors the value's own")
    }

    fn home_index(&self, value: NodeId) -> NodeId {
        let Open { region, .. } = self.open[self.home(value)];
        self.graph[region].params[0]
    }

    /// `from + (k · step) as T`, wrapping: the way may be longer than the largest `T`, the index itself is one.
    fn counted_index(&mut self, value: NodeId, from: NodeId, step: NodeId) -> NodeId {
        let k = self.home_index(value);
        let (from, step) = (self.resolve(from), self.resolve(step));
        let ty = self.graph.ty(value).clone();
        let way = match self.graph.constant(step).and_then(|step| step.as_int()) {
            Some(1) => k,
            _ => self.place(value, Op::Integer(Integer::Mul), vec![k, step], Ty::Int(Int::Usize)),
        };
        let way = if ty == Ty::USIZE {
            way
        } else {
            self.place(value, Op::Cast, vec![way], ty.clone())
        };
        match self.graph.constant(from).and_then(|from| from.as_int()) {
            Some(0) => way,
            _ => self.place(value, Op::Method(IntMethod::WrappingAdd), vec![from, way], ty),
        }
    }

    fn recompute(&mut self, value: NodeId) -> NodeId {
        let node = self.graph[value].clone();
        if let Some(place) = self.levels.settled.get(&value).cloned() {
            let load = Op::Load(vec![Step::Index(()); place.len() - 1]);
            let args = place.into_iter().map(|arg| self.resolve(arg)).collect();
            return self.place(value, load, args, node.ty);
        }
        if let Op::Bound(_) = node.op {
            return self.resolve(node.args[0]);
        }
        debug_assert!(node.op.is_pure(), "{:?} can't be computed again", node.op);
        let args = match is_shape_only(&self.graph, value) {
            true => vec![],
            false => node.args.iter().map(|&arg| self.resolve(arg)).collect(),
        };
        self.place(value, node.op, args, node.ty)
    }

    /// Makes a node in the home region of `value`, before the node that is being rewritten.
    fn place(&mut self, value: NodeId, op: Op, args: Vec<NodeId>, ty: Ty) -> NodeId {
        let home = self.home(value);
        let id = self.graph.make(self.open[home].region, op, args, ty, value);
        self.open[home].nodes.push(id);
        id
    }
}
