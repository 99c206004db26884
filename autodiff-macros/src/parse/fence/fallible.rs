//! Conversions that may fail: a slice is an array if it is as long, an integer is one of another type if it fits.

use super::build::{bind, block};
use super::*;
use crate::ir::{Comparison, Int};

impl Fence<'_> {
    /// `x.try_into()`
    pub(super) fn try_into(&mut self, value: &syn::Expr, span: Span) -> Option<Expr> {
        match self.is_integer(value) {
            true => self.fitting(value, Type::Infer, span),
            false => self.array_of_slice(value, span),
        }
    }

    /// `u32::try_from(n)`, `<[f64; 3]>::try_from(&x[..3])`; none if this is neither.
    pub(super) fn try_from(&mut self, e: &syn::ExprCall) -> Option<Option<Expr>> {
        let (syn::Expr::Path(callee), Some(value), 1) = (inner(&e.func), e.args.first(), e.args.len()) else {
            return None;
        };
        if callee.path.segments.last()?.ident != "try_from" {
            return None;
        }
        if let Some(syn::Type::Array(array)) = callee.qself.as_ref().map(|of| &*of.ty) {
            let ty = super::super::types::annotation(&syn::Type::Array(array.clone()), &self.types, self.errors);
            let made = self.array_of_slice(value, callee.span());
            return Some(made.and_then(|made| Some(self.of_type(made, Type::Option(Box::new(ty?))))));
        }
        match self.of_number(callee)? {
            (ty @ Type::Int(_), _) => Some(self.fitting(value, ty, callee.span())),
            _ => None,
        }
    }

    /// Whether this is an integer, as far as its form and the declarations show.
    pub(super) fn is_integer(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Path(path) => {
                let local = path.path.get_ident().and_then(|name| self.scopes.local(name));
                local.is_some_and(|local| self.integers.contains(&local))
            }
            syn::Expr::Cast(e) => matches!(self.types.scalar(&e.ty), Some(Type::Int(_))),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                matches!(name.as_str(), "len" | "count" | "rotate_left" | "rotate_right") && call.args.len() < 2
                    || matches!(Method::from_name(&name), Some(Method::Int(_)))
                        && name != "is_positive"
                        && name != "is_negative"
            }
            syn::Expr::Lit(literal) => {
                matches!(&literal.lit, syn::Lit::Int(number) if !number.suffix().starts_with('f'))
            }
            syn::Expr::Binary(e) => self.is_integer(&e.left) || self.is_integer(&e.right),
            syn::Expr::Unary(e) => self.is_integer(&e.expr),
            _ => false,
        }
    }

    /// The integer as one of this type, if it is the same there.
    fn fitting(&mut self, value: &syn::Expr, ty: Type, span: Span) -> Option<Expr> {
        let value = self.expression(value)?;
        let (given, made) = (self.hidden(span), self.hidden(span));
        let given_value = self.local(given, span);
        let cast = self.make(ExprKind::Cast(Box::new(given_value), ty), span);
        let [before, after] = [given, made].map(|local| {
            let value = self.local(local, span);
            self.make(ExprKind::Cast(Box::new(value), Type::Int(Int::I128)), span)
        });
        let fits = self.compare(Comparison::Eq, before, after, span);
        let value_made = self.local(made, span);
        let result = self.make(ExprKind::Option(Box::new(fits), Box::new(value_made)), span);
        Some(self.braced(vec![bind(given, value), bind(made, cast)], Some(result), span))
    }

    /// `x[1..4].try_into()`, where an array is asked for: there is one if the slice is as long.
    fn array_of_slice(&mut self, slice: &syn::Expr, span: Span) -> Option<Expr> {
        let slice = self.expression(slice)?;
        let (source, array) = (self.hidden(span), self.accumulator("array", span));
        let blank = self.make(ExprKind::Blank(None), span);
        let (given, asked) = (self.len_of(source, span), self.len_of(array, span));
        let fits = self.compare(Comparison::Eq, given, asked, span);
        let len = self.len_of(array, span);
        let fill = self.counting(len, span, |fence, k| {
            let element = fence.element_of((source, k), span);
            vec![fence.put((array, k), element, span)]
        });
        let value = self.local(array, span);
        let some = self.some(value, span);
        let none = self.absent(span);
        let result = self.choose(fits, block(vec![fill], Some(some), span), none, span);
        Some(self.braced(vec![bind(source, slice), bind(array, blank)], Some(result), span))
    }
}
