//! The graph once more, with a node for each part of a struct that is asked for.

mod control;
mod write;

use super::demand::{Demand, Literals};
use super::derivative::Derivatives;
use super::{keys, split, Key, Known, Parts};
use crate::ast::variant;
use crate::ir::build::Builder;
use crate::ir::{Graph, Int, NodeId, Op, RegionId, Step, Ty};
use crate::tables::HashMap;

pub(super) struct Rebuild<'g> {
    pub(super) old: &'g Graph,
    literals: &'g Literals,
    derivatives: &'g Derivatives,
    pub(super) demand: &'g Demand<'g>,
    pub(super) builder: Builder,
    /// What stands for the old nodes without structs.
    pub(super) values: HashMap<NodeId, NodeId>,
    /// And for the parts of the others.
    parts: HashMap<NodeId, Parts<NodeId>>,
    /// The results of region ops, by their positions.
    pub(super) outcomes: HashMap<(NodeId, usize), Outcome>,
}

#[derive(Clone)]
pub(super) enum Outcome {
    Value(NodeId),
    Parts(Parts<NodeId>),
}

/// A parameter: the old one that it is a part of, the steps to it, and behind how many indices its type is known.
type Param = (usize, Vec<Key>, usize);

impl<'g> Rebuild<'g> {
    pub fn new(
        old: &'g Graph,
        (literals, derivatives): (&'g Literals, &'g Derivatives),
        demand: &'g Demand<'g>,
    ) -> Rebuild<'g> {
        let mut builder = Builder::new();
        builder.graph.tokens.clone_from(&old.tokens);
        builder.graph.given.clone_from(&old.given);
        builder.graph.tuples.clone_from(&old.tuples);
        Rebuild {
            old,
            literals,
            derivatives,
            demand,
            builder,
            values: HashMap::default(),
            parts: HashMap::default(),
            outcomes: HashMap::default(),
        }
    }

    /// The graph with these results, and what its parameters are.
    pub fn all(mut self, results: &[NodeId]) -> Option<(Graph, Vec<Param>)> {
        let root = self.old.root;
        let mut params = vec![];
        for (k, &param) in self.old[root].params.iter().enumerate() {
            self.builder.at(self.old[param].span);
            self.param(k, param, &mut params)?;
        }
        self.nodes(root)?;
        let results = results.iter().map(|result| self.values.get(result).copied());
        let results = results.collect::<Option<Vec<_>>>()?;
        Some((self.builder.finish(results), params))
    }

    /// A parameter of the root.
    fn param(&mut self, k: usize, param: NodeId, params: &mut Vec<Param>) -> Option<()> {
        let (ty, name) = (self.old.ty(param), self.old[param].name.clone()?.text);
        if !ty.has_struct() {
            let new = self.builder.param(ty.clone());
            self.builder.name(new, &name, false);
            params.push((k, vec![], 0));
            // What was a place is written in a copy.
            let value = match ty {
                Ty::Slice(element) if self.old.in_place.contains(&param) => {
                    self.builder.add(Op::ToVec, vec![new], Ty::Vec(element.clone()))
                }
                _ => new,
            };
            self.values.insert(param, value);
            return Some(());
        }
        let mut parts = Parts::new();
        for (path, known) in self.demand.parts(param) {
            let known = known?.of_elements();
            if matches!(known.ty.scalar(), Ty::Int(Int::Inferred)) {
                return None;
            }
            let indices = path.iter().filter(|key| **key == Key::Index).count() + known.depth;
            let ty = (0..indices).fold(owned(&known.ty), |ty, _| Ty::Vec(Box::new(ty)));
            let new = self.builder.param(ty);
            let name = format!("{name}_{}", self.fields(&path));
            self.builder.name(new, &name, false);
            params.push((k, path.clone(), known.depth));
            parts.insert(path, new);
        }
        self.parts.insert(param, parts);
        Some(())
    }

    /// The fields on the way to a part, as a name.
    fn fields(&self, path: &[Key]) -> String {
        let fields = path.iter().filter_map(|key| match key {
            Key::Field(name) => {
                let tokens = &self.old.tokens[*name as usize];
                Some(variant::step(tokens).map_or_else(|| tokens.to_string(), |step| step.label()))
            }
            Key::Index => None,
        });
        fields.collect::<Vec<_>>().join("_").replace("r#", "")
    }

    fn nodes(&mut self, region: RegionId) -> Option<()> {
        for node in self.old[region].nodes.clone() {
            self.builder.at(self.old[node].span);
            self.node(node)?;
            if let (Some(name), Some(&new)) = (&self.old[node].name, self.values.get(&node)) {
                self.builder.name(new, &name.text, name.declared);
            }
        }
        Some(())
    }

    fn node(&mut self, node: NodeId) -> Option<()> {
        let n = &self.old[node];
        let of_struct = n.args.first().is_some_and(|&whole| self.old.ty(whole).has_struct());
        match &n.op {
            Op::Result(k) if self.outcomes.contains_key(&(n.args[0], *k as usize)) => {
                match self.outcomes[&(n.args[0], *k as usize)].clone() {
                    Outcome::Value(value) => drop(self.values.insert(node, value)),
                    Outcome::Parts(parts) => drop(self.parts.insert(node, parts)),
                }
                Some(())
            }
            Op::Call(_) if self.derivatives.contains_key(&node) => {
                let derivatives = self.derivatives;
                self.derivative(node, &derivatives[&node])
            }
            Op::Load(_) if of_struct => self.load(node),
            Op::Len(_) if of_struct => self.len(node),
            Op::If { .. } => self.branch(node),
            Op::For(_) | Op::While { .. } => self.repeated(node),
            _ if n.ty.has_struct() => {
                let parts = self.made(node)?;
                self.parts.insert(node, parts);
                Some(())
            }
            op => {
                let args = self.all_values(&n.args)?;
                let ty = match op {
                    // Places are vectors of their own now.
                    Op::Store(_) | Op::Append(_) | Op::Truncate(..) | Op::Lengthen(..) => {
                        self.builder.graph.ty(args[0]).clone()
                    }
                    Op::Call(call) => call.with_places(&n.ty, |position| self.builder.graph.ty(args[position]).clone()),
                    Op::Result(k) => match self.builder.graph.ty(args[0]) {
                        Ty::Tuple(types) => types[*k as usize].clone(),
                        _ => n.ty.clone(),
                    },
                    _ => n.ty.clone(),
                };
                let new = self.builder.add(op.clone(), args, ty);
                self.values.insert(node, new);
                Some(())
            }
        }
    }

    pub(super) fn all_values(&self, nodes: &[NodeId]) -> Option<Vec<NodeId>> {
        nodes.iter().map(|node| self.values.get(node).copied()).collect()
    }

    pub(super) fn part(&self, node: NodeId, part: &[Key]) -> Option<NodeId> {
        self.parts.get(&node)?.get(part).copied()
    }

    /// The indices among the arguments of a read or a write.
    fn indices(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let indices = self.old.steps(node).into_iter().filter_map(|step| match step {
            Step::Index(index) => Some(self.values.get(&index).copied()),
            Step::Field(_) => None,
        });
        indices.collect()
    }

    fn load(&mut self, node: NodeId) -> Option<()> {
        let n = &self.old[node];
        let (whole, steps, indices) = (n.args[0], keys(&self.old.steps(node)), self.indices(node)?);
        if !n.ty.has_struct() {
            let part = self.part(whole, split(&steps).0)?;
            let value = self.element(part, &indices)?;
            self.values.insert(node, value);
            return Some(());
        }
        let mut parts = Parts::new();
        for (rest, _) in self.demand.parts(node) {
            let part = self.part(whole, &[&steps[..], &rest].concat())?;
            parts.insert(rest, self.element(part, &indices)?);
        }
        self.parts.insert(node, parts);
        Some(())
    }

    fn element(&mut self, array: NodeId, indices: &[NodeId]) -> Option<NodeId> {
        self.builder.graph.ty(array).at_depth(indices.len())?;
        Some(self.builder.load(array, indices))
    }

    /// How many elements there are: of structs, as many as of each part.
    fn len(&mut self, node: NodeId) -> Option<()> {
        let (whole, steps, indices) = (self.old[node].args[0], keys(&self.old.steps(node)), self.indices(node)?);
        let inside = [&steps[..], &[Key::Index]].concat();
        let of_structs = self
            .parts
            .get(&whole)?
            .iter()
            .find(|(path, _)| path.starts_with(&inside));
        let part = self.part(whole, split(&steps).0).or(of_structs.map(|(_, &part)| part));
        let part = part?;
        self.builder.graph.ty(part).at_depth(indices.len() + 1)?;
        let len = self.builder.len(part, &indices);
        self.values.insert(node, len);
        Some(())
    }

    /// The type of a part of a value of this type.
    fn part_type(&self, ty: &Ty, part: &[Key], known: Option<&Known>) -> Option<Ty> {
        match (ty, part) {
            (Ty::Array(element, len), [Key::Index, rest @ ..]) => {
                let element = self.part_type(element, rest, known)?;
                Some(Ty::Array(Box::new(element), len.clone()))
            }
            (Ty::Vec(element) | Ty::Slice(element), [Key::Index, rest @ ..]) => {
                Some(Ty::Vec(Box::new(self.part_type(element, rest, known)?)))
            }
            (_, rest) => {
                let known = known?;
                let indices = rest.iter().filter(|key| **key == Key::Index).count() + known.depth;
                Some((0..indices).fold(owned(&known.ty), |ty, _| Ty::Vec(Box::new(ty))))
            }
        }
    }
}

/// The type with vectors in the place of slices.
pub(super) fn owned(ty: &Ty) -> Ty {
    match ty {
        Ty::Slice(element) | Ty::Vec(element) => Ty::Vec(Box::new(owned(element))),
        Ty::Array(element, len) => Ty::Array(Box::new(owned(element)), len.clone()),
        ty => ty.clone(),
    }
}
