//! `f::__pulled`: what a differentiated function that calls `f::grad(…)` or one of its kin pulls back, where `f` takes structs.
//! Who calls it knows neither the parts nor which arguments are constants; so it takes and gives derivatives whole.

use super::super::super::parameter::{unused, Parameter};
use super::Modes;
use crate::emit::control::tuple;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

impl Modes<'_> {
    /// ```text
    /// fn __pulled(the arguments, kind, along: [directions, cotangents of a gradient], values: &[cotangents of a value])
    ///     -> (for each argument its part, for each direction its part, numbers)
    /// ```
    pub(super) fn pulled(&self) -> TokenStream {
        let (item, float) = (self.item, self.float());
        let (runtime, name, vis) = (item.runtime(), item.half("pulled"), item.vis());
        let ((owner, generic), (parts, given)) = (self.instance(), self.parts());
        let [kind, along, values, numbers, scatter] =
            ["kind", "along", "values", "numbers", "scatter"].map(|name| unused(item.function, name));
        let [derivative, count] = ["Kind", "COUNT"].map(|name| Ident::new(&format!("__{name}"), Span::mixed_site()));
        let (generics, bounds) = item.generics(&[
            quote!(#derivative: #runtime::modes::Derivative),
            quote!(const #count: usize),
        ]);
        let declarations = self.parameters.iter().map(|parameter| parameter.declaration(&runtime));
        let active = || {
            self.parameters
                .iter()
                .zip(&self.tangents)
                .filter(|(parameter, _)| parameter.active)
        };
        let types = active().map(|(parameter, _)| {
            let ty = parameter.output_type(&item.split, &runtime);
            quote!(&#ty)
        });
        let (names, own): (Vec<&Ident>, Vec<TokenStream>) = active()
            .map(|(parameter, name)| (name, self.as_direction(parameter, name)))
            .unzip();
        let (direction, together) = (self.direction(&numbers), self.together(&scatter));
        let gradient = self.gradient_type();
        let each = self.parameters.iter().map(|parameter| match parameter.active {
            true => parameter.gradient_type(&item.split, &runtime),
            false => quote!(#runtime::Inactive),
        });
        let outputs: Vec<&Ident> = active().map(|(parameter, _)| &parameter.output_name).collect();
        let pattern = tuple(outputs.iter().map(|output| quote!(#output)).collect());
        let all = self.parameters.iter().map(|parameter| match parameter.active {
            true => {
                let output = &parameter.output_name;
                quote!(#output)
            }
            false => quote!(#runtime::Inactive),
        });
        quote! {
            #[doc(hidden)]
            #vis fn #name #generics(
                #(#declarations,)*
                #kind: #derivative,
                #along: [(#(#types,)*); #count],
                #values: &[&dyn #runtime::modes::Numbers<#float>],
            ) -> ((#(#each,)*), ::core::option::Option<#gradient>, #runtime::Vec<#float>) #bounds {
                let _ = #kind;
                #parts
                let #along = #along.map(|(#(#names,)*)| { #(#own)* #direction #numbers });
                #together
                let (#numbers, others) =
                    <#derivative as #runtime::modes::Derivative>::reverse::<#owner, #generic, _>(#given, &#along, #values)
                        .numbers();
                let #pattern = #scatter(&#numbers);
                let directions = <#derivative as #runtime::modes::Derivative>::IS_DIRECTED.then(|| #scatter(&others));
                ((#(#all,)*), directions, others)
            }
        }
    }

    /// What comes behind a reference, as a direction of the functions for users comes.
    fn as_direction(&self, parameter: &Parameter, name: &Ident) -> TokenStream {
        let runtime = self.item.runtime();
        if parameter.is_tree() || self.item.split.ty(parameter.leaves[0]).has_struct() {
            return quote!();
        }
        match parameter.references {
            0 => quote!(let #name = #runtime::ToOwned::to_owned(#name);),
            n => {
                let references = (1..n).map(|_| quote!(&));
                quote!(let #name = #(#references)* #name;)
            }
        }
    }
}
