//! What other differentiated functions call: the function by its convention, and its forward and reverse halves.
//!
//! Arrays and slices are taken by reference, scalars by value, whatever the user's signature says: a caller knows what
//! its arguments are, not how the callee declares them.

use super::super::body::{Body, Frame, Outputs, Parameter as Leaf};
use super::gradient::leaf_names;
use super::parameter::{unused, Parameter};
use super::{cotangents, Item};
use crate::ir::{Graph, NodeId};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use std::collections::HashMap;

impl Item<'_> {
    pub(super) fn halves(&self) -> TokenStream {
        let graph = &self.split;
        let parameters = self.parameters(graph);
        if parameters.iter().any(Parameter::is_tuple) {
            // A call with a tuple argument is refused in the caller.
            return quote!();
        }
        let (value, forward, reverse) = (
            self.value(graph, &parameters),
            self.forward(graph, &parameters),
            self.reverse(graph, &parameters),
        );
        quote!(#value #forward #reverse)
    }

    pub(super) fn value(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let (result, name) = (self.result(), self.function());
        let (vis, half) = (self.vis(), self.half("value"));
        let (generics, bounds) = self.generics(&[]);
        let declarations = parameters
            .iter()
            .map(|parameter| parameter.in_half(graph, &self.runtime()));
        let arguments = parameters.iter().map(|parameter| parameter.argument_of_half(graph));
        let turbofish = self.turbofish();
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(#(#declarations),*) -> #result #bounds {
                #name #turbofish(#(#arguments),*)
            }
        }
    }

    fn forward(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let (result, runtime) = (self.forward_result(), self.runtime());
        let (vis, half) = (self.vis(), self.half("forward"));
        let (generics, bounds) = self.generics(&[]);
        let declarations = parameters
            .iter()
            .map(|parameter| parameter.in_half(graph, &self.runtime()));
        let workspace = unused(self.function, "workspace");
        let body = Body::new(Frame {
            graph,
            bodies: vec![graph.root],
            outputs: Outputs::Sinks,
            parameters: by_reference(leaf_names(parameters, graph), graph),
            output_names: &[],
            bindable: vec![],
            workspace: &workspace,
            runtime: &runtime,
        });
        let items = self.items();
        let statements = body.statements(graph.root);
        let mut results = graph[graph.root].results.iter();
        let value = body.shaped(self.shape, &mut || {
            body.result_tokens(graph.root, *results.next().expect("a leaf"))
        });
        let krate = &self.krate;
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace
            ) -> #result #bounds {
                #items #statements
                #value
            }
        }
    }

    fn reverse(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let (runtime, krate) = (self.runtime(), &self.krate);
        let (vis, half) = (self.vis(), self.half("reverse"));
        let workspace = unused(self.function, "workspace");
        let declarations: Vec<_> = parameters
            .iter()
            .map(|parameter| parameter.in_half(graph, &self.runtime()))
            .collect();

        let mut leaves = by_reference(leaf_names(parameters, graph), graph);
        let mut cotangent_declarations = vec![];
        for (k, (&param, result)) in graph[pullback].params.iter().zip(cotangents(graph)).enumerate() {
            let name = unused(self.function, &format!("cotangent_{k}"));
            let ty = super::borrowed_type(graph, graph.ty(result), &runtime);
            let reference = graph.ty(result).is_array();
            cotangent_declarations.push(if reference {
                quote!(#name: &#ty)
            } else {
                quote!(#name: #ty)
            });
            leaves.insert(param, Leaf { name, reference });
        }
        let mut sink_types = vec![];
        let mut sinks = vec![];
        let mut output_names = vec![];
        for (k, parameter) in parameters.iter().enumerate() {
            let ty = format_ident!("Derivative{k}", span = Span::mixed_site());
            let name = parameter.output_name.clone();
            let scalar = crate::emit::literal::ty(graph, graph.ty(parameter.leaves[0]).scalar(), &runtime);
            sink_types.push(match parameter.active {
                true => quote!(#ty: #runtime::Adjoint<#scalar> + ?Sized),
                false => quote!(#ty: ?Sized),
            });
            sinks.push(quote!(#name: &mut #ty));
            if parameter.active {
                output_names.push(name);
            }
        }
        let (generics, bounds) = self.generics(&sink_types);
        let body = Body::new(Frame {
            graph,
            bodies: vec![pullback],
            outputs: Outputs::Sinks,
            parameters: leaves,
            output_names: &output_names,
            bindable: vec![true; output_names.len()],
            workspace: &workspace,
            runtime: &runtime,
        });
        let items = self.items();
        let statements = body.statements(pullback);
        let results = graph[pullback].results.iter().zip(&output_names);
        let added: TokenStream = results
            .map(|(&result, sink)| add(&body, graph, result, sink, &runtime))
            .collect();
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #(#cotangent_declarations,)* #(#sinks,)* #workspace: &mut #krate::Workspace
            ) #bounds {
                #items #statements #added
            }
        }
    }
}

/// Adds a finished adjoint to its sink, unless it went there piece by piece.
fn add(body: &Body, graph: &Graph, result: NodeId, sink: &Ident, runtime: &TokenStream) -> TokenStream {
    if body.is_output(result) {
        return quote!();
    }
    match graph.ty(result).is_array() {
        true => {
            let value = body.borrowed(result);
            quote!(#runtime::add_all_at(&mut *#sink, &[], #value);)
        }
        false => {
            let value = body.result_tokens(graph.pullback.expect("the graph has been reversed"), result);
            quote!(#runtime::Adjoint::add_at(&mut *#sink, &[], #value);)
        }
    }
}

/// The halves take every array by reference.
fn by_reference(mut leaves: HashMap<NodeId, Leaf>, graph: &Graph) -> HashMap<NodeId, Leaf> {
    for (&node, leaf) in &mut leaves {
        leaf.reference = graph.ty(node).is_array();
    }
    leaves
}
