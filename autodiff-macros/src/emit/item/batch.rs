//! `batch_value_and_grad`: the value and the gradient of many samples, which differ in what takes no derivative.

use super::parameter::{unused, Parameter};
use super::Item;
use crate::emit::control::tuple;
use crate::ir::{Graph, Ty};
use proc_macro2::{Span, TokenStream};
use quote::{quote, ToTokens};

impl Item<'_> {
    pub(super) fn batch_gradient(&self, graph: &Graph) -> Option<TokenStream> {
        let parameters = self.parameters(graph);
        let (active, samples): (Vec<&Parameter>, Vec<&Parameter>) =
            parameters.iter().partition(|parameter| parameter.active);
        let has_struct = |parameter: &&Parameter| {
            let mut leaves = parameter.leaves.iter();
            leaves.any(|&leaf| matches!(graph.ty(leaf).scalar(), Ty::Struct(_)))
        };
        // What is passed to other threads has to be known for certain, or asked for: a struct may be no copy, and is lent.
        let is_known = |parameter: &Parameter| {
            !parameter.in_place
                && !parameter.opaque
                && parameter.function.is_none()
                && !parameter.has_option()
                && (!has_struct(&parameter) || lent_type(parameter).is_some())
        };
        // What a method is called on is one value.
        let is_list = |parameter: &&Parameter| parameter.name == "self";
        let has_form = !self.is_partial()
            && !active.is_empty()
            && !samples.is_empty()
            && !samples.iter().any(is_list)
            && parameters.iter().all(is_known);
        if !has_form {
            return None;
        }
        let (runtime, real, value) = (self.runtime(), self.real(), self.value_type());
        let (generics, bounds) = self.bounded(&[], &quote!(#real + ::core::marker::Send + ::core::marker::Sync));
        let turbofish = self.turbofish();
        let declarations = parameters.iter().map(|parameter| {
            let (name, ty) = (&parameter.name, parameter.written);
            match parameter.active {
                true => parameter.declaration(&runtime),
                false => quote!(#name: &[#ty]),
            }
        });
        let gradient = tuple(active.iter().map(|p| p.gradient_type(graph, &runtime)).collect());
        let zeros = tuple(active.iter().map(|p| p.zeros(graph, &runtime)).collect());
        let outputs: Vec<_> = active.iter().map(|parameter| &parameter.output_name).collect();
        let structs: Vec<&Parameter> = parameters.iter().filter(has_struct).collect();
        let bounds = match structs.is_empty() {
            true => bounds,
            false => {
                let lent = structs.iter().filter_map(|parameter| lent_type(parameter));
                let lent = lent.map(ToTokens::to_token_stream).chain([gradient.clone()]);
                let asked = syn::Lifetime::new("'asked", Span::mixed_site());
                let shared = quote!(#(for<#asked> #lent: #runtime::batch::Shared<#asked>),*);
                match bounds.is_empty() {
                    true => quote!(where #shared),
                    false => quote!(#bounds, #shared),
                }
            }
        };
        let places = tuple(outputs.iter().map(|output| quote!(#output)).collect());
        let [workspace, k, all] = ["workspace", "k", "gradient"].map(|name| unused(self.function, name));
        let arguments = parameters.iter().map(|parameter| {
            let name = &parameter.name;
            match parameter.active {
                true => parameter.lent(graph),
                false => quote!(::core::clone::Clone::clone(&#name[#k])),
            }
        });
        let lengths = samples.iter().map(|parameter| {
            let (name, text) = (&parameter.name, parameter.name.to_string());
            quote!((#text, #name.len()))
        });
        let doc = format!(
            "The sum of the values of {} over many samples, and the sum of their gradients: arguments that take no derivative are \
             slices, with one for each sample. With the feature `rayon` on all cores, with the same bits on any number of them.\n\n\
             # Panics\nWhere the function does, if there are no samples, and if the slices differ in length.",
            self.link()
        );
        let [name, into] = ["batch_value_and_grad", "value_and_grad_into"].map(|name| self.public(name));
        let vis = self.vis();
        Some(quote! {
            #[doc = #doc]
            #[inline]
            #vis fn #name #generics(#(#declarations),*) -> (#value, #gradient) #bounds {
                #runtime::batch::value_and_grad(
                    #runtime::batch::samples(&[#(#lengths),*]),
                    || #zeros,
                    |#k: usize, #workspace: &mut #runtime::Workspace, #all: &mut #gradient| {
                        let #places = #all;
                        Self::#into #turbofish(#(#arguments,)* #workspace, #(#outputs),*)
                    },
                )
            }
        })
    }
}

/// What a parameter is lent, where there is no reference in that.
fn lent_type<'a>(parameter: &Parameter<'a>) -> Option<&'a syn::Type> {
    let syn::Type::Reference(reference) = parameter.written else {
        return None;
    };
    let has_reference = reference.elem.to_token_stream().to_string().contains('&');
    (reference.mutability.is_none() && !has_reference).then_some(&*reference.elem)
}
