//! Structs that are made and written.

use super::super::{keys, split, Key, Parts};
use super::Rebuild;
use crate::ast::variant;
use crate::ir::{Int, Literal, NodeId, Op, TokensId, Ty};

impl Rebuild<'_> {
    /// The parts of what an op makes.
    pub(super) fn made(&mut self, node: NodeId) -> Option<Parts<NodeId>> {
        let n = &self.old[node];
        let asked = self.demand.parts(node);
        match &n.op {
            Op::Store(_) => self.stored(node),
            Op::Append(steps) => {
                let steps = [&keys(steps)[..], &[Key::Index]].concat();
                self.appended(node, &steps)
            }
            Op::Truncate(steps, _) => self.truncated(node, &keys(steps)),
            _ => {
                let mut parts = Parts::new();
                for (part, known) in asked {
                    let ty = self.part_type(&n.ty, &part, known.as_ref());
                    let value = match &n.op {
                        Op::Struct(literal) => self
                            .of_literal(node, &part)
                            .or_else(|| self.of_other(literal, &part, ty))?,
                        Op::Array => self.of_array(node, &part, ty)?,
                        Op::Repeat => {
                            let element = self.part(n.args[0], &part[1..])?;
                            let lengths = self.all_values(&n.args[1..])?;
                            let ty = with_element(&n.ty, self.builder.graph.ty(element))?;
                            self.builder.add(Op::Repeat, [vec![element], lengths].concat(), ty)
                        }
                        Op::ToVec => {
                            let array = self.part(n.args[0], &part)?;
                            let element = self.builder.graph.ty(array).element()?.clone();
                            self.builder.add(Op::ToVec, vec![array], Ty::Vec(Box::new(element)))
                        }
                        Op::Reserve | Op::Fill => {
                            let args = self.all_values(&n.args)?;
                            self.builder.add(n.op.clone(), args, ty?)
                        }
                        _ => return None,
                    };
                    parts.insert(part, value);
                }
                Some(parts)
            }
        }
    }

    fn of_literal(&self, node: NodeId, part: &[Key]) -> Option<NodeId> {
        let paths = self.literals[&node].iter();
        let mut arguments = paths.zip(&self.old[node].args);
        arguments.find_map(|(path, &argument)| match part.strip_prefix(&path[..])? {
            [] => self.values.get(&argument).copied(),
            rest => self.part(argument, rest),
        })
    }

    /// What a value of this variant says of variants: whether it is this one, and a zero in the place of what others have.
    fn of_other(&mut self, literal: &Literal, part: &[Key], ty: Option<Ty>) -> Option<NodeId> {
        let Some(&Key::Field(name)) = part.first() else {
            return None;
        };
        let of = |name: TokensId| variant::step(&self.old[name]);
        let (asked, made) = (of(TokensId(name))?, of(literal.path)?);
        if asked.owner() != made.owner() || asked.field.is_some() && asked.variant == made.variant {
            return None;
        }
        match asked.field {
            None => Some(self.builder.bool(asked.variant == made.variant)),
            Some(_) => {
                let ty = ty.filter(|ty| !ty.has_struct() && !matches!(ty.scalar(), Ty::Int(Int::Inferred)))?;
                Some(self.builder.zero(&ty))
            }
        }
    }

    fn of_array(&mut self, node: NodeId, part: &[Key], ty: Option<Ty>) -> Option<NodeId> {
        let n = &self.old[node];
        let elements = n.args.iter().map(|&element| self.part(element, &part[1..]));
        let elements = elements.collect::<Option<Vec<_>>>()?;
        let ty = match elements.first() {
            Some(&first) => with_element(&n.ty, self.builder.graph.ty(first))?,
            None => ty?,
        };
        let element = ty.element()?.clone();
        let alike = elements.iter().all(|&one| *self.builder.graph.ty(one) == element);
        alike.then(|| self.builder.add(Op::Array, elements, ty))
    }

    fn stored(&mut self, node: NodeId) -> Option<Parts<NodeId>> {
        let n = &self.old[node];
        let (steps, indices) = (keys(&self.old.steps(node)), self.indices(node)?);
        let value = *n.args.last()?;
        let (path, _) = split(&steps);
        let mut parts = self.parts_behind(node, &steps)?;
        for (part, leaf) in &mut parts {
            let new = match self.old.ty(value).has_struct() {
                true => match part.strip_prefix(&steps[..]) {
                    Some(rest) => self.part(value, rest)?,
                    None => continue,
                },
                false if part == path => *self.values.get(&value)?,
                false => continue,
            };
            let place = self.builder.graph.ty(*leaf).at_depth(indices.len())?.clone();
            let new = self.fitted(new, &place)?;
            *leaf = self.builder.store(*leaf, &indices, new);
        }
        Some(parts)
    }

    /// A value as it is written to a place of this type: what is an array may be a vector there, whose length nobody has seen.
    fn fitted(&mut self, value: NodeId, place: &Ty) -> Option<NodeId> {
        match (self.builder.graph.ty(value), place) {
            (ty, place) if ty == place => Some(value),
            (Ty::Array(element, _), Ty::Vec(wanted)) if element == wanted => {
                Some(self.builder.add(Op::ToVec, vec![value], place.clone()))
            }
            _ => None,
        }
    }

    /// The parts of what is written to, without those of the value that is written which nobody reads behind that.
    fn parts_behind(&self, node: NodeId, steps: &[Key]) -> Option<Parts<NodeId>> {
        let n = &self.old[node];
        let (mut parts, asked) = (self.parts.get(&n.args[0])?.clone(), self.demand.parts(node));
        parts.retain(|part, _| asked.contains_key(part) || !part.starts_with(steps));
        Some(parts)
    }

    fn appended(&mut self, node: NodeId, steps: &[Key]) -> Option<Parts<NodeId>> {
        let n = &self.old[node];
        let (value, indices) = (*n.args.last()?, self.indices(node)?);
        let (path, _) = split(steps);
        let mut parts = self.parts_behind(node, steps)?;
        for (part, leaf) in &mut parts {
            let new = match self.old.ty(value).has_struct() {
                true => match part.strip_prefix(steps) {
                    Some(rest) => self.part(value, rest)?,
                    None => continue,
                },
                false if part == path => *self.values.get(&value)?,
                false => continue,
            };
            let element = self.builder.graph.ty(*leaf).at_depth(indices.len() + 1)?.clone();
            let new = self.fitted(new, &element)?;
            *leaf = self.builder.resize(Op::Append, *leaf, &indices, new);
        }
        Some(parts)
    }

    fn truncated(&mut self, node: NodeId, steps: &[Key]) -> Option<Parts<NodeId>> {
        let n = &self.old[node];
        let (count, indices) = (*self.values.get(n.args.last()?)?, self.indices(node)?);
        let mut parts = self.parts.get(&n.args[0])?.clone();
        for (part, leaf) in &mut parts {
            if steps.is_empty() || part == steps {
                let ty = self.builder.graph.ty(*leaf).at_depth(indices.len())?.clone();
                *leaf = self
                    .builder
                    .resize(|steps| Op::Truncate(steps, ty), *leaf, &indices, count);
            }
        }
        Some(parts)
    }
}

/// The type of an array with other elements.
fn with_element(array: &Ty, element: &Ty) -> Option<Ty> {
    let element = Box::new(element.clone());
    match array {
        Ty::Array(_, len) => Some(Ty::Array(element, len.clone())),
        Ty::Vec(_) | Ty::Slice(_) => Some(Ty::Vec(element)),
        _ => None,
    }
}
