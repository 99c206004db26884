//! `if let`, `while let` and `let … else`: branches on whether a pattern matches.

use super::build::{bind_pattern, block};
use super::*;

impl Fence<'_> {
    /// `if let pattern = value { then } else { otherwise }`
    pub(super) fn if_let(&mut self, e: &syn::ExprIf, test: &syn::ExprLet, leaving: bool) -> Option<Expr> {
        let span = e.if_token.span;
        if let Some(opaque) = self.opaque(&test.expr) {
            return self.opaque_if_let(e, test, &opaque, leaving);
        }
        if let Some(other) = self.if_let_of_places(e, test) {
            return self.match_expression(&other, leaving);
        }
        let subject = self.subject(&test.expr);
        self.no_bare_variants(&[(&test.pat, false)], true)?;
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

    /// `if let Kind::A = kind { then } else { otherwise }`
    fn opaque_if_let(&mut self, e: &syn::ExprIf, test: &syn::ExprLet, opaque: &Opaque, leaving: bool) -> Option<Expr> {
        let span = e.if_token.span;
        self.scopes.enter();
        let tested = self.opaque_pattern(&test.pat, &test.expr, opaque);
        self.leaving = leaving;
        let then = self.block(&e.then_branch);
        self.scopes.leave();
        self.leaving = leaving && e.else_branch.is_some();
        let otherwise = match &e.else_branch {
            Some((_, otherwise)) => self.boxed(otherwise).map(Some),
            None => Some(None),
        };
        let (condition, bindings) = tested?;
        let condition = condition.unwrap_or_else(|| self.bool(true, span));
        let then = self.make(ExprKind::Block(then?), span);
        let kind = ExprKind::If {
            condition: Box::new(condition),
            then: block(self.taken_out(&bindings, span), Some(then), span),
            otherwise: otherwise?,
        };
        Some(self.make(kind, span))
    }

    /// `if a && let pattern = value && b { then } else { otherwise }`, as a block that is left from within:
    ///
    /// ```text
    /// 'chain: { if a { if let pattern = value { if b { break 'chain then; } } } otherwise }
    /// ```
    pub(super) fn if_chain(&mut self, e: &syn::ExprIf, leaving: bool) -> Option<Expr> {
        let span = e.if_token.span;
        let id = self.new_loop();
        let then = |fence: &mut Self| {
            fence.leaving = leaving;
            let then = fence.block(&e.then_branch)?;
            let then = fence.make(ExprKind::Block(then), span);
            let kind = ExprKind::Break {
                target: id,
                value: Some(Box::new(then)),
            };
            Some(vec![Statement::Expr(fence.make(kind, span))])
        };
        let tests = self.chained(&operands(&e.cond), then, span);
        self.leaving = leaving && e.else_branch.is_some();
        let otherwise = match &e.else_branch {
            Some((_, otherwise)) => self.expression(otherwise).map(Some),
            None => Some(None),
        };
        let body = block(tests?, otherwise?, span);
        Some(self.make(ExprKind::Labelled { id, body }, span))
    }

    /// Tests within each other, and inside of all this.
    fn chained(
        &mut self,
        tests: &[&syn::Expr],
        then: impl FnOnce(&mut Self) -> Option<Vec<Statement>>,
        span: Span,
    ) -> Option<Vec<Statement>> {
        let Some((first, rest)) = tests.split_first() else {
            return then(self);
        };
        let syn::Expr::Let(test) = inner(first) else {
            let test = self.expression(first);
            let inside = self.chained(rest, then, span);
            return Some(vec![self.when(test?, inside?, span)]);
        };
        let subject = self.subject(&test.expr);
        self.scopes.enter();
        let matched = match &subject {
            Some((subject, _)) => self.matched(&test.pat, subject),
            None => None,
        };
        let inside = match matched.is_some() {
            true => self.chained(rest, then, span),
            false => None,
        };
        self.scopes.leave();
        let ((_, statement), matched) = (subject?, matched?);
        let mut statements = self.bound(&matched.bindings.clone(), span);
        statements.extend(inside?);
        let condition = match self.condition(matched, None, span) {
            Some(condition) => condition,
            None => self.bool(true, span),
        };
        Some(vec![statement, self.when(condition, statements, span)])
    }

    /// `while a && let pattern = value { body }`, which is a `loop` that is left where a test fails.
    pub(super) fn while_chain(&mut self, e: &syn::ExprWhile) -> Option<Expr> {
        let span = e.while_token.span;
        let id = self.new_loop();
        // The label is in scope in the condition too.
        self.enter_loop(id, &e.label, LoopKind::Bounded);
        self.scopes.enter();
        let mut statements = Some(vec![]);
        for test in operands(&e.cond) {
            let tested = match inner(test) {
                syn::Expr::Let(test) => self.matching_or_break(test, id, span),
                test => self
                    .expression(test)
                    .map(|test| vec![self.break_unless(test, id, span)]),
            };
            statements = statements
                .zip(tested)
                .map(|(all, tested)| [all, tested].into_iter().flatten().collect());
        }
        let body = match statements.is_some() {
            true => self.block(&e.body),
            false => None,
        };
        self.scopes.leave();
        self.loops.pop();
        let body = self.make(ExprKind::Block(body?), span);
        let body = block(statements?, Some(body), span);
        Some(self.make(ExprKind::Loop { id, body }, span))
    }

    /// `let pattern = value else { break };`
    fn matching_or_break(&mut self, test: &syn::ExprLet, target: LoopId, span: Span) -> Option<Vec<Statement>> {
        let (subject, statement) = self.subject(&test.expr)?;
        let matched = self.matched(&test.pat, &subject)?;
        let bindings = matched.bindings.clone();
        let mut statements = vec![statement];
        if let Some(condition) = self.condition(matched, None, span) {
            statements.push(self.break_unless(condition, target, span));
        }
        statements.extend(self.bound(&bindings, span));
        Some(statements)
    }

    fn break_unless(&mut self, condition: Expr, target: LoopId, span: Span) -> Statement {
        let kind = ExprKind::Break { target, value: None };
        let (fails, leave) = (self.not(condition, span), self.make(kind, span));
        self.when(fails, vec![Statement::Expr(leave)], span)
    }

    /// `let [first, .., last] = value;`, which always matches.
    pub(super) fn let_slice(&mut self, pattern: &syn::Pat, ty: Type, init: &syn::Expr) -> Option<Vec<Statement>> {
        let (subject, statement) = self.subject(init)?;
        let matched = self.matched(pattern, &subject)?;
        let span = pattern.span();
        let mut statements = vec![statement];
        if !matches!(ty, Type::Infer) {
            let value = self.subject_value(&subject, span);
            statements.push(bind_pattern(Pattern::Wild, ty, value));
        }
        statements.extend(self.bound(&matched.bindings, span));
        Some(statements)
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

/// Whether there is a `let` among these conditions.
pub(super) fn has_let(condition: &syn::Expr) -> bool {
    operands(condition)
        .iter()
        .any(|test| matches!(inner(test), syn::Expr::Let(_)))
}

/// The operands of a chain of `&&`.
fn operands(condition: &syn::Expr) -> Vec<&syn::Expr> {
    match condition {
        syn::Expr::Group(group) => operands(&group.expr),
        syn::Expr::Binary(both) if matches!(both.op, syn::BinOp::And(_)) => {
            [operands(&both.left), operands(&both.right)].concat()
        }
        other => vec![other],
    }
}
