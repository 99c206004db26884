//! The other derivatives of a function: in a direction, pulled back, and the second ones.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::functions::Function;
use crate::parameter::Parameter;

/// `Some(|arguments, directions| Modes { … })`; the directions stand in the places of the active arguments.
pub fn closure(
    file: &Ident,
    function: &Function,
    parameters: &[Parameter],
    read: &TokenStream,
    pass: &TokenStream,
) -> TokenStream {
    let path = function.path();
    let names = (0..parameters.len()).map(|index| format_ident!("argument_{index}"));
    let active: Vec<(&Parameter, Ident)> = parameters
        .iter()
        .zip(names)
        .filter(|(parameter, _)| parameter.is_active())
        .collect();
    let names: Vec<_> = active.iter().map(|(_, name)| name).collect();
    let passed = active.iter().map(|(parameter, name)| {
        let direction = format_ident!("direction_{name}");
        match parameter.by_reference {
            true => quote!(&#direction),
            false => quote!(#direction.clone()),
        }
    });
    let directions: Vec<_> = names.iter().map(|name| format_ident!("direction_{name}")).collect();
    let passed: Vec<_> = passed.collect();
    let function = quote!(crate::corpus::#file::#path);
    let at_the_point = |derivative: TokenStream| {
        quote!({
            let mut reader = Reader::new(arguments, None);
            #read
            #derivative
        })
    };
    let jvp = at_the_point(quote!({
        let (value, tangent) = #function::jvp(#pass #(#passed),*);
        vec![value, tangent]
    }));
    let vjp = at_the_point(quote!(#function::vjp(#pass 1.0).1.flat()));
    let hvp = at_the_point(quote!(#function::hvp(#pass #(#passed),*).flat()));
    let hessian = at_the_point(quote!(#function::hessian(#pass).flat()));
    quote! {
        Some(|arguments, directions| {
            let (#(#directions,)*) = {
                let mut reader = Reader::new(directions, None);
                #read
                (#(#names,)*)
            };
            crate::common::case::Modes { hessian: #hessian, vjp: #vjp, hvp: #hvp, jvp: #jvp }
        })
    }
}

/// The same of a function that may have structs in its signature, stand in an `impl`, write to its arguments or give nothing,
/// and of one that has `first` derivatives only: those that it does not have are empty.
pub fn of_any(
    file: &Ident,
    function: &Function,
    parameters: &[Parameter],
    read: &TokenStream,
    pass: &TokenStream,
    (partial, first): (bool, bool),
) -> TokenStream {
    let active: Vec<(&Parameter, Ident)> = parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| (parameter, format_ident!("argument_{index}")))
        .filter(|(parameter, _)| parameter.is_active())
        .collect();
    let names: Vec<_> = active.iter().map(|(_, name)| name).collect();
    let directions: Vec<_> = names.iter().map(|name| format_ident!("direction_{name}")).collect();
    let passed = active.iter().zip(&directions).map(|((parameter, _), direction)| {
        match parameter.by_reference || parameter.in_place {
            true => quote!(&#direction),
            false => quote!(#direction.clone()),
        }
    });
    let passed: Vec<_> = passed.collect();
    let (before, name) = (&function.before, &function.signature.ident);
    let in_place = parameters.iter().any(|parameter| parameter.in_place);
    let call = |derivative: &str, more: &[TokenStream]| {
        let (owner, called) = match function.owner {
            Some(_) => {
                let owner: Vec<_> = quote!(#before).into_iter().collect();
                let owner = owner[..owner.len() - 2].iter().cloned().collect::<TokenStream>();
                (
                    quote!(crate::corpus::#file::#owner),
                    format_ident!("{name}_{derivative}"),
                )
            }
            None => (
                quote!(crate::corpus::#file::#before #name),
                format_ident!("{derivative}"),
            ),
        };
        let arguments: Vec<_> = (0..parameters.len() + more.len())
            .map(|k| format_ident!("Argument{k}"))
            .collect();
        quote!({
            trait Absent {
                #[allow(unused)]
                fn #called<#(#arguments),*>(#(_: #arguments),*) -> crate::common::case::Missing {
                    crate::common::case::Missing
                }
            }
            impl<T: ?Sized> Absent for T {}
            let mut reader = Reader::new(arguments, None);
            #read
            <#owner>::#called(#pass #(#more),*)
        })
    };
    let flat = |derivative: TokenStream| match partial {
        true => quote!(crate::common::case::Partial::parts(#derivative).0.map_or(vec![], |one| one.flat())),
        false => quote!(#derivative.flat()),
    };
    let second = |derivative: &str, more: &[TokenStream]| match first {
        true => quote!(vec![]),
        false => flat(call(derivative, more)),
    };
    let jvp = match partial || in_place {
        true => quote!(vec![]),
        false => second("jvp", &passed),
    };
    let vjp = match in_place {
        true => quote!(vec![]),
        false => {
            let pulled = call("vjp", &[quote!(1.0)]);
            match partial {
                true => quote!(crate::common::case::Partial::parts(#pulled).0.map_or(vec![], |one| one.1.flat())),
                false => quote!(#pulled.1.flat()),
            }
        }
    };
    let (hvp, hessian) = (second("hvp", &passed), second("hessian", &[]));
    quote! {
        Some(|arguments, directions| {
            let (#(#directions,)*) = {
                let mut reader = Reader::new(directions, None);
                #read
                (#(crate::directions::tangent_of(&#names),)*)
            };
            crate::common::case::Modes { hessian: #hessian, vjp: #vjp, hvp: #hvp, jvp: #jvp }
        })
    }
}
