//! What a loop adds first to an element of a fresh adjoint is stored: the element was zero.
//!
//! ```text
//! dx = zeros                                    dx = zeros
//! for i in 0..n { dx[i] += d * w[i] }           for i in 0..n { dx[i] = d * w[i] }
//! ```
//!
//! Nothing is read to be added to, and where that is so of all elements, what was in the caller's buffer need not be
//! cleared at all: the graph [says so](Graph::left_uncleared).

use super::flow::{self, counts_by_one, subtree, Carried};
use crate::ir::build::Builder;
use crate::ir::{For, Graph, Len, NodeId, Op, Overwritten, RegionId, Step, Ty};
use crate::tables::HashSet;

/// Stores what can be stored.
pub fn store_first(mut graph: Graph) -> Graph {
    for zeros in all_zeros(&graph) {
        let Some(first) = First::of(&graph, zeros) else {
            continue;
        };
        for &node in &first.additions {
            if let Op::Accumulate(steps) = graph[node].op.clone() {
                graph[node].op = Op::Store(steps);
            }
        }
        graph = first.complete(graph);
        move_before(&mut graph, zeros, first.owner);
        graph.uncleared.push((zeros, first.extent));
    }
    graph
}

fn all_zeros(graph: &Graph) -> Vec<NodeId> {
    let regions = graph.bodies();
    let nodes = regions
        .flat_map(|region| subtree(graph, region))
        .flat_map(|region| graph[region].nodes.clone());
    nodes.filter(|&node| graph[node].op == Op::Zeros).collect()
}

/// The loop is the only one that uses the zeros.
fn move_before(graph: &mut Graph, zeros: NodeId, owner: NodeId) {
    let region = graph[owner].region;
    graph[region].nodes.retain(|&node| node != zeros);
    let at = graph[region].nodes.iter().position(|&node| node == owner);
    graph[region].nodes.insert(at.expect("the loop stands there"), zeros);
}

/// A loop that begins with zeros, and touches each element first by adding to it.
struct First {
    owner: NodeId,
    /// What comes first to an element: one of these.
    additions: Vec<NodeId>,
    /// The sides of branches where nothing comes, with the position of the array among the results and the place.
    missing: Vec<(RegionId, usize, Vec<NodeId>, Ty)>,
    extent: Overwritten,
}

impl First {
    fn of(graph: &Graph, zeros: NodeId) -> Option<First> {
        let region = graph[zeros].region;
        let Users { nodes, yields: 0 } = users(graph, region, zeros) else {
            return None;
        };
        let [owner] = nodes[..] else { return None };
        if graph[owner].region != region {
            return None;
        }
        let k = position(graph, owner, zeros)?;
        let mut first = First {
            owner,
            additions: vec![],
            missing: vec![],
            extent: Overwritten::All,
        };
        let ty = graph.ty(zeros).clone();
        let f = whole_range(graph, owner)?;
        if !is_length(graph, graph[owner].args[1], &ty, zeros) {
            first.extent = Overwritten::Before(graph[owner].args[1]);
        }
        first.in_loop(graph, f, k, &[], &ty)?;
        // Where nothing comes on one side, there may be no such element.
        (first.missing.is_empty() || first.extent == Overwritten::All).then_some(first)
    }

    /// `prefix` leads to the row, of type `ty`, whose elements the loop runs over.
    fn in_loop(&mut self, graph: &Graph, f: &For, k: usize, prefix: &[NodeId], ty: &Ty) -> Option<()> {
        let owner = graph[f.body].owner.expect("a loop");
        let carried = Carried::of(graph, owner).expect("a loop");
        let place = [prefix, &[graph[f.body].params[0]]].concat();
        let element = ty.element().filter(|element| is_plain(element))?;
        if !touches_only(graph, f.body, carried.params[k], &place) {
            return None;
        }
        self.in_region(graph, f.body, carried.params[k], &place, element)
    }

    /// What comes first to the place of `array`, which is of type `ty`.
    fn in_region(&mut self, graph: &Graph, region: RegionId, array: NodeId, place: &[NodeId], ty: &Ty) -> Option<()> {
        let Users { nodes, yields } = users(graph, region, array);
        if let ([user], 0) = (&nodes[..], yields) {
            let n = &graph[*user];
            match &n.op {
                Op::Accumulate(_) | Op::Store(_) if n.region == region && indices(graph, *user) == Some(place) => {
                    let value = n.args[n.args.len() - 1];
                    let fits = graph.ty(value) == ty && n.args[1..].iter().all(|&arg| arg != array);
                    self.additions.push(*user);
                    return fits.then_some(());
                }
                Op::For(_) if n.region == region => {
                    let f = whole_range(graph, *user)?;
                    let k = position(graph, *user, array)?;
                    let all = matches!(ty, Ty::Array(..)) && is_length(graph, n.args[1], ty, array);
                    return all.then_some(()).and_then(|()| self.in_loop(graph, f, k, place, ty));
                }
                _ => {}
            }
        }
        // All uses lie in one branch.
        let branches = graph[region].nodes.iter().filter_map(|&node| match graph[node].op {
            Op::If { then, otherwise } => Some([then, otherwise]),
            _ => None,
        });
        let counted = |sides: [RegionId; 2]| sides.map(|side| users(graph, side, array));
        let all = |sides: &[RegionId; 2]| {
            let inside = counted(*sides);
            let found = inside
                .iter()
                .map(|users| users.nodes.len() + users.yields)
                .sum::<usize>();
            found > 0 && found == nodes.len() + yields
        };
        let sides = branches.into_iter().find(all)?;
        for side in sides {
            let inside = users(graph, side, array);
            let untouched = graph[side].results.iter().position(|&result| result == array);
            match untouched.filter(|_| inside.nodes.is_empty() && inside.yields == 1) {
                Some(at) => self.missing.push((side, at, place.to_vec(), ty.clone())),
                None => self.in_region(graph, side, array, place, ty)?,
            }
        }
        Some(())
    }

    /// Stores a zero where nothing comes.
    fn complete(&self, graph: Graph) -> Graph {
        let mut builder = Builder::edit(graph);
        for (side, at, place, ty) in &self.missing {
            let mut results = builder.graph[*side].results.clone();
            builder.reopen(*side);
            let zero = builder.zero(ty);
            results[*at] = builder.store(results[*at], place, zero);
            builder.leave(results);
        }
        builder.graph
    }
}

/// Numbers, and arrays of as many as the type says.
fn is_plain(ty: &Ty) -> bool {
    ty.is_sized() && ty.scalar().float().is_some_and(|float| !float.is_param())
}

/// A loop over all from zero on.
fn whole_range(graph: &Graph, owner: NodeId) -> Option<&For> {
    let Op::For(f) = &graph[owner].op else { return None };
    let from = graph.constant(graph[owner].args[0]).and_then(|from| from.as_int());
    (counts_by_one(graph, owner, f) && from == Some(0)).then_some(f)
}

/// Whether a number is how many elements there are in an array of this type, which is `like` or a part of it.
fn is_length(graph: &Graph, number: NodeId, ty: &Ty, like: NodeId) -> bool {
    match ty {
        Ty::Array(_, Len::Fixed(n)) => {
            let number = graph.constant(number).and_then(|number| number.as_int());
            number == Some(*n as i128)
        }
        Ty::Array(_, Len::Const(length)) => match graph[number].op {
            Op::Path(path) => graph[path].to_string() == graph[*length].to_string(),
            _ => false,
        },
        _ => {
            let of = graph[like].args.first();
            matches!(&graph[number].op, Op::Len(steps) if steps.is_empty()) && graph[number].args.first() == of
        }
    }
}

/// The position of a value among those that a loop carries, if it is there once and no bound.
fn position(graph: &Graph, owner: NodeId, value: NodeId) -> Option<usize> {
    let carried = Carried::of(graph, owner)?;
    let mut positions = (0..carried.initial.len()).filter(|&k| carried.initial[k] == value);
    let k = positions.next()?;
    positions.next().is_none().then_some(k)
}

struct Users {
    nodes: Vec<NodeId>,
    /// How often a region yields it.
    yields: usize,
}

/// What uses a value in a region and inside; who asks for its length does not.
fn users(graph: &Graph, region: RegionId, value: NodeId) -> Users {
    let asks = |node: NodeId| matches!(&graph[node].op, Op::Len(steps) if steps.is_empty());
    let all = flow::users(graph, region, value).into_iter();
    Users {
        nodes: all.filter(|&node| !asks(node)).collect(),
        yields: subtree(graph, region)
            .iter()
            .flat_map(|&region| &graph[region].results)
            .filter(|&&result| result == value)
            .count(),
    }
}

/// The indices of a read or a write that has no other steps.
fn indices(graph: &Graph, node: NodeId) -> Option<&[NodeId]> {
    let n = &graph[node];
    let (steps, behind) = match &n.op {
        Op::Load(steps) => (steps, 0),
        Op::Store(steps) | Op::Accumulate(steps) => (steps, 1),
        _ => return None,
    };
    let plain = steps.iter().all(|step| matches!(step, Step::Index(())));
    plain.then(|| &n.args[1..n.args.len() - behind])
}

/// Whether an iteration reads and writes only its own place of an array that begins it as `param`.
fn touches_only(graph: &Graph, body: RegionId, param: NodeId, place: &[NodeId]) -> bool {
    let mut versions = HashSet::from_iter([param]);
    let mut open = vec![param];
    let mut holds = true;
    while let Some(version) = open.pop() {
        let mut newer = vec![];
        for node in users(graph, body, version).nodes {
            let n = &graph[node];
            match &n.op {
                Op::Load(_) | Op::Store(_) | Op::Accumulate(_) => {
                    let own = indices(graph, node).is_some_and(|indices| indices.starts_with(place));
                    let once = n.args[0] == version && n.args.iter().filter(|&&arg| arg == version).count() == 1;
                    holds &= own && once && !(matches!(n.op, Op::Load(_)) && n.ty.is_whole());
                    newer.extend(n.op.is_version().then_some(node));
                }
                Op::For(f) => match position(graph, node, version) {
                    Some(k) => {
                        newer.push(graph[f.body].params[1 + k]);
                        newer.extend(graph.find_result(node, k));
                    }
                    None => holds = false,
                },
                _ => holds = false,
            }
        }
        for region in subtree(graph, body).into_iter().filter(|&region| region != body) {
            let Some(owner) = graph[region].owner else { continue };
            if matches!(graph[owner].op, Op::If { .. }) {
                let yielded = graph[region]
                    .results
                    .iter()
                    .enumerate()
                    .filter(|&(_, &result)| result == version);
                newer.extend(yielded.filter_map(|(k, _)| graph.find_result(owner, k)));
            }
        }
        open.extend(newer.into_iter().filter(|&node| versions.insert(node)));
    }
    holds
}
