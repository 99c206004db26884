//! Structs are taken apart: a graph in which each is replaced by the parts of it that are read. (Scalar replacement of
//! aggregates; an array of structs becomes an array for each field.)
//!
//! ```text
//! f(p: &Particle, n: usize) { … p.position[i] … p.mass … }      f(p_position: Vec, p_mass: f64, n: usize)
//! ```
//!
//! What is left has nothing but numbers in it, and a lifted form. Nobody but the derivatives of the function itself can
//! call it, for nobody else knows which parts it reads. What a function passes structs to is computed in it, where that is seen
//! ([`inline`](mod@inline)); else it has no such form.

mod demand;
mod derivative;
mod function;
mod inline;
mod open;
mod rebuild;

use super::flow;
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Step, TokensId, Ty};
use demand::Demand;
pub use derivative::Callee;
pub use inline::{inline, passes_structs};
pub use open::open;
use rebuild::Rebuild;
use std::collections::BTreeMap;

/// The steps from a value to a part of it that holds no struct, up to the last field; indices stand for themselves.
pub type Path = Vec<Step>;

/// The graph without structs.
pub struct Apart {
    pub graph: Graph,
    /// What its parameters are, from left to right.
    pub parts: Vec<Part>,
}

/// A parameter that is a part of one of the function's.
pub struct Part {
    /// Which node of the root it is a part of.
    pub leaf: usize,
    /// The steps to it, and behind them so many indices, where the type of what is indexed is not known.
    pub path: Path,
    pub depth: usize,
    /// Whether the value depends on it smoothly.
    pub active: bool,
}

/// What is known of a part: its type behind so many indices.
#[derive(Clone, PartialEq)]
struct Known {
    depth: usize,
    ty: Ty,
}

impl Known {
    /// What is read as a slice may be an array or a vector: the type of what is in it.
    fn of_elements(mut self) -> Known {
        while let Ty::Slice(element) | Ty::Vec(element) = self.ty {
            self = Known {
                depth: self.depth + 1,
                ty: *element,
            };
        }
        self
    }
}

/// The parts of a value that are asked for, in the order of their names.
type Parts<T> = BTreeMap<Vec<Key>, T>;

/// A step that can be ordered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
enum Key {
    Index,
    Field(u32),
}

/// Takes all structs of a lowered graph apart. `results` are those that count; nothing is in place any more. `callee` says what is known
/// of a function whose derivative is called. `None` if a struct is used as a whole.
pub fn take_apart(
    graph: &Graph,
    results: &[NodeId],
    callee: &mut dyn FnMut(&Graph, NodeId) -> Option<Callee>,
) -> Option<Apart> {
    let mut builder = Builder::edit(graph.clone());
    let known = (
        demand::literals(&mut builder),
        derivative::derivatives(&mut builder, callee)?,
    );
    let (graph, known) = (builder.graph, (&known.0, &known.1));
    let demand = Demand::of(&graph, known, results)?;
    let (graph, params) = Rebuild::new(&graph, known, &demand).all(results)?;
    let sources: Vec<Vec<NodeId>> = (0..graph.nodes.len() as u32)
        .map(|id| flow::sources(&graph, NodeId(id)))
        .collect();
    let useful = flow::reachable(&sources, &graph[graph.root].results);
    let mut parts: Vec<Part> = params
        .into_iter()
        .zip(&graph[graph.root].params)
        .map(|((leaf, keys, depth), param)| Part {
            leaf,
            path: keys.into_iter().map(Step::from).collect(),
            depth,
            active: useful[param.0 as usize] && graph.ty(*param).is_differentiable(),
        })
        .collect();
    if parts.iter().all(|part| !part.active) {
        // A derivative that is zero everywhere is one in something.
        let params = &graph[graph.root].params;
        for (part, &param) in parts.iter_mut().zip(params) {
            part.active = part.path.is_empty() && graph.ty(param).is_differentiable();
        }
    }
    Some(Apart { graph, parts })
}

impl From<Key> for Step {
    fn from(key: Key) -> Step {
        match key {
            Key::Index => Step::Index(()),
            Key::Field(name) => Step::Field(TokensId(name)),
        }
    }
}

fn keys<I>(steps: &[Step<I>]) -> Vec<Key> {
    let key = |step: &Step<I>| match step {
        Step::Index(_) => Key::Index,
        Step::Field(name) => Key::Field(name.0),
    };
    steps.iter().map(key).collect()
}

/// The steps up to the last field, and how many indices stand behind it.
fn split(keys: &[Key]) -> (&[Key], usize) {
    let path = keys.iter().rposition(|key| *key != Key::Index).map_or(0, |at| at + 1);
    (&keys[..path], keys.len() - path)
}
