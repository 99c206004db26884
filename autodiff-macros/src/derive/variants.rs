//! `#[derive(Differentiable)]` on an enum with fields: its tangent is an enum with the same variants, each with the tangents of
//! its fields, and with one more, `Zero`, which is a zero of whatever variant it meets.
//!
//! Differentiated functions take values out of an enum, and make one, by functions of the type with halves of their own:
//!
//! ```text
//! fn ____of_Disc_0_value(&self) -> f64        and _forward, _reverse, _joint
//! fn ____new_Disc_value(r: f64) -> Shape      and _forward, _reverse; fields by their names
//! ```

use super::generics;
use crate::parse::signature::is_constant;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};
use syn::ext::IdentExt;

mod functions;

pub(super) struct Enum<'a> {
    item: &'a syn::DeriveInput,
    variants: Vec<Variant<'a>>,
    runtime: TokenStream,
}

struct Variant<'a> {
    name: &'a Ident,
    /// In the order in which they are declared.
    fields: Vec<Field<'a>>,
}

struct Field<'a> {
    member: syn::Member,
    ty: &'a syn::Type,
    constant: bool,
}

impl Field<'_> {
    fn text(&self) -> String {
        match &self.member {
            syn::Member::Named(name) => name.unraw().to_string(),
            syn::Member::Unnamed(index) => index.index.to_string(),
        }
    }

    /// A variable for what is in the field.
    fn local(&self, prefix: &str) -> Ident {
        format_ident!("{prefix}_{}", self.text(), span = Span::mixed_site())
    }
}

impl<'a> Enum<'a> {
    pub(super) fn of(item: &'a syn::DeriveInput, data: &'a syn::DataEnum, runtime: TokenStream) -> Enum<'a> {
        let variants = data.variants.iter().map(|variant| Variant {
            name: &variant.ident,
            fields: variant
                .fields
                .iter()
                .zip(variant.fields.members())
                .map(|(field, member)| Field {
                    member,
                    ty: &field.ty,
                    constant: is_constant(&field.attrs),
                })
                .collect(),
        });
        Enum {
            item,
            variants: variants.collect(),
            runtime,
        }
    }

    pub(super) fn tokens(&self) -> TokenStream {
        let (declaration, differentiable, tangent, standard) = (
            self.declaration(),
            self.differentiable(),
            self.tangent(),
            self.standard(),
        );
        let (residual, functions) = (self.residual(), self.functions());
        let passed = super::passed(self.item, &self.runtime);
        quote!(#declaration #differentiable #tangent #standard #residual #functions #passed)
    }

    fn tangent_name(&self) -> Ident {
        generics::tangent_name(self.item)
    }

    /// What the variant that is a zero of any is called.
    fn zero(&self) -> Ident {
        let taken = self.variants.iter().any(|variant| variant.name == "Zero");
        Ident::new(if taken { "Zero_" } else { "Zero" }, self.item.ident.span())
    }

    fn tangent_of(&self, field: &Field) -> TokenStream {
        let (ty, runtime) = (field.ty, &self.runtime);
        match field.constant {
            true => quote!(#runtime::Constant),
            false => quote!(<#ty as #runtime::Differentiable>::Tangent),
        }
    }

    fn fields(&self) -> impl Iterator<Item = &Field<'a>> {
        self.variants.iter().flat_map(|variant| &variant.fields)
    }

    fn tangent_generics(&self) -> (Vec<TokenStream>, Vec<TokenStream>) {
        generics::of_tangent(&self.item.generics, &self.mentioned(), &self.runtime)
    }

    fn mentioned(&self) -> TokenStream {
        let active = self.fields().filter(|field| !field.constant);
        active.map(|field| field.ty.to_token_stream()).collect()
    }

    /// The generics of an implementation for the enum, with `bound` on each type parameter.
    fn on_enum(&self, bound: TokenStream, more: Vec<TokenStream>) -> (TokenStream, TokenStream, TokenStream) {
        generics::of_implementation(&self.item.generics, |_| true, &bound, more)
    }

    /// `impl<…> trait for ShapeTangent<…> { … }`
    fn on_tangent(&self, of: TokenStream, body: TokenStream) -> TokenStream {
        let name = self.tangent_name();
        let (params, names) = self.tangent_generics();
        quote! {
            #[allow(unused_variables, clippy::all)]
            impl<#(#params),*> #of for #name<#(#names),*> { #body }
        }
    }

    /// `path::Disc { 0: a_0 }`, or with something else at each field.
    fn with(&self, path: &TokenStream, variant: &Variant, at: impl Fn(&Field) -> TokenStream) -> TokenStream {
        let (name, fields) = (variant.name, variant.fields.iter());
        let fields = fields.map(|field| {
            let (member, value) = (&field.member, at(field));
            quote!(#member: #value)
        });
        quote!(#path::#name { #(#fields),* })
    }

    fn pattern(&self, path: &TokenStream, variant: &Variant, prefix: &str) -> TokenStream {
        self.with(path, variant, |field| field.local(prefix).into_token_stream())
    }

    /// One arm for each variant.
    fn arms(&self, path: &TokenStream, body: impl Fn(&Variant) -> TokenStream) -> TokenStream {
        let arms = self.variants.iter().map(|variant| {
            let (pattern, body) = (self.pattern(path, variant, "a"), body(variant));
            quote!(#pattern => { #body })
        });
        quote!(#(#arms)*)
    }

    /// One arm for each variant that both sides are of.
    fn pairs(&self, paths: [&TokenStream; 2], each: impl Fn(&Ident, &Ident) -> TokenStream) -> TokenStream {
        let arms = self.variants.iter().map(|variant| {
            let left = self.pattern(paths[0], variant, "a");
            let right = self.pattern(paths[1], variant, "b");
            let each = variant
                .fields
                .iter()
                .map(|field| each(&field.local("a"), &field.local("b")));
            quote!((#left, #right) => { #(#each)* })
        });
        quote!(#(#arms)*)
    }

    fn declaration(&self) -> TokenStream {
        let (name, vis, zero) = (self.tangent_name(), &self.item.vis, self.zero());
        let (params, _) = self.tangent_generics();
        let doc = format!(
            "The derivative in a [`{}`], of the variant that it is.",
            self.item.ident
        );
        let variants = self.variants.iter().map(|variant| {
            let doc = format!("That in a [`{0}::{1}`].", self.item.ident, variant.name);
            let name = variant.name;
            let fields = variant.fields.iter().map(|field| {
                let ty = self.tangent_of(field);
                match &field.member {
                    syn::Member::Named(name) => {
                        let doc = format!("The derivative in `{name}`.");
                        quote!(#[doc = #doc] #name: #ty)
                    }
                    syn::Member::Unnamed(_) => ty,
                }
            });
            match variant.fields.first().map(|field| &field.member) {
                None => quote!(#[doc = #doc] #name),
                Some(syn::Member::Named(_)) => quote!(#[doc = #doc] #name { #(#fields),* }),
                Some(syn::Member::Unnamed(_)) => quote!(#[doc = #doc] #name(#(#fields),*)),
            }
        });
        quote! {
            #[doc = #doc]
            #vis enum #name<#(#params),*> {
                #(#variants,)*
                /// A zero, whatever the variant is.
                #zero,
            }
        }
    }

    fn differentiable(&self) -> TokenStream {
        let (name, tangent, runtime, zero) = (&self.item.ident, self.tangent_name(), &self.runtime, self.zero());
        let (_, names) = self.tangent_generics();
        let (params, arguments, clause) = self.on_enum(
            quote!(#runtime::Differentiable),
            vec![quote!(Self: ::core::clone::Clone)],
        );
        let (own, of_tangent) = (quote!(Self), quote!(#tangent));
        let zeros = self.arms(&own, |variant| {
            self.with(&of_tangent, variant, |field| {
                let value = field.local("a");
                match field.constant {
                    true => quote!(#runtime::Constant),
                    false => quote!(#runtime::Differentiable::zero_tangent(#value)),
                }
            })
        });
        let steps = self.variants.iter().map(|variant| {
            let (left, right) = (
                self.pattern(&own, variant, "a"),
                self.pattern(&of_tangent, variant, "b"),
            );
            let active = variant.fields.iter().filter(|field| !field.constant);
            let each = active.map(|field| {
                let (value, tangent) = (field.local("a"), field.local("b"));
                quote!(#runtime::Differentiable::step(#value, #tangent, factor);)
            });
            quote!((#left, #right) => { #(#each)* })
        });
        let visits = self.arms(&own, |variant| {
            let active = variant.fields.iter().filter(|field| !field.constant);
            let each = active.map(|field| {
                let (text, value) = (field.text(), field.local("a"));
                quote! {
                    visitor.enter_field(#text);
                    #runtime::Differentiable::visit(#value, visitor);
                    visitor.leave();
                }
            });
            quote!(#(#each)*)
        });
        quote! {
            #[allow(unused_variables, clippy::all)]
            impl #params #runtime::Differentiable for #name #arguments #clause {
                type Tangent = #tangent<#(#names),*>;

                #[inline]
                fn zero_tangent(&self) -> Self::Tangent { match self { #zeros } }

                #[inline]
                #[allow(unreachable_patterns)]
                fn step(&mut self, tangent: &Self::Tangent, factor: f64) {
                    match (self, tangent) {
                        #(#steps)*
                        (_, #tangent::#zero) => {}
                        _ => #runtime::variants_differ(),
                    }
                }

                fn visit(&mut self, visitor: &mut dyn #runtime::Visitor) { match self { #visits } }
            }
        }
    }

    fn tangent(&self) -> TokenStream {
        let (runtime, zero, own) = (&self.runtime, self.zero(), quote!(Self));
        let trait_ = quote!(#runtime::Tangent);
        let add_scaled = self.pairs([&own, &own], |a, b| quote!(#trait_::add_scaled(#a, #b, factor);));
        let add_all = self.pairs([&own, &own], |a, b| quote!(#runtime::AddAll::add_all(#a, #b);));
        let dot = self.pairs([&own, &own], |a, b| quote!(sum += #trait_::dot(#a, #b);));
        let on_each = |statement: &dyn Fn(&Ident) -> TokenStream| {
            self.arms(&own, |variant| {
                variant
                    .fields
                    .iter()
                    .map(|field| statement(&field.local("a")))
                    .collect()
            })
        };
        let scale = on_each(&|a| quote!(#trait_::scale(#a, factor);));
        let set_zero = on_each(&|a| quote!(#trait_::set_zero(#a);));
        let read = on_each(&|a| quote!(#trait_::read(#a, each);));
        let write = on_each(&|a| quote!(#trait_::write(#a, next);));
        let tangent = self.on_tangent(
            trait_,
            quote! {
                fn zero() -> Self { Self::#zero }

                fn add_scaled(&mut self, other: &Self, factor: f64) {
                    if let Self::#zero = self {
                        *self = ::core::clone::Clone::clone(other);
                        return self.scale(factor);
                    }
                    match (self, other) {
                        #add_scaled
                        (_, Self::#zero) => {}
                        _ => #runtime::variants_differ(),
                    }
                }

                fn scale(&mut self, factor: f64) { match self { #scale Self::#zero => {} } }

                fn set_zero(&mut self) { match self { #set_zero Self::#zero => {} } }

                #[allow(unused_mut)]
                fn dot(&self, other: &Self) -> f64 {
                    let mut sum = 0.0;
                    match (self, other) {
                        #dot
                        (_, Self::#zero) | (Self::#zero, _) => {}
                        _ => #runtime::variants_differ(),
                    }
                    sum
                }

                fn read(&self, each: &mut dyn ::core::ops::FnMut(f64)) { match self { #read Self::#zero => {} } }

                fn write(&mut self, next: &mut dyn ::core::ops::FnMut() -> f64) {
                    match self { #write Self::#zero => {} }
                }
            },
        );
        let add_all = self.on_tangent(
            quote!(#runtime::AddAll<Self>),
            quote! {
                fn add_all(&mut self, other: &Self) {
                    if let Self::#zero = self {
                        *self = ::core::clone::Clone::clone(other);
                        return;
                    }
                    match (self, other) {
                        #add_all
                        (_, Self::#zero) => {}
                        _ => #runtime::variants_differ(),
                    }
                }
            },
        );
        quote!(#tangent #add_all)
    }

    /// `Clone`, `Debug`, `Default` and `PartialEq` of the tangent, which ask nothing of type parameters.
    fn standard(&self) -> TokenStream {
        let (runtime, zero, own) = (&self.runtime, self.zero(), quote!(Self));
        let clone = self.arms(&own, |variant| {
            self.with(&own, variant, |field| {
                let value = field.local("a");
                quote!(::core::clone::Clone::clone(#value))
            })
        });
        let clone = self.on_tangent(
            quote!(::core::clone::Clone),
            quote!(fn clone(&self) -> Self { match self { #clone Self::#zero => Self::#zero } }),
        );
        let default = self.on_tangent(
            quote!(::core::default::Default),
            quote!(fn default() -> Self { #runtime::Tangent::zero() }),
        );
        let equal = self.pairs([&own, &own], |a, b| quote!(if #a != #b { return false; }));
        let equal = self.on_tangent(
            quote!(::core::cmp::PartialEq),
            quote! {
                fn eq(&self, other: &Self) -> bool {
                    match (self, other) {
                        #equal
                        (Self::#zero, Self::#zero) => {}
                        _ => return false,
                    }
                    true
                }
            },
        );
        let debug = self.arms(&own, |variant| {
            let name = variant.name.to_string();
            let named = matches!(
                variant.fields.first().map(|field| &field.member),
                Some(syn::Member::Named(_))
            );
            let helper = if named {
                quote!(debug_struct)
            } else {
                quote!(debug_tuple)
            };
            let fields = variant.fields.iter().map(|field| {
                let (text, value) = (field.text(), field.local("a"));
                match named {
                    true => quote!(debug.field(#text, #value);),
                    false => quote!(debug.field(#value);),
                }
            });
            quote!(let mut debug = f.#helper(#name); #(#fields)* debug.finish())
        });
        let debug = self.on_tangent(
            quote!(::core::fmt::Debug),
            quote! {
                #[allow(unused_mut)]
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    match self { #debug Self::#zero => f.write_str("Zero") }
                }
            },
        );
        quote!(#clone #default #equal #debug)
    }

    /// On the tape an enum is the fields of its variant, and the number of that.
    fn residual(&self) -> TokenStream {
        let (name, runtime, own) = (&self.item.ident, &self.runtime, quote!(Self));
        let bounds = self.fields().map(|field| {
            let ty = field.ty;
            quote!(for<'__tape> #ty: #runtime::Residual)
        });
        let more = bounds.chain([quote!(Self: ::core::clone::Clone)]).collect();
        let (params, arguments, clause) = self.on_enum(quote!(#runtime::Residual), more);
        let Some(first) = self.variants.first() else {
            return TokenStream::new();
        };
        let fill = self.with(&own, first, |field| {
            let ty = field.ty;
            quote!(<#ty as #runtime::Residual>::FILL)
        });
        let numbers: Vec<u64> = (0..self.variants.len() as u64).collect();
        let push = self.variants.iter().zip(&numbers).map(|(variant, number)| {
            let pattern = self.pattern(&own, variant, "a");
            let fields = variant.fields.iter().map(|field| field.local("a"));
            quote!(#pattern => { #(#runtime::Residual::push(#fields, tape);)* #number })
        });
        let pop = self.variants.iter().zip(&numbers).map(|(variant, number)| {
            let fields = variant.fields.iter().rev().map(|field| field.local("a"));
            let made = self.pattern(&own, variant, "a");
            quote!(#number => { #(let #fields = #runtime::Residual::pop(tape);)* #made })
        });
        quote! {
            #[allow(unused_variables, clippy::all)]
            impl #params #runtime::Residual for #name #arguments #clause {
                const FILL: Self = #fill;

                #[inline]
                fn push(self, tape: &mut #runtime::Workspace) {
                    let number: u64 = match self { #(#push)* };
                    #runtime::Residual::push(number, tape);
                }

                #[inline]
                fn pop(tape: &mut #runtime::Workspace) -> Self {
                    match <u64 as #runtime::Residual>::pop(tape) {
                        #(#pop)*
                        _ => ::core::unreachable!("as many as there are variants"),
                    }
                }
            }
        }
    }
}
