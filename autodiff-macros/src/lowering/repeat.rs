//! Loops: what the body assigns is carried, and a loop that can be left says after each iteration whether it goes on.

use super::scope::Slot;
use super::value::Value;
use super::Lower;
use crate::ast::{Block, Expr, LocalId, LoopId, Type};
use crate::ir::{For, NodeId, Op, Ty};
use crate::lowering::flow::Flow;
use std::collections::BTreeSet;

/// What a `for` runs over, evaluated.
pub(super) struct Bounds {
    pub from: NodeId,
    pub to: NodeId,
    pub step: NodeId,
    pub inclusive: bool,
    pub descending: bool,
}

/// The carried variables of a loop, with the shape of each.
struct Carried {
    slots: Vec<(Slot, Value)>,
    initial: Vec<NodeId>,
}

impl Lower<'_> {
    pub(super) fn while_loop(&mut self, id: LoopId, condition: &Expr, body: &Block) -> Value {
        let mut assigned = BTreeSet::new();
        condition.assigned(&mut assigned);
        if !assigned.is_empty() {
            // A condition that changes variables is the beginning of the body.
            return self.repeat_while(id, |_| None, |lower| {
                let condition = lower.operand_node(condition);
                lower.branch(condition, |lower| lower.block(body), |lower| {
                    lower.jump_break(id, None);
                    Value::Unset
                });
            }, |locals| {
                condition.assigned(locals);
                body.assigned(locals);
            }, true, body.exits());
        }
        let exits = body.exits();
        let can_exit = exits.returns || !exits.breaks.is_empty() || exits.continues.iter().any(|&c| c != id);
        self.repeat_while(id, |lower| Some(lower.operand_node(condition)), |lower| {
            lower.block(body);
        }, |locals| body.assigned(locals), can_exit, exits)
    }

    pub(super) fn endless_loop(&mut self, e: &Expr, id: LoopId, body: &Block) -> Value {
        let ty = self.types.of(e).clone();
        self.break_types.push((id, ty.clone()));
        let exits = body.exits();
        let ends = exits.breaks.contains(&id);
        let has_value = !matches!(ty, Type::Tuple(ref items) if items.is_empty());
        let can_exit = exits.returns || !exits.breaks.is_empty() || exits.continues.iter().any(|&c| c != id);
        self.repeat_while(id, |_| None, |lower| {
            lower.block(body);
        }, |locals| body.assigned(locals), can_exit, exits);
        if !ends {
            self.flow = Flow::Never;
            return Value::Unset;
        }
        match has_value {
            true => self.scope.get(Slot::BreakValue(id)).clone(),
            false => Value::UNIT,
        }
    }

    pub(super) fn counted_loop(
        &mut self,
        id: LoopId,
        bounds: Bounds,
        body: &Block,
        bind: impl FnOnce(&mut Self, NodeId),
    ) -> Value {
        let exits = body.exits();
        let can_exit = exits.returns || !exits.breaks.is_empty() || exits.continues.iter().any(|&c| c != id);
        let carried = self.carried(id, &exits, |locals| body.assigned(locals));
        let before = self.scope.clone();
        let region = self.builder.enter();
        let index_type = self.builder.graph.ty(bounds.from).clone();
        let index = self.builder.param(index_type);
        self.enter_body(&carried, id);
        bind(self, index);
        self.block(body);
        self.leave_body(&carried, can_exit);
        self.loops.pop();
        let op = Op::For(For {
            body: region,
            inclusive: bounds.inclusive,
            descending: bounds.descending,
            exits: can_exit,
        });
        let args = [vec![bounds.from, bounds.to, bounds.step], carried.initial.clone()].concat();
        self.scope = before;
        self.finish_loop(op, args, &carried, can_exit);
        Value::UNIT
    }

    /// A loop without an index; without a condition, it runs until it is left.
    fn repeat_while(
        &mut self,
        id: LoopId,
        condition: impl FnOnce(&mut Self) -> Option<NodeId>,
        body: impl FnOnce(&mut Self),
        assigned: impl FnOnce(&mut BTreeSet<LocalId>),
        can_exit: bool,
        mut exits: crate::ast::walk::Exits,
    ) -> Value {
        if can_exit {
            exits.breaks.insert(id);
        }
        let carried = self.carried(id, &exits, assigned);
        let before = self.scope.clone();

        let condition_region = self.builder.enter();
        self.carry(&carried);
        let condition = condition(self);
        let result = condition.unwrap_or_else(|| self.builder.bool(true));
        self.builder.leave(vec![result]);

        self.scope.clone_from(&before);
        let region = self.builder.enter();
        self.enter_body(&carried, id);
        body(self);
        self.leave_body(&carried, can_exit);
        self.loops.pop();
        self.scope = before;
        let op = Op::While { condition: condition_region, body: region, exits: can_exit };
        let args = carried.initial.clone();
        self.finish_loop(op, args, &carried, true);
        Value::UNIT
    }

    /// The variables that the body changes, with a start for each: what it holds, or a zero that is never read.
    fn carried(
        &mut self,
        id: LoopId,
        exits: &crate::ast::walk::Exits,
        assigned: impl FnOnce(&mut BTreeSet<LocalId>),
    ) -> Carried {
        let mut locals = BTreeSet::new();
        assigned(&mut locals);
        let mut slots: Vec<Slot> = locals.into_iter().map(Slot::Local).collect();
        slots.retain(|&slot| self.scope.is_declared(slot));
        if exits.returns {
            slots.extend([Slot::Returned, Slot::Result]);
        }
        for &target in &exits.breaks {
            slots.push(Slot::Broken(target));
            if self.slot_type_is_value(target) {
                slots.push(Slot::BreakValue(target));
            }
        }
        slots.extend(exits.continues.iter().filter(|&&target| target != id).map(|&target| Slot::Continued(target)));
        let mut carried = Carried { slots: vec![], initial: vec![] };
        for slot in slots {
            let value = match (slot, self.scope.get(slot).clone()) {
                // The flag of this loop starts anew each time.
                (Slot::Broken(target), _) if target == id => Value::Node(self.builder.bool(false)),
                (_, Value::Unset) => {
                    let ty = self.slot_type(slot);
                    self.zero(&ty)
                }
                (slot, value) => {
                    let ty = self.slot_type(slot);
                    self.complete(value, &ty)
                }
            };
            carried.initial.extend(value.leaves());
            carried.slots.push((slot, value));
        }
        carried
    }

    fn slot_type_is_value(&self, id: LoopId) -> bool {
        !matches!(self.slot_type(Slot::BreakValue(id)), Type::Tuple(ref items) if items.is_empty())
    }

    /// A tuple of which only some parts are set, zeros in the place of the others.
    fn complete(&mut self, value: Value, ty: &Type) -> Value {
        match (value, ty) {
            (Value::Unset, ty) => self.zero(ty),
            (Value::Tuple(values), Type::Tuple(types)) => {
                Value::Tuple(values.into_iter().zip(types).map(|(value, ty)| self.complete(value, ty)).collect())
            }
            (value, _) => value,
        }
    }

    /// Lets the carried variables be parameters of the innermost region.
    fn carry(&mut self, carried: &Carried) {
        for (slot, shape) in &carried.slots {
            let types = self.builder.graph.types(&shape.leaves());
            let params: Vec<NodeId> = types.into_iter().map(|ty| self.builder.param(ty)).collect();
            let value = shape.with_leaves(&mut params.into_iter());
            self.name_slot(*slot, &value);
            self.scope.set(*slot, value);
        }
    }

    fn enter_body(&mut self, carried: &Carried, id: LoopId) {
        self.carry(carried);
        self.loops.push(id);
        self.flow = Flow::Falls;
        let unset = self.builder.bool(false);
        self.scope.set(Slot::Continued(id), Value::Node(unset));
        // The body runs only while the flags that end this loop are down, so here they are.
        let down: Vec<Slot> = carried.slots.iter().map(|(slot, _)| *slot).filter(|&slot| is_flag(slot)).collect();
        for slot in down {
            self.scope.set(slot, Value::Node(unset));
        }
    }

    fn leave_body(&mut self, carried: &Carried, can_exit: bool) {
        let mut results = vec![];
        if can_exit {
            results.push(self.goes_on());
        }
        for (slot, shape) in &carried.slots {
            let value = match self.scope.get(*slot).clone() {
                Value::Unset => shape.clone(),
                value => value,
            };
            results.extend(value.leaves());
        }
        self.builder.leave(results);
    }

    fn finish_loop(&mut self, op: Op, args: Vec<NodeId>, carried: &Carried, counted: bool) {
        let mut types = self.builder.graph.types(&carried.initial);
        if counted {
            types.push(Ty::USIZE);
        }
        let owner = self.builder.add(op, args, Ty::Tuple(types));
        let mut results = self.builder.results(owner).into_iter();
        for (slot, shape) in &carried.slots {
            let value = shape.with_leaves(&mut results);
            self.name_slot(*slot, &value);
            self.scope.set(*slot, value);
        }
        self.flow_of_flags();
    }
}

fn is_flag(slot: Slot) -> bool {
    matches!(slot, Slot::Returned | Slot::Broken(_) | Slot::Continued(_))
}

