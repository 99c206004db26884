//! Pieces of the tree that stand for sugar.

use super::*;
use crate::ir::{Int, IntMethod, Integer};

impl Fence<'_> {
    /// A variable that the user did not write.
    pub(super) fn temporary(&mut self, name: &str, span: Span) -> LocalId {
        self.declare_local(Ident::new(name, span), false, false)
    }

    /// A variable that the user did not write, which changes.
    pub(super) fn accumulator(&mut self, name: &str, span: Span) -> LocalId {
        self.declare_local(Ident::new(name, span), true, false)
    }

    /// A variable that only passes a value on.
    pub(super) fn hidden(&mut self, span: Span) -> LocalId {
        self.declare_local(Ident::new("item", span), false, true)
    }

    pub(super) fn declare_local(&mut self, name: Ident, mutable: bool, hidden: bool) -> LocalId {
        self.locals.push(Local { name, mutable, hidden });
        LocalId(self.locals.len() as u32 - 1)
    }

    pub(super) fn local(&mut self, local: LocalId, span: Span) -> Expr {
        self.make(ExprKind::Local(local), span)
    }

    pub(super) fn usize(&mut self, value: i128, span: Span) -> Expr {
        let suffix = Some(Int::Usize);
        self.make(ExprKind::Int { value, suffix }, span)
    }

    pub(super) fn int(&mut self, value: i128, span: Span) -> Expr {
        self.make(ExprKind::Int { value, suffix: None }, span)
    }

    pub(super) fn bool(&mut self, value: bool, span: Span) -> Expr {
        self.make(ExprKind::Bool(value), span)
    }

    pub(super) fn not(&mut self, value: Expr, span: Span) -> Expr {
        self.make(ExprKind::Not(Box::new(value)), span)
    }

    /// A method of integers that the user did not write.
    pub(super) fn int_method(
        &mut self,
        receiver: Expr,
        method: IntMethod,
        arguments: Vec<Expr>,
        on: Type,
        span: Span,
    ) -> Expr {
        let kind = ExprKind::Method {
            receiver: Box::new(receiver),
            name: Ident::new("method", span),
            method: Method::Int(method),
            arguments,
            on,
        };
        self.make(kind, span)
    }

    pub(super) fn and(&mut self, left: Option<Expr>, right: Option<Expr>, span: Span) -> Option<Expr> {
        match (left, right) {
            (Some(left), Some(right)) => Some(self.make(ExprKind::And(Box::new(left), Box::new(right)), span)),
            (left, right) => left.or(right),
        }
    }

    pub(super) fn compare(&mut self, comparison: crate::ir::Comparison, left: Expr, right: Expr, span: Span) -> Expr {
        self.make(ExprKind::Compare(comparison, Box::new(left), Box::new(right)), span)
    }

    /// `local = value;`
    pub(super) fn set(&mut self, local: LocalId, value: Expr, span: Span) -> Statement {
        let read = Box::new(self.local(local, span));
        let kind = ExprKind::Assign(Place { local, read }, Box::new(value));
        Statement::Expr(self.make(kind, span))
    }

    /// `local op= value;`
    pub(super) fn update(&mut self, op: Integer, local: LocalId, value: Expr, span: Span) -> Statement {
        let read = Box::new(self.local(local, span));
        let kind = ExprKind::AssignOp(op, Place { local, read }, Box::new(value));
        Statement::Expr(self.make(kind, span))
    }

    /// `if condition { then }`
    pub(super) fn when(&mut self, condition: Expr, then: Vec<Statement>, span: Span) -> Statement {
        let then = Block {
            statements: then,
            value: None,
            span,
        };
        let kind = ExprKind::If {
            condition: Box::new(condition),
            then,
            otherwise: None,
        };
        Statement::Expr(self.make(kind, span))
    }

    /// `if condition { then } else { otherwise }`
    pub(super) fn choose(&mut self, condition: Expr, then: Block, otherwise: Expr, span: Span) -> Expr {
        let kind = ExprKind::If {
            condition: Box::new(condition),
            then,
            otherwise: Some(Box::new(otherwise)),
        };
        self.make(kind, span)
    }

    /// `{ let value: ty = value; value }`
    pub(super) fn of_type(&mut self, value: Expr, ty: Type) -> Expr {
        if matches!(ty, Type::Infer) {
            return value;
        }
        let span = value.span;
        let held = self.hidden(span);
        let bound = bind_pattern(Pattern::Bind(held), ty, value);
        let value = self.local(held, span);
        self.braced(vec![bound], Some(value), span)
    }

    /// `{ statements value }`
    pub(super) fn braced(&mut self, statements: Vec<Statement>, value: Option<Expr>, span: Span) -> Expr {
        if let (true, Some(_)) = (statements.is_empty(), &value) {
            return value.unwrap_or_else(|| unreachable!("it was there"));
        }
        self.make(ExprKind::Block(block(statements, value, span)), span)
    }
}

pub(super) fn block(statements: Vec<Statement>, value: Option<Expr>, span: Span) -> Block {
    Block {
        statements,
        value: value.map(Box::new),
        span,
    }
}

/// `let local = value;`
pub(super) fn bind(local: LocalId, value: Expr) -> Statement {
    bind_pattern(Pattern::Bind(local), Type::Infer, value)
}

/// `let pattern: ty = value;`
pub(super) fn bind_pattern(pattern: Pattern, ty: Type, value: Expr) -> Statement {
    Statement::Let {
        pattern,
        ty,
        init: Some(value),
    }
}
