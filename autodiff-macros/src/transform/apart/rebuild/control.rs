//! Branches and loops: what they yield and carry of a struct are its parts.

use super::{Outcome, Parts, Rebuild};
use crate::ir::{For, NodeId, Op, RegionId, Ty};
use crate::transform::flow::Carried;

impl Rebuild<'_> {
    pub(super) fn branch(&mut self, node: NodeId) -> Option<()> {
        let n = &self.old[node];
        let Op::If { then, otherwise } = n.op else { return None };
        let condition = *self.values.get(&n.args[0])?;
        let asked: Vec<Option<Parts<()>>> = (0..self.old[then].results.len())
            .map(|k| self.asked_of_result(node, k))
            .collect();
        let mut sides = vec![];
        for side in [then, otherwise] {
            self.builder.enter();
            self.nodes(side)?;
            let results = self.flat(&self.old[side].results, &asked)?;
            sides.push(self.builder.leave(results));
        }
        let types = |side: RegionId| self.builder.graph.types(&self.builder.graph[side].results);
        if types(sides[0]) != types(sides[1]) {
            return None;
        }
        let results = self.builder.branch(condition, sides[0], sides[1]);
        self.outcomes_of(node, &asked, results);
        Some(())
    }

    pub(super) fn repeated(&mut self, node: NodeId) -> Option<()> {
        let n = &self.old[node];
        let carried = Carried::of(self.old, node)?;
        let bounds = self.all_values(&n.args[..n.args.len() - carried.initial.len()])?;
        // The count of iterations stands behind what is carried.
        let asked: Vec<Option<Parts<()>>> = carried.params.iter().map(|&param| self.asked_of(param)).collect();
        let initial = self.flat(&carried.initial, &asked)?;
        let types = self.builder.graph.types(&initial);
        let (op, exits) = match n.op.clone() {
            Op::For(f) => {
                let body = self.body(f.body, &carried.params, &asked, &types, f.exits)?;
                (Op::For(For { body, ..f }), f.exits)
            }
            Op::While { condition, body, exits } => {
                self.builder.enter();
                self.carry(&self.old[condition].params, &asked, &types);
                self.nodes(condition)?;
                let test = self.all_values(&self.old[condition].results)?;
                let condition = self.builder.leave(test);
                let body = self.body(body, &carried.params, &asked, &types, exits)?;
                (Op::While { condition, body, exits }, exits)
            }
            _ => return None,
        };
        let counted = match (&op, exits) {
            (Op::For(_), false) => vec![],
            _ => vec![Ty::USIZE],
        };
        let ty = Ty::Tuple([types, counted].concat());
        let new = self.builder.add(op, [bounds, initial].concat(), ty);
        let results = self.builder.results(new);
        self.outcomes_of(node, &asked, results);
        Some(())
    }

    fn body(
        &mut self,
        body: RegionId,
        params: &[NodeId],
        asked: &[Option<Parts<()>>],
        types: &[Ty],
        exits: bool,
    ) -> Option<RegionId> {
        self.builder.enter();
        let index = self.old[body].params.len() - params.len();
        for &param in &self.old[body].params[..index] {
            let new = self.builder.param(self.old.ty(param).clone());
            self.named(new, param, None);
            self.values.insert(param, new);
        }
        self.carry(params, asked, types);
        self.nodes(body)?;
        let (flag, next) = self.old[body].results.split_at(usize::from(exits));
        let flag = self.all_values(flag)?;
        let next = self.flat(next, asked)?;
        if self.builder.graph.types(&next) != types {
            return None;
        }
        Some(self.builder.leave([flag, next].concat()))
    }

    /// The parameters for what is carried.
    fn carry(&mut self, params: &[NodeId], asked: &[Option<Parts<()>>], types: &[Ty]) {
        let mut types = types.iter();
        for (&param, asked) in params.iter().zip(asked) {
            let mut next = |rebuild: &mut Self| rebuild.builder.param(types.next().expect("a type for each").clone());
            match asked {
                None => {
                    let new = next(self);
                    self.named(new, param, None);
                    self.values.insert(param, new);
                }
                Some(asked) => {
                    let mut parts = Parts::new();
                    for part in asked.keys() {
                        let new = next(self);
                        let fields = self.fields(part);
                        self.named(new, param, Some(&fields));
                        parts.insert(part.clone(), new);
                    }
                    self.parts.insert(param, parts);
                }
            }
        }
    }

    /// Gives a new node the name of an old one, with that of a field.
    fn named(&mut self, new: NodeId, old: NodeId, field: Option<&str>) {
        if let Some(name) = &self.old[old].name {
            let text = match field {
                Some(field) => format!("{}_{field}", name.text),
                None => name.text.clone(),
            };
            self.builder.name(new, &text, false);
        }
    }

    /// The parts that are asked of a result, if it is a struct.
    fn asked_of_result(&self, owner: NodeId, k: usize) -> Option<Parts<()>> {
        let Ty::Tuple(types) = self.old.ty(owner) else {
            return None;
        };
        let result = self.old.find_result(owner, k);
        let asked = result.map(|result| self.demand.parts(result)).unwrap_or_default();
        types[k]
            .has_struct()
            .then(|| asked.into_keys().map(|part| (part, ())).collect())
    }

    /// The parts that are asked of what a loop carries, if it is a struct.
    fn asked_of(&self, param: NodeId) -> Option<Parts<()>> {
        let asked = self.demand.parts(param).into_keys();
        let is_struct = self.old.ty(param).has_struct();
        is_struct.then(|| asked.map(|part| (part, ())).collect())
    }

    /// The values, and the parts of structs, one behind the other.
    fn flat(&self, nodes: &[NodeId], asked: &[Option<Parts<()>>]) -> Option<Vec<NodeId>> {
        let mut flat = vec![];
        for (&node, asked) in nodes.iter().zip(asked) {
            match asked {
                None => flat.push(*self.values.get(&node)?),
                Some(asked) => {
                    for part in asked.keys() {
                        flat.push(self.part(node, part)?);
                    }
                }
            }
        }
        Some(flat)
    }

    fn outcomes_of(&mut self, owner: NodeId, asked: &[Option<Parts<()>>], results: Vec<NodeId>) {
        let mut results = results.into_iter();
        let plain = std::iter::repeat(&None);
        for (k, asked) in asked.iter().chain(plain).enumerate() {
            let outcome = match asked {
                None => match results.next() {
                    Some(result) => Outcome::Value(result),
                    None => return,
                },
                Some(asked) => Outcome::Parts(asked.keys().cloned().zip(results.by_ref()).collect()),
            };
            self.outcomes.insert((owner, k), outcome);
        }
    }
}
