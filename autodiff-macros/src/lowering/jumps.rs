//! Where `return`, `break` and `continue` may stand: as statements, in the ends of blocks, and as what is assigned.
//!
//! Inside of an operand (`1.0 + if c { return 0.0 } else { x }`) a jump would leave an expression half evaluated.

use crate::ast::{Block, Expr, ExprKind, Function, Statement};
use crate::diagnostics::{messages, Collector};

/// Refuses jumps in operands.
pub fn check(function: &Function, errors: &mut Collector) {
    block(&function.body, errors);
}

fn block(b: &Block, errors: &mut Collector) {
    for statement in &b.statements {
        match statement {
            Statement::Let { init, .. } => init.iter().for_each(|init| open(init, errors)),
            Statement::Expr(e) => open(e, errors),
        }
    }
    b.value.iter().for_each(|value| open(value, errors));
}

/// An expression from which jumps are possible.
fn open(e: &Expr, errors: &mut Collector) {
    match &e.kind {
        ExprKind::Block(b) => block(b, errors),
        ExprKind::If { condition, then, otherwise } => {
            operand(condition, errors);
            block(then, errors);
            otherwise.iter().for_each(|side| open(side, errors));
        }
        ExprKind::For(f) => {
            f.domain.each_child(&mut |child| operand(child, errors));
            block(&f.body, errors);
        }
        ExprKind::While { condition, body, .. } => {
            operand(condition, errors);
            block(body, errors);
        }
        ExprKind::Loop { body, .. } => block(body, errors),
        ExprKind::Return(value) | ExprKind::Break { value, .. } => value.iter().for_each(|value| open(value, errors)),
        ExprKind::And(left, right) | ExprKind::Or(left, right) => {
            operand(left, errors);
            open(right, errors);
        }
        ExprKind::Assign(place, value) | ExprKind::AssignOp(_, place, value) => {
            operand(&place.read, errors);
            open(value, errors);
        }
        _ => e.each_child(&mut |child| operand(child, errors)),
    }
}

/// An expression whose value is needed at once.
fn operand(e: &Expr, errors: &mut Collector) {
    match e.diverges() || !e.exits().is_empty() {
        true => errors.refuse_at(e.span, &messages::JUMP_IN_OPERAND, &[]),
        // Jumps of loops inside stay inside.
        false => open(e, errors),
    }
}
