//! Writes the loop whose iterations run together, before the one that does the rest.

use super::bounds::Guard;
use super::legal::Jam;
use super::{lanes, straight};
use crate::ir::build::Builder;
use crate::ir::{For, Graph, Int, IntMethod, Integer, NodeId, Op, RegionId, Ty};
use crate::tables::HashMap;
use crate::transform::flow::Carried;

pub(super) fn run_together(graph: Graph, jam: &Jam, guard: &Guard) -> Graph {
    let carried = Carried::of(&graph, jam.owner).expect("a loop");
    let Op::For(f) = graph[jam.owner].op.clone() else {
        unreachable!("a loop over a range")
    };
    let mut builder = Builder::edit(graph);
    builder.at(builder.graph[jam.owner].span);
    let (results, done) = builder.insert_before(jam.owner, |builder| {
        let [from, to] = [0, 1].map(|k| builder.graph[jam.owner].args[k]);
        let [zero, one, lanes] = [0, 1, jam.width.lanes as i128].map(|n| builder.int(Int::Usize, n));
        let holds = guard.holds(builder, jam);
        let count = match builder.graph.constant(from).and_then(|from| from.as_int()) {
            Some(0) => to,
            _ => builder.add(Op::Method(IntMethod::SaturatingSub), vec![to, from], Ty::USIZE),
        };
        let count = builder.integer(Integer::Div, count, lanes);
        let then = builder.enter();
        builder.leave(vec![count]);
        let otherwise = builder.enter();
        builder.leave(vec![zero]);
        let rounds = builder.branch(holds, then, otherwise)[0];

        let initial = lanes::initial(builder, jam, &carried.initial);
        let types = builder.graph.types(&initial);
        let body = builder.enter();
        let round = builder.param(Ty::USIZE);
        let mut lanes_of = Lanes {
            jam,
            maps: vec![HashMap::default(); jam.width.lanes],
            latest: vec![],
        };
        for (k, &param) in carried.params.iter().enumerate() {
            let copies = (0..jam.copies(k)).map(|_| {
                let copy = builder.param(builder.graph.ty(param).clone());
                builder.graph[copy].name = builder.graph[param].name.clone();
                copy
            });
            lanes_of.latest.push(copies.collect());
        }
        let way = builder.integer(Integer::Mul, round, lanes);
        let index = builder.graph[jam.body].params[0];
        for lane in 0..jam.width.lanes {
            let behind = builder.int(Int::Usize, lane as i128);
            let way = builder.integer(Integer::Add, way, behind);
            let at = match f.descending {
                false => builder.integer(Integer::Add, from, way),
                true => {
                    let last = builder.integer(Integer::Sub, to, one);
                    builder.integer(Integer::Sub, last, way)
                }
            };
            lanes_of.maps[lane].insert(index, at);
        }
        let is_straight = !builder.graph[jam.body]
            .nodes
            .iter()
            .any(|&node| matches!(builder.graph[node].op, Op::For(_)));
        if is_straight {
            let highest = if f.descending { 0 } else { jam.width.lanes - 1 };
            let last = lanes_of.maps[highest][&index];
            let arrays = |array: NodeId| jam.versions.get(&array).map_or(array, |&k| lanes_of.latest[k][0]);
            straight::touch(builder, jam, last, &arrays);
        }
        lanes_of.region(builder, jam.body, &carried);
        builder.leave(lanes_of.latest.concat());
        let op = Op::For(For {
            body,
            inclusive: false,
            descending: false,
            exits: false,
        });
        let args = [vec![zero, rounds, one], initial].concat();
        let owner = builder.add(op, args, Ty::Tuple(types));
        let results = builder.results(owner);
        let results = lanes::results(builder, jam, results, carried.initial.len());
        (results, builder.integer(Integer::Mul, rounds, lanes))
    });
    // The loop itself does the rest.
    let bound = usize::from(f.descending);
    let end = builder.insert_before(jam.owner, |builder| {
        let op = if f.descending { Integer::Sub } else { Integer::Add };
        let before = builder.graph[jam.owner].args[bound];
        builder.integer(op, before, done)
    });
    let mut graph = builder.graph;
    graph[jam.owner].args[bound] = end;
    graph[jam.owner].args.splice(3.., results);
    graph
}

/// The copies of a body.
struct Lanes<'a> {
    jam: &'a Jam,
    /// What stands for each node in each copy.
    maps: Vec<HashMap<NodeId, NodeId>>,
    /// What each value that the loop carries is now: once, or in each lane.
    latest: Vec<Vec<NodeId>>,
}

impl Lanes<'_> {
    /// Iteration for iteration between loops, and all of them in each loop.
    fn region(&mut self, builder: &mut Builder, region: RegionId, carried: &Carried) {
        let nodes = builder.graph[region].nodes.clone();
        let is_loop = |builder: &Builder, node: NodeId| matches!(builder.graph[node].op, Op::For(_));
        let mut rest = &nodes[..];
        loop {
            let end = rest
                .iter()
                .position(|&node| is_loop(builder, node))
                .unwrap_or(rest.len());
            let (part, behind) = rest.split_at(end);
            for lane in 0..self.maps.len() {
                self.part(builder, part, lane, (region == self.jam.body).then_some(carried));
            }
            let Some((&inner, behind)) = behind.split_first() else {
                return;
            };
            self.inner(builder, inner);
            rest = behind;
        }
    }

    /// The nodes between two loops, in one copy.
    fn part(&mut self, builder: &mut Builder, nodes: &[NodeId], lane: usize, carried: Option<&Carried>) {
        if let Some(carried) = carried {
            for (k, &param) in carried.params.iter().enumerate() {
                self.maps[lane].insert(param, *of_one(&mut self.latest[k], lane));
            }
        }
        for &node in nodes {
            if self.maps[lane].contains_key(&node) || self.is_of_loop(builder, node) {
                continue;
            }
            for arg in builder.graph[node].args.clone() {
                if let Some(&k) = self.jam.versions.get(&arg) {
                    self.maps[lane].insert(arg, self.latest[k][0]);
                }
            }
            let copy = builder.copy(node, &mut self.maps[lane]);
            if let Some(&k) = self.jam.versions.get(&node) {
                self.latest[k][0] = copy;
            }
        }
        let scalars = carried.into_iter().flat_map(|carried| carried.next.iter().enumerate());
        for (k, next) in scalars.filter(|(_, next)| nodes.contains(next) && !self.jam.versions.contains_key(next)) {
            *of_one(&mut self.latest[k], lane) = self.maps[lane][next];
        }
    }

    /// Whether this is a result of a loop, for which there is something in each copy.
    fn is_of_loop(&self, builder: &Builder, node: NodeId) -> bool {
        let n = &builder.graph[node];
        matches!(n.op, Op::Result(_)) && matches!(builder.graph[n.args[0]].op, Op::For(_))
    }

    fn inner(&mut self, builder: &mut Builder, node: NodeId) {
        let n = builder.graph[node].clone();
        let Op::For(f) = n.op else {
            unreachable!("a loop over a range")
        };
        let carried = Carried::of(&builder.graph, node).expect("a loop");
        builder.at(n.span);
        let mut args: Vec<NodeId> = n.args[..3]
            .iter()
            .map(|&bound| self.maps[0].get(&bound).copied().unwrap_or(bound))
            .collect();
        for bound in &mut args {
            if builder.graph.encloses(self.jam.body, builder.graph[*bound].region) {
                *bound = builder.copy(*bound, &mut self.maps[0]);
            }
        }
        // What all iterations share is carried once, what each has of its own as often as there are iterations.
        let shared = |lanes: &Self, k: usize| lanes.jam.versions.get(&carried.initial[k]).copied();
        for k in 0..carried.initial.len() {
            match shared(self, k) {
                Some(array) => args.push(self.latest[array][0]),
                None => args.extend(self.maps.iter().map(|map| of_lane(map, carried.initial[k]))),
            }
        }
        let types = builder.graph.types(&args[3..]);
        let body = builder.enter();
        let index = builder.param(builder.graph.ty(builder.graph[f.body].params[0]).clone());
        builder.graph[index].name = builder.graph[builder.graph[f.body].params[0]].name.clone();
        self.maps
            .iter_mut()
            .for_each(|map| _ = map.insert(builder.graph[f.body].params[0], index));
        for (k, &param) in carried.params.iter().enumerate() {
            let ty = builder.graph.ty(param).clone();
            let name = builder.graph[param].name.clone();
            match shared(self, k) {
                Some(array) => self.latest[array][0] = builder.param(ty),
                None => {
                    for map in &mut self.maps {
                        let copy = builder.param(ty.clone());
                        builder.graph[copy].name.clone_from(&name);
                        map.insert(param, copy);
                    }
                }
            }
        }
        self.region(builder, f.body, &carried);
        let mut results = vec![];
        for (k, &next) in carried.next.iter().enumerate() {
            match shared(self, k) {
                Some(array) => results.push(self.latest[array][0]),
                None => results.extend(self.maps.iter().map(|map| of_lane(map, next))),
            }
        }
        builder.leave(results);
        let op = Op::For(For { body, ..f });
        let owner = builder.add(op, args, Ty::Tuple(types));
        let mut results = builder.results(owner).into_iter();
        for k in 0..carried.initial.len() {
            let old = builder.graph.find_result(node, k);
            match shared(self, k) {
                Some(array) => self.latest[array][0] = results.next().expect("a result"),
                None => {
                    for map in &mut self.maps {
                        let new = results.next().expect("a result");
                        map.extend(old.map(|old| (old, new)));
                    }
                }
            }
        }
    }
}

/// What all lanes have, or one of them.
fn of_one(values: &mut [NodeId], lane: usize) -> &mut NodeId {
    let only = values.len() == 1;
    &mut values[if only { 0 } else { lane }]
}

fn of_lane(map: &HashMap<NodeId, NodeId>, node: NodeId) -> NodeId {
    map.get(&node).copied().unwrap_or(node)
}
