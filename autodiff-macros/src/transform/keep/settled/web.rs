//! The versions of an array.

use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::{origin, Carried};

/// All versions of an array of the root that is written element by element, each made of the one before.
pub struct Web {
    pub stores: Vec<NodeId>,
    /// What it is at the end.
    pub last: NodeId,
    /// The versions that are made of each.
    next: HashMap<NodeId, Vec<NodeId>>,
}

impl Web {
    pub fn contains(&self, version: NodeId) -> bool {
        self.next.contains_key(&version)
    }

    /// Whether the last version is made of this one.
    pub fn leads_to_the_end(&self, graph: &Graph, version: NodeId) -> bool {
        let mut seen = HashSet::default();
        let mut open = vec![version];
        while let Some(at) = open.pop() {
            if at == self.last {
                return is_array_of_body(graph, version);
            }
            if seen.insert(at) {
                open.extend(self.next.get(&at).into_iter().flatten());
            }
        }
        false
    }
}

/// The condition of a loop runs before the body: which iteration a read or a write in it belongs to is not told here.
fn is_array_of_body(graph: &Graph, version: NodeId) -> bool {
    let mut at = graph[version].region;
    while let Some(owner) = graph[at].owner {
        if matches!(graph[owner].op, Op::While { condition, .. } if condition == at) {
            return false;
        }
        at = graph[owner].region;
    }
    true
}

/// The webs of all arrays of the root, by their first versions.
pub fn webs(graph: &mut Graph, primal: &[RegionId]) -> HashMap<NodeId, Web> {
    name_ends(graph);
    let arrays = Arrays::of(graph, primal);
    let named = arrays.versions.iter().filter_map(|(&first, versions)| {
        let is_known = !arrays.refused.contains(&first) && graph[first].region == graph.root;
        let web = || arrays.web(graph, first, versions);
        Some((first, is_known.then(web)??))
    });
    named.collect()
}

/// The versions of all arrays, and what makes newer ones of them.
#[derive(Default)]
struct Arrays {
    /// By the first.
    versions: HashMap<NodeId, HashSet<NodeId>>,
    consumers: HashMap<NodeId, Vec<Consumer>>,
    /// The first versions of arrays that are written by calls, made longer or shorter, or written by the condition of a loop.
    refused: HashSet<NodeId>,
}

impl Arrays {
    fn of(graph: &Graph, primal: &[RegionId]) -> Arrays {
        let mut arrays = Arrays::default();
        for &region in primal {
            let params = graph[region].params.iter();
            for &node in params.chain(&graph[region].nodes) {
                arrays.look_at(graph, node);
            }
            let results = graph[region].results.iter().filter(|_| graph[region].owner.is_some());
            for &result in results.filter(|&&result| graph.ty(result).is_array()) {
                arrays
                    .consumers
                    .entry(result)
                    .or_default()
                    .push(Consumer::Yield(region));
            }
        }
        arrays
    }

    fn look_at(&mut self, graph: &Graph, node: NodeId) {
        let n = &graph[node];
        if n.ty.is_array() {
            let first = origin(graph, node);
            let by_call = matches!(n.op, Op::Result(_)) && matches!(graph[n.args[0]].op, Op::Call(_));
            let by_condition = n.op.is_version() && !is_array_of_body(graph, node);
            if first != node && (by_call || by_condition) {
                self.refused.insert(first);
            }
            self.versions.entry(first).or_default().insert(node);
        }
        let older: &[NodeId] = match &n.op {
            op if op.is_version() => &n.args[..1],
            Op::For(_) => &n.args[3..],
            Op::While { .. } => &n.args,
            _ => &[],
        };
        for &older in older.iter().filter(|&&older| graph.ty(older).is_array()) {
            if matches!(n.op, Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..)) {
                self.refused.insert(origin(graph, older));
            }
            self.consumers.entry(older).or_default().push(Consumer::Node(node));
        }
    }

    /// The web of an array, if each version is made of one, and taken once.
    fn web(&self, graph: &Graph, first: NodeId, versions: &HashSet<NodeId>) -> Option<Web> {
        let is_linear = versions.iter().all(|version| {
            let all = self.consumers.get(version).map_or(&[][..], |all| all);
            is_taken_once(graph, graph[*version].region, all)
        });
        let is_closed = versions.iter().all(|&version| {
            let older = made_from(graph, version);
            version == first || older.iter().all(|older| versions.contains(older))
        });
        if !is_linear || !is_closed || graph.ty(first).has_struct() {
            return None;
        }
        let is_write = |&version: &NodeId| version != first && graph[version].op.is_version();
        let stores: Vec<NodeId> = versions.iter().copied().filter(is_write).collect();
        let mut backwards = graph[graph.root].nodes.iter().rev();
        let last = *backwards.find(|node| versions.contains(node))?;
        let next = versions
            .iter()
            .map(|&version| (version, made_of(graph, version, &self.consumers)));
        (!stores.is_empty()).then(|| Web {
            next: next.collect(),
            stores,
            last,
        })
    }
}

/// The versions that one is made of, on all ways.
fn made_from(graph: &Graph, version: NodeId) -> Vec<NodeId> {
    let n = &graph[version];
    let of_loop = |owner: NodeId, k: usize| {
        let carried = Carried::of(graph, owner)?;
        Some(vec![*carried.initial.get(k)?, *carried.next.get(k)?])
    };
    let made = match &n.op {
        Op::Param => graph[n.region].owner.and_then(|owner| {
            let carried = Carried::of(graph, owner)?;
            let position = graph[n.region].params.iter().position(|&param| param == version)?;
            of_loop(owner, position.checked_sub(carried.first_param(n.region))?)
        }),
        Op::Result(k) => match graph[n.args[0]].op {
            Op::If { then, otherwise } => {
                let ways = [then, otherwise].map(|way| graph[way].results[*k as usize]);
                Some(ways.to_vec())
            }
            _ => of_loop(n.args[0], *k as usize),
        },
        op if op.is_version() => Some(vec![n.args[0]]),
        _ => None,
    };
    made.unwrap_or_default()
}

/// Gives the arrays that loops and branches of the root leave behind a node each, also where nothing reads them.
fn name_ends(graph: &mut Graph) {
    for owner in graph[graph.root].nodes.clone() {
        let ends: Vec<(usize, NodeId)> = match (&graph[owner].op, Carried::of(graph, owner)) {
            (Op::If { then, .. }, _) => graph[*then].results.iter().copied().enumerate().collect(),
            (_, Some(carried)) => carried.initial.iter().copied().enumerate().collect(),
            _ => continue,
        };
        for (k, like) in ends {
            if graph.ty(like).is_array() {
                graph.result(owner, k, like);
            }
        }
    }
}

/// What makes a newer version of an array of an older one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Consumer {
    Node(NodeId),
    Yield(RegionId),
}

/// Whether at most one consumer takes a version, on each way through a region.
fn is_taken_once(graph: &Graph, region: RegionId, consumers: &[Consumer]) -> bool {
    let mut direct = 0;
    let mut inside: HashMap<NodeId, HashMap<RegionId, Vec<Consumer>>> = HashMap::default();
    for &consumer in consumers {
        let home = match consumer {
            Consumer::Node(node) => graph[node].region,
            Consumer::Yield(of) => of,
        };
        match (home == region, way_to(graph, region, home)) {
            (true, _) => direct += 1,
            (false, Some((owner, way))) => inside.entry(owner).or_default().entry(way).or_default().push(consumer),
            (false, None) => return false,
        }
    }
    let is_branch = |owner: &NodeId| matches!(graph[*owner].op, Op::If { .. });
    direct + inside.len() <= 1
        && inside.iter().all(|(owner, ways)| {
            is_branch(owner)
                && ways
                    .iter()
                    .all(|(&way, consumers)| is_taken_once(graph, way, consumers))
        })
}

/// The op of a region that another one lies in, and the region of that op.
fn way_to(graph: &Graph, region: RegionId, home: RegionId) -> Option<(NodeId, RegionId)> {
    let mut at = home;
    loop {
        let owner = graph[at].owner?;
        if graph[owner].region == region {
            return Some((owner, at));
        }
        at = graph[owner].region;
    }
}

/// The versions that are made of one, each by one step.
fn made_of(graph: &Graph, version: NodeId, consumers: &HashMap<NodeId, Vec<Consumer>>) -> Vec<NodeId> {
    let mut made = vec![];
    for &consumer in consumers.get(&version).into_iter().flatten() {
        match consumer {
            Consumer::Node(node) if graph[node].op.is_version() => made.push(node),
            Consumer::Node(node) => {
                let carried = Carried::of(graph, node).expect("a loop");
                for k in (0..carried.initial.len()).filter(|&k| carried.initial[k] == version) {
                    made.push(carried.params[k]);
                    made.extend(graph.find_result(node, k));
                }
            }
            Consumer::Yield(region) => {
                let owner = graph[region].owner.expect("a region of an op");
                let exits = match Carried::of(graph, owner) {
                    Some(carried) => graph[region].results.len() - carried.next.len(),
                    None => 0,
                };
                let positions = (exits..graph[region].results.len()).filter(|&k| graph[region].results[k] == version);
                made.extend(positions.filter_map(|k| graph.find_result(owner, k - exits)));
            }
        }
    }
    made
}
