//! Functions that may give no value: their gradient is in an `Option` or a `Result` too.

use super::Item;
use crate::ir::{Graph, NodeId, Shape};
use crate::parse::{outcome, Outcome};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

impl Item<'_> {
    /// How the declared result says that there may be none; and the type of the value.
    fn declared_outcome(&self) -> Option<(Outcome, &syn::Type)> {
        match &self.source.sig.output {
            syn::ReturnType::Type(_, ty) => outcome(ty),
            syn::ReturnType::Default => None,
        }
    }

    /// The node that says whether there is a value, if there may be none, and that of the value, of a function with a
    /// gradient.
    pub(super) fn results(&self, graph: &Graph) -> (Option<NodeId>, NodeId) {
        match (self.shape, &graph[graph.root].results[..self.shape.leaves()]) {
            (Shape::Option(_), &[some, value]) => (Some(some), value),
            (_, results) => (None, results[0]),
        }
    }

    /// The type of a result that holds this in place of the value: `Option<(f64, Vec<f64>)>` for `Option<f64>`.
    pub(super) fn in_place_of_value(&self, value: TokenStream) -> TokenStream {
        let (Some(_), syn::ReturnType::Type(_, ty)) = (self.declared_outcome(), &self.source.sig.output) else {
            return value;
        };
        let mut ty = bare(ty).clone();
        if let syn::Type::Path(path) = &mut ty {
            let last = path.path.segments.last_mut();
            if let Some(syn::PathArguments::AngleBracketed(arguments)) = last.map(|last| &mut last.arguments) {
                if let Some(first) = arguments.args.first_mut() {
                    *first = syn::GenericArgument::Type(syn::Type::Verbatim(value));
                }
            }
        }
        ty.to_token_stream()
    }

    /// Whether there may be no value.
    pub(super) fn is_partial(&self) -> bool {
        self.declared_outcome().is_some()
    }

    /// The declared type of the value, without the `Option` or `Result` around it.
    pub(super) fn value_type(&self) -> TokenStream {
        match self.declared_outcome() {
            Some((_, payload)) => payload.to_token_stream(),
            None => self.result(),
        }
    }

    /// What the forward half gives: an error is not looked into.
    pub(super) fn forward_result(&self) -> TokenStream {
        match self.declared_outcome() {
            Some((Outcome::Result, payload)) => quote!(::core::option::Option<#payload>),
            _ => self.result(),
        }
    }

    /// Whether what is returned where there is no value is an error of the function's own.
    pub(super) fn has_error(&self) -> bool {
        matches!(self.declared_outcome(), Some((Outcome::Result, _)))
    }

    /// A value that is there.
    pub(super) fn present(&self, value: TokenStream) -> TokenStream {
        match self.declared_outcome() {
            Some((Outcome::Option, _)) => quote!(::core::option::Option::Some(#value)),
            Some((Outcome::Result, _)) => quote!(::core::result::Result::Ok(#value)),
            None => value,
        }
    }

    /// What is returned where there is no value: an error is that of the function itself, of which `function` is a
    /// closure.
    pub(super) fn missing(&self, function: &TokenStream) -> TokenStream {
        match self.declared_outcome() {
            Some((Outcome::Result, _)) => {
                let error = format_ident!("error", span = Span::mixed_site());
                quote! {
                match #function() {
                    ::core::result::Result::Err(#error) => ::core::result::Result::Err(#error),
                    ::core::result::Result::Ok(_) => ::core::panic!("the function gave an error before"),
                }
                }
            }
            _ => quote!(::core::option::Option::None),
        }
    }
}

fn bare(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Paren(inner) => bare(&inner.elem),
        syn::Type::Group(inner) => bare(&inner.elem),
        _ => ty,
    }
}
