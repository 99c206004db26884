//! Joint calls: where the cotangent of a call is known before the call, its value and its derivative are had at once.
//!
//! ```text
//! y = f.forward(x);  s += a * y;  dx = f.reverse(x, ds * a, dx)         (y, dx) = f.joint(x, ds * a, dx);  s += a * y
//! ```
//!
//! A recursive function goes down and comes back once then, and leaves nothing on the tape.

use super::{Pair, There};
use crate::ir::{Call, CallKind, Graph, Half, NodeId, Op, RegionId, Ty};

/// Joins a reverse call with its forward call in this region, if both can be had at once.
pub(super) fn join(graph: &mut Graph, region: RegionId, reverse: NodeId) {
    let Op::Call(call) = graph[reverse].op.clone() else {
        return;
    };
    let Some(forward) = forward(graph, region, reverse) else {
        return;
    };
    if !is_joint(graph, forward, reverse, &call) {
        return;
    }
    let waiting = additions_before(graph, reverse);
    let first_buffer = graph[reverse].args.len() - waiting.len();
    let mut there = There::new(graph, forward, reverse);
    let buffers = waiting.iter().map(|waiting| waiting.buffer);
    let mut args = graph[reverse].args[..first_buffer].iter().copied().chain(buffers);
    if !args.all(|arg| there.has(arg)) {
        return;
    }
    let pair = Pair {
        primal: forward,
        reverse,
        regions: vec![],
        ahead: there.ahead,
    };
    for (k, waiting) in waiting.into_iter().enumerate() {
        waiting.wait(graph, reverse, first_buffer + k);
    }
    pair.join_calls(graph, call);
}

impl Pair {
    fn join_calls(&self, graph: &mut Graph, call: Call) {
        let replaced = self.move_ahead(graph);
        let value = graph.find_result(self.primal, 0);
        let (Ty::Tuple(adjoints), Ty::Tuple(values)) = (graph.ty(self.reverse).clone(), graph.ty(self.primal).clone())
        else {
            unreachable!("a call yields a tuple")
        };
        if let Some(value) = value {
            graph[value].op = Op::Result(adjoints.len() as u32);
        }
        // The results of the reverse call become those of both.
        let (home, sweep) = (graph[self.primal].region, graph[self.reverse].region);
        let results: Vec<NodeId> = graph.results(self.reverse).map(|(_, result)| result).collect();
        graph[sweep]
            .nodes
            .retain(|node| *node != self.reverse && !results.contains(node));
        for result in results {
            graph[result].region = home;
            graph[result].args = vec![self.primal];
            graph.insert_behind(self.primal, result);
        }
        let args = graph[self.reverse].args.iter();
        let args = args.map(|arg| replaced.get(arg).copied().unwrap_or(*arg)).collect();
        graph[self.primal].args = args;
        graph[self.primal].ty = Ty::Tuple([adjoints, values].concat());
        graph[self.primal].op = Op::Call(Call {
            half: Half::Joint,
            ..call
        });
    }
}

/// The call whose tape a reverse call takes: the last one that has not been undone by then.
fn forward(graph: &Graph, home: RegionId, reverse: NodeId) -> Option<NodeId> {
    let sweep = graph[reverse].region;
    let behind = if sweep == home { &[][..] } else { &graph[sweep].nodes };
    let mut open = vec![];
    for &node in graph[home].nodes.iter().chain(behind) {
        match &graph[node].op {
            Op::Call(call) if call.half == Half::Forward => open.push(node),
            Op::Call(call) if call.half == Half::Reverse => {
                let forward = open.pop();
                if node == reverse {
                    return forward;
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether the callee has a joint half for these calls.
fn is_joint(graph: &Graph, forward: NodeId, reverse: NodeId, call: &Call) -> bool {
    let is_named = matches!(call.kind, CallKind::Function | CallKind::Associated);
    let gives_float = matches!(graph.ty(forward), Ty::Tuple(values) if matches!(values[..], [Ty::Float(_)]));
    // What the compiler knows nothing of may be for a parameter that is opaque.
    let is_known = |&argument: &NodeId| !matches!(graph[argument].op, Op::Path(_));
    let plain = call.in_place.is_empty() && graph.reverse_arguments(reverse).given.iter().all(is_known);
    is_named && gives_float && plain && call.half == Half::Reverse
}

/// Additions to a buffer before it is handed to a call: they can wait until the call has added to it.
struct Waiting {
    /// The buffer before them.
    buffer: NodeId,
    /// First to last.
    additions: Vec<NodeId>,
}

/// Those of each buffer of a reverse call, which stand last among its arguments.
fn additions_before(graph: &Graph, reverse: NodeId) -> Vec<Waiting> {
    let region = graph[reverse].region;
    let uses = |value: NodeId| {
        let nodes = super::subtree(graph, region).into_iter();
        let uses_in = |region: RegionId| {
            let args = graph[region].nodes.iter().flat_map(|&node| &graph[node].args);
            args.chain(&graph[region].results)
                .filter(|&&used| used == value)
                .count()
        };
        nodes.map(uses_in).sum::<usize>()
    };
    let before = |buffer: NodeId| {
        let (mut buffer, mut additions) = (buffer, vec![]);
        while matches!(graph[buffer].op, Op::Accumulate(_)) && graph[buffer].region == region && uses(buffer) == 1 {
            additions.insert(0, buffer);
            buffer = graph[buffer].args[0];
        }
        Waiting { buffer, additions }
    };
    let buffers = graph.reverse_arguments(reverse).buffers.iter();
    buffers.map(|&buffer| before(buffer)).collect()
}

impl Waiting {
    /// Puts the additions behind the call, of which the buffer is this argument.
    fn wait(self, graph: &mut Graph, reverse: NodeId, position: usize) {
        let (Some(&first), Some(&last)) = (self.additions.first(), self.additions.last()) else {
            return;
        };
        let added = graph
            .overwritten(reverse)
            .into_iter()
            .find(|&(_, buffer)| buffer == last);
        let (k, _) = added.expect("a buffer is added to");
        graph[reverse].args[position] = self.buffer;
        let result = graph.result(reverse, k, last);
        graph.replace_uses(result, last, |_| true);
        graph[first].args[0] = result;
        let region = graph[reverse].region;
        graph[region].nodes.retain(|node| !self.additions.contains(node));
        let mut at = result;
        for addition in self.additions {
            graph.insert_behind(at, addition);
            at = addition;
        }
    }
}
