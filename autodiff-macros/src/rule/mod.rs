//! `rule!`: a function whose body is not read, with a derivative that the user wrote.
//!
//! ```text
//! pub fn beta(a: f64, b: f64) -> f64 { … }                 the function: parse.rs
//! partials(y) { a: …, b: … }                               its derivative: either this,
//! reverse(y, dy, da, db) { … }                             or this
//! ```
//!
//! To the compiler this is a function that does nothing but call itself: from that come signature, gradient and check. Only the
//! hidden halves that the call refers to are written by the rule, in `emit/item/rule.rs`.

mod check;
mod expand;
mod parse;

pub use check::check;
pub use expand::expand;
#[cfg(test)]
pub use parse::{calls_itself, rules};

use proc_macro2::{Ident, TokenStream};

/// How a function is differentiated.
pub struct Rule {
    pub derivative: Derivative,
}

pub enum Derivative {
    Partials {
        /// What the value is called in the partials; none if they do not use it.
        value: Option<Name>,
        partials: Vec<(Ident, TokenStream)>,
    },
    Reverse {
        /// What the block computes that the reverse block wants to have, beside the value: its type, then the block.
        forward: Option<(TokenStream, TokenStream)>,
        /// The value or what is kept, the cotangent, then a place for each derivative.
        names: Vec<Name>,
        /// Where the names stand.
        at: TokenStream,
        body: TokenStream,
    },
}

impl Derivative {
    /// What the reverse half finds on the tape: the value or what a `forward` block keeps, if it has a name.
    pub fn kept(&self) -> Option<&Ident> {
        match self {
            Derivative::Partials { value, .. } => value.as_ref(),
            Derivative::Reverse { names, .. } => names.first(),
        }
        .and_then(Name::ident)
    }
}

/// A name that the user chose.
pub enum Name {
    Ident(Ident),
    /// `_`
    Unused(syn::Token![_]),
}

impl Name {
    pub fn ident(&self) -> Option<&Ident> {
        match self {
            Name::Ident(ident) => Some(ident),
            Name::Unused(_) => None,
        }
    }
}

impl quote::ToTokens for Name {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Name::Ident(ident) => ident.to_tokens(tokens),
            Name::Unused(underscore) => underscore.to_tokens(tokens),
        }
    }
}
