//! Chains of chains: one behind the other, and one for each item.

use super::build::{bind, block};
use super::chain::{Chain, Level};
use super::*;

impl Fence<'_> {
    /// `first.chain(second)`: positions of the first, then of the second.
    pub(super) fn one_behind_another(&mut self, mut first: Chain, mut second: Chain, at: &Ident) -> Option<Chain> {
        let written = first.shape.has_positions() || second.shape.has_positions();
        if written || !first.exact || !second.exact || !first.level.domain.ends() {
            return self.refuse(at, &messages::ADAPTOR, &["chain"]);
        }
        let span = at.span();
        let apart = !first.is_domain() || !second.is_domain();
        if apart {
            // Which of both it is, and the items of both, of which only that one is there.
            let is_first = self.hidden(span);
            let items = [self.item_value(&mut first), self.item_value(&mut second)];
            let patterns = [first.level.pattern.take(), second.level.pattern.take()];
            let [a, b] = patterns.map(|pattern| pattern.unwrap_or(Pattern::Wild));
            first.level.pattern = Some(Pattern::Tuple(vec![Pattern::Bind(is_first), a, b]));
            let [a, b] = items;
            let then = block(std::mem::take(&mut first.level.body), Some(a), span);
            let otherwise = self.braced(std::mem::take(&mut second.level.body), Some(b), span);
            let test = self.local(is_first, span);
            let item = self.choose(test, then, otherwise, span);
            let held = self.hidden(span);
            first.level.body.push(bind(held, item));
            first.item = Some(self.local(held, span));
        }
        first.before.extend(second.before);
        first.computed |= second.computed;
        let pair = Box::new((first.level.domain, second.level.domain));
        first.level.domain = Domain::Chain {
            pair,
            apart,
            adaptors: vec![],
        };
        Some(first)
    }

    /// `flat_map(|v| …)`: the items of the iterator that the closure gives, which is a loop inside.
    pub(super) fn flat_mapped(&mut self, mut chain: Chain, closure: &syn::Expr, span: Span) -> Option<Chain> {
        let syn::Expr::Closure(literal) = super::closure::function(closure) else {
            return self.refuse(closure, &messages::CLOSURE, &[]);
        };
        let (1, None) = (literal.inputs.len(), &literal.asyncness) else {
            return self.refuse(closure, &messages::CLOSURE, &[]);
        };
        let leaving = std::mem::take(&mut self.leaving);
        let around = self.enter_closure(leaving);
        let parameter = self.parameter(&literal.inputs[0]);
        let inside = self.chain_of_body(&literal.body);
        let exit = self.leave_closure(around);
        let (pattern, ty) = parameter?;
        let (statements, inside) = inside?;
        if exit.is_some_and(|exit| exit.used) {
            // Which of several iterators it gives, would be known at run time only.
            return self.refuse(literal, &messages::ITERATOR, &["flat_map"]);
        }
        self.bind_item(&mut chain, pattern, ty);
        chain.level.body.extend(statements);
        Some(self.inner(chain, inside, span))
    }

    /// The iterator at the end of a closure, and what stands before it.
    fn chain_of_body(&mut self, body: &syn::Expr) -> Option<(Vec<Statement>, Chain)> {
        match inner(body) {
            syn::Expr::Block(body) if body.label.is_none() => {
                let Some((syn::Stmt::Expr(last, None), rest)) = body.block.stmts.split_last() else {
                    return self.refuse(body, &messages::ITERATED, &[]);
                };
                self.items(&body.block);
                let mut statements = vec![];
                for statement in rest {
                    statements.extend(self.statement(statement)?);
                }
                let (more, chain) = self.chain_of_body(last)?;
                statements.extend(more);
                Some((statements, chain))
            }
            body => Some((vec![], self.chain(body)?)),
        }
    }

    /// `flatten()`: the elements of the items.
    pub(super) fn flattened(&mut self, mut chain: Chain, span: Span) -> Option<Chain> {
        let of = self.item_value(&mut chain);
        let inside = self.over(Domain::Elements { of, adaptors: vec![] }, span);
        Some(self.inner(chain, inside, span))
    }

    /// One chain for each item of another.
    fn inner(&mut self, outer: Chain, inside: Chain, span: Span) -> Chain {
        let Chain {
            before,
            mut around,
            level,
            ..
        } = outer;
        let mut body = level.body;
        body.extend(inside.before);
        around.push(Level { body, ..level });
        around.extend(inside.around);
        Chain {
            before,
            around,
            exact: false,
            computed: true,
            span,
            ..inside
        }
    }
}
