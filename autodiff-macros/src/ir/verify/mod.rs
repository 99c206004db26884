//! Checks every structural promise of the IR. If it passes, the emitter never panics.

mod arrays;
mod scope;
mod tape;
#[cfg(test)]
mod tests;
mod types;

use super::Graph;

/// What has been done to the graph, and so what it may contain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The user's function: no pullback, no tape.
    Lowered,
    /// With a pullback that uses the nodes of the regions that it mirrors.
    Reversed,
    /// Every such use has been replaced: by the tape, or in a fused function by the root's own nodes.
    Kept,
    /// Iterations run together: what the tape holds is put there by other loops than it is taken by.
    Jammed,
}

pub fn verify(graph: &Graph, stage: Stage) -> Result<(), String> {
    let order = scope::check(graph, stage)?;
    for node in order {
        types::check(graph, node).map_err(|what| format!("{node:?} ({:?}): {what}", graph[node].op))?;
    }
    tape::check(graph, stage)
}

fn ensure(condition: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if condition {
        Ok(())
    } else {
        Err(what())
    }
}
