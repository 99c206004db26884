//! Adaptors that decide item by item: they look at each, leave it out, end with it, or remember something of it.

use super::build::{bind, bind_pattern};
use super::chain::Chain;
use super::closure::Inlined;
use super::*;
use crate::ir::{Comparison, Int, Integer};

impl Fence<'_> {
    /// `filter`, `take_while`, `skip_while` and `inspect`, whose closure gets the item and does not change it.
    pub(super) fn tested(&mut self, mut chain: Chain, inlined: Inlined, name: &str, span: Span) -> Option<Chain> {
        let held = self.held(&mut chain);
        let argument = self.local(held, span);
        let test = self.applied(inlined, vec![argument], span);
        let statement = match name {
            "inspect" => Statement::Expr(test),
            "skip_while" => {
                let skipping = self.accumulator("skipping", span);
                let (yes, no) = (self.bool(true, span), self.bool(false, span));
                chain.before.push(bind(skipping, yes));
                let next = self.next_item(&chain, span);
                let skip = self.when(test, vec![next], span);
                let done = self.set(skipping, no, span);
                let still = self.local(skipping, span);
                self.when(still, vec![skip, done], span)
            }
            _ => {
                let fails = self.not(test, span);
                let leave = match name {
                    "filter" => self.next_item(&chain, span),
                    _ => self.end_of(&chain, span),
                };
                self.when(fails, vec![leave], span)
            }
        };
        chain.level.body.push(statement);
        chain.exact &= name == "inspect";
        chain.computed = true;
        chain.item = Some(self.local(held, span));
        Some(chain)
    }

    /// `filter_map` and `map_while`, whose closure gives an option.
    pub(super) fn optional_items(
        &mut self,
        mut chain: Chain,
        inlined: Inlined,
        name: &str,
        span: Span,
    ) -> Option<Chain> {
        for (pattern, ty) in inlined.parameters {
            self.bind_item(&mut chain, pattern, ty);
        }
        let leave = match name {
            "filter_map" => self.next_item(&chain, span),
            _ => self.end_of(&chain, span),
        };
        self.unless_there(&mut chain, inlined.body, leave, span);
        Some(chain)
    }

    /// `scan`, whose closure may change the state that it gets.
    pub(super) fn scanned(&mut self, mut chain: Chain, init: Expr, inlined: Inlined, span: Span) -> Option<Chain> {
        let mut parameters = inlined.parameters.into_iter();
        let (state, item) = (parameters.next()?, parameters.next()?);
        let Pattern::Bind(inside) = state.0 else {
            self.errors
                .refuse_at(span, &messages::PATTERN, &["a pattern for the state of `scan`"]);
            return None;
        };
        let outside = self.accumulator("state", span);
        chain.before.push(bind_pattern(Pattern::Bind(outside), state.1, init));
        self.bind_item(&mut chain, item.0, item.1);
        let before = self.local(outside, span);
        chain.level.body.push(bind(inside, before));
        let option = self.hidden(span);
        chain.level.body.push(bind(option, inlined.body));
        let after = self.local(inside, span);
        let keep = self.set(outside, after, span);
        chain.level.body.push(keep);
        let option = self.local(option, span);
        let leave = self.end_of(&chain, span);
        self.unless_there(&mut chain, option, leave, span);
        Some(chain)
    }

    /// The item is what is in this option; where nothing is, the loop goes on so.
    pub(super) fn unless_there(&mut self, chain: &mut Chain, option: Expr, leave: Statement, span: Span) {
        let held = self.hidden(span);
        chain.level.body.push(bind(held, option));
        let test = self.is_some(held, span);
        let fails = self.not(test, span);
        let leave = self.when(fails, vec![leave], span);
        chain.level.body.push(leave);
        chain.item = Some(self.payload(held, span));
        chain.exact = false;
        chain.computed = true;
    }

    /// `skip` where making an item runs code: the skipped ones are made too.
    pub(super) fn skipped(&mut self, mut chain: Chain, count: Expr, span: Span) -> Chain {
        let left = self.counter(&mut chain, count, span);
        let held = self.held(&mut chain);
        let skip = self.left_out(&chain, left, span);
        chain.level.body.push(skip);
        chain.item = Some(self.local(held, span));
        chain.exact = false;
        chain
    }

    /// `if left > 0 { left -= 1; continue; }`
    fn left_out(&mut self, chain: &Chain, left: LocalId, span: Span) -> Statement {
        let one = self.usize(1, span);
        let counted = self.update(Integer::Sub, left, one, span);
        let next = self.next_item(chain, span);
        let test = self.positive(left, span);
        self.when(test, vec![counted, next], span)
    }

    /// `step_by` where making an item runs code: behind each item, so many less one are made and left out.
    pub(super) fn stepped(&mut self, mut chain: Chain, step: Expr, span: Span) -> Chain {
        let step = self.counter(&mut chain, step, span);
        let (value, zero) = (self.local(step, span), self.usize(0, span));
        let none = self.compare(Comparison::Eq, value, zero, span);
        let panic = self.panics(none, "assertion failed: step != 0", span);
        chain.before.push(panic);
        let none_left = self.usize(0, span);
        let left = self.counter(&mut chain, none_left, span);
        let held = self.held(&mut chain);
        let skip = self.left_out(&chain, left, span);
        let (step, one) = (self.local(step, span), self.usize(1, span));
        let behind = self.make(ExprKind::Binary(Integer::Sub, Box::new(step), Box::new(one)), span);
        let again = self.set(left, behind, span);
        chain.level.body.extend([skip, again]);
        chain.item = Some(self.local(held, span));
        chain.exact = false;
        chain
    }

    /// `take` of filtered items: behind the last no further one is looked for.
    pub(super) fn taken(&mut self, mut chain: Chain, count: Expr, span: Span) -> Chain {
        let left = self.counter(&mut chain, count, span);
        for level in 0..=chain.around.len() {
            let test = self.positive(left, span);
            let done = self.not(test, span);
            let leave = self.end_of(&chain, span);
            let leave = self.when(done, vec![leave], span);
            match chain.around.get_mut(level) {
                Some(level) => level.head.push(leave),
                None => chain.level.head.push(leave),
            }
        }
        let held = self.held(&mut chain);
        let one = self.usize(1, span);
        let counted = self.update(Integer::Sub, left, one, span);
        chain.level.body.push(counted);
        chain.item = Some(self.local(held, span));
        chain
    }

    /// A variable that begins with this number.
    fn counter(&mut self, chain: &mut Chain, count: Expr, span: Span) -> LocalId {
        let left = self.accumulator("left", span);
        let count = bind_pattern(Pattern::Bind(left), Type::Int(Int::Usize), count);
        chain.before.push(count);
        left
    }

    fn positive(&mut self, local: LocalId, span: Span) -> Expr {
        let (value, zero) = (self.local(local, span), self.usize(0, span));
        self.compare(Comparison::Gt, value, zero, span)
    }
}
