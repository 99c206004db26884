//! What stands in for a function that was refused: the function itself, so that nothing else in the crate fails, and
//! stubs for its derivatives, so that their callers get no second error.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A struct whose functions take and give anything. They are never called: the crate doesn't compile.
pub fn stubs(function: &syn::ItemFn) -> TokenStream {
    let vis = &function.vis;
    let mut name = function.sig.ident.clone();
    name.set_span(Span::call_site().located_at(name.span()));
    let arity = function.sig.inputs.len();
    let stub = |name: &str, arity: usize| {
        let name = Ident::new(name, Span::call_site());
        let types: Vec<Ident> = (0..arity).map(|k| Ident::new(&format!("A{k}"), Span::mixed_site())).collect();
        quote! {
            #[doc(hidden)]
            #vis fn #name<#(#types,)* R>(#(_: #types),*) -> R { ::core::panic!() }
        }
    };
    let public = ["grad", "value_and_grad", "check", "__value"].map(|name| stub(name, arity));
    let forward = stub("__forward", arity + 1);
    // Arguments, cotangents, a place for the derivative in each argument, workspace.
    let reverse = stub("__reverse", 2 * arity + leaves(&function.sig.output) + 1);
    quote! {
        #vis struct #name {}
        impl #name { #(#public)* #forward #reverse }
    }
}

/// How many values a function returns.
fn leaves(output: &syn::ReturnType) -> usize {
    fn of(ty: &syn::Type) -> usize {
        match ty {
            syn::Type::Tuple(tuple) => tuple.elems.iter().map(of).sum(),
            _ => 1,
        }
    }
    match output {
        syn::ReturnType::Default => 0,
        syn::ReturnType::Type(_, ty) => of(ty),
    }
}
