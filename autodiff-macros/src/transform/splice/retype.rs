//! Types that follow from those of the arguments.

use crate::ir::{Graph, Op, RegionId, Step, Ty};
use crate::transform::flow::Carried;

/// What a callee takes as a slice is an array or a vector of the caller: so are the versions of it, and what is read of them.
pub fn retype(graph: &mut Graph, region: RegionId) {
    for node in graph[region].nodes.clone() {
        let first = graph[node].args.first().map(|&first| graph.ty(first).clone());
        match graph[node].op.clone() {
            Op::For(_) | Op::While { .. } => {
                let carried = Carried::of(graph, node).expect("a loop");
                let types = graph.types(&carried.initial);
                let inside = graph[node].op.regions();
                for &region in &inside {
                    let first = carried.first_param(region);
                    for (k, ty) in types.iter().enumerate() {
                        let param = graph[region].params[first + k];
                        graph[param].ty = ty.clone();
                    }
                }
                inside.into_iter().for_each(|region| retype(graph, region));
                if let Ty::Tuple(all) = &mut graph[node].ty {
                    all[..types.len()].clone_from_slice(&types);
                }
            }
            Op::If { then, otherwise } => {
                retype(graph, then);
                retype(graph, otherwise);
                graph[node].ty = Ty::Tuple(graph.types(&graph[then].results));
            }
            Op::Call(call) => {
                let args = graph.types(&graph[node].args);
                graph[node].ty = call.with_places(graph.ty(node), |position| args[position].clone());
            }
            Op::Result(k) => {
                if let Some(Ty::Tuple(types)) = first {
                    graph[node].ty = types[k as usize].clone();
                }
            }
            Op::Store(_) | Op::Accumulate(_) | Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..) => {
                graph[node].ty = first.expect("the whole");
            }
            Op::Load(steps) if steps.iter().all(|step| matches!(step, Step::Index(()))) => {
                if let Some(ty) = first.as_ref().and_then(|whole| whole.at_depth(steps.len())) {
                    graph[node].ty = ty.clone();
                }
            }
            _ => {}
        }
    }
}
