//! `rule! { … }`, with the path of the façade before its tokens: each function as it is, and its derivatives beside it.

use super::{parse, Rule};
use crate::diagnostics::{Collector, Diagnostic};
use crate::items::{guarded, plain};
use crate::pipeline::{self, Place};
use crate::{fallback, parse as fence};
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

pub fn expand(tokens: TokenStream) -> TokenStream {
    guarded(|| compile(tokens)).unwrap_or_else(|bug| bug)
}

fn compile(tokens: TokenStream) -> TokenStream {
    let mut tokens = tokens.into_iter();
    let is_arrow = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '=');
    let krate = tokens.by_ref().take_while(|token| !is_arrow(token)).collect();
    let place = Place {
        krate,
        associated: None,
        operator: None,
        nested: false,
        computed: false,
        stands_in: false,
        mode: None,
        reassociate: false,
    };
    let mut errors = Collector::new();
    let all = parse::rules(tokens.skip(1).collect(), &mut errors);
    let mut misread = errors.finish();
    let mut items = TokenStream::new();
    for (item, rule) in all {
        let mut errors = Collector::new();
        let derivatives = rule
            .as_ref()
            .and_then(|rule| derivatives(&item, rule, &place, &mut errors));
        let mut errors = errors.finish();
        if rule.is_none() {
            errors.append(&mut misread);
        }
        let errors = errors.iter().map(Diagnostic::to_tokens).collect();
        let beside = derivatives.unwrap_or_else(|| fallback::stubs(&item, errors, false));
        let item = plain(item);
        items.extend(quote!(#item #beside));
    }
    let misread = misread.iter().map(Diagnostic::to_tokens);
    quote!(#items #(#misread)*)
}

fn derivatives(item: &TokenStream, rule: &Rule, place: &Place, errors: &mut Collector) -> Option<TokenStream> {
    let source = fence::source(parse::calls_itself(item), errors)?;
    pipeline::by_rule(&source, rule, place, errors)
}
