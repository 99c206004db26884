//! Values of the user's language: trees of tuples with nodes at the leaves. An option is a pair of whether there is a
//! value, and the value.

use super::place::Spot;
use crate::ir::NodeId;

#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Node(NodeId),
    Tuple(Vec<Value>),
    /// A reference: its indices are the leaves.
    View(Spot),
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
        }
    }

    /// The same tree with other leaves, in the same order.
    pub fn with_leaves(&self, leaves: &mut impl Iterator<Item = NodeId>) -> Value {
        match self {
            Value::Node(_) => Value::Node(leaves.next().expect("a leaf for each leaf")),
            Value::Tuple(parts) => Value::Tuple(parts.iter().map(|part| part.with_leaves(leaves)).collect()),
            Value::View(spot) => Value::View(spot.with_leaves(leaves)),
        }
    }

    /// The node of a value that is no tuple and no reference.
    pub fn node(&self) -> NodeId {
        match self {
            Value::Node(node) => *node,
            Value::Tuple(_) => unreachable!("a tuple where the types have one value"),
            Value::View(_) => unreachable!("a reference where the types have a value"),
        }
    }

    /// The part of a tuple that the fields lead to.
    pub fn field_mut(&mut self, fields: &[usize]) -> &mut Value {
        fields.iter().fold(self, |value, &k| match value {
            Value::Tuple(parts) => &mut parts[k],
            Value::Node(_) | Value::View(_) => unreachable!("a field where the types have no tuple"),
        })
    }
}
