//! What iterator chains give: sums, folds and the like.

use super::build::{bind, bind_pattern, block};
use super::chain::Chain;
use super::writing::Shape;
use super::*;
use crate::ir::Integer;

impl Fence<'_> {
    /// A method that runs an iterator to its end, if this is one.
    pub(super) fn consumer(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        Some(match (name, &arguments[..]) {
            ("sum", []) => self.reduction(e, Integer::Add),
            ("product", []) => self.reduction(e, Integer::Mul),
            ("count", []) => self.count_items(e),
            ("collect", []) => self.collect(e),
            ("concat", []) => self.concat(&e.receiver, e.method.span()),
            ("fold", [init, closure]) => self.fold(e, init, closure),
            ("try_fold", [init, closure]) => self.try_fold(e, init, closure),
            ("for_each", [closure]) => self.for_each(e, closure),
            ("any", [closure]) => self.search(e, closure, true),
            ("all", [closure]) => self.search(e, closure, false),
            _ => return None,
        })
    }

    /// `sum` and `product`.
    fn reduction(&mut self, e: &syn::ExprMethodCall, op: Integer) -> Option<Expr> {
        let ty = match &e.turbofish {
            Some(turbofish) => match turbofish.args.first() {
                Some(syn::GenericArgument::Type(ty)) => super::super::types::annotation(ty, &self.types, self.errors),
                _ => return self.refuse(turbofish, &messages::GENERIC_CALL, &[]),
            },
            None => Some(Type::Infer),
        };
        let mut chain = self.chain(&e.receiver)?;
        let span = e.method.span();
        let name = if op == Integer::Add { "sum" } else { "product" };
        let result = self.accumulator(name, span);
        let neutral = self.make(ExprKind::Neutral(op), span);
        let ty = ty?;
        let complete = self.completed(&mut chain, &ty, span);
        let ty = match ty {
            Type::Option(inner) => *inner,
            ty => ty,
        };
        let mut before = vec![bind_pattern(Pattern::Bind(result), ty, neutral)];
        before.extend(complete.map(|complete| self.complete(complete, span)));
        let item = self.item_value(&mut chain);
        let update = self.update(op, result, item, span);
        let value = self.accumulated(before, chain, block(vec![update], None, span), result, span)?;
        Some(match complete {
            Some(complete) => {
                // The loop runs before anybody looks whether it came to its end.
                let held = self.hidden(span);
                let result = self.local(held, span);
                let result = self.if_complete(complete, result, span);
                self.braced(vec![bind(held, value)], Some(result), span)
            }
            None => value,
        })
    }

    fn count_items(&mut self, e: &syn::ExprMethodCall) -> Option<Expr> {
        self.no_turbofish(e)?;
        let mut chain = self.chain(&e.receiver)?;
        let span = e.method.span();
        let result = self.accumulator("count", span);
        let zero = self.usize(0, span);
        // The items are made, for what their closures do.
        self.bind_item(&mut chain, Pattern::Wild, Type::Infer);
        let one = self.usize(1, span);
        let update = self.update(Integer::Add, result, one, span);
        self.accumulated(
            vec![bind(result, zero)],
            chain,
            block(vec![update], None, span),
            result,
            span,
        )
    }

    fn fold(&mut self, e: &syn::ExprMethodCall, init: &syn::Expr, closure: &syn::Expr) -> Option<Expr> {
        self.no_turbofish(e)?;
        let chain = self.chain(&e.receiver);
        let init = self.expression(init);
        let inlined = self.inlined_on(&e.receiver, closure, (1, 2));
        let (mut chain, init, inlined) = (chain?, init?, inlined?);
        let span = e.method.span();
        let name = match &inlined.parameters[..] {
            [(Pattern::Bind(local), _), _] => self.locals[local.0 as usize].name.to_string(),
            _ => "folded".to_string(),
        };
        let name = if name == "item" { "folded" } else { &name };
        let result = self.declare_local(ident(name, span), true, false);
        let mut parameters = inlined.parameters.into_iter();
        let (accumulator, item) = (parameters.next()?, parameters.next()?);
        self.bind_item(&mut chain, item.0, item.1);
        let current = self.local(result, span);
        let bound = bind_pattern(accumulator.0, accumulator.1, current);
        let value = self.braced(vec![bound], Some(inlined.body), span);
        let update = self.set(result, value, span);
        self.accumulated(
            vec![bind(result, init)],
            chain,
            block(vec![update], None, span),
            result,
            span,
        )
    }

    fn for_each(&mut self, e: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        self.no_turbofish(e)?;
        let chain = self.chain(&e.receiver);
        self.shape = chain
            .as_ref()
            .map(|chain| chain.shape.clone())
            .filter(|shape| !shape.is_value());
        let inlined = self.inlined_on(&e.receiver, closure, (0, 1));
        if self.shape.take().is_some() {
            // A closure that has a name binds values.
            return self.refuse(closure, &messages::CLOSURE, &[]);
        }
        let (mut chain, inlined) = (chain?, inlined?);
        chain.shape = Shape::Value;
        let span = e.method.span();
        for (pattern, ty) in inlined.parameters {
            self.bind_item(&mut chain, pattern, ty);
        }
        let run = Statement::Expr(inlined.body);
        let statements = self.run(chain, block(vec![run], None, span))?;
        Some(self.braced(statements, None, span))
    }

    /// `any` and `all`, which stop at the first item that decides.
    fn search(&mut self, e: &syn::ExprMethodCall, closure: &syn::Expr, any: bool) -> Option<Expr> {
        self.no_turbofish(e)?;
        let chain = self.items_taken(&e.receiver);
        let inlined = self.inlined_on(&e.receiver, closure, (0, 1));
        let (mut chain, inlined) = (chain?, inlined?);
        let span = e.method.span();
        let result = self.accumulator(if any { "any" } else { "all" }, span);
        let before = self.bool(!any, span);
        for (pattern, ty) in inlined.parameters {
            self.bind_item(&mut chain, pattern, ty);
        }
        let test = match any {
            true => inlined.body,
            false => self.not(inlined.body, span),
        };
        let decided = self.bool(any, span);
        let decide = self.set(result, decided, span);
        let leave = self.end_of(&chain, span);
        let test = self.when(test, vec![decide, leave], span);
        self.accumulated(
            vec![bind(result, before)],
            chain,
            block(vec![test], None, span),
            result,
            span,
        )
    }

    /// `{ before for … { rest } result }`
    fn accumulated(
        &mut self,
        mut before: Vec<Statement>,
        chain: Chain,
        rest: Block,
        result: LocalId,
        span: Span,
    ) -> Option<Expr> {
        before.extend(self.run(chain, rest)?);
        let result = self.local(result, span);
        Some(self.braced(before, Some(result), span))
    }

    pub(super) fn no_turbofish(&mut self, e: &syn::ExprMethodCall) -> Option<()> {
        match &e.turbofish {
            Some(turbofish) => self.refuse(turbofish, &messages::GENERIC_CALL, &[]),
            None => Some(()),
        }
    }
}

/// A name that may be a raw one.
fn ident(name: &str, span: Span) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, span),
        None => Ident::new(name, span),
    }
}
