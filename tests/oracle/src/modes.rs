//! The other derivatives of a function: in a direction, pulled back, and the second ones.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::case::Parameter;
use crate::functions::Function;

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
        match parameter.is_by_reference() {
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
