//! When each node is evaluated, and which nodes get a statement of their own.
//!
//! A node that is used once is written where it is used, unless the user gave it a name, it would grow the expression
//! beyond reading, or something that it reads is overwritten in between.

use crate::ir::{Graph, NodeId, Op, RegionId, Ty};
use crate::tables::HashMap;
use crate::transform::flow::{subtree, Carried};

/// More operations than this are not written as one expression.
const LONGEST_EXPRESSION: u32 = 12;

/// A moment in the order of evaluation.
pub type Time = u32;

/// A read of a value.
#[derive(Clone, Copy, Debug)]
pub struct Read {
    pub time: Time,
    pub region: RegionId,
}

pub struct Schedule {
    /// When the node's own statement runs; for a region op, when its arguments are read.
    start: Vec<Time>,
    /// When the node's value is there: later than `start` for region ops.
    done: Vec<Time>,
    /// When a region yields its results.
    end: HashMap<RegionId, Time>,
    inlined: Vec<bool>,
    reads: Vec<Vec<Read>>,
    /// What uses the node directly: nodes, and regions that yield it.
    users: Vec<Vec<User>>,
    /// The `Result` nodes of each op that has some, by position.
    results: HashMap<NodeId, Vec<(usize, NodeId)>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum User {
    Node(NodeId),
    Yield(RegionId),
}

impl Schedule {
    /// The `Result` nodes of a region op or call.
    pub fn results(&self, owner: NodeId) -> &[(usize, NodeId)] {
        self.results.get(&owner).map_or(&[], |results| results)
    }

    /// `bodies` are the regions that become one function body, in order.
    pub fn of(graph: &Graph, bodies: &[RegionId]) -> Schedule {
        let count = graph.nodes.len();
        let mut schedule = Schedule {
            start: vec![0; count],
            done: vec![0; count],
            end: HashMap::default(),
            inlined: vec![false; count],
            reads: vec![vec![]; count],
            users: vec![vec![]; count],
            results: graph.all_results(bodies.iter().flat_map(|&body| subtree(graph, body))),
        };
        let mut order = vec![];
        let mut clock = 0;
        for &body in bodies {
            schedule.number(graph, body, &mut clock, &mut order);
        }
        schedule.inline(graph, &order);
        // A gradient returns the value when its reverse sweep is done.
        if let [root, pullback] = *bodies {
            for &result in &graph[root].results {
                let last = Read {
                    time: Time::MAX,
                    region: pullback,
                };
                schedule.reads[result.0 as usize].push(last);
            }
        }
        schedule
    }

    pub fn start(&self, node: NodeId) -> Time {
        self.start[node.0 as usize]
    }

    pub fn done(&self, node: NodeId) -> Time {
        self.done[node.0 as usize]
    }

    /// When and where the node's own statement runs.
    pub fn at(&self, graph: &Graph, node: NodeId) -> Read {
        Read {
            time: self.start(node),
            region: graph[node].region,
        }
    }

    /// When and where the region yields its results.
    pub fn end(&self, region: RegionId) -> Read {
        Read {
            time: self.end[&region],
            region,
        }
    }

    /// Whether `at` is the last time that the value is read, and it is read there once.
    pub fn is_last_read(&self, graph: &Graph, node: NodeId, at: Read) -> bool {
        let later = |read: &&Read| read.time >= at.time && !exclusive(graph, read.region, at.region);
        self.reads(node).iter().filter(later).count() == 1 && same_iteration(graph, graph[node].region, at.region)
    }

    /// Whether the node is written where it is used.
    pub fn is_inlined(&self, node: NodeId) -> bool {
        self.inlined[node.0 as usize]
    }

    pub fn is_used(&self, node: NodeId) -> bool {
        !self.users[node.0 as usize].is_empty()
    }

    /// All reads of the value, at the times at which the generated code performs them.
    pub fn reads(&self, node: NodeId) -> &[Read] {
        &self.reads[node.0 as usize]
    }

    fn number(&mut self, graph: &Graph, region: RegionId, clock: &mut Time, order: &mut Vec<NodeId>) {
        for &node in &graph[region].nodes {
            *clock += 1;
            self.start[node.0 as usize] = *clock;
            order.push(node);
            for inner in graph[node].op.regions() {
                self.number(graph, inner, clock, order);
            }
            *clock += 1;
            self.done[node.0 as usize] = *clock;
            // The length of a slice is that of all its versions: asking for it reads none of them.
            if !asks_for_length(graph, node) {
                for &arg in &graph[node].args {
                    self.users[arg.0 as usize].push(User::Node(node));
                }
            }
        }
        *clock += 1;
        self.end.insert(region, *clock);
        for &result in &graph[region].results {
            self.users[result.0 as usize].push(User::Yield(region));
        }
    }

    /// Users before what they use, so that it is known when an inlined user runs.
    fn inline(&mut self, graph: &Graph, order: &[NodeId]) {
        let overwritten = overwrites(graph, self, order);
        // The statement that an inlined node is part of, and how many nodes are inlined into each.
        let mut statement: Vec<NodeId> = (0..graph.nodes.len()).map(|id| NodeId(id as u32)).collect();
        let mut length = vec![0; graph.nodes.len()];
        for &node in order.iter().rev() {
            let index = node.0 as usize;
            self.reads[index] = self.users[index].iter().map(|user| self.read_by(graph, user)).collect();
            if is_atom(graph, node) {
                self.inlined[index] = true;
                continue;
            }
            let &[user] = self.users[index].as_slice() else {
                continue;
            };
            let root = match user {
                User::Node(user) if self.is_inlined(user) => statement[user.0 as usize],
                User::Node(user) => user,
                User::Yield(_) => node,
            };
            let room = &mut length[root.0 as usize];
            if *room < LONGEST_EXPRESSION && self.may_inline(graph, node, user, &overwritten) {
                *room += 1;
                statement[index] = root;
                self.inlined[index] = true;
            }
        }
        for id in 0..graph.nodes.len() {
            if graph.nodes[id].op == Op::Param {
                self.reads[id] = self.users[id].iter().map(|user| self.read_by(graph, user)).collect();
            }
        }
    }

    fn read_by(&self, graph: &Graph, user: &User) -> Read {
        match *user {
            User::Yield(region) => Read {
                time: self.end[&region],
                region,
            },
            User::Node(user) if self.is_inlined(user) => self.emitted(user),
            User::Node(user) => Read {
                time: self.start(user),
                region: graph[user].region,
            },
        }
    }

    /// When an inlined node runs: the last of its reads (an atom has several, and reads nothing that changes).
    fn emitted(&self, node: NodeId) -> Read {
        *self.reads[node.0 as usize]
            .iter()
            .max_by_key(|read| read.time)
            .expect("an inlined node is read")
    }

    fn may_inline(&self, graph: &Graph, node: NodeId, user: User, overwritten: &HashMap<NodeId, Vec<Time>>) -> bool {
        let n = &graph[node];
        if !n.op.is_pure() || matches!(n.op, Op::Result(_)) || n.ty.is_whole() {
            return false;
        }
        let same_region = match user {
            User::Node(user) => graph[user].region == n.region,
            User::Yield(region) => region == n.region,
        };
        let named = n.name.as_ref().is_some_and(|name| name.declared);
        let Read { time, .. } = self.emitted(node);
        let hazard = n.args.iter().filter(|&&arg| !is_atom(graph, arg)).any(|arg| {
            let times = overwritten.get(arg).map_or(&[][..], Vec::as_slice);
            times.iter().any(|&at| self.start(node) < at && at <= time)
        });
        same_region && !named && !hazard
    }
}

/// Whether the node looks only at how long a slice is. A part of a struct, of which nothing but its elements is known, may be
/// an array: that is looked at.
pub fn asks_for_length(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    let slice = |arg: &NodeId| {
        let is_part = matches!(graph[*arg].op, Op::Load(_));
        !is_part && matches!(graph.ty(*arg), Ty::Slice(element) if element.is_sized())
    };
    n.args.first().is_some_and(slice)
        && match &n.op {
            Op::Len(steps) => steps.is_empty(),
            op => *op == Op::Zeros,
        }
}

/// What is written out at each use, however many there are.
fn is_atom(graph: &Graph, node: NodeId) -> bool {
    match graph[node].op {
        Op::Const(_) | Op::Path(_) | Op::Slice(_) => true,
        Op::Len(ref steps) if steps.is_empty() => {
            let array = graph[node].args[0];
            // What a loop carries changes, and so may the length of a vector.
            let changes = matches!(graph.ty(array), Ty::Vec(_)) && !graph[graph.root].params.contains(&array);
            graph[array].op == Op::Param && !changes
        }
        _ => false,
    }
}

/// When the place of each value is likely to be overwritten, by a newer version of it.
fn overwrites(graph: &Graph, schedule: &Schedule, order: &[NodeId]) -> HashMap<NodeId, Vec<Time>> {
    let mut overwrites: HashMap<NodeId, Vec<Time>> = HashMap::default();
    for &node in order {
        let n = &graph[node];
        match &n.op {
            op if op.is_version() => overwrites.entry(n.args[0]).or_default().push(schedule.start(node)),
            Op::For(_) | Op::While { .. } => {
                let carried = Carried::of(graph, node).expect("a loop");
                for k in 0..carried.params.len() {
                    overwrites
                        .entry(carried.initial[k])
                        .or_default()
                        .push(schedule.start(node));
                    let next = carried.next[k];
                    if graph[next].region == carried.body && graph[next].op != Op::Param {
                        overwrites
                            .entry(carried.params[k])
                            .or_default()
                            .push(schedule.start(next));
                    }
                }
            }
            Op::If { then, otherwise } => {
                for &result in graph[*then].results.iter().chain(&graph[*otherwise].results) {
                    if graph[result].region != *then && graph[result].region != *otherwise {
                        overwrites.entry(result).or_default().push(schedule.start(node));
                    }
                }
            }
            Op::Call(_) => {
                for (_, older) in graph.overwritten(node) {
                    overwrites.entry(older).or_default().push(schedule.start(node));
                }
            }
            _ => {}
        }
    }
    overwrites
}

/// Whether two regions lie in different sides of one branch.
pub fn exclusive(graph: &Graph, a: RegionId, b: RegionId) -> bool {
    let ancestors = |region: RegionId| {
        let mut all = vec![region];
        while let Some(parent) = graph.parent(all[all.len() - 1]) {
            all.push(parent);
        }
        all
    };
    let of_b = ancestors(b);
    // The outermost regions in which the two ways differ.
    let Some(split) = ancestors(a).into_iter().rev().find(|region| !of_b.contains(region)) else {
        return false;
    };
    let Some(owner) = graph[split].owner else { return false };
    matches!(graph[owner].op, Op::If { .. })
        && graph[owner]
            .op
            .regions()
            .iter()
            .any(|&side| side != split && of_b.contains(&side))
}

/// Whether `region` is `home` or lies in it with only branches between, so that it runs at most once for each value.
pub fn same_iteration(graph: &Graph, home: RegionId, region: RegionId) -> bool {
    let mut at = region;
    while at != home {
        let Some(owner) = graph[at].owner else {
            return graph.pullback == Some(at) && home == graph.root;
        };
        if !matches!(graph[owner].op, Op::If { .. }) {
            return false;
        }
        at = graph[owner].region;
    }
    true
}
