//! Blocks as expressions, branches, loops and jumps.

use super::*;

impl Fence<'_> {
    pub(super) fn block_expression(&mut self, e: &syn::ExprBlock) -> Option<Expr> {
        if let Some(label) = &e.label {
            self.errors.refuse(label, &messages::LABELED_BLOCK, &[]);
        }
        let block = self.block(&e.block)?;
        Some(self.make(ExprKind::Block(block), e.block.brace_token.span.open()))
    }

    pub(super) fn if_expression(&mut self, e: &syn::ExprIf) -> Option<Expr> {
        let condition = self.boxed(&e.cond);
        let then = self.block(&e.then_branch);
        let otherwise = match &e.else_branch {
            Some((_, otherwise)) => self.boxed(otherwise).map(Some),
            None => Some(None),
        };
        let kind = ExprKind::If {
            condition: condition?,
            then: then?,
            otherwise: otherwise?,
        };
        Some(self.make(kind, e.if_token.span))
    }

    pub(super) fn for_loop(&mut self, e: &syn::ExprForLoop) -> Option<Expr> {
        let domain = self.domain(&e.expr);
        self.scopes.enter();
        let pattern = self.pattern(&e.pat);
        let id = self.enter_loop(&e.label, false);
        let body = self.block(&e.body);
        self.loops.pop();
        self.scopes.leave();
        let kind = ExprKind::For(Box::new(For {
            id,
            pattern: pattern?,
            domain: domain?,
            body: body?,
        }));
        Some(self.make(kind, e.for_token.span))
    }

    pub(super) fn while_loop(&mut self, e: &syn::ExprWhile) -> Option<Expr> {
        // The label is in scope in the condition too.
        let id = self.enter_loop(&e.label, false);
        let condition = self.boxed(&e.cond);
        let body = self.block(&e.body);
        self.loops.pop();
        Some(self.make(
            ExprKind::While {
                id,
                condition: condition?,
                body: body?,
            },
            e.while_token.span,
        ))
    }

    pub(super) fn loop_expression(&mut self, e: &syn::ExprLoop) -> Option<Expr> {
        let id = self.enter_loop(&e.label, true);
        let body = self.block(&e.body);
        self.loops.pop();
        Some(self.make(ExprKind::Loop { id, body: body? }, e.loop_token.span))
    }

    fn enter_loop(&mut self, label: &Option<syn::Label>, endless: bool) -> LoopId {
        let id = LoopId(self.next_loop);
        self.next_loop += 1;
        self.loops.push(OpenLoop {
            id,
            label: label.as_ref().map(|label| label.name.clone()),
            endless,
        });
        id
    }

    pub(super) fn break_expression(&mut self, e: &syn::ExprBreak) -> Option<Expr> {
        let value = match &e.expr {
            Some(value) => self.boxed(value).map(Some),
            None => Some(None),
        };
        let Some((target, endless)) = self.jump_target(&e.label) else {
            return self.refuse(e, &messages::JUMP_TARGET, &["break"]);
        };
        if e.expr.is_some() && !endless {
            return self.refuse(e.break_token, &messages::BREAK_VALUE, &[]);
        }
        Some(self.make(ExprKind::Break { target, value: value? }, e.break_token.span))
    }

    pub(super) fn continue_expression(&mut self, e: &syn::ExprContinue) -> Option<Expr> {
        match self.jump_target(&e.label) {
            Some((target, _)) => Some(self.make(ExprKind::Continue { target }, e.continue_token.span)),
            None => self.refuse(e, &messages::JUMP_TARGET, &["continue"]),
        }
    }

    pub(super) fn return_expression(&mut self, e: &syn::ExprReturn) -> Option<Expr> {
        let value = match &e.expr {
            Some(value) => Some(self.boxed(value)?),
            None => None,
        };
        Some(self.make(ExprKind::Return(value), e.return_token.span))
    }

    fn jump_target(&self, label: &Option<syn::Lifetime>) -> Option<(LoopId, bool)> {
        let wanted = |open: &&OpenLoop| label.as_ref().is_none_or(|label| open.label.as_ref() == Some(label));
        self.loops.iter().rev().find(wanted).map(|open| (open.id, open.endless))
    }
}
