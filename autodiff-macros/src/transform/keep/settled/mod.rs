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
//! the tape. [`when`] shows it for each store that could come after, by [what is known of the indices](crate::transform::index); [`web`] finds
//! these stores. Only arrays of the root are looked at, in a gradient of one body: there what they hold at the end costs nothing to keep.

mod web;
mod when;

use super::levels::Levels;
use super::plan::{is_recomputable, operands};
use crate::ir::{Graph, NodeId, Op, RegionId, Step};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::{reverse_regions, subtree};
use web::Web;

/// An element of an array: a version of that, and the indices.
struct Element {
    version: NodeId,
    indices: Vec<NodeId>,
    /// Where it is read or written.
    region: RegionId,
}

/// The values that the reverse sweep can read where they stand at the end: each with that array and the indices.
pub(super) fn settled(mut graph: Graph, levels: &Levels) -> (Graph, HashMap<NodeId, Vec<NodeId>>) {
    let regions = subtree(&graph, graph.root).into_iter();
    let primal: Vec<RegionId> = regions.filter(|&region| levels.of(region).is_some()).collect();
    let mut webs = web::webs(&mut graph, &primal);
    loop {
        let places = places(&graph, levels, &webs);
        // Of an array that has to be put back, nothing stands there to the end.
        let values = places.iter().filter(|(_, place)| place.is_none());
        let put_back: HashSet<NodeId> = values.filter_map(|(&value, _)| web_of(&graph, &webs, value)).collect();
        if put_back.is_empty() {
            let settled = places.into_iter().filter_map(|(value, place)| Some((value, place?)));
            return (graph, settled.collect());
        }
        webs.retain(|_, web| !put_back.contains(&web.last));
    }
}

/// The values of loops that the reverse sweep asks for, and what it could compute them from where they stand nowhere, each with
/// where it stands at the end.
fn places(graph: &Graph, levels: &Levels, webs: &HashMap<NodeId, Web>) -> HashMap<NodeId, Option<Vec<NodeId>>> {
    let sweep = reverse_regions(graph).into_iter();
    let used = sweep.flat_map(|region| {
        let args = graph[region].nodes.iter().flat_map(|&node| &graph[node].args);
        args.chain(&graph[region].results)
    });
    let mut places = HashMap::default();
    let mut open: Vec<NodeId> = match webs.is_empty() {
        true => vec![],
        false => used.copied().collect(),
    };
    while let Some(value) = open.pop() {
        let level = levels.level(graph, value);
        let is_undone_behind = |level| !levels.is_open(level) && !levels.is_joint(graph, level);
        if !level.is_some_and(is_undone_behind) || places.contains_key(&value) {
            continue;
        }
        let place = place(graph, webs, value);
        if place.is_none() && is_recomputable(graph, levels, value) {
            open.extend(operands(graph, levels, value));
        }
        places.insert(value, place);
    }
    places
}

/// The array, as it is at the end, that a value is read from.
fn web_of(graph: &Graph, webs: &HashMap<NodeId, Web>, value: NodeId) -> Option<NodeId> {
    let n = &graph[value];
    let version = match n.op {
        Op::Load(_) => n.args[0],
        _ => return None,
    };
    webs.values().find(|web| web.contains(version)).map(|web| web.last)
}

/// Where a value stands at the end: the array, and the indices.
fn place(graph: &Graph, webs: &HashMap<NodeId, Web>, value: NodeId) -> Option<Vec<NodeId>> {
    let n = &graph[value];
    n.ty.float()?;
    if graph.constant(value).is_some() {
        return None;
    }
    if let Op::Load(_) = n.op {
        return settled_at(graph, webs, &element(graph, value)?);
    }
    let stores = webs.values().flat_map(|web| &web.stores).copied();
    let mut here: Vec<NodeId> = stores.filter(|&store| is_store_of(graph, store, value)).collect();
    here.sort();
    here.into_iter()
        .find_map(|store| settled_at(graph, webs, &element(graph, store)?))
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

fn settled_at(graph: &Graph, webs: &HashMap<NodeId, Web>, element: &Element) -> Option<Vec<NodeId>> {
    let web = webs.values().find(|web| web.leads_to_the_end(graph, element.version))?;
    let mut stores = web.stores.iter();
    let settled = stores.all(|&store| when::never_overwrites(graph, element, store));
    settled.then(|| [&[web.last], &element.indices[..]].concat())
}
