//! What stands in for the derivatives of a function that was refused, so that their callers get no second error.
//!
//! rustc is silent about whatever has a type in which there is an error already. So the error itself stands in the type of the
//! stubs, and calling them, with whatever arguments, indexing and unpacking what they give, or passing them on is fine:
//!
//! ```text
//! pub struct f {}
//! type __refused_f = PhantomData<[(); ::core::compile_error! { "D401: …" }]>;
//! impl f {
//!     pub const grad: __refused_f = …;
//!     …
//! }
//! ```
//!
//! A constant takes no generic arguments, and `f::grad::<3>(x)` would be a second error. Generic functions get functions.

use crate::diagnostics::Collector;
use crate::ir::Int;
use crate::parse;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, ToTokens};
use syn::ext::IdentExt;

/// The functions that users call, and those that derivatives of other functions call: no user gives these generic arguments.
const PUBLIC: [&str; 4] = ["grad", "value_and_grad", "value_and_grad_into", "check"];
const HALVES: [&str; 3] = ["__value", "__forward", "__reverse"];

/// `error`, a `compile_error!`, and if the item is a function, a struct with stubs that carry it.
pub fn stubs(item: &TokenStream, error: TokenStream) -> TokenStream {
    match signature(item) {
        // No type can be declared beside a method.
        Some(function) if function.sig.receiver().is_none() => declare(&function, error),
        _ => error,
    }
}

/// The function with nothing in its body, which need not be understood.
fn signature(item: &TokenStream) -> Option<syn::ItemFn> {
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    match tokens.last_mut()? {
        TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
            *body = Group::new(Delimiter::Brace, TokenStream::new());
        }
        _ => return None,
    }
    let mut unread = Collector::new();
    let source = parse::source(tokens.into_iter().collect(), &mut unread);
    unread.finish();
    source.map(|source| source.item)
}

fn declare(function: &syn::ItemFn, error: TokenStream) -> TokenStream {
    let (vis, ident) = (&function.vis, &function.sig.ident);
    let mut name = ident.clone();
    name.set_span(Span::call_site().located_at(name.span()));
    let refused = format_ident!("__refused_{}", ident.unraw(), span = Span::call_site());
    let generics = generics(&function.sig.generics);
    let public = PUBLIC.iter().map(|&stub| match generics.is_empty() {
        true => constant(stub, &refused),
        false => self::function(stub, function, &generics, &refused),
    });
    let halves = HALVES.iter().map(|stub| constant(stub, &refused));
    quote! {
        #[doc(hidden)]
        #[allow(dead_code)]
        #vis struct #name {}

        #[allow(non_camel_case_types)]
        type #refused = ::core::marker::PhantomData<[(); #error]>;

        #[allow(dead_code, non_upper_case_globals)]
        impl #name {
            #(#public)* #(#halves)*
        }
    }
}

/// Who may use it is up to the struct: with a visibility of its own, a use from elsewhere would be two errors.
fn constant(stub: &str, refused: &Ident) -> TokenStream {
    let stub = Ident::new(stub, Span::call_site());
    quote!(pub const #stub: #refused = ::core::panic!();)
}

fn function(stub: &str, function: &syn::ItemFn, generics: &[TokenStream], refused: &Ident) -> TokenStream {
    let inputs = &function.sig.inputs;
    let outputs = inputs.iter().filter(|input| is_active(input)).count();
    let arity = inputs.len() + if stub == "value_and_grad_into" { 1 + outputs } else { 0 };
    let stub = Ident::new(stub, Span::call_site());
    let parameters = (0..arity).map(|_| quote!(_: #refused));
    quote! {
        #[allow(clippy::too_many_arguments)]
        pub fn #stub<#(#generics),*>(#(#parameters),*) -> #refused { ::core::panic!() }
    }
}

/// The parameters that a call may name, without their bounds: these are the user's function's.
fn generics(generics: &syn::Generics) -> Vec<TokenStream> {
    let parameter = |parameter: &syn::GenericParam| match parameter {
        syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(syn::TypeParam { ident, .. }) => Some(quote!(#ident: ?::core::marker::Sized)),
        syn::GenericParam::Const(syn::ConstParam { ident, ty, .. }) => Some(quote!(const #ident: #ty)),
    };
    generics.params.iter().filter_map(parameter).collect()
}

/// Whether the parameter has a gradient, as far as can be seen: it is not marked, and it is not made of integers.
fn is_active(input: &syn::FnArg) -> bool {
    let syn::FnArg::Typed(input) = input else { return true };
    let constant = input
        .attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("constant"));
    let ty = input.ty.to_token_stream().to_string();
    let mut words = ty.split(|c: char| !c.is_alphanumeric() && c != '_');
    let discrete = words
        .clone()
        .any(|word| word == "bool" || Int::from_name(word).is_some());
    !constant && (!discrete || words.any(|word| word == "f64" || word == "f32"))
}
