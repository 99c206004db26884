//! Loops: what they carry, and how they are left.

use super::control::Part;
use super::domain::Steps;
use super::exit::OpenLoop;
use super::region::Tail;
use super::value::Value;
use super::Lower;
use crate::ast::walk::Exits;
use crate::ast::*;
use crate::ir::{self, NodeId, Op, RegionId, Ty};

/// What a loop carries from one iteration to the next: variables from outside that it assigns to.
struct Carried {
    locals: Vec<LocalId>,
    /// Before the loop.
    initial: Vec<Value>,
    types: Vec<Ty>,
}

impl Carried {
    fn arguments(&self) -> Vec<NodeId> {
        self.initial.iter().flat_map(Value::leaves).collect()
    }
}

/// A loop body that has been lowered.
struct Body {
    region: RegionId,
    /// Whether it may end the loop, and so yields first whether the loop goes on.
    exits: bool,
}

impl Lower<'_> {
    pub fn for_loop(&mut self, f: &For) -> Option<Value> {
        let steps = self.domain(&f.domain)?;
        let carried = self.carried(f.id, |visit| f.body.each_place(visit), f.body.exits());
        let Steps {
            from,
            to,
            step,
            inclusive,
            descending,
            ..
        } = steps;
        self.open_loop_scope(f.id, None);
        self.enter_body(f.id);
        let index = self.builder.graph.ty(from).clone();
        let index = self.builder.param(index);
        if !inclusive {
            self.counters.insert(index, to);
        }
        self.carry_into_body(&carried);
        let item = self.item(&steps, index);
        self.bind(&f.pattern, item);
        let value = self.block(&f.body, true);
        let body = self.close_body(&carried, value);
        let count = if body.exits { vec![Ty::USIZE] } else { vec![] };
        let op = Op::For(ir::For {
            body: body.region,
            inclusive,
            descending,
            exits: body.exits,
        });
        let arguments = [vec![from, to, step], carried.arguments()].concat();
        self.finish_loop(&carried, op, arguments, count);
        self.guard();
        Some(Value::UNIT)
    }

    pub fn while_loop(&mut self, id: LoopId, condition: &Expr, body: &Block) -> Option<Value> {
        let mut assigned = vec![];
        condition.each_place(&mut |place| {
            if self.types.is_written(place) {
                assigned.push(place);
            }
        });
        let simple = assigned.is_empty() && condition.exits().is_empty() && !condition.diverges();
        let mut exits = body.exits();
        exits.add(condition.exits());
        let all = |visit: &mut dyn FnMut(&Place)| {
            body.each_place(visit);
            assigned.iter().for_each(|place| visit(place));
        };
        let carried = self.carried(id, all, exits);
        self.open_loop_scope(id, None);
        let test = self.condition(
            &carried,
            |lower| if simple { lower.expression(condition) } else { None },
        );
        self.enter_body(id);
        self.carry_into_body(&carried);
        let value = match simple {
            true => self.block(body, true),
            // `loop { if condition { body } else { break } }`
            false => match self.expression(condition) {
                Some(condition) => self.branch(condition.node(), Part::Block(body), Part::Break(id), true),
                None => None,
            },
        };
        self.finish_while(&carried, test, value);
        self.guard();
        Some(Value::UNIT)
    }

    pub fn loop_expression(&mut self, e: &Expr, id: LoopId, body: &Block) -> Option<Value> {
        let exits = body.exits();
        let leaves = exits.breaks.contains(&id);
        let holder = self.holder(e, leaves);
        let mut carried = self.carried(id, |visit| body.each_place(visit), exits);
        if let Some(holder) = holder {
            self.carry_also(&mut carried, holder);
        }
        self.open_loop_scope(id, holder);
        let test = self.condition(&carried, |_| None);
        self.enter_body(id);
        self.carry_into_body(&carried);
        let value = self.block(body, true);
        self.finish_while(&carried, test, value);
        if !leaves {
            return None;
        }
        self.guard();
        Some(
            holder
                .and_then(|holder| self.scope.get(holder).cloned())
                .unwrap_or(Value::UNIT),
        )
    }

    /// A variable for the value that `break`s give, if there is one.
    pub fn holder(&mut self, e: &Expr, leaves: bool) -> Option<LocalId> {
        let ty = self.types.of(e);
        (leaves && !matches!(ty, Type::Tuple(parts) if parts.is_empty())).then(|| {
            let holder = self.scope.add(self.depth());
            let zero = self.zero(ty);
            self.scope.set(holder, zero);
            holder
        })
    }

    /// What a loop carries: the variables of the places that `assigned` finds, and those of its exits to outside.
    fn carried(&mut self, id: LoopId, assigned: impl Fn(&mut dyn FnMut(&Place)), exits: Exits) -> Carried {
        let mut locals = self.exit_variables(&exits, id);
        assigned(&mut |place| {
            if self.types.is_written(place) {
                locals.insert(self.types.changed(place));
            }
        });
        let mut carried = Carried {
            locals: vec![],
            initial: vec![],
            types: vec![],
        };
        for local in locals {
            if self.scope.is_outside(local, self.depth()) {
                self.carry_also(&mut carried, local);
            }
        }
        carried
    }

    fn carry_also(&mut self, carried: &mut Carried, local: LocalId) {
        let value = self.read(local);
        let value = self.ranged(value);
        carried.types.extend(self.builder.graph.types(&value.leaves()));
        carried.locals.push(local);
        carried.initial.push(value);
    }

    pub fn open_loop_scope(&mut self, id: LoopId, value: Option<LocalId>) {
        // The flags are variables of the body.
        let depth = self.depth() + 1;
        let (broken, continued) = (self.scope.add(depth), self.scope.add(depth));
        self.loops.push(OpenLoop {
            id,
            broken,
            continued,
            value,
        });
    }

    fn enter_body(&mut self, id: LoopId) {
        self.enter(Tail::Continue(id));
        self.unset_flags(id);
    }

    pub fn unset_flags(&mut self, id: LoopId) {
        let (broken, continued) = (self.open_loop(id).broken, self.open_loop(id).continued);
        self.set_flag(broken, false);
        self.set_flag(continued, false);
    }

    /// Makes the parameters of the innermost region that stand for what is carried.
    fn carry(&mut self, carried: &Carried) {
        for (local, initial) in carried.locals.iter().zip(&carried.initial) {
            let types = self.builder.graph.types(&initial.leaves());
            let params: Vec<NodeId> = types.into_iter().map(|ty| self.builder.param(ty)).collect();
            // An iteration begins with no flag set, or it would not begin.
            if self.is_flag(*local) {
                continue;
            }
            let value = initial.with_leaves(&mut params.into_iter());
            self.name(*local, &value);
            self.scope.set(*local, value);
        }
    }

    /// The same for the body of the loop.
    fn carry_into_body(&mut self, carried: &Carried) {
        self.carry(carried);
        self.carried.push(carried.locals.clone());
    }

    /// Whether the innermost loop changes this variable.
    pub fn is_carried(&self, local: LocalId) -> bool {
        self.carried.last().is_some_and(|carried| carried.contains(&local))
    }

    /// The condition region of a `while`; `true` if there is nothing to test.
    fn condition(&mut self, carried: &Carried, test: impl FnOnce(&mut Self) -> Option<Value>) -> RegionId {
        self.enter(Tail::More);
        self.carry(carried);
        let value = test(self);
        let value = self.close_guards(value);
        let value = value.map_or_else(|| self.builder.bool(true), |value| value.node());
        let side = self.leave(None);
        self.builder.graph[side.region].results = vec![value];
        side.region
    }

    fn close_body(&mut self, carried: &Carried, value: Option<Value>) -> Body {
        self.carried.pop();
        self.close_guards(value);
        let mut flags = self.flags();
        let own = self.loops.pop().expect("a loop is open");
        flags.retain(|flag| *flag != own.continued);
        let gone = self.any_flag(&flags);
        let goes_on = gone.map(|gone| self.builder.not(gone));
        let mut next = vec![];
        for (local, initial) in carried.locals.iter().zip(&carried.initial) {
            let value = self.read(*local);
            next.extend(self.conformed(value, initial).leaves());
        }
        let side = self.leave(None);
        let exits = goes_on.is_some();
        self.builder.graph[side.region].results = goes_on.into_iter().chain(next).collect();
        Body {
            region: side.region,
            exits,
        }
    }

    fn finish_while(&mut self, carried: &Carried, condition: RegionId, value: Option<Value>) {
        let body = self.close_body(carried, value);
        let op = Op::While {
            condition,
            body: body.region,
            exits: body.exits,
        };
        self.finish_loop(carried, op, carried.arguments(), vec![Ty::USIZE]);
    }

    /// Makes the loop, and gives the variables what it leaves in them.
    fn finish_loop(&mut self, carried: &Carried, op: Op, arguments: Vec<NodeId>, count: Vec<Ty>) {
        let types = [carried.types.clone(), count].concat();
        let node = self.builder.add(op, arguments, Ty::Tuple(types));
        let mut results = self.builder.results(node).into_iter();
        for (local, initial) in carried.locals.iter().zip(&carried.initial) {
            let value = initial.with_leaves(&mut results);
            self.name(*local, &value);
            self.scope.set(*local, value);
        }
    }
}
