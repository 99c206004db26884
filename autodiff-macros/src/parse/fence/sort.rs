//! Sorting. The elements follow the order of their keys, which the library finds; so do their derivatives.

use super::build::bind;
use super::changed::Vector;
use super::*;
use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// How elements are compared.
struct Comparison {
    /// The function of the library that finds the order.
    order: &'static str,
    /// What of an element is compared; all of it if none.
    key: Option<syn::ExprClosure>,
    descending: bool,
}

impl Fence<'_> {
    /// A method that sorts, if this is one.
    pub(super) fn sorted(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let all = |order| Comparison {
            order,
            key: None,
            descending: false,
        };
        let comparison = match (name, e.args.first(), e.args.len()) {
            ("sort" | "sort_unstable", None, 0) => Some(all("discrete")),
            ("sort_by_key" | "sort_unstable_by_key", Some(syn::Expr::Closure(key)), 1) => Some(Comparison {
                key: Some(key.clone()),
                ..all("discrete")
            }),
            ("sort_by" | "sort_unstable_by", Some(compare), 1) => compared(inner(compare)),
            ("sort_by_key" | "sort_unstable_by_key", ..) => None,
            _ => return None,
        };
        let unstable = name.contains("unstable");
        Some(match comparison {
            Some(Comparison { key: Some(_), .. }) if unstable => {
                self.expression(&e.receiver);
                self.refuse(&e.method, &messages::UNSTABLE_SORT, &[name])
            }
            Some(comparison) => self.sort(e, comparison, unstable),
            None => {
                self.expression(&e.receiver);
                self.refuse(&e.args, &messages::COMPARISON, &[name])
            }
        })
    }

    fn sort(&mut self, e: &syn::ExprMethodCall, comparison: Comparison, unstable: bool) -> Option<Expr> {
        let span = e.method.span();
        let of = self.expression(&e.receiver);
        let (view, statement) = self.view(of?, span);
        let mut keys = Vector::empty(self, "keys", Type::Infer, span);
        let len = self.len_of(view, span);
        let inlined = match &comparison.key {
            Some(key) => Some(self.inlined(&syn::Expr::Closure(key.clone()), 1)?),
            None => None,
        };
        let fill = self.counting(len, span, |fence, k| {
            let element = fence.element_of((view, k), span);
            let key = match inlined {
                Some(inlined) => fence.applied(inlined, vec![element], span),
                None => element,
            };
            vec![keys.appended(fence, key, span)]
        });
        let (order, before) = (self.temporary("order", span), self.temporary("before", span));
        let name = Ident::new(comparison.order, span);
        let arguments = vec![
            keys.read(self),
            self.bool(comparison.descending, span),
            self.bool(unstable, span),
        ];
        let positions = Type::Vec(Box::new(Type::Int(crate::ir::Int::Usize)));
        let signature = Signature::plain(vec![Type::Infer, Type::Bool, Type::Bool], positions);
        let positions = self.library_call(quote!(order::#name), signature, arguments, span);
        let elements = self.local(view, span);
        let elements = self.make(ExprKind::ToVec(Box::new(elements)), span);
        let len = self.len_of(view, span);
        let follow = self.counting(len, span, |fence, k| {
            let from = fence.element_of((order, k), span);
            let from_before = fence.local(before, span);
            let element = fence.make(ExprKind::Index(Box::new(from_before), Box::new(from)), span);
            vec![fence.put((view, k), element, span)]
        });
        let mut statements = vec![statement];
        statements.append(&mut keys.statements);
        statements.extend([fill, bind(order, positions), bind(before, elements), follow]);
        Some(self.braced(statements, None, span))
    }
}

/// `f64::total_cmp`, or a closure that compares the same of both elements.
fn compared(compare: &syn::Expr) -> Option<Comparison> {
    let closure = match compare {
        syn::Expr::Path(path) => {
            let order = match path.path.segments.last()?.ident.to_string().as_str() {
                "total_cmp" => "total",
                "cmp" => "discrete",
                _ => return None,
            };
            return Some(Comparison {
                order,
                key: None,
                descending: false,
            });
        }
        syn::Expr::Closure(closure) if closure.inputs.len() == 2 => closure,
        _ => return None,
    };
    let (order, left, right, reversed) = comparison(body(&closure.body))?;
    let (first, second) = (&closure.inputs[0], &closure.inputs[1]);
    let (of_first, of_second) = (bound(first), bound(second));
    let (left, right) = (behind(left), behind(right));
    let uses = |e: &syn::Expr, names: &[String]| mentions(e.to_token_stream(), names);
    let ascending = uses(left, &of_first) && !uses(left, &of_second);
    let (key, other) = if ascending { (left, right) } else { (right, left) };
    // Both sides are the same of either element.
    let renamed = |tokens: TokenStream| renamed(tokens, &of_second, &of_first).to_string();
    let is_same = renamed(other.to_token_stream()) == key.to_token_stream().to_string()
        && renamed(second.to_token_stream()) == first.to_token_stream().to_string()
        && !uses(key, &of_second)
        && !uses(other, &of_first);
    if !is_same {
        return None;
    }
    let is_whole =
        matches!((first, key), (syn::Pat::Ident(name), syn::Expr::Path(path)) if path.path.is_ident(&name.ident));
    let key = (!is_whole).then(|| syn::parse_quote!(|#first| #key));
    Some(Comparison {
        order,
        key,
        descending: ascending == reversed,
    })
}

/// The function of the library for a comparison, what is compared, and whether the result is turned around.
fn comparison(e: &syn::Expr) -> Option<(&'static str, &syn::Expr, &syn::Expr, bool)> {
    let syn::Expr::MethodCall(call) = inner(e) else {
        return None;
    };
    let (name, argument) = (call.method.to_string(), call.args.first());
    match (name.as_str(), argument, call.args.len()) {
        ("reverse", None, 0) => {
            let (order, left, right, reversed) = comparison(&call.receiver)?;
            Some((order, left, right, !reversed))
        }
        ("total_cmp", Some(right), 1) => Some(("total", &call.receiver, right, false)),
        ("cmp", Some(right), 1) => Some(("discrete", &call.receiver, right, false)),
        ("unwrap", None, 0) | ("expect" | "unwrap_or", Some(_), 1) => {
            let syn::Expr::MethodCall(partial) = inner(&call.receiver) else {
                return None;
            };
            let is_equal = |e: &syn::Expr| matches!(inner(e), syn::Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Equal"));
            let order = match name.as_str() {
                "unwrap_or" if argument.is_some_and(is_equal) => "partial_or_equal",
                "unwrap_or" => return None,
                _ => "partial",
            };
            let is_partial = partial.method == "partial_cmp" && partial.args.len() == 1;
            is_partial.then(|| (order, &*partial.receiver, &partial.args[0], false))
        }
        _ => None,
    }
}

/// The value of a block with nothing else in it.
fn body(e: &syn::Expr) -> &syn::Expr {
    match inner(e) {
        syn::Expr::Block(block) => match &block.block.stmts[..] {
            [syn::Stmt::Expr(value, None)] => body(value),
            _ => e,
        },
        e => e,
    }
}

/// What is compared, behind `&` and `*`.
fn behind(e: &syn::Expr) -> &syn::Expr {
    match inner(e) {
        syn::Expr::Reference(e) => behind(&e.expr),
        syn::Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => behind(&e.expr),
        e => e,
    }
}

/// The names that a pattern binds, in order.
fn bound(pattern: &syn::Pat) -> Vec<String> {
    match pattern {
        syn::Pat::Ident(name) => vec![name.ident.to_string()],
        syn::Pat::Reference(inner) => bound(&inner.pat),
        syn::Pat::Paren(inner) => bound(&inner.pat),
        syn::Pat::Type(typed) => bound(&typed.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().flat_map(bound).collect(),
        _ => vec![],
    }
}

fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => names.contains(&name.to_string()),
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The tokens with each of these names replaced by the one at its position.
fn renamed(tokens: TokenStream, names: &[String], by: &[String]) -> TokenStream {
    let renamed = |token: TokenTree| match token {
        TokenTree::Ident(name) => match names.iter().position(|known| name == known) {
            Some(k) if k < by.len() => TokenTree::Ident(format_ident!("{}", by[k])),
            _ => TokenTree::Ident(name),
        },
        TokenTree::Group(group) => {
            let inside = self::renamed(group.stream(), names, by);
            TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside))
        }
        token => token,
    };
    tokens.into_iter().map(renamed).collect()
}
