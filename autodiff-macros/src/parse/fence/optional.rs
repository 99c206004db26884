//! `Option`s that are used where they arise: a pair of whether there is a value, and the value.

use super::build::{bind, block};
use super::*;
use crate::ir::{Comparison, Integer};
use quote::quote;
use std::cmp::Ordering;

impl Fence<'_> {
    /// An expression that gives an `Option`, as a pair; none if this is no such expression.
    pub(super) fn optional(&mut self, e: &syn::Expr) -> Option<Option<Expr>> {
        let syn::Expr::MethodCall(call) = inner(e) else {
            return None;
        };
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        let name = call.method.to_string();
        let span = call.method.span();
        Some(match (name.as_str(), &arguments[..]) {
            ("copied" | "cloned", []) => return self.optional(&call.receiver),
            ("partial_cmp", [other]) => self.partial_cmp(&call.receiver, other, span),
            ("get", [index]) => self.element(&call.receiver, Some(index), span),
            ("pop", []) => self.pop(&call.receiver, span),
            ("first", []) => self.element(&call.receiver, None, span),
            ("last", []) if !self.is_iterator(&call.receiver) => self.last_element(&call.receiver, span),
            ("reduce", [closure]) => self.reduce(call, closure),
            ("max_by" | "min_by", [closure]) => self.extreme(call, closure, name == "max_by"),
            ("position", [closure]) => self.position(call, closure),
            _ => return None,
        })
    }

    /// `Some` of this if it holds, by an assignment that is made only then.
    fn pair(&mut self, some: LocalId, mut before: Vec<Statement>, value: Expr, span: Span) -> Expr {
        let result = self.accumulator("value", span);
        before.push(Statement::Let {
            pattern: Pattern::Bind(result),
            ty: Type::Infer,
            init: None,
        });
        let set = self.set(result, value, span);
        let test = self.local(some, span);
        before.push(self.when(test, vec![set], span));
        let pair = vec![self.local(some, span), self.local(result, span)];
        let pair = self.make(ExprKind::Tuple(pair), span);
        self.braced(before, Some(pair), span)
    }

    /// `a.partial_cmp(&b)`, of what can be compared.
    fn partial_cmp(&mut self, a: &syn::Expr, b: &syn::Expr, span: Span) -> Option<Expr> {
        let (a, b) = (self.expression(a), self.expression(b));
        let (left, right) = (self.hidden(span), self.hidden(span));
        let mut statements = vec![bind(left, a?), bind(right, b?)];
        let [less, equal, greater] = [Comparison::Lt, Comparison::Eq, Comparison::Gt].map(|comparison| {
            let (a, b) = (self.local(left, span), self.local(right, span));
            let holds = self.compare(comparison, a, b, span);
            let local = self.hidden(span);
            statements.push(bind(local, holds));
            local
        });
        let ordering = |fence: &mut Self, ordering| fence.make(ExprKind::Ordering(ordering), span);
        let (below, same, above) = (
            ordering(self, Ordering::Less),
            ordering(self, Ordering::Equal),
            ordering(self, Ordering::Greater),
        );
        let test = self.local(equal, span);
        let rest = self.choose(test, block(vec![], Some(same), span), above, span);
        let test = self.local(less, span);
        let value = self.choose(test, block(vec![], Some(below), span), rest, span);
        let [less, equal, greater] = [less, equal, greater].map(|local| self.local(local, span));
        let some = self.make(ExprKind::Or(Box::new(less), Box::new(equal)), span);
        let some = self.make(ExprKind::Or(Box::new(some), Box::new(greater)), span);
        let pair = self.make(ExprKind::Tuple(vec![some, value]), span);
        Some(self.braced(statements, Some(pair), span))
    }

    /// `x.get(index)`, or `x.first()`.
    fn element(&mut self, of: &syn::Expr, index: Option<&syn::Expr>, span: Span) -> Option<Expr> {
        let of = self.expression(of);
        if let Some(syn::Expr::Range(range)) = index.map(inner) {
            return self.refuse(range, &messages::SUBSLICE, &[]);
        }
        let index = match index {
            Some(index) => self.expression(index),
            None => Some(self.usize(0, span)),
        };
        let (array, at) = (self.hidden(span), self.hidden(span));
        let statements = vec![bind(array, of?), bind(at, index?)];
        Some(self.element_at(array, at, statements, span))
    }

    fn element_at(&mut self, array: LocalId, at: LocalId, mut statements: Vec<Statement>, span: Span) -> Expr {
        let whole = self.local(array, span);
        let len = self.make(ExprKind::Len(Box::new(whole)), span);
        let index = self.local(at, span);
        let within = self.compare(Comparison::Lt, index, len, span);
        let some = self.hidden(span);
        statements.push(bind(some, within));
        let (whole, index) = (self.local(array, span), self.local(at, span));
        let value = self.make(ExprKind::Index(Box::new(whole), Box::new(index)), span);
        self.pair(some, statements, value, span)
    }

    /// `x.last()`
    fn last_element(&mut self, of: &syn::Expr, span: Span) -> Option<Expr> {
        let of = self.expression(of)?;
        let (array, at) = (self.hidden(span), self.hidden(span));
        let whole = self.local(array, span);
        let len = self.make(ExprKind::Len(Box::new(whole)), span);
        let one = self.usize(1, span);
        // Without elements this is beyond the end.
        let method = Method::Int(crate::ir::IntMethod::WrappingSub);
        let kind = ExprKind::Method {
            receiver: Box::new(len),
            method,
            arguments: vec![one],
            on: Type::Int(crate::ir::Int::Usize),
        };
        let last = self.make(kind, span);
        let statements = vec![bind(array, of), bind(at, last)];
        Some(self.element_at(array, at, statements, span))
    }

    /// `reduce(|a, b| …)`
    fn reduce(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
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
    fn extreme(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr, max: bool) -> Option<Expr> {
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
        let pair = vec![self.local(found, span), self.local(best, span)];
        let pair = self.make(ExprKind::Tuple(pair), span);
        Some(self.braced(statements, Some(pair), span))
    }

    /// `position(|v| …)`: how many items come before the first for which it holds.
    fn position(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
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
        let pair = vec![self.local(found, span), self.local(count, span)];
        let pair = self.make(ExprKind::Tuple(pair), span);
        Some(self.braced(statements, Some(pair), span))
    }

    /// A method of `Option` that gives its value, if the receiver is an expression that gives one.
    pub(super) fn unwrapped(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let known = matches!(
            (name, arguments.len()),
            ("unwrap" | "is_some" | "is_none" | "unwrap_or_default", 0)
                | ("expect" | "unwrap_or" | "unwrap_or_else", 1)
                | ("map_or", 2)
        );
        if !known {
            return None;
        }
        let pair = self.optional(&e.receiver)?;
        Some(pair.and_then(|pair| self.unwrapped_pair(e, name, &arguments, pair)))
    }

    fn unwrapped_pair(
        &mut self,
        e: &syn::ExprMethodCall,
        name: &str,
        arguments: &[&syn::Expr],
        pair: Expr,
    ) -> Option<Expr> {
        let span = e.method.span();
        let (some, value) = (self.hidden(span), self.hidden(span));
        let pattern = Pattern::Tuple(vec![Pattern::Bind(some), Pattern::Bind(value)]);
        let mut statements = vec![super::build::bind_pattern(pattern, Type::Infer, pair)];
        let test = self.local(some, span);
        let there = self.local(value, span);
        let result = match (name, arguments) {
            ("is_some", _) => test,
            ("is_none", _) => self.not(test, span),
            ("unwrap_or", [default]) => {
                // It is computed whether it is needed or not.
                let default = self.expression(default)?;
                let held = self.hidden(span);
                statements.push(bind(held, default));
                let default = self.local(held, span);
                self.choose(test, block(vec![], Some(there), span), default, span)
            }
            ("unwrap_or_default", _) => {
                let default = self.make(ExprKind::Neutral(Integer::Add), span);
                // The default of floats is 0.0.
                let default = self.positive_zero(default, span);
                self.choose(test, block(vec![], Some(there), span), default, span)
            }
            ("unwrap_or_else", [closure]) => {
                let inlined = self.inlined(closure, 0)?;
                let default = self.applied(inlined, vec![], span);
                self.choose(test, block(vec![], Some(there), span), default, span)
            }
            ("map_or", [default, closure]) => {
                let (default, inlined) = (self.expression(default), self.inlined(closure, 1));
                let held = self.hidden(span);
                statements.push(bind(held, default?));
                let mapped = self.applied(inlined?, vec![there], span);
                let default = self.local(held, span);
                self.choose(test, block(vec![], Some(mapped), span), default, span)
            }
            _ => {
                let message = match arguments {
                    [message] => match inner(message) {
                        syn::Expr::Lit(syn::ExprLit {
                            lit: syn::Lit::Str(message),
                            ..
                        }) => {
                            let message = message.value().replace('{', "{{").replace('}', "}}");
                            quote!(#message)
                        }
                        other => return self.refuse(other, &messages::OPTIONAL, &["expect"]),
                    },
                    _ => quote!("called `Option::unwrap()` on a `None` value"),
                };
                let kept = Macro {
                    path: quote!(::core::panic),
                    pieces: vec![message],
                    arguments: vec![],
                    kind: MacroKind::Panic,
                };
                let fails = self.not(test, span);
                let panic = Statement::Expr(self.make(ExprKind::Macro(kept), span));
                statements.push(self.when(fails, vec![panic], span));
                there
            }
        };
        Some(self.braced(statements, Some(result), span))
    }

    /// `-0.0` as `0.0`: the sum with zero.
    fn positive_zero(&mut self, value: Expr, span: Span) -> Expr {
        let other = self.make(ExprKind::Neutral(Integer::Add), span);
        let difference = ExprKind::Binary(Integer::Sub, Box::new(value), Box::new(other));
        self.make(difference, span)
    }
}
