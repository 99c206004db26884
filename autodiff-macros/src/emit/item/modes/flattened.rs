//! The second derivatives, and those in a direction, of functions that are lifted only with their structs taken apart.
//!
//! ```text
//! fn __flattened() {
//!     struct Flattened {}                     the lifted halves, which take the parts
//!     impl Flattened { … }
//!     impl Lifted<(Size<NAME>,)> for f { … }
//! }
//! f::jvp  f::pushforward_batch  f::hvp  f::hessian  f::hessian_diagonal  f::jacobian_sparse  f::hessian_sparse
//! f::__pulled                                 for functions that call `f::grad`: nested.rs
//! ```
//!
//! Each takes the parts out of the arguments, and puts the derivatives in them together again. The items stand in the body of
//! a function, for in an `impl` there are none.

mod nested;
mod parts;
mod sparse;

use super::super::parameter::{unused, Parameter};
use super::super::{Flattened, Item};
use super::all;
use super::functions::Docs;
use super::groups::MOST;
use super::Present;
use crate::emit::control::tuple;
use crate::emit::literal::with_scalar;
use crate::flattened::generic_of;
use crate::ir::Ty;
use parts::Leaf;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

/// A function with its structs taken apart, and what stands beside it.
struct Modes<'a> {
    item: &'a Item<'a>,
    flattened: &'a Flattened,
    parameters: Vec<Parameter<'a>>,
    leaves: Vec<Leaf>,
    /// What the derivatives in the parameters are called, where they come as directions.
    tangents: Vec<Ident>,
    /// The function with the generic parameters of its type among its own.
    source: syn::ItemFn,
}

impl Item<'_> {
    pub(in super::super) fn flattened_modes(&self, flattened: &Flattened) -> (TokenStream, Present) {
        let parameters = self.parameters(&self.split);
        let active = parameters.iter().filter(|parameter| parameter.active).count();
        let is_foreign = |parameter: &Parameter| parameter.opaque && !self.can_be_lent(parameter);
        if active > MOST
            || parameters
                .iter()
                .any(|parameter| parameter.has_option() || is_foreign(parameter))
        {
            return (quote!(), Present::default());
        }
        let tangents = parameters.iter().map(|p| self.beside(p, "tangent")).collect();
        let modes = Modes {
            item: self,
            flattened,
            leaves: self.leaves_of(flattened, &parameters),
            parameters,
            tangents,
            source: with_generics(self.source, &flattened.generics),
        };
        let (items, jvp, second) = (modes.items(), modes.jvp(), modes.second());
        let pulled = (!self.lends()
            && (jvp.is_some() || second.is_some() && self.split.in_place.is_empty() && !self.is_partial()))
        .then(|| modes.pulled());
        let present = Present {
            jvp: jvp.is_some(),
            second: second.is_some(),
            pulled: pulled.is_some(),
        };
        (quote!(#items #jvp #second #pulled), present)
    }
}

impl Modes<'_> {
    /// The function of the parts as an item.
    fn numeric(&self) -> Item<'_> {
        Item {
            function: &self.flattened.function,
            shape: &self.flattened.shape,
            fused: None,
            split: self.flattened.split.clone(),
            joint: None,
            lifted: Some(self.flattened.lifted.clone()),
            lifted_gradient: self.flattened.lifted_gradient.clone(),
            flattened: None,
            forward: None,
            reassociated: false,
            associated: None,
            rule: None,
            operator: None,
            krate: self.item.krate.clone(),
            source: &self.source,
            computed: false,
            stands_in: self.item.stands_in,
        }
    }

    /// The type that the runtime's trait is implemented for, and what tells the function from others of that type.
    fn instance(&self) -> (TokenStream, TokenStream) {
        let (owner, generic) = self.named();
        (owner, self.item.called_for(generic, &self.parameters))
    }

    /// The same without what is lent.
    fn named(&self) -> (TokenStream, TokenStream) {
        let name = self.item.name();
        let owner = self.flattened.owner.clone().unwrap_or_else(|| name.to_token_stream());
        let generic = generic_of(&name.to_string(), &self.item.parameters_as_type(), &self.item.runtime());
        (owner, generic)
    }

    fn items(&self) -> TokenStream {
        let numeric = self.numeric();
        let halves = numeric.lifted_halves();
        let own = Ident::new("Flattened", Span::mixed_site());
        let (name, generic) = self.named();
        let generic = numeric.implemented_for(generic, &numeric.parameters(&self.flattened.lifted));
        let bounds = bounds(&self.flattened.generics);
        let implementation = numeric.implementation_for(
            &self.flattened.lifted,
            (&name, &bounds),
            &generic,
            &own.to_token_stream(),
        );
        let (function, vis) = (self.item.half("flattened"), self.item.vis());
        quote! {
            #[doc(hidden)]
            #[allow(dead_code, non_local_definitions, non_snake_case)]
            #vis fn #function() {
                #[allow(non_camel_case_types)]
                struct #own {}
                #[allow(deprecated, unreachable_code, unused_imports, dead_code, clippy::all)]
                impl #own { #halves }
                #implementation
            }
        }
    }

    /// The value and its derivatives in directions, of a function that gives numbers and nothing else.
    fn jvp(&self) -> Option<TokenStream> {
        let item = self.item;
        let results = &item.split[item.split.root].results;
        let numbers = results.iter().all(|&result| item.split.ty(result).is_differentiable());
        if !numbers || item.is_partial() || !item.split.in_place.is_empty() {
            return None;
        }
        let (name, value) = (item.public("jvp"), item.result());
        let (owner, generic) = self.instance();
        let runtime = item.runtime();
        let (parts, given) = self.parts();
        let [numbers] = ["numbers"].map(|name| unused(item.function, name));
        let direction = self.direction(&numbers);
        let body = quote! {
            #parts
            #direction
            #runtime::modes::jvp::<#owner, #generic, _>(#given, &[&&#numbers[..]])
        };
        let jvp = self.function(&name, &Docs::of(&item.link()).jvp, true, quote!((#value, #value)), body);
        let (batch, sparse) = (self.pushforward_batch(), self.jacobian_sparse());
        Some(quote!(#jvp #batch #sparse))
    }

    fn second(&self) -> Option<TokenStream> {
        let item = self.item;
        item.fused.as_ref()?;
        let runtime = item.runtime();
        let (owner, generic) = self.instance();
        let (parts, given) = self.parts();
        let [numbers, rows, scatter] = ["numbers", "rows", "scatter"].map(|name| unused(item.function, name));
        let (direction, together) = (self.direction(&numbers), self.together(&scatter));
        let gradient = self.gradient_type();
        let docs = Docs::of(&item.link());
        let [hvp, hessian, diagonal] = ["hvp", "hessian", "hessian_diagonal"].map(|name| item.public(name));
        let (types, matrix) = self.matrix(&rows, &scatter);
        let copies = " What is in `&mut` parameters stays as it is.";
        let doc = |text: &str| match item.split.in_place.is_empty() {
            true => text.to_string(),
            false => format!("{text}{copies}"),
        };
        let hvp = self.function(
            &hvp,
            &doc(&docs.hvp),
            true,
            item.in_place_of_value(gradient.clone()),
            self.where_there_is_one(quote! {
                #parts
                #direction
                #together
                #scatter(&#runtime::modes::numbers(
                    &#runtime::modes::hvp::<#owner, #generic, _>(#given, &[&&#numbers[..]])
                ))
            }),
        );
        let diagonal = self.function(
            &diagonal,
            &doc(&docs.diagonal),
            false,
            item.in_place_of_value(gradient),
            self.where_there_is_one(quote! {
                #parts
                #together
                #scatter(&#runtime::modes::numbers(
                    &#runtime::modes::hessian_diagonal::<#owner, #generic, _>(#given)
                ))
            }),
        );
        let of_structs = "\n\nOf a struct the rows are a list, with one for each number of its tangent.";
        let hessian_doc = match self.has_structs() {
            true => docs.hessian.replacen("\n\n", &format!("{of_structs}\n\n"), 1),
            false => docs.hessian.clone(),
        };
        let hessian = self.function(
            &hessian,
            &doc(&hessian_doc),
            false,
            item.in_place_of_value(types),
            self.where_there_is_one(quote! {
                #parts
                #together
                let #rows = #runtime::modes::hessian_matrix::<#owner, #generic, _>(#given);
                #matrix
            }),
        );
        let sparse = self.hessian_sparse();
        Some(quote!(#hvp #hessian #diagonal #sparse))
    }

    fn has_structs(&self) -> bool {
        let mut active = self.parameters.iter().filter(|parameter| parameter.active);
        active.any(|parameter| self.is_listed(parameter))
    }

    /// Whether the rows of a Hessian that belong to a parameter have no shape but that of a list.
    fn is_listed(&self, parameter: &Parameter) -> bool {
        parameter.is_tree() || self.item.split.ty(parameter.leaves[0]).has_struct()
    }

    /// A function for users, which takes what the function takes, and maybe directions.
    fn function(&self, name: &Ident, doc: &str, directed: bool, result: TokenStream, body: TokenStream) -> TokenStream {
        let item = self.item;
        let vis = item.vis();
        let (generics, bounds) = item.generics_lifted(&[]);
        let declarations = self
            .parameters
            .iter()
            .map(|parameter| item.lifted_declaration(parameter));
        let directions = self
            .directions()
            .filter(|_| directed)
            .map(|(name, ty)| quote!(#name: #ty));
        quote! {
            #[doc = #doc]
            #vis fn #name #generics(#(#declarations,)* #(#directions),*) -> #result #bounds {
                #body
            }
        }
    }

    /// The names of the directions, and their types.
    fn directions(&self) -> impl Iterator<Item = (&Ident, TokenStream)> {
        let (item, runtime) = (self.item, self.item.runtime());
        let all = self.parameters.iter().zip(&self.tangents);
        all.filter(|(parameter, _)| parameter.active)
            .map(move |(parameter, name)| {
                let ty = match parameter.references {
                    0 => parameter.gradient_type(&item.split, &runtime),
                    _ => {
                        let ty = parameter.output_type(&item.split, &runtime);
                        quote!(&#ty)
                    }
                };
                (name, ty)
            })
    }

    /// What is computed of a value, where the function gives one; else what it gives.
    fn where_there_is_one(&self, body: TokenStream) -> TokenStream {
        let item = self.item;
        let (function, turbofish) = (item.function(), item.turbofish());
        // The function writes to copies: the parts are taken of what was in the places.
        let given = self
            .parameters
            .iter()
            .map(|parameter| match parameter.in_place && item.is_partial() {
                true => {
                    let copy = parameter.copied(&item.split);
                    quote!(&mut #copy)
                }
                false => item.lifted_to_user(parameter),
            });
        let call = quote!(#function #turbofish(#(#given),*));
        match item.is_partial() {
            true => quote!(#call.map(|_| { #body })),
            false => quote!(let _ = || #call; #body),
        }
    }

    fn gradient_type(&self) -> TokenStream {
        self.item.type_of_gradient(&self.parameters, &self.item.split)
    }

    /// The type of the Hessian, and its rows in that shape.
    fn matrix(&self, rows: &Ident, scatter: &Ident) -> (TokenStream, TokenStream) {
        let (item, runtime, gradient) = (self.item, self.item.runtime(), self.gradient_type());
        let all_rows = format_ident!("all_rows", span = Span::mixed_site());
        let active: Vec<&Parameter> = self.parameters.iter().filter(|parameter| parameter.active).collect();
        let (mut types, mut values) = (vec![], vec![]);
        for parameter in &active {
            let output = &parameter.output_name;
            let leaf = item.split.ty(parameter.leaves[0]);
            if self.is_listed(parameter) {
                types.push(quote!(#runtime::Vec<#gradient>));
                values.push(
                    quote!(#all_rows.by_ref().take(#runtime::Tangent::count(&#output)).collect::<#runtime::Vec<_>>()),
                );
                continue;
            }
            types.push(with_scalar(&item.split, leaf, &gradient, &runtime));
            let number: &Ty = leaf.scalar();
            let number = crate::emit::literal::ty(&item.split, number, &runtime);
            values.push(quote! {
                #runtime::Leaves::<#number>::map(&#output, &mut |_| #all_rows.next().expect("a row for each number"))
            });
        }
        let placed = quote!(#runtime::modes::by_position(&#rows, #scatter));
        if let Some((matrix, list)) = item.gradient_as_matrix(&self.parameters, &item.split) {
            return (matrix, quote!(#runtime::modes::Matrix::from_rows(#list.len(), #placed)));
        }
        let values = tuple(values);
        let value = quote! {
            let mut #all_rows = #placed.into_iter();
            #values
        };
        (tuple(types), value)
    }

    /// `let`s for the parts, and the arguments of the runtime's functions.
    fn parts(&self) -> (TokenStream, TokenStream) {
        let lets = self.leaves.iter().map(|leaf| {
            let (name, value) = (&leaf.name, &leaf.value);
            quote!(let #name = #value;)
        });
        let given = self.leaves.iter().map(|leaf| leaf.given.clone());
        // The parts come first.
        let lent = self.parameters.iter().filter(|parameter| parameter.opaque);
        let lent = lent.map(|parameter| self.item.lent_argument(parameter, parameter.reference()));
        (quote!(#(#lets)*), all(given.chain(lent).collect()))
    }
}

/// The signature of a function with the generic parameters of its type among its own, lifetimes first.
fn with_generics(source: &syn::ItemFn, owner: &syn::Generics) -> syn::ItemFn {
    let is_lifetime = |parameter: &&syn::GenericParam| matches!(parameter, syn::GenericParam::Lifetime(_));
    let mut sig = source.sig.clone();
    let own = &source.sig.generics.params;
    let types = own.iter().filter(|parameter| !is_lifetime(parameter));
    let all = own.iter().filter(is_lifetime).chain(&owner.params).chain(types);
    sig.generics.params = all.cloned().collect();
    if let Some(clause) = &owner.where_clause {
        let predicates = clause.predicates.iter().cloned();
        sig.generics.make_where_clause().predicates.extend(predicates);
    }
    syn::ItemFn { sig, ..source.clone() }
}

/// What the type asks of its generic parameters.
fn bounds(generics: &syn::Generics) -> TokenStream {
    let types = generics.type_params().filter(|parameter| !parameter.bounds.is_empty());
    let inline = types.map(|parameter| {
        let (name, bounds) = (&parameter.ident, &parameter.bounds);
        quote!(#name: #bounds)
    });
    let written = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let all: Vec<TokenStream> = inline.chain(written.map(ToTokens::to_token_stream)).collect();
    match all.is_empty() {
        true => quote!(),
        false => quote!(where #(#all),*),
    }
}
