//! Functions that are given to functions: they are called through a trait of the runtime, and given by what stands beside
//! them.

use super::capture::Captured;
use super::closure::identifiers;
use super::expected::Expected;
use super::*;
use crate::ir::CallKind;
use crate::primitives::Primitive;
use proc_macro2::TokenStream;
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
            signature: Some(Rc::new(function.signature.clone())),
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

    /// A closure as a function of its own, whose last parameters are what it captures; with these.
    pub(super) fn function_of_closure(
        &mut self,
        closure: &syn::ExprClosure,
        expected: Expected,
    ) -> Option<(syn::ItemFn, Captured)> {
        let (changes, expected) = (expected.changes(), expected.of_closure(closure));
        let scalar = self.scalar.filter(|scalar| !scalar.is_param());
        let scalar = scalar.map(|scalar| Ident::new(scalar.name(), closure.span()));
        let scalar = || {
            scalar
                .as_ref()
                .map(|scalar| -> syn::Type { syn::parse_quote!(#scalar) })
        };
        let (mut own, mut types) = (BTreeSet::new(), TokenStream::new());
        let mut parameters = vec![];
        for (k, input) in closure.inputs.iter().enumerate() {
            let (pattern, ty) = match input {
                syn::Pat::Type(typed) => (&*typed.pat, (*typed.ty).clone()),
                pattern => (pattern, expected.argument(k).or_else(scalar)?),
            };
            ty.to_tokens(&mut types);
            parameters.push(match pattern {
                syn::Pat::Ident(name) => {
                    own.insert(plain(&name.ident));
                    quote!(#pattern: #ty)
                }
                syn::Pat::Wild(_) => {
                    let name = format_ident!("_unused_{k}");
                    quote!(#name: #ty)
                }
                _ => return None,
            });
        }
        let result = match &closure.output {
            syn::ReturnType::Type(_, ty) => (**ty).clone(),
            syn::ReturnType::Default => expected.result().or_else(scalar)?,
        };
        result.to_tokens(&mut types);
        let mut names = BTreeSet::new();
        identifiers(types, &mut names);
        let is_generic = |name: &String| self.types.floats.iter().any(|float| float.name == name);
        if closure.asyncness.is_some() || parameters.is_empty() || names.iter().any(is_generic) {
            return None;
        }
        let (body, captured) = self.captured(closure.body.to_token_stream(), own, changes)?;
        Some((
            syn::parse_quote!(fn given(#(#parameters),*) -> #result { #body }),
            captured,
        ))
    }

    /// As [`function_of_closure`](Self::function_of_closure), of one that is bound to a variable: names mean what they meant there.
    pub(super) fn function_of_named(
        &mut self,
        closure: &Closure,
        expected: Expected,
    ) -> Option<(syn::ItemFn, Captured)> {
        let scopes = std::mem::replace(&mut self.scopes, closure.scopes().clone());
        let function = self.function_of_closure(closure.literal(), expected);
        self.scopes = scopes;
        function
    }

    /// A function that the user wrote where it is given.
    pub(super) fn lifted(&mut self, mut item: syn::ItemFn, captured: Captured, span: Span) -> Expr {
        let name = format_ident!("__given_{}", self.items.count(), span = Span::call_site());
        item.sig.ident = name.clone();
        let parameters = captured.iter().map(|(name, value)| (name.clone(), value.id));
        self.items.lift(Nested {
            item,
            captured: parameters.collect(),
        });
        let function = self.make(
            ExprKind::Path {
                tokens: quote!((&#name {})),
                ty: Type::Infer,
            },
            span,
        );
        if captured.is_empty() {
            return function;
        }
        let all = std::iter::once(function).chain(captured.into_iter().map(|(_, value)| value));
        let all = all.collect();
        self.make(ExprKind::Captured(all), span)
    }
}
