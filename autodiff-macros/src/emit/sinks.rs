//! Which variables a sink can stand for: a sink can be added to, and handed on, but neither read, copied nor assigned.

use super::storage::{Origin, Storage, Variable};
use crate::ir::{Graph, Half, Op};
use crate::transform::flow::{subtree, Carried};

/// For each variable, whether all its versions are made by additions to the first, and nothing else looks at them.
pub(super) fn only_added_to(graph: &Graph, storage: &Storage) -> Vec<bool> {
    let mut only = vec![true; storage.places.len()];
    for (node, variable) in storage.held() {
        let made = match graph[node].op {
            // Zeros in a loop would have to overwrite what is there.
            Op::Zeros => storage.place(variable).origin == Origin::Statement(node),
            ref op => matches!(op, Op::Accumulate(_) | Op::Param | Op::Result(_) | Op::Call(_)),
        };
        only[variable.0 as usize] &= made;
    }
    let mut refuse = |variable: Variable| only[variable.0 as usize] = false;
    let bodies = graph.bodies();
    let regions: Vec<_> = bodies.flat_map(|body| subtree(graph, body)).collect();
    let all_results = graph.all_results(regions.iter().copied());
    let result = |owner, k| {
        let of_owner = all_results.get(&owner)?;
        let &(_, result) = of_owner.iter().find(|&&(at, _)| at == k)?;
        storage.variable(result)
    };
    for node in regions.into_iter().flat_map(|region| graph[region].nodes.clone()) {
        let n = &graph[node];
        let here = storage.variable(node);
        match &n.op {
            Op::For(_) | Op::While { .. } => {
                let carried = Carried::of(graph, node).expect("a loop");
                for k in 0..carried.params.len() {
                    let param = storage.variable(carried.params[k]);
                    for end in [carried.initial[k], carried.next[k]] {
                        moves(storage.variable(end), param, &mut refuse);
                    }
                }
            }
            Op::If { then, otherwise } => {
                for side in [then, otherwise] {
                    for (k, &end) in graph[*side].results.iter().enumerate() {
                        moves(storage.variable(end), result(node, k), &mut refuse);
                    }
                }
            }
            Op::Accumulate(_) => {
                moves(storage.variable(n.args[0]), here, &mut refuse);
                n.args[1..]
                    .iter()
                    .filter_map(|&arg| storage.variable(arg))
                    .for_each(&mut refuse);
            }
            // No sink gives a part of itself.
            Op::Call(_) if n.args.iter().any(|&arg| matches!(graph[arg].op, Op::Slice(_))) => n
                .args
                .iter()
                .filter_map(|&arg| storage.variable(arg))
                .for_each(&mut refuse),
            // The buffers of a call are checked by the variables of its results: a copy gets one of its own. What comes
            // back in place has been overwritten.
            Op::Call(call) => {
                let added_to = match call.half {
                    Half::Reverse | Half::Joint => graph.reverse_arguments(node).buffers,
                    Half::Plain | Half::Forward => &[],
                };
                for &arg in &n.args {
                    let variable = storage.variable(arg);
                    let mut results = graph.results(node).map(|(_, result)| storage.variable(result));
                    let handed_on = added_to.contains(&arg) && (results.any(|r| r == variable) || here == variable);
                    if let (false, Some(variable)) = (handed_on, variable) {
                        refuse(variable);
                    }
                }
                for (k, older) in graph.overwritten(node) {
                    if let (false, Some(variable)) = (added_to.contains(&older), result(node, k)) {
                        refuse(variable);
                    }
                }
            }
            Op::Result(_) => {}
            _ => n
                .args
                .iter()
                .filter_map(|&arg| storage.variable(arg))
                .for_each(&mut refuse),
        }
    }
    only
}

/// A value that goes from one variable to another is a copy.
fn moves(from: Option<Variable>, to: Option<Variable>, refuse: &mut impl FnMut(Variable)) {
    if from != to {
        [from, to].into_iter().flatten().for_each(refuse);
    }
}
