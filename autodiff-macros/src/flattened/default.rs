//! `Type::default()` where that is derived, as a function: what it would be, written out.

use crate::ast::{variant, Length, Surroundings, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The function of this path, if it is the derived `default` of a struct that is seen.
pub(super) fn body(
    surroundings: &Surroundings,
    path: &[String],
    ty: &TokenStream,
) -> Option<(Surroundings, TokenStream)> {
    let declaration = surroundings.declaration(ty)?;
    let [(variant, fields)] = &declaration.variants[..] else {
        return None;
    };
    if path.last()? != "default" || !declaration.defaulted || declaration.generic || !variant.is_empty() {
        return None;
    }
    let of = crate::ast::StructType {
        tokens: ty.clone(),
        like: None,
    };
    let fields = fields.iter().map(|field| {
        let value = value(&surroundings.field(&of, field)?)?;
        let member: TokenStream = variant::member(field).into();
        Some(quote!(#member: #value))
    });
    let fields = fields.collect::<Option<Vec<_>>>()?;
    let surroundings = Surroundings {
        owner: None,
        ..surroundings.clone()
    };
    Some((surroundings, quote!(fn default() -> #ty { #ty { #(#fields),* } })))
}

/// The default of a type, as far as it says all.
fn value(ty: &Type) -> Option<TokenStream> {
    Some(match ty {
        Type::Float(_) => quote!(0.0),
        Type::Int(_) => quote!(0),
        Type::Bool => quote!(false),
        Type::Vec(_) => quote!(::std::vec::Vec::new()),
        Type::Option(_) => quote!(None),
        Type::Array(element, Length::Fixed(len)) => {
            let element = value(element)?;
            quote!([#element; #len])
        }
        Type::Struct(of) => {
            let of = &of.tokens;
            quote!(#of::default())
        }
        _ => return None,
    })
}
