//! What is written once need not be kept: an element of an array that nothing overwrites any more holds, in the reverse sweep, what was
//! read from it, or written to it.
//!
//! ```text
//! for i in 0..n {                                     for i in (0..n).rev() {
//!     for k in 0..i { s += l[i * n + k] * y[k] }          for k in (0..i).rev() { … l[i * n + k] … y[k] … }
//!     y[i] = s / l[i * n + i]                         }
//! }
//! ```
//!
//! Here row i of `l` and the first i elements of `y` are what they will be: without this pass, each product would leave both factors on
//! the tape. [`when`] shows it for each store that could come after, by [what is known of the indices](super::index); [`web`] finds
//! these stores. Only arrays of the root are looked at, in a gradient of one body: there what they hold at the end costs nothing to keep.

mod web;
mod when;

use super::flow::{reverse_regions, subtree};
use crate::ir::{Graph, NodeId, Op, RegionId, Step};
use crate::primitives::Primitive;
use std::collections::{HashMap, HashSet};
use web::Web;

/// An element of an array: a version of that, and the indices.
struct Element {
    version: NodeId,
    indices: Vec<NodeId>,
    /// Where it is read or written.
    region: RegionId,
}

/// Lets the reverse sweep read again what stands in arrays to the end.
pub fn read_settled(mut graph: Graph) -> Graph {
    let Some(pullback) = graph.pullback else { return graph };
    let sweep: HashSet<RegionId> = reverse_regions(&graph).into_iter().collect();
    let primal: Vec<RegionId> = subtree(&graph, graph.root)
        .into_iter()
        .filter(|region| !sweep.contains(region))
        .collect();
    let webs = web::webs(&mut graph, &primal);
    if webs.is_empty() {
        return graph;
    }
    let uses = uses(&graph, pullback, &sweep);
    let mut places: HashMap<NodeId, Option<Place>> = HashMap::new();
    for used in &uses {
        places
            .entry(used.value)
            .or_insert_with(|| place(&graph, &webs, used.value));
    }
    // What is put back in the reverse sweep does not stand there to the end.
    let values = places.iter().filter(|(_, place)| place.is_none());
    let put_back: HashSet<NodeId> = values.filter_map(|(&value, _)| web_of(&graph, &webs, value)).collect();
    let mut again: HashMap<(NodeId, RegionId), NodeId> = HashMap::new();
    for Used { value, by, argument } in uses {
        let place = places[&value].as_ref().filter(|place| !put_back.contains(&place.array));
        let mirror = mirror_of(&graph, graph[by].region, graph[value].region);
        if let (Some(place), Some(mirror)) = (place, mirror) {
            let load = again
                .entry((value, mirror))
                .or_insert_with(|| read(&mut graph, value, mirror, place));
            graph[by].args[argument] = *load;
        }
    }
    graph
}

/// A value of a loop or a branch of the function that the reverse sweep asks for.
struct Used {
    value: NodeId,
    by: NodeId,
    argument: usize,
}

fn uses(graph: &Graph, pullback: RegionId, sweep: &HashSet<RegionId>) -> Vec<Used> {
    let nodes = subtree(graph, pullback)
        .into_iter()
        .flat_map(|region| &graph[region].nodes);
    let used = nodes.flat_map(|&by| {
        let args = graph[by].args.iter().enumerate();
        args.map(move |(argument, &value)| Used { value, by, argument })
    });
    let is_inner = |used: &Used| {
        let home = graph[used.value].region;
        home != graph.root && !sweep.contains(&home)
    };
    used.filter(is_inner).collect()
}

/// An element of an array at the end of the function.
struct Place {
    array: NodeId,
    indices: Vec<NodeId>,
}

/// The array at its end that a value is read from.
fn web_of(graph: &Graph, webs: &HashMap<NodeId, Web>, value: NodeId) -> Option<NodeId> {
    let n = &graph[value];
    let version = match n.op {
        Op::Load(_) => n.args[0],
        _ => return None,
    };
    webs.values().find(|web| web.contains(version)).map(|web| web.last)
}

/// Where a value stands at the end: the array, and the indices.
fn place(graph: &Graph, webs: &HashMap<NodeId, Web>, value: NodeId) -> Option<Place> {
    let n = &graph[value];
    n.ty.float()?;
    let read = match &n.op {
        Op::Load(_) => Some(element(graph, value)?),
        _ => None,
    };
    let written = || {
        let stores = webs.values().flat_map(|web| &web.stores);
        let mut here = stores.copied().filter(|&store| is_store_of(graph, store, value));
        here.find_map(|store| settled_at(graph, webs, &element(graph, store)?))
    };
    match read {
        Some(element) => settled_at(graph, webs, &element),
        None if is_costly(graph, value) => written(),
        None => None,
    }
}

/// The element that a node reads or has written.
fn element(graph: &Graph, node: NodeId) -> Option<Element> {
    let n = &graph[node];
    let index = |step: Step<NodeId>| match step {
        Step::Index(index) => Some(index),
        Step::Field(_) => None,
    };
    let indices: Vec<NodeId> = graph.steps(node).into_iter().map(index).collect::<Option<_>>()?;
    Some(Element {
        version: if n.op.is_version() { node } else { n.args[0] },
        indices,
        region: n.region,
    })
}

/// What does an operation again that takes longer than a read.
fn is_costly(graph: &Graph, value: NodeId) -> bool {
    match graph[value].op {
        Op::Primitive(primitive, _) => !matches!(
            primitive,
            Primitive::Add | Primitive::Sub | Primitive::Mul | Primitive::Neg
        ),
        Op::Result(_) => true,
        _ => false,
    }
}

/// Whether each time that a value is computed, it is written, by itself or as what a branch gives.
fn is_store_of(graph: &Graph, store: NodeId, value: NodeId) -> bool {
    let n = &graph[store];
    let region = graph[value].region;
    if !matches!(n.op, Op::Store(_)) {
        return false;
    }
    if n.region == region {
        return n.args.last() == Some(&value);
    }
    let Some(owner) = graph[region]
        .owner
        .filter(|&owner| matches!(graph[owner].op, Op::If { .. }))
    else {
        return false;
    };
    let results = graph[region].results.iter().enumerate();
    let given = results.filter(|&(_, &result)| result == value);
    given
        .filter_map(|(k, _)| graph.find_result(owner, k))
        .any(|given| is_store_of(graph, store, given))
}

fn settled_at(graph: &Graph, webs: &HashMap<NodeId, Web>, element: &Element) -> Option<Place> {
    let web = webs.values().find(|web| web.leads_to_the_end(graph, element.version))?;
    let settled = web
        .stores
        .iter()
        .all(|&store| when::never_overwrites(graph, element, store));
    settled.then(|| Place {
        array: web.last,
        indices: element.indices.clone(),
    })
}

/// The region around one of the reverse sweep, or this one, that undoes the region `home`.
fn mirror_of(graph: &Graph, region: RegionId, home: RegionId) -> Option<RegionId> {
    let mut at = Some(region);
    while let Some(region) = at {
        if graph[region].mirror == Some(home) {
            return Some(region);
        }
        at = graph.parent(region);
    }
    None
}

/// Reads a value from where it stands.
fn read(graph: &mut Graph, value: NodeId, region: RegionId, place: &Place) -> NodeId {
    let steps = vec![Step::Index(()); place.indices.len()];
    let args = [&[place.array], &place.indices[..]].concat();
    let ty = graph.ty(value).clone();
    let load = graph.make(region, Op::Load(steps), args, ty, value);
    graph[region].nodes.insert(0, load);
    load
}
