//! From syn's tree to ours: the fence around the accepted language.
//!
//! Every syntax construct has one entry here, which accepts it or refuses it at its token with a [`messages`](crate::diagnostics::messages)
//! row. Whatever reads a piece of syntax gives `None` if it refused: the error is in the collector then, and the caller goes on with
//! the other pieces first, so that all errors of a function come at once.

mod fence;
pub mod options;
mod scope;
mod signature;
mod types;

#[cfg(test)]
mod tests;

use crate::ast;
use crate::diagnostics::Collector;

pub use options::options;

/// The function in the accepted language; `None` if something in it was refused.
pub fn function(item: &syn::ItemFn, errors: &mut Collector) -> Option<ast::Function> {
    let mut fence = fence::Fence::new(&item.sig.ident, errors);
    let signature = signature::signature(&item.sig, &mut fence);
    let body = fence.body(&item.block);
    let (parameters, result) = signature?;
    fence.finish(parameters, result, body?)
}
