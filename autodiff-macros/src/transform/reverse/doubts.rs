//! Which adjoints are doubtful, found on the primal graph before the sweep: from what uses a value, backwards.
//!
//! The adjoint of a value is the sum of what its uses contribute, so it is certain where one of them is. A side of a branch may
//! not be taken, a loop may not run; what a loop carries is used by the next iteration or behind the loop, and so its doubt
//! goes around with it: the least solution, from none upwards.

use super::doubt::Doubt;
use super::overflow::Overflow;
use super::uses::{uses, Use};
use super::Seed;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::transform::activity::Activity;

/// The doubt in the adjoint of each primal node.
pub(super) struct Doubts(Vec<Doubt>);

impl Doubts {
    /// `results` are those that are differentiated.
    pub fn of(graph: &Graph, activity: &Activity, overflow: &Overflow, results: &[NodeId], seed: Seed) -> Doubts {
        let mut sources = sources(graph, uses(graph, activity, overflow));
        for &result in results.iter().filter(|&&result| activity.is_active(result)) {
            sources[result.0 as usize].push(Source {
                through: vec![],
                by: vec![],
                doubt: match seed {
                    Seed::One => Doubt::default(),
                    // The caller may not use the value.
                    Seed::Cotangents | Seed::Given => Doubt::BRANCH.or_overflowed(overflow.is_infinite(result)),
                },
            });
        }
        let mut doubts = Doubts(vec![Doubt::default(); graph.nodes.len()]);
        let mut changes = true;
        while changes {
            changes = false;
            for id in (0..graph.nodes.len()).rev() {
                let node = NodeId(id as u32);
                let is_whole = graph.ty(node).is_whole();
                let sources: Vec<&Source> = sources[id].iter().collect();
                let doubt = doubts.after(graph, &sources, 0, is_whole).unwrap_or_default();
                changes |= doubt != doubts.0[id];
                doubts.0[id] = doubt;
            }
        }
        doubts
    }

    /// That of the adjoint of a primal value, of which there may be none.
    pub fn get(&self, primal: NodeId) -> Doubt {
        self.0.get(primal.0 as usize).copied().unwrap_or_default()
    }

    /// That of the sum of what comes from these, in the region that stands at `depth` on the ways to them. The elements of
    /// an array have adjoints of their own, so there one that is certain says nothing of the others.
    fn after(&self, graph: &Graph, sources: &[&Source], depth: usize, is_whole: bool) -> Option<Doubt> {
        let (here, inside): (Vec<&Source>, Vec<&Source>) =
            sources.iter().partition(|source| source.through.len() == depth);
        let here = here.into_iter().map(|source| {
            let by = source.by.iter().map(|&by| self.get(by));
            by.fold(source.doubt, Doubt::and)
        });
        let mut all: Vec<Doubt> = here.collect();
        for same in inside.chunk_by(|a, b| a.through[depth].0 == b.through[depth].0) {
            all.extend(self.through(graph, same, depth, is_whole));
        }
        all.into_iter().reduce(|a, b| {
            let certain = !is_whole && (a.is_none() || b.is_none());
            if certain {
                Doubt::default()
            } else {
                a.and(b)
            }
        })
    }

    /// The same for what comes through one branch or loop.
    fn through(&self, graph: &Graph, sources: &[&Source], depth: usize, is_whole: bool) -> Option<Doubt> {
        let owner = sources[0].through[depth].0;
        let side = |region: RegionId| {
            let on_it = sources.iter().filter(|source| source.through[depth].1 == region);
            let on_it: Vec<&Source> = on_it.copied().collect();
            self.after(graph, &on_it, depth + 1, is_whole)
        };
        match graph[owner].op {
            Op::If { then, otherwise } => match (side(then), side(otherwise)) {
                (Some(then), Some(otherwise)) => Some(then.and(otherwise)),
                (one, other) => one.or(other).map(|doubt| doubt.and(Doubt::BRANCH)),
            },
            Op::For(ref f) => side(f.body).map(|doubt| doubt.and(Doubt::OVERWRITTEN)),
            Op::While { body, .. } => side(body).map(|doubt| doubt.and(Doubt::OVERWRITTEN)),
            _ => unreachable!("only branches and loops have regions"),
        }
    }
}

/// A use of a value.
struct Source {
    /// The branches and loops around the use that are not around the value, from the outside, with the region of each.
    through: Vec<(NodeId, RegionId)>,
    by: Vec<NodeId>,
    doubt: Doubt,
}

/// The uses of each value, by its number; those through one branch or loop stand together.
fn sources(graph: &Graph, uses: Vec<Use>) -> Vec<Vec<Source>> {
    let mut of: Vec<Vec<Source>> = graph.nodes.iter().map(|_| vec![]).collect();
    for Use {
        value,
        region,
        by,
        doubt,
    } in uses
    {
        let home = graph[value].region;
        let mut through = vec![];
        let mut at = region;
        while at != home {
            let owner = graph[at].owner.expect("a use stands where the value can be seen");
            through.push((owner, at));
            at = graph[owner].region;
        }
        through.reverse();
        of[value.0 as usize].push(Source { through, by, doubt });
    }
    for sources in &mut of {
        sources.sort_by(|a, b| a.through.cmp(&b.through));
    }
    of
}
