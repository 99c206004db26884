//! The generic parameters of a tangent, and those of the implementations for a type.

use super::mentions;
use crate::ast;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, ToTokens};

/// What the tangent of a type is called.
pub(super) fn tangent_name(item: &syn::DeriveInput) -> Ident {
    ast::structs::tangent_name(&item.ident)
}

/// The generic parameters that stand in the tangent too, and their names: those that its fields mention.
pub(super) fn of_tangent(
    generics: &syn::Generics,
    mentioned: &TokenStream,
    runtime: &TokenStream,
) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let stands = |name: &Ident| mentions(mentioned.clone(), name);
    let of = |parameter: &syn::GenericParam| match parameter {
        syn::GenericParam::Type(parameter) => {
            let (name, bounds) = (&parameter.ident, &parameter.bounds);
            let bounds = (!bounds.is_empty()).then(|| quote!(#bounds +));
            stands(name).then(|| (quote!(#name: #bounds #runtime::Differentiable), quote!(#name)))
        }
        syn::GenericParam::Const(parameter) => {
            let (name, ty) = (&parameter.ident, &parameter.ty);
            stands(name).then(|| (quote!(const #name: #ty), quote!(#name)))
        }
        syn::GenericParam::Lifetime(parameter) => {
            let name = &parameter.lifetime;
            stands(&name.ident).then(|| (quote!(#name), quote!(#name)))
        }
    };
    generics.params.iter().filter_map(of).unzip()
}

/// What stands behind `impl` for a type, its arguments, and its `where` clause, with `bound` on each type parameter that
/// `is_bounded`, and with `more` in it.
pub(super) fn of_implementation(
    generics: &syn::Generics,
    is_bounded: impl Fn(&Ident) -> bool,
    bound: &TokenStream,
    more: Vec<TokenStream>,
) -> (TokenStream, TokenStream, TokenStream) {
    let mut generics = generics.clone();
    let names = generics.type_params().map(|parameter| parameter.ident.clone());
    let bounded: Vec<Ident> = names.filter(is_bounded).collect();
    let clause = generics.make_where_clause();
    for name in bounded {
        clause.predicates.push(syn::parse_quote!(#name: #bound));
    }
    for predicate in more {
        clause.predicates.push(syn::parse_quote!(#predicate));
    }
    let (params, arguments, clause) = generics.split_for_impl();
    (
        params.to_token_stream(),
        arguments.to_token_stream(),
        clause.to_token_stream(),
    )
}
