//! Blocks and branches.

use super::region::Tail;
use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::ir::{Integer, NodeId, Op, Ty};

/// A side of a branch.
#[derive(Clone, Copy)]
pub enum Part<'e> {
    Block(&'e Block),
    Expr(&'e Expr),
    Bool(bool),
    Break(LoopId),
    Nothing,
}

impl Part<'_> {
    /// Whether it always exits.
    fn exits(self) -> bool {
        match self {
            Part::Block(block) => block.diverges() && !block.exits().is_empty(),
            Part::Expr(e) => e.diverges() && !e.exits().is_empty(),
            Part::Break(_) => true,
            Part::Bool(_) | Part::Nothing => false,
        }
    }
}

impl Lower<'_> {
    /// A block. `last` says that nothing follows it in its region.
    pub fn block(&mut self, block: &Block, last: bool) -> Option<Value> {
        let ending = block.statements.len().checked_sub(1).filter(|_| block.value.is_none());
        for (k, statement) in block.statements.iter().enumerate() {
            match statement {
                Statement::Let {
                    pattern,
                    init: Some(init),
                    ..
                } => {
                    let value = self.expression(init)?;
                    self.bind(pattern, value);
                }
                Statement::Let {
                    pattern, init: None, ..
                } => self.declare(pattern),
                Statement::Expr(e) => {
                    let last = last && ending == Some(k);
                    let value = self.expression_in(e, last)?;
                    // What ends a function without being its value can only be what its sides have returned.
                    if last && matches!(self.frame().tail, Tail::Return | Tail::Block(_)) {
                        return Some(value);
                    }
                }
            }
        }
        match &block.value {
            Some(value) => self.expression_in(value, last),
            None => Some(Value::UNIT),
        }
    }

    /// `'label: { body }`
    pub fn labelled_block(&mut self, e: &Expr, id: LoopId, body: &Block) -> Option<Value> {
        let holder = self.holder(e, body.exits().breaks.contains(&id));
        self.open_loop_scope(id, holder);
        self.enter_block(id);
        self.unset_flags(id);
        let value = self.block(body, true);
        let value = self.leave_block(value);
        self.loops.pop();
        let value = value?;
        self.guard();
        Some(value)
    }

    pub fn if_expression(
        &mut self,
        condition: &Expr,
        then: &Block,
        otherwise: Option<&Expr>,
        last: bool,
    ) -> Option<Value> {
        let condition = self.expression(condition)?.node();
        let otherwise = otherwise.map_or(Part::Nothing, Part::Expr);
        self.branch(condition, Part::Block(then), otherwise, last)
    }

    /// A branch. `last` says that nothing follows it in its region.
    pub fn branch(&mut self, condition: NodeId, then: Part, otherwise: Part, last: bool) -> Option<Value> {
        let tail = self.frame().tail;
        match (then.exits(), otherwise.exits()) {
            // The rest of the region goes into the side that does not exit.
            (true, false) => {
                let side = self.side(then, tail);
                self.enter_guard(condition, side, false);
                self.side_value(otherwise, last)
            }
            (false, true) => {
                let side = self.side(otherwise, tail);
                self.enter_guard(condition, side, true);
                self.side_value(then, last)
            }
            (true, true) => {
                let then = self.side(then, tail);
                let otherwise = self.side(otherwise, tail);
                // Control does not come here; what the sides gave, the region ends with.
                let value = self.merge(condition, then, otherwise);
                self.frame().early = value;
                None
            }
            (false, false) => {
                let tail = if last { tail } else { Tail::More };
                let then = self.side(then, tail);
                let otherwise = self.side(otherwise, tail);
                let value = self.merge(condition, then, otherwise)?;
                self.guard();
                Some(value)
            }
        }
    }

    fn side(&mut self, part: Part, tail: Tail) -> super::region::Side {
        self.enter(tail);
        let value = self.side_value(part, true);
        let value = value.map(|value| self.ranged(value));
        let value = value.map(|value| self.own_tables(value));
        self.leave(value)
    }

    /// Constants that are chosen may be of several lengths: what a branch gives is a vector.
    fn own_tables(&mut self, value: Value) -> Value {
        match value {
            Value::Node(node) => match (&self.builder.graph[node].op, self.builder.graph.ty(node).clone()) {
                (Op::Path(_), Ty::Slice(element)) => {
                    Value::Node(self.builder.add(Op::ToVec, vec![node], Ty::Vec(element)))
                }
                _ => Value::Node(node),
            },
            Value::Tuple(parts) => Value::Tuple(parts.into_iter().map(|part| self.own_tables(part)).collect()),
            value => value,
        }
    }

    fn side_value(&mut self, part: Part, last: bool) -> Option<Value> {
        match part {
            Part::Block(block) => self.block(block, last),
            Part::Expr(e) => self.expression_in(e, last),
            Part::Bool(value) => Some(Value::Node(self.builder.bool(value))),
            Part::Break(target) => self.break_expression(target, None),
            Part::Nothing => Some(Value::UNIT),
        }
    }

    /// `&&` (`and`) or `||`.
    pub fn logic(&mut self, and: bool, left: &Expr, right: &Expr) -> Option<Value> {
        let condition = self.expression(left)?.node();
        if self.is_cheap(right) {
            let right = self.expression(right)?.node();
            let op = if and { Integer::And } else { Integer::Or };
            return Some(Value::Node(self.builder.integer(op, condition, right)));
        }
        match and {
            true => self.branch(condition, Part::Expr(right), Part::Bool(false), false),
            false => self.branch(condition, Part::Bool(true), Part::Expr(right), false),
        }
    }

    /// Whether computing this cannot panic and costs next to nothing, so that it may be computed where it is not
    /// needed.
    fn is_cheap(&self, e: &Expr) -> bool {
        let float = |e: &Expr| matches!(self.types.of(e), Type::Float(_));
        match &e.kind {
            ExprKind::Float { .. } | ExprKind::Int { .. } | ExprKind::Bool(_) | ExprKind::Ordering(_) => true,
            ExprKind::Local(_) | ExprKind::Path { .. } => true,
            ExprKind::Field(e, _) | ExprKind::Len(e) | ExprKind::IsSome(e) | ExprKind::Payload(e) => self.is_cheap(e),
            ExprKind::Not(value) => self.is_cheap(value),
            ExprKind::Negate(value) => float(value) && self.is_cheap(value),
            ExprKind::Binary(_, a, b) => float(a) && self.is_cheap(a) && self.is_cheap(b),
            ExprKind::Compare(_, a, b) | ExprKind::And(a, b) | ExprKind::Or(a, b) => {
                self.is_cheap(a) && self.is_cheap(b)
            }
            ExprKind::Method {
                receiver,
                method: Method::Test(_) | Method::Ordering(_),
                ..
            } => self.is_cheap(receiver),
            _ => false,
        }
    }
}
