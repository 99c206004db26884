//! What a type parameter stands for, by the traits that bound it. A macro sees their names alone.

use crate::tables::HashSet;
use quote::ToTokens;

/// Traits that floats have as other types do: they say nothing.
const NEUTRAL: [&str; 15] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "FromStr",
    "LowerExp",
    "PartialEq",
    "Send",
    "Sized",
    "Sync",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
];

/// Traits that no float has.
const FOREIGN: [&str; 26] = [
    "Any",
    "AsMut",
    "AsRef",
    "Borrow",
    "BorrowMut",
    "Deref",
    "DerefMut",
    "DoubleEndedIterator",
    "Eq",
    "Error",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "FromIterator",
    "Hash",
    "Index",
    "IndexMut",
    "Integer",
    "IntoIterator",
    "Iterator",
    "Ord",
    "PrimInt",
    "Unsigned",
    "Write",
];

/// Whether a type parameter stands for a float: one of its bounds is for numbers, and none excludes them. Whatever the
/// traits are, the derivative asks for a `Real` besides.
pub fn is_float(parameter: &syn::TypeParam, generics: &syn::Generics) -> bool {
    let kinds: HashSet<Kind> = all_bounds(parameter, generics).map(kind).collect();
    kinds.contains(&Kind::Number) && !kinds.contains(&Kind::Foreign)
}

/// Whether a bound is a trait of `num_traits` that has `NumCast` above it.
pub fn casts(parameter: &syn::TypeParam, generics: &syn::Generics) -> bool {
    all_bounds(parameter, generics).any(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| {
                ["Float", "FloatCore", "NumCast", "Real"]
                    .iter()
                    .any(|name| last.ident == name)
            })
        }
        _ => false,
    })
}

/// Whether the type parameter stands for a function.
pub fn is_function(parameter: &syn::TypeParam, generics: &syn::Generics) -> bool {
    all_bounds(parameter, generics).any(is_function_bound)
}

/// `Fn(f64) -> f64` and its kin.
pub fn is_function_bound(bound: &syn::TypeParamBound) -> bool {
    match bound {
        syn::TypeParamBound::Trait(bound) => {
            let last = bound.path.segments.last();
            last.is_some_and(|last| ["Fn", "FnMut", "FnOnce"].iter().any(|name| last.ident == name))
        }
        _ => false,
    }
}

/// The `S` of each bound `From<S>`.
pub fn sources<'a>(parameter: &'a syn::TypeParam, generics: &'a syn::Generics) -> Vec<&'a syn::Type> {
    let source = |bound: &'a syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => match &bound.path.segments.last()?.arguments {
            syn::PathArguments::AngleBracketed(arguments) if bound.path.segments.last()?.ident == "From" => {
                match arguments.args.first()? {
                    syn::GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    };
    all_bounds(parameter, generics).filter_map(source).collect()
}

/// All bounds of the parameter, also those of the `where` clause.
pub fn all_bounds<'a>(
    parameter: &'a syn::TypeParam,
    generics: &'a syn::Generics,
) -> impl Iterator<Item = &'a syn::TypeParamBound> {
    let written = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let further = written.filter_map(move |predicate| match predicate {
        syn::WherePredicate::Type(predicate) if is_named(&predicate.bounded_ty, parameter) => Some(&predicate.bounds),
        _ => None,
    });
    parameter.bounds.iter().chain(further.flatten())
}

fn is_named(ty: &syn::Type, parameter: &syn::TypeParam) -> bool {
    matches!(ty, syn::Type::Path(path) if path.qself.is_none() && path.path.is_ident(&parameter.ident))
}

#[derive(PartialEq, Eq, Hash)]
enum Kind {
    Number,
    Neutral,
    Foreign,
}

fn kind(bound: &syn::TypeParamBound) -> Kind {
    let syn::TypeParamBound::Trait(bound) = bound else {
        return Kind::Neutral;
    };
    let Some(last) = bound.path.segments.last() else {
        return Kind::Neutral;
    };
    let name = last.ident.to_string();
    let name = name.as_str();
    match name {
        _ if NEUTRAL.contains(&name) => Kind::Neutral,
        _ if FOREIGN.contains(&name) => Kind::Foreign,
        // What converts to a float is one.
        "Into" | "From" => match last.arguments.to_token_stream().to_string().replace(' ', "").as_str() {
            "<f64>" | "<f32>" => Kind::Number,
            _ => Kind::Neutral,
        },
        _ => Kind::Number,
    }
}
