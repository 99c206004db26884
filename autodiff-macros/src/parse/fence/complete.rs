//! What iterator chains of options give, which is something only if all of them have something: `collect` into an option or a
//! result, `sum`, `product`, `try_fold`. The loop ends at the first that has nothing.

use super::build::{bind, bind_pattern, block};
use super::chain::Chain;
use super::*;

/// The variable that says whether all items so far had something.
#[derive(Clone, Copy)]
pub(super) struct Complete(LocalId);

impl Fence<'_> {
    /// Makes the items of the chain what is in them, if they are options by their form, or by the type that is asked for.
    pub(super) fn completed(&mut self, chain: &mut Chain, asked: &Type, span: Span) -> Option<Complete> {
        let item = self.item_value(chain);
        if !matches!(asked, Type::Option(_)) && !is_option(&item) {
            chain.item = Some(item);
            return None;
        }
        let complete = Complete(self.accumulator("complete", span));
        let held = self.hidden(span);
        chain.level.body.push(bind(held, item));
        let leave = self.unless_something(held, complete, chain, span);
        chain.level.body.push(leave);
        chain.item = Some(self.payload(held, span));
        Some(complete)
    }

    /// What stands before the loop.
    pub(super) fn complete(&mut self, Complete(complete): Complete, span: Span) -> Statement {
        let yes = self.bool(true, span);
        bind(complete, yes)
    }

    fn unless_something(
        &mut self,
        held: LocalId,
        Complete(complete): Complete,
        chain: &Chain,
        span: Span,
    ) -> Statement {
        let test = self.is_some(held, span);
        let fails = self.not(test, span);
        let no = self.bool(false, span);
        let end = vec![self.set(complete, no, span), self.end_of(chain, span)];
        self.when(fails, end, span)
    }

    /// The value, if all items had something.
    pub(super) fn if_complete(&mut self, Complete(complete): Complete, value: Expr, span: Span) -> Expr {
        let test = self.local(complete, span);
        self.make(ExprKind::Option(Box::new(test), Box::new(value)), span)
    }

    /// `try_fold(init, |folded, item| …)`
    pub(super) fn try_fold(&mut self, e: &syn::ExprMethodCall, init: &syn::Expr, closure: &syn::Expr) -> Option<Expr> {
        self.no_turbofish(e)?;
        let chain = self.items_taken(&e.receiver);
        let init = self.expression(init);
        let inlined = self.inlined_on(&e.receiver, closure, (1, 2));
        let (mut chain, init, inlined) = (chain?, init?, inlined?);
        let span = e.method.span();
        let folded = self.accumulator("folded", span);
        let complete = Complete(self.accumulator("complete", span));
        let mut parameters = inlined.parameters.into_iter();
        let (accumulator, item) = (parameters.next()?, parameters.next()?);
        self.bind_item(&mut chain, item.0, item.1);
        let current = self.local(folded, span);
        let bound = bind_pattern(accumulator.0, accumulator.1, current);
        let value = self.braced(vec![bound], Some(inlined.body), span);
        let next = self.hidden(span);
        let leave = self.unless_something(next, complete, &chain, span);
        let something = self.payload(next, span);
        let update = self.set(folded, something, span);
        let run = self.run(chain, block(vec![bind(next, value), leave, update], None, span))?;
        let mut statements = vec![bind(folded, init), self.complete(complete, span)];
        statements.extend(run);
        let folded = self.local(folded, span);
        let result = self.if_complete(complete, folded, span);
        Some(self.braced(statements, Some(result), span))
    }
}

/// Whether this gives an option, as far as its form shows.
fn is_option(e: &Expr) -> bool {
    let of_block = |block: &Block| block.value.as_ref().is_some_and(|value| is_option(value));
    match &e.kind {
        ExprKind::Option(..) | ExprKind::Absent => true,
        ExprKind::Block(block) => of_block(block),
        ExprKind::If { then, otherwise, .. } => {
            of_block(then) || otherwise.as_ref().is_some_and(|otherwise| is_option(otherwise))
        }
        ExprKind::Call {
            signature: Some(signature),
            ..
        } => matches!(signature.result, Type::Option(_)),
        _ => false,
    }
}
