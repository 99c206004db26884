//! `if let`, `while let` and `let … else`: branches on whether a pattern matches.

use super::build::{bind_pattern, block};
use super::*;

impl Fence<'_> {
    /// `if let pattern = value { then } else { otherwise }`
    pub(super) fn if_let(&mut self, e: &syn::ExprIf, test: &syn::ExprLet, leaving: bool) -> Option<Expr> {
        let span = e.if_token.span;
        let subject = self.subject(&test.expr);
        self.scopes.enter();
        let matched = match &subject {
            Some((subject, _)) => self.matched(&test.pat, subject),
            None => None,
        };
        self.leaving = leaving;
        let then = match subject.is_some() {
            true => self.block(&e.then_branch),
            false => None,
        };
        self.scopes.leave();
        self.leaving = leaving && e.else_branch.is_some();
        let otherwise = match &e.else_branch {
            Some((_, otherwise)) => self.expression(otherwise).map(Some),
            None => Some(None),
        };
        let ((_, statement), matched) = (subject?, matched?);
        let bindings = matched.bindings.clone();
        let condition = match self.condition(matched, None, span) {
            Some(condition) => condition,
            None => self.bool(true, span),
        };
        let then = self.make(ExprKind::Block(then?), span);
        let then = block(self.bound(&bindings, span), Some(then), span);
        let kind = ExprKind::If {
            condition: Box::new(condition),
            then,
            otherwise: otherwise?.map(Box::new),
        };
        let branch = self.make(kind, span);
        Some(self.braced(vec![statement], Some(branch), span))
    }

    /// `while let pattern = value { body }`, which is a `loop` that is left where the pattern does not match.
    pub(super) fn while_let(&mut self, e: &syn::ExprWhile, test: &syn::ExprLet) -> Option<Expr> {
        let span = e.while_token.span;
        let id = self.new_loop();
        // The label is in scope in the condition too.
        self.enter_loop(id, &e.label, false);
        let subject = self.subject(&test.expr);
        self.scopes.enter();
        let matched = match &subject {
            Some((subject, _)) => self.matched(&test.pat, subject),
            None => None,
        };
        let body = self.block(&e.body);
        self.scopes.leave();
        self.loops.pop();
        let ((_, statement), matched, body) = (subject?, matched?, body?);
        let bindings = matched.bindings.clone();
        let mut statements = vec![statement];
        if let Some(condition) = self.condition(matched, None, span) {
            let kind = ExprKind::Break {
                target: id,
                value: None,
            };
            let (fails, leave) = (self.not(condition, span), self.make(kind, span));
            statements.push(self.when(fails, vec![Statement::Expr(leave)], span));
        }
        statements.extend(self.bound(&bindings, span));
        let body = self.make(ExprKind::Block(body), span);
        let body = block(statements, Some(body), span);
        Some(self.make(ExprKind::Loop { id, body }, span))
    }

    /// `let pattern = value else { otherwise };`
    pub(super) fn let_else(&mut self, pattern: &syn::Pat, ty: Type, init: &syn::LocalInit) -> Option<Vec<Statement>> {
        let (_, otherwise) = init.diverge.as_ref()?;
        let subject = self.subject(&init.expr);
        let otherwise = self.expression(otherwise);
        let (subject, statement) = subject?;
        let matched = self.matched(pattern, &subject)?;
        let otherwise = otherwise?;
        let span = pattern.span();
        let bindings = matched.bindings.clone();
        let mut statements = vec![statement];
        if !matches!(ty, Type::Infer) {
            let value = self.subject_value(&subject, span);
            statements.push(bind_pattern(Pattern::Wild, ty, value));
        }
        if let Some(condition) = self.condition(matched, None, span) {
            let fails = self.not(condition, span);
            statements.push(self.when(fails, vec![Statement::Expr(otherwise)], span));
        }
        statements.extend(self.bound(&bindings, span));
        Some(statements)
    }
}
