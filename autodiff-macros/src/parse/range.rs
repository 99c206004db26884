//! Ranges as parameters, which are refused: they lie nowhere as numbers, and have no derivative.

use crate::ir::Int;
use proc_macro2::Ident;

/// Whether this is a range of the standard library, which has no derivative: by its path, or as one of numbers.
pub fn is_range(ty: &syn::Type) -> bool {
    const RANGES: [&str; 5] = ["Range", "RangeFrom", "RangeInclusive", "RangeTo", "RangeToInclusive"];
    let path = match ty {
        syn::Type::Reference(lent) => return is_range(&lent.elem),
        syn::Type::Path(path) if path.qself.is_none() => &path.path,
        _ => return false,
    };
    let Some(last) = path
        .segments
        .last()
        .filter(|last| RANGES.iter().any(|name| last.ident == name))
    else {
        return false;
    };
    let of_number = match &last.arguments {
        syn::PathArguments::AngleBracketed(of) => match of.args.first() {
            Some(syn::GenericArgument::Type(syn::Type::Path(of))) => of.path.get_ident().is_some_and(is_number),
            _ => false,
        },
        _ => false,
    };
    of_number || path.segments.iter().any(|segment| segment.ident == "ops")
}

fn is_number(name: &Ident) -> bool {
    name == "f64" || name == "f32" || Int::from_name(&name.to_string()).is_some()
}
