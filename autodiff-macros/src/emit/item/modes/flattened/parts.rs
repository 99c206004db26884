//! How the parts are taken out of the arguments, and out of directions, and how derivatives in them are put together.

use super::super::super::parameter::{self, Parameter};
use super::super::super::{Flattened, Item};
use super::super::lifted::places;
use super::Modes;
use crate::ast::variant;
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
    /// The parameter that it is a part of.
    own: Ident,
    /// Its place in a tuple.
    place: TokenStream,
    path: Vec<Part>,
    /// How many indices stand behind the path.
    depth: usize,
    float: TokenStream,
    /// The same, if there are none but numbers in its innermost lists.
    number: Option<TokenStream>,
    /// How many numbers there are where a value is of another variant.
    missing: TokenStream,
}

impl Leaf {
    /// The value that the path begins at.
    fn value_place(&self) -> TokenStream {
        let (own, place) = (&self.own, &self.place);
        quote!(#own #place)
    }

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
    /// Whether it is of this variant.
    Is(TokenStream),
    /// What is in a field of this variant.
    Of(variant::Step),
}

impl Part {
    fn of(tokens: &TokenStream) -> Part {
        match variant::step(tokens) {
            None => Part::Field(tokens.clone()),
            Some(step) if step.field.is_none() => Part::Is(step.path()),
            Some(step) => Part::Of(step),
        }
    }
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
                    Step::Field(name) => Part::of(&graph[*name]),
                    Step::Index(()) => Part::Each,
                })
                .collect();
            let derefs = (0..*references).map(|_| quote!(*));
            let number = scalar_type(graph, ty, &runtime);
            let (value, is_reference) = match path.is_empty() {
                false => (taken_out(whole, &path, part.depth, (number.as_ref(), &runtime)), false),
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
                own: own.clone(),
                place: place.clone(),
                missing: missing(graph, ty, &path, part.depth),
                path,
                depth: part.depth,
                number,
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
            let visitor = Visitor {
                iterator: quote!(iter),
                visit: &|place| quote!(#runtime::modes::append_tangent(&#place, &mut #numbers);),
                otherwise: &|value| {
                    let count = value.map_or_else(
                        || leaf.missing.clone(),
                        |(value, rest)| {
                            let part = taken_out(value, rest, leaf.depth, (leaf.number.as_ref(), &runtime));
                            quote!(#runtime::Leaves::<#float>::count(&#part))
                        },
                    );
                    quote!(#numbers.resize(#numbers.len() + #count, #runtime::Real::constant(0.0));)
                },
                runtime: &runtime,
            };
            let read = visitor.visited(quote!(#tangent #place), leaf.value_place(), &leaf.path);
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
            let missing = &leaf.missing;
            let visitor = Visitor {
                iterator: quote!(iter_mut),
                visit: &|place| quote!(#runtime::Tangent::write(&mut #place, &mut #next);),
                otherwise: &|_| quote!((0..#missing).for_each(|_| _ = #next());),
                runtime: &runtime,
            };
            let write = visitor.visited(quote!(#output #place), leaf.value_place(), &leaf.path);
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
        [Part::Is(path), ..] => return quote!(::core::matches!(#place, #path { .. })),
        [Part::Of(step), rest @ ..] => {
            let (path, field) = (step.path(), step.field.as_deref().map(variant::member));
            let element = Ident::new("element", Span::mixed_site());
            let inner = taken_out(quote!((*#element)), rest, depth, (float, runtime));
            return quote! {
                match &#place {
                    #path { #field: #element, .. } => #inner,
                    #[allow(unreachable_patterns)]
                    _ => #runtime::Residual::FILL,
                }
            };
        }
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

/// A value, and the steps that lead on from it.
type Behind<'p> = (TokenStream, &'p [Part]);

/// Does something with each place behind these steps.
struct Visitor<'v> {
    /// How the places in a list are come by.
    iterator: TokenStream,
    visit: &'v dyn Fn(TokenStream) -> TokenStream,
    /// Where there is none: the value has another variant, or is this, from where these steps lead on, and the tangent is a zero.
    otherwise: &'v dyn Fn(Option<Behind>) -> TokenStream,
    runtime: &'v TokenStream,
}

impl Visitor<'_> {
    /// The statements for the places in a tangent. In variants it is the value that says which there are.
    fn visited(&self, place: TokenStream, value: TokenStream, path: &[Part]) -> TokenStream {
        let (element, held) = (
            Ident::new("element", Span::mixed_site()),
            Ident::new("held", Span::mixed_site()),
        );
        let iterator = &self.iterator;
        match path {
            [] | [Part::Is(_), ..] => (self.visit)(place),
            [Part::Field(name), rest @ ..] => self.visited(quote!(#place.#name), quote!(#value.#name), rest),
            [Part::Each, rest @ ..] => {
                let inner = self.visited(quote!((*#element)), quote!((*#held)), rest);
                match rest.iter().any(|part| matches!(part, Part::Of(_))) {
                    true => quote!(for (#element, #held) in #place.#iterator().zip(#value.iter()) { #inner }),
                    false => quote!(for #element in #place.#iterator() { #inner }),
                }
            }
            [Part::Of(step), rest @ ..] => {
                let (path, field, runtime) = (step.path(), step.field.as_deref().map(variant::member), self.runtime);
                let reference = match iterator.to_string().as_str() {
                    "iter" => quote!(&),
                    _ => quote!(&mut),
                };
                let tangent = Ident::new("Of", Span::mixed_site());
                let (alias, of_tangent) = match step.owner().as_str() {
                    "Option" => (quote!(), path.clone()),
                    _ => {
                        let (ty, variant) = (&step.ty, variant::member(&step.variant));
                        let alias = quote!(type #tangent = <#ty as #runtime::Differentiable>::Tangent;);
                        (alias, quote!(#tangent::#variant))
                    }
                };
                let inner = self.visited(quote!((*#element)), quote!((*#held)), rest);
                let zero = (self.otherwise)(Some((quote!((*#held)), rest)));
                let missing = (self.otherwise)(None);
                quote! {
                    match &#value {
                        #path { #field: #held, .. } => {
                            #alias
                            match #reference #place {
                                #of_tangent { #field: #element, .. } => { #inner }
                                #[allow(unreachable_patterns)]
                                _ => { #zero }
                            }
                        }
                        #[allow(unreachable_patterns)]
                        _ => { #missing }
                    }
                }
            }
        }
    }
}

/// How many numbers there are of a part where a value is of another variant than that on the way to it.
fn missing(graph: &Graph, ty: &Ty, path: &[Part], depth: usize) -> TokenStream {
    let behind = path.iter().rposition(|part| matches!(part, Part::Of(_)));
    let Some(behind) = behind else { return quote!() };
    let each = |parts: &[Part]| parts.iter().filter(|part| matches!(part, Part::Each)).count();
    if each(&path[behind..]) + depth > 0 {
        return quote!(0);
    }
    let mut ty = ty;
    for _ in 0..each(path) {
        ty = ty.element().unwrap_or(ty);
    }
    fn count(graph: &Graph, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Array(element, len) => {
                let (len, element) = (literal::length(graph, len), count(graph, element));
                quote!(#len * #element)
            }
            Ty::Vec(_) | Ty::Slice(_) => quote!(0),
            _ => quote!(1),
        }
    }
    count(graph, ty)
}
