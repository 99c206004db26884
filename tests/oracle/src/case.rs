//! One test case for each function that returns a scalar, or an `Option` or a `Result` of one: how its arguments are
//! drawn, and how it is called.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, ToTokens};
use syn::visit_mut::VisitMut;
use syn::{Error, FnArg, ReturnType, Type};

use crate::arguments::{call, draw, point, To};
use crate::directives::Directives;
use crate::dual::mentions;
use crate::functions::Function;
use crate::parameter::{element, is_float, parameter, Kind, Parameter, Substitution};
use crate::Modes;

/// The expression `Case { .. },`, or nothing for a function that is only there to be called.
pub fn make(file: &Ident, function: &Function, modes: Modes) -> Result<TokenStream, Error> {
    let signature = function.signature;
    let directives = Directives::of(function.attributes);
    let mut generics = Substitution::new(&directives, signature)?;
    let mut output = signature.output.clone();
    generics.visit_return_type_mut(&mut output);
    let Some(partial) = scalar_result(&output) else {
        return Ok(TokenStream::new());
    };
    if signature
        .inputs
        .iter()
        .any(|input| is_opaque(input, &signature.generics) && !is_given(input, &directives))
    {
        return Ok(TokenStream::new());
    }
    let parameters = signature
        .inputs
        .iter()
        .map(|input| parameter(input, function.owner, &mut generics, &|name| directives.given(name)));
    let parameters = parameters.collect::<Result<Vec<_>, _>>()?;

    let (path, value_and_grad) = (function.path(), function.value_and_grad());
    let text = signature.ident.to_string();
    let single = mentions(signature, "f32")
        || mentions(function.body, "f32")
        || generics.types.iter().any(|(_, ty)| mentions(ty, "f32"));
    let has_dual = directives.has_dual();
    let differences = !directives.all("Differences").contains(&"no");
    let draws = parameters
        .iter()
        .map(|parameter| draw(parameter, &directives))
        .collect::<Result<Vec<_>, _>>()?;
    let points = |word| {
        directives
            .all(word)
            .into_iter()
            .map(|text| point(&parameters, text))
            .collect::<Result<Vec<_>, Error>>()
    };
    let (at, panics) = (points("At")?, points("Panics")?);
    let (read, pass) = call(&parameters, To::Function(file));
    let (_, pass_derivative) = call(&parameters, To::Derivative(file));
    let left = parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| parameter.in_place);
    let left: Vec<_> = left
        .map(|(index, _)| {
            let name = format_ident!("argument_{index}");
            quote!(format!("{:?}", #name))
        })
        .collect();
    let (read_dual, pass_dual) = call(&parameters, To::Dual);
    // Some have first derivatives only.
    let first = directives.all("Modes").contains(&"first");
    let has_modes = modes != Modes::None && !first && !single && has_modes(file, function, &parameters, partial);
    let may_have_modes = modes == Modes::All && !single && parameters.iter().any(Parameter::is_active);
    let modes = match has_modes {
        true => crate::modes::closure(file, function, &parameters, &read, &pass_derivative),
        false if may_have_modes => {
            crate::modes::of_any(file, function, &parameters, &read, &pass_derivative, (partial, first))
        }
        false => quote!(None),
    };
    let (plain, gradient, dual) = match partial {
        false => (
            quote!(f64::from(crate::corpus::#file::#path(#pass))),
            quote! {
                let (value, gradient) = crate::corpus::#file::#value_and_grad(#pass_derivative);
                (f64::from(value), gradient.flat())
            },
            quote! {
                let value = #path(#pass_dual);
                value.parts()
            },
        ),
        // Where there is no value, it counts as not a number, and the gradient as zero.
        true => (
            quote!(crate::common::case::Partial::parts(crate::corpus::#file::#path(#pass)).0.map_or(f64::NAN, f64::from)),
            quote! {
                let (value, error) = crate::common::case::Partial::parts(
                    crate::corpus::#file::#value_and_grad(#pass_derivative)
                );
                let plain = crate::common::case::Partial::parts(crate::corpus::#file::#path(#pass));
                assert_eq!(error, plain.1, "another error than that of the function");
                match value {
                    Some((value, gradient)) => (f64::from(value), gradient.flat()),
                    None => (f64::NAN, vec![0.0; crate::common::case::active(arguments).len()]),
                }
            },
            quote! {
                crate::common::case::Partial::parts(#path(#pass_dual))
                    .0
                    .map_or([f64::NAN, 0.0, 0.0], |value| value.parts())
            },
        ),
    };
    let dual = match has_dual {
        true => quote! {
            |arguments, components| {
                let mut reader = Reader::new(arguments, Some(components));
                #read_dual
                #dual
            }
        },
        false => quote!(|_, _| panic!("there are no dual numbers of this function")),
    };
    Ok(quote! {
        {
            use crate::common::case::{Argument, Case, Draw, Flat, Read, Reader};
            Case {
                file: stringify!(#file),
                name: #text,
                single: #single,
                differences: #differences,
                draws: vec![#(#draws),*],
                at: vec![#(#at),*],
                panics: vec![#(#panics),*],
                plain: |arguments| {
                    let mut reader = Reader::new(arguments, None);
                    #read
                    #plain
                },
                gradient: |arguments| {
                    let mut reader = Reader::new(arguments, None);
                    #read
                    #gradient
                },
                left: |arguments| {
                    let mut left = Vec::new();
                    {
                        let mut reader = Reader::new(arguments, None);
                        #read
                        let _ = crate::corpus::#file::#path(#pass);
                        left.push(vec![#(#left),*]);
                    }
                    {
                        let mut reader = Reader::new(arguments, None);
                        #read
                        let _ = crate::corpus::#file::#value_and_grad(#pass_derivative);
                        left.push(vec![#(#left),*]);
                    }
                    left
                },
                has_dual: #has_dual,
                hyper_dual: #dual,
                modes: #modes,
            }
        },
    })
}

/// Whether there is more than a gradient: of a function of `f64`s that takes and gives values, with no struct in sight.
fn has_modes(file: &Ident, function: &Function, parameters: &[Parameter], excluded: bool) -> bool {
    const OF_STRUCTS: [&str; 7] = [
        "enums",
        "option_fields",
        "struct_calls",
        "struct_programs",
        "structs",
        "variants",
        "vector_structs",
    ];
    let of_floats = |parameter: &Parameter| match &parameter.kind {
        Kind::Value(ty) | Kind::Slice(ty) | Kind::Rows(ty) => !names_struct(ty),
        Kind::Integer(_) | Kind::Boolean | Kind::Given(_) => true,
    };
    !excluded
        && function.owner.is_none()
        && !OF_STRUCTS.iter().any(|name| file == name)
        && parameters
            .iter()
            .all(|parameter| !parameter.in_place && of_floats(parameter))
        && parameters.iter().any(|parameter| parameter.is_active())
}

fn names_struct(ty: &Type) -> bool {
    match ty {
        Type::Array(array) => names_struct(&array.elem),
        ty => !is_float(ty) && element(ty).is_none_or(|element| names_struct(&element)),
    }
}

/// Whether the scalar that the function returns may be missing; none if it returns something else.
fn scalar_result(output: &ReturnType) -> Option<bool> {
    let ReturnType::Type(_, ty) = output else { return None };
    if is_float(ty) {
        return Some(false);
    }
    let Type::Path(path) = &**ty else { return None };
    let last = path.path.segments.last()?;
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let partial = last.ident == "Option" || last.ident == "Result";
    matches!(arguments.args.first()?, syn::GenericArgument::Type(ty) if is_float(ty) && partial).then_some(true)
}

/// Whether this is a parameter of an enum, a tuple, an option, a text or a function, which nobody draws: the function is only
/// called by others.
fn is_opaque(input: &FnArg, generics: &syn::Generics) -> bool {
    let FnArg::Typed(typed) = input else { return false };
    let ty = match &*typed.ty {
        Type::Reference(reference) => &*reference.elem,
        ty => ty,
    };
    let Type::Path(path) = ty else {
        return matches!(
            ty,
            Type::FnPtr(_) | Type::ImplTrait(_) | Type::TraitObject(_) | Type::Tuple(_)
        );
    };
    let is_function = |bounds: &dyn ToTokens| mentions_function(bounds.to_token_stream());
    let by_parameter = generics
        .type_params()
        .any(|parameter| path.path.is_ident(&parameter.ident) && is_function(parameter));
    let mut predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let by_predicate = predicates.any(|predicate| {
        matches!(predicate, syn::WherePredicate::Type(predicate) if predicate.bounded_ty.to_token_stream().to_string() == path.path.to_token_stream().to_string() && is_function(&predicate.bounds))
    });
    if by_parameter || by_predicate {
        return true;
    }
    let is_option = path.path.segments.last().is_some_and(|last| last.ident == "Option");
    is_option
        || ["Kind", "Gate", "str", "char"]
            .iter()
            .any(|name| path.path.is_ident(name))
}

fn is_given(input: &FnArg, directives: &Directives) -> bool {
    let FnArg::Typed(typed) = input else { return false };
    let name = typed.pat.to_token_stream().to_string();
    directives.given(&name).is_ok_and(|given| given.is_some())
}

fn mentions_function(tokens: TokenStream) -> bool {
    tokens
        .into_iter()
        .any(|token| ["Fn", "FnMut"].contains(&token.to_string().as_str()))
}
