//! How an array becomes what it is at the end of an iteration, as far as that can be undone: stores, in branches too, and loops.

use super::super::levels::Levels;
use super::cost;
use super::need::Needs;
use crate::ir::{Graph, NodeId, Op, RegionId, Step};
use crate::transform::flow::Carried;

/// A loop that carries an array, and the one that undoes it.
pub(super) struct Link {
    pub owner: NodeId,
    /// The position of the array among the carried values.
    pub k: usize,
    /// The body of the loop that undoes it.
    pub reverse: RegionId,
    /// From what an iteration leaves to what it found.
    pub changes: Vec<Placed>,
    /// What an iteration leaves.
    pub newest: NodeId,
    needs: Needs,
}

/// A change, and where in the body of the reverse loop it is undone.
pub(super) struct Placed {
    pub change: Change,
    /// Before this node; at the end if there is none.
    pub before: Option<NodeId>,
    /// What there was before the change.
    pub older: NodeId,
}

pub(super) enum Change {
    Store(NodeId),
    /// The changes of both sides, newest first.
    Branch(NodeId, [Vec<Change>; 2]),
    Loop(Box<Link>),
}

impl Link {
    /// The loop and all that it does to the array, if all of it can be undone.
    pub fn of(graph: &Graph, levels: &Levels, owner: NodeId, k: usize) -> Option<Link> {
        let carried = Carried::of(graph, owner)?;
        let level = levels.of(carried.body)?;
        let reverse = levels.reverse(level)?;
        let reading = Reading { graph, levels, level };
        let (newest, oldest) = (*carried.next.get(k)?, carried.params[k]);
        let changes = reading.changes(carried.body, newest, oldest)?;
        let olders: Vec<NodeId> = changes.iter().map(|&(_, older)| older).collect();
        let versions: Vec<NodeId> = std::iter::once(newest).chain(olders).collect();
        let needs = Needs::of(graph, levels, level, &versions)?;
        Some(Link {
            owner,
            k,
            reverse,
            changes: placed(graph, reverse, changes, &needs)?,
            newest,
            needs,
        })
    }

    /// What it costs to write what was overwritten.
    pub fn written(&self, graph: &Graph) -> u64 {
        let stores = self.stores().into_iter();
        let value = |store: NodeId| graph[store].args[graph[store].args.len() - 1];
        let of = |store: NodeId| cost(graph, graph[store].region, graph.ty(value(store)));
        stores.map(of).fold(0, u64::saturating_add)
    }

    fn stores(&self) -> Vec<NodeId> {
        self.changes.iter().flat_map(|placed| placed.change.stores()).collect()
    }

    /// The links of inner loops.
    fn inner(&self) -> impl Iterator<Item = &Link> {
        self.changes.iter().filter_map(|placed| match &placed.change {
            Change::Loop(link) => Some(&**link),
            _ => None,
        })
    }

    /// Whether a value is a version of the array, or one that inner loops compute from a version.
    pub fn needed_for(&self, value: NodeId) -> bool {
        self.needs.holds(value) || self.inner().any(|link| link.needed_for(value))
    }

    /// Whether each version has been put back before it is asked for: what was inserted asks, too.
    pub fn is_there(&self, graph: &Graph, levels: &Levels) -> bool {
        let versions: Vec<NodeId> = self.changes.iter().map(|placed| placed.older).collect();
        let level = graph[self.reverse].mirror.expect("it undoes a loop");
        let Some(needs) = Needs::of(graph, levels, level, &versions) else {
            return false;
        };
        let nodes = &graph[self.reverse].nodes;
        let is_first = |&older: &NodeId| {
            let at = nodes.iter().position(|&node| node == levels.restored[&older]);
            at.is_some_and(|at| at < needs.first(graph, self.reverse, older))
        };
        versions.iter().all(is_first) && self.inner().all(|link| link.is_there(graph, levels))
    }
}

impl Change {
    pub fn stores(&self) -> Vec<NodeId> {
        match self {
            Change::Store(store) => vec![*store],
            Change::Branch(_, sides) => sides.iter().flatten().flat_map(Change::stores).collect(),
            Change::Loop(link) => link.stores(),
        }
    }
}

struct Reading<'a> {
    graph: &'a Graph,
    levels: &'a Levels,
    level: RegionId,
}

impl Reading<'_> {
    /// The changes from one version to an older one in a region, newest first, each with what there was before it.
    fn changes(&self, region: RegionId, newest: NodeId, oldest: NodeId) -> Option<Vec<(Change, NodeId)>> {
        let mut changes = vec![];
        let mut at = newest;
        while at != oldest {
            if self.graph[at].region != region {
                return None;
            }
            let (change, older) = self.change(region, at)?;
            changes.push((change, older));
            at = older;
        }
        Some(changes)
    }

    /// What makes a version of an older one, and that.
    fn change(&self, region: RegionId, version: NodeId) -> Option<(Change, NodeId)> {
        let graph = self.graph;
        let n = &graph[version];
        match &n.op {
            Op::Store(steps) => {
                let value = graph.ty(n.args[n.args.len() - 1]);
                let plain = value.is_sized() && steps.iter().all(|step| matches!(step, Step::Index(())));
                plain.then_some((Change::Store(version), n.args[0]))
            }
            Op::Result(k) => self.result(region, n.args[0], *k as usize),
            _ => None,
        }
    }

    fn result(&self, region: RegionId, owner: NodeId, k: usize) -> Option<(Change, NodeId)> {
        let graph = self.graph;
        let Op::If { then, otherwise } = graph[owner].op else {
            let initial = *Carried::of(graph, owner)?.initial.get(k)?;
            // Only what stands in the level itself is undone there at a place of its own.
            let direct = region == self.level;
            let link = direct.then(|| Link::of(graph, self.levels, owner, k))??;
            return Some((Change::Loop(Box::new(link)), initial));
        };
        let sides = [then, otherwise];
        if sides.iter().any(|&side| self.levels.of(side) != Some(self.level)) {
            return None;
        }
        let [a, b] = sides.map(|side| self.outer(side, graph[side].results[k]));
        let older = a.filter(|_| a == b)?;
        let changes = |side: RegionId| {
            let newest = graph[side].results[k];
            let changes = match newest == older {
                true => vec![],
                false => self.changes(side, newest, older)?,
            };
            Some(changes.into_iter().map(|(change, _)| change).collect::<Vec<_>>())
        };
        Some((Change::Branch(owner, [changes(then)?, changes(otherwise)?]), older))
    }

    /// The version outside of a side of a branch that this one comes from.
    fn outer(&self, side: RegionId, version: NodeId) -> Option<NodeId> {
        let graph = self.graph;
        let mut at = version;
        while graph.encloses(side, graph[at].region) {
            at = match graph[at].op {
                Op::Store(_) => graph[at].args[0],
                Op::Result(k) => match graph[graph[at].args[0]].op {
                    Op::If { then, .. } => self.outer(then, graph[then].results[k as usize])?,
                    _ => return None,
                },
                _ => return None,
            };
        }
        Some(at)
    }
}

/// Gives each change its place: as late as what needs the older versions allows, for what reads newer ones comes first.
fn placed(graph: &Graph, reverse: RegionId, changes: Vec<(Change, NodeId)>, needs: &Needs) -> Option<Vec<Placed>> {
    let nodes = &graph[reverse].nodes;
    let mut limit = nodes.len();
    let mut placed = vec![];
    for (change, older) in changes.into_iter().rev() {
        limit = limit.min(needs.first(graph, reverse, older));
        if let Change::Loop(link) = &change {
            let owner = graph[link.reverse].owner?;
            let at = nodes.iter().position(|&node| node == owner)?;
            if limit <= at {
                return None;
            }
            limit = at;
        }
        let before = nodes.get(limit).copied();
        placed.push(Placed { change, before, older });
    }
    placed.reverse();
    Some(placed)
}
