//! Jumps without jumps: `return`, `break` and `continue` set flags, and what follows runs only while none is set.

use super::scope::Slot;
use super::value::Value;
use super::Lower;
use crate::ast::{Expr, LoopId};
use crate::ir::{Integer, NodeId};

/// Whether control comes to the current point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    /// Yes.
    Falls,
    /// Unless a flag says otherwise.
    Maybe,
    /// No: every way here has jumped or panicked.
    Never,
}

impl Lower<'_> {
    pub(super) fn jump_return(&mut self, value: Option<&Expr>) {
        let value = value.map_or(Value::UNIT, |value| self.expression(value));
        self.guarded(|lower| {
            lower.scope.set(Slot::Result, value);
            lower.raise(Slot::Returned);
        });
        self.flow = Flow::Never;
    }

    pub(super) fn jump_break(&mut self, target: LoopId, value: Option<&Expr>) {
        let value = value.map(|value| self.expression(value));
        self.guarded(|lower| {
            if let Some(value) = value {
                lower.scope.set(Slot::BreakValue(target), value);
            }
            lower.raise(Slot::Broken(target));
        });
        self.flow = Flow::Never;
    }

    pub(super) fn jump_continue(&mut self, target: LoopId) {
        self.raise(Slot::Continued(target));
        self.flow = Flow::Never;
    }

    fn raise(&mut self, flag: Slot) {
        let set = self.builder.bool(true);
        self.scope.set(flag, Value::Node(set));
    }

    /// Runs `rest` only if control comes here: if an operand has jumped, what follows must not happen.
    pub(super) fn guarded(&mut self, rest: impl FnOnce(&mut Self)) {
        match self.flow {
            Flow::Falls => rest(self),
            Flow::Never => {}
            Flow::Maybe => {
                self.while_live(|lower| {
                    rest(lower);
                    Value::UNIT
                });
            }
        }
    }

    /// A branch on whether control comes here. On its other side nothing happens.
    pub(super) fn while_live(&mut self, rest: impl FnOnce(&mut Self) -> Value) -> Value {
        let live = self.live();
        self.branch(
            live,
            |lower| {
                let before: Vec<(Slot, Value)> =
                    lower.flags().into_iter().map(|flag| (flag, lower.scope.get(flag).clone())).collect();
                let down = Value::Node(lower.builder.bool(false));
                before.iter().for_each(|(flag, _)| lower.scope.set(*flag, down.clone()));
                let value = rest(lower);
                // A flag that stayed down is what it was: so both sides agree on it.
                for (flag, before) in before {
                    if *lower.scope.get(flag) == down {
                        lower.scope.set(flag, before);
                    }
                }
                value
            },
            |lower| {
                lower.flow = Flow::Never;
                Value::Unset
            },
        )
    }

    /// The flags that lead away from here and have been declared.
    fn flags(&self) -> Vec<Slot> {
        let of_loops = self.loops.iter().flat_map(|&id| [Slot::Broken(id), Slot::Continued(id)]);
        let flags = std::iter::once(Slot::Returned).chain(of_loops);
        flags.filter(|&flag| self.scope.is_declared(flag)).collect()
    }

    /// Whether no flag is set that leads away from here.
    pub(super) fn live(&mut self) -> NodeId {
        let set = self.any(&self.flags());
        self.builder.not(set)
    }

    /// Whether the innermost loop goes on after this iteration: `continue` of that loop alone does not end it.
    pub(super) fn goes_on(&mut self) -> NodeId {
        let (&innermost, outer) = self.loops.split_last().expect("a loop around the point");
        let mut flags = vec![Slot::Returned, Slot::Broken(innermost)];
        for &id in outer {
            flags.extend([Slot::Broken(id), Slot::Continued(id)]);
        }
        let set = self.any(&flags);
        self.builder.not(set)
    }

    /// Whether one of the flags is set; a flag that was never declared is not.
    pub(super) fn any(&mut self, flags: &[Slot]) -> NodeId {
        let mut any = self.builder.bool(false);
        for &flag in flags {
            if let Value::Node(node) = *self.scope.get(flag) {
                any = self.builder.integer(Integer::Or, any, node);
            }
        }
        any
    }

    /// After a construct: control goes on, unless a flag may be set that leads away from here.
    pub(super) fn flow_of_flags(&mut self) {
        let live = self.live();
        self.flow = match self.builder.graph.constant(live).and_then(|live| live.as_bool()) {
            Some(true) => Flow::Falls,
            Some(false) => Flow::Never,
            None => Flow::Maybe,
        };
    }
}
