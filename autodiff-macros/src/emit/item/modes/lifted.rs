//! `impl Lifted for f`: the lifted halves with their arguments as tuples.

use super::super::lifted::{inline, scalar};
use super::super::parameter::Parameter;
use super::super::Item;
use super::all;
use super::groups::{self, grouped};
use super::lent::{lent_lifetime, lent_type};
use crate::emit::literal::with_scalar;
use crate::ir::{Graph, Shape, Ty};
use crate::parse::signature::mentions;
use crate::transform::lift::SCALAR;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, ToTokens};

impl Item<'_> {
    pub(super) fn lifted_implementation(&self, lifted: &Graph) -> TokenStream {
        let name = self.name().into_token_stream();
        let generic = self.implemented_for(self.parameters_as_type(), &self.parameters(lifted));
        self.implementation_for(lifted, (&name, &quote!()), &generic, &quote!(Self))
    }

    /// For the type of this name, which asks for these bounds, with these generic parameters as one type, and with the halves
    /// of `own`.
    pub(super) fn implementation_for(
        &self,
        lifted: &Graph,
        (name, bounds): (&TokenStream, &TokenStream),
        generic: &TokenStream,
        own: &TokenStream,
    ) -> TokenStream {
        let (runtime, krate, cfgs) = (self.runtime(), &self.krate, self.cfgs());
        let over = Ident::new(SCALAR, Span::call_site()).into_token_stream();
        let lifetime = syn::Lifetime::new("'arguments", Span::mixed_site());
        let parameters = self.parameters(lifted);
        let generics = self.generics_of_implementation(&parameters, name);
        let from = Ident::new("__From", Span::call_site()).into_token_stream();
        let arguments = all(parameters
            .iter()
            .enumerate()
            .map(|(k, parameter)| match parameter.opaque {
                true => lent_type(k, parameter, &lent_lifetime()),
                false => self.argument_type(parameter, &lifetime, &from),
            })
            .collect());
        let active = parameters.iter().map(|parameter| parameter.active);
        let over_types = all(parameters
            .iter()
            .enumerate()
            .map(|(k, parameter)| match parameter.opaque {
                true => lent_type(k, parameter, &lent_lifetime()),
                false => self.parameter_with(parameter, &over),
            })
            .collect());
        let (value, gradient) = (self.value_with(&over), self.gradient_with(&parameters, &over));
        let [given, tape, cotangent, pulled] =
            ["arguments", "tape", "cotangent", "pulled"].map(|name| Ident::new(name, Span::mixed_site()));
        let lifting = Ident::new("lifting", Span::mixed_site());
        let lifts = parameters.iter().enumerate().map(|(k, parameter)| {
            let (k, how) = (
                syn::Index::from(k),
                if parameter.active {
                    quote!(active)
                } else {
                    quote!(constant)
                },
            );
            if parameter.opaque {
                return quote!(#given.#k);
            }
            let is_behind = parameter.is_tree() || lifted.ty(parameter.leaves[0]).is_whole();
            match is_behind {
                true => quote!(#lifting.#how(#given.#k)),
                false if !lifted.ty(parameter.leaves[0]).is_differentiable() => quote!(#given.#k),
                false => quote!(#lifting.#how(&#given.#k)),
            }
        });
        let lifts = all(lifts.collect());
        let (halves, zeros) = self.halves_of_tuple(lifted, &parameters, &given);
        let derivatives = Ident::new("gradient", Span::mixed_site());
        let places = places_in_gradient(&parameters, &derivatives);
        let sinks: Vec<TokenStream> = places
            .iter()
            .map(|place| match place {
                Some(place) => quote!(&mut #place),
                None => quote!(&mut #runtime::Inactive),
            })
            .collect();
        let cotangents = cotangents(self.shape, lifted, &quote!(#cotangent));
        let [forward, reverse] = ["lifted_forward", "lifted_reverse"].map(|half| self.half(half));
        let (with_tape, with_sinks) = (
            self.turbofish_over(lifted, &over, 1),
            self.turbofish_over(lifted, &over, sinks.len()),
        );
        let inline = self.inline_forward();
        let maps = ["map_value", "map_gradient"].map(|map| self.map_of_numbers(map));
        let maps = quote!(#(#maps)*);
        let at_once = self.gradient_of_tuple(
            lifted,
            (&over_types, &value, &gradient),
            (&given, &halves),
            (&tape, &derivatives, &places_in_gradient(&parameters, &derivatives)),
            own,
        );
        let along = self.gradient_along(&parameters, &from, (&given, &tape), own);
        quote! {
            #(#cfgs)*
            #[allow(deprecated, clippy::all)]
            impl #generics #runtime::modes::Lifted<#generic> for #name #bounds {
                type Arguments<#lifetime, #from: #runtime::Real> = #arguments;
                type Over<#over: #runtime::Real> = #over_types;
                type Value<#over: #runtime::Real> = #value;
                type Gradient<#over: #runtime::Real> = #gradient;
                const ACTIVE: &'static [::core::primitive::bool] = &[#(#active),*];

                #[inline]
                fn lift<#from: #runtime::Real, #over: #runtime::Real>(
                    #given: Self::Arguments<'_, #from>, #lifting: &mut impl #runtime::modes::Lifting<#from, #over>
                ) -> #over_types {
                    #lifts
                }

                #[inline]
                fn zeros<#over: #runtime::Real>(#given: &#over_types) -> #gradient {
                    #zeros
                }

                #maps

                #inline
                fn forward<#over: #runtime::Real, __Tape: #runtime::Tape>(
                    #given: &#over_types, #tape: &mut __Tape
                ) -> #value {
                    #own::#forward #with_tape(#(#halves,)* #tape)
                }

                #[inline]
                fn reverse<#over: #runtime::Real>(
                    #given: &#over_types, #cotangent: &#value, #tape: &mut #krate::Workspace
                ) -> #gradient {
                    let mut #pulled = <Self as #runtime::modes::Lifted<#generic>>::zeros(#given);
                    let #derivatives = &mut #pulled;
                    #own::#reverse #with_sinks(#(#halves,)* #(#cotangents,)* #(#sinks,)* #tape);
                    #pulled
                }

                #at_once

                #along
            }
        }
    }

    /// What replaces each number of the value or of the gradient.
    fn map_of_numbers(&self, name: &str) -> TokenStream {
        let runtime = self.runtime();
        let [from, to] = ["__From", "__To"].map(|name| Ident::new(name, Span::call_site()));
        let [numbers, each] = ["numbers", "each"].map(|name| Ident::new(name, Span::mixed_site()));
        let (map, ty) = match name {
            "map_value" => (Ident::new(name, Span::call_site()), quote!(Value)),
            _ => (Ident::new(name, Span::call_site()), quote!(Gradient)),
        };
        quote! {
            #[inline]
            fn #map<#from: #runtime::Real, #to: #runtime::Real>(
                #numbers: &Self::#ty<#from>, #each: impl ::core::ops::Fn(&#from) -> #to + ::core::marker::Copy
            ) -> Self::#ty<#to> {
                #runtime::Leaves::map_each(#numbers, #each)
            }
        }
    }

    /// The value and the gradient from the body that has both sweeps, if there is one.
    fn gradient_of_tuple(
        &self,
        lifted: &Graph,
        (over, value, gradient): (&TokenStream, &TokenStream, &TokenStream),
        (given, halves): (&Ident, &[TokenStream]),
        (tape, derivatives, places): (&Ident, &Ident, &[Option<TokenStream>]),
        own: &TokenStream,
    ) -> Option<TokenStream> {
        let inline = inline(self.lifted_gradient.as_ref()?);
        let (runtime, krate) = (self.runtime(), &self.krate);
        let half = self.half("lifted_gradient");
        let scalar = Ident::new(SCALAR, Span::call_site()).into_token_stream();
        let turbofish = self.turbofish_over(lifted, &scalar, 0);
        let places = places.iter().flatten();
        Some(quote! {
            #inline
            fn both_sweeps<#scalar: #runtime::Real>(
                #given: &#over, #tape: &mut #krate::Workspace, #derivatives: &mut #gradient
            ) -> #value {
                #own::#half #turbofish(#(#halves,)* #tape, #(&mut #places),*)
            }
        })
    }

    /// The gradient along a direction, which numbers of the body that takes views are made of where it reads them.
    fn gradient_along(
        &self,
        parameters: &[Parameter],
        from: &TokenStream,
        (given, tape): (&Ident, &Ident),
        own: &TokenStream,
    ) -> Option<TokenStream> {
        let graph = self.lifted_gradient.as_ref()?;
        if self.views(graph, &self.parameters(graph)).is_empty() {
            return None;
        }
        let (runtime, krate, half) = (self.runtime(), &self.krate, self.half("lifted_gradient"));
        let [direction, along] = ["direction", "along"].map(|name| Ident::new(name, Span::mixed_site()));
        let guarded = Ident::new("__GUARDED", Span::call_site());
        let number = quote!(#along::Number<#from, #guarded>);
        let arguments = parameters.iter().enumerate().map(|(k, parameter)| {
            let index = syn::Index::from(k);
            if parameter.opaque {
                return self.lent_to_half(k, parameter, &quote!(#given.#index), &number);
            }
            let (k, ty) = (index, self.split.ty(parameter.leaves[0]));
            match (ty.is_differentiable(), ty.is_whole(), parameter.active) {
                (false, ..) => quote!(#given.#k),
                (true, true, true) => quote!(&#along::moved(#given.#k, #direction.#k)),
                (true, true, false) => quote!(&#along::Still(#given.#k)),
                (true, false, true) => quote!(#along::number(#given.#k, #direction.#k)),
                (true, false, false) => quote!(#along::constant(#given.#k)),
            }
        });
        let (mut zeros, mut sinks, mut made) = (vec![], vec![], vec![]);
        for (k, parameter) in parameters.iter().enumerate().filter(|(_, parameter)| parameter.active) {
            let (k, place) = (syn::Index::from(k), &parameter.output_name);
            match self.split.ty(parameter.leaves[0]).is_whole() {
                true => {
                    zeros.push(quote!(let mut #place = #along::zeros(#given.#k);));
                    sinks.push(quote!(&mut #along::Tangents(&mut #place)));
                    made.push(place.to_token_stream());
                }
                false => {
                    zeros.push(quote!(let mut #place = #along::constant(#given.#k);));
                    sinks.push(quote!(&mut #place));
                    made.push(quote!(#place.tangents[0]));
                }
            }
        }
        let made = grouped(made);
        let turbofish = self.turbofish_over(graph, &number, 0);
        Some(quote! {
            #[inline]
            fn gradient_along<#from: #runtime::Real, const #guarded: ::core::primitive::bool>(
                #given: Self::Arguments<'_, #from>, #direction: Self::Arguments<'_, #from>, #tape: &mut #krate::Workspace
            ) -> Self::Gradient<#from> {
                use #runtime::modes::along as #along;
                #(#zeros)*
                #own::#half #turbofish(#(#arguments,)* #tape, #(#sinks),*);
                #made
            }
        })
    }

    /// The type of a reference to an argument over this scalar, or of a number itself.
    fn argument_type(&self, parameter: &Parameter, lifetime: &syn::Lifetime, number: &TokenStream) -> TokenStream {
        let ty = self.parameter_with(parameter, number);
        if parameter.is_tree() {
            return quote!(&#lifetime #ty);
        }
        match self.split.ty(parameter.leaves[0]) {
            Ty::Slice(element) | Ty::Vec(element) => {
                let element = with_scalar(&self.split, element, number, &self.runtime());
                quote!(&#lifetime [#element])
            }
            leaf if leaf.is_whole() => quote!(&#lifetime #ty),
            _ => ty,
        }
    }

    /// The arguments of the halves from a tuple behind this name, and a gradient of zeros.
    fn halves_of_tuple(
        &self,
        lifted: &Graph,
        parameters: &[Parameter],
        given: &Ident,
    ) -> (Vec<TokenStream>, TokenStream) {
        let runtime = self.runtime();
        let (mut halves, mut zeros) = (vec![], vec![]);
        let over = Ident::new(SCALAR, Span::call_site()).into_token_stream();
        for (k, parameter) in parameters.iter().enumerate() {
            let index = syn::Index::from(k);
            if parameter.opaque {
                halves.push(self.lent_to_half(k, parameter, &quote!(#given.#index), &over));
                continue;
            }
            let (k, mut leaves) = (index, parameter.leaves.iter());
            let zero = places(parameter.ty, quote!(#given.#k), &mut |place| {
                let ty = lifted.ty(*leaves.next().expect("a node for each leaf"));
                halves.push(by_reference(ty, &place));
                quote!(#runtime::Differentiable::zero_tangent(&#place))
            });
            zeros.extend(parameter.active.then_some(zero));
        }
        (halves, grouped(zeros))
    }

    /// The generic arguments of a lifted half over this scalar, and so many that are inferred.
    fn turbofish_over(&self, lifted: &Graph, over: &TokenStream, inferred: usize) -> TokenStream {
        let floats = &self.function.floats;
        let params = self
            .source
            .sig
            .generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                syn::GenericParam::Type(parameter) if floats.contains(&parameter.ident) => Some(over.clone()),
                syn::GenericParam::Type(_) => Some(quote!(_)),
                syn::GenericParam::Const(parameter) => Some(parameter.ident.to_token_stream()),
                syn::GenericParam::Lifetime(_) => None,
            });
        let added = (scalar(lifted) == SCALAR).then(|| over.clone());
        let inferred = (0..inferred).map(|_| quote!(_));
        let all = params.chain(added).chain(inferred);
        quote!(::<#(#all),*>)
    }

    /// What is lent, and the generic parameters without lifetimes; of floats those that the type `of` has, bounded by `Real` alone.
    fn generics_of_implementation(&self, parameters: &[Parameter], of: &TokenStream) -> TokenStream {
        let (runtime, floats) = (self.runtime(), &self.function.floats);
        let mut params = self.lent_generics(parameters);
        let own = self
            .source
            .sig
            .generics
            .params
            .iter()
            .filter_map(|parameter| match parameter {
                // A number is a parameter of the type, or none at all.
                syn::GenericParam::Type(own) if floats.contains(&own.ident) => {
                    let name = &own.ident;
                    mentions(of.clone(), &[name.to_string()]).then(|| quote!(#name: #runtime::Real))
                }
                syn::GenericParam::Type(own) if self.function_named(&own.ident).is_some() => None,
                syn::GenericParam::Lifetime(_) => None,
                parameter => Some(parameter.to_token_stream()),
            });
        params.extend(own);
        quote!(<#(#params),*>)
    }
}

/// Where the derivatives of the leaves of the parameters are in a gradient of this name, if it has a part for them.
fn places_in_gradient(parameters: &[Parameter], gradient: &Ident) -> Vec<Option<TokenStream>> {
    let count = parameters.iter().filter(|parameter| parameter.active).count();
    let only = count == 1;
    let (mut all, mut next) = (vec![], 0);
    for parameter in parameters {
        if parameter.opaque {
            all.push(None);
            continue;
        }
        let place = groups::place(next, count);
        let part = match only {
            true => quote!(*#gradient),
            false => quote!(#gradient #place),
        };
        next += usize::from(parameter.active);
        let part = match parameter.is_tree() && only {
            true => gradient.to_token_stream(),
            false => part,
        };
        places(parameter.ty, part, &mut |place| {
            all.push(parameter.active.then_some(place));
            quote!()
        });
    }
    all
}

/// Each leaf of a value at a place, in the structure of its type.
pub(super) fn places(
    ty: &crate::ast::Type,
    place: TokenStream,
    leaf: &mut dyn FnMut(TokenStream) -> TokenStream,
) -> TokenStream {
    match ty {
        crate::ast::Type::Tuple(items) => {
            let items = items.iter().enumerate().map(|(k, item)| {
                let k = syn::Index::from(k);
                places(item, quote!(#place.#k), leaf)
            });
            quote!((#(#items,)*))
        }
        _ => leaf(place),
    }
}

/// Arrays by reference, numbers by value.
pub(super) fn by_reference(ty: &Ty, place: &TokenStream) -> TokenStream {
    match ty.is_whole() {
        true => quote!(&#place),
        false => place.clone(),
    }
}

/// The leaves of a cotangent behind a reference.
fn cotangents(shape: &Shape, lifted: &Graph, cotangent: &TokenStream) -> Vec<TokenStream> {
    fn go(shape: &Shape, place: TokenStream, leaves: &mut Vec<TokenStream>) {
        match shape {
            Shape::Tuple(parts) => {
                for (k, part) in parts.iter().enumerate() {
                    let k = syn::Index::from(k);
                    go(part, quote!(#place.#k), leaves);
                }
            }
            _ => leaves.push(place),
        }
    }
    let mut leaves = vec![];
    go(shape, cotangent.clone(), &mut leaves);
    let is_leaf = *shape == Shape::Leaf;
    let results = &lifted[lifted.root].results;
    let taken = leaves
        .into_iter()
        .zip(results)
        .map(|(place, &result)| match (lifted.ty(result).is_whole(), is_leaf) {
            (true, true) => place,
            (false, true) => quote!(*#place),
            (true, false) => quote!(&#place),
            (false, false) => place,
        });
    taken.collect()
}
