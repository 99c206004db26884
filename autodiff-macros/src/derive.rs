//! `#[derive(Differentiable)]`: the tangent of a struct, which is a struct with the tangents of its fields.
//!
//! ```text
//! pub struct ParticleTangent { pub position: <[f64; 3] as Differentiable>::Tangent, … }
//! impl Differentiable for Particle { type Tangent = ParticleTangent; … }
//! impl Tangent for ParticleTangent { … }          arithmetic and flat views, field by field
//! impl Residual for Particle { … }                what the tape needs: tape.rs
//! impl Differentiable for ParticleTangent { … }   derivatives of gradients: again.rs
//! ```
//!
//! A field that is `#[constant]` has the tangent `Constant`, whatever its type, which forgets what is added to it. An enum without fields has no derivative: its
//! tangent is `()` too. Of one with fields it is an enum ([`variants`]).

use crate::diagnostics::{messages, Collector};
use crate::parse::signature::is_constant;
use crate::pipeline::HIGHER_ORDER;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned, ToTokens};
use syn::spanned::Spanned;

mod again;
mod generics;
mod tape;
mod variants;

use variants::Enum;

pub fn derive(item: TokenStream) -> TokenStream {
    let mut errors = Collector::new();
    let derived = match syn::parse2::<syn::DeriveInput>(item) {
        Ok(item) => of_item(&item, &mut errors),
        Err(error) => return error.to_compile_error(),
    };
    let errors = errors.finish().into_iter().map(|error| error.to_tokens());
    quote!(#derived #(#errors)*)
}

fn of_item(item: &syn::DeriveInput, errors: &mut Collector) -> Option<TokenStream> {
    let runtime = quote!(::differentiate::__private);
    match &item.data {
        syn::Data::Struct(data) => Some(Struct::of(item, &data.fields, runtime).tokens()),
        syn::Data::Enum(data) => {
            let with_fields = data.variants.iter().any(|variant| !variant.fields.is_empty());
            match with_fields {
                true => Some(Enum::of(item, data, runtime).tokens()),
                false => Some(of_enum(item, data, &runtime)),
            }
        }
        syn::Data::Union(data) => {
            errors.refuse(data.union_token, &messages::DERIVED_UNION, &[]);
            None
        }
    }
}

/// A field of the struct.
struct Field<'a> {
    member: syn::Member,
    vis: &'a syn::Visibility,
    ty: &'a syn::Type,
    constant: bool,
    cfgs: Vec<&'a syn::Attribute>,
}

struct Struct<'a> {
    item: &'a syn::DeriveInput,
    fields: Vec<Field<'a>>,
    /// Whether the fields have names.
    named: bool,
    runtime: TokenStream,
}

impl<'a> Struct<'a> {
    fn of(item: &'a syn::DeriveInput, fields: &'a syn::Fields, runtime: TokenStream) -> Struct<'a> {
        let named = matches!(fields, syn::Fields::Named(_));
        let fields = fields.iter().enumerate().map(|(k, field)| Field {
            member: match &field.ident {
                Some(name) => syn::Member::Named(name.clone()),
                None => syn::Member::Unnamed(syn::Index {
                    index: k as u32,
                    span: Span::call_site(),
                }),
            },
            vis: &field.vis,
            ty: &field.ty,
            constant: is_constant(&field.attrs),
            cfgs: field
                .attrs
                .iter()
                .filter(|attribute| attribute.path().is_ident("cfg"))
                .collect(),
        });
        Struct {
            item,
            fields: fields.collect(),
            named,
            runtime,
        }
    }

    fn active(&self) -> impl Iterator<Item = &Field<'a>> {
        self.fields.iter().filter(|field| !field.constant)
    }

    fn tangent_name(&self) -> Ident {
        generics::tangent_name(self.item)
    }

    fn mentioned(&self) -> TokenStream {
        self.active().map(|field| field.ty.to_token_stream()).collect()
    }

    /// The type of a field in the tangent.
    fn tangent_of(&self, field: &Field) -> TokenStream {
        let (ty, runtime) = (field.ty, &self.runtime);
        match field.constant {
            true => quote!(#runtime::Constant),
            false => quote_spanned!(ty.span()=> <#ty as #runtime::Differentiable>::Tangent),
        }
    }

    fn tangent_generics(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        generics::of_tangent(&self.item.generics, &self.mentioned(), &self.runtime)
    }

    fn tokens(&self) -> TokenStream {
        let declaration = self.declaration();
        let (differentiable, tangent, standard, residual) =
            (self.differentiable(), self.tangent(), self.standard(), self.residual());
        let again = HIGHER_ORDER.then(|| self.again());
        quote!(#declaration #differentiable #tangent #standard #residual #again)
    }

    fn declaration(&self) -> TokenStream {
        let (name, vis) = (self.tangent_name(), &self.item.vis);
        let (params, _) = self.tangent_generics();
        let doc = format!("The derivative in a [`{}`], field by field.", self.item.ident);
        let fields = self.fields.iter().map(|field| {
            let (cfgs, vis, ty) = (&field.cfgs, field.vis, self.tangent_of(field));
            match &field.member {
                syn::Member::Named(name) => {
                    let doc = format!("The derivative in `{name}`.");
                    quote!(#(#cfgs)* #[doc = #doc] #vis #name: #ty)
                }
                syn::Member::Unnamed(_) => quote!(#(#cfgs)* #vis #ty),
            }
        });
        let body = match (self.named, self.fields.is_empty()) {
            (true, _) => quote!({ #(#fields),* }),
            (false, false) => quote!((#(#fields),*);),
            (false, true) => quote!(;),
        };
        quote!(#[doc = #doc] #vis struct #name<#(#params),*> #body)
    }

    /// `impl<…> trait for ParticleTangent<…> { … }`
    fn on_tangent(&self, of: TokenStream, body: TokenStream) -> TokenStream {
        let name = self.tangent_name();
        let (params, names) = self.tangent_generics();
        quote! {
            #[allow(clippy::all)]
            impl<#(#params),*> #of for #name<#(#names),*> { #body }
        }
    }

    /// The generics of an implementation for the struct, with `bound` on each type parameter that the tangent mentions.
    fn on_struct(&self, bound: TokenStream, more: Vec<TokenStream>) -> (TokenStream, TokenStream, TokenStream) {
        let mentioned = self.mentioned();
        let is_bounded = |name: &Ident| mentions(mentioned.clone(), name);
        generics::of_implementation(&self.item.generics, is_bounded, &bound, more)
    }

    /// A value of this type with something at each field.
    fn value(&self, path: TokenStream, of: impl Fn(&Field) -> TokenStream) -> TokenStream {
        let fields = self.fields.iter().map(|field| {
            let (cfgs, member, value) = (&field.cfgs, &field.member, of(field));
            quote!(#(#cfgs)* #member: #value)
        });
        quote!(#path { #(#fields),* })
    }

    /// One statement for each field with a derivative.
    fn each(&self, of: impl Fn(&syn::Member) -> TokenStream) -> TokenStream {
        self.active()
            .map(|field| {
                let (cfgs, statement) = (&field.cfgs, of(&field.member));
                quote!(#(#cfgs)* { #statement })
            })
            .collect()
    }

    fn differentiable(&self) -> TokenStream {
        let (name, tangent, runtime) = (&self.item.ident, self.tangent_name(), &self.runtime);
        let (_, names) = self.tangent_generics();
        // The gradient and `check` copy values, which rustc shall say at the derive.
        let (params, arguments, clause) = self.on_struct(
            quote!(#runtime::Differentiable),
            vec![quote!(Self: ::core::clone::Clone)],
        );
        let zeros = self.value(quote!(#tangent), |field| {
            let member = &field.member;
            match field.constant {
                true => quote!(#runtime::Constant),
                false => quote!(#runtime::Differentiable::zero_tangent(&self.#member)),
            }
        });
        let reset =
            self.each(|member| quote!(#runtime::Differentiable::reset_tangent(&self.#member, &mut tangent.#member);));
        let step =
            self.each(|member| quote!(#runtime::Differentiable::step(&mut self.#member, &tangent.#member, factor);));
        let visit = self.each(|member| {
            let text = match member {
                syn::Member::Named(name) => name.to_string(),
                syn::Member::Unnamed(index) => index.index.to_string(),
            };
            let text = text.trim_start_matches("r#");
            quote! {
                visitor.enter_field(#text);
                #runtime::Differentiable::visit(&mut self.#member, visitor);
                visitor.leave();
            }
        });
        quote! {
            #[allow(clippy::all)]
            impl #params #runtime::Differentiable for #name #arguments #clause {
                type Tangent = #tangent<#(#names),*>;

                #[inline]
                fn zero_tangent(&self) -> Self::Tangent { #zeros }

                #[inline]
                #[allow(unused_variables)]
                fn reset_tangent(&self, tangent: &mut Self::Tangent) { #reset }

                #[inline]
                #[allow(unused_variables)]
                fn step(&mut self, tangent: &Self::Tangent, factor: f64) { #step }

                #[allow(unused_variables)]
                fn visit(&mut self, visitor: &mut dyn #runtime::Visitor) { #visit }
            }
        }
    }

    fn tangent(&self) -> TokenStream {
        let runtime = &self.runtime;
        let trait_ = quote!(#runtime::Tangent);
        let zero = self.value(quote!(Self), |_| quote!(#trait_::zero()));
        let add_scaled = self.each(|member| quote!(#trait_::add_scaled(&mut self.#member, &other.#member, factor);));
        let scale = self.each(|member| quote!(#trait_::scale(&mut self.#member, factor);));
        let set_zero = self.each(|member| quote!(#trait_::set_zero(&mut self.#member);));
        let dot = self.each(|member| quote!(sum += #trait_::dot(&self.#member, &other.#member);));
        let read = self.each(|member| quote!(#trait_::read(&self.#member, each);));
        let write = self.each(|member| quote!(#trait_::write(&mut self.#member, next);));
        let add_all = self.each(|member| quote!(#runtime::AddAll::add_all(&mut self.#member, &other.#member);));
        let tangent = self.on_tangent(
            trait_,
            quote! {
                fn zero() -> Self { #zero }

                #[inline]
                #[allow(unused_variables)]
                fn add_scaled(&mut self, other: &Self, factor: f64) { #add_scaled }

                #[inline]
                #[allow(unused_variables)]
                fn scale(&mut self, factor: f64) { #scale }

                #[inline]
                fn set_zero(&mut self) { #set_zero }

                #[inline]
                #[allow(unused_variables, unused_mut)]
                fn dot(&self, other: &Self) -> f64 { let mut sum = 0.0; #dot sum }

                #[allow(unused_variables)]
                fn read(&self, each: &mut dyn ::core::ops::FnMut(f64)) { #read }

                #[allow(unused_variables)]
                fn write(&mut self, next: &mut dyn ::core::ops::FnMut() -> f64) { #write }
            },
        );
        let add_all = self.on_tangent(
            quote!(#runtime::AddAll<Self>),
            quote! {
                #[inline]
                #[allow(unused_variables)]
                fn add_all(&mut self, other: &Self) { #add_all }
            },
        );
        quote!(#tangent #add_all)
    }

    /// `Clone`, `Debug`, `Default` and `PartialEq` of the tangent, which ask nothing of type parameters.
    fn standard(&self) -> TokenStream {
        let runtime = &self.runtime;
        let clone = self.value(quote!(Self), |field| {
            let member = &field.member;
            quote!(::core::clone::Clone::clone(&self.#member))
        });
        let clone = self.on_tangent(
            quote!(::core::clone::Clone),
            quote!(#[inline] fn clone(&self) -> Self { #clone }),
        );
        let default = self.on_tangent(
            quote!(::core::default::Default),
            quote!(#[inline] fn default() -> Self { #runtime::Tangent::zero() }),
        );
        let equal = self.each(|member| quote!(if self.#member != other.#member { return false; }));
        let equal = self.on_tangent(
            quote!(::core::cmp::PartialEq),
            quote!(#[allow(unused_variables)] fn eq(&self, other: &Self) -> bool { #equal true }),
        );
        let name = self.tangent_name().to_string();
        let fields = self.active().map(|field| {
            let (cfgs, member) = (&field.cfgs, &field.member);
            match member {
                syn::Member::Named(name) => {
                    let name = name.to_string();
                    quote!(#(#cfgs)* debug.field(#name, &self.#member);)
                }
                syn::Member::Unnamed(_) => quote!(#(#cfgs)* debug.field(&self.#member);),
            }
        });
        let helper = match self.named {
            true => quote!(debug_struct),
            false => quote!(debug_tuple),
        };
        let debug = self.on_tangent(
            quote!(::core::fmt::Debug),
            quote! {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    let mut debug = f.#helper(#name);
                    #(#fields)*
                    debug.finish()
                }
            },
        );
        quote!(#clone #default #equal #debug)
    }
}

/// An enum without fields is carried, and has no derivative.
fn of_enum(item: &syn::DeriveInput, data: &syn::DataEnum, runtime: &TokenStream) -> TokenStream {
    let name = &item.ident;
    let (params, arguments, clause) = item.generics.split_for_impl();
    let variants: Vec<_> = data.variants.iter().map(|variant| &variant.ident).collect();
    let numbers = 0..variants.len() as u64;
    let back = 1..variants.len() as u64;
    let residual = variants.split_first().map(|(first, rest)| {
        let numbers = numbers.clone();
        quote! {
            #[allow(clippy::all)]
            impl #params #runtime::Residual for #name #arguments #clause {
                const FILL: Self = Self::#first;

                #[inline]
                fn push(self, tape: &mut #runtime::Workspace) {
                    let number: u64 = match self { #(Self::#variants => #numbers),* };
                    #runtime::Residual::push(number, tape);
                }

                #[inline]
                fn pop(tape: &mut #runtime::Workspace) -> Self {
                    match <u64 as #runtime::Residual>::pop(tape) { #(#back => Self::#rest,)* _ => Self::#first }
                }
            }
        }
    });
    let passed = passed(item, runtime);
    quote! {
        #[allow(clippy::all)]
        impl #params #runtime::Differentiable for #name #arguments #clause {
            type Tangent = ();

            #[inline]
            fn zero_tangent(&self) {}

            #[inline]
            fn step(&mut self, _tangent: &(), _factor: f64) {}

            #[inline]
            fn visit(&mut self, _visitor: &mut dyn #runtime::Visitor) {}
        }
        #residual
        #passed
    }
}

/// How a value of an enum goes to a function that takes it as it is.
fn passed(item: &syn::DeriveInput, runtime: &TokenStream) -> TokenStream {
    let name = &item.ident;
    let more = vec![quote!(for<'__passed> Self: ::core::clone::Clone)];
    let (params, arguments, clause) = generics::of_implementation(&item.generics, |_| false, &quote!(), more);
    quote! {
        impl #params #runtime::Pass<'_, Self> for #name #arguments #clause {
            #[inline(always)]
            fn pass(&self) -> Self { ::core::clone::Clone::clone(self) }
        }
    }
}

/// Whether the name stands in the tokens.
fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
