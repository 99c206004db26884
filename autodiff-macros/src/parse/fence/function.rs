//! Functions that are given to functions: they are called through a trait of the runtime, and given by what stands beside
//! them.

use super::closure::identifiers;
use super::*;
use crate::ir::CallKind;
use crate::primitives::Primitive;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

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

    /// `f64::sin`, as a function of its own.
    pub(super) fn method_of_floats(&mut self, path: &syn::ExprPath) -> Option<syn::ItemFn> {
        let (ty, name) = self.of_number(path)?;
        let (Type::Float(float), Some(Method::Float(primitive) | Method::Number(primitive, _))) =
            (ty, Method::from_name(&name.to_string()))
        else {
            return None;
        };
        let all_floats = primitive != Primitive::Powi && !float.is_param();
        let ty = Ident::new(float.name(), path.span());
        let names: Vec<Ident> = (0..primitive.arity()).map(|k| format_ident!("x_{k}")).collect();
        all_floats.then(|| syn::parse_quote!(fn given(#(#names: #ty),*) -> #ty { #path(#(#names),*) }))
    }

    /// A closure that captures nothing, as a function of its own.
    pub(super) fn function_of_closure(&self, closure: &syn::ExprClosure) -> Option<syn::ItemFn> {
        let scalar = self.scalar.filter(|scalar| !scalar.is_param());
        let scalar = scalar.map(|scalar| Ident::new(scalar.name(), closure.span()));
        let scalar = || {
            scalar
                .as_ref()
                .map(|scalar| -> syn::Type { syn::parse_quote!(#scalar) })
        };
        let mut names = BTreeSet::new();
        identifiers(closure.body.to_token_stream(), &mut names);
        let mut parameters = vec![];
        for input in &closure.inputs {
            let (pattern, ty) = match input {
                syn::Pat::Type(typed) => (&*typed.pat, (*typed.ty).clone()),
                pattern => (pattern, scalar()?),
            };
            let syn::Pat::Ident(name) = pattern else { return None };
            names.remove(&name.ident.to_string());
            identifiers(ty.to_token_stream(), &mut names);
            parameters.push(quote!(#pattern: #ty));
        }
        let result = match &closure.output {
            syn::ReturnType::Type(_, ty) => (**ty).clone(),
            syn::ReturnType::Default => scalar()?,
        };
        identifiers(result.to_token_stream(), &mut names);
        let is_generic = |name: &String| self.types.floats.iter().any(|float| float.name == name);
        let is_free = |name: &String| !self.scopes.has(name) && !is_generic(name);
        let plain = closure.asyncness.is_none() && !parameters.is_empty() && names.iter().all(is_free);
        let body = &closure.body;
        plain.then(|| syn::parse_quote!(fn given(#(#parameters),*) -> #result { #body }))
    }

    /// A function that the user wrote where it is given.
    pub(super) fn lifted(&mut self, mut function: syn::ItemFn) -> Expr {
        let span = function.block.span();
        let name = format_ident!("__given_{}", self.items.count(), span = Span::call_site());
        function.sig.ident = name.clone();
        self.items.lift(function);
        self.make(
            ExprKind::Path {
                tokens: quote!((&#name {})),
                ty: Type::Infer,
            },
            span,
        )
    }
}
