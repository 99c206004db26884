//! Blocks as expressions, branches, loops and jumps.

use super::conditional::has_let;
use super::writing::Shape;
use super::*;

impl Fence<'_> {
    pub(super) fn block_expression(&mut self, e: &syn::ExprBlock, leaving: bool) -> Option<Expr> {
        let span = e.block.brace_token.span.open();
        if e.label.is_some() {
            let id = self.new_loop();
            self.enter_loop(id, &e.label, LoopKind::Block);
            self.leaving = leaving;
            let body = self.block(&e.block);
            self.loops.pop();
            return Some(self.make(ExprKind::Labelled { id, body: body? }, span));
        }
        self.leaving = leaving;
        let block = self.block(&e.block)?;
        Some(self.make(ExprKind::Block(block), span))
    }

    pub(super) fn if_expression(&mut self, e: &syn::ExprIf, leaving: bool) -> Option<Expr> {
        if let syn::Expr::Let(test) = inner(&e.cond) {
            return self.if_let(e, test, leaving);
        }
        if has_let(&e.cond) {
            return self.if_chain(e, leaving);
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
        let item = self.seen_item(&e.expr);
        self.scopes.enter();
        let pattern = match &chain {
            Some(chain) => self.item_pattern(&e.pat, &chain.shape),
            None => self.pattern(&e.pat),
        };
        if let (Some(pattern), Some(item)) = (&pattern, item) {
            self.note(pattern, &item);
        }
        let (next, end) = match &chain {
            Some(chain) => (chain.level.id, chain.outermost()),
            None => {
                let id = self.new_loop();
                (id, id)
            }
        };
        self.enter_loop(next, &e.label, LoopKind::Bounded);
        if let Some(open) = self.loops.last_mut() {
            open.end = end;
        }
        let body = self.block(&e.body);
        self.loops.pop();
        self.scopes.leave();
        let (mut chain, body) = (chain?, body?);
        self.bind_item(&mut chain, pattern?, Type::Infer);
        chain.shape = Shape::Value;
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
        if has_let(&e.cond) {
            return self.while_chain(e);
        }
        // The label is in scope in the condition too.
        let id = self.new_loop();
        self.enter_loop(id, &e.label, LoopKind::Bounded);
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
        self.enter_loop(id, &e.label, LoopKind::Endless);
        let body = self.block(&e.body);
        self.loops.pop();
        Some(self.make(ExprKind::Loop { id, body: body? }, e.loop_token.span))
    }

    pub(super) fn new_loop(&mut self) -> LoopId {
        self.next_loop += 1;
        LoopId(self.next_loop - 1)
    }

    pub(super) fn enter_loop(&mut self, id: LoopId, label: &Option<syn::Label>, kind: LoopKind) {
        self.loops.push(OpenLoop {
            id,
            end: id,
            label: label.as_ref().map(|label| label.name.clone()),
            kind,
        });
    }

    pub(super) fn break_expression(&mut self, e: &syn::ExprBreak) -> Option<Expr> {
        let value = match &e.expr {
            Some(value) => self.boxed(value).map(Some),
            None => Some(None),
        };
        let Some(open) = self.jump_target(&e.label) else {
            return self.refuse(e, &messages::JUMP_TARGET, &["break"]);
        };
        let (target, kind) = (open.end, open.kind);
        if e.expr.is_some() && kind == LoopKind::Bounded {
            return self.refuse(e.break_token, &messages::BREAK_VALUE, &[]);
        }
        Some(self.make(ExprKind::Break { target, value: value? }, e.break_token.span))
    }

    pub(super) fn continue_expression(&mut self, e: &syn::ExprContinue) -> Option<Expr> {
        match self.jump_target(&e.label) {
            Some(&OpenLoop {
                id: target,
                kind: LoopKind::Bounded | LoopKind::Endless,
                ..
            }) => Some(self.make(ExprKind::Continue { target }, e.continue_token.span)),
            Some(_) | None => self.refuse(e, &messages::JUMP_TARGET, &["continue"]),
        }
    }

    pub(super) fn return_expression(&mut self, e: &syn::ExprReturn) -> Option<Expr> {
        self.leaving = e.expr.is_some() && self.closure_exit.is_none_or(|exit| exit.leaving);
        let value = match &e.expr {
            Some(value) => Some(self.boxed(value)?),
            None => None,
        };
        Some(self.returned(value, e.return_token.span))
    }

    /// `return value`, of the function or of the closure around.
    pub(super) fn returned(&mut self, value: Option<Box<Expr>>, span: Span) -> Expr {
        let kind = match &mut self.closure_exit {
            Some(exit) => {
                exit.used = true;
                ExprKind::Break { target: exit.id, value }
            }
            None => ExprKind::Return(value),
        };
        self.make(kind, span)
    }

    fn jump_target(&self, label: &Option<syn::Lifetime>) -> Option<&OpenLoop> {
        let wanted = |open: &&OpenLoop| match label {
            Some(label) => open.label.as_ref() == Some(label),
            None => open.kind != LoopKind::Block,
        };
        self.loops.iter().rev().find(wanted)
    }
}
