//! `if`, `&&`, `||`, and the merging of what two ways of control have made of the variables.

use super::flow::Flow;
use super::scope::{Scope, Slot};
use super::value::Value;
use super::Lower;
use crate::ast::{Block, Expr, Statement, Type};
use crate::ir::{NodeId, RegionId};

/// One side of a branch: its closed region without results, the variables at its end, its value, and its flow.
struct Side {
    region: RegionId,
    scope: Scope,
    value: Value,
    flow: Flow,
}

impl Lower<'_> {
    /// The value of a block, with its own variables gone at its end.
    pub(super) fn block(&mut self, block: &Block) -> Value {
        self.sequence(&block.statements, block.value.as_deref())
    }

    /// The statements and the value at the end. Where one may have jumped, the rest goes into a branch.
    pub(super) fn sequence(&mut self, statements: &[Statement], end: Option<&Expr>) -> Value {
        let Some((first, rest)) = statements.split_first() else {
            return end.map_or(Value::UNIT, |end| self.expression(end));
        };
        if let Statement::Expr(Expr { kind: crate::ast::ExprKind::If { condition, then, otherwise }, span, .. }) = first {
            let diverges = (then.diverges(), otherwise.as_ref().is_some_and(|side| side.diverges()));
            // The rest of the block stands in the side that comes to it.
            if diverges.0 != diverges.1 {
                let condition = self.condition(condition);
                self.builder.at(*span);
                // `rest` does nothing behind the side that diverges.
                return self.branch(
                    condition,
                    |lower| {
                        lower.block(then);
                        lower.rest(rest, end)
                    },
                    |lower| {
                        otherwise.iter().for_each(|side| drop(lower.expression(side)));
                        lower.rest(rest, end)
                    },
                );
            }
        }
        self.statement(first);
        self.rest(rest, end)
    }

    /// The rest of a block, if control comes to it.
    fn rest(&mut self, rest: &[Statement], end: Option<&Expr>) -> Value {
        match self.flow {
            Flow::Falls => self.sequence(rest, end),
            Flow::Never => Value::Unset,
            Flow::Maybe if rest.is_empty() && end.is_none() => Value::UNIT,
            Flow::Maybe => self.while_live(|lower| lower.sequence(rest, end)),
        }
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Let { pattern, init: Some(init), .. } => {
                let value = self.expression(init);
                self.bind(pattern, value);
            }
            Statement::Let { pattern, init: None, .. } => self.bind(pattern, Value::Unset),
            Statement::Expr(expression) => {
                self.expression(expression);
            }
        }
    }

    pub(super) fn if_expression(&mut self, condition: &Expr, then: &Block, otherwise: Option<&Expr>) -> Value {
        let condition = self.condition(condition);
        self.branch(
            condition,
            |lower| lower.block(then),
            |lower| otherwise.map_or(Value::UNIT, |side| lower.expression(side)),
        )
    }

    /// `left && right` (`and`), or `left || right`: the right side runs only if it must.
    pub(super) fn short_circuit(&mut self, and: bool, left: &Expr, right: &Expr) -> Value {
        let left = self.condition(left);
        let right = |lower: &mut Self| Value::Node(lower.condition(right));
        let known = |lower: &mut Self| Value::Node(lower.builder.bool(!and));
        match and {
            true => self.branch(left, right, known),
            false => self.branch(left, known, right),
        }
    }

    fn condition(&mut self, condition: &Expr) -> NodeId {
        self.operand(condition).node()
    }

    /// Lowers both sides from the same variables, and merges what they make of them. The value is that of the side taken.
    pub(super) fn branch(
        &mut self,
        condition: NodeId,
        then: impl FnOnce(&mut Self) -> Value,
        otherwise: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        match self.builder.graph.constant(condition).and_then(|condition| condition.as_bool()) {
            Some(true) => return self.alone(then),
            Some(false) => return self.alone(otherwise),
            None => {}
        }
        let before = self.scope.clone();
        let then = self.side(&before, then);
        let otherwise = self.side(&before, otherwise);
        self.scope = before;
        self.merge(condition, then, otherwise)
    }

    /// A side that is always taken, its own variables gone at its end.
    fn alone(&mut self, side: impl FnOnce(&mut Self) -> Value) -> Value {
        self.flow = Flow::Falls;
        let value = side(self);
        self.settle();
        value
    }

    /// After a construct that has merged flags: `Never` stays, for a panic sets none.
    fn settle(&mut self) {
        if self.flow != Flow::Never {
            self.flow_of_flags();
        }
    }

    fn side(&mut self, before: &Scope, side: impl FnOnce(&mut Self) -> Value) -> Side {
        self.builder.enter();
        self.scope.clone_from(before);
        self.flow = Flow::Falls;
        let value = side(self);
        let (scope, flow) = (self.scope.clone(), self.flow);
        Side { region: self.builder.leave(vec![]), scope, value, flow }
    }

    fn merge(&mut self, condition: NodeId, then: Side, otherwise: Side) -> Value {
        let never = (then.flow == Flow::Never, otherwise.flow == Flow::Never);
        let flags = |slot: &Slot| matches!(slot, Slot::Returned | Slot::Broken(_) | Slot::Continued(_));
        let mut slots: Vec<Slot> = self.scope.slots().collect();
        // A flag that only one side declares was not set before.
        let raised = then.scope.slots().chain(otherwise.scope.slots()).filter(|slot| !self.scope.is_declared(*slot));
        slots.extend(raised.filter(|slot| flags(slot) || matches!(slot, Slot::BreakValue(_))));
        slots.sort();
        slots.dedup();

        let mut results: (Vec<NodeId>, Vec<NodeId>) = (vec![], vec![]);
        let mut merged = vec![];
        for slot in slots {
            let (a, b) = (then.scope.get(slot).clone(), otherwise.scope.get(slot).clone());
            if a != b {
                let ty = self.slot_type(slot);
                let [a, b] = self.completed([(then.region, a), (otherwise.region, b)], &ty);
                merged.push((slot, a.clone()));
                results.0.extend(a.leaves());
                results.1.extend(b.leaves());
            }
        }
        let value = match never {
            (true, true) => Value::Unset,
            (true, false) if then.value == Value::Unset && otherwise.value == Value::UNIT => Value::UNIT,
            (false, true) if otherwise.value == Value::Unset && then.value == Value::UNIT => Value::UNIT,
            _ => {
                let [a, b] = self.matched([(then.region, then.value), (otherwise.region, otherwise.value)]);
                results.0.extend(a.leaves());
                results.1.extend(b.leaves());
                a
            }
        };
        for (region, results) in [(then.region, results.0), (otherwise.region, results.1)] {
            self.builder.reopen(region);
            self.builder.leave(results);
        }
        let nodes = self.builder.branch(condition, then.region, otherwise.region);
        let mut nodes = nodes.into_iter();
        for (slot, shape) in merged {
            let value = shape.with_leaves(&mut nodes);
            self.name_slot(slot, &value);
            self.scope.set(slot, value);
        }
        let value = value.with_leaves(&mut nodes);
        match never {
            (true, true) => self.flow = Flow::Never,
            _ => self.flow_of_flags(),
        }
        value
    }

    /// Both values, a zero in the place of one that is not set.
    fn completed(&mut self, values: [(RegionId, Value); 2], ty: &Type) -> [Value; 2] {
        values.map(|(region, value)| match value {
            Value::Unset => {
                self.builder.reopen(region);
                let zero = self.zero(ty);
                self.close(region);
                zero
            }
            value => value,
        })
    }

    /// Both values, where the one of a side that control leaves is a zero like the other.
    fn matched(&mut self, values: [(RegionId, Value); 2]) -> [Value; 2] {
        let shapes = [values[1].1.clone(), values[0].1.clone()];
        let mut shapes = shapes.into_iter();
        values.map(|(region, value)| {
            let other = shapes.next().expect("two values");
            match (value, other) {
                (Value::Unset, Value::Unset) => Value::Unset,
                (Value::Unset, other) => {
                    let types = self.builder.graph.types(&other.leaves());
                    self.builder.reopen(region);
                    let zeros: Vec<NodeId> = types.iter().map(|ty| self.builder.zero(ty)).collect();
                    self.close(region);
                    other.with_leaves(&mut zeros.into_iter())
                }
                (value, _) => value,
            }
        })
    }

    /// Closes a region that was opened again.
    fn close(&mut self, region: RegionId) {
        let results = self.builder.graph[region].results.clone();
        self.builder.leave(results);
    }

    /// `if condition { a } else { b }` on values that are there.
    pub(super) fn choose(&mut self, condition: NodeId, a: Value, b: Value, ty: &Type) -> Value {
        let zero = |lower: &mut Self, value: Value| match value {
            Value::Unset => lower.zero(ty),
            value => value,
        };
        self.branch(condition, |lower| zero(lower, a), |lower| zero(lower, b))
    }
}
