//! What iterator chains find: the best item, and the first that fits.

use super::build::{bind, block};
use super::chain::Chain;
use super::*;
use crate::ir::{Comparison, Integer};
use std::cmp::Ordering;

impl Fence<'_> {
    /// `reduce(|a, b| …)`
    pub(super) fn reduce(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        let chain = self.chain(&call.receiver);
        let inlined = self.inlined_on(&call.receiver, closure, (0, 2));
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
        let inlined = self.inlined_on(&call.receiver, closure, (0, 2));
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
        mut chain: Chain,
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
        let (statements, found, count) = self.counted_before(call, closure, true)?;
        let span = call.method.span();
        let (found, count) = (self.local(found, span), self.local(count, span));
        let result = self.make(ExprKind::Option(Box::new(found), Box::new(count)), span);
        Some(self.braced(statements, Some(result), span))
    }

    /// `partition_point(|v| …)`: how many elements come before the first for which it does not hold. One after the other: what
    /// a table is worth halving for costs less here than its derivative.
    pub(super) fn partition_point(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        let (statements, _, count) = self.counted_before(call, closure, false)?;
        let count = self.local(count, call.method.span());
        Some(self.braced(statements, Some(count), call.method.span()))
    }

    /// Counts the items before the first of which the closure says `ends`; whether there is one, and how many they are.
    fn counted_before(
        &mut self,
        call: &syn::ExprMethodCall,
        closure: &syn::Expr,
        ends: bool,
    ) -> Option<(Vec<Statement>, LocalId, LocalId)> {
        self.no_turbofish(call)?;
        let chain = self.items_taken(&call.receiver);
        let inlined = self.inlined_on(&call.receiver, closure, (0, 1));
        let (mut chain, inlined) = (chain?, inlined?);
        let span = call.method.span();
        let (found, count) = (self.accumulator("found", span), self.accumulator("count", span));
        let (no, yes) = (self.bool(false, span), self.bool(true, span));
        let (zero, one) = (self.usize(0, span), self.usize(1, span));
        let mut statements = vec![bind(found, no), bind(count, zero)];
        for (pattern, ty) in inlined.parameters {
            self.bind_item(&mut chain, pattern, ty);
        }
        let leave = self.end_of(&chain, span);
        let set = self.set(found, yes, span);
        let test = match ends {
            true => inlined.body,
            false => self.not(inlined.body, span),
        };
        let hit = self.when(test, vec![set, leave], span);
        let counted = self.update(Integer::Add, count, one, span);
        statements.extend(self.run(chain, block(vec![hit, counted], None, span))?);
        Some((statements, found, count))
    }

    /// `(a..b).contains(&x)`: the bounds are computed first, as they are written.
    pub(super) fn is_within(&mut self, range: &syn::ExprRange, value: &syn::Expr, span: Span) -> Option<Expr> {
        let [start, end] = [&range.start, &range.end].map(|bound| bound.as_deref().map(|bound| self.expression(bound)));
        let value = self.expression(value);
        let (start, end, value) = (
            start.map_or(Some(None), |start| start.map(Some))?,
            end.map_or(Some(None), |end| end.map(Some))?,
            value?,
        );
        let mut statements = vec![];
        let mut hold = |fence: &mut Self, value| {
            let held = fence.hidden(span);
            statements.push(bind(held, value));
            held
        };
        let (start, end) = (start.map(|start| hold(self, start)), end.map(|end| hold(self, end)));
        let value = hold(self, value);
        let below = match range.limits {
            syn::RangeLimits::HalfOpen(_) => Comparison::Lt,
            syn::RangeLimits::Closed(_) => Comparison::Le,
        };
        let mut test = |start, comparison, end| {
            let (start, end) = (self.local(start, span), self.local(end, span));
            self.compare(comparison, start, end, span)
        };
        let tests = (
            start.map(|start| test(start, Comparison::Le, value)),
            end.map(|end| test(value, below, end)),
        );
        let all = self.bool(true, span);
        let result = self.and(tests.0, tests.1, span).unwrap_or(all);
        Some(self.braced(statements, Some(result), span))
    }

    /// `rposition(|v| …)`: how many items come before the last for which it holds.
    pub(super) fn last_position(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        let span = call.method.span();
        let chain = self.items_taken(&call.receiver);
        let inlined = self.inlined_on(&call.receiver, closure, (0, 1));
        let chain = self.enumerated(chain?, span)?;
        let mut chain = self.turned(chain, &Ident::new("rev", span))?;
        let held = self.held(&mut chain);
        let item = self.local(held, span);
        let item = self.make(ExprKind::Field(Box::new(item), Member::Number(1)), span);
        let test = self.applied(inlined?, vec![item], span);
        let fails = self.not(test, span);
        let next = self.next_item(&chain, span);
        let next = self.when(fails, vec![next], span);
        chain.level.body.push(next);
        let item = self.local(held, span);
        chain.item = Some(self.make(ExprKind::Field(Box::new(item), Member::Number(0)), span));
        self.first_of(call, chain)
    }

    /// `find(|v| …)` and `find_map(|v| …)`: the first item behind this adaptor.
    pub(super) fn find(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr, adaptor: &str) -> Option<Expr> {
        let span = call.method.span();
        let chain = self.items_taken(&call.receiver);
        let inlined = self.inlined_on(&call.receiver, closure, (0, 1));
        let chain = match adaptor {
            "filter" => self.tested(chain?, inlined?, adaptor, span),
            _ => self.optional_items(chain?, inlined?, adaptor, span),
        };
        self.first_of(call, chain?)
    }

    /// `next()`
    pub(super) fn first_item(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let chain = self.items_taken(&call.receiver)?;
        self.first_of(call, chain)
    }

    /// `peek()`, which leaves the item where it is.
    pub(super) fn peeked(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let chain = self.chain(&call.receiver)?;
        self.first_of(call, chain)
    }

    pub(super) fn nth(&mut self, call: &syn::ExprMethodCall, count: &syn::Expr) -> Option<Expr> {
        let chain = self.items_taken(&call.receiver);
        let count = self.expression(count);
        let chain = self.counted(chain?, count?, &Ident::new("skip", call.method.span()))?;
        self.first_of(call, chain)
    }

    fn first_of(&mut self, call: &syn::ExprMethodCall, mut chain: Chain) -> Option<Expr> {
        self.no_turbofish(call)?;
        let span = call.method.span();
        let (found, first) = (self.accumulator("found", span), self.accumulator("first", span));
        let (no, yes) = (self.bool(false, span), self.bool(true, span));
        let mut statements = vec![
            bind(found, no),
            Statement::Let {
                pattern: Pattern::Bind(first),
                ty: Type::Infer,
                init: None,
            },
        ];
        let item = self.item_value(&mut chain);
        let leave = self.end_of(&chain, span);
        let step = vec![self.set(first, item, span), self.set(found, yes, span), leave];
        statements.extend(self.run(chain, block(step, None, span))?);
        let (found, first) = (self.local(found, span), self.local(first, span));
        let result = self.make(ExprKind::Option(Box::new(found), Box::new(first)), span);
        Some(self.braced(statements, Some(result), span))
    }

    /// `last()` of an iterator, whose items are all made.
    pub(super) fn last_item(&mut self, call: &syn::ExprMethodCall) -> Option<Expr> {
        let chain = self.chain(&call.receiver)?;
        self.best(call, chain, |fence, best, item, span| {
            let item = fence.local(item, span);
            vec![fence.set(best, item, span)]
        })
    }

    /// `max()` and `min()` of integers: the last of equal ones, and the first.
    pub(super) fn extreme_item(&mut self, call: &syn::ExprMethodCall, max: bool) -> Option<Expr> {
        let chain = self.chain(&call.receiver)?;
        self.best(call, chain, |fence, best, item, span| {
            let (old, new) = (fence.local(best, span), fence.local(item, span));
            vec![fence.replaced(best, item, [old, new], max, span)]
        })
    }

    /// `max_by_key(|v| …)` and `min_by_key(|v| …)`: each item goes with its key.
    pub(super) fn extreme_by_key(
        &mut self,
        call: &syn::ExprMethodCall,
        closure: &syn::Expr,
        max: bool,
    ) -> Option<Expr> {
        let span = call.method.span();
        let chain = self.chain(&call.receiver);
        let inlined = self.inlined_on(&call.receiver, closure, (0, 1));
        let mut chain = chain?;
        let held = self.held(&mut chain);
        let argument = self.local(held, span);
        let key = self.applied(inlined?, vec![argument], span);
        let item = self.local(held, span);
        chain.item = Some(self.make(ExprKind::Tuple(vec![key, item]), span));
        let pair = self.best(call, chain, |fence, best, item, span| {
            let keys = [best, item].map(|local| {
                let pair = fence.local(local, span);
                fence.make(ExprKind::Field(Box::new(pair), Member::Number(0)), span)
            });
            vec![fence.replaced(best, item, keys, max, span)]
        })?;
        let option = self.hidden(span);
        let (found, pair) = (
            self.is_some(option, span),
            (bind(option, pair), self.payload(option, span)),
        );
        let item = self.make(ExprKind::Field(Box::new(pair.1), Member::Number(1)), span);
        let result = self.make(ExprKind::Option(Box::new(found), Box::new(item)), span);
        Some(self.braced(vec![pair.0], Some(result), span))
    }

    /// `if old <= new { best = item; }`, or for the least one `if new < old`.
    fn replaced(&mut self, best: LocalId, item: LocalId, keys: [Expr; 2], max: bool, span: Span) -> Statement {
        let [old, new] = keys;
        let test = match max {
            true => self.compare(Comparison::Le, old, new, span),
            false => self.compare(Comparison::Lt, new, old, span),
        };
        let item = self.local(item, span);
        let set = self.set(best, item, span);
        self.when(test, vec![set], span)
    }
}
