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
    let all = function.nested.iter().map(|item| {
        let tokens = item.to_token_stream();
        let halves = halves(&tokens, source, &place, errors)?;
        Some(quote!(#[allow(unused, clippy::all)] #tokens #halves))
    });
    let all: Vec<Option<TokenStream>> = all.collect();
    all.into_iter().collect()
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
