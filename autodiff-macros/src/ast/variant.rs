//! Variants of enums: a value is taken out of one, and one is made, by functions of the type that `#[derive(Differentiable)]` has
//! beside it. This is what they are called.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

/// What the name of a test begins with.
const TEST: &str = "__is_";

/// What the name of a comparison begins with.
const EQUAL: &str = "__equal_";

/// Whether a value is equal to this variant, which has no fields. This is no function, but `==` where it is called.
pub fn equal(variant: &str) -> String {
    format!("{EQUAL}{variant}")
}

/// Whether a value is of this variant. This is no function, but a pattern where it is called.
pub fn test(variant: &str) -> String {
    format!("{TEST}{variant}")
}

/// Whether two values are equal. This is no function either, but `==` where it is called.
pub fn same() -> TokenStream {
    quote!(__same)
}

/// Whether a call of this path is one of that.
pub fn is_same(callee: &TokenStream) -> bool {
    callee.to_string() == "__same"
}

/// What a call of this path asks of `value`, if it is one of these.
pub fn asked(callee: &TokenStream, value: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
    let mut path: Vec<TokenTree> = callee.clone().into_iter().collect();
    let Some(TokenTree::Ident(name)) = path.pop() else {
        return None;
    };
    let text = name.to_string();
    let variant = |text: &str| Ident::new(text, name.span());
    if let Some(tested) = text.strip_prefix(TEST).map(variant) {
        let value = value();
        return Some(quote!(::core::matches!(#value, #(#path)* #tested { .. })));
    }
    let (equal, value) = (text.strip_prefix(EQUAL).map(variant)?, value());
    Some(quote!((::core::cmp::PartialEq::eq(#value, &#(#path)* #equal))))
}

/// The field of this name, or number.
pub fn field(variant: &str, field: &str) -> String {
    format!("__of_{variant}_{field}")
}

/// What the name of one that makes a variant begins with.
pub const CONSTRUCTOR: &str = "__new_";

/// The variant, made of its fields in the order of their names.
pub fn constructor(variant: &str) -> String {
    format!("{CONSTRUCTOR}{variant}")
}

/// Whether this is one of these functions that gives what is in a variant, or a value of the type.
pub fn is_field(function: &str) -> bool {
    function.starts_with("__of_")
}
