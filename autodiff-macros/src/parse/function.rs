//! Parameters that are functions: `impl Fn(f64) -> f64`, `F: Fn(f64, &[f64; 2]) -> [f64; 2]`, `&dyn Fn(f64) -> f64`,
//! `fn(f64) -> f64`.

use super::bounds::{all_bounds, is_function, is_function_bound};
use super::types::{self, Names};
use crate::ast::{FunctionArgument, FunctionForm, FunctionParameter, Signature, Type};
use crate::diagnostics::{messages, text, Collector};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

/// The most arguments that a function which is given can have.
pub const ARGUMENTS: usize = 6;

/// Whether a parameter is declared as a function, accepted or not.
pub fn is_declared(ty: &syn::Type, generics: &syn::Generics) -> bool {
    match ty {
        syn::Type::Paren(ty) => is_declared(&ty.elem, generics),
        syn::Type::Group(ty) => is_declared(&ty.elem, generics),
        syn::Type::Reference(ty) => is_declared(&ty.elem, generics),
        syn::Type::ImplTrait(ty) => ty.bounds.iter().any(is_function_bound),
        syn::Type::TraitObject(ty) => ty.bounds.iter().any(is_function_bound),
        syn::Type::FnPtr(_) => true,
        syn::Type::Path(path) => generics
            .type_params()
            .any(|parameter| path.path.is_ident(&parameter.ident) && is_function(parameter, generics)),
        _ => false,
    }
}

/// The function that a parameter of this type is; `None` if it is refused, or if it is none.
pub fn function(
    ty: &syn::Type,
    signature: &syn::Signature,
    names: &Names,
    errors: &mut Collector,
) -> Option<FunctionParameter> {
    // Errors, and where there is no value, come of the function itself, which is not called.
    let is_partial = |output: &syn::ReturnType| match output {
        syn::ReturnType::Type(_, ty) => ["Option", "Result"].iter().any(|name| starts_with(ty, name)),
        syn::ReturnType::Default => false,
    };
    let found = read(ty, &signature.generics, names);
    let found = found.filter(|function| !function.is_pointer() || !is_partial(&signature.output));
    if found.is_none() {
        errors.refuse(ty, &messages::FUNCTION_PARAMETER, &[&text(ty)]);
    }
    found
}

/// The type parameters that are accepted: each is the type of one parameter, and of nothing else.
pub fn is_accepted(parameter: &syn::TypeParam, signature: &syn::Signature) -> bool {
    let written = [
        signature.inputs.to_token_stream(),
        signature.output.to_token_stream(),
        signature.generics.where_clause.to_token_stream(),
    ];
    let bounds = all_bounds(parameter, &signature.generics).count();
    let predicates = signature
        .generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates);
    let bounded = predicates.filter(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => parameter.ident == text(&predicate.bounded_ty),
        _ => false,
    });
    let uses = written
        .into_iter()
        .map(|tokens| count(tokens, &parameter.ident))
        .sum::<usize>();
    let is_its = |input: &syn::FnArg| {
        let ty = types::written(input);
        is_declared(&ty, &signature.generics) && parameter.ident == bare(&ty).1.to_token_stream().to_string()
    };
    bounds > 0 && uses == 1 + bounded.count() && signature.inputs.iter().any(is_its)
}

fn count(tokens: TokenStream, name: &Ident) -> usize {
    let one = |tree| match tree {
        TokenTree::Ident(ident) => usize::from(ident == *name),
        TokenTree::Group(group) => count(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => 0,
    };
    tokens.into_iter().map(one).sum()
}

/// How many references stand before a type, and what is behind them; without parentheses and invisible groups.
fn bare(ty: &syn::Type) -> (usize, &syn::Type) {
    match ty {
        syn::Type::Paren(ty) => bare(&ty.elem),
        syn::Type::Group(ty) => bare(&ty.elem),
        syn::Type::Reference(reference) if reference.mutability.is_none() => {
            let (references, ty) = bare(&reference.elem);
            (references + 1, ty)
        }
        ty => (0, ty),
    }
}

fn read(ty: &syn::Type, generics: &syn::Generics, names: &Names) -> Option<FunctionParameter> {
    let (references, behind) = bare(ty);
    if let syn::Type::FnPtr(ty) = behind {
        let plain = references == 0 && ty.unsafety.is_none() && ty.abi.is_none() && ty.variadic.is_none();
        let inputs: Vec<&syn::Type> = ty.inputs.iter().map(|input| &input.ty).collect();
        return plain
            .then(|| of_types(&inputs, &ty.output, names))
            .flatten()
            .map(|function| FunctionParameter {
                form: FunctionForm::Pointer,
                ..function
            });
    }
    let (form, bounds): (_, Vec<_>) = match behind {
        syn::Type::ImplTrait(ty) => (FunctionForm::Impl, ty.bounds.iter().collect()),
        syn::Type::TraitObject(ty) if references == 1 => (FunctionForm::Dyn, ty.bounds.iter().collect()),
        syn::Type::Path(path) => {
            let parameter = generics
                .type_params()
                .find(|parameter| path.path.is_ident(&parameter.ident))?;
            let bounds = all_bounds(parameter, generics).collect();
            (FunctionForm::Named(parameter.ident.clone()), bounds)
        }
        _ => return None,
    };
    if references > 1 {
        return None;
    }
    let (mut function, mut changes) = (None, false);
    for bound in bounds {
        let syn::TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let last = bound.path.segments.last()?;
        match (last.ident.to_string().as_str(), &last.arguments) {
            ("Fn", syn::PathArguments::Parenthesized(arguments)) if function.is_none() => function = Some(arguments),
            // What stands in its place changes nothing.
            ("FnMut", syn::PathArguments::Parenthesized(arguments)) if function.is_none() && references == 0 => {
                function = Some(arguments);
                changes = true;
            }
            ("Copy" | "Clone" | "Sized", syn::PathArguments::None) => {}
            _ => return None,
        }
    }
    let function = function?;
    let inputs: Vec<&syn::Type> = function.inputs.iter().map(|input| &input.ty).collect();
    Some(FunctionParameter {
        form,
        reference: references == 1,
        changes,
        ..of_types(&inputs, &function.output, names)?
    })
}

/// A function by value, of these types.
fn of_types(inputs: &[&syn::Type], output: &syn::ReturnType, names: &Names) -> Option<FunctionParameter> {
    let arguments: Vec<FunctionArgument> = inputs
        .iter()
        .map(|input| argument(input, names))
        .collect::<Option<_>>()?;
    let syn::ReturnType::Type(_, result) = output else {
        return None;
    };
    let mut unread = Collector::new();
    let value = types::result(result, names, &mut unread);
    unread.finish();
    let is_vector = |ty: &Type| matches!(ty, Type::Vec(element) if is_float(element));
    let value = value.filter(|ty| is_float(ty) || is_array(ty) || is_vector(ty))?;
    if arguments.is_empty() || arguments.len() > ARGUMENTS {
        return None;
    }
    let parameters = arguments.iter().map(|argument| argument.ty.clone()).collect();
    Some(FunctionParameter {
        form: FunctionForm::Impl,
        reference: false,
        changes: false,
        arguments,
        result: (**result).clone(),
        signature: Signature::plain(parameters, value),
    })
}

fn argument(ty: &syn::Type, names: &Names) -> Option<FunctionArgument> {
    let (references, written) = bare(ty);
    let mut unread = Collector::new();
    let read = types::parameter(ty, names, &mut unread);
    unread.finish();
    let read = read?;
    let is_slice = matches!(&read, Type::Slice(element) if is_float(element) || is_array(element));
    let is_scalar = matches!(read, Type::Float(_) | Type::Int(_) | Type::Bool);
    let fits = references < 2 && (is_scalar || is_slice || is_array(&read));
    let is_place = matches!(written, syn::Type::Reference(_));
    (fits && !is_place).then(|| FunctionArgument {
        written: written.clone(),
        reference: references == 1,
        is_array: !is_scalar,
        ty: read,
    })
}

fn is_float(ty: &Type) -> bool {
    matches!(ty, Type::Float(_))
}

fn is_array(ty: &Type) -> bool {
    matches!(ty, Type::Array(element, _) if is_float(element) || is_array(element))
}

/// Whether the last name of the type's path begins so.
fn starts_with(ty: &syn::Type, name: &str) -> bool {
    match ty {
        syn::Type::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident.to_string().starts_with(name))
        }
        _ => false,
    }
}
