//! The variables at the current point, and the flags and values that jumps leave.

use super::value::Value;
use super::Lower;
use crate::ast::{Function, LocalId, LoopId, Pattern, Type};
use crate::ir::Op;
use std::collections::BTreeMap;

/// A variable of the user, or one that lowering adds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slot {
    Local(LocalId),
    /// Whether control has left the function, or the loop, or this iteration of the loop: a `bool`.
    Returned,
    Broken(LoopId),
    Continued(LoopId),
    /// What was returned, or given to `break`.
    Result,
    BreakValue(LoopId),
}

/// Slots that are not in the map have not been declared.
#[derive(Clone)]
pub struct Scope {
    values: BTreeMap<Slot, Value>,
    pub returned: Slot,
    pub result: Slot,
}

impl Scope {
    pub fn new(_function: &Function) -> Scope {
        let values = BTreeMap::from([(Slot::Result, Value::Unset)]);
        Scope { values, returned: Slot::Returned, result: Slot::Result }
    }

    pub fn get(&self, slot: Slot) -> &Value {
        self.values.get(&slot).unwrap_or(&Value::Unset)
    }

    pub fn set(&mut self, slot: Slot, value: Value) {
        self.values.insert(slot, value);
    }

    pub fn is_declared(&self, slot: Slot) -> bool {
        self.values.contains_key(&slot)
    }

    pub fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        self.values.keys().copied()
    }
}

impl Lower<'_> {
    pub(super) fn local(&self, local: LocalId) -> Value {
        self.scope.get(Slot::Local(local)).clone()
    }

    /// Binds a pattern, and gives the nodes the user's names.
    pub(super) fn bind(&mut self, pattern: &Pattern, value: Value) {
        match pattern {
            Pattern::Wild => {}
            Pattern::Bind(local) => {
                self.name(*local, &value, true);
                self.scope.set(Slot::Local(*local), value);
            }
            Pattern::Tuple(patterns) => match value {
                Value::Tuple(values) => {
                    for (pattern, value) in patterns.iter().zip(values) {
                        self.bind(pattern, value);
                    }
                }
                _ => patterns.iter().for_each(|pattern| self.bind(pattern, Value::Unset)),
            },
        }
    }

    /// Calls the leaves of a variable's value after it.
    pub(super) fn name(&mut self, local: LocalId, value: &Value, declared: bool) {
        let name = self.function.locals[local.0 as usize].name.to_string();
        match value {
            Value::Node(node) => self.builder.name(*node, &name, declared),
            _ => {
                for (k, leaf) in value.leaves().into_iter().enumerate() {
                    self.builder.name(leaf, &format!("{name}_{k}"), declared);
                }
            }
        }
    }

    pub(super) fn name_slot(&mut self, slot: Slot, value: &Value) {
        match slot {
            Slot::Local(local) => self.name(local, value, true),
            Slot::Returned => self.name_flag(value, "returned"),
            Slot::Broken(_) => self.name_flag(value, "broken"),
            Slot::Continued(_) => self.name_flag(value, "continued"),
            Slot::Result | Slot::BreakValue(_) => {}
        }
    }

    fn name_flag(&mut self, value: &Value, name: &str) {
        if let Value::Node(node) = value {
            if matches!(self.builder.graph[*node].op, Op::Param | Op::Result(_)) {
                self.builder.name(*node, name, false);
            }
        }
    }

    /// The type of what a slot holds.
    pub(super) fn slot_type(&self, slot: Slot) -> Type {
        match slot {
            Slot::Local(local) => self.types.local(local).clone(),
            Slot::Returned | Slot::Broken(_) | Slot::Continued(_) => Type::Bool,
            Slot::Result => self.function.result.clone(),
            Slot::BreakValue(id) => {
                let loops = self.break_types.iter().rev();
                loops.into_iter().find(|(l, _)| *l == id).map(|(_, ty)| ty.clone()).unwrap_or(Type::Tuple(vec![]))
            }
        }
    }
}
