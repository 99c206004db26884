//! A vector that a method changes, step by step.

use super::build::{bind, bind_pattern};
use super::*;
use crate::ir::Integer;

/// A vector that a method changes, and what the method does.
pub(super) struct Vector {
    pub(super) local: LocalId,
    pub(super) read: Expr,
    pub(super) statements: Vec<Statement>,
}

impl Vector {
    /// A new one, without elements, in a variable of this name.
    pub(super) fn empty(fence: &mut Fence, name: &str, ty: Type, span: Span) -> Vector {
        let local = fence.accumulator(name, span);
        let empty = fence.make(ExprKind::List(vec![]), span);
        Vector {
            local,
            read: fence.local(local, span),
            statements: vec![bind_pattern(Pattern::Bind(local), ty, empty)],
        }
    }

    /// The vector once more.
    pub(super) fn read(&self, fence: &mut Fence) -> Expr {
        again(&self.read, fence)
    }

    pub(super) fn place(&self, fence: &mut Fence) -> Place {
        Place {
            local: self.local,
            read: Box::new(self.read(fence)),
        }
    }

    pub(super) fn len(&self, fence: &mut Fence, span: Span) -> Expr {
        let read = self.read(fence);
        fence.make(ExprKind::Len(Box::new(read)), span)
    }

    /// Binds a value to a variable.
    pub(super) fn held(&mut self, fence: &mut Fence, value: Expr, span: Span) -> LocalId {
        let held = fence.hidden(span);
        self.statements.push(bind(held, value));
        held
    }

    /// A variable with `len - 1`.
    pub(super) fn last(&mut self, fence: &mut Fence, span: Span) -> LocalId {
        let (len, one) = (self.len(fence, span), fence.usize(1, span));
        let last = fence.make(ExprKind::Binary(Integer::Sub, Box::new(len), Box::new(one)), span);
        self.held(fence, last, span)
    }

    pub(super) fn element(&self, fence: &mut Fence, index: LocalId, span: Span) -> Expr {
        let index = fence.local(index, span);
        self.element_at(fence, index, span)
    }

    pub(super) fn element_at(&self, fence: &mut Fence, index: Expr, span: Span) -> Expr {
        let read = self.read(fence);
        fence.make(ExprKind::Index(Box::new(read), Box::new(index)), span)
    }

    /// `v[index] = value;`
    pub(super) fn assigned(&self, fence: &mut Fence, index: Expr, value: Expr, span: Span) -> Statement {
        let place = Place {
            local: self.local,
            read: Box::new(self.element_at(fence, index, span)),
        };
        Statement::Expr(fence.make(ExprKind::Assign(place, Box::new(value)), span))
    }

    pub(super) fn appended(&self, fence: &mut Fence, value: Expr, span: Span) -> Statement {
        let place = self.place(fence);
        Statement::Expr(fence.make(ExprKind::Append(place, Box::new(value)), span))
    }

    pub(super) fn append(&mut self, fence: &mut Fence, value: Expr, span: Span) {
        let statement = self.appended(fence, value, span);
        self.statements.push(statement);
    }

    pub(super) fn truncated(&self, fence: &mut Fence, len: Expr, span: Span) -> Statement {
        let place = self.place(fence);
        Statement::Expr(fence.make(ExprKind::Truncate(place, Box::new(len)), span))
    }

    pub(super) fn truncate(&mut self, fence: &mut Fence, len: Expr, span: Span) {
        let statement = self.truncated(fence, len, span);
        self.statements.push(statement);
    }
}

/// A place, whose indices are variables, once more.
fn again(place: &Expr, fence: &mut Fence) -> Expr {
    let kind = match &place.kind {
        ExprKind::Local(local) => ExprKind::Local(*local),
        ExprKind::Field(base, k) => ExprKind::Field(Box::new(again(base, fence)), k.clone()),
        ExprKind::Index(base, index) => ExprKind::Index(Box::new(again(base, fence)), Box::new(again(index, fence))),
        _ => unreachable!("a place is a variable with fields and indices"),
    };
    fence.make(kind, place.span)
}
