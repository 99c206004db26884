//! Errors: what stands in `Err(…)`. It is not read. Where control leaves the function with it, the derivative calls the
//! user's own function again, which makes the very same error, or panics on the way; elsewhere it must be such that
//! whether it is made does not show.

use super::*;
use proc_macro2::{TokenStream, TokenTree};

/// Methods that neither panic nor do anything but give a value.
const HARMLESS: [&str; 7] = ["to_string", "to_owned", "into", "clone", "as_str", "len", "as_ref"];

/// Macros that only give a value.
const VALUES: [&str; 9] = [
    "format",
    "anyhow",
    "eyre",
    "concat",
    "stringify",
    "line",
    "file",
    "format_err",
    "module_path",
];

impl Fence<'_> {
    /// Checks the expression of an error. `leaving` says that control leaves the function with it.
    pub(super) fn error_value(&mut self, e: &syn::Expr, leaving: bool) -> Option<()> {
        self.error_closure(e, leaving)?;
        match jump(e.to_token_stream()) {
            Some(jump) => {
                self.errors.refuse_at(jump, &messages::ERROR_EFFECT, &[]);
                None
            }
            None => Some(()),
        }
    }

    /// As `error_value`, where jumps only leave the closure of which this is the body.
    pub(super) fn error_closure(&mut self, body: &syn::Expr, leaving: bool) -> Option<()> {
        match leaving || self.is_harmless(body) {
            true => Some(()),
            false => self.refuse(body, &messages::ERROR_EFFECT, &[]),
        }
    }

    /// Whether this can neither panic nor have an effect.
    fn is_harmless(&self, e: &syn::Expr) -> bool {
        let all =
            |all: &syn::punctuated::Punctuated<syn::Expr, syn::Token![,]>| all.iter().all(|e| self.is_harmless(e));
        match inner(e) {
            syn::Expr::Lit(_) => true,
            syn::Expr::Path(path) => !path.path.get_ident().is_some_and(|name| self.deep.is_name(name)),
            syn::Expr::Field(e) => self.is_harmless(&e.base),
            syn::Expr::Reference(e) => e.mutability.is_none() && self.is_harmless(&e.expr),
            syn::Expr::Cast(e) => self.is_harmless(&e.expr),
            syn::Expr::Tuple(e) => all(&e.elems),
            syn::Expr::Array(e) => all(&e.elems),
            syn::Expr::Struct(e) => e.fields.iter().all(|field| self.is_harmless(&field.expr)) && e.rest.is_none(),
            syn::Expr::Unary(e) => match e.op {
                syn::UnOp::Neg(_) => matches!(inner(&e.expr), syn::Expr::Lit(_)),
                _ => self.is_harmless(&e.expr),
            },
            syn::Expr::MethodCall(e) => {
                HARMLESS.iter().any(|name| e.method == name) && self.is_harmless(&e.receiver) && e.args.is_empty()
            }
            syn::Expr::Call(e) => all(&e.args) && is_constructor(&e.func),
            syn::Expr::Macro(e) => {
                let known = e
                    .mac
                    .path
                    .segments
                    .last()
                    .is_some_and(|last| VALUES.iter().any(|name| last.ident == name));
                let parser = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
                known
                    && e.mac.parse_body_with(parser).is_ok_and(|arguments| {
                        arguments.iter().all(|argument| match argument {
                            syn::Expr::Assign(named) => self.is_harmless(&named.right),
                            argument => self.is_harmless(argument),
                        })
                    })
            }
            _ => false,
        }
    }
}

/// `Error::Bad`, `String::from`, `Box::new`.
fn is_constructor(function: &syn::Expr) -> bool {
    let syn::Expr::Path(path) = inner(function) else {
        return false;
    };
    let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    match (names.next().as_deref(), names.next().as_deref()) {
        (Some("from"), Some(_)) | (Some("new"), Some("Box" | "String")) => true,
        (Some(name), _) => name.starts_with(char::is_uppercase),
        _ => false,
    }
}

/// The first jump out of an expression, other than with an error.
fn jump(tokens: TokenStream) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(name) => ["return", "break", "continue", "await"]
            .iter()
            .any(|word| name == word)
            .then(|| name.span()),
        TokenTree::Group(group) => jump(group.stream()),
        _ => None,
    })
}
