//! Arrays that are overwritten are put back: where the reverse sweep asks for elements that loops read, and the loops around
//! those overwrite the array, the few values that are overwritten are kept, and not the many that are read.
//!
//! ```text
//! for i in 0..n {                                     for i in (0..n).rev() {
//!     for k in 0..i { s += l[k] * l[i - k] }              l[i] = pop();
//!     push(l[i]); l[i] = s                                for k in (0..i).rev() { … l[k] … l[i - k] … }
//! }                                                   }
//! ```
//!
//! The reverse loops carry the array, from what it was at the end. Where they undo a store, they store what was overwritten.
//! So each version of the array has a value in the reverse sweep that equals it, and that is a version of an array itself: whatever the
//! order of the statements will be, a read sees the version that it names.

mod chain;
mod counter;
mod insert;
mod need;

use super::levels::Levels;
use super::plan;
use crate::ir::{Graph, NodeId, Op, RegionId, Ty};
use crate::tables::HashMap;
use crate::transform::flow::{subtree, Carried};
use chain::Link;
use counter::Counter;

/// How much more often a loop's body runs than the loop.
const ITERATIONS: u64 = 8;

/// Whether it pays to put an array back: how much shorter the tape gets, and how much is written to the array for that.
pub type Pays = fn(u64, u64) -> bool;

/// What is written and read once less weighs as much as what is written once more.
pub fn pays(saved: u64, written: u64) -> bool {
    saved >= 2 * written
}

/// Lets the reverse sweep count back counters and put back the arrays of which that pays.
pub(super) fn undo(graph: Graph, levels: Levels, pays: Pays) -> (Graph, Levels) {
    let counters = carried_values(&graph, &levels, |ty| matches!(ty, Ty::Int(_)));
    let arrays = carried_values(&graph, &levels, may_be_put_back);
    if counters.is_empty() && arrays.is_empty() {
        return (graph, levels);
    }
    let mut undo = Undo {
        kept: kept(&graph, &levels),
        graph,
        levels,
        links: vec![],
        pays,
    };
    for (owner, k) in counters {
        undo.counter(owner, k);
    }
    for (owner, k) in arrays {
        undo.array(owner, k);
    }
    (undo.graph, undo.levels)
}

struct Undo {
    graph: Graph,
    levels: Levels,
    /// What goes onto the tape, each with its level.
    kept: Vec<(RegionId, NodeId)>,
    /// The loops whose arrays are put back.
    links: Vec<Link>,
    pays: Pays,
}

impl Undo {
    fn counter(&mut self, owner: NodeId, k: usize) {
        let Some(counter) = Counter::of(&self.graph, &self.levels, owner, k) else {
            return;
        };
        if self.kept.iter().any(|&(_, node)| node == counter.param) {
            let mut restored = self.levels.restored.clone();
            let undone = counter.insert(self.graph.clone(), &mut restored);
            self.take(undone, restored, counter.written(&self.graph));
        }
    }

    fn array(&mut self, owner: NodeId, k: usize) {
        if self
            .levels
            .restored
            .contains_key(&carried(&self.graph, owner).params[k])
        {
            return;
        }
        let link = Link::of(&self.graph, &self.levels, owner, k);
        let is_asked = |link: &Link| self.kept.iter().any(|&(_, node)| link.needed_for(node));
        let Some(link) = link.filter(is_asked) else { return };
        let mut restored = self.levels.restored.clone();
        let undone = insert::insert(self.graph.clone(), &link, &mut restored);
        let written = link.written(&self.graph);
        self.links.push(link);
        if !self.take(undone, restored, written) {
            self.links.pop();
        }
    }

    /// Goes on with a graph in which more is undone, if that is right and pays.
    fn take(&mut self, undone: Graph, restored: HashMap<NodeId, NodeId>, written: u64) -> bool {
        let levels = self.levels.renewed(&undone, restored);
        let kept = kept(&undone, &levels);
        let saved = tape(&self.graph, &self.kept).saturating_sub(tape(&undone, &kept));
        let is_there = self.links.iter().all(|link| link.is_there(&undone, &levels));
        let takes = is_there && (self.pays)(saved, written);
        if takes {
            (self.graph, self.levels, self.kept) = (undone, levels, kept);
        }
        takes
    }
}

/// The values of some types that loops carry, outer loops first, where the loop is undone by another one.
fn carried_values(graph: &Graph, levels: &Levels, is_wanted: fn(&Ty) -> bool) -> Vec<(NodeId, usize)> {
    let regions = subtree(graph, graph.root).into_iter();
    let bodies = regions.filter(|&region| levels.of(region) == Some(region) && levels.reverse(region).is_some());
    let owners = bodies.filter_map(|body| graph[body].owner);
    let of_loop = |owner: NodeId| {
        let params = carried(graph, owner).params.into_iter().enumerate();
        let wanted = params.filter(|&(_, param)| is_wanted(graph.ty(param)));
        wanted.map(move |(k, _)| (owner, k)).collect::<Vec<_>>()
    };
    owners.flat_map(of_loop).collect()
}

/// A place of the caller is not the reverse sweep's to write.
fn may_be_put_back(ty: &Ty) -> bool {
    matches!(ty, Ty::Array(..) | Ty::Vec(_)) && !ty.has_struct()
}

fn carried(graph: &Graph, owner: NodeId) -> Carried {
    Carried::of(graph, owner).expect("a loop")
}

/// What goes onto the tape, each with its level.
fn kept(graph: &Graph, levels: &Levels) -> Vec<(RegionId, NodeId)> {
    let plan = plan::plan(graph, levels).into_iter();
    let closed = plan.filter(|&(level, _)| !levels.is_open(level));
    closed
        .flat_map(|(level, kept)| kept.into_iter().map(move |node| (level, node)))
        .collect()
}

fn tape(graph: &Graph, kept: &[(RegionId, NodeId)]) -> u64 {
    let of = |&(level, node): &(RegionId, NodeId)| cost(graph, level, graph.ty(node));
    kept.iter().map(of).fold(0, u64::saturating_add)
}

/// What a value of this type costs each time that a region runs.
fn cost(graph: &Graph, region: RegionId, ty: &Ty) -> u64 {
    let around = std::iter::successors(Some(region), |&region| graph.parent(region));
    let owners = around.filter_map(|region| graph[region].owner);
    let loops = owners
        .filter(|&owner| !matches!(graph[owner].op, Op::If { .. }))
        .count();
    let runs = ITERATIONS.saturating_pow(u32::try_from(loops).unwrap_or(u32::MAX));
    u64::from(plan::weight(ty)).saturating_mul(runs)
}
