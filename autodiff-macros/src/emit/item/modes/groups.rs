//! Tuples of many parts: the traits of the runtime are there for as many as [`MOST`], so more of them are a tuple of tuples. That is so
//! of the parts of structs alone: what users take and give is as they write it.

use super::all;
use crate::emit::control::tuple;
use proc_macro2::TokenStream;
use quote::quote;

/// How many parts a tuple has at most.
pub const MOST: usize = 12;

/// A tuple of these parts, in groups if they are many.
pub(super) fn grouped(parts: Vec<TokenStream>) -> TokenStream {
    match parts.len() > MOST {
        true => grouped(parts.chunks(MOST).map(|group| all(group.to_vec())).collect()),
        false => tuple(parts),
    }
}

/// The place of a part of so many in such a tuple, behind its name; of one alone there is none.
pub(super) fn place(part: usize, count: usize) -> TokenStream {
    let (group, own) = (part / MOST, syn::Index::from(part % MOST));
    match count > MOST {
        true => {
            let group = place(group, count.div_ceil(MOST));
            quote!(#group.#own)
        }
        false => quote!(.#own),
    }
}
