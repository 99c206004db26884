//! Functions that are given to functions: they are called through a trait of the runtime, and given by what stands beside
//! them.

use super::*;
use crate::ir::CallKind;
use quote::quote;

impl Fence<'_> {
    /// The call of a parameter that is a function.
    pub(super) fn call_of_given(&mut self, local: LocalId, arguments: Vec<Expr>, span: Span) -> Option<Expr> {
        let opaque = self.opaque.get(&local)?;
        let (name, function) = (&opaque.name, opaque.function.as_ref()?);
        let types = function.tuple(None);
        let kind = ExprKind::Call {
            callee: quote!(#name #types),
            kind: CallKind::Given,
            signature: Some(function.signature.clone()),
            arguments,
        };
        Some(self.make(kind, span))
    }

    /// Whether a path in an argument is, by its name, a function that a derivative stands beside.
    pub(super) fn is_function(&self, path: &syn::ExprPath) -> bool {
        self.is_named_as_function(path) && !self.is_without_derivative(path)
    }

    /// Whether it is a function, and none that a derivative can stand beside: a closure, `f64::sin`, `Type::f`.
    pub(super) fn is_without_derivative(&self, path: &syn::ExprPath) -> bool {
        let segments = &path.path.segments;
        let of_type = segments.iter().rev().nth(1).is_some_and(|owner| {
            let name = owner.ident.to_string();
            name.starts_with(char::is_uppercase) || ["f64", "f32"].contains(&name.as_str())
        });
        let of_std = segments.len() > 1
            && segments
                .first()
                .is_some_and(|first| ["std", "core"].iter().any(|name| first.ident == name));
        let is_open = segments.iter().any(|segment| !segment.arguments.is_none());
        self.named(path).is_some() || self.is_named_as_function(path) && (of_type || of_std || is_open)
    }

    /// By convention constants are written in capitals, and begin with one where they are variants.
    fn is_named_as_function(&self, path: &syn::ExprPath) -> bool {
        let is_lower = |segment: &syn::PathSegment| {
            let name = segment.ident.to_string();
            name.trim_start_matches('_').starts_with(char::is_lowercase) || name.starts_with("r#")
        };
        let is_variable = path.path.get_ident().is_some_and(|name| {
            let found = self.scopes.find(name);
            found.is_some_and(|found| !matches!(found, Meaning::Function(_))) || self.deep.is_name(name)
        });
        let is_constant = matches!(self.known(&path.path), Some(Known::Constant(_)));
        path.qself.is_none() && path.path.segments.last().is_some_and(is_lower) && !is_variable && !is_constant
    }

    /// A function as an argument: `square` is `&square {}`.
    pub(super) fn function_argument(&mut self, path: &syn::ExprPath) -> Expr {
        self.mention(&path.path);
        let path = &path.path;
        let tokens = quote!((&#path {}));
        self.make(
            ExprKind::Path {
                tokens,
                ty: Type::Infer,
            },
            path.span(),
        )
    }
}
