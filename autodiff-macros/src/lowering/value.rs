//! What a variable or an expression is: a node, or a tuple of such.

use crate::ir::{NodeId, Shape};

#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    Node(NodeId),
    Tuple(Vec<Value>),
    /// A variable without a value yet, or the value of what control never leaves.
    Unset,
}

impl Value {
    pub const UNIT: Value = Value::Tuple(Vec::new());

    /// The node of a value that is no tuple.
    pub fn node(&self) -> NodeId {
        match self {
            Value::Node(node) => *node,
            other => unreachable!("{other:?} is no single value"),
        }
    }

    /// The nodes from left to right.
    pub fn leaves(&self) -> Vec<NodeId> {
        match self {
            Value::Node(node) => vec![*node],
            Value::Tuple(items) => items.iter().flat_map(Value::leaves).collect(),
            Value::Unset => vec![],
        }
    }

    pub fn shape(&self) -> Shape {
        match self {
            Value::Tuple(items) => Shape::Tuple(items.iter().map(Value::shape).collect()),
            _ => Shape::Leaf,
        }
    }

    /// The same tuples with other leaves.
    pub fn with_leaves(&self, leaves: &mut impl Iterator<Item = NodeId>) -> Value {
        match self {
            Value::Node(_) => Value::Node(leaves.next().expect("a node for each leaf")),
            Value::Tuple(items) => Value::Tuple(items.iter().map(|item| item.with_leaves(leaves)).collect()),
            Value::Unset => Value::Unset,
        }
    }
}
