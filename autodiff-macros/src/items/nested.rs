//! Functions in the body of a function: what is generated beside each of them stands with it in every generated body.

use super::function::{Header, Treatment};
use crate::ast::Function;
use crate::diagnostics::Collector;
use crate::parse::{self, Source};
use crate::pipeline::{self, Place};
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};

/// The functions in the body of this one, with their halves; `None` if one of them was refused.
pub fn nested(function: &Function, source: &Source, place: &Place, errors: &mut Collector) -> Option<Vec<TokenStream>> {
    let place = Place {
        associated: None,
        nested: true,
        ..place.clone()
    };
    let all = function.nested.iter().map(|nested| {
        let (item, computed) = (&nested.item, !nested.captured.is_empty());
        let place = Place {
            computed,
            stands_in: false,
            ..place.clone()
        };
        let halves = halves(&item.to_token_stream(), source, &place, errors)?;
        // How a closure takes what it captures, by value or behind references, only rustc knows: its code is not repeated.
        let item = if computed {
            by_value(item)
        } else {
            item.to_token_stream()
        };
        Some(quote!(#[allow(unused, clippy::all)] #item #halves))
    });
    let all: Vec<Option<TokenStream>> = all.collect();
    all.into_iter().collect()
}

/// A function that asks for its value what stands beside it.
fn by_value(item: &syn::ItemFn) -> TokenStream {
    let (signature, name) = (&item.sig, &item.sig.ident);
    let arguments = signature.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(input) => Some((&input.pat, matches!(*input.ty, syn::Type::Array(_)))),
        syn::FnArg::Receiver(_) => None,
    });
    let arguments = arguments.map(|(name, is_array)| match is_array {
        true => quote!(&#name),
        false => quote!(#name),
    });
    quote!(#signature { #name::__value(#(#arguments),*) })
}

fn halves(item: &TokenStream, around: &Source, place: &Place, errors: &mut Collector) -> Option<TokenStream> {
    let treatment = Header::of(item.clone())?.treatment(&syn::Generics::default(), &|_| false);
    let mut source = parse::source(item.clone(), errors)?;
    source.surroundings = around.surroundings.clone();
    source.surroundings.owner = None;
    match treatment {
        Treatment::Differentiate => pipeline::derivatives(&source, place, errors),
        Treatment::Value => pipeline::value(&source, place, errors),
        Treatment::Leave => Some(TokenStream::new()),
    }
}
