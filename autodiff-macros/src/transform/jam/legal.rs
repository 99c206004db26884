//! Which iterations can run together, and with profit.

use super::{straight, Width};
use crate::ir::{Graph, Integer, NodeId, Op, RegionId, Step};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::{counts_by_one, subtree, users, Carried};

/// What has more nodes than this inside would become too long.
const LONGEST: usize = 64;

/// A loop whose iterations can run together.
pub(super) struct Jam {
    pub owner: NodeId,
    pub body: RegionId,
    /// The versions of the arrays that the loop carries, each with the position of its array among the carried values.
    pub versions: HashMap<NodeId, usize>,
    /// The loops inside that have to be long, for iterations to run together with profit.
    pub long: Vec<NodeId>,
    /// The positions of sums that each lane has one of its own of.
    pub apart: HashSet<usize>,
    pub width: Width,
}

impl Jam {
    pub fn of(graph: &Graph, owner: NodeId, width: Width) -> Option<Jam> {
        let mut jam = Jam::legal(graph, owner, width)?;
        let inside = subtree(graph, jam.body);
        let pays = match inside
            .iter()
            .any(|&region| region != jam.body && !in_branch(graph, region))
        {
            true => jam.pays(graph, &inside),
            false => straight::pays(graph, &jam),
        };
        pays.then_some(jam)
    }

    /// Whether the iterations can run together, whatever it brings.
    pub fn legal(graph: &Graph, owner: NodeId, width: Width) -> Option<Jam> {
        let Op::For(f) = &graph[owner].op else { return None };
        let inside = subtree(graph, f.body);
        let count: usize = inside.iter().map(|&region| graph[region].nodes.len()).sum();
        let frames = graph[f.body]
            .nodes
            .iter()
            .filter(|&&node| graph[node].op == Op::Push)
            .count();
        let plain = counts_by_one(graph, owner, f)
            && !is_short(graph, owner, width.lanes as i128)
            && count <= LONGEST
            && frames <= 1;
        if !plain || !graph[f.body].nodes.iter().all(|&node| fits(graph, f.body, node, true)) {
            return None;
        }
        let carried = Carried::of(graph, owner)?;
        let mut jam = Jam {
            owner,
            body: f.body,
            versions: HashMap::default(),
            long: vec![],
            apart: HashSet::default(),
            width,
        };
        for k in 0..carried.params.len() {
            let (param, next) = (carried.params[k], carried.next[k]);
            let holds = match graph.ty(param).is_whole() {
                true => jam.is_free_array(graph, k, param, next),
                false => is_in_one_part(graph, f.body, param, next),
            };
            if !holds {
                return None;
            }
        }
        Some(jam)
    }

    /// Whether each element of an array comes to the same, whatever the order of iterations that run together.
    fn is_free_array(&mut self, graph: &Graph, k: usize, param: NodeId, next: NodeId) -> bool {
        let Some(accesses) = self.accesses(graph, k, param) else {
            return false;
        };
        if self.versions.get(&next) != Some(&k) {
            return false;
        }
        let index = graph[self.body].params[0];
        let indices = |&node: &NodeId| indices(graph, node);
        let only_added = accesses.iter().all(|&node| matches!(graph[node].op, Op::Accumulate(_)));
        let depth = |at: usize| accesses.iter().all(|node| indices(node).get(at) == Some(&index));
        let own = (0..graph.nodes.len().min(4)).any(depth);
        let part = |&node: &NodeId| (graph[node].region == self.body).then(|| part_of(graph, self.body, node));
        let parts: HashSet<Option<usize>> = accesses.iter().map(part).collect();
        let in_one_part = parts.len() == 1 && !parts.contains(&None);
        only_added || own || in_one_part || self.is_one_place(graph, &accesses)
    }

    /// Whether all accesses are to one place of each iteration of the loops inside, which is that of no other iteration.
    fn is_one_place(&self, graph: &Graph, accesses: &[NodeId]) -> bool {
        let Some(&first) = accesses.first() else { return true };
        let (region, place) = (graph[first].region, indices(graph, first));
        let part = part_of(graph, region, first);
        let same = accesses.iter().all(|&node| {
            graph[node].region == region && part_of(graph, region, node) == part && indices(graph, node) == place
        });
        let mut loops = vec![];
        let mut at = region;
        while at != self.body {
            loops.push(graph[at].params[0]);
            let Some(parent) = graph.parent(at) else { return false };
            at = parent;
        }
        let known = |&index: &NodeId| loops.contains(&index) || !graph.encloses(self.body, graph[index].region);
        same && place.iter().all(known) && loops.iter().all(|index| place.contains(index))
    }

    /// What reads or writes the versions of a carried array; none if anything else is done with it.
    fn accesses(&mut self, graph: &Graph, k: usize, param: NodeId) -> Option<Vec<NodeId>> {
        let mut accesses = vec![];
        let mut open = vec![param];
        while let Some(version) = open.pop() {
            if self.versions.insert(version, k).is_some() {
                continue;
            }
            for node in users(graph, self.body, version) {
                let n = &graph[node];
                if n.args.iter().filter(|&&arg| arg == version).count() != 1 {
                    return None;
                }
                match &n.op {
                    Op::Load(steps) | Op::Store(steps) | Op::Accumulate(steps) => {
                        let plain = steps.iter().all(|step| matches!(step, Step::Index(())));
                        if n.args[0] != version || !plain || steps.is_empty() || in_branch(graph, n.region) {
                            return None;
                        }
                        accesses.push(node);
                        open.extend(n.op.is_version().then_some(node));
                    }
                    Op::Len(steps) if steps.is_empty() => {}
                    Op::For(f) => {
                        let carried = Carried::of(graph, node)?;
                        let at = carried.initial.iter().position(|&initial| initial == version)?;
                        open.push(graph[f.body].params[1 + at]);
                        open.extend(graph.find_result(node, at));
                    }
                    _ => return None,
                }
            }
        }
        Some(accesses)
    }

    /// Whether an inner loop sums up what waits for itself, or adds to what all iterations add to; and is long, or reads elements that
    /// lie side by side for iterations that run together.
    fn pays(&mut self, graph: &Graph, inside: &[RegionId]) -> bool {
        let is_loop = |region: RegionId| {
            let owner = graph[region].owner.filter(|_| region != self.body);
            owner.filter(|&owner| matches!(graph[owner].op, Op::For(_)))
        };
        let loops: Vec<NodeId> = inside.iter().filter_map(|&region| is_loop(region)).collect();
        let index = graph[self.body].params[0];
        let (mut sums, mut abreast) = (false, false);
        for &owner in &loops {
            let carried = Carried::of(graph, owner).expect("a loop");
            sums |= carried.params.iter().any(|&param| graph.ty(param).float().is_some());
            for &node in &graph[carried.body].nodes {
                let place = indices(graph, node);
                // Each iteration adds to what all add to, or again and again to the same.
                let own = graph[carried.body].params[0];
                sums |= self.versions.contains_key(&node) && !(place.contains(&index) && place.contains(&own));
                let last = place.last().filter(|_| matches!(graph[node].op, Op::Load(_)));
                abreast |= last.is_some_and(|&last| last == index || is_sum_with(graph, last, index));
            }
        }
        if !abreast {
            self.long = loops;
        }
        sums && !self
            .long
            .iter()
            .any(|&owner| is_short(graph, owner, self.width.shortest))
    }
}

/// Whether a number is the sum of another one and something else.
pub(super) fn is_sum_with(graph: &Graph, sum: NodeId, part: NodeId) -> bool {
    graph[sum].op == Op::Integer(Integer::Add) && graph[sum].args.contains(&part)
}

/// Whether there are known to be few iterations.
fn is_short(graph: &Graph, owner: NodeId, shortest: i128) -> bool {
    let end = graph.constant(graph[owner].args[1]).and_then(|end| end.as_int());
    end.is_some_and(|end| end < shortest)
}

/// Whether a node can stand in a jammed loop, with what is inside it.
fn fits(graph: &Graph, body: RegionId, node: NodeId, outermost: bool) -> bool {
    let n = &graph[node];
    match &n.op {
        Op::For(f) => {
            let is_outside = |&bound: &NodeId| {
                graph.constant(bound).is_some()
                    || matches!(graph[bound].op, Op::Path(_))
                    || !graph.encloses(body, graph[bound].region)
            };
            let inside = graph[f.body].nodes.iter();
            n.args[..3].iter().all(is_outside)
                && counts_by_one(graph, node, f)
                && inside.copied().all(|inner| fits(graph, body, inner, false))
        }
        Op::If { then, otherwise } => {
            let inside = [then, otherwise].into_iter().flat_map(|&side| subtree(graph, side));
            let mut nodes = inside.flat_map(|region| graph[region].nodes.iter().copied());
            nodes.all(|inner| {
                let op = &graph[inner].op;
                let plain = op.is_pure() && !op.is_version() || matches!(op, Op::If { .. });
                plain && !graph.ty(inner).is_whole()
            })
        }
        Op::Result(_) => true,
        Op::Push => outermost,
        // Into a vector of numbers, in place.
        Op::Store(_) | Op::Accumulate(_) if n.ty.scalar().float().is_some() => true,
        op => op.is_pure() && !matches!(op, Op::Bound(_) | Op::Slice(_)) && !n.ty.has_struct() && !n.ty.is_owned(),
    }
}

/// Whether what an iteration does with a carried scalar lies between two loops: there, iterations keep their order.
fn is_in_one_part(graph: &Graph, body: RegionId, param: NodeId, next: NodeId) -> bool {
    let mut parts = HashSet::default();
    for region in subtree(graph, body) {
        let yields = graph[region].results.contains(&param);
        if yields && !in_branch(graph, region) {
            return false;
        }
        let used = graph[region]
            .nodes
            .iter()
            .any(|&node| graph[node].args.contains(&param));
        if yields || used {
            match part_around(graph, body, region) {
                Some(part) => _ = parts.insert(part),
                None if region != body => return false,
                None => {
                    for &node in graph[body]
                        .nodes
                        .iter()
                        .filter(|&&node| graph[node].args.contains(&param))
                    {
                        if matches!(graph[node].op, Op::For(_)) {
                            return false;
                        }
                        parts.insert(part_of(graph, body, node));
                    }
                }
            }
        }
    }
    if graph[next].region != body {
        return false;
    }
    parts.insert(part_of(graph, body, next));
    parts.len() == 1
}

/// The part of the body that a region lies in, if only branches are between.
fn part_around(graph: &Graph, body: RegionId, region: RegionId) -> Option<usize> {
    let mut at = region;
    while at != body {
        let owner = graph[at].owner?;
        if !matches!(graph[owner].op, Op::If { .. }) {
            return None;
        }
        if graph[owner].region == body {
            return Some(part_of(graph, body, owner));
        }
        at = graph[owner].region;
    }
    None
}

/// Which part of the body a node stands in: the loops lie between these.
pub(super) fn part_of(graph: &Graph, body: RegionId, node: NodeId) -> usize {
    let before = graph[body].nodes.iter().take_while(|&&other| other != node);
    before.filter(|&&other| matches!(graph[other].op, Op::For(_))).count()
}

fn in_branch(graph: &Graph, region: RegionId) -> bool {
    graph[region]
        .owner
        .is_some_and(|owner| matches!(graph[owner].op, Op::If { .. }))
}

/// The indices of a read or a write.
pub(super) fn indices(graph: &Graph, node: NodeId) -> &[NodeId] {
    let n = &graph[node];
    match &n.op {
        Op::Load(_) | Op::Len(_) => &n.args[1..],
        Op::Store(_) | Op::Accumulate(_) => &n.args[1..n.args.len() - 1],
        _ => &[],
    }
}
