//! `check`: the gradient against central differences.

use super::parameter::{unused, Parameter};
use super::Item;
use crate::ir::{Float, Graph, Ty};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Item<'_> {
    pub(super) fn check(&self, graph: &Graph) -> TokenStream {
        let parameters = self.parameters(graph);
        // Of what is given to a pointer, nothing but the derivative is called.
        if parameters
            .iter()
            .any(|parameter| parameter.is_tree() || parameter.is_pointer())
        {
            return quote!();
        }
        let (krate, function, real, runtime) = (&self.krate, self.function(), self.real(), self.runtime());
        let (vis, check, grad) = (self.vis(), self.public("check"), self.public("grad"));
        let (generics, bounds) = self.bounded(&[], &quote!(#real + #runtime::Scalar));
        let turbofish = self.turbofish();
        let declarations = parameters.iter().map(|parameter| parameter.declaration(&runtime));
        let copy = |parameter: &Parameter, name: &Ident| match parameter.in_place {
            true => {
                let copy = parameter.copied_from(name, graph);
                quote!(&mut #copy)
            }
            false => parameter.lent(graph),
        };
        let copies: Vec<_> = parameters
            .iter()
            .map(|parameter| copy(parameter, &parameter.name))
            .collect();
        let [gradient, checker] = ["gradient", "checker"].map(|name| unused(self.function, name));
        let name = self.name().to_string();
        let active: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.active).collect();
        let method = match self.is_partial() {
            true => quote!(partial_parameter),
            false => quote!(parameter),
        };
        let checks = active.iter().enumerate().map(|(k, parameter)| {
            let (name, text, value) = (&parameter.name, parameter.name.to_string(), parameter.reference());
            let index = syn::Index::from(k);
            let part = if active.len() == 1 {
                quote!(&#gradient)
            } else {
                quote!(&#gradient.#index)
            };
            // No closure has a parameter called `self`.
            let moved = match name == "self" {
                true => unused(self.function, "this"),
                false => name.clone(),
            };
            let arguments = parameters.iter().map(|other| match other.name == parameter.name {
                true if !other.in_place => other.argument_of_reference(&moved, graph),
                _ if other.function.is_some() => other.lent_to_user(graph, &runtime),
                true => copy(other, &moved),
                false => copy(other, &other.name),
            });
            quote!(#checker.#method(#text, #value, #part, |#moved| #function #turbofish(#(#arguments),*));)
        });
        let the_gradient = match self.is_partial() {
            true => quote! {
                let ::core::option::Option::Some(#gradient) =
                    #krate::__private::Outcome::into_option(Self::#grad #turbofish(#(#copies),*))
                else {
                    return ::core::result::Result::Ok(#krate::check::Checker::new(#name).undefined());
                };
            },
            false => quote!(let #gradient = Self::#grad #turbofish(#(#copies),*);),
        };
        let text = &name;
        // Differences of a function that rounds to `f32` inside are no better than that.
        let rounds = graph
            .nodes
            .iter()
            .any(|node| *node.ty.scalar() == Ty::Float(Float::F32));
        let precision = rounds.then(|| quote!(.single_precision()));
        let doc = format!(
            "Compares the gradient of {} with central differences, component by component.\n\n\
             # Errors\nThe report, if a component disagrees.\n\n# Panics\nWhere the function does, at the point or near it.",
            self.link()
        );
        quote! {
            #krate::__if_std! {
                #[doc = #doc]
                #[inline]
                #vis fn #check #generics(
                    #(#declarations),*
                ) -> ::core::result::Result<#krate::check::Report, #krate::check::Report> #bounds {
                    #the_gradient
                    let mut #checker = #krate::check::Checker::new(#text) #precision;
                    #(#checks)*
                    #checker.finish()
                }
            }
        }
    }
}
