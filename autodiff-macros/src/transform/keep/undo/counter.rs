//! Counters are counted back: what a loop adds to an integer is taken from it where the iteration is undone.
//!
//! ```text
//! for i in 0..n { … a[at] …; at += i }                    for i in (0..n).rev() { at -= i; … a[at] … }
//! ```

use super::super::levels::Levels;
use super::super::plan::operands;
use super::cost;
use crate::ir::build::Builder;
use crate::ir::{Graph, Int, Integer, NodeId, Op, RegionId, Ty};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::Carried;

/// An integer that a loop carries and advances.
pub(super) struct Counter {
    owner: NodeId,
    k: usize,
    pub param: NodeId,
    /// The body of the loop that undoes it.
    reverse: RegionId,
    /// What takes it back, by how much.
    back: Integer,
    step: NodeId,
}

impl Counter {
    pub fn of(graph: &Graph, levels: &Levels, owner: NodeId, k: usize) -> Option<Counter> {
        let carried = Carried::of(graph, owner)?;
        let reverse = levels.reverse(levels.of(carried.body)?)?;
        let (param, next) = (carried.params[k], &graph[carried.next[k]]);
        let known = matches!(graph.ty(param), Ty::Int(int) if *int != Int::Inferred);
        let (back, step) = match next.op {
            Op::Integer(Integer::Add) if next.args[0] == param => (Integer::Sub, next.args[1]),
            Op::Integer(Integer::Add) if next.args[1] == param => (Integer::Sub, next.args[0]),
            Op::Integer(Integer::Sub) if next.args[0] == param => (Integer::Add, next.args[1]),
            _ => return None,
        };
        let is_direct = known && next.region == carried.body;
        (is_direct && is_steady(graph, levels, carried.body, step)).then_some(Counter {
            owner,
            k,
            param,
            reverse,
            back,
            step,
        })
    }

    /// Lets the reverse loop carry the counter, and take it back before anything else; in `restored`, its value there.
    pub fn insert(&self, graph: Graph, restored: &mut HashMap<NodeId, NodeId>) -> Graph {
        let mut graph = graph;
        let reverse = graph[self.reverse].owner.expect("a loop");
        let last = graph.result(self.owner, self.k, self.param);
        let newer = graph.carry(reverse, last, self.param);
        let first = graph[self.reverse].nodes.first().copied();
        let results = graph[self.reverse].results.clone();
        let mut builder = Builder::edit(graph);
        let back = |builder: &mut Builder| builder.integer(self.back, newer, self.step);
        let older = match first {
            Some(first) => builder.insert_before(first, back),
            None => {
                builder.reopen(self.reverse);
                let older = back(&mut builder);
                builder.leave(results);
                older
            }
        };
        builder.graph[self.reverse].results.push(older);
        restored.insert(self.param, older);
        builder.graph
    }

    /// As much as is kept once for the loop.
    pub fn written(&self, graph: &Graph) -> u64 {
        cost(graph, graph[self.owner].region, graph.ty(self.param))
    }
}

/// Whether a number is there at the beginning of a reverse iteration: it is computed from the loop index and from what there is outside.
fn is_steady(graph: &Graph, levels: &Levels, body: RegionId, number: NodeId) -> bool {
    let mut seen = HashSet::default();
    let mut open = vec![number];
    while let Some(number) = open.pop() {
        let n = &graph[number];
        if !seen.insert(number) || !graph.encloses(body, n.region) {
            continue;
        }
        let is_simple = match n.op {
            Op::Param => graph[body].params.first() == Some(&number) && is_index(graph, body),
            Op::Const(_) | Op::Path(_) | Op::Integer(_) | Op::Method(_) | Op::Cast => n.region == body,
            _ => false,
        };
        if !is_simple || !matches!(n.ty, Ty::Int(int) if int != Int::Inferred) {
            return false;
        }
        open.extend(operands(graph, levels, number));
    }
    true
}

/// Whether the first parameter of a body is a loop index.
fn is_index(graph: &Graph, body: RegionId) -> bool {
    let owner = graph[body].owner;
    owner.is_some_and(|owner| matches!(graph[owner].op, Op::For(_)))
}
