//! Loops of the reverse sweep whose iterations do not depend on each other run forwards: then processors fetch ahead, and
//! LLVM vectorises.
//!
//! ```text
//! for i in (0..n).rev() { dx[i] += dy[i] * a[i] }          for i in 0..n { dx[i] += dy[i] * a[i] }
//! ```
//!
//! That is so where each carried value is only added to, or an array of which each iteration has its own elements. Sums of
//! adjoints may be taken in any order. Loops around others stay as they are: they gain nothing.

use super::flow::{reverse_regions, subtree, Carried};
use crate::ir::frames::framed;
use crate::ir::{For, Graph, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;

/// Turns all loops that can be.
pub fn run_forwards(mut graph: Graph) -> Graph {
    let sweep = reverse_regions(&graph);
    for &body in &sweep {
        if let Some(node) = graph[body].owner {
            let Op::For(f) = &graph[node].op else { continue };
            if f.descending && order_is_free(&graph, node, f) {
                let turned = For {
                    descending: false,
                    ..f.clone()
                };
                graph[node].op = Op::For(turned);
            }
        }
    }
    graph
}

fn order_is_free(graph: &Graph, owner: NodeId, f: &For) -> bool {
    let inside = subtree(graph, f.body);
    let frame = framed(graph, f);
    let is_plain = |node: NodeId| match &graph[node].op {
        Op::If { .. } => true,
        Op::Pop => frame == Some(node),
        Op::Result(_) => true,
        op => op.is_pure(),
    };
    let is_innermost = inside
        .iter()
        .all(|&region| graph[region].nodes.iter().all(|&node| is_plain(node)));
    if f.exits || !is_innermost || *graph.ty(graph[f.body].params[0]) != Ty::USIZE {
        return false;
    }
    let carried = Carried::of(graph, owner).expect("a loop");
    carried.params.iter().zip(&carried.next).all(|(&param, &next)| {
        let carried = Value {
            graph,
            inside: &inside,
            body: f.body,
            next,
        };
        match graph.ty(param).is_whole() {
            true => carried.is_free_array(param),
            false => carried.is_sum(param),
        }
    })
}

/// A carried value of a loop.
struct Value<'a> {
    graph: &'a Graph,
    inside: &'a [RegionId],
    body: RegionId,
    next: NodeId,
}

impl Value<'_> {
    /// The nodes that use a value; none if a region yields it that is not the body, or the body yields it and it is not `next`.
    fn users(&self, value: NodeId) -> Option<Vec<NodeId>> {
        for &region in self.inside {
            let yields = self.graph[region]
                .results
                .iter()
                .filter(|&&result| result == value)
                .count();
            let allowed = usize::from(region == self.body && value == self.next);
            if yields > allowed {
                return None;
            }
        }
        let nodes = self.inside.iter().flat_map(|&region| &self.graph[region].nodes);
        Some(
            nodes
                .copied()
                .filter(|&node| self.graph[node].args.contains(&value))
                .collect(),
        )
    }

    /// A float to which each iteration adds what does not depend on it.
    fn is_sum(&self, param: NodeId) -> bool {
        let mut at = param;
        while at != self.next {
            let Some(users) = self.users(at) else { return false };
            let [user] = users[..] else { return false };
            let n = &self.graph[user];
            let adds = match n.op {
                Op::Primitive(Primitive::Add, _) => n.args[0] == at || n.args[1] == at,
                Op::Primitive(Primitive::Sub, _) => n.args[0] == at,
                _ => false,
            };
            if !adds || n.args[0] == n.args[1] || n.region != self.body {
                return false;
            }
            at = user;
        }
        self.users(at).is_some_and(|users| users.is_empty())
    }

    /// An array that is only added to, or of which each access has the loop index at one and the same depth.
    fn is_free_array(&self, param: NodeId) -> bool {
        let index = self.graph[self.body].params[0];
        let mut only_added = true;
        let mut own: Option<Vec<usize>> = None;
        let mut at = param;
        loop {
            let Some(users) = self.users(at) else { return false };
            let mut newer = None;
            for user in users {
                let n = &self.graph[user];
                if n.args.iter().filter(|&&arg| arg == at).count() != 1 || n.args[0] != at {
                    return false;
                }
                let steps = match &n.op {
                    Op::Load(steps) => steps,
                    Op::Store(steps) | Op::Accumulate(steps) if newer.is_none() && n.region == self.body => {
                        newer = Some(user);
                        steps
                    }
                    _ => return false,
                };
                only_added &= matches!(n.op, Op::Accumulate(_));
                let indices = steps.iter().filter(|step| matches!(step, crate::ir::Step::Index(())));
                let depths = (0..indices.count()).filter(|&k| n.args[1 + k] == index);
                own = Some(match own {
                    None => depths.collect(),
                    Some(own) => depths.filter(|depth| own.contains(depth)).collect(),
                });
            }
            match newer {
                Some(newer) => at = newer,
                None => break,
            }
        }
        at == self.next && (only_added || own.is_some_and(|own| !own.is_empty()))
    }
}
