//! The halves over any scalar of a function that has no lifted form: it computes with the user's structs, or with floats
//! of two precisions. Over a float they are those of the function; over a number that carries derivatives they are an
//! error, in a program that uses them.

use super::halves::flattened;
use super::lifted::scalar;
use super::parameter::{unused, Parameter};
use super::Item;
use crate::ast;
use crate::emit::literal;
use crate::ir::{Float, Graph, Ty};
use crate::transform::lift;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, ToTokens};
use std::collections::BTreeSet;

impl Item<'_> {
    /// Halves that copy what they take from floats to floats.
    pub(super) fn refused_halves(&self) -> TokenStream {
        let Some(graph) = self.signature_of_numbers() else {
            return quote!();
        };
        let own = flattened(&self.parameters(&self.split), &self.split);
        let parameters = flattened(&self.parameters(&graph), &graph);
        let workspace = unused(self.function, "workspace");
        let head = self.lifted_head(&graph, &parameters, &workspace);
        let (vis, half, krate) = (self.vis(), self.half("lifted_reverse"), &self.krate);
        let (declarations, values) = self.in_reverse(&graph, &parameters);
        let declarations = self.functions_over_scalar(&parameters, declarations);
        let (cotangents, given): (Vec<_>, Vec<_>) = self.cotangent_parameters(&graph).into_iter().unzip();
        let cotangent_names: Vec<&Ident> = given.iter().map(|leaf| &leaf.name).collect();
        let (sink_types, sinks) = self.sinks(&graph, &parameters);
        let types = [sink_types, values].concat();
        let (generics, bounds) = self.lifted_generics(&graph, &types);
        let places = self.lifted_reverse_places(&graph, &parameters, &declarations, &sinks, &types);
        let forward = self.forward_over_floats(&graph, &own, &workspace);
        let reverse = self.reverse_over_floats(&graph, &own, &cotangent_names, &workspace);
        quote! {
            #[allow(unused_variables)]
            #head { #forward }
            #[doc(hidden)]
            #[allow(unused_variables)]
            #vis fn #half #generics(
                #(#declarations,)* #(#cotangents,)* #(#sinks,)* #workspace: &mut #krate::Workspace
            ) #bounds {
                #reverse
            }
            #places
        }
    }

    /// The graph with a lifted signature, of a function that takes and gives nothing but numbers and functions.
    fn signature_of_numbers(&self) -> Option<Graph> {
        let graph = lift::signature(&self.split)?;
        let parameters = &self.function.parameters;
        let is_foreign = |parameter: &ast::Parameter| parameter.opaque && parameter.function.is_none();
        (!parameters.iter().any(is_foreign)).then_some(graph)
    }

    /// Refuses every scalar but floats, when a program is built that has a use of it.
    fn only_floats(&self, graph: &Graph) -> TokenStream {
        let (scalar, runtime) = (scalar(graph), self.runtime());
        let text = format!(
            "`{}` has a first derivative only: it computes with structs, with floats of two precisions, or by a rule without a \
             second derivative",
            self.name()
        );
        match lift::takes_numbers(graph) {
            true => quote!(const { ::core::assert!(<#scalar as #runtime::Real>::IS_FLOAT, #text) }),
            false => quote!(),
        }
    }

    /// Whether the floats of the function can be copied: they are of one type, and not of a type parameter.
    fn can_copy(&self, own: &[Parameter]) -> bool {
        let root = &self.split[self.split.root];
        let ends = root.params.iter().chain(&root.results);
        let floats: BTreeSet<Float> = ends.filter_map(|&node| self.split.ty(node).scalar().float()).collect();
        floats.len() <= 1
            && !floats.into_iter().any(Float::is_param)
            && !own
                .iter()
                .any(|parameter| parameter.in_place || parameter.function.is_some())
    }

    fn forward_over_floats(&self, graph: &Graph, own: &[Parameter], workspace: &Ident) -> TokenStream {
        let (refusal, runtime, half) = (self.only_floats(graph), self.runtime(), self.half("forward"));
        if !self.can_copy(own) {
            return quote!(#refusal ::core::unreachable!());
        }
        let arguments = self.all_as_floats(graph, own);
        let turbofish = self.turbofish();
        let called = quote!(Self::#half #turbofish(#(#arguments,)* #runtime::Tape::workspace(#workspace)));
        let value = self.as_scalars(graph, called);
        quote!(#refusal #value)
    }

    fn reverse_over_floats(
        &self,
        graph: &Graph,
        own: &[Parameter],
        cotangents: &[&Ident],
        workspace: &Ident,
    ) -> TokenStream {
        let (refusal, runtime, half) = (self.only_floats(graph), self.runtime(), self.half("reverse"));
        if !self.can_copy(own) {
            return quote!(#refusal ::core::unreachable!());
        }
        let arguments = self.all_as_floats(graph, own);
        let given = super::cotangents(&self.split);
        let cotangents = cotangents
            .iter()
            .zip(given)
            .map(|(name, leaf)| self.as_floats(graph, name, self.split.ty(leaf)));
        let sinks = own.iter().map(|parameter| {
            let (name, float) = (
                &parameter.output_name,
                self.split.ty(parameter.leaves[0]).scalar().float(),
            );
            match float {
                Some(_) if parameter.active => {
                    let scalar = scalar(graph);
                    quote!(&mut #runtime::OfScalar::<_, #scalar>::new(&mut *#name))
                }
                _ => quote!(&mut *#name),
            }
        });
        let types = own.len();
        let turbofish = self.turbofish_and(types);
        quote! {
            #refusal
            Self::#half #turbofish(#(#arguments,)* #(#cotangents,)* #(#sinks,)* #workspace)
        }
    }

    /// The arguments of a half over the scalar as those of the half over floats.
    fn all_as_floats(&self, graph: &Graph, own: &[Parameter]) -> Vec<TokenStream> {
        let arguments = own.iter().map(|parameter| (&parameter.name, parameter.leaves[0]));
        arguments
            .map(|(name, leaf)| self.as_floats(graph, name, self.split.ty(leaf)))
            .collect()
    }

    /// An argument of a half over the scalar as one of the half over floats.
    fn as_floats(&self, graph: &Graph, name: &Ident, ty: &Ty) -> TokenStream {
        let Some(float) = ty.scalar().float() else {
            return name.to_token_stream();
        };
        let (runtime, scalar) = (self.runtime(), scalar(graph));
        let base = literal::ty(graph, &Ty::Float(float), &runtime);
        let value = quote!(&mut |number| #runtime::Real::to_f64(*number) as #base);
        match ty.is_array() {
            true => quote!(&#runtime::Leaves::<#scalar>::map(#name, #value)),
            false => quote!(#runtime::Leaves::<#scalar>::map(&#name, #value)),
        }
    }

    /// A value of floats over the scalar.
    fn as_scalars(&self, graph: &Graph, value: TokenStream) -> TokenStream {
        let (runtime, scalar) = (self.runtime(), scalar(graph));
        let results = self.split[self.split.root].results.iter();
        let mut floats = results.filter_map(|&result| self.split.ty(result).scalar().float());
        match floats.next() {
            Some(float) => {
                let base = literal::ty(graph, &Ty::Float(float), &runtime);
                quote!(#runtime::Leaves::<#base>::map(
                    &#value, &mut |number| <#scalar as #runtime::Real>::constant((*number).into())
                ))
            }
            None => value,
        }
    }

    /// Of a function without a derivative: its value, which depends on the values of numbers alone.
    pub(super) fn lifted_value(&self) -> TokenStream {
        let Some(graph) = self.signature_of_numbers() else {
            return quote!();
        };
        let own = flattened(&self.parameters(&self.split), &self.split);
        let lifted = flattened(&self.parameters(&graph), &graph);
        let workspace = unused(self.function, "workspace");
        let head = self.lifted_head(&graph, &lifted, &workspace);
        if !self.can_copy(&own) {
            let refusal = self.only_floats(&graph);
            return quote!(#[allow(unused_variables)] #head { #refusal ::core::unreachable!() });
        }
        let (value, turbofish) = (self.half("value"), self.turbofish());
        let arguments = self.all_as_floats(&graph, &own);
        let value = quote!(Self::#value #turbofish(#(#arguments),*));
        let value = match self.has_error() {
            true => quote!(::core::result::Result::ok(#value)),
            false => value,
        };
        let value = self.as_scalars(&graph, value);
        quote!(#head { let _ = #workspace; #value })
    }
}
