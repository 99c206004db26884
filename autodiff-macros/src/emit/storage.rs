//! Which Rust variable holds each value.
//!
//! Versions of one place (of a loop's carried value, of an array that is written) share one variable, and are written into it, where nothing
//! reads the old version afterwards. Where something does, the new version gets a variable of its own: then, and only
//! then, an array is copied.

use super::schedule::{exclusive, same_iteration, Schedule, Time};
use super::sinks;
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::tables::{HashMap, HashSet};
use crate::transform::flow::Carried;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Variable(pub u32);

/// Where a variable comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// A parameter of the generated function: never written.
    Parameter,
    /// A parameter that is a place of the caller: `&mut`, and written.
    Place,
    /// A loop index: never written.
    Index,
    /// A value from the tape or of a call: bound by a pattern.
    Bound,
    /// Declared by the statement of this node.
    Statement(NodeId),
    /// The adjoint of the k-th active parameter, in the buffer that the caller gave.
    Output(usize),
}

pub struct Place {
    pub origin: Origin,
    /// Where it is declared.
    pub region: RegionId,
    /// Written again after its declaration.
    pub mutable: bool,
}

pub struct Storage {
    pub places: Vec<Place>,
    of_node: Vec<Option<Variable>>,
}

impl Storage {
    /// `bindable` says which results of the pullback may live in the caller's buffer; `sinks`, that those can only be
    /// added to.
    pub fn of(graph: &Graph, schedule: &Schedule, bodies: &[RegionId], bindable: &[bool], sinks: bool) -> Storage {
        let mut assign = Assign {
            graph,
            schedule,
            places: vec![],
            of_node: vec![None; graph.nodes.len()],
            holder: vec![],
        };
        for region in graph.bodies() {
            let places = graph.places(region);
            for &param in &graph[region].params {
                let is_place = places.iter().any(|&(place, _)| place == param);
                assign.new_variable(param, if is_place { Origin::Place } else { Origin::Parameter });
            }
        }
        for &body in bodies {
            let mut targets = vec![None; graph[body].results.len()];
            for (place, end) in graph.places(body) {
                if let Some(end) = end {
                    targets[end] = assign.variable(place);
                }
            }
            assign.region(body, &targets);
        }
        let mut storage = Storage {
            places: assign.places,
            of_node: assign.of_node,
        };
        if let Some(pullback) = graph.pullback.filter(|pullback| bodies.contains(pullback)) {
            storage.bind_outputs(graph, pullback, bindable, sinks);
        }
        storage
    }

    /// The variable that holds the value; none for inlined ones.
    pub fn variable(&self, node: NodeId) -> Option<Variable> {
        self.of_node[node.0 as usize]
    }

    /// All values that variables hold.
    pub(super) fn held(&self) -> impl Iterator<Item = (NodeId, Variable)> + '_ {
        let held = |(id, variable): (usize, &Option<Variable>)| Some((NodeId(id as u32), (*variable)?));
        self.of_node.iter().enumerate().filter_map(held)
    }

    pub fn place(&self, variable: Variable) -> &Place {
        &self.places[variable.0 as usize]
    }

    /// An array adjoint that starts as zeros in the pullback itself, and ends as a result, is the caller's buffer.
    fn bind_outputs(&mut self, graph: &Graph, pullback: RegionId, bindable: &[bool], sinks: bool) {
        let only_added_to = sinks::only_added_to(graph, self);
        let mut bound = HashSet::default();
        for (k, &result) in graph[pullback].results.iter().enumerate() {
            let Some(variable) = self.variable(result).filter(|_| graph.ty(result).is_whole()) else {
                continue;
            };
            // A place is overwritten, and no output.
            let is_place = graph.places(pullback).iter().any(|&(_, end)| end == Some(k));
            if is_place || !bindable[k] || sinks && !only_added_to[variable.0 as usize] {
                continue;
            }
            let place = &mut self.places[variable.0 as usize];
            if let Origin::Statement(node) = place.origin {
                let region = graph[node].region;
                let outermost = region == pullback || region == graph.root;
                if graph[node].op == Op::Zeros && outermost && bound.insert(variable) {
                    place.origin = Origin::Output(k);
                }
            }
        }
    }
}

struct Assign<'a> {
    graph: &'a Graph,
    schedule: &'a Schedule,
    places: Vec<Place>,
    of_node: Vec<Option<Variable>>,
    /// The version that each variable holds now.
    holder: Vec<Option<NodeId>>,
}

impl Assign<'_> {
    /// Walks a region; `targets` are the variables that its results end in, where that is fixed.
    fn region(&mut self, region: RegionId, targets: &[Option<Variable>]) {
        let graph = self.graph;
        let mut wanted: HashMap<NodeId, Variable> = HashMap::default();
        for (&result, target) in graph[region].results.iter().zip(targets) {
            if let Some(target) = target {
                wanted.entry(result).or_insert(*target);
            }
        }
        for &node in &graph[region].nodes {
            match &graph[node].op {
                Op::If { then, otherwise } => self.branch(node, [*then, *otherwise], &wanted),
                Op::For(_) | Op::While { .. } => self.repeat(node, &wanted),
                Op::Call(_) => self.call(node),
                Op::Result(_) if self.variable(node).is_some() => {}
                Op::Result(_) => {
                    self.new_variable(node, Origin::Bound);
                }
                Op::Push | Op::Pop | Op::Macro(_) => {}
                op if op.is_version() => self.write(node),
                _ if self.schedule.is_inlined(node) => {}
                _ => self.define(node, &wanted),
            }
        }
    }

    fn new_variable(&mut self, node: NodeId, origin: Origin) -> Variable {
        let variable = Variable(self.places.len() as u32);
        let region = match origin {
            Origin::Statement(by) => self.graph[by].region,
            _ => self.graph[node].region,
        };
        self.places.push(Place {
            origin,
            region,
            mutable: false,
        });
        self.hold(variable, node);
        variable
    }

    fn variable(&self, node: NodeId) -> Option<Variable> {
        self.of_node[node.0 as usize]
    }

    fn holder_of(&self, variable: Variable) -> Option<NodeId> {
        *self.holder.get(variable.0 as usize)?
    }

    fn hold(&mut self, variable: Variable, node: NodeId) {
        self.of_node[node.0 as usize] = Some(variable);
        let at = variable.0 as usize;
        self.holder.resize(self.holder.len().max(at + 1), None);
        self.holder[at] = Some(node);
    }

    /// Lets `node` overwrite a variable.
    fn overwrite(&mut self, variable: Variable, node: NodeId) {
        self.places[variable.0 as usize].mutable = true;
        self.hold(variable, node);
    }

    /// A pure node with a statement: in place of the carried value that it becomes, if that is not read any more.
    fn define(&mut self, node: NodeId, wanted: &HashMap<NodeId, Variable>) {
        let region = self.graph[node].region;
        match wanted.get(&node) {
            Some(&target) if self.is_free(target, region, self.schedule.start(node)) => self.overwrite(target, node),
            _ => {
                self.new_variable(node, Origin::Statement(node));
            }
        }
    }

    /// `a[i] = v`: into the variable of the older version, or into a copy of it.
    fn write(&mut self, node: NodeId) {
        let n = &self.graph[node];
        match self.reusable(n.args[0], n.region, self.schedule.start(node)) {
            Some(variable) => self.overwrite(variable, node),
            None => {
                let variable = self.new_variable(node, Origin::Statement(node));
                self.overwrite(variable, node);
            }
        }
    }

    fn branch(&mut self, node: NodeId, sides: [RegionId; 2], wanted: &HashMap<NodeId, Variable>) {
        let graph = self.graph;
        let results = self.schedule.results(node);
        let mut targets = vec![None; graph[sides[0]].results.len()];
        for &(k, result) in results {
            let region = graph[node].region;
            let done = self.schedule.done(node);
            let outer = sides
                .iter()
                .find_map(|&side| self.outer_version(graph[side].results[k], sides));
            let taken = |variable: &Variable| !targets.contains(&Some(*variable));
            targets[k] = outer
                .and_then(|outer| self.reusable(outer, region, done))
                .or_else(|| {
                    wanted
                        .get(&result)
                        .copied()
                        .filter(|&target| self.is_free(target, region, done))
                })
                .filter(taken);
        }
        let before = self.holder.clone();
        for side in sides {
            self.holder.clone_from(&before);
            self.region(side, &targets);
        }
        self.holder = before;
        for &(k, result) in results {
            match targets[k] {
                Some(target) => self.overwrite(target, result),
                None => {
                    self.new_variable(result, Origin::Statement(node));
                }
            }
        }
    }

    /// The value outside the branch that `result` is, or for an array a newer version of.
    fn outer_version(&self, result: NodeId, sides: [RegionId; 2]) -> Option<NodeId> {
        let graph = self.graph;
        let mut at = result;
        loop {
            if sides.iter().all(|&side| !graph.encloses(side, graph[at].region)) {
                return (!matches!(graph[at].op, Op::Const(_) | Op::Path(_))).then_some(at);
            }
            at = match &graph[at].op {
                op if op.is_version() => graph[at].args[0],
                Op::Result(k) => {
                    let (owner, k) = (graph[at].args[0], *k as usize);
                    match &graph[owner].op {
                        Op::Call(_) => graph.overwritten(owner).into_iter().find(|&(at, _)| at == k)?.1,
                        _ if !graph.ty(at).is_whole() => return None,
                        Op::If { then, .. } => graph[*then].results[k],
                        Op::For(_) | Op::While { .. } => *Carried::of(graph, owner).expect("a loop").initial.get(k)?,
                        _ => return None,
                    }
                }
                _ => return None,
            }
        }
    }

    fn repeat(&mut self, node: NodeId, wanted: &HashMap<NodeId, Variable>) {
        let graph = self.graph;
        let carried = Carried::of(graph, node).expect("a loop");
        let region = graph[node].region;
        let results = self.schedule.results(node);
        let mut variables = vec![];
        for k in 0..carried.params.len() {
            let start = self.schedule.start(node);
            let result = results.iter().find(|&&(r, _)| r == k).map(|&(_, result)| result);
            let target = result.and_then(|result| wanted.get(&result).copied());
            let variable = self
                .reusable(carried.initial[k], region, start)
                .filter(|_| self.reads_well(carried.initial[k], carried.params[k]))
                .or_else(|| target.filter(|&target| self.is_free(target, region, start - 1)));
            let variable = match variable {
                Some(variable) => {
                    self.overwrite(variable, carried.params[k]);
                    variable
                }
                None => self.new_variable(carried.params[k], Origin::Statement(node)),
            };
            if carried.next[k] != carried.params[k] {
                self.places[variable.0 as usize].mutable = true;
            }
            variables.push(variable);
        }
        if let Op::While { condition, .. } = graph[node].op {
            for (&param, &variable) in graph[condition].params.iter().zip(&variables) {
                self.of_node[param.0 as usize] = Some(variable);
            }
            self.region(condition, &[]);
        }
        for &param in &graph[carried.body].params {
            if !carried.params.contains(&param) {
                self.new_variable(param, Origin::Index);
            }
        }
        let exits = graph[carried.body].results.len() - carried.next.len();
        let targets: Vec<_> = std::iter::repeat_n(None, exits)
            .chain(variables.iter().map(|&variable| Some(variable)))
            .collect();
        self.region(carried.body, &targets);
        for &(k, result) in results {
            match variables.get(k) {
                Some(&variable) => self.hold(variable, result),
                None => {
                    let count = self.new_variable(result, Origin::Statement(node));
                    self.places[count.0 as usize].mutable = true;
                }
            }
        }
    }

    /// What a call overwrites comes back in its variable, or in that of a copy.
    fn call(&mut self, node: NodeId) {
        let graph = self.graph;
        for (k, older) in graph.overwritten(node) {
            let holder = graph.find_result(node, k).unwrap_or(node);
            // Of two borrows of a variable, none can be exclusive.
            let once = graph[node].args.iter().filter(|&&arg| arg == older).count() == 1;
            let variable = self.reusable(older, graph[node].region, self.schedule.start(node));
            match variable.filter(|_| once) {
                Some(variable) => self.overwrite(variable, holder),
                None => {
                    let variable = self.new_variable(holder, Origin::Statement(node));
                    self.overwrite(variable, holder);
                }
            }
        }
    }

    /// Whether a scalar may go on in the variable of another: not under a name that the user gave to something else.
    fn reads_well(&self, before: NodeId, after: NodeId) -> bool {
        let name = |node: NodeId| self.graph[node].name.as_ref().map(|name| &name.text);
        self.graph.ty(before).is_whole() || name(before).is_none() || name(before) == name(after)
    }

    /// The variable of `node`, if at `time` in `region` it can be overwritten.
    fn reusable(&self, node: NodeId, region: RegionId, time: Time) -> Option<Variable> {
        let variable = self.variable(node)?;
        (self.holder_of(variable) == Some(node) && self.is_free(variable, region, time)).then_some(variable)
    }

    /// Whether nothing reads what the variable holds after `time` in `region`, so that a new value may go there.
    fn is_free(&self, variable: Variable, region: RegionId, time: Time) -> bool {
        if !matches!(
            self.places[variable.0 as usize].origin,
            Origin::Statement(_) | Origin::Bound | Origin::Place
        ) {
            return false;
        }
        let Some(holder) = self.holder_of(variable) else {
            return false;
        };
        let home = self.graph[holder].region;
        same_iteration(self.graph, home, region)
            && self
                .schedule
                .reads(holder)
                .iter()
                .all(|read| read.time <= time || exclusive(self.graph, read.region, region))
    }
}
