//! A vector that gets one element in each iteration of a loop is filled in place: it is made as long as it will be.
//!
//! ```text
//! v = []; for i in a..b { v = v with x behind it }      v = [0; b - a]; for i in a..b { v = v with [i - a] = x }
//! ```
//!
//! Its adjoint is then read by index too, and so are both by loops that follow: a bound that was the length of the
//! vector is that of the loop.

use super::flow::{subtree, Carried};
use crate::ir::build::Builder;
use crate::ir::{Graph, Int, IntMethod, Integer, NodeId, Op, RegionId, Step, Ty};

/// Fills all vectors of a lowered graph that can be.
pub fn fill_vectors(mut graph: Graph) -> Graph {
    let mut open = vec![graph.root];
    while let Some(region) = open.pop() {
        for node in graph[region].nodes.clone() {
            let carried = Carried::of(&graph, node).map_or(0, |carried| carried.params.len());
            for k in 0..carried {
                if let Some(filled) = Filled::of(&graph, node, k) {
                    graph = filled.rewrite(graph);
                }
            }
            open.extend(graph[node].op.regions());
        }
    }
    graph
}

/// A loop that appends to a vector.
struct Filled {
    owner: NodeId,
    body: RegionId,
    descending: bool,
    k: usize,
    param: NodeId,
    append: NodeId,
}

impl Filled {
    fn of(graph: &Graph, owner: NodeId, k: usize) -> Option<Filled> {
        let Op::For(f) = &graph[owner].op else { return None };
        let [from, _, step] = [0, 1, 2].map(|k| graph[owner].args[k]);
        let one = graph.constant(step).and_then(|step| step.as_int()) == Some(1);
        if f.exits || f.inclusive || !one || *graph.ty(from) != Ty::USIZE {
            return None;
        }
        let carried = Carried::of(graph, owner)?;
        let (initial, param, append) = (carried.initial[k], carried.params[k], carried.next[k]);
        let is_empty = match graph[initial].op {
            Op::Array => graph[initial].args.is_empty(),
            Op::Reserve => true,
            _ => false,
        };
        let sized = matches!(graph.ty(initial), Ty::Vec(element) if element.is_sized());
        let plain = graph[append].op == Op::Append(vec![]) && graph[append].args[0] == param;
        let once =
            graph[append].region == f.body && uses(graph, f.body, param) == 1 && uses(graph, f.body, append) == 1;
        (is_empty && sized && plain && once).then_some(Filled {
            owner,
            body: f.body,
            descending: f.descending,
            k,
            param,
            append,
        })
    }

    fn rewrite(&self, graph: Graph) -> Graph {
        let mut builder = Builder::edit(graph);
        let [from, to] = [0, 1].map(|k| builder.graph[self.owner].args[k]);
        let ty = builder.graph.ty(self.param).clone();
        builder.at(builder.graph[self.append].span);

        // Before the loop, the vector of zeros.
        let element = ty.element().expect("a vector").clone();
        let (len, zeros) = builder.insert_before(self.owner, |builder| {
            let len = match builder.graph.constant(from).and_then(|from| from.as_int()) {
                Some(0) => to,
                _ => builder.add(Op::Method(IntMethod::SaturatingSub), vec![to, from], Ty::USIZE),
            };
            let zero = builder.zero(&element);
            (len, builder.add(Op::Repeat, vec![zero, len], ty.clone()))
        });
        let name = builder.graph[self.param].name.clone();
        builder.graph[zeros].name = name;
        builder.graph[self.owner].args[3 + self.k] = zeros;

        // In the loop, the element at its place.
        let index = builder.graph[self.body].params[0];
        let position = builder.insert_before(self.append, |builder| {
            let (low, high) = match self.descending {
                false => (from, index),
                true => {
                    let one = builder.int(Int::Usize, 1);
                    (index, builder.integer(Integer::Sub, to, one))
                }
            };
            match builder.graph.constant(low).and_then(|low| low.as_int()) {
                Some(0) => high,
                _ => builder.integer(Integer::Sub, high, low),
            }
        });
        let mut graph = builder.graph;
        let value = graph[self.append].args[1];
        graph[self.append].op = Op::Store(vec![Step::Index(())]);
        graph[self.append].args = vec![self.param, position, value];
        if let Some(result) = graph.find_result(self.owner, self.k) {
            replace_length(&mut graph, result, len);
        }
        graph
    }
}

/// How often a value is used in a region and all inside it.
fn uses(graph: &Graph, region: RegionId, value: NodeId) -> usize {
    let count = |region: RegionId| {
        let region = &graph[region];
        let args = region.nodes.iter().flat_map(|&node| &graph[node].args);
        args.chain(&region.results).filter(|&&used| used == value).count()
    };
    subtree(graph, region).into_iter().map(count).sum()
}

/// Lets everything that asks for the length of the vector use `len`.
fn replace_length(graph: &mut Graph, vector: NodeId, len: NodeId) {
    let asks = |graph: &Graph, node: NodeId| graph[node].op == Op::Len(vec![]) && graph[node].args[0] == vector;
    for region in subtree(graph, graph.root) {
        for node in graph[region].nodes.clone() {
            for k in 0..graph[node].args.len() {
                if asks(graph, graph[node].args[k]) {
                    graph[node].args[k] = len;
                }
            }
        }
        for k in 0..graph[region].results.len() {
            if asks(graph, graph[region].results[k]) {
                graph[region].results[k] = len;
            }
        }
    }
}
