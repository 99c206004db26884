//! Assignments: a new value for a variable, or a new version of the array in it.

use super::value::Value;
use super::Lower;
use crate::ast::{Expr, ExprKind, LocalId, Place, Target};
use crate::ir::{Integer, NodeId};
use crate::lowering::scope::Slot;

/// A place with its indices evaluated: fields of a tuple, then indices of an array.
struct Located {
    local: LocalId,
    fields: Vec<usize>,
    indices: Vec<NodeId>,
}

impl Lower<'_> {
    /// Rust evaluates the value first, then the place.
    pub(super) fn assign(&mut self, place: &Place, value: &Expr) -> Value {
        let value = self.expression(value);
        self.guarded(|lower| {
            let located = lower.locate(place);
            lower.write(&located, value);
        });
        Value::UNIT
    }

    /// On numbers, too, the right side is evaluated first.
    pub(super) fn assign_op(&mut self, op: Integer, place: &Place, value: &Expr) -> Value {
        let span = self.builder.span();
        let value = self.expression(value);
        self.guarded(|lower| {
            let located = lower.locate(place);
            let old = lower.read(&located);
            lower.builder.at(span);
            let new = lower.arithmetic(op, old, value.node());
            lower.write(&located, Value::Node(new));
        });
        Value::UNIT
    }

    pub(super) fn assign_tuple(&mut self, targets: &[Target], value: &Expr) -> Value {
        let value = self.operand(value);
        self.assign_targets(targets, value);
        Value::UNIT
    }

    fn assign_targets(&mut self, targets: &[Target], value: Value) {
        let Value::Tuple(values) = value else { return };
        for (target, value) in targets.iter().zip(values) {
            match target {
                Target::Wild => {}
                Target::Place(place) => {
                    let located = self.locate(place);
                    self.write(&located, value);
                }
                Target::Tuple(targets) => self.assign_targets(targets, value),
            }
        }
    }

    fn locate(&mut self, place: &Place) -> Located {
        let mut located = Located { local: place.local, fields: vec![], indices: vec![] };
        self.locate_in(&place.read, &mut located);
        located
    }

    fn locate_in(&mut self, e: &Expr, located: &mut Located) {
        match &e.kind {
            ExprKind::Field(inner, k) => {
                self.locate_in(inner, located);
                located.fields.push(*k);
            }
            ExprKind::Index(inner, index) => {
                self.locate_in(inner, located);
                let index = self.operand_node(index);
                located.indices.push(index);
            }
            _ => {}
        }
    }

    fn read(&mut self, located: &Located) -> NodeId {
        let mut value = self.local(located.local);
        for &field in &located.fields {
            value = match value {
                Value::Tuple(mut items) => items.swap_remove(field),
                other => other,
            };
        }
        self.builder.load(value.node(), &located.indices)
    }

    fn write(&mut self, located: &Located, value: Value) {
        let mut whole = self.local(located.local);
        let mut at = &mut whole;
        for &field in &located.fields {
            if let Value::Tuple(items) = at {
                at = &mut items[field];
            }
        }
        *at = match located.indices.as_slice() {
            [] => value,
            indices => Value::Node(self.builder.store(at.node(), indices, value.node())),
        };
        self.name(located.local, &whole, true);
        self.scope.set(Slot::Local(located.local), whole);
    }
}
