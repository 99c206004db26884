//! Types of the language as types of nodes.

use super::value::Value;
use super::Lower;
use crate::ast::{Length, StructType, Type};
use crate::ir::{Len, NodeId, Shape, Ty};

impl Lower<'_> {
    /// The type of one node; that of a tuple is that of an element of an array.
    pub fn ty(&mut self, ty: &Type) -> Ty {
        match ty {
            Type::Float(float) => Ty::Float(*float),
            Type::Int(int) => Ty::Int(*int),
            Type::Bool => Ty::Bool,
            Type::Ordering => Ty::Ordering,
            Type::Array(element, length) => {
                let length = match length {
                    Length::Fixed(length) => Len::Fixed(*length),
                    Length::Const(tokens) => Len::Const(self.builder.tokens(tokens.clone())),
                    Length::Infer => unreachable!("inference knows all lengths"),
                };
                Ty::Array(Box::new(self.ty(element)), length)
            }
            Type::Slice(element) => Ty::Slice(Box::new(self.ty(element))),
            Type::Vec(element) => Ty::Vec(Box::new(self.ty(element))),
            Type::Struct(ty) => self.structure(ty),
            Type::Tuple(parts) => {
                let parts = parts.iter().map(|part| self.ty(part)).collect();
                self.builder.tuple(parts)
            }
            Type::Option(inner) => self.held_option(inner),
            Type::Infer => unreachable!("no type of one node"),
        }
    }

    fn structure(&mut self, ty: &StructType) -> Ty {
        let Some(like) = &ty.like else {
            return Ty::Struct(self.builder.tokens(ty.tokens.clone()));
        };
        let like = self.builder.tokens(like.clone());
        self.builder.graph.given.push(like);
        Ty::Struct(like)
    }

    /// The types of the leaves, from left to right.
    pub fn leaves(&mut self, ty: &Type) -> Vec<Ty> {
        match ty {
            Type::Tuple(parts) => parts.iter().flat_map(|part| self.leaves(part)).collect(),
            Type::Option(inner) => [vec![Ty::Bool], self.leaves(inner)].concat(),
            ty => vec![self.ty(ty)],
        }
    }

    /// The value of this type with these leaves.
    pub fn value(&self, ty: &Type, leaves: &mut impl Iterator<Item = NodeId>) -> Value {
        match ty {
            Type::Tuple(parts) => Value::Tuple(parts.iter().map(|part| self.value(part, leaves)).collect()),
            Type::Option(inner) => {
                let some = leaves.next().expect("a node for each leaf");
                Value::option(some, self.value(inner, leaves))
            }
            _ => Value::Node(leaves.next().expect("a node for each leaf")),
        }
    }

    /// What stands for a value that is not there; in the place of a slice, an empty vector.
    pub fn zero(&mut self, ty: &Type) -> Value {
        let types = self.leaves(ty);
        let zero = |ty: Ty| match ty {
            Ty::Slice(element) => self.builder.zero(&Ty::Vec(element)),
            ty => self.builder.zero(&ty),
        };
        let zeros: Vec<NodeId> = types.into_iter().map(zero).collect();
        self.value(ty, &mut zeros.into_iter())
    }
}

pub fn shape(ty: &Type) -> Shape {
    match ty {
        Type::Tuple(parts) => Shape::Tuple(parts.iter().map(shape).collect()),
        Type::Option(inner) => Shape::Option(Box::new(shape(inner))),
        _ => Shape::Leaf,
    }
}
