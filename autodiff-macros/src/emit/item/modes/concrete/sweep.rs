//! The calls of both halves: what they are given, and where the derivatives go.

use super::super::super::halves::flattened;
use super::super::super::parameter::Parameter;
use super::super::lifted::{by_reference, places};
use super::Reverse;
use crate::emit::control::tuple;
use crate::ir::{Shape, Ty};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Reverse<'_> {
    pub(super) fn forward(&self, workspace: &Ident) -> TokenStream {
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
    pub(super) fn arguments(&self) -> Vec<TokenStream> {
        let of = |parameter: &Parameter| self.as_in_half(parameter, parameter.reference());
        self.parameters.iter().flat_map(of).collect()
    }

    /// Copies of the arguments, and the arguments of the reverse half made of these.
    pub(super) fn kept(&self) -> (TokenStream, Vec<TokenStream>) {
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
    pub(super) fn zeros(&self) -> TokenStream {
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
    pub(super) fn copied_zeros(&self) -> TokenStream {
        let fresh = self.active().filter(|parameter| !parameter.in_place);
        fresh
            .map(|parameter| {
                let output = &parameter.output_name;
                quote!(let mut #output = ::core::clone::Clone::clone(&#output);)
            })
            .collect()
    }

    /// The reverse half and the gradient, given references to the cotangents, and `let`s for the derivatives before it.
    pub(super) fn pulled(
        &self,
        cotangents: Vec<TokenStream>,
        arguments: &[TokenStream],
        workspace: &TokenStream,
    ) -> TokenStream {
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
}

/// Where the leaves of a value lie that is at this place.
pub(super) fn leaf_places(shape: &Shape, place: TokenStream) -> Vec<TokenStream> {
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
