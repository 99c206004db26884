//! The joint half, for callers that know the cotangent of a value before the value: `__joint(x, dy, dx) -> y`. It leaves the tape as it was.

use super::super::body::{Body, Frame, Outputs, Parameter as Leaf};
use super::gradient::leaf_names;
use super::halves::{add, by_reference, flattened};
use super::parameter::{unused, Parameter};
use super::Item;
use crate::ast::Type;
use crate::ir::{Graph, NodeId};
use crate::tables::HashMap;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Item<'_> {
    /// Of a function with one float as its value, and nothing in place. What is opaque is cloned: it goes to both halves.
    pub(super) fn joint_half(&self) -> Option<TokenStream> {
        let graph = &self.split;
        let parameters = flattened(&self.parameters(graph), graph);
        let gives_float = matches!(self.function.result, Type::Float(_)) && super::cotangents(graph).len() == 1;
        let is_plain = |parameter: &Parameter| {
            !parameter.in_place && parameter.function.is_none() && (!parameter.opaque || parameter.is_nameable())
        };
        if !gives_float || !parameters.iter().all(is_plain) {
            return None;
        }
        let (krate, result) = (&self.krate, self.result());
        let (vis, half) = (self.vis(), self.half("joint"));
        let workspace = unused(self.function, "workspace");
        let (declarations, _) = self.of_halves(graph, &self.parameters(graph));
        let (cotangents, _): (Vec<_>, Vec<_>) = self.cotangent_parameters(graph).into_iter().unzip();
        let (sink_types, sinks) = self.sinks(graph, &parameters);
        let (generics, bounds) = self.generics(&sink_types);
        let bounds = with_clones(bounds, &parameters);
        let body = match &self.joint {
            Some(joint) => self.joint_body(joint, &workspace),
            None => self.both_halves(graph, &parameters, sink_types.len(), &workspace),
        };
        Some(quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #(#cotangents,)* #(#sinks,)* #workspace: &mut #krate::Workspace
            ) -> #result #bounds {
                #body
            }
        })
    }

    /// One half behind the other.
    fn both_halves(&self, graph: &Graph, parameters: &[Parameter], places: usize, workspace: &Ident) -> TokenStream {
        let [forward, reverse] = ["forward", "reverse"].map(|name| self.half(name));
        let (turbofish, with_places) = (self.turbofish(), self.turbofish_and(places));
        let value = unused(self.function, "value");
        let names: Vec<_> = parameters.iter().map(|parameter| &parameter.name).collect();
        let copies = parameters
            .iter()
            .map(|parameter| match (&parameter.name, parameter.opaque) {
                (name, true) => quote!(::core::clone::Clone::clone(&#name)),
                (name, false) => quote!(#name),
            });
        let given = self.cotangent_parameters(graph).into_iter().map(|(_, leaf)| leaf.name);
        let sinks = parameters.iter().map(|parameter| &parameter.output_name);
        quote! {
            let #value = Self::#forward #turbofish(#(#copies,)* #workspace);
            Self::#reverse #with_places(#(#names,)* #(#given,)* #(#sinks,)* #workspace);
            #value
        }
    }

    /// The gradient with a cotangent that is given, added to places.
    fn joint_body(&self, graph: &Graph, workspace: &Ident) -> TokenStream {
        let parameters = flattened(&self.parameters(graph), graph);
        let mut leaves = by_reference(leaf_names(&parameters, graph), graph);
        let given = self.cotangent_parameters(&self.split);
        let first = graph[graph.root].params.len() - given.len();
        for (&param, (_, leaf)) in graph[graph.root].params[first..].iter().zip(given) {
            leaves.insert(param, leaf);
        }
        self.both_sweeps_into(graph, &parameters, leaves, workspace, None)
    }

    /// Both sweeps as one body that gives the value and adds to places for derivatives: over floats, or over any scalar, with these
    /// views, where numbers are no places, and overwritten.
    pub(super) fn both_sweeps_into(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        leaves: HashMap<NodeId, Leaf>,
        workspace: &Ident,
        lifted: Option<Vec<NodeId>>,
    ) -> TokenStream {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let runtime = self.runtime();
        let is_lifted = lifted.is_some();
        let active = parameters.iter().filter(|parameter| parameter.active);
        let output_names: Vec<Ident> = active.map(|parameter| parameter.output_name.clone()).collect();
        let body = Body::new(Frame {
            graph,
            bodies: vec![graph.root, pullback],
            outputs: Outputs::Sinks,
            parameters: leaves,
            output_names: &output_names,
            reserved: &[],
            bindable: vec![true; output_names.len()],
            workspace,
            runtime: &runtime,
            lifted: is_lifted,
            views: lifted.unwrap_or_default(),
        });
        let items = self.items();
        let forward = body.statements(graph.root);
        let result = graph[graph.root].results[0];
        let kept = body.kept_value(result);
        let reverse = body.statements(pullback);
        let results = graph[pullback].results.iter().zip(&output_names);
        let added: TokenStream = results
            .map(|(&result, sink)| match is_lifted && !graph.ty(result).is_whole() {
                true => {
                    let value = body.result_tokens(pullback, result);
                    quote!(*#sink = #value;)
                }
                false => add(&body, graph, result, sink, &runtime),
            })
            .collect();
        let read_last = if kept.is_none() { vec![result] } else { vec![] };
        let (ending, last) = body.ending(graph.root, &read_last);
        let (statement, value) = kept.unwrap_or_else(|| (quote!(), quote!(#(#last)*)));
        let constructors = body.declared_constructors();
        quote!(#items #constructors #forward #statement #reverse #added #ending #value)
    }
}

/// The bounds, and that opaque parameters are `Clone`: where one is not, there is no joint half.
fn with_clones(bounds: TokenStream, parameters: &[Parameter]) -> TokenStream {
    let by_value = parameters
        .iter()
        .filter(|parameter| parameter.opaque && parameter.references == 0);
    let types: Vec<_> = by_value.map(|parameter| parameter.written).collect();
    match (types.is_empty(), bounds.is_empty()) {
        (true, _) => bounds,
        (_, true) => quote!(where #(for<'__joint> #types: ::core::clone::Clone),*),
        _ => quote!(#bounds, #(for<'__joint> #types: ::core::clone::Clone),*),
    }
}
