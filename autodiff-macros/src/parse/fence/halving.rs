//! Binary searches: `binary_search_by(|v| …)` and its kin. They are loops that halve, exactly as those of `std`, so that of equal
//! elements the same one is found. What is found is `Ok(k)`, and where something would have to be put, `Err(k)`.

use super::*;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::parse_quote;

impl Fence<'_> {
    /// `match table.binary_search_by(…) { Ok(k) => …, Err(k) => … }` as one on whether it was found, and where.
    pub(super) fn match_of_search(&self, e: &syn::ExprMatch) -> Option<syn::ExprMatch> {
        let search = self.halved(&e.expr)?;
        let mut found = e.clone();
        *found.expr = search;
        for arm in &mut found.arms {
            arm.pat = found_pattern(&arm.pat);
        }
        Some(found)
    }

    /// A search, or what `unwrap_or_else(|k| …)` and `unwrap_or(k)` make of one.
    pub(super) fn searched(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let found: syn::Expr = match (name, &arguments[..]) {
            ("unwrap_or_else", [closure]) => {
                let search = self.halved(&e.receiver)?;
                let syn::Expr::Closure(closure) = inner(closure) else {
                    return None;
                };
                let (pattern, body) = (closure.inputs.first()?, &closure.body);
                parse_quote!(match #search { (true, __at) => __at, (false, #pattern) => #body })
            }
            ("unwrap_or_default" | "unwrap_or", _) => {
                let search = self.halved(&e.receiver)?;
                let default = arguments
                    .first()
                    .map_or_else(|| quote!(0), |default| default.to_token_stream());
                parse_quote!(match #search { (true, __at) => __at, (false, _) => #default })
            }
            ("is_ok" | "is_err", []) => {
                let search = self.halved(&e.receiver)?;
                let is_ok = name == "is_ok";
                parse_quote!((#search.0 == #is_ok))
            }
            ("ok" | "unwrap" | "expect", _) => {
                let search = self.halved(&e.receiver)?;
                let option: syn::Expr =
                    parse_quote!((match #search { (true, __at) => Some(__at), (false, _) => None }));
                match name {
                    "ok" => option,
                    _ => syn::Expr::MethodCall(syn::ExprMethodCall {
                        receiver: Box::new(option),
                        ..e.clone()
                    }),
                }
            }
            _ => return None,
        };
        Some(self.expression(&found))
    }

    /// Whether the element was found, and where, as a tuple; none if this is no search.
    fn halved(&self, e: &syn::Expr) -> Option<syn::Expr> {
        let syn::Expr::MethodCall(call) = inner(e) else {
            return None;
        };
        let name = plain(&call.method);
        if self.is_users(call, &name) {
            return None;
        }
        let element = format_ident!("__element", span = call.method.span());
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        // A closure stands where it is called.
        let applied = |closure: &syn::Expr| -> Option<TokenStream> {
            let syn::Expr::Closure(closure) = inner(closure) else {
                return None;
            };
            let (pattern, body) = (closure.inputs.first()?, &closure.body);
            Some(quote!({ let #pattern = &#element; #body }))
        };
        let order = match (name.as_str(), &arguments[..]) {
            ("binary_search_by", [closure]) => applied(closure)?,
            ("binary_search_by_key", [key, closure]) => {
                let of_element = applied(closure)?;
                quote!(#of_element.cmp(#key))
            }
            ("binary_search", [value]) => quote!(#element.cmp(#value)),
            _ => return None,
        };
        let table = &call.receiver;
        let less = quote!(::core::cmp::Ordering::Less);
        let greater = quote!(::core::cmp::Ordering::Greater);
        let equal = quote!(::core::cmp::Ordering::Equal);
        Some(parse_quote!({
            let mut __size = #table.len();
            let mut __base = 0_usize;
            if __size == 0 {
                (false, 0_usize)
            } else {
                while __size > 1 {
                    let __half = __size / 2;
                    let #element = #table[__base + __half];
                    let __order = #order;
                    if __order != #greater {
                        __base += __half;
                    }
                    __size -= __half;
                }
                let #element = #table[__base];
                let __order = #order;
                if __order == #equal {
                    (true, __base)
                } else if __order == #less {
                    (false, __base + 1)
                } else {
                    (false, __base)
                }
            }
        }))
    }
}

/// The pattern with `Ok(k)` as `(true, k)`, and `Err(k)` as `(false, k)`.
fn found_pattern(pattern: &syn::Pat) -> syn::Pat {
    match pattern {
        syn::Pat::TupleStruct(parts) if parts.elems.len() == 1 => {
            let last = parts.path.segments.last().map(|last| last.ident.to_string());
            let found = match last.as_deref() {
                Some("Ok") => true,
                Some("Err") => false,
                _ => return pattern.clone(),
            };
            let part = &parts.elems[0];
            parse_quote!((#found, #part))
        }
        syn::Pat::Or(or) => {
            let cases = or.cases.iter().map(found_pattern);
            syn::Pat::Or(syn::PatOr {
                cases: cases.collect(),
                ..or.clone()
            })
        }
        syn::Pat::Guard(guarded) => {
            let mut guarded = guarded.clone();
            *guarded.pat = found_pattern(&guarded.pat);
            syn::Pat::Guard(guarded)
        }
        syn::Pat::Paren(pattern) => found_pattern(&pattern.pat),
        pattern => pattern.clone(),
    }
}
