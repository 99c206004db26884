//! `x.windows(2).find(…)` and its kin: which part of a slice is found, is where it stands.

use super::build::{bind, block};
use super::*;
use crate::ir::{IntMethod, Integer};
use syn::parse_quote;

impl Fence<'_> {
    /// The search among parts of a slice, as one for their number; none if it is another one.
    pub(super) fn find_part(&mut self, call: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Option<Expr>> {
        let (parts, is_reversed) = match inner(&call.receiver) {
            syn::Expr::MethodCall(reversed) if reversed.method == "rev" && reversed.args.is_empty() => {
                (inner(&reversed.receiver), true)
            }
            parts => (parts, false),
        };
        let syn::Expr::MethodCall(parts) = parts else {
            return None;
        };
        let kind = parts.method.to_string();
        let is_part = matches!(kind.as_str(), "windows" | "chunks" | "chunks_exact") && parts.args.len() == 1;
        let of = &*parts.receiver;
        if !is_part || !is_place(of) || matches!(inner(closure), syn::Expr::Path(_)) {
            return None;
        }
        Some(self.part_found(of, &parts.args[0], (&kind, is_reversed), closure, call.method.span()))
    }

    fn part_found(
        &mut self,
        of: &syn::Expr,
        size: &syn::Expr,
        (kind, is_reversed): (&str, bool),
        closure: &syn::Expr,
        span: Span,
    ) -> Option<Expr> {
        let kind_name = Ident::new(kind, span);
        let position = match is_reversed {
            true => quote::format_ident!("rposition", span = span),
            false => quote::format_ident!("position", span = span),
        };
        let number: syn::ExprMethodCall = parse_quote!(#of.#kind_name(#size).#position(#closure));
        let number = match is_reversed {
            true => self.last_position(&number, closure),
            false => self.position(&number, closure),
        }?;
        let (option, length) = (self.hidden(span), self.hidden(span));
        let size = self.expression(size)?;
        let mut statements = vec![bind(option, number), bind(length, size)];
        // Where nothing is found, the part is an empty one, which stands anywhere.
        let number = self.payload(option, span);
        let from = match kind {
            "windows" => number,
            _ => {
                let length = self.local(length, span);
                self.make(ExprKind::Binary(Integer::Mul, Box::new(number), Box::new(length)), span)
            }
        };
        let begin = self.hidden(span);
        let from = self.where_found(option, from, span);
        statements.push(bind(begin, from));
        let (from, length) = (self.local(begin, span), self.local(length, span));
        let mut to = self.make(ExprKind::Binary(Integer::Add, Box::new(from), Box::new(length)), span);
        if kind == "chunks" {
            let whole = self.expression(of)?;
            let end = self.make(ExprKind::Len(Box::new(whole)), span);
            to = self.int_method(to, IntMethod::Min, vec![end], Type::Infer, span);
        }
        let (to, whole) = (self.where_found(option, to, span), self.expression(of)?);
        let from = self.local(begin, span);
        let part = self.part(whole, Some(from), Some(to), false, span);
        let found = self.is_some(option, span);
        let result = self.make(ExprKind::Option(Box::new(found), Box::new(part)), span);
        Some(self.braced(statements, Some(result), span))
    }

    /// The number if something is found, and else 0.
    fn where_found(&mut self, option: LocalId, number: Expr, span: Span) -> Expr {
        let (found, zero) = (self.is_some(option, span), self.usize(0, span));
        self.choose(found, block(vec![], Some(number), span), zero, span)
    }
}

/// Whether this can be read more than once: a variable, a constant, a field.
fn is_place(e: &syn::Expr) -> bool {
    match inner(e) {
        syn::Expr::Path(_) => true,
        syn::Expr::Field(field) => is_place(&field.base),
        syn::Expr::Reference(lent) => is_place(&lent.expr),
        _ => false,
    }
}
