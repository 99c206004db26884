//! How the parts are taken out of the arguments, and out of directions, and how derivatives in them are put together.

use super::super::super::parameter::{self, Parameter};
use super::super::super::{Flattened, Item};
use super::super::lifted::places;
use super::Modes;
use crate::emit::control::tuple;
use crate::emit::literal;
use crate::ir::{Graph, Step, Ty};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

/// A parameter of the function of the parts.
pub(super) struct Leaf {
    /// The variable that holds it, or refers to it.
    pub name: Ident,
    pub value: TokenStream,
    /// As the runtime takes it.
    pub given: TokenStream,
    is_number: bool,
    /// If it takes a derivative, which parameter it is a part of.
    active: Option<usize>,
    /// Its place in a tuple.
    place: TokenStream,
    path: Vec<Part>,
    float: TokenStream,
}

impl Leaf {
    /// A reference to all of it.
    fn whole(&self) -> TokenStream {
        let given = &self.given;
        match self.is_number {
            true => quote!(&#given),
            false => given.clone(),
        }
    }
}

/// A step to a part of a struct.
enum Part {
    Field(TokenStream),
    Each,
}

impl Item<'_> {
    pub(super) fn leaves_of(&self, flattened: &Flattened, parameters: &[Parameter]) -> Vec<Leaf> {
        let runtime = self.runtime();
        let nodes = self.places_of_nodes(parameters);
        let graph = &flattened.split;
        let numeric = parameter::parameters(&flattened.function, graph);
        let parts = flattened.parts.iter().zip(&numeric).enumerate();
        let leaf = |(number, (part, numeric)): (usize, (&crate::transform::apart::Part, &Parameter))| {
            let name = format_ident!("part_{number}", span = Span::mixed_site());
            let (k, place, references) = &nodes[part.leaf];
            let own = &parameters[*k].name;
            let whole = quote!(#own #place);
            let ty = graph.ty(numeric.leaves[0]);
            let path: Vec<Part> = part
                .path
                .iter()
                .map(|step| match step {
                    Step::Field(name) => Part::Field(graph[*name].clone()),
                    Step::Index(()) => Part::Each,
                })
                .collect();
            let derefs = (0..*references).map(|_| quote!(*));
            let (value, is_reference) = match path.is_empty() {
                false => {
                    let number = scalar_type(graph, ty, &runtime);
                    (taken_out(whole, &path, part.depth, (number.as_ref(), &runtime)), false)
                }
                true if ty.is_array() => (quote!(&#(#derefs)* #whole), true),
                true => (quote!(#(#derefs)* #whole), false),
            };
            let given = match ty {
                Ty::Slice(_) | Ty::Vec(_) => quote!(&#name[..]),
                ty if ty.is_array() && !is_reference => quote!(&#name),
                _ => name.to_token_stream(),
            };
            let float = ty.scalar().float();
            Leaf {
                name,
                value,
                given,
                is_number: !ty.is_array(),
                active: numeric.active.then_some(*k),
                place: place.clone(),
                path,
                float: float.map_or_else(|| quote!(), |float| literal::ty(graph, &Ty::Float(float), &runtime)),
            }
        };
        parts.map(leaf).collect()
    }

    /// Of each node of the root, which parameter it is a leaf of, its place there, and behind how many references it is.
    fn places_of_nodes(&self, parameters: &[Parameter]) -> Vec<(usize, TokenStream, usize)> {
        let mut nodes = vec![];
        for (k, parameter) in parameters.iter().enumerate().filter(|(_, parameter)| !parameter.opaque) {
            if !parameter.is_tree() {
                nodes.push((k, quote!(), parameter.references));
                continue;
            }
            let mut flat = parameter.flattened(&self.split).into_iter();
            places(parameter.ty, quote!(), &mut |place| {
                let references = flat.next().map_or(0, |leaf| leaf.references);
                nodes.push((k, place, references));
                quote!()
            });
        }
        nodes
    }
}

impl Modes<'_> {
    fn active(&self) -> impl Iterator<Item = (&Leaf, usize)> {
        self.leaves.iter().filter_map(|leaf| Some((leaf, leaf.active?)))
    }

    /// The float of the parts.
    pub(super) fn float(&self) -> TokenStream {
        let first = self.active().next().map(|(leaf, _)| leaf.float.clone());
        first.expect("a part takes a derivative")
    }

    /// The numbers of a direction, in a variable of this name.
    pub(super) fn direction(&self, numbers: &Ident) -> TokenStream {
        let (runtime, float) = (self.item.runtime(), self.float());
        let parts = self.active().map(|(leaf, k)| {
            let (tangent, place, whole) = (&self.tangents[k], &leaf.place, leaf.whole());
            if leaf.path.is_empty() {
                let part = match leaf.place.is_empty() {
                    true => self.parameters[k].reference_of(tangent),
                    false => quote!(&#tangent #place),
                };
                return quote!(#runtime::modes::Numbers::append(&(#part), &mut #numbers););
            }
            let read = visited(
                quote!(#tangent #place),
                &leaf.path,
                &quote!(iter),
                &|place| quote!(#runtime::modes::append_tangent(&#place, &mut #numbers);),
            );
            // Of a field that takes no derivative there is nothing in a tangent.
            quote! {
                let before = #numbers.len();
                #read
                #numbers.resize(before + #runtime::Leaves::<#float>::count(#whole), #runtime::Real::constant(0.0));
            }
        });
        quote!(let mut #numbers = #runtime::Vec::<#float>::new(); #(#parts)*)
    }

    /// `let`s for zeros, and a closure of this name that puts numbers in their places.
    pub(super) fn together(&self, scatter: &Ident) -> TokenStream {
        let (runtime, float) = (self.item.runtime(), self.float());
        let active: Vec<&Parameter> = self.parameters.iter().filter(|parameter| parameter.active).collect();
        let outputs: Vec<&Ident> = active.iter().map(|parameter| &parameter.output_name).collect();
        let zeros = active
            .iter()
            .map(|parameter| parameter.zeros(&self.item.split, &runtime));
        let [numbers, own, next] = ["numbers", "own", "next"].map(|name| Ident::new(name, Span::mixed_site()));
        let parts = self.active().map(|(leaf, k)| {
            let (output, place, whole) = (&self.parameters[k].output_name, &leaf.place, leaf.whole());
            let write = visited(
                quote!(#output #place),
                &leaf.path,
                &quote!(iter_mut),
                &|place| quote!(#runtime::Tangent::write(&mut #place, &mut #next);),
            );
            quote! {
                let (#own, #numbers) = #numbers.split_at(#runtime::Leaves::<#float>::count(#whole));
                let mut #own = #own.iter();
                let mut #next = || #runtime::Real::to_f64(*#own.next().expect("a number for each place"));
                #write
            }
        });
        let gradient = tuple(outputs.iter().map(|output| quote!(#output)).collect());
        quote! {
            #(let #outputs = #zeros;)*
            #[allow(unused_variables, unused_mut)]
            let #scatter = |#numbers: &[#float]| {
                #(let mut #outputs = ::core::clone::Clone::clone(&#outputs);)*
                #(#parts)*
                #gradient
            };
        }
    }
}

/// The float that a part is made of, if there are none but numbers in its innermost lists.
fn scalar_type(graph: &Graph, ty: &Ty, runtime: &TokenStream) -> Option<TokenStream> {
    match ty {
        Ty::Vec(element) | Ty::Slice(element) => scalar_type(graph, element, runtime),
        Ty::Float(float) if !float.is_param() => Some(literal::ty(graph, ty, runtime)),
        _ => None,
    }
}

/// A copy of the part behind these steps and so many indices. A float may be that of a tangent, whose field is a constant: 0.
fn taken_out(
    place: TokenStream,
    path: &[Part],
    depth: usize,
    (float, runtime): (Option<&TokenStream>, &TokenStream),
) -> TokenStream {
    let (rest, depth) = match path {
        [Part::Field(name), rest @ ..] => return taken_out(quote!(#place.#name), rest, depth, (float, runtime)),
        [Part::Each, rest @ ..] => (rest, depth),
        [] if depth > 0 => (path, depth - 1),
        [] => {
            return match float {
                Some(float) => quote!(#runtime::read::<#float>(&#place)),
                None => quote!(::core::clone::Clone::clone(&#place)),
            }
        }
    };
    let element = Ident::new("element", Span::mixed_site());
    let inner = taken_out(quote!((*#element)), rest, depth, (float, runtime));
    quote!(#place.iter().map(|#element| #inner).collect::<#runtime::Vec<_>>())
}

/// Does something with each place behind these steps.
fn visited(
    place: TokenStream,
    path: &[Part],
    iterator: &TokenStream,
    visit: &dyn Fn(TokenStream) -> TokenStream,
) -> TokenStream {
    match path {
        [] => visit(place),
        [Part::Field(name), rest @ ..] => visited(quote!(#place.#name), rest, iterator, visit),
        [Part::Each, rest @ ..] => {
            let element = Ident::new("element", Span::mixed_site());
            let inner = visited(quote!((*#element)), rest, iterator, visit);
            quote!(for #element in #place.#iterator() { #inner })
        }
    }
}
