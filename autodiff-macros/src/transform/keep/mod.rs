//! Where the primal values come from that the reverse sweep asks for.
//!
//! Works on *levels*: the root, and each loop body, with the branches inside it. Of the values that a reverse level needs from its primal level, a minimum cut
//! chooses which are kept, the rest is computed again from those and from what is there anyway (constants, parameters, loop indices,
//! values of outer levels). What a loop keeps goes onto the tape, one frame an iteration; what a branch keeps becomes
//! a result of it first.
//!
//! ```text
//! for i in 0..n { …; push(a, b) }        for i in (0..n).rev() { (a, b) = pop(); … }
//! ```
//!
//! What [stands in an array to the end](settled) is read again there. And where that makes the tape shorter, arrays that are overwritten
//! are [put back](undo) in the reverse sweep.
//! Inner levels come first: what they need from outer ones is asked of those. Afterwards no mirror use is left.

mod cut;
mod levels;
mod lift;
mod plan;
mod rewrite;
mod settled;
mod undo;

use super::flow::subtree;
use crate::ir::{Graph, Half, NodeId, Op, RegionId, Ty};
use levels::Levels;

/// Whether forward and reverse sweep become one function body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Halves {
    /// One body: all values of the root are still there in the pullback.
    Fused,
    /// Two functions: what the pullback needs from the root but for its parameters goes through the tape.
    Split,
}

/// Which ways there are to keep less.
#[derive(Clone, Copy)]
pub struct Ways {
    /// When arrays are put back.
    pub pays: undo::Pays,
    /// Whether what stands in an array to the end is read again.
    pub reads_settled: bool,
}

impl Ways {
    pub fn best() -> Ways {
        Ways {
            pays: undo::pays,
            reads_settled: true,
        }
    }
}

/// Replaces every mirror use, in the best ways.
#[cfg(test)]
pub fn keep(graph: Graph, halves: Halves) -> Graph {
    keep_by(graph, halves, Ways::best())
}

/// Replaces every mirror use.
pub fn keep_by(graph: Graph, halves: Halves, ways: Ways) -> Graph {
    let mut levels = Levels::new(&graph, halves);
    let mut graph = graph;
    // As two functions, what an array holds at the end would have to be kept for the second.
    if halves == Halves::Fused && ways.reads_settled {
        (graph, levels.settled) = settled::settled(graph, &levels);
    }
    let (graph, levels) = undo::undo(graph, levels, ways.pays);
    let plan = plan::plan(&graph, &levels);
    let mut graph = graph;
    let mut available = levels.restored.clone();
    for (level, kept) in plan {
        let (lifted, values) = lift::lift(graph, &levels, level, &kept);
        graph = lifted;
        if levels.is_open(level) {
            available.extend(kept.iter().copied().zip(values));
        } else if !kept.is_empty() {
            available.extend(
                kept.iter()
                    .copied()
                    .zip(tape(&mut graph, level, levels.reverse_of(level), &values)),
            );
        }
    }
    rewrite::rewrite(graph, &levels, available)
}

/// Puts a frame of `values` on the tape in `level`, takes it at the start of `reverse`; the values there.
///
/// The frame is put there as soon as it is complete, so that what it keeps can be overwritten in place behind it; but
/// after all else that the level puts on the tape, for it is taken first.
fn tape(graph: &mut Graph, level: RegionId, reverse: RegionId, values: &[NodeId]) -> Vec<NodeId> {
    let mut frame = values.to_vec();
    frame.sort();
    frame.dedup();
    let types: Vec<Ty> = frame.iter().map(|&value| graph.ty(value).clone()).collect();
    let push = graph.make(level, Op::Push, frame.clone(), Ty::UNIT, frame[0]);
    let at = graph[level]
        .nodes
        .iter()
        .rposition(|&node| frame.contains(&node) || uses_tape(graph, node));
    graph[level].nodes.insert(at.map_or(0, |at| at + 1), push);
    let pop = graph.make(reverse, Op::Pop, vec![], Ty::Tuple(types.clone()), frame[0]);
    let mut head = vec![pop];
    for (k, ty) in types.into_iter().enumerate() {
        head.push(graph.make(reverse, Op::Result(k as u32), vec![pop], ty, frame[k]));
    }
    let popped = |value: &NodeId| head[1 + frame.binary_search(value).expect("a value of the frame")];
    let popped = values.iter().map(popped).collect();
    graph[reverse].nodes.splice(0..0, head);
    popped
}

/// Whether evaluating the node puts something on the tape.
fn uses_tape(graph: &Graph, node: NodeId) -> bool {
    match &graph[node].op {
        Op::Push => true,
        Op::Call(call) => call.half == Half::Forward,
        op => op
            .regions()
            .into_iter()
            .flat_map(|region| subtree(graph, region))
            .any(|region| {
                graph[region]
                    .nodes
                    .iter()
                    .any(|&node| matches!(&graph[node].op, Op::Push | Op::Call(_)))
            }),
    }
}
