//! Early exits: flags, and the guards on them.

use super::region::Tail;
use super::value::Value;
use super::Lower;
use crate::ast::walk::Exits;
use crate::ast::{Expr, LocalId, LoopId, Type};
use crate::ir::{Integer, NodeId};
use std::collections::BTreeSet;

/// The variables of an open loop, or of a block that can be left.
pub struct OpenLoop {
    pub id: LoopId,
    pub broken: LocalId,
    pub continued: LocalId,
    /// What `break` gives.
    pub value: Option<LocalId>,
}

/// The variables of `return`.
pub struct Returned {
    pub flag: LocalId,
    pub value: LocalId,
}

impl Lower<'_> {
    pub fn is_constant(&self, node: NodeId, value: bool) -> bool {
        self.builder
            .graph
            .constant(node)
            .and_then(|constant| constant.as_bool())
            == Some(value)
    }

    /// Flags are variables that the lowering has added.
    pub fn is_flag(&self, local: LocalId) -> bool {
        self.returned.flag == local
            || self
                .loops
                .iter()
                .any(|open| open.broken == local || open.continued == local)
    }

    pub fn set_flag(&mut self, flag: LocalId, value: bool) {
        let value = self.builder.bool(value);
        self.scope.set(flag, Value::Node(value));
    }

    /// Names the nodes of a variable that the lowering has added.
    pub fn name_exit(&mut self, local: LocalId, value: &Value) {
        let is = |known: fn(&OpenLoop) -> LocalId| self.loops.iter().any(|open| known(open) == local);
        let name = match () {
            () if local == self.returned.flag => "returned",
            () if is(|open| open.broken) => "broken",
            () if is(|open| open.continued) => "continued",
            () => "value",
        };
        for node in value.leaves() {
            self.builder.name(node, name, false);
        }
    }

    /// The flag, if it may be set here.
    fn flag(&self, flag: LocalId) -> Option<NodeId> {
        let node = self.scope.get(flag)?.node();
        (!self.is_constant(node, false)).then_some(node)
    }

    /// Whether one of these flags is set; none if none can be.
    pub fn any_flag(&mut self, flags: &[LocalId]) -> Option<NodeId> {
        let set: Vec<NodeId> = flags.iter().filter_map(|flag| self.flag(*flag)).collect();
        set.into_iter().reduce(|a, b| self.builder.integer(Integer::Or, a, b))
    }

    /// The flags of everything that can be exited to from here.
    pub fn flags(&self) -> Vec<LocalId> {
        let loops = self.loops.iter().flat_map(|open| [open.broken, open.continued]);
        std::iter::once(self.returned.flag).chain(loops).collect()
    }

    /// Puts the rest of the region into a guard, if control may have exited by now.
    pub fn guard(&mut self) {
        let flags = self.flags();
        let Some(gone) = self.any_flag(&flags) else { return };
        // Exits to the tail of this region end with it.
        let value = match self.frame().tail {
            Tail::Return => self.take_returned(),
            Tail::Continue(target) => {
                let continued = self.open_loop(target).continued;
                self.set_flag(continued, false);
                Some(Value::UNIT)
            }
            Tail::Block(target) => self.take_broken(target),
            Tail::More => None,
        };
        self.enter(Tail::More);
        self.frame().early = value;
        let exited = self.leave(None);
        self.enter_guard(gone, exited, false);
        for flag in flags
            .into_iter()
            .filter(|flag| self.flag(*flag).is_some())
            .collect::<Vec<_>>()
        {
            self.set_flag(flag, false);
        }
    }

    /// The value that was returned by the flag, if it may have been; from here on it counts as the value of the region.
    pub fn take_returned(&mut self) -> Option<Value> {
        self.flag(self.returned.flag)?;
        self.set_flag(self.returned.flag, false);
        self.scope.get(self.returned.value).cloned()
    }

    /// The value with which a block may have been left by the flag; from here on it counts as the value of the region.
    pub fn take_broken(&mut self, target: LoopId) -> Option<Value> {
        let &OpenLoop { broken, value, .. } = self.open_loop(target);
        self.flag(broken)?;
        self.set_flag(broken, false);
        match value {
            Some(holder) => self.scope.get(holder).cloned(),
            None => Some(Value::UNIT),
        }
    }

    pub fn open_loop(&self, id: LoopId) -> &OpenLoop {
        self.loops
            .iter()
            .find(|open| open.id == id)
            .expect("exits are inside their loop")
    }

    pub fn return_expression(&mut self, value: Option<&Expr>) -> Option<Value> {
        let value = match value {
            Some(value) => self.expression(value)?,
            None => Value::UNIT,
        };
        if self.frame().tail == Tail::Return {
            self.frame().early = Some(value);
        } else {
            self.scope.set(self.returned.value, value);
            self.set_flag(self.returned.flag, true);
        }
        None
    }

    pub fn break_expression(&mut self, target: LoopId, value: Option<&Expr>) -> Option<Value> {
        let value = match value {
            Some(value) => Some(self.expression(value)?),
            None => None,
        };
        if self.frame().tail == Tail::Block(target) {
            self.frame().early = Some(value.unwrap_or(Value::UNIT));
            return None;
        }
        let (broken, holder) = (self.open_loop(target).broken, self.open_loop(target).value);
        if let (Some(holder), Some(value)) = (holder, value) {
            self.scope.set(holder, value);
        }
        self.set_flag(broken, true);
        None
    }

    pub fn continue_expression(&mut self, target: LoopId) -> Option<Value> {
        if self.frame().tail == Tail::Continue(target) {
            self.frame().early = Some(Value::UNIT);
        } else {
            let continued = self.open_loop(target).continued;
            self.set_flag(continued, true);
        }
        None
    }

    /// The variables that exits out of a loop set, other than those of the loop itself. Values get a zero if they have
    /// none yet, for the loop to carry.
    pub fn exit_variables(&mut self, exits: &Exits, own: LoopId) -> BTreeSet<LocalId> {
        let mut variables = BTreeSet::new();
        let mut values: Vec<(LocalId, Type)> = vec![];
        if exits.returns {
            variables.insert(self.returned.flag);
            values.push((self.returned.value, self.function.result.clone()));
        }
        for open in self.loops.iter().filter(|open| open.id != own) {
            if exits.breaks.contains(&open.id) {
                variables.insert(open.broken);
                variables.extend(open.value);
            }
            if exits.continues.contains(&open.id) {
                variables.insert(open.continued);
            }
        }
        for (value, ty) in values {
            if self.scope.get(value).is_none() {
                let zero = self.zero(&ty);
                self.scope.set(value, zero);
            }
            variables.insert(value);
        }
        variables
    }
}
