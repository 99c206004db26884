//! Parts of values, read and replaced: of trees by taking them apart, of nodes by steps.

use super::value::{StructValue, Value};
use super::Lower;
use crate::ast::{Expr, Member, StructLiteral, Type};
use crate::ir::{Literal, NodeId, Op, Shape, Step, Ty};
use proc_macro2::TokenStream;
use quote::ToTokens;

/// A step into a value, an index evaluated.
#[derive(Clone, PartialEq, Debug)]
pub enum Access {
    Field(Member),
    Index(NodeId),
}

/// What becomes of a node, given the steps to the part of it that changes.
type Change<'a, L> = dyn FnMut(&mut L, NodeId, &[Step<NodeId>]) -> Value + 'a;

impl Lower<'_> {
    /// What the parts lead to, which is of type `ty`.
    pub fn access(&mut self, value: &Value, parts: &[Access], ty: &Type) -> Value {
        match (value, parts.split_first()) {
            (value, None) => self.taken_out(value.clone(), ty),
            (Value::Tuple(all), Some((Access::Field(Member::Number(k)), rest))) => self.access(&all[*k], rest, ty),
            (Value::Struct(all), Some((Access::Field(member), rest))) => {
                let field = all.field(member).clone();
                self.access(&field, rest, ty)
            }
            (Value::Node(whole), Some(_)) => {
                let steps = self.steps(parts);
                self.load(*whole, steps, ty)
            }
            (_, Some(_)) => unreachable!("a part where the types have none"),
        }
    }

    /// The part of a node, whose tuples are taken apart.
    fn load(&mut self, whole: NodeId, steps: Vec<Step<NodeId>>, ty: &Type) -> Value {
        if let Type::Tuple(parts) = ty {
            let part = |(k, ty): (usize, &Type)| {
                let number = self.builder.number(k);
                self.load(whole, [&steps[..], &[Step::Field(number)]].concat(), ty)
            };
            return Value::Tuple(parts.iter().enumerate().map(part).collect());
        }
        let one = self.ty(ty);
        let part = Value::Node(self.builder.load_at(whole, &steps, one));
        self.taken_out(part, ty)
    }

    pub fn steps(&mut self, parts: &[Access]) -> Vec<Step<NodeId>> {
        let step = |part: &Access| match part {
            Access::Field(member) => Step::Field(self.builder.tokens(member.to_token_stream())),
            Access::Index(index) => Step::Index(*index),
        };
        parts.iter().map(step).collect()
    }

    /// The value with another one where the parts lead to.
    pub fn replaced(&mut self, value: &Value, parts: &[Access], new: Value) -> Value {
        self.reached(value, parts, &mut |lower, at, rest| match (at, rest) {
            (_, []) => new.clone(),
            (Value::Node(whole), rest) => {
                let steps = lower.steps(rest);
                Value::Node(lower.stored(*whole, &steps, &new))
            }
            _ => unreachable!("a part where the types have none"),
        })
    }

    /// The value with the node that the parts lead into changed, given the steps that are left from there.
    pub fn changed(&mut self, value: &Value, parts: &[Access], change: &mut Change<Self>) -> Value {
        self.reached(value, parts, &mut |lower, at, rest| match at {
            Value::Node(whole) => {
                let steps = lower.steps(rest);
                change(lower, *whole, &steps)
            }
            _ => unreachable!("a part where the types have none"),
        })
    }

    /// The value with something else where the parts lead to, or where no more of them can be followed: `other` makes it of
    /// what is there and of the parts that are left.
    fn reached(
        &mut self,
        value: &Value,
        parts: &[Access],
        other: &mut dyn FnMut(&mut Self, &Value, &[Access]) -> Value,
    ) -> Value {
        match (value, parts.split_first()) {
            (Value::Tuple(all), Some((Access::Field(Member::Number(k)), rest))) => {
                let mut all = all.clone();
                all[*k] = self.reached(&all[*k], rest, other);
                Value::Tuple(all)
            }
            (Value::Struct(all), Some((Access::Field(member), rest))) => {
                let mut all = all.clone();
                let field = all.field_mut(member);
                *field = self.reached(field, rest, other);
                Value::Struct(all)
            }
            _ => other(self, value, parts),
        }
    }

    fn stored(&mut self, whole: NodeId, steps: &[Step<NodeId>], new: &Value) -> NodeId {
        if let Value::Tuple(parts) = new {
            return parts.iter().enumerate().fold(whole, |whole, (k, part)| {
                let number = self.builder.number(k);
                self.stored(whole, &[steps, &[Step::Field(number)]].concat(), part)
            });
        }
        let new = self.as_node(new);
        self.builder.store(whole, steps, new)
    }

    /// A tuple that is an element of an array, or a parameter, as the tree that tuples are elsewhere.
    pub fn taken_apart(&mut self, value: Value) -> Value {
        let Value::Node(whole) = value else { return value };
        let Some(parts) = self.builder.graph.parts(self.builder.graph.ty(whole)) else {
            return value;
        };
        let parts = parts.to_vec();
        let part = |(k, ty): (usize, Ty)| {
            let number = self.builder.number(k);
            let part = self.builder.load_at(whole, &[Step::Field(number)], ty);
            self.taken_apart(Value::Node(part))
        };
        Value::Tuple(parts.into_iter().enumerate().map(part).collect())
    }

    /// A tuple as one node, to be an element of an array.
    fn tuple(&mut self, parts: &[Value]) -> NodeId {
        let leaves: Vec<NodeId> = parts.iter().map(|part| self.as_node(part)).collect();
        let types = self.builder.graph.types(&leaves);
        let ty = self.builder.tuple(types);
        let path = self.builder.tokens(TokenStream::new());
        let fields = (0..parts.len()).map(|k| (self.builder.number(k), Shape::Leaf));
        let fields = fields.collect();
        self.builder.add(Op::Struct(Literal { path, fields }), leaves, ty)
    }

    /// The value as one node: a struct or a tuple is put together.
    pub fn as_node(&mut self, value: &Value) -> NodeId {
        let all = match value {
            Value::Struct(all) => all,
            Value::Tuple(parts) => return self.tuple(parts),
            Value::View(_) => return self.whole(value.clone()),
            value => return value.node(),
        };
        let mut leaves = vec![];
        let mut fields = vec![];
        for (member, field) in &all.fields {
            let name = self.builder.tokens(member.to_token_stream());
            fields.push((name, self.field_leaves(field, &mut leaves)));
        }
        let path = all.path;
        self.builder
            .add(Op::Struct(Literal { path, fields }), leaves, all.ty.clone())
    }

    fn field_leaves(&mut self, value: &Value, leaves: &mut Vec<NodeId>) -> Shape {
        match value {
            Value::Tuple(parts) => Shape::Tuple(parts.iter().map(|part| self.field_leaves(part, leaves)).collect()),
            value => {
                leaves.push(self.as_node(value));
                Shape::Leaf
            }
        }
    }

    /// The value with its structs as far apart as those of `like`, and no farther.
    pub fn conformed(&mut self, value: Value, like: &Value) -> Value {
        let value = self.apart(value, like);
        self.together(value, like)
    }

    /// The value with its structs at least as far apart as those of `like`, and their fields in the same order.
    pub fn apart(&mut self, value: Value, like: &Value) -> Value {
        match (value, like) {
            (Value::Tuple(parts), Value::Tuple(like)) => {
                let parts = parts.into_iter().zip(like);
                Value::Tuple(parts.map(|(part, like)| self.apart(part, like)).collect())
            }
            (Value::Struct(mut all), Value::Struct(like)) => {
                for (member, field) in &mut all.fields {
                    let like = like.field(member);
                    *field = self.apart(field.clone(), like);
                }
                let order = |member: &Member| like.fields.iter().position(|(name, _)| name == member);
                all.fields.sort_by_key(|(member, _)| order(member));
                Value::Struct(all)
            }
            (Value::Node(node), like @ Value::Struct(_)) => self.projected(node, &[], like),
            (value, _) => value,
        }
    }

    /// The value with its structs put together where `like` has a node.
    fn together(&mut self, value: Value, like: &Value) -> Value {
        match (value, like) {
            (Value::Tuple(parts), Value::Tuple(like)) => {
                let parts = parts.into_iter().zip(like);
                Value::Tuple(parts.map(|(part, like)| self.together(part, like)).collect())
            }
            (Value::Struct(mut all), Value::Struct(like)) => {
                for ((_, field), (_, like)) in all.fields.iter_mut().zip(&like.fields) {
                    *field = self.together(field.clone(), like);
                }
                Value::Struct(all)
            }
            (value @ Value::Struct(_), Value::Node(_)) => Value::Node(self.as_node(&value)),
            (value, _) => value,
        }
    }

    /// The parts of a node that `like` has.
    fn projected(&mut self, whole: NodeId, steps: &[Step<NodeId>], like: &Value) -> Value {
        match like {
            Value::View(_) => unreachable!("a reference in what was a node"),
            Value::Node(leaf) => {
                let ty = self.builder.graph.ty(*leaf).clone();
                Value::Node(self.builder.load_at(whole, steps, ty))
            }
            Value::Tuple(parts) => {
                let part = |(k, part): (usize, &Value)| {
                    let number = self.builder.number(k);
                    self.projected(whole, &[steps, &[Step::Field(number)]].concat(), part)
                };
                Value::Tuple(parts.iter().enumerate().map(part).collect())
            }
            Value::Struct(all) => {
                let field = |(member, field): &(Member, Value)| {
                    let name = self.builder.tokens(member.to_token_stream());
                    let field = self.projected(whole, &[steps, &[Step::Field(name)]].concat(), field);
                    (member.clone(), field)
                };
                let fields = all.fields.iter().map(field).collect();
                let (path, ty) = (all.path, all.ty.clone());
                Value::Struct(Box::new(StructValue { path, ty, fields }))
            }
        }
    }

    /// The value with its leaves as a type has them: what is no tuple is one node.
    pub fn as_declared(&mut self, value: Value, ty: &Type) -> Vec<NodeId> {
        match (value, ty) {
            (Value::Tuple(values), Type::Tuple(types)) => {
                let parts = values.into_iter().zip(types);
                parts.flat_map(|(value, ty)| self.as_declared(value, ty)).collect()
            }
            (Value::Tuple(option), Type::Option(inner)) => {
                let mut leaves = vec![option[0].node()];
                leaves.extend(self.as_declared(option[1].clone(), inner));
                leaves
            }
            (value, _) => vec![self.whole(value)],
        }
    }

    /// `P { x: 1.0, ..p }`
    pub fn struct_literal(&mut self, e: &Expr, literal: &StructLiteral) -> Option<Value> {
        let mut fields = vec![];
        for (member, value) in &literal.fields {
            let field = self.expression(value)?;
            fields.push((member.clone(), self.held(field, self.types.of(value))));
        }
        if let Some(base) = &literal.base {
            let mut value = self.expression(base)?;
            for (member, field) in fields {
                value = self.replaced(&value, &[Access::Field(member)], field);
            }
            return Some(value);
        }
        let path = self.builder.tokens(literal.ty.tokens.clone());
        let ty = self.ty_of(e);
        Some(Value::Struct(Box::new(StructValue { path, ty, fields })))
    }
}
