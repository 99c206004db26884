//! The hidden halves of a function with a rule: what the user wrote, by the convention of calls.
//!
//! The user's code stands in closures: a `return` in it leaves nothing else out.

use super::super::body::Parameter as Leaf;
use super::halves::sink_type;
use super::parameter::{unused, Parameter};
use super::tree::tree_value;
use super::Item;
use crate::ast::Type;
use crate::ir::{Graph, Ty};
use crate::rule::{Derivative, Rule};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

impl Item<'_> {
    pub(super) fn rule_halves(&self, rule: &Rule) -> TokenStream {
        let graph = &self.split;
        let parameters = self.parameters(graph);
        let value = self.value(graph, &parameters);
        let forward = self.forward_by_rule(graph, &parameters, rule);
        let reverse = self.reverse_by_rule(graph, &parameters, rule);
        let joint = self.joint_half();
        quote!(#value #forward #reverse #joint)
    }

    /// The parameters as the user declared them.
    fn declared(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let bind = parameters
            .iter()
            .zip(&self.function.parameters)
            .map(|(parameter, written)| {
                let (name, ty, value) = (
                    &written.name,
                    parameter.written,
                    parameter.argument_of_half(graph, &self.runtime()),
                );
                quote!(#[allow(unused_variables)] let #name: #ty = #value;)
            });
        bind.collect()
    }

    fn forward_by_rule(&self, graph: &Graph, parameters: &[Parameter], rule: &Rule) -> TokenStream {
        let (result, krate, function) = (self.result(), &self.krate, self.function());
        let (generics, bounds) = self.generics(&[]);
        let turbofish = self.turbofish();
        let (declarations, arguments) = self.of_halves(graph, parameters);
        let [workspace, value, kept] = ["workspace", "value", "kept"].map(|name| unused(self.function, name));
        let plain = quote!(let #value: #result = #function #turbofish(#(#arguments),*););
        let body = match &rule.derivative {
            Derivative::Reverse {
                forward: Some((ty, body)),
                ..
            } => {
                let declared = self.declared(graph, parameters);
                quote! {
                    #declared
                    let (#value, #kept) = (|| -> (#result, #ty) #body)();
                    #workspace.push::<#ty>(#kept);
                }
            }
            derivative if derivative.kept().is_some() => quote! {
                #plain
                #workspace.push::<#result>(::core::clone::Clone::clone(&#value));
            },
            _ => plain,
        };
        quote! {
            #[doc(hidden)]
            #[inline]
            pub fn __forward #generics(
                #(#declarations,)* #workspace: &mut #krate::Workspace
            ) -> #result #bounds {
                #body
                #value
            }
        }
    }

    fn reverse_by_rule(&self, graph: &Graph, parameters: &[Parameter], rule: &Rule) -> TokenStream {
        let (krate, result) = (&self.krate, self.result());
        let workspace = unused(self.function, "workspace");
        let declarations = parameters
            .iter()
            .map(|parameter| parameter.in_half(graph, &self.runtime()));
        let (cotangent_declarations, given): (Vec<_>, Vec<_>) = self.cotangent_parameters(graph).into_iter().unzip();
        let (sink_types, sinks) = self.sinks(graph, parameters);
        let (generics, bounds) = self.generics(&sink_types);
        let kept = rule.derivative.kept().map(|name| {
            let ty = match &rule.derivative {
                Derivative::Reverse {
                    forward: Some((ty, _)), ..
                } => ty,
                _ => &result,
            };
            quote!(let #name: #ty = #workspace.pop();)
        });
        let declared = self.declared(graph, parameters);
        let body = match &rule.derivative {
            Derivative::Partials { partials, .. } => {
                let add = |(name, partial): &(Ident, TokenStream)| {
                    let (k, parameter) = parameters
                        .iter()
                        .enumerate()
                        .find(|(_, parameter)| parameter.name == *name)
                        .expect("the names have been checked");
                    self.add_partial(graph, (k, parameter), &given[0].name, partial)
                };
                partials.iter().map(add).collect()
            }
            Derivative::Reverse { names, body, .. } => {
                let mut leaves = given.iter();
                let cotangent = tree_value(&self.function.result, &mut |_| match leaves.next() {
                    Some(Leaf { name, .. }) => quote!(#name),
                    None => quote!(()),
                });
                let cotangent_name = &names[1];
                let places: Vec<_> = parameters
                    .iter()
                    .filter(|parameter| parameter.active)
                    .zip(&names[2..])
                    .map(|(parameter, name)| self.place(graph, parameter, name))
                    .collect();
                let (open, close): (Vec<_>, Vec<_>) = places.into_iter().unzip();
                let all = quote! {
                    #(#open)*
                    let #cotangent_name = #cotangent;
                    (|| #body)();
                    #(#close)*
                };
                match given.iter().any(|leaf| leaf.reference) {
                    true => all,
                    // A value that was not used has no derivative, whatever the rule makes of zero.
                    false => {
                        let given = given.iter().map(|leaf| &leaf.name);
                        quote!(if #(#given != 0.0)||* { #all })
                    }
                }
            }
        };
        quote! {
            #[doc(hidden)]
            #[inline]
            pub fn __reverse #generics(
                #(#declarations,)* #(#cotangent_declarations,)* #(#sinks,)* #workspace: &mut #krate::Workspace
            ) #bounds {
                #kept
                #declared
                #body
            }
        }
    }

    /// `if dy != 0.0 { dx += dy · partial }`: a zero may mean that the value was not used, and a partial may be infinite.
    fn add_partial(
        &self,
        graph: &Graph,
        (k, parameter): (usize, &Parameter),
        cotangent: &Ident,
        partial: &TokenStream,
    ) -> TokenStream {
        let (runtime, result, sink, ty) = (self.runtime(), self.result(), &parameter.output_name, sink_type(k));
        let scalar = graph.ty(parameter.leaves[0]);
        let written = crate::emit::literal::ty(graph, scalar, &runtime);
        let product = match (scalar, &self.function.result) {
            (Ty::Float(one), Type::Float(other)) if one == other => quote!(#cotangent * partial()),
            _ => quote!((#cotangent * partial()) as #written),
        };
        quote! {
            if <#ty as #runtime::Adjoint<#written>>::IS_NEEDED && #cotangent != 0.0 {
                let partial = || -> #result { #partial };
                #runtime::Adjoint::add_at(&mut *#sink, &[], #product);
            }
        }
    }

    /// A place for the derivative of a parameter, and how it goes to its sink.
    fn place(&self, graph: &Graph, parameter: &Parameter, name: &crate::rule::Name) -> (TokenStream, TokenStream) {
        let (runtime, sink, primal) = (self.runtime(), &parameter.output_name, &parameter.name);
        let place = format_ident!("place_of_{}", sink, span = Span::mixed_site());
        let ty = graph.ty(parameter.leaves[0]);
        let written = parameter.output_type(graph, &runtime);
        let zeros = match ty {
            Ty::Slice(_) | Ty::Vec(_) => quote!(#runtime::zeros_like(#primal)),
            ty => crate::emit::literal::zeros(graph, ty, &runtime),
        };
        let open = quote! {
            let mut #place = #zeros;
            let #name: &mut #written = &mut #place;
        };
        let close = match ty.is_array() {
            true => quote!(#runtime::add_all_at(&mut *#sink, &[], &#place);),
            false => quote!(#runtime::Adjoint::add_at(&mut *#sink, &[], #place);),
        };
        (open, close)
    }
}
