//! How many bytes of the tape a gradient takes: the most that lie on each of its stacks at a time.

use super::polynomial::Polynomial;
use super::sizes::Sizes;
use crate::ir::{Graph, Half, NodeId, Op, RegionId, Ty};

/// Floats of both widths, words, and what fits a byte.
const STACKS: usize = 4;

type Stacks = [Polynomial; STACKS];

/// What a piece of code leaves on the tape, and the most that lies on it meanwhile.
#[derive(Default)]
struct Use {
    left: Stacks,
    most: Stacks,
}

impl Use {
    /// What comes next.
    fn then(&mut self, next: &Use) {
        for k in 0..STACKS {
            self.most[k] = self.most[k].larger(&self.left[k].plus(&next.most[k]));
            self.left[k] = self.left[k].plus(&next.left[k]);
        }
    }

    /// The same several times.
    fn repeated(&self, times: &Polynomial) -> Use {
        let mut all = Use::default();
        for k in 0..STACKS {
            all.left[k] = self.left[k].times(times);
            // The last time lies on what the times before have left.
            let before = self.left[k].times(&times.minus(&1.into()));
            all.most[k] = match self.left[k].is_never_negative() {
                true => before.plus(&self.most[k]),
                false => self.most[k].clone(),
            };
        }
        all
    }

    /// Either of two.
    fn or(&self, other: &Use) -> Use {
        let larger = |one: &Stacks, other: &Stacks| std::array::from_fn(|k| one[k].larger(&other[k]));
        let is_reverse = |side: &Use| side.left.iter().any(|left| !left.is_never_negative());
        let left = match is_reverse(self) || is_reverse(other) {
            // What is taken is what was left.
            true => {
                let taken = |side: &Use| side.left.each_ref().map(|left| Polynomial::default().minus(left));
                larger(&taken(self), &taken(other)).map(|taken| Polynomial::default().minus(&taken))
            }
            false => larger(&self.left, &other.left),
        };
        Use {
            left,
            most: larger(&self.most, &other.most),
        }
    }
}

/// The bytes, all stacks together.
pub fn bytes(graph: &Graph, sizes: &Sizes) -> Polynomial {
    let mut all = Use::default();
    for body in graph.bodies() {
        all.then(&of_region(graph, sizes, body));
    }
    all.most.iter().fold(Polynomial::default(), |sum, most| sum.plus(most))
}

fn of_region(graph: &Graph, sizes: &Sizes, region: RegionId) -> Use {
    let mut all = Use::default();
    for &node in &graph[region].nodes {
        all.then(&of_node(graph, sizes, node));
    }
    all
}

fn of_node(graph: &Graph, sizes: &Sizes, node: NodeId) -> Use {
    match &graph[node].op {
        Op::Push => pushed(graph, sizes, node),
        Op::Pop => taken(pushed_by(graph, node).map_or_else(Use::default, |push| pushed(graph, sizes, push))),
        Op::If { then, otherwise } => of_region(graph, sizes, *then).or(&of_region(graph, sizes, *otherwise)),
        Op::For(f) => of_region(graph, sizes, f.body).repeated(&sizes.iterations(node)),
        Op::While { body, .. } => of_region(graph, sizes, *body).repeated(&sizes.iterations(node)),
        Op::Call(call) => {
            let symbol = Polynomial::symbol(format!("tape({})", super::callee(graph, call)));
            let of_callee = |left: Polynomial| {
                let mut all = Use::default();
                (all.left[0], all.most[0]) = (left, symbol.clone());
                all
            };
            match call.half {
                Half::Plain => Use::default(),
                Half::Joint => of_callee(Polynomial::default()),
                Half::Forward => of_callee(symbol.clone()),
                Half::Reverse => taken(of_callee(symbol.clone())),
            }
        }
        _ => Use::default(),
    }
}

fn taken(mut left: Use) -> Use {
    left.left = left.left.map(|left| Polynomial::default().minus(&left));
    left.most = Stacks::default();
    left
}

/// The arguments of a push, on their stacks.
fn pushed(graph: &Graph, sizes: &Sizes, push: NodeId) -> Use {
    let mut all = Use::default();
    for &value in &graph[push].args {
        let ty = graph.ty(value);
        let (stack, bytes) = match sizes.on_tape(ty.scalar()) {
            Some((stack, each)) => (stack, each.times(&sizes.elements(value))),
            None => (0, Polynomial::symbol("size of a struct")),
        };
        all.left[stack] = all.left[stack].plus(&bytes);
        if matches!(ty, Ty::Slice(_) | Ty::Vec(_)) {
            all.left[2] = all.left[2].plus(&8.into());
        }
    }
    all.most = all.left.clone();
    all
}

/// What a pop takes has the types of a push in the region that its own undoes.
fn pushed_by(graph: &Graph, pop: NodeId) -> Option<NodeId> {
    let Ty::Tuple(types) = graph.ty(pop) else { return None };
    let region = graph[pop].region;
    let homes = [graph[region].mirror, Some(region)].into_iter().flatten();
    let mut pushes = homes.flat_map(|home| graph[home].nodes.iter().copied());
    pushes.find(|&push| graph[push].op == Op::Push && graph.types(&graph[push].args) == *types)
}
