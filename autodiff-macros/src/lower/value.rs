//! Values of the user's language: trees of tuples and structs with nodes at the leaves. An option is a pair of whether
//! there is a value, and the value.

use super::place::Spot;
use crate::ast::Member;
use crate::ir::{NodeId, TokensId, Ty};

#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Node(NodeId),
    Tuple(Vec<Value>),
    /// A reference: its indices are the leaves.
    View(Spot),
    /// A struct whose fields are known. One that comes from outside is a node.
    Struct(Box<StructValue>),
}

#[derive(Clone, PartialEq, Debug)]
pub struct StructValue {
    /// The path of its literal.
    pub path: TokensId,
    pub ty: Ty,
    pub fields: Vec<(Member, Value)>,
}

impl StructValue {
    pub fn field(&self, member: &Member) -> &Value {
        let mut fields = self.fields.iter();
        let (_, field) = fields
            .find(|(name, _)| name == member)
            .expect("a literal has all fields");
        field
    }

    pub fn field_mut(&mut self, member: &Member) -> &mut Value {
        let mut fields = self.fields.iter_mut();
        let (_, field) = fields
            .find(|(name, _)| name == member)
            .expect("a literal has all fields");
        field
    }
}

impl Value {
    pub const UNIT: Value = Value::Tuple(Vec::new());

    pub fn option(some: NodeId, value: Value) -> Value {
        Value::Tuple(vec![Value::Node(some), value])
    }

    /// Whether there is a value in an option, and the value.
    pub fn into_option(self) -> (Value, Value) {
        match self {
            Value::Tuple(mut parts) if parts.len() == 2 => {
                let value = parts.swap_remove(1);
                (parts.swap_remove(0), value)
            }
            _ => unreachable!("a value that is no option where the types have one"),
        }
    }

    /// The nodes, from left to right.
    pub fn leaves(&self) -> Vec<NodeId> {
        match self {
            Value::Node(node) => vec![*node],
            Value::Tuple(parts) => parts.iter().flat_map(Value::leaves).collect(),
            Value::View(spot) => spot.leaves(),
            Value::Struct(value) => value.fields.iter().flat_map(|(_, field)| field.leaves()).collect(),
        }
    }

    /// The same tree with other leaves, in the same order.
    pub fn with_leaves(&self, leaves: &mut impl Iterator<Item = NodeId>) -> Value {
        match self {
            Value::Node(_) => Value::Node(leaves.next().expect("a leaf for each leaf")),
            Value::Tuple(parts) => Value::Tuple(parts.iter().map(|part| part.with_leaves(leaves)).collect()),
            Value::View(spot) => Value::View(spot.with_leaves(leaves)),
            Value::Struct(value) => {
                let fields = value.fields.iter();
                let fields = fields
                    .map(|(name, field)| (name.clone(), field.with_leaves(leaves)))
                    .collect();
                let (path, ty) = (value.path, value.ty.clone());
                Value::Struct(Box::new(StructValue { path, ty, fields }))
            }
        }
    }

    /// The node of a value that is no tuple and no reference.
    pub fn node(&self) -> NodeId {
        match self {
            Value::Node(node) => *node,
            Value::Tuple(_) | Value::Struct(_) => unreachable!("a tree where the types have one value"),
            Value::View(_) => unreachable!("a reference where the types have a value"),
        }
    }
}
