//! Blocks as expressions, branches, loops and jumps.

use super::*;

impl Fence<'_> {
    pub(super) fn block_expression(&mut self, e: &syn::ExprBlock, leaving: bool) -> Option<Expr> {
        if let Some(label) = &e.label {
            self.errors.refuse(label, &messages::LABELED_BLOCK, &[]);
            // For its `break`s, so that nothing is said of them.
            let id = self.new_loop();
            self.enter_loop(id, &e.label, true);
        }
        self.leaving = leaving && e.label.is_none();
        let block = self.block(&e.block);
        if e.label.is_some() {
            self.loops.pop();
        }
        let block = block?;
        Some(self.make(ExprKind::Block(block), e.block.brace_token.span.open()))
    }

    pub(super) fn if_expression(&mut self, e: &syn::ExprIf, leaving: bool) -> Option<Expr> {
        if let syn::Expr::Let(test) = inner(&e.cond) {
            return self.if_let(e, test, leaving);
        }
        let condition = self.boxed(&e.cond);
        self.leaving = leaving;
        let then = self.block(&e.then_branch);
        self.leaving = leaving && e.else_branch.is_some();
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
        let chain = self.chain(&e.expr);
        self.scopes.enter();
        let pattern = self.pattern(&e.pat);
        let id = match &chain {
            Some(chain) => chain.id,
            None => self.new_loop(),
        };
        self.enter_loop(id, &e.label, false);
        let body = self.block(&e.body);
        self.loops.pop();
        self.scopes.leave();
        let (mut chain, body) = (chain?, body?);
        self.bind_item(&mut chain, pattern?, Type::Infer);
        let span = e.for_token.span;
        let mut statements = self.run(chain, body)?;
        match (statements.pop(), statements.is_empty()) {
            (Some(Statement::Expr(run)), true) => Some(Expr { span, ..run }),
            (last, _) => {
                statements.extend(last);
                Some(self.braced(statements, None, span))
            }
        }
    }

    pub(super) fn while_loop(&mut self, e: &syn::ExprWhile) -> Option<Expr> {
        if let syn::Expr::Let(test) = inner(&e.cond) {
            return self.while_let(e, test);
        }
        // The label is in scope in the condition too.
        let id = self.new_loop();
        self.enter_loop(id, &e.label, false);
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
        let id = self.new_loop();
        self.enter_loop(id, &e.label, true);
        let body = self.block(&e.body);
        self.loops.pop();
        Some(self.make(ExprKind::Loop { id, body: body? }, e.loop_token.span))
    }

    pub(super) fn new_loop(&mut self) -> LoopId {
        self.next_loop += 1;
        LoopId(self.next_loop - 1)
    }

    pub(super) fn enter_loop(&mut self, id: LoopId, label: &Option<syn::Label>, endless: bool) {
        self.loops.push(OpenLoop {
            id,
            label: label.as_ref().map(|label| label.name.clone()),
            endless,
        });
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
        if self.closures > 0 {
            return self.refuse(e, &messages::CLOSURE_RETURN, &[]);
        }
        self.leaving = e.expr.is_some();
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
