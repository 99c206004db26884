//! What a function and its gradient cost, as `f::COST` tells it: counted on the finished graphs, in polynomials of the sizes of
//! arguments and the lengths of loops.
//!
//! Of a branch the dearer side counts (or, where none is dearer for all sizes, what is at least as much as both), and of a loop
//! all iterations, though it may be left early. Where only running tells how often a loop goes round, a symbol stands for it:
//! `n(i)` of a loop over `i`, `n(while)`.

mod polynomial;
mod sizes;
mod tape;

use crate::ir::{Call, CallKind, Graph, NodeId, Op, RegionId};
use crate::primitives::{Primitive, LIBRARY};
use crate::transform::mode::lanes;
use polynomial::Polynomial;
use sizes::Sizes;
use std::collections::BTreeMap;

/// What a function and its gradient cost.
pub struct Cost {
    pub primal: Work,
    pub gradient: Work,
    pub tape: String,
}

/// How much there is to do.
pub struct Work {
    pub operations: String,
    pub library: String,
    /// Calls of other functions, by their names.
    pub calls: Vec<(String, String)>,
}

/// The cost of a function, given its gradient, or the number of variables that one in forward mode goes through the function with.
pub fn of(primal: &Graph, gradient: &Graph, forward: Option<usize>) -> Cost {
    Cost {
        primal: work(primal, 0),
        gradient: match forward {
            Some(variables) => work(primal, lanes(variables)),
            None => work(gradient, 0),
        },
        tape: match forward {
            Some(_) => "0".to_owned(),
            None => tape::bytes(gradient, &Sizes::of(gradient)).to_string(),
        },
    }
}

/// The name of what is called.
fn callee(graph: &Graph, call: &Call) -> String {
    let path = graph[call.callee].to_string().replace(' ', "");
    match call.kind {
        CallKind::Derivative(derivative, _) => format!("{path}::{}", derivative.name()),
        _ => path,
    }
}

/// What there is to do in a graph, over numbers with so many derivatives.
fn work(graph: &Graph, derivatives: usize) -> Work {
    let counter = Counter {
        graph,
        sizes: Sizes::of(graph),
        derivatives,
    };
    let mut all = Counts::default();
    for body in graph.bodies() {
        all = all.plus(&counter.of_region(body));
    }
    Work {
        operations: all.operations.to_string(),
        library: all.library.to_string(),
        calls: all
            .calls
            .into_iter()
            .map(|(name, count)| (name, count.to_string()))
            .collect(),
    }
}

#[derive(Clone, Default)]
struct Counts {
    operations: Polynomial,
    library: Polynomial,
    calls: BTreeMap<String, Polynomial>,
}

impl Counts {
    fn combined(&self, other: &Counts, how: impl Fn(&Polynomial, &Polynomial) -> Polynomial) -> Counts {
        let none = Polynomial::default();
        let names = self.calls.keys().chain(other.calls.keys());
        let calls = names.map(|name| {
            let count = |counts: &Counts| counts.calls.get(name).unwrap_or(&none).clone();
            (name.clone(), how(&count(self), &count(other)))
        });
        Counts {
            operations: how(&self.operations, &other.operations),
            library: how(&self.library, &other.library),
            calls: calls.collect(),
        }
    }

    fn plus(&self, other: &Counts) -> Counts {
        self.combined(other, Polynomial::plus)
    }

    fn times(&self, count: &Polynomial) -> Counts {
        self.combined(&Counts::default(), |one, _| one.times(count))
    }
}

struct Counter<'a> {
    graph: &'a Graph,
    sizes: Sizes<'a>,
    derivatives: usize,
}

impl Counter<'_> {
    fn of_region(&self, region: RegionId) -> Counts {
        let nodes = self.graph[region].nodes.iter();
        nodes.fold(Counts::default(), |all, &node| all.plus(&self.of_node(node)))
    }

    fn of_node(&self, node: NodeId) -> Counts {
        let n = &self.graph[node];
        let mut counts = Counts::default();
        match &n.op {
            Op::Primitive(primitive, _) => return self.of_primitive(*primitive),
            Op::Accumulate(_) => counts.operations = self.sizes.elements(n.args[n.args.len() - 1]),
            Op::Sum => counts.operations = self.sizes.elements(n.args[0]),
            Op::If { then, otherwise } => {
                let sides = [then, otherwise].map(|side| self.of_region(*side));
                return sides[0].combined(&sides[1], Polynomial::larger);
            }
            Op::For(f) => return self.of_region(f.body).times(&self.sizes.iterations(node)),
            Op::While { condition, body, .. } => {
                // The condition is asked once more than the body runs.
                let again = self.of_region(*condition);
                let each = self.of_region(*body).plus(&again);
                return each.times(&self.sizes.iterations(node)).plus(&again);
            }
            Op::Call(call) => {
                counts.calls.insert(callee(self.graph, call), 1.into());
            }
            _ => {}
        }
        counts
    }

    /// Each derivative takes a product for each argument, and their sum; the partial derivative is one more of its kind.
    fn of_primitive(&self, primitive: Primitive) -> Counts {
        let row = primitive.row();
        let each = match primitive {
            Primitive::Add | Primitive::Sub | Primitive::Neg => 1,
            _ => 2 * row.arity - 1,
        };
        let (library, cheap) = match row.cost >= LIBRARY {
            true => (1 + u32::from(self.derivatives > 0), 0),
            false => (0, row.cost),
        };
        Counts {
            operations: (i128::from(cheap) + (each * self.derivatives) as i128).into(),
            library: i128::from(library).into(),
            calls: BTreeMap::new(),
        }
    }
}
