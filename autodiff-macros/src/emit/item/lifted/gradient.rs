//! The gradient over any scalar of the runtime in one body, on which second derivatives run: what `__gradient` is to floats.
//!
//! It shares with that what the halves cannot: loops that go forwards and back at once, and adjoints in the caller's own arrays.

use super::super::halves::{by_reference, flattened};
use super::super::parameter::{unused, Parameter};
use super::super::Item;
use crate::ir::Graph;
use proc_macro2::TokenStream;
use quote::quote;

impl Item<'_> {
    /// `__lifted_gradient`, of a function that has one.
    pub(super) fn lifted_gradient(&self) -> Option<TokenStream> {
        let graph = self.lifted_gradient.as_ref()?;
        let (runtime, krate, workspace) = (self.runtime(), &self.krate, unused(self.function, "workspace"));
        let parameters = flattened(&self.parameters(graph), graph);
        let (vis, half) = (self.vis(), self.half("lifted_gradient"));
        let (generics, bounds) = self.lifted_generics(graph, &[]);
        let declarations = parameters.iter().map(|parameter| parameter.in_half(graph, &runtime));
        let declarations = self.functions_over_scalar(&parameters, declarations.collect());
        let active = parameters.iter().filter(|parameter| parameter.active);
        let outputs = active.map(|parameter| {
            let (name, ty) = (&parameter.output_name, parameter.output_type(graph, &runtime));
            quote!(#name: &mut #ty)
        });
        let result = self.lifted_result(graph);
        let body = self.body_of_lifted_gradient(graph, &parameters);
        Some(quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace, #(#outputs),*
            ) -> #result #bounds {
                #body
            }
        })
    }

    fn body_of_lifted_gradient(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let runtime = self.runtime();
        let workspace = unused(self.function, "workspace");
        let pullback = graph.pullback.expect("the graph has been reversed");
        let outputs = self.output_names(graph, parameters);
        let leaves = by_reference(super::super::gradient::leaf_names(parameters, graph), graph);
        let body = self.body_of_gradient(graph, parameters, (&workspace, &runtime), &outputs, leaves, true);
        let (items, lengths) = (self.items(), self.checked_lengths(graph, parameters));
        let forward = body.statements(graph.root);
        let result = graph[graph.root].results[0];
        let kept = body.kept_value(result);
        let reverse = body.statements(pullback);
        let mut results = graph[pullback].results.iter().copied();
        let active = parameters.iter().filter(|parameter| parameter.active);
        let outputs: TokenStream = active.map(|p| self.output(&body, graph, p, &mut results)).collect();
        let read_last = if kept.is_none() { vec![result] } else { vec![] };
        let (ending, last) = body.ending(graph.root, &read_last);
        let (value_statement, value) = kept.unwrap_or_else(|| (quote!(), quote!(#(#last)*)));
        let constructors = body.declared_constructors();
        quote! {
            #items #constructors #lengths
            #forward #value_statement
            #reverse #outputs #ending
            #value
        }
    }
}
