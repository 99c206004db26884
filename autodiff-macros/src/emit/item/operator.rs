//! The rule of an operator: its halves, as functions of a trait that knows the types of both sides.

use super::halves::Derivatives;
use super::parameter::{unused, Parameter};
use super::Item;
use crate::ir::{Graph, Shape};
use crate::items::{behind, Operator};
use proc_macro2::TokenStream;
use quote::quote;

impl Item<'_> {
    /// `impl BinaryRule<Mul, f64> for Vec3 { … }`
    pub(super) fn operator_rule(&self, operator: &Operator) -> TokenStream {
        let graph = &self.split;
        let mut parameters = self.parameters(graph);
        for parameter in parameters.iter_mut().filter(|parameter| parameter.name == "self") {
            // The functions of a rule have no receiver.
            parameter.name = unused(self.function, "this");
        }
        let expected = match operator.writes() {
            true => Shape::UNIT,
            false => Shape::Leaf,
        };
        if *self.shape != expected || parameters.iter().any(Parameter::is_tree) {
            return quote!();
        }
        let (runtime, krate, result) = (self.runtime(), &self.krate, self.result());
        let workspace = unused(self.function, "workspace");
        let names: Vec<_> = parameters.iter().map(|parameter| &parameter.name).collect();
        let types: Vec<_> = operator.sides().map(behind).collect();
        let outputs: Vec<_> = parameters.iter().map(|parameter| &parameter.output_name).collect();
        // The places of arrays are no type parameters.
        let adjoints = quote!(
            use #runtime::Adjoint as _;
        );
        let bindings: TokenStream = parameters.iter().map(|parameter| scalar(parameter, graph)).collect();
        let forward = self.forward_body(graph, &parameters, &workspace);
        let reverse = self.reverse_body(graph, &parameters, &workspace);
        let Derivatives {
            cotangents,
            scalars,
            body,
            ..
        } = reverse;
        let cotangent = cotangents.iter().map(|(name, _)| name);
        let cfgs = self.cfgs();
        let header = operator.header(&runtime);
        let value = operator.value(&names);
        let tangents = types
            .iter()
            .map(|ty| quote!(<#ty as #runtime::Differentiable>::Tangent));
        let around = quote! {
            #(#cfgs)*
            #[allow(deprecated, unreachable_code, unused_imports, unused_variables, clippy::all)]
            #header
        };
        if let ([place, right], [own, ty], true) = (&names[..], &types[..], operator.writes()) {
            return quote! {
                #around {
                    #[inline]
                    fn value(#place: &mut #own, #right: &#ty) {
                        #value
                    }

                    #[inline]
                    fn forward(#place: &mut #own, #right: &#ty, #workspace: &mut #krate::Workspace) {
                        #bindings #forward
                    }

                    #[inline]
                    fn reverse(
                        #right: &#ty, #(#outputs: &mut #tangents,)* #workspace: &mut #krate::Workspace
                    ) {
                        #adjoints #bindings #body
                    }
                }
            };
        }
        quote! {
            #around {
                type Output = #result;

                #[inline]
                fn value(#(#names: &#types),*) -> #result {
                    #value
                }

                #[inline]
                fn forward(#(#names: &#types,)* #workspace: &mut #krate::Workspace) -> #result {
                    #bindings #forward
                }

                #[inline]
                fn reverse(
                    #(#names: &#types,)* #(#cotangent: &<#result as #runtime::Differentiable>::Tangent,)*
                    #(#outputs: &mut #tangents,)* #workspace: &mut #krate::Workspace
                ) {
                    #adjoints #bindings #scalars #body
                }
            }
        }
    }
}

/// What is no whole is used by value.
fn scalar(parameter: &Parameter, graph: &Graph) -> TokenStream {
    let name = &parameter.name;
    match graph.ty(parameter.leaves[0]).is_whole() || parameter.in_place {
        true => quote!(),
        false => quote!(let #name = *#name;),
    }
}
