//! The gradient over any scalar of the runtime in one body, on which second derivatives run: what `__gradient` is to floats.
//!
//! It shares with that what the halves cannot: loops that go forwards and back at once. It adds to any places
//! for derivatives of arrays, and reads the arguments through [views](crate::emit::view) where that is all that it does with them.

use super::super::gradient::leaf_names;
use super::super::halves::{by_reference, flattened};
use super::super::parameter::{unused, Parameter};
use super::super::Item;
use super::scalar;
use crate::emit::view::views;
use crate::ir::{Graph, Node, NodeId, Op};
use proc_macro2::TokenStream;
use quote::quote;

impl Item<'_> {
    /// `__lifted_gradient`, of a function that has one.
    pub(super) fn lifted_gradient(&self) -> Option<TokenStream> {
        let graph = self.lifted_gradient.as_ref()?;
        let (runtime, krate, workspace) = (self.runtime(), &self.krate, unused(self.function, "workspace"));
        let parameters = self.parameters(graph);
        let views = self.views(graph, &parameters);
        let parameters = flattened(&parameters, graph);
        let (vis, half, scalar) = (self.vis(), self.half("lifted_gradient"), scalar(graph));
        let (generics, bounds) = self.lifted_generics(graph, &[]);
        let declarations = parameters.iter().map(|parameter| {
            let name = &parameter.name;
            match parameter.leaves.first().is_some_and(|leaf| views.contains(leaf)) {
                true => quote!(#name: &impl #runtime::View<#scalar>),
                false => parameter.in_half(graph, &runtime),
            }
        });
        let declarations = self.functions_over_scalar(&parameters, declarations.collect());
        let active = parameters.iter().filter(|parameter| parameter.active);
        let places = active.map(|parameter| {
            let name = &parameter.output_name;
            match graph.ty(parameter.leaves[0]).is_whole() {
                true => quote!(#name: &mut impl #runtime::Adjoint<#scalar>),
                false => quote!(#name: &mut #scalar),
            }
        });
        let result = self.lifted_result(graph);
        let leaves = by_reference(leaf_names(&parameters, graph), graph);
        let body = self.both_sweeps_into(graph, &parameters, leaves, &workspace, Some(views));
        let inline = inline(graph);
        Some(quote! {
            #[doc(hidden)]
            #inline
            #vis fn #half #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace, #(#places),*
            ) -> #result #bounds {
                #body
            }
        })
    }

    /// The parameters that the body takes as views. Those of a tuple come one by one, and are none.
    pub(in super::super) fn views(&self, graph: &Graph, parameters: &[Parameter]) -> Vec<NodeId> {
        match parameters.iter().any(Parameter::is_tree) {
            true => vec![],
            false => views(graph),
        }
    }
}

/// How the body is inlined: always, if it computes so little, without loops, that to pass numbers with eight derivatives through
/// memory would cost a good part of that.
pub(in super::super) fn inline(graph: &Graph) -> TokenStream {
    let is_of_numbers =
        |node: &Node| !node.ty.is_whole() && !matches!(node.op, Op::For(_) | Op::While { .. } | Op::Call(_));
    match graph.nodes.len() <= 200 && graph.nodes.iter().all(is_of_numbers) {
        true => quote!(#[inline(always)]),
        false => quote!(#[inline]),
    }
}
