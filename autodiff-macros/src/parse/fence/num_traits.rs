//! Functions of `num_traits` by their paths, as what they do: their code is that of the crate, operation by operation, so that the
//! value is too.

use super::*;
use crate::parse::types;
use syn::parse_quote;

impl Fence<'_> {
    /// `num_traits::clamp(x, low, high)` and its kin; none if it is none of these.
    pub(super) fn of_num_traits(&mut self, e: &syn::ExprCall) -> Option<Option<Expr>> {
        let syn::Expr::Path(callee) = inner(&e.func) else {
            return None;
        };
        let names = types::names_of(&callee.path);
        let ["num_traits" | "num", name] = names.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
            return None;
        };
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let code: syn::Expr = match (name, &arguments[..]) {
            ("zero" | "one", []) => {
                let last = &callee.path.segments.last()?.ident;
                return Some(self.number_constant(Type::Infer, last, callee));
            }
            ("abs", [x]) => parse_quote!((#x).abs()),
            ("signum", [x]) => parse_quote!((#x).signum()),
            ("clamp", [x, low, high]) => parse_quote!({
                let __x = #x;
                let __low = #low;
                let __high = #high;
                if __x < __low { __low } else if __x > __high { __high } else { __x }
            }),
            ("clamp_min", [x, low]) => parse_quote!({
                let __x = #x;
                let __low = #low;
                if __x < __low { __low } else { __x }
            }),
            ("clamp_max", [x, high]) => parse_quote!({
                let __x = #x;
                let __high = #high;
                if __x > __high { __high } else { __x }
            }),
            ("pow", [base, exponent]) => power(base, exponent),
            _ => return None,
        };
        Some(self.expression(&code))
    }
}

/// By squaring, from the lowest bit on.
fn power(base: &syn::Expr, exponent: &syn::Expr) -> syn::Expr {
    parse_quote!({
        let mut __base = #base;
        let mut __exponent: usize = #exponent;
        if __exponent == 0 {
            __base.powi(0)
        } else {
            while __exponent % 2 == 0 {
                __base = __base * __base;
                __exponent /= 2;
            }
            let mut __power = __base;
            while __exponent > 1 {
                __exponent /= 2;
                __base = __base * __base;
                if __exponent % 2 == 1 {
                    __power = __power * __base;
                }
            }
            __power
        }
    })
}
