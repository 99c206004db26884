//! Chooses what moves into a branch: what is zero where a side of it is zero, and additions of such to others.

use super::{is_zero, tested};
use crate::ir::{FloatTest, Graph, Integer, NodeId, Op, RegionId, Ty};
use crate::primitives::Primitive;
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::subtree;

/// What a value is on the side that is zero.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Dead {
    /// A float that is zero there, a test that fails.
    Zero,
    /// The same as an older one.
    As(NodeId),
    /// A branch that yields zeros.
    Guard,
}

pub(super) struct Chosen {
    pub branch: NodeId,
    /// The side to move to, and the other.
    pub live: RegionId,
    pub dead: RegionId,
    /// What moves, in order.
    pub moved: Vec<(NodeId, Dead)>,
    /// What is computed in the branch too, in order: the rest does not have it there otherwise.
    pub again: Vec<NodeId>,
    /// What moves and is used by what does not.
    pub yields: Vec<NodeId>,
}

impl Chosen {
    /// What moves into a branch of a region, if that is of any use.
    pub fn of(graph: &Graph, users: &Users, value: &[bool], region: RegionId, branch: NodeId) -> Option<Chosen> {
        let Op::If { then, otherwise } = graph[branch].op else {
            return None;
        };
        let has_zero = |side: RegionId| graph[side].results.iter().any(|&result| is_zero(graph, result));
        let is_guard = tested(graph, graph[branch].args[0]).is_some();
        if is_guard || !(has_zero(then) || has_zero(otherwise)) || !is_branch_anyway(graph, region, branch) {
            return None;
        }
        let is_value = |node: NodeId| value.get(node.0 as usize).copied().unwrap_or(false);
        let zeros = |live: RegionId, dead: RegionId| -> Vec<NodeId> {
            let of_side = |side: RegionId, k: usize| is_zero(graph, graph[side].results[k]);
            let results = graph.results(branch);
            let zeros = results.filter(|&(k, node)| of_side(dead, k) && !of_side(live, k) && !is_value(node));
            zeros.map(|(_, node)| node).collect()
        };
        let sides = [(then, otherwise), (otherwise, then)];
        let (zeros, live, dead) = sides
            .map(|(live, dead)| (zeros(live, dead), live, dead))
            .into_iter()
            .max_by_key(|(zeros, ..)| zeros.len())
            .filter(|(zeros, ..)| !zeros.is_empty())?;
        let at = graph[region].nodes.iter().position(|&node| node == branch)?;
        let (before, behind) = graph[region].nodes.split_at(at);
        let mut choice = Choice {
            graph,
            region,
            branch,
            before: before.iter().copied().collect(),
            classes: zeros.into_iter().map(|zero| (zero, Dead::Zero)).collect(),
            moved: vec![],
            again: vec![],
            users,
        };
        for &node in behind.iter().filter(|&&node| node != branch && !is_value(node)) {
            if let Some(class) = choice.class(node) {
                choice.classes.insert(node, class);
                choice.moved.push((node, class));
            }
        }
        choice.finish(live, dead)
    }
}

/// Whether there are no loops around that would do without the branch, choosing between values.
fn is_branch_anyway(graph: &Graph, region: RegionId, branch: NodeId) -> bool {
    let in_branch = graph[region]
        .owner
        .is_some_and(|owner| matches!(graph[owner].op, Op::If { .. }));
    let stays = |node: NodeId| {
        let op = &graph[node].op;
        op.is_version() || matches!(op, Op::For(_) | Op::While { .. } | Op::Call(_))
    };
    let sides = graph[branch].op.regions().into_iter();
    let mut inside = sides.flat_map(|side| subtree(graph, side));
    in_branch || inside.any(|region| graph[region].nodes.iter().any(|&node| stays(node)))
}

/// Where each value is used: by a node, or as a result of a region.
pub(super) fn users(graph: &Graph) -> Users {
    let mut users = Users::default();
    let roots = graph.bodies();
    for region in roots.flat_map(|region| subtree(graph, region)) {
        for &node in &graph[region].nodes {
            for &arg in &graph[node].args {
                users.entry(arg).or_default().push(User::Node(node));
            }
        }
        for &result in &graph[region].results {
            users.entry(result).or_default().push(User::Yield(region));
        }
    }
    users
}

pub(super) type Users = HashMap<NodeId, Vec<User>>;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum User {
    Node(NodeId),
    Yield(RegionId),
}

/// Where in the region of the branch a value is used.
enum Place {
    Node(NodeId),
    End,
    Elsewhere,
}

struct Choice<'a> {
    graph: &'a Graph,
    region: RegionId,
    branch: NodeId,
    before: HashSet<NodeId>,
    classes: HashMap<NodeId, Dead>,
    moved: Vec<(NodeId, Dead)>,
    again: Vec<NodeId>,
    users: &'a Users,
}

impl Choice<'_> {
    /// What a node is on the dead side, if it can move.
    fn class(&mut self, node: NodeId) -> Option<Dead> {
        let graph = self.graph;
        let n = &graph[node];
        let zero = |k: usize| self.classes.get(&n.args[k]) == Some(&Dead::Zero);
        let class = match &n.op {
            Op::Primitive(Primitive::Mul, _) if zero(0) || zero(1) => Dead::Zero,
            Op::Primitive(Primitive::Add, _) => match (zero(0), zero(1)) {
                (true, true) => Dead::Zero,
                (true, false) => Dead::As(n.args[1]),
                (false, true) => Dead::As(n.args[0]),
                (false, false) => return None,
            },
            Op::Primitive(Primitive::Sub, _) if zero(1) => match zero(0) {
                true => Dead::Zero,
                false => Dead::As(n.args[0]),
            },
            Op::Primitive(Primitive::Neg, _) if zero(0) => Dead::Zero,
            Op::Primitive(Primitive::Div, _) if zero(0) && !zero(1) => Dead::Zero,
            Op::Cast if zero(0) && n.ty.float().is_some() => Dead::Zero,
            Op::Test(FloatTest::IsNonzero) if zero(0) => Dead::Zero,
            Op::Integer(Integer::Or) if n.ty == Ty::Bool => match (zero(0), zero(1)) {
                (true, true) => Dead::Zero,
                (true, false) => Dead::As(n.args[1]),
                (false, true) => Dead::As(n.args[0]),
                (false, false) => return None,
            },
            Op::Accumulate(_) if zero(n.args.len() - 1) && self.is_only_use(node, n.args[0]) => Dead::As(n.args[0]),
            Op::If { then, otherwise } if zero(0) => {
                self.guards(*then, *otherwise)?;
                Dead::Guard
            }
            Op::Result(_) if self.classes.get(&n.args[0]) == Some(&Dead::Guard) => Dead::Zero,
            _ => return None,
        };
        let all = n.args.iter().all(|&arg| self.is_there(arg));
        // On the dead side nothing is computed.
        let is_had = |older: NodeId| !self.again.contains(&older);
        let has_older = !matches!(class, Dead::As(older) if !is_had(older));
        (all && has_older).then_some(class)
    }

    /// Whether a branch on the use of an adjoint computes a float, and gives zeros otherwise.
    fn guards(&mut self, then: RegionId, otherwise: RegionId) -> Option<()> {
        let graph = self.graph;
        let is_plain = |&node: &NodeId| {
            let op = &graph[node].op;
            op.is_pure() && !op.is_version() && !graph.ty(node).is_whole()
        };
        let zeros = graph[otherwise].results.iter().all(|&result| is_zero(graph, result));
        let sides = [then, otherwise];
        let nodes = || sides.iter().flat_map(|&side| &graph[side].nodes);
        let args = nodes().flat_map(|&node| &graph[node].args);
        let used = args.chain(sides.iter().flat_map(|&side| &graph[side].results));
        let outside: Vec<NodeId> = used
            .copied()
            .filter(|&used| !sides.contains(&graph[used].region))
            .collect();
        let plain = nodes().all(is_plain);
        (zeros && plain && outside.into_iter().all(|used| self.is_there(used))).then_some(())
    }

    /// Whether nothing but this node uses an array behind the branch: else there would be two versions of it to keep.
    fn is_only_use(&self, node: NodeId, array: NodeId) -> bool {
        let is_behind = |user: &User| match self.place(*user) {
            Place::Node(at) => at != self.branch && !self.before.contains(&at),
            Place::End => true,
            Place::Elsewhere => false,
        };
        let mut others = self.users[&array].iter().filter(|&&user| user != User::Node(node));
        !others.any(is_behind) && self.graph[node].args.iter().filter(|&&arg| arg == array).count() == 1
    }

    /// The node of the region that a user is or lies in.
    fn place(&self, user: User) -> Place {
        let graph = self.graph;
        let (mut at, mut region) = match user {
            User::Node(node) => (Some(node), graph[node].region),
            User::Yield(region) => (None, region),
        };
        while region != self.region {
            at = graph[region].owner;
            match at {
                Some(owner) => region = graph[owner].region,
                None => return Place::Elsewhere,
            }
        }
        at.map_or(Place::End, Place::Node)
    }

    /// Whether a value is there where the branch stands, or can be had in it.
    fn is_there(&mut self, node: NodeId) -> bool {
        let graph = self.graph;
        let n = &graph[node];
        let known = n.region != self.region || self.before.contains(&node) || n.op == Op::Param;
        if known || self.classes.contains_key(&node) || self.again.contains(&node) || n.args == [self.branch] {
            return true;
        }
        let is_plain = n.op.is_pure() && !n.op.is_version() && !matches!(n.op, Op::Result(_));
        let reads = n.ty.is_whole() || n.args.iter().any(|&arg| graph.ty(arg).is_whole());
        let is_there = is_plain && !reads && n.args.iter().all(|&arg| self.is_there(arg));
        if is_there {
            self.again.push(node);
        }
        is_there
    }

    fn finish(self, live: RegionId, dead: RegionId) -> Option<Chosen> {
        let graph = self.graph;
        let adds =
            |&(node, class): &(NodeId, Dead)| class == Dead::Guard || matches!(graph[node].op, Op::Accumulate(_));
        if !self.moved.iter().any(adds) {
            return None;
        }
        let moves = |user: &User| match self.place(*user) {
            Place::Node(at) => self.moved.iter().any(|&(moved, _)| moved == at),
            Place::End | Place::Elsewhere => false,
        };
        let is_used = |node: &NodeId| !self.users.get(node).into_iter().flatten().all(moves);
        let values = self.moved.iter().filter(|&&(_, class)| class != Dead::Guard);
        let yields = values.map(|&(node, _)| node).filter(is_used).collect();
        Some(Chosen {
            branch: self.branch,
            live,
            dead,
            moved: self.moved,
            again: self.again,
            yields,
        })
    }
}
