//! From syn's tree to ours: the fence around the accepted language.
//!
//! Every syntax construct has one entry here, which accepts it or refuses it at its token with a
//! [`messages`](crate::diagnostics::messages) row. Whatever reads a piece of syntax gives `None` if it refused: the
//! error is in the collector then, and the caller goes on with the other pieces first, so that all errors of a function
//! come at once.

mod fence;
mod nesting;
pub mod options;
mod scope;
mod signature;
mod types;

#[cfg(test)]
mod tests;

use crate::ast;
use crate::diagnostics::{messages, Collector};
use proc_macro2::{Span, TokenStream};

pub use options::options;

/// The item that the attribute stands on; `None` if it is no function.
pub fn item(tokens: TokenStream, errors: &mut Collector) -> Option<syn::ItemFn> {
    if let Some(span) = nesting::too_deep(tokens.clone()) {
        errors.refuse_at(span, &messages::TOO_DEEP, &[]);
        return None;
    }
    let error = match syn::parse2(tokens.clone()) {
        Ok(item) => return Some(item),
        Err(error) => error,
    };
    match syn::parse2::<syn::Item>(tokens.clone()) {
        Ok(_) => {
            let start = tokens
                .into_iter()
                .next()
                .map_or_else(Span::call_site, |token| token.span());
            errors.refuse_at(start, &messages::NO_FUNCTION, &[]);
        }
        Err(_) => errors.refuse_at(error.span(), &messages::SYNTAX, &[]),
    }
    None
}

/// The function in the accepted language; `None` if something in it was refused.
pub fn function(item: &syn::ItemFn, errors: &mut Collector) -> Option<ast::Function> {
    let mut fence = fence::Fence::new(&item.sig.ident, errors);
    let signature = signature::signature(&item.sig, &mut fence);
    let body = fence.body(&item.block);
    let (parameters, result) = signature?;
    fence.finish(parameters, result, body?)
}
