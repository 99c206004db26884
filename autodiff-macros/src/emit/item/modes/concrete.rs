//! What reverse mode gives of every function, on the halves over its own floats: `vjp`, `pullback` and `jacobian` of those
//! that have no lifted form, because they compute with structs, write to their arguments, may give no value, or follow a rule.
//!
//! A cotangent has the type of a tangent of the value. What is left in a `&mut` parameter counts as a part of the value, with
//! a cotangent of its own behind the others.

mod docs;
mod matrix;

use super::super::halves::flattened;
use super::super::parameter::{unused, Parameter};
use super::super::{gradient_type, Item};
use super::lifted::{by_reference, places};
use crate::emit::control::tuple;
use crate::ir::{Graph, NodeId, Shape, Ty};
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
            && !has_option(self.payload());
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
    fn payload(&self) -> &Shape {
        match (self.is_partial(), self.shape) {
            (true, Shape::Option(inner)) => inner,
            (_, shape) => shape,
        }
    }

    /// The leaves of the value where there is one.
    fn payload_leaves<'g>(&self, graph: &'g Graph) -> &'g [NodeId] {
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
        let runtime = self.item.runtime();
        tuple(self.active().map(|p| p.gradient_type(self.graph, &runtime)).collect())
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

    fn forward(&self, workspace: &Ident) -> TokenStream {
        let (forward, turbofish) = (self.item.half("forward"), self.item.turbofish());
        let arguments = self.parameters.iter().flat_map(|parameter| match parameter.in_place {
            true => {
                let name = &parameter.name;
                vec![quote!(&mut *#name)]
            }
            false => self.as_in_half(parameter, parameter.reference()),
        });
        quote!(Self::#forward #turbofish(#(#arguments,)* &mut #workspace))
    }

    /// The arguments of the reverse half, given the parameters as declared.
    fn arguments(&self) -> Vec<TokenStream> {
        let of = |parameter: &Parameter| self.as_in_half(parameter, parameter.reference());
        self.parameters.iter().flat_map(of).collect()
    }

    /// Copies of the arguments, and the arguments of the reverse half made of these.
    fn kept(&self) -> (TokenStream, Vec<TokenStream>) {
        let (mut kept, mut arguments) = (TokenStream::new(), vec![]);
        for parameter in &self.parameters {
            let name = self.item.beside(parameter, "kept");
            if !parameter.in_place {
                let (reference, runtime) = (parameter.reference(), self.item.runtime());
                kept.extend(quote!(let #name = #runtime::ToOwned::to_owned(#reference);));
            }
            arguments.extend(self.as_in_half(parameter, quote!(&#name)));
        }
        (kept, arguments)
    }

    /// An argument as the halves take it, given a reference to it.
    fn as_in_half(&self, parameter: &Parameter, reference: TokenStream) -> Vec<TokenStream> {
        let runtime = self.item.runtime();
        if parameter.in_place {
            return vec![quote!(#runtime::Inactive)];
        }
        if parameter.opaque {
            return vec![parameter.lent(self.graph)];
        }
        let leaf = self.graph.ty(parameter.leaves[0]);
        if !parameter.is_tree() {
            return vec![match leaf {
                Ty::Vec(_) => quote!(&(#reference)[..]),
                ty if ty.is_whole() => reference,
                _ => quote!(*#reference),
            }];
        }
        let mut leaves = parameter.flattened(self.graph).into_iter();
        let mut arguments = vec![];
        places(parameter.ty, quote!((#reference)), &mut |place| {
            let leaf = leaves.next().expect("a parameter for each leaf");
            let ty = self.graph.ty(leaf.leaves[0]);
            let derefs = (0..leaf.references).map(|_| quote!(*));
            arguments.push(match ty.is_whole() {
                true => by_reference(ty, &place),
                false => quote!(#(#derefs)*#place),
            });
            quote!()
        });
        arguments
    }

    /// `let mut dx = …;` for the derivatives of what is not in place: those come as cotangents.
    fn zeros(&self) -> TokenStream {
        let runtime = self.item.runtime();
        let fresh = self
            .parameters
            .iter()
            .filter(|parameter| parameter.active && !parameter.in_place);
        fresh
            .map(|parameter| {
                let (output, zeros) = (&parameter.output_name, parameter.zeros(self.graph, &runtime));
                quote!(#[allow(unused_mut)] let mut #output = #zeros;)
            })
            .collect()
    }

    /// The zeros once more.
    fn copied_zeros(&self) -> TokenStream {
        let fresh = self.active().filter(|parameter| !parameter.in_place);
        fresh
            .map(|parameter| {
                let output = &parameter.output_name;
                quote!(let mut #output = ::core::clone::Clone::clone(&#output);)
            })
            .collect()
    }

    /// The reverse half and the gradient, given references to the cotangents, and `let`s for the derivatives before it.
    fn pulled(&self, cotangents: Vec<TokenStream>, arguments: &[TokenStream], workspace: &TokenStream) -> TokenStream {
        let (item, runtime) = (self.item, self.item.runtime());
        let (mut places_of_floats, mut leaves) = (TokenStream::new(), vec![]);
        for (cotangent, given) in self.cotangents.iter().zip(cotangents) {
            match cotangent.place {
                Some(k) => {
                    let output = &self.parameters[k].output_name;
                    places_of_floats.extend(quote!(let mut #output = ::core::clone::Clone::clone(#given);));
                }
                None => leaves = self.leaves_of(&given),
            }
        }
        let flat = flattened(&self.parameters, self.graph);
        let (types, _) = item.sinks(self.graph, &flat);
        let (_, values) = item.in_reverse(self.graph, &flat);
        let turbofish = item.turbofish_and(types.len() + values.len());
        let reverse = item.half("reverse");
        let sinks = self.parameters.iter().flat_map(|parameter| {
            let output = &parameter.output_name;
            if parameter.is_tree() && parameter.active {
                let mut flat = parameter.flattened(self.graph).into_iter();
                let mut sinks = vec![];
                places(parameter.ty, quote!(#output), &mut |place| {
                    let active = flat.next().is_some_and(|leaf| leaf.active);
                    sinks.push(if active {
                        quote!(&mut #place)
                    } else {
                        quote!(&mut #runtime::Inactive)
                    });
                    quote!()
                });
                return sinks;
            }
            match parameter.active || parameter.is_place_of_floats(self.graph) {
                true => vec![quote!(&mut #output)],
                false => parameter
                    .flattened(self.graph)
                    .iter()
                    .map(|_| quote!(&mut #runtime::Inactive))
                    .collect(),
            }
        });
        let gradient = tuple(
            self.active()
                .map(|p| &p.output_name)
                .map(|output| quote!(#output))
                .collect(),
        );
        quote! {
            #places_of_floats
            Self::#reverse #turbofish(#(#arguments,)* #(#leaves,)* #(#sinks,)* #workspace);
            #gradient
        }
    }

    /// The leaves of a cotangent as the reverse half takes them, given a reference to it.
    fn leaves_of(&self, cotangent: &TokenStream) -> Vec<TokenStream> {
        let leaves = self.item.payload_leaves(self.graph).iter();
        let is_leaf = *self.item.payload() == Shape::Leaf;
        let all = leaf_places(self.item.payload(), quote!((#cotangent)));
        let floats = leaves
            .zip(all)
            .filter(|(&leaf, _)| self.graph.ty(leaf).is_differentiable());
        floats
            .map(|(&leaf, place)| match (self.graph.ty(leaf).is_whole(), is_leaf) {
                (true, true) => cotangent.clone(),
                (true, false) => quote!(&#place),
                (false, true) => quote!(*#cotangent),
                (false, false) => place,
            })
            .collect()
    }

    /// Whether there is a struct in what is pulled back.
    fn has_structs(&self) -> bool {
        let value = self.item.payload_leaves(self.graph).iter().copied();
        let places = self.cotangents.iter().filter_map(|cotangent| cotangent.place);
        let places = places.map(|k| self.parameters[k].leaves[0]);
        value.chain(places).any(|leaf| self.graph.ty(leaf).has_struct())
    }
}

/// Where the leaves of a value lie that is at this place.
fn leaf_places(shape: &Shape, place: TokenStream) -> Vec<TokenStream> {
    match shape {
        Shape::Tuple(parts) => {
            let parts = parts.iter().enumerate();
            parts
                .flat_map(|(k, part)| {
                    let k = syn::Index::from(k);
                    leaf_places(part, quote!(#place.#k))
                })
                .collect()
        }
        _ => vec![place],
    }
}

fn has_option(shape: &Shape) -> bool {
    match shape {
        Shape::Leaf => false,
        Shape::Option(_) => true,
        Shape::Tuple(parts) => parts.iter().any(has_option),
    }
}
