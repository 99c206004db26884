//! The fence, construct by construct: what is accepted, and what is refused with which code at which token.

mod accepted;
mod refused;

use crate::diagnostics::Collector;
use proc_macro2::TokenStream;

/// The errors of a function, as `code line:column` with the columns of the source.
fn errors(source: &str) -> Vec<String> {
    let tokens: TokenStream = source.parse().expect("tokens");
    let mut errors = Collector::new();
    let function = super::source(tokens, &mut errors).and_then(|source| source.read(&mut errors));
    let errors = errors.finish();
    assert_eq!(function.is_none(), !errors.is_empty(), "{source}");
    let place = |error: &crate::diagnostics::Diagnostic| {
        let start = error.span().start();
        format!("{} {}:{}", error.code(), start.line, start.column)
    };
    errors.iter().map(place).collect()
}
