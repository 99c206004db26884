//! Reverse mode: writes the pullback of a graph, by sweeping its regions backwards.
//!
//! For a node `z = op(a, b)` with adjoint `dz` the sweep adds `dz · ∂z/∂a` to the adjoint of `a`, and likewise for `b`.
//! A construct with regions reverses into the same construct: a branch into a branch on the same condition, a loop into a loop that
//! counts backwards. The adjoints of what they capture are threaded through them, as carried values and results.
//!
//! The sweep decides nothing about storage: it uses primal nodes as if all their values were still there (see *mirrors*
//! in [`ir`](crate::ir)), and `keep` makes that true.

mod adjoints;
mod arrays;
mod branch;
mod call;
mod contribution;
mod doubt;
mod doubts;
mod loops;
mod origins;
mod overflow;
mod pure;
mod sums;
mod uses;
mod vectors;

use super::activity::Activity;
use super::flow;
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Op, RegionId, Ty};
use crate::tables::{HashMap, HashSet};
use adjoints::Adjoints;
use doubts::Doubts;
use origins::Origins;
use overflow::Overflow;

/// What the sweep starts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seed {
    /// The cotangent of the one float in the value is 1: the pullback gives the gradient. What is left in places counts
    /// for nothing.
    One,
    /// The pullback has a parameter for the cotangent of each differentiable result.
    Cotangents,
    /// The cotangents are given with the arguments: they are the last parameters of the root. There are no places.
    Given,
}

/// Adds the pullback of `graph` with respect to `parameters`, which are among those of its root.
pub fn reverse(graph: Graph, parameters: &[NodeId], seed: Seed) -> Graph {
    let results = &graph[graph.root].results;
    let values = results.len() - graph.in_place.len();
    let differentiated = if seed == Seed::One { &results[..values] } else { results };
    let activity = Activity::of(&graph, parameters, differentiated);
    let overflow = Overflow::of(&graph);
    let doubts = Doubts::of(&graph, &activity, &overflow, differentiated, seed);
    let mut reverse = Reverse {
        builder: Builder::pullback(graph),
        activity,
        overflow,
        adjoints: Adjoints::default(),
        doubts,
        origins: Origins::default(),
        sizes: HashMap::default(),
    };
    for &parameter in parameters {
        // What says no size that a local array could have: its adjoint is the caller's buffer from the start.
        // That of a place is the adjoint of what is left there.
        let in_place = reverse.builder.graph.in_place.contains(&parameter);
        if !reverse.builder.graph.ty(parameter).is_sized() && !in_place {
            let zeros = reverse.zeros(parameter);
            reverse.adjoints.set(parameter, zeros);
        }
    }
    // A result may be a parameter.
    reverse.seed(seed, parameters, values);
    let root = reverse.builder.graph.root;
    reverse.sweep(root);
    let results = parameters
        .iter()
        .map(|&parameter| reverse.take_or_zero(parameter))
        .collect();
    reverse.builder.finish(results)
}

struct Reverse {
    builder: Builder,
    activity: Activity,
    overflow: Overflow,
    adjoints: Adjoints,
    /// Of which primal nodes a zero adjoint may be no factor.
    doubts: Doubts,
    /// Where their zeros come from.
    origins: Origins,
    /// For slices in place, the cotangent of what is left there: it has their length, and is there in the reverse half.
    sizes: HashMap<NodeId, NodeId>,
}

impl Reverse {
    /// The first results are `values`, behind them stands what is left in places.
    fn seed(&mut self, seed: Seed, parameters: &[NodeId], values: usize) {
        let root = self.builder.graph.root;
        for (k, result) in self.builder.graph[root].results.clone().into_iter().enumerate() {
            if seed == Seed::One && k >= values {
                continue;
            }
            let ty = self.builder.graph.ty(result).adjoint();
            if !ty.is_differentiable() {
                continue;
            }
            let cotangent = match (seed, &ty) {
                (Seed::Cotangents, _) => {
                    let cotangent = self.builder.param(ty);
                    self.name_after(cotangent, result);
                    if let Some(k) = k.checked_sub(values) {
                        let place = self.builder.graph.in_place[k];
                        self.sizes.insert(place, cotangent);
                        let result = parameters.iter().position(|&parameter| parameter == place);
                        self.builder.graph.adjoints_in_place.push((cotangent, result));
                    }
                    cotangent
                }
                (Seed::Given, _) => {
                    let cotangent = self.builder.param_of(root, ty);
                    self.name_after(cotangent, result);
                    cotangent
                }
                (Seed::One, Ty::Float(float)) => self.builder.float(*float, 1.0),
                (Seed::One, _) => unreachable!("only a float result has a gradient"),
            };
            if self.activity.is_active(result) {
                self.add_adjoint(result, cotangent);
            }
        }
    }

    /// Reverses the nodes of one primal region into the innermost open region.
    fn sweep(&mut self, region: RegionId) {
        for node in self.builder.graph[region].nodes.clone().into_iter().rev() {
            let n = self.builder.graph[node].clone();
            self.builder.at(n.span);
            match &n.op {
                Op::If { then, otherwise } => self.branch(node, *then, *otherwise),
                Op::For(f) => self.for_loop(node, f),
                Op::While { exits, .. } => self.while_loop(node, *exits),
                Op::Call(call) => self.call(node, call),
                // The adjoints of results wait for their owner, which stands before them.
                Op::Result(_) => {}
                _ => {
                    if let Some(adjoint) = self.adjoints.take(node) {
                        self.pure(node, &n, adjoint);
                    }
                }
            }
        }
    }

    /// The active nodes outside `region` that what lies inside contributes to, or that it yields; in order.
    fn captured(&self, region: RegionId) -> Vec<NodeId> {
        let graph = &self.builder.graph;
        let regions = flow::subtree(graph, region);
        let inside: HashSet<RegionId> = regions.iter().copied().collect();
        let mut captured = vec![];
        for inner in regions {
            // What only enters a loop inside as a start; that of `region` itself is its caller's business.
            let params = graph[inner].params.iter().filter(|_| inner != region);
            let nodes = graph[inner].nodes.iter().chain(params);
            let used = nodes.flat_map(|&node| flow::sources(graph, node));
            let used = used.chain(graph[inner].results.iter().copied());
            captured.extend(
                used.filter(|&source| self.activity.is_active(source) && !inside.contains(&graph[source].region)),
            );
        }
        captured.sort();
        captured.dedup();
        captured
    }

    /// The k-th result of a primal region op, which `lower` may not have needed.
    fn primal_result(&mut self, owner: NodeId, k: usize) -> NodeId {
        self.builder.graph.result(owner, k, owner)
    }
}
