//! What iterator chains find: the best item, and the first that fits.

use super::build::{bind, block};
use super::*;
use crate::ir::{Comparison, Integer};
use std::cmp::Ordering;

impl Fence<'_> {
    /// `reduce(|a, b| …)`
    pub(super) fn reduce(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        let chain = self.chain(&call.receiver);
        let inlined = self.inlined(closure, 2);
        let (chain, inlined) = (chain?, inlined?);
        self.best(call, chain, |fence, best, item, span| {
            let arguments = vec![fence.local(best, span), fence.local(item, span)];
            let value = fence.applied(inlined, arguments, span);
            vec![fence.set(best, value, span)]
        })
    }

    /// `max_by`, which gives the last of equal items, and `min_by`, which gives the first.
    pub(super) fn extreme(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr, max: bool) -> Option<Expr> {
        let chain = self.chain(&call.receiver);
        let inlined = self.inlined(closure, 2);
        let (chain, inlined) = (chain?, inlined?);
        self.best(call, chain, |fence, best, item, span| {
            let arguments = vec![fence.local(best, span), fence.local(item, span)];
            let ordering = fence.applied(inlined, arguments, span);
            let greater = fence.make(ExprKind::Ordering(Ordering::Greater), span);
            let comparison = if max { Comparison::Ne } else { Comparison::Eq };
            let replaces = fence.compare(comparison, ordering, greater, span);
            let item = fence.local(item, span);
            let set = fence.set(best, item, span);
            vec![fence.when(replaces, vec![set], span)]
        })
    }

    /// A loop that begins with the first item and goes on with `next`.
    fn best(
        &mut self,
        call: &syn::ExprMethodCall,
        mut chain: super::chain::Chain,
        next: impl FnOnce(&mut Self, LocalId, LocalId, Span) -> Vec<Statement>,
    ) -> Option<Expr> {
        self.no_turbofish(call)?;
        let span = call.method.span();
        let (found, best) = (self.accumulator("found", span), self.accumulator("best", span));
        let no = self.bool(false, span);
        let mut statements = vec![
            bind(found, no),
            Statement::Let {
                pattern: Pattern::Bind(best),
                ty: Type::Infer,
                init: None,
            },
        ];
        let item = self.held(&mut chain);
        let next = next(self, best, item, span);
        let yes = self.bool(true, span);
        let (value, test) = (self.local(item, span), self.local(found, span));
        let first = block(
            vec![self.set(best, value, span), self.set(found, yes, span)],
            None,
            span,
        );
        let first = self.make(ExprKind::Block(first), span);
        let step = self.choose(test, block(next, None, span), first, span);
        let step = block(vec![Statement::Expr(step)], None, span);
        statements.extend(self.run(chain, step)?);
        let (found, best) = (self.local(found, span), self.local(best, span));
        let result = self.make(ExprKind::Option(Box::new(found), Box::new(best)), span);
        Some(self.braced(statements, Some(result), span))
    }

    /// `position(|v| …)`: how many items come before the first for which it holds.
    pub(super) fn position(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        self.no_turbofish(call)?;
        let chain = self.chain(&call.receiver);
        let inlined = self.inlined(closure, 1);
        let (mut chain, inlined) = (chain?, inlined?);
        let span = call.method.span();
        let (found, count) = (self.accumulator("found", span), self.accumulator("count", span));
        let (no, yes) = (self.bool(false, span), self.bool(true, span));
        let (zero, one) = (self.usize(0, span), self.usize(1, span));
        let mut statements = vec![bind(found, no), bind(count, zero)];
        for (pattern, ty) in inlined.parameters {
            self.bind_item(&mut chain, pattern, ty);
        }
        let kind = ExprKind::Break {
            target: chain.id,
            value: None,
        };
        let leave = Statement::Expr(self.make(kind, span));
        let set = self.set(found, yes, span);
        let hit = self.when(inlined.body, vec![set, leave], span);
        let counted = self.update(Integer::Add, count, one, span);
        statements.extend(self.run(chain, block(vec![hit, counted], None, span))?);
        let (found, count) = (self.local(found, span), self.local(count, span));
        let result = self.make(ExprKind::Option(Box::new(found), Box::new(count)), span);
        Some(self.braced(statements, Some(result), span))
    }
}
