//! The functions of an enum by which differentiated functions ask for its variants, take values out of them and make them.

use super::{Enum, Field, Variant};
use crate::ast::variant;
use crate::ir::Int;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

impl Enum<'_> {
    /// What differentiated functions call.
    pub(super) fn functions(&self) -> TokenStream {
        let name = &self.item.ident;
        let runtime = &self.runtime;
        let (params, arguments, clause) = self.on_enum(
            quote!(#runtime::Differentiable),
            vec![quote!(Self: ::core::clone::Clone)],
        );
        let functions = self.variants.iter().map(|variant| {
            let made = self.made(variant);
            let taken = variant.fields.iter().map(|field| self.taken(variant, field));
            quote!(#made #(#taken)*)
        });
        quote! {
            #[doc(hidden)]
            #[allow(non_snake_case, unused_variables, dead_code, clippy::all)]
            impl #params #name #arguments #clause { #(#functions)* }
        }
    }

    /// A field of a variant.
    fn taken(&self, variant: &Variant, field: &Field) -> TokenStream {
        let (runtime, tangent, zero) = (&self.runtime, self.tangent_name(), self.zero());
        let half = |half: &str| half_of(&variant::field(&variant.name.unraw().to_string(), &field.text()), half);
        let (value, forward, reverse) = (half("value"), half("forward"), half("reverse"));
        let (name, member, ty) = (variant.name, &field.member, field.ty);
        let functions = quote! {
            #[doc(hidden)]
            #[inline]
            pub fn #value(&self) -> #ty {
                match self {
                    Self::#name { #member: value, .. } => ::core::clone::Clone::clone(value),
                    #[allow(unreachable_patterns)]
                    _ => #runtime::variants_differ(),
                }
            }

            #[doc(hidden)]
            #[inline]
            pub fn #forward(&self, _: &mut #runtime::Workspace) -> #ty { self.#value() }
        };
        let Some(cotangent) = self.cotangent(ty) else {
            return functions;
        };
        // What is seen as a vector may be an array.
        let (generics, cotangent, from) = match self.is_scalar(ty) {
            true => (quote!(), cotangent, quote!(&cotangent)),
            false if field.constant => (quote!(), quote!(&Cotangent), quote!()),
            false => {
                let bound = quote!(<#ty as #runtime::Differentiable>::Tangent: #runtime::AddAll<Cotangent>);
                (quote!(where #bound), quote!(&Cotangent), quote!(cotangent))
            }
        };
        // What takes no derivative is read all the same, and forgets that of what is made of it.
        let adds = (!field.constant).then(|| {
            quote! {
                if let #tangent::#zero = derivative {
                    *derivative = #runtime::Differentiable::zero_tangent(self);
                }
                match derivative {
                    #tangent::#name { #member: into, .. } => #runtime::AddAll::add_all(into, #from),
                    _ => #runtime::variants_differ(),
                }
            }
        });
        let parameter = (!self.is_scalar(ty)).then(|| quote!(<Cotangent: ?Sized>));
        // Of a float, both halves at once.
        let joint = half("joint");
        let joint = self.is_scalar(ty).then(|| {
            quote! {
                #[doc(hidden)]
                #[inline]
                pub fn #joint(
                    &self,
                    cotangent: #cotangent,
                    derivative: &mut <Self as #runtime::Differentiable>::Tangent,
                    workspace: &mut #runtime::Workspace,
                ) -> #ty {
                    self.#reverse(cotangent, derivative, workspace);
                    self.#value()
                }
            }
        });
        quote! {
            #functions
            #joint

            #[doc(hidden)]
            #[inline]
            pub fn #reverse #parameter(
                &self,
                cotangent: #cotangent,
                derivative: &mut <Self as #runtime::Differentiable>::Tangent,
                _: &mut #runtime::Workspace,
            ) #generics { #adds }
        }
    }

    /// A variant made of its fields, which are sorted by their names.
    fn made(&self, variant: &Variant) -> TokenStream {
        let (runtime, tangent, zero, own) = (&self.runtime, self.tangent_name(), self.zero(), quote!(Self));
        let half = |half: &str| half_of(&variant::constructor(&variant.name.unraw().to_string()), half);
        let (value, forward, reverse) = (half("value"), half("forward"), half("reverse"));
        let mut fields: Vec<&Field> = variant.fields.iter().collect();
        fields.sort_by_key(|field| field.text());
        let parameters: Vec<TokenStream> = fields
            .iter()
            .map(|field| {
                let (name, ty) = (field.local("a"), self.taken_type(field.ty));
                quote!(#name: #ty)
            })
            .collect();
        let names: Vec<Ident> = fields.iter().map(|field| field.local("a")).collect();
        let made = self.with(&own, variant, |field| {
            let name = field.local("a");
            match (vec_element(field.ty), self.is_scalar(field.ty)) {
                (Some(_), _) => quote!(#name.to_vec()),
                (None, true) => quote!(#name),
                (None, false) => quote!(::core::clone::Clone::clone(#name)),
            }
        });
        let places: Vec<Ident> = (0..fields.len()).map(|k| format_ident!("Derivative{k}")).collect();
        let bounds = fields.iter().zip(&places).map(|(field, place)| {
            let ty = field.ty;
            match self.cotangent(ty).is_some() && !field.constant {
                true => quote!(#place: #runtime::AddAll<<#ty as #runtime::Differentiable>::Tangent> + ?Sized),
                false => quote!(#place: ?Sized),
            }
        });
        let into: Vec<Ident> = fields.iter().map(|field| field.local("into")).collect();
        let active = fields
            .iter()
            .zip(&into)
            .filter(|(field, _)| self.cotangent(field.ty).is_some() && !field.constant);
        let adds = active.map(|(field, into)| {
            let from = field.local("a");
            quote!(#runtime::AddAll::add_all(#into, #from);)
        });
        let given = self.pattern(&quote!(#tangent), variant, "a");
        quote! {
            #[doc(hidden)]
            #[inline]
            pub fn #value(#(#parameters),*) -> Self { #made }

            #[doc(hidden)]
            #[inline]
            pub fn #forward(#(#parameters,)* _: &mut #runtime::Workspace) -> Self { Self::#value(#(#names),*) }

            #[doc(hidden)]
            #[inline]
            pub fn #reverse<#(#bounds),*>(
                #(#parameters,)*
                cotangent: &<Self as #runtime::Differentiable>::Tangent,
                #(#into: &mut #places,)*
                _: &mut #runtime::Workspace,
            ) {
                match cotangent {
                    #given => { #(#adds)* }
                    #tangent::#zero => {}
                    #[allow(unreachable_patterns)]
                    _ => #runtime::variants_differ(),
                }
            }
        }
    }

    /// Whether halves take values of this type as they are.
    fn is_scalar(&self, ty: &syn::Type) -> bool {
        let syn::Type::Path(path) = ty else { return false };
        let is_parameter = |name: &Ident| {
            self.item
                .generics
                .type_params()
                .any(|parameter| parameter.ident == *name)
        };
        path.path
            .get_ident()
            .is_some_and(|name| name == "f64" || name == "f32" || is_discrete(name) || is_parameter(name))
    }

    /// What an adjoint in a value of this type is passed as; none if there is none.
    fn cotangent(&self, ty: &syn::Type) -> Option<TokenStream> {
        let runtime = &self.runtime;
        if let syn::Type::Path(path) = ty {
            if path
                .path
                .get_ident()
                .is_some_and(|name| is_discrete(name) || name == "String")
            {
                return None;
            }
        }
        Some(match vec_element(ty) {
            Some(element) => quote!([<#element as #runtime::Differentiable>::Tangent]),
            None => quote!(<#ty as #runtime::Differentiable>::Tangent),
        })
    }

    /// What a value of this type is passed as.
    fn taken_type(&self, ty: &syn::Type) -> TokenStream {
        match (self.is_scalar(ty), vec_element(ty)) {
            (true, _) => quote!(#ty),
            (false, Some(element)) => quote!(&[#element]),
            (false, None) => quote!(&#ty),
        }
    }
}

fn half_of(function: &str, half: &str) -> Ident {
    crate::emit::item::associated_half(function, half, Span::call_site())
}

fn is_discrete(name: &Ident) -> bool {
    let name = name.to_string();
    name == "bool" || name == "char" || Int::from_name(&name).is_some()
}

/// The `T` of `Vec<T>`.
fn vec_element(ty: &syn::Type) -> Option<&syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
    match &last.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            syn::GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}
