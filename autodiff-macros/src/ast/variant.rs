//! Variants of enums: a value is taken out of one, and one is made, by functions of the type that `#[derive(Differentiable)]` has
//! beside it. This is what they are called.

use crate::identifiers::is_identifier;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
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

/// A step into a value that is of one of several variants: whether it is of this one, or to what is in a field of it. In a graph
/// it is written `Shape :: Disc`, or `Shape :: Disc . 0`.
pub struct Step {
    /// The path of the type.
    pub ty: TokenStream,
    pub variant: String,
    pub field: Option<String>,
}

impl Step {
    /// The name of the type, without its path.
    pub fn owner(&self) -> String {
        let names = self.ty.clone().into_iter().filter_map(|token| match token {
            TokenTree::Ident(name) => Some(name.to_string()),
            _ => None,
        });
        names.last().unwrap_or_default()
    }

    /// The variant as a path.
    pub fn path(&self) -> TokenStream {
        let (ty, variant) = (&self.ty, member(&self.variant));
        quote!(#ty::#variant)
    }

    /// As it is written.
    pub fn tokens(&self) -> TokenStream {
        let (path, field) = (self.path(), self.field.as_deref().map(member));
        match field {
            Some(field) => quote!(#path.#field),
            None => path,
        }
    }

    /// A name for what is there.
    pub fn label(&self) -> String {
        match &self.field {
            Some(field) => format!("{}_{field}", self.variant).to_lowercase(),
            None => format!("is_{}", self.variant).to_lowercase(),
        }
    }
}

/// The step that these tokens are, if they are one of these, and no field of a struct.
pub fn step(tokens: &TokenStream) -> Option<Step> {
    let mut ty: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let is =
        |token: Option<&TokenTree>, sign| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let text = |token: TokenTree| token.to_string().trim_start_matches("r#").to_string();
    let mut last = text(ty.pop()?);
    let mut field = None;
    if is(ty.last(), '.') {
        ty.pop();
        field = Some(std::mem::replace(&mut last, text(ty.pop()?)));
    }
    if !is(ty.pop().as_ref(), ':') || !is(ty.pop().as_ref(), ':') {
        return None;
    }
    Some(Step {
        ty: ty.into_iter().collect(),
        variant: last,
        field,
    })
}

/// The name, or the number, of a field.
pub fn member(name: &str) -> TokenTree {
    match name.parse() {
        Ok(number) => TokenTree::Literal(proc_macro2::Literal::usize_unsuffixed(number)),
        Err(_) if is_identifier(name) => TokenTree::Ident(Ident::new(name, Span::call_site())),
        Err(_) => TokenTree::Ident(Ident::new_raw(name, Span::call_site())),
    }
}

/// The path of the type, and the name of the function, that this is a call of.
pub fn function(callee: &TokenStream) -> Option<(TokenStream, String)> {
    let mut path: Vec<TokenTree> = callee.clone().into_iter().collect();
    let name = path.pop()?.to_string();
    let of_type = path.split_off(path.len().checked_sub(2)?);
    let is_path = of_type
        .iter()
        .all(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':'));
    is_path.then(|| (path.into_iter().collect(), name))
}

/// Whether a function of this name stands for a variant.
pub fn is_of_variant(name: &str) -> bool {
    [TEST, EQUAL, CONSTRUCTOR].iter().any(|start| name.starts_with(start)) || is_field(name)
}

/// What the name of a function behind this start is: that of a variant.
pub fn tested(name: &str) -> Option<&str> {
    name.strip_prefix(TEST)
}

/// As `tested`, for comparisons.
pub fn compared(name: &str) -> Option<&str> {
    name.strip_prefix(EQUAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_as_they_are_written() {
        let path = quote!(super::Shape);
        for (variant, field) in [("Disc", Some("0")), ("Box_of", Some("type")), ("Point", None)] {
            let written = Step {
                ty: path.clone(),
                variant: variant.to_string(),
                field: field.map(str::to_string),
            };
            let read = step(&written.tokens()).expect("a step");
            assert_eq!((read.variant.as_str(), read.field.as_deref()), (variant, field));
            assert_eq!(
                (read.ty.to_string(), read.owner()),
                (path.to_string(), "Shape".to_string())
            );
        }
    }

    #[test]
    fn fields_of_structs_are_no_steps() {
        assert!(step(&quote!(width)).is_none());
        assert!(step(&quote!(0)).is_none());
    }

    #[test]
    fn functions_of_variants_are_told_by_their_names() {
        let (ty, name) = function(&quote!(Shape::__of_Ring_1)).expect("a path");
        assert_eq!((ty.to_string(), is_of_variant(&name)), ("Shape".to_string(), true));
        assert!(function(&quote!(area)).is_none());
        assert!(!is_of_variant("area"));
    }
}
