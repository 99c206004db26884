//! What reverse mode gives of every function, on the halves over its own floats: `vjp`, `pullback` and `jacobian` of those
//! that have no lifted form, because they compute with structs, write to their arguments, may give no value, or follow a rule.
//!
//! A cotangent has the type of a tangent of the value. What is left in a `&mut` parameter counts as a part of the value, with
//! a cotangent of its own behind the others.

mod docs;
mod matrix;
mod sweep;

use super::super::parameter::{unused, Parameter};
use super::super::{gradient_type, Item};
use crate::ir::{Graph, NodeId, Shape};
use docs::Docs;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The pieces of these functions.
struct Reverse<'a> {
    item: &'a Item<'a>,
    graph: &'a Graph,
    parameters: Vec<Parameter<'a>>,
    /// What is pulled back: the value, if there are floats in it, and what is left in places.
    cotangents: Vec<Cotangent>,
}

struct Cotangent {
    name: Ident,
    ty: TokenStream,
    /// The place, if it is none of the value.
    place: Option<usize>,
}

impl Item<'_> {
    /// The functions, of a function that takes and gives floats, whose halves can be called with what the user gives.
    pub(in super::super) fn reverse_modes(&self) -> Option<TokenStream> {
        let graph = &self.split;
        let parameters = self.parameters(graph);
        let in_place = parameters.iter().any(|parameter| parameter.in_place);
        let has_form = graph.pullback.is_some()
            && parameters.iter().any(|parameter| parameter.active)
            && !parameters.iter().any(Parameter::has_option)
            && !(in_place && self.is_partial())
            && self.payload().is_total();
        if !has_form {
            return None;
        }
        let reverse = Reverse {
            item: self,
            graph,
            cotangents: self.pulled_back(graph, &parameters),
            parameters,
        };
        (!reverse.cotangents.is_empty()).then(|| reverse.functions())
    }

    /// The shape of the value where there is one.
    pub(super) fn payload(&self) -> &Shape {
        match (self.is_partial(), self.shape) {
            (true, Shape::Option(inner)) => inner,
            (_, shape) => shape,
        }
    }

    /// The leaves of the value where there is one.
    pub(super) fn payload_leaves<'g>(&self, graph: &'g Graph) -> &'g [NodeId] {
        let says_some = usize::from(matches!(self.shape, Shape::Option(_)) && self.is_partial());
        &graph[graph.root].results[says_some..self.shape.leaves()]
    }

    fn pulled_back(&self, graph: &Graph, parameters: &[Parameter]) -> Vec<Cotangent> {
        let runtime = self.runtime();
        let leaves = self.payload_leaves(graph);
        let value = leaves.iter().any(|&leaf| graph.ty(leaf).is_differentiable()).then(|| {
            let mut leaves = leaves.iter();
            let ty = super::super::lifted::shaped(self.payload(), &mut || {
                let ty = graph.ty(*leaves.next().expect("a node for each leaf"));
                match ty.is_differentiable() {
                    true => gradient_type(graph, ty, &runtime),
                    false => quote!(()),
                }
            });
            Cotangent {
                name: unused(self.function, "cotangent"),
                ty,
                place: None,
            }
        });
        let places = parameters.iter().enumerate();
        let places = places
            .filter(|(_, parameter)| parameter.is_place_of_floats(graph))
            .map(|(k, parameter)| Cotangent {
                name: self.beside(parameter, "cotangent"),
                ty: parameter.gradient_type(graph, &runtime),
                place: Some(k),
            });
        value.into_iter().chain(places).collect()
    }
}

impl Reverse<'_> {
    fn functions(&self) -> TokenStream {
        let (vjp, pullback, jacobian) = (self.vjp(), self.pullback(), self.jacobian());
        quote!(#vjp #pullback #jacobian)
    }

    fn vjp(&self) -> TokenStream {
        let item = self.item;
        let (generics, bounds) = item.generics(&[]);
        let (vis, name, used, krate) = (item.vis(), item.public("vjp"), self.used(), &item.krate);
        let (declarations, gradient) = (self.declarations(), self.gradient_type());
        let cotangents = self
            .cotangents
            .iter()
            .map(|Cotangent { name, ty, .. }| quote!(#name: #ty));
        let [value, workspace] = ["value", "workspace"].map(|name| unused(item.function, name));
        let forward = self.forward(&workspace);
        let zeros = self.zeros();
        let given = self.cotangents.iter().map(|cotangent| {
            let name = &cotangent.name;
            quote!(&#name)
        });
        let pulled = self.pulled(given.collect(), &self.arguments(), &quote!(&mut #workspace));
        let type_of_value = item.value_type();
        let result = item.in_place_of_value(quote!((#type_of_value, #gradient)));
        let body = self.of_value(&forward, &value, quote! { #zeros (#value, { #pulled }) });
        let doc = Docs::of(self).vjp;
        quote! {
            #[doc = #doc]
            #vis fn #name #generics(#(#declarations,)* #(#cotangents),*) -> #result #bounds {
                #used
                let mut #workspace = #krate::Workspace::new();
                #body
            }
        }
    }

    /// Not of what cannot be kept for later: what is foreign to the compiler and may be no `Clone`, and tuples of references.
    fn pullback(&self) -> Option<TokenStream> {
        let borrows = |parameter: &Parameter| {
            let mut leaves = parameter.flattened(self.graph).into_iter();
            let is_struct = |leaf: &NodeId| self.graph.ty(*leaf).has_struct();
            let foreign = !parameter.active && parameter.leaves.iter().any(is_struct);
            parameter.opaque || foreign || parameter.is_tree() && leaves.any(|leaf| leaf.references > 0)
        };
        if self.parameters.iter().any(borrows) {
            return None;
        }
        let item = self.item;
        let (generics, bounds) = item.generics(&[]);
        let (vis, name, used, krate) = (item.vis(), item.public("pullback"), self.used(), &item.krate);
        let (declarations, gradient) = (self.declarations(), self.gradient_type());
        let (types, names): (Vec<_>, Vec<_>) = self
            .cotangents
            .iter()
            .map(|cotangent| (&cotangent.ty, &cotangent.name))
            .unzip();
        let [value, workspace, tape] = ["value", "workspace", "tape"].map(|name| unused(item.function, name));
        let forward = self.forward(&workspace);
        let zeros = self.zeros();
        let (kept, arguments) = self.kept();
        let copies = self.copied_zeros();
        let pulled = self.pulled(
            names.iter().map(|name| quote!(#name)).collect(),
            &arguments,
            &quote!(&mut #tape),
        );
        let type_of_value = item.value_type();
        let result = item.in_place_of_value(quote! {
            (#type_of_value, impl ::core::ops::Fn(#(&#types),*) -> #gradient)
        });
        let body = self.of_value(
            &forward,
            &value,
            quote! {
                #zeros
                #kept
                (#value, move |#(#names: &#types),*| {
                    let mut #tape = ::core::clone::Clone::clone(&#workspace);
                    #copies
                    #pulled
                })
            },
        );
        let doc = Docs::of(self).pullback;
        Some(quote! {
            #[doc = #doc]
            #vis fn #name #generics(#(#declarations),*) -> #result #bounds {
                #used
                let mut #workspace = #krate::Workspace::new();
                #body
            }
        })
    }

    fn declarations(&self) -> Vec<TokenStream> {
        let runtime = self.item.runtime();
        self.parameters
            .iter()
            .map(|parameter| parameter.declaration(&runtime))
            .collect()
    }

    fn active(&self) -> impl Iterator<Item = &Parameter<'_>> {
        self.parameters.iter().filter(|parameter| parameter.active)
    }

    fn gradient_type(&self) -> TokenStream {
        self.item.type_of_gradient(&self.parameters, self.graph)
    }

    /// What is made of the value that the forward half gives, in an option or result if it comes in one.
    fn of_value(&self, forward: &TokenStream, value: &Ident, result: TokenStream) -> TokenStream {
        if !self.item.is_partial() {
            return quote!(let #value = #forward; #result);
        }
        let missing = self.item.missing(&self.of_user());
        let present = self.item.present(quote!({ #result }));
        quote! {
            match #forward {
                ::core::option::Option::Some(#value) => #present,
                ::core::option::Option::None => #missing,
            }
        }
    }

    /// A closure that calls the user's function.
    fn of_user(&self) -> TokenStream {
        let (function, turbofish, runtime) = (self.item.function(), self.item.turbofish(), self.item.runtime());
        let given = self.parameters.iter();
        let given = given.map(|parameter| parameter.lent_to_user(self.graph, &runtime));
        quote!((|| #function #turbofish(#(#given),*)))
    }

    /// Whoever uses a derivative uses the function, though nothing calls it: no lint shall call it dead.
    fn used(&self) -> TokenStream {
        let call = self.of_user();
        quote!(let _ = #call;)
    }

    /// Whether there is a struct in what is pulled back.
    fn has_structs(&self) -> bool {
        let value = self.item.payload_leaves(self.graph).iter().copied();
        let places = self.cotangents.iter().filter_map(|cotangent| cotangent.place);
        let places = places.map(|k| self.parameters[k].leaves[0]);
        value.chain(places).any(|leaf| self.graph.ty(leaf).has_struct())
    }
}
