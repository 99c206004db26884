//! From syn's tree to ours: the fence around the accepted language.
//!
//! Every syntax construct has one entry here, which accepts it or refuses it at its token with a
//! [`messages`](crate::diagnostics::messages) row. Whatever reads a piece of syntax gives `None` if it refused: the
//! error is in the collector then, and the caller goes on with the other pieces first, so that all errors of a function
//! come at once.

mod bounds;
mod deep;
mod fence;
mod function;
mod nesting;
pub mod options;
mod range;
mod scope;
pub mod signature;
pub mod types;

#[cfg(test)]
mod tests;

use crate::ast;
use crate::diagnostics::{messages, Collector};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;

pub use crate::ast::Surroundings;
pub use deep::without_markers;
pub use fence::is_taken_apart;
pub use nesting::too_deep;
pub use options::options;
pub use types::{outcome, Outcome};

/// The user's function.
pub struct Source {
    /// Its signature is as the user wrote it. In the body, names stand for expressions in very many parentheses.
    pub item: syn::ItemFn,
    deep: deep::Deep,
    /// What is seen around it.
    pub surroundings: Surroundings,
    /// Whether it is computed in the function that calls it: there an enum is a value, and what has no derivative counts too.
    pub in_caller: bool,
}

/// Parses the item that the attribute stands on; `None` if it is no function.
pub fn source(tokens: TokenStream, errors: &mut Collector) -> Option<Source> {
    if let Some(span) = nesting::too_deep(tokens.clone()) {
        errors.refuse_at(span, &messages::TOO_DEEP, &[]);
        return None;
    }
    let (tokens, deep) = deep::Deep::cut(tokens);
    let error = match syn::parse2(tokens.clone()) {
        Ok(item) => {
            let surroundings = Surroundings::default();
            return Some(Source {
                item,
                deep,
                surroundings,
                in_caller: false,
            });
        }
        Err(error) => error,
    };
    match syn::parse2::<syn::Item>(tokens.clone()) {
        Ok(_) => errors.refuse_at(
            keyword.parse2(tokens).unwrap_or_else(|_| Span::call_site()),
            &messages::NO_FUNCTION,
            &[],
        ),
        Err(_) => errors.refuse_at(error.span(), &messages::SYNTAX, &[]),
    }
    None
}

/// Where the item says what it is.
fn keyword(input: syn::parse::ParseStream) -> syn::Result<Span> {
    input.call(syn::Attribute::parse_outer)?;
    input.parse::<syn::Visibility>()?;
    let keyword = input.parse::<TokenTree>()?;
    input.parse::<TokenStream>()?;
    Ok(keyword.span())
}

impl Source {
    /// The function in the accepted language; `None` if something in it was refused.
    pub fn read(&self, errors: &mut Collector) -> Option<ast::Function> {
        let mut fence = fence::Fence::new(self, errors);
        let signature = signature::signature(&self.item.sig, &self.item.block, &mut fence);
        let body = fence.body(&self.item.block);
        let (parameters, result) = signature?;
        if !self.in_caller {
            signature::require_float(&self.item.sig, &parameters, &result, &mut fence);
        }
        fence.finish(parameters, result, body?)
    }

    /// Whether a type of the user is mentioned, or may come from a function around it.
    fn may_have_users_types(&self) -> bool {
        let mentioned = names_type(self.item.to_token_stream());
        mentioned || !self.surroundings.is_alone()
    }

    /// The function with a body that only panics: for its signature.
    pub fn read_signature(&self, errors: &mut Collector) -> Option<ast::Function> {
        let mut fence = fence::Fence::new(self, errors);
        let (parameters, result) = signature::signature(&self.item.sig, &self.item.block, &mut fence)?;
        let body = fence.body(&syn::parse_quote!({ panic!() }))?;
        fence.finish(parameters, result, body)
    }
}

/// Whether a word is the name of a type by Rust's convention, or `self`.
fn names_type(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => {
            let name = name.to_string();
            let is_constant = name.len() > 3 && !name.contains(char::is_lowercase);
            name == "self" || name.starts_with(char::is_uppercase) && !is_constant
        }
        TokenTree::Group(group) => names_type(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
