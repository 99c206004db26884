//! The syntax of rules.

use super::{Derivative, Name, Rule};
use crate::diagnostics::{messages, Collector};
use proc_macro2::{Ident, TokenStream};
use quote::{quote, ToTokens};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::Token;

/// All functions of one `rule! { … }` with their rules. What is not understood is refused, with all that follows it.
pub fn rules(tokens: TokenStream, errors: &mut Collector) -> Vec<(TokenStream, Option<Rule>)> {
    let mut all: Vec<(TokenStream, Option<Rule>)> = vec![];
    let read = |input: ParseStream| {
        while !input.is_empty() {
            let (name, item) = function(input)?;
            all.push((item, None));
            if input.is_empty() {
                return Err(syn::Error::new(name.span(), "nothing is said of its derivative"));
            }
            let derivative = derivative(input)?;
            if let Some((_, rule)) = all.last_mut() {
                *rule = Some(Rule { derivative });
            }
        }
        Ok(())
    };
    if let Err(error) = read.parse2(tokens) {
        errors.refuse_at(error.span(), &messages::RULE_SYNTAX, &[&error.to_string()]);
    }
    all
}

/// `pub fn f(x: f64) -> f64 { … }`, or with `= path;` in the place of the body.
fn function(input: ParseStream) -> syn::Result<(Ident, TokenStream)> {
    let attributes = input.call(syn::Attribute::parse_outer)?;
    let vis: syn::Visibility = input.parse()?;
    let signature: syn::Signature = input.parse()?;
    let body = if input.peek(syn::token::Brace) {
        let body: proc_macro2::Group = input.parse()?;
        body.to_token_stream()
    } else {
        input.parse::<Token![=]>()?;
        let callee: syn::Path = input.parse()?;
        input.parse::<Token![;]>()?;
        let arguments = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(input) => Some(&input.pat),
            syn::FnArg::Receiver(_) => None,
        });
        quote!({ #callee(#(#arguments),*) })
    };
    let item = quote!(#(#attributes)* #vis #signature #body);
    Ok((signature.ident, item))
}

/// The function with the one call in its body that makes a gradient out of its own halves.
pub fn calls_itself(item: &TokenStream) -> TokenStream {
    let read = |input: ParseStream| {
        let attributes = input.call(syn::Attribute::parse_outer)?;
        let vis: syn::Visibility = input.parse()?;
        let signature: syn::Signature = input.parse()?;
        input.parse::<TokenStream>()?;
        let name = &signature.ident;
        let arguments = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(input) => Some(&input.pat),
            syn::FnArg::Receiver(_) => None,
        });
        Ok(quote!(#(#attributes)* #vis #signature { #name(#(#arguments),*) }))
    };
    read.parse2(item.clone()).unwrap_or_else(|_| item.clone())
}

fn derivative(input: ParseStream) -> syn::Result<Derivative> {
    let keyword: Ident = input
        .parse()
        .map_err(|error| syn::Error::new(error.span(), "`partials` or `reverse` is expected here"))?;
    match keyword.to_string().as_str() {
        "partials" => partials(input),
        "forward" => {
            input.parse::<Token![->]>()?;
            let ty: syn::Type = input.parse()?;
            let body: proc_macro2::Group = input.parse()?;
            let keyword: Ident = input.parse()?;
            if keyword != "reverse" {
                return Err(syn::Error::new(keyword.span(), "`reverse` is expected here"));
            }
            reverse(input, &keyword, Some((ty.to_token_stream(), body.to_token_stream())))
        }
        "reverse" => reverse(input, &keyword, None),
        _ => Err(syn::Error::new(
            keyword.span(),
            "`partials` or `reverse` is expected here",
        )),
    }
}

/// `(y) { x: …, z: … }`
fn partials(input: ParseStream) -> syn::Result<Derivative> {
    let value = match input.peek(syn::token::Paren) {
        true => {
            let inside;
            syn::parenthesized!(inside in input);
            let name = inside.parse()?;
            if !inside.is_empty() {
                return Err(inside.error("`partials` takes the name of the value, and no more"));
            }
            Some(name)
        }
        false => None,
    };
    let inside;
    syn::braced!(inside in input);
    let partial = |input: ParseStream| {
        let name: Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let partial: syn::Expr = input.parse()?;
        Ok((name, partial.to_token_stream()))
    };
    let partials = Punctuated::<_, Token![,]>::parse_terminated_with(&inside, partial)?;
    Ok(Derivative::Partials {
        value,
        partials: partials.into_iter().collect(),
    })
}

/// `(y, dy, dx) { … }`
fn reverse(
    input: ParseStream,
    keyword: &Ident,
    forward: Option<(TokenStream, TokenStream)>,
) -> syn::Result<Derivative> {
    let inside;
    syn::parenthesized!(inside in input);
    let names = Punctuated::<Name, Token![,]>::parse_terminated(&inside)?;
    let body: proc_macro2::Group = input.parse()?;
    Ok(Derivative::Reverse {
        forward,
        at: match names.is_empty() {
            true => keyword.to_token_stream(),
            false => names.to_token_stream(),
        },
        names: names.into_iter().collect(),
        body: body.to_token_stream(),
    })
}

impl Parse for Name {
    fn parse(input: ParseStream) -> syn::Result<Name> {
        match input.peek(Token![_]) {
            true => input.parse().map(Name::Unused),
            false => input.parse().map(Name::Ident),
        }
    }
}
