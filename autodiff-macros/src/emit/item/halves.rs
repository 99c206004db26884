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
        let (result, krate) = (self.forward_result(), &self.krate);
        let (vis, half) = (self.vis(), self.half("forward"));
        let (generics, bounds) = self.generics(&[]);
        let declarations = parameters
            .iter()
            .map(|parameter| parameter.in_half(graph, &self.runtime()));
        let workspace = unused(self.function, "workspace");
        let body = self.forward_body(graph, parameters, &workspace);
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace
            ) -> #result #bounds {
                #body
            }
        }
    }

    pub(super) fn forward_body(&self, graph: &Graph, parameters: &[Parameter], workspace: &Ident) -> TokenStream {
        let runtime = self.runtime();
        let body = Body::new(Frame {
            graph,
            bodies: vec![graph.root],
            outputs: Outputs::Sinks,
            parameters: by_reference(leaf_names(parameters, graph), graph),
            output_names: &[],
            bindable: vec![],
            workspace,
            runtime: &runtime,
        });
        let items = self.items();
        let statements = body.statements(graph.root);
        let mut results = graph[graph.root].results.iter();
        let value = body.shaped(self.shape, &mut || {
            body.result_tokens(graph.root, *results.next().expect("a leaf"))
        });
        let constructors = body.declared_constructors();
        quote!(#items #constructors #statements #value)
    }

    fn reverse(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let krate = &self.krate;
        let (vis, half) = (self.vis(), self.half("reverse"));
        let workspace = unused(self.function, "workspace");
        let declarations: Vec<_> = parameters
            .iter()
            .map(|parameter| parameter.in_half(graph, &self.runtime()))
            .collect();
        let Derivatives {
            cotangents,
            sink_types,
            sinks,
            body,
            ..
        } = self.reverse_body(graph, parameters, &workspace);
        let cotangents = cotangents.into_iter().map(|(_, declaration)| declaration);
        let (generics, bounds) = self.generics(&sink_types);
        quote! {
            #[doc(hidden)]
            #[inline]
            #vis fn #half #generics(
                #(#declarations,)* #(#cotangents,)* #(#sinks,)* #workspace: &mut #krate::Workspace
            ) #bounds {
                #body
            }
        }
    }

    pub(super) fn reverse_body(&self, graph: &Graph, parameters: &[Parameter], workspace: &Ident) -> Derivatives {
        let pullback = graph.pullback.expect("the graph has been reversed");
        let runtime = self.runtime();
        let mut leaves = by_reference(leaf_names(parameters, graph), graph);
        let given = self.cotangent_parameters(graph);
        let mut cotangents = vec![];
        let mut scalars = TokenStream::new();
        for (&param, (declaration, leaf)) in graph[pullback].params.iter().zip(given) {
            let name = &leaf.name;
            if !leaf.reference {
                scalars.extend(quote!(let #name = *#name;));
            }
            cotangents.push((name.clone(), declaration));
            leaves.insert(param, leaf);
        }
        let (sink_types, sinks) = self.sinks(graph, parameters);
        let output_names: Vec<Ident> = parameters
            .iter()
            .filter(|parameter| parameter.active)
            .map(|parameter| parameter.output_name.clone())
            .collect();
        let body = Body::new(Frame {
            graph,
            bodies: vec![pullback],
            outputs: Outputs::Sinks,
            parameters: leaves,
            output_names: &output_names,
            bindable: vec![true; output_names.len()],
            workspace,
            runtime: &runtime,
        });
        let items = self.items();
        let statements = body.statements(pullback);
        let results = graph[pullback].results.iter().zip(&output_names);
        let added: TokenStream = results
            .map(|(&result, sink)| add(&body, graph, result, sink, &runtime))
            .collect();
        let constructors = body.declared_constructors();
        Derivatives {
            cotangents,
            scalars,
            sink_types,
            sinks,
            body: quote!(#items #constructors #statements #added),
        }
    }

    /// The cotangents that a reverse half takes, one for each differentiable leaf of the value.
    pub(super) fn cotangent_parameters(&self, graph: &Graph) -> Vec<(TokenStream, Leaf)> {
        let runtime = self.runtime();
        let parameter = |(k, leaf): (usize, NodeId)| {
            let name = unused(self.function, &format!("cotangent_{k}"));
            let ty = super::borrowed_type(graph, &graph.ty(leaf).adjoint(), &runtime);
            let reference = graph.ty(leaf).is_whole();
            let declaration = match reference {
                true => quote!(#name: &#ty),
                false => quote!(#name: #ty),
            };
            (declaration, Leaf { name, reference })
        };
        cotangents(graph).into_iter().enumerate().map(parameter).collect()
    }

    /// The places that a reverse half adds to, one for each parameter: their types with bounds, and the declarations. That
    /// of a struct has no type of its own: it is added to field by field.
    pub(super) fn sinks(&self, graph: &Graph, parameters: &[Parameter]) -> (Vec<TokenStream>, Vec<TokenStream>) {
        let runtime = self.runtime();
        let (mut types, mut sinks) = (vec![], vec![]);
        for (k, parameter) in parameters.iter().enumerate() {
            let (ty, name, leaf) = (sink_type(k), &parameter.output_name, graph.ty(parameter.leaves[0]));
            if parameter.active && leaf.has_struct() {
                let ty = super::borrowed_type(graph, &leaf.adjoint(), &runtime);
                sinks.push(quote!(#name: &mut #ty));
                continue;
            }
            let scalar = crate::emit::literal::ty(graph, leaf.scalar(), &runtime);
            types.push(match parameter.active {
                true => quote!(#ty: #runtime::Adjoint<#scalar> + ?Sized),
                false => quote!(#ty: ?Sized),
            });
            sinks.push(quote!(#name: &mut #ty));
        }
        (types, sinks)
    }
}

/// The type of the place for the derivative of the k-th parameter.
pub(super) fn sink_type(k: usize) -> Ident {
    format_ident!("Derivative{k}", span = Span::mixed_site())
}

/// A reverse half in pieces.
pub(super) struct Derivatives {
    /// What the caller says of the results, each with its declaration.
    pub cotangents: Vec<(Ident, TokenStream)>,
    /// Takes those that are scalars from behind references.
    pub scalars: TokenStream,
    /// The type parameters of the places of the derivatives.
    pub sink_types: Vec<TokenStream>,
    /// The declarations of these places.
    pub sinks: Vec<TokenStream>,
    pub body: TokenStream,
}

/// Adds a finished adjoint to its sink, unless it went there piece by piece.
fn add(body: &Body, graph: &Graph, result: NodeId, sink: &Ident, runtime: &TokenStream) -> TokenStream {
    if body.is_output(result) {
        return quote!();
    }
    let ty = graph.ty(result);
    match ty.is_whole() {
        true if ty.has_struct() => {
            let value = body.borrowed(result);
            quote!(#runtime::AddAll::add_all(&mut *#sink, #value);)
        }
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
        leaf.reference = graph.ty(node).is_whole();
    }
    leaves
}
