//! The checker of [`storage`](super::storage): runs the statements of a body in the order in which they are emitted, and
//! remembers for each variable which versions it holds. Every read has to see the version that it names.
//!
//! No numbers are computed. A branch is run on both sides, and what holds behind it is what holds behind both; a loop
//! is run until what holds at its head holds after the body too.

use super::assign::Target;
use super::schedule::asks_for_length;
use super::schedule::Schedule;
use super::storage::{Origin, Storage, Variable};
use crate::ir::{Graph, NodeId, Op, RegionId};
use crate::transform::flow::{subtree, Carried};
use std::collections::{BTreeMap, BTreeSet};

/// What a body is, as in [`Frame`](super::body::Frame).
#[derive(Clone, Copy)]
pub struct Emitted<'a> {
    pub bodies: &'a [RegionId],
    pub bindable: bool,
    pub sinks: bool,
}

/// Checks all reads of the function body that these regions become.
pub fn check(graph: &Graph, emitted: Emitted) -> Result<(), String> {
    let Emitted {
        bodies,
        bindable,
        sinks,
    } = emitted;
    let schedule = Schedule::of(graph, bodies);
    let outputs = graph.pullback.map_or(0, |pullback| graph[pullback].results.len());
    let storage = Storage::of(graph, &schedule, bodies, &vec![bindable; outputs], sinks);
    let mut simulation = Simulation {
        graph,
        schedule: &schedule,
        storage: &storage,
        sinks,
        holds: BTreeMap::new(),
    };
    for region in graph.bodies() {
        for &param in &graph[region].params {
            simulation.declare(param, &[param])?;
        }
    }
    for (k, place) in storage.places.iter().enumerate() {
        if matches!(place.origin, Origin::Output(_)) {
            simulation.holds.insert(Variable(k as u32), BTreeSet::new());
        }
    }
    for &body in bodies {
        simulation.region(body)?;
        let places = graph.places(body);
        for (k, &result) in graph[body].results.iter().enumerate() {
            if places.iter().all(|&(_, end)| end != Some(k)) {
                simulation.end(result)?;
            }
        }
    }
    // The value is returned behind the reverse sweep, and what is in places is left there.
    let body = bodies[0];
    let values = match body == graph.root {
        true => graph[body].results.len() - graph.in_place.len(),
        false => 0,
    };
    let values = graph[body].results[..values].iter();
    let read_last = values.filter(|&&value| simulation.holder(value).is_some());
    let mut moves: Vec<_> = read_last.map(|&value| (Target::Value, value)).collect();
    for (place, end) in graph.places(body) {
        if let (Some(variable), Some(end)) = (storage.variable(place), end) {
            moves.push((Target::Assign(variable), graph[body].results[end]));
        }
    }
    simulation.together(&moves)
}

struct Simulation<'a> {
    graph: &'a Graph,
    schedule: &'a Schedule,
    storage: &'a Storage,
    sinks: bool,
    /// The versions that each declared variable holds now: several are one where one is passed on as another.
    holds: BTreeMap<Variable, BTreeSet<NodeId>>,
}

impl Simulation<'_> {
    fn region(&mut self, region: RegionId) -> Result<(), String> {
        for &node in &self.graph[region].nodes {
            self.statement(node)
                .map_err(|what| format!("the statement of {node:?}: {what}"))?;
        }
        Ok(())
    }

    fn statement(&mut self, node: NodeId) -> Result<(), String> {
        let n = &self.graph[node];
        match &n.op {
            Op::If { then, otherwise } => self.branch(node, [*then, *otherwise]),
            Op::For(_) | Op::While { .. } => self.repeat(node),
            Op::Call(_) => self.call(node),
            Op::Push | Op::Macro(_) => self.read_all(&n.args),
            Op::Pop => self.bind_results(node),
            op if op.is_version() => self.write(node),
            Op::Param | Op::Result(_) => Ok(()),
            _ if self.schedule.is_inlined(node) => Ok(()),
            _ => self.definition(node),
        }
    }

    fn definition(&mut self, node: NodeId) -> Result<(), String> {
        let n = &self.graph[node];
        if !asks_for_length(self.graph, node) {
            self.read_all(&n.args)?;
        }
        if !self.schedule.is_used(node) {
            return Ok(());
        }
        if self.declares(node, node) {
            return self.declare(node, &[node]);
        }
        let variable = self.storage.variable(node).ok_or("has no variable")?;
        let output = matches!(self.storage.place(variable).origin, Origin::Output(_));
        if self.sinks && output && n.op != Op::Zeros {
            return Err(format!("assigns to the sink {variable:?}"));
        }
        self.assign(variable, BTreeSet::from([node]))
    }

    /// `a[i] = v`
    fn write(&mut self, node: NodeId) -> Result<(), String> {
        let n = &self.graph[node];
        let variable = self.storage.variable(node).ok_or("has no variable")?;
        self.read_all(&n.args[1..])?;
        if self.declares(node, node) {
            self.read(n.args[0])?;
            return self.declare(node, &[node]);
        }
        self.expect(variable, n.args[0])?;
        self.assign(variable, BTreeSet::from([node]))
    }

    fn branch(&mut self, node: NodeId, sides: [RegionId; 2]) -> Result<(), String> {
        let graph = self.graph;
        self.read(graph[node].args[0])?;
        let results: BTreeMap<usize, NodeId> = graph.results(node).collect();
        let mut targets = vec![];
        for (&k, &result) in &results {
            targets.push((k, result, self.target(node, result)?));
        }
        let before = self.holds.clone();
        let mut after = vec![];
        for side in sides {
            self.holds.clone_from(&before);
            self.region(side)?;
            let moves: Vec<_> = targets
                .iter()
                .map(|&(k, _, target)| (target, graph[side].results[k]))
                .collect();
            self.together(&moves)?;
            for &(k, result, target) in &targets {
                if let Target::Assign(variable) = target {
                    let end = graph[side].results[k];
                    let held = self.holds.get_mut(&variable).ok_or("assigns to what is not declared")?;
                    if !held.contains(&end) {
                        return Err(format!("{variable:?} should end as {end:?}, and holds {held:?}"));
                    }
                    held.insert(result);
                }
            }
            after.push(std::mem::take(&mut self.holds));
        }
        self.holds = meet(&before, &after);
        for (_, result, target) in targets {
            if let Target::Value = target {
                self.declare(result, &[result])?;
            }
        }
        Ok(())
    }

    /// Where the result of a branch goes.
    fn target(&self, owner: NodeId, result: NodeId) -> Result<Target, String> {
        if self.declares(owner, result) {
            return Ok(Target::Value);
        }
        let variable = self.storage.variable(result).ok_or("a result has no variable")?;
        Ok(Target::Assign(variable))
    }

    fn repeat(&mut self, node: NodeId) -> Result<(), String> {
        let graph = self.graph;
        let carried = Carried::of(graph, node).expect("a loop");
        let bounds = graph[node].args.len() - carried.initial.len();
        self.read_all(&graph[node].args[..bounds])?;
        let mut moves = vec![];
        let mut variables = vec![];
        for (&param, &initial) in carried.params.iter().zip(&carried.initial) {
            let variable = self.storage.variable(param).ok_or("a carried value has no variable")?;
            variables.push(variable);
            moves.push(match self.declares(node, param) {
                true => (Target::Declare(variable), initial),
                false => (Target::Assign(variable), initial),
            });
        }
        self.together(&moves)?;
        let condition = match graph[node].op {
            Op::While { condition, .. } => Some(condition),
            _ => None,
        };
        let mut inside: BTreeSet<RegionId> = subtree(graph, carried.body).into_iter().collect();
        inside.extend(condition.into_iter().flat_map(|condition| subtree(graph, condition)));
        let params = |k: usize| {
            let of_condition = condition.map(|condition| graph[condition].params[k]);
            [Some(carried.params[k]), of_condition].into_iter().flatten()
        };
        self.pass_on(&variables, &carried.initial, &inside, &params)?;
        loop {
            let head = self.holds.clone();
            if let Some(condition) = condition {
                self.region(condition)?;
                self.read(graph[condition].results[0])?;
            }
            for &param in &graph[carried.body].params {
                if !carried.params.contains(&param) {
                    self.declare(param, &[param])?;
                }
            }
            self.region(carried.body)?;
            let exits = graph[carried.body].results.len() - carried.next.len();
            let values = graph[carried.body].results[..exits].iter();
            let mut moves: Vec<_> = values.map(|&go_on| (Target::Value, go_on)).collect();
            let ends = variables.iter().zip(&carried.next);
            moves.extend(ends.map(|(&variable, &next)| (Target::Assign(variable), next)));
            self.together(&moves)?;
            self.pass_on(&variables, &carried.next, &inside, &params)?;
            let again = std::mem::take(&mut self.holds);
            self.holds = meet(&head, &[head.clone(), again]);
            if self.holds == head {
                break;
            }
        }
        for (k, result) in graph.results(node) {
            match variables.get(k) {
                Some(variable) => {
                    let held = self.holds.get_mut(variable).ok_or("a carried variable is gone")?;
                    held.insert(result);
                }
                None => self.declare(result, &[result])?,
            }
        }
        for held in self.holds.values_mut() {
            held.retain(|&node| !inside.contains(&graph[node].region));
        }
        Ok(())
    }

    /// What the carried variables hold becomes the parameters of the next iteration; what the last one knew is gone.
    fn pass_on<P: Iterator<Item = NodeId>>(
        &mut self,
        variables: &[Variable],
        ends: &[NodeId],
        inside: &BTreeSet<RegionId>,
        params: &impl Fn(usize) -> P,
    ) -> Result<(), String> {
        for (variable, &end) in variables.iter().zip(ends) {
            self.expect(*variable, end)?;
        }
        for held in self.holds.values_mut() {
            held.retain(|&node| !inside.contains(&self.graph[node].region));
        }
        for (k, variable) in variables.iter().enumerate() {
            self.holds.entry(*variable).or_default().extend(params(k));
        }
        Ok(())
    }

    /// As [`Body::together`](super::body::Body::together): all values are read before any is assigned.
    fn together(&mut self, moves: &[(Target, NodeId)]) -> Result<(), String> {
        let mut found = vec![];
        for &(target, node) in moves {
            match target {
                Target::Assign(variable) if self.holder(node) == Some(variable) => self.expect(variable, node)?,
                Target::Assign(variable) => found.push((variable, self.copied(node)?)),
                Target::Declare(variable) => {
                    let held = self.copied(node)?;
                    self.holds.insert(variable, held);
                }
                Target::Value => self.read(node)?,
            }
        }
        for (k, (variable, _)) in found.iter().enumerate() {
            if found[..k].iter().any(|(other, _)| other == variable) {
                return Err(format!("assigns twice to {variable:?} at one moment"));
            }
        }
        found
            .into_iter()
            .try_for_each(|(variable, held)| self.assign(variable, held))
    }

    fn call(&mut self, node: NodeId) -> Result<(), String> {
        let args = &self.graph[node].args;
        let overwritten = self.graph.overwritten(node);
        let read = args
            .iter()
            .filter(|arg| overwritten.iter().all(|(_, older)| older != *arg));
        let read: Vec<NodeId> = read.copied().collect();
        self.read_all(&read)?;
        let mut borrowed = BTreeSet::new();
        let mut bound = BTreeSet::new();
        for (k, older) in overwritten {
            let holder = self.graph.find_result(node, k).unwrap_or(node);
            let variable = self.storage.variable(holder).ok_or("a place has no variable")?;
            if !borrowed.insert(variable) || read.iter().any(|&arg| self.holder(arg) == Some(variable)) {
                return Err(format!("borrows {variable:?} twice"));
            }
            if self.declares(node, holder) {
                self.copied(older)?;
                self.declare(holder, &[holder])?;
            } else {
                self.expect(variable, older)?;
                self.assign(variable, BTreeSet::from([holder]))?;
            }
            bound.insert(k);
        }
        let results: Vec<_> = self.graph.results(node).filter(|(k, _)| !bound.contains(k)).collect();
        results
            .into_iter()
            .try_for_each(|(_, result)| self.declare(result, &[result]))
    }

    fn bind_results(&mut self, owner: NodeId) -> Result<(), String> {
        let results: Vec<NodeId> = self.graph.results(owner).map(|(_, result)| result).collect();
        results
            .into_iter()
            .try_for_each(|result| self.declare(result, &[result]))
    }

    /// The end of a body: a result is read, or has been written to its output.
    fn end(&self, result: NodeId) -> Result<(), String> {
        match self.holder(result) {
            Some(variable) => self.expect(variable, result),
            None => self.read(result),
        }
        .map_err(|what| format!("at the end: {what}"))
    }

    fn read_all(&self, nodes: &[NodeId]) -> Result<(), String> {
        nodes.iter().try_for_each(|&node| self.read(node))
    }

    /// The value as an expression: by its variable, or written out.
    fn read(&self, node: NodeId) -> Result<(), String> {
        let Some(variable) = self.holder(node) else {
            let n = &self.graph[node];
            return match asks_for_length(self.graph, node) {
                true => Ok(()),
                false => self.read_all(&n.args),
            };
        };
        if self.sinks && matches!(self.storage.place(variable).origin, Origin::Output(_)) {
            return Err(format!("reads {node:?} from the sink {variable:?}"));
        }
        self.expect(variable, node)
    }

    /// What a variable holds that the value is copied to.
    fn copied(&self, node: NodeId) -> Result<BTreeSet<NodeId>, String> {
        self.read(node)?;
        let mut held = BTreeSet::from([node]);
        if let Some(variable) = self.holder(node) {
            held.extend(&self.holds[&variable]);
        }
        Ok(held)
    }

    fn expect(&self, variable: Variable, node: NodeId) -> Result<(), String> {
        match self.holds.get(&variable) {
            None => Err(format!(
                "{node:?} is read from {variable:?}, which is not declared there"
            )),
            Some(held) if !held.contains(&node) => Err(format!(
                "{node:?} is read from {variable:?}, which holds {held:?} there"
            )),
            Some(_) => Ok(()),
        }
    }

    fn declares(&self, by: NodeId, node: NodeId) -> bool {
        let variable = self.storage.variable(node);
        variable.is_some_and(|variable| self.storage.place(variable).origin == Origin::Statement(by))
    }

    fn declare(&mut self, node: NodeId, versions: &[NodeId]) -> Result<(), String> {
        if let Some(variable) = self.storage.variable(node) {
            self.holds.insert(variable, versions.iter().copied().collect());
        }
        Ok(())
    }

    fn assign(&mut self, variable: Variable, versions: BTreeSet<NodeId>) -> Result<(), String> {
        let place = self.storage.place(variable);
        let writable = place.mutable || matches!(place.origin, Origin::Output(_) | Origin::Place);
        if !writable {
            return Err(format!("assigns to {variable:?}, which is not mutable"));
        }
        match self.holds.get_mut(&variable) {
            Some(held) => *held = versions,
            None => return Err(format!("assigns to {variable:?}, which is not declared there")),
        }
        Ok(())
    }

    /// The variable that a value is read from, if it is not written out.
    fn holder(&self, node: NodeId) -> Option<Variable> {
        self.storage.variable(node).filter(|_| !self.schedule.is_inlined(node))
    }
}

/// What holds on all ways, for the variables that were declared before they parted.
fn meet(
    before: &BTreeMap<Variable, BTreeSet<NodeId>>,
    ways: &[BTreeMap<Variable, BTreeSet<NodeId>>],
) -> BTreeMap<Variable, BTreeSet<NodeId>> {
    let common = |variable: &Variable| {
        let held = ways.iter().map(|way| way.get(variable).cloned().unwrap_or_default());
        held.reduce(|a, b| a.intersection(&b).copied().collect())
            .unwrap_or_default()
    };
    before.keys().map(|variable| (*variable, common(variable))).collect()
}
