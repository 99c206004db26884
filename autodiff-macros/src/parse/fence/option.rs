//! `Option`s and `Result`s: whether there is a value, and the value. What the error of a `Result` is, nobody asks: where
//! a function gives one, the derivative takes it from the user's own function.

use super::build::{bind, block};
use super::*;
use crate::ir::Comparison;
use std::cmp::Ordering;

impl Fence<'_> {
    /// `Some(value)`
    pub(super) fn some(&mut self, value: Expr, span: Span) -> Expr {
        let yes = self.bool(true, span);
        self.make(ExprKind::Option(Box::new(yes), Box::new(value)), span)
    }

    pub(super) fn absent(&mut self, span: Span) -> Expr {
        self.make(ExprKind::Absent, span)
    }

    /// `if test { Some(value) } else { None }`
    pub(super) fn some_if(&mut self, test: Expr, value: Expr, span: Span) -> Expr {
        let (some, none) = (self.some(value, span), self.absent(span));
        self.choose(test, block(vec![], Some(some), span), none, span)
    }

    pub(super) fn is_some(&mut self, option: LocalId, span: Span) -> Expr {
        let option = self.local(option, span);
        self.make(ExprKind::IsSome(Box::new(option)), span)
    }

    pub(super) fn payload(&mut self, option: LocalId, span: Span) -> Expr {
        let option = self.local(option, span);
        self.make(ExprKind::Payload(Box::new(option)), span)
    }

    /// `e?`
    pub(super) fn try_expression(&mut self, e: &syn::ExprTry) -> Option<Expr> {
        let span = e.question_token.span();
        self.leaving = self.closure_exit.is_none_or(|exit| exit.leaving);
        let option = self.expression(&e.expr)?;
        let none = self.absent(span);
        let leave = self.returned(Some(Box::new(none)), span);
        if let ExprKind::Absent = option.kind {
            return Some(leave);
        }
        let held = self.hidden(span);
        let test = self.is_some(held, span);
        let fails = self.not(test, span);
        let leave = self.when(fails, vec![Statement::Expr(leave)], span);
        let value = self.payload(held, span);
        Some(self.braced(vec![bind(held, option), leave], Some(value), span))
    }

    /// A method that gives an `Option`, of what is none itself.
    pub(super) fn option_source(&mut self, call: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        let span = call.method.span();
        Some(match (name, &arguments[..]) {
            ("partial_cmp", [other]) => self.partial_cmp(&call.receiver, other, span),
            ("peek", []) if self.is_iterator(&call.receiver) => self.peeked(call),
            ("peek", []) => self.element(&call.receiver, None, span),
            ("get", [index]) => self.element(&call.receiver, Some(index), span),
            ("pop", []) => self.pop(&call.receiver, span),
            ("first", []) => self.element(&call.receiver, None, span),
            ("last", []) if !self.is_iterator(&call.receiver) => self.last_element(&call.receiver, span),
            ("reduce", [closure]) => self.reduce(call, closure),
            ("max_by" | "min_by", [closure]) => self.extreme(call, closure, name == "max_by"),
            ("position", [closure]) => self.position(call, closure),
            ("rposition", [closure]) => self.last_position(call, closure),
            ("find", [closure]) => match self.find_part(call, closure) {
                Some(found) => found,
                None => self.find(call, closure, "filter"),
            },
            ("find_map", [closure]) => self.find(call, closure, "filter_map"),
            ("max_by_key" | "min_by_key", [closure]) => self.extreme_by_key(call, closure, name == "max_by_key"),
            ("max" | "min", []) => self.extreme_item(call, name == "max"),
            ("last", []) => self.last_item(call),
            ("nth", [count]) if self.is_iterator(&call.receiver) || self.elements_left(&call.receiver).is_some() => {
                self.nth(call, count)
            }
            ("next", []) if self.is_iterator(&call.receiver) => self.first_item(call),
            ("next" | "next_back", []) => self.advanced(&call.receiver, name == "next", span),
            ("split_first" | "split_last", []) => self.split_end(&call.receiver, name == "split_first", span),
            ("checked_add" | "checked_sub", [other]) => self.checked(&call.receiver, other, name, span),
            ("try_into", []) => self.try_into(&call.receiver, span),
            ("then_some", [value]) => self.then(&call.receiver, span, |fence| fence.expression(value), true),
            ("then", [closure]) if !matches!(inner(closure), syn::Expr::Path(_)) => {
                let value = |fence: &mut Self| {
                    let inlined = fence.inlined(closure, 0)?;
                    Some(fence.applied(inlined, vec![], span))
                };
                self.then(&call.receiver, span, value, false)
            }
            ("to_f64" | "to_f32", []) => self.as_float_conversion(call)?.map(|value| self.some(value, span)),
            _ => return None,
        })
    }

    /// `test.then_some(value)`, whose value is computed in any case, and `test.then(|| value)`.
    fn then(
        &mut self,
        test: &syn::Expr,
        span: Span,
        value: impl FnOnce(&mut Self) -> Option<Expr>,
        eager: bool,
    ) -> Option<Expr> {
        let test = self.expression(test);
        let (value, test) = (value(self)?, test?);
        Some(match eager {
            true => self.make(ExprKind::Option(Box::new(test), Box::new(value)), span),
            false => self.some_if(test, value, span),
        })
    }

    /// Integers that overflow wrap to something else than what they are saturated to.
    fn checked(&mut self, left: &syn::Expr, right: &syn::Expr, name: &str, span: Span) -> Option<Expr> {
        use crate::ir::IntMethod::*;
        let (left, right) = (self.expression(left), self.expression(right));
        let (a, b) = (self.hidden(span), self.hidden(span));
        let mut statements = vec![bind(a, left?), bind(b, right?)];
        let (wrapping, saturating) = match name {
            "checked_add" => (WrappingAdd, SaturatingAdd),
            _ => (WrappingSub, SaturatingSub),
        };
        let [wrapped, saturated] = [wrapping, saturating].map(|method| {
            let (a, b) = (self.local(a, span), self.local(b, span));
            self.int_method(a, method, vec![b], Type::Infer, span)
        });
        let value = self.hidden(span);
        statements.push(bind(value, wrapped));
        let wrapped = self.local(value, span);
        let fits = self.compare(Comparison::Eq, wrapped, saturated, span);
        let value = self.local(value, span);
        let result = self.make(ExprKind::Option(Box::new(fits), Box::new(value)), span);
        Some(self.braced(statements, Some(result), span))
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
        let result = self.make(ExprKind::Option(Box::new(some), Box::new(value)), span);
        Some(self.braced(statements, Some(result), span))
    }

    /// `x.get(index)`, or `x.first()`.
    fn element(&mut self, of: &syn::Expr, index: Option<&syn::Expr>, span: Span) -> Option<Expr> {
        let of = self.expression(of);
        if let Some(syn::Expr::Range(range)) = index.map(inner) {
            return self.part_if_there(of?, range, span);
        }
        let index = match index {
            Some(index) => self.expression(index),
            None => Some(self.usize(0, span)),
        };
        let (array, at) = (self.hidden(span), self.hidden(span));
        let statements = vec![bind(array, of?), bind(at, index?)];
        Some(self.element_at(array, at, statements, span))
    }

    fn element_at(&mut self, array: LocalId, at: LocalId, statements: Vec<Statement>, span: Span) -> Expr {
        let whole = self.local(array, span);
        let len = self.make(ExprKind::Len(Box::new(whole)), span);
        let index = self.local(at, span);
        let within = self.compare(Comparison::Lt, index, len, span);
        let (whole, index) = (self.local(array, span), self.local(at, span));
        let value = self.make(ExprKind::Index(Box::new(whole), Box::new(index)), span);
        let result = self.some_if(within, value, span);
        self.braced(statements, Some(result), span)
    }

    /// `x.last()`
    fn last_element(&mut self, of: &syn::Expr, span: Span) -> Option<Expr> {
        let of = self.expression(of)?;
        let (array, at) = (self.hidden(span), self.hidden(span));
        let whole = self.local(array, span);
        let len = self.make(ExprKind::Len(Box::new(whole)), span);
        let one = self.usize(1, span);
        // Without elements this is beyond the end.
        let (method, on) = (crate::ir::IntMethod::WrappingSub, Type::Int(crate::ir::Int::Usize));
        let last = self.int_method(len, method, vec![one], on, span);
        let statements = vec![bind(array, of), bind(at, last)];
        Some(self.element_at(array, at, statements, span))
    }
}
