//! How the structs of a corpus file are drawn, as they are and over dual numbers, and how their tangents are compared.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, GenericParam, Item, ItemEnum, ItemStruct, Member};

/// The impls for the structs and enums among the items, in the module of the doubles.
pub fn impls(file: &Ident, items: &[Item]) -> TokenStream {
    let of = |item: &Item| match item {
        Item::Struct(item) if derives_tangent(&item.attrs) => of_struct(file, item),
        Item::Enum(item) if derives_tangent(&item.attrs) => of_enum(file, item),
        _ => TokenStream::new(),
    };
    let impls: TokenStream = items.iter().map(of).collect();
    quote! {
        #[allow(unused_imports)]
        use crate::common::case::{Flat as _, Read as _};
        #impls
    }
}

fn is_constant(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("constant"))
}

fn derives_tangent(attributes: &[Attribute]) -> bool {
    let derives = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"));
    derives
        .into_iter()
        .any(|attribute| crate::dual::mentions(&attribute.meta, "Differentiable"))
}

fn of_struct(file: &Ident, item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    let (params, arguments, bounds) = item.generics.split_for_impl();
    let types = item.generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Type(parameter) => Some(&parameter.ident),
        _ => None,
    });
    let types: Vec<&Ident> = types.collect();
    let more = bounds.map(|bounds| &bounds.predicates).into_iter();
    let clause = |bound: TokenStream| {
        let more = more.clone();
        quote!(where #(#types: #bound,)* #(#more)*)
    };
    let (read_clause, flat_clause) = (
        clause(quote!(crate::common::case::Read)),
        clause(quote!(differentiate::Differentiable<Tangent: crate::common::case::Flat>)),
    );
    let members: Vec<(Member, bool, &syn::Type)> = item
        .fields
        .iter()
        .zip(item.fields.members())
        .map(|(field, member)| (member, is_constant(&field.attrs), &field.ty))
        .collect();
    let fields = members.iter().map(|(member, constant, _)| match constant {
        // The same everywhere, and no component.
        true => quote!(#member: crate::common::case::Read::read(&mut ::std::iter::repeat((0.75, [0.0; 2])))),
        false => quote!(#member: crate::common::case::Read::read(input)),
    });
    let body = quote! {
        fn read(input: &mut dyn Iterator<Item = crate::common::case::Seeded>) -> Self { Self { #(#fields),* } }
    };
    let count = |of_types: &dyn Fn(&syn::Type) -> TokenStream| {
        let counts = members
            .iter()
            .filter(|(_, constant, _)| !constant)
            .map(|(_, _, ty)| of_types(ty));
        quote!(const COUNT: usize = 0 #(+ #counts)*;)
    };
    let dual_counted = count(&|ty| {
        let ty = crate::arguments::over(ty, None);
        quote!(<#ty as crate::common::case::Read>::COUNT)
    });
    let plain_counted = count(&|ty| {
        let ty = crate::arguments::over(ty, Some(file));
        quote!(<#ty as crate::common::case::Read>::COUNT)
    });
    let tangent = format_ident!("{name}Tangent");
    let active = members.iter().filter(|(_, constant, _)| !constant);
    let puts: Vec<TokenStream> = active
        .map(|(member, ..)| quote!(crate::common::case::Flat::put(&self.#member, output);))
        .collect();
    quote! {
        impl #params crate::common::case::Read for #name #arguments #read_clause { #dual_counted #body }

        impl #params crate::common::case::Read for crate::corpus::#file::#name #arguments #read_clause {
            #plain_counted
            #body
        }

        impl #params crate::common::case::Flat for crate::corpus::#file::#tangent #arguments #flat_clause {
            fn put(&self, output: &mut ::std::vec::Vec<f64>) { #(#puts)* }
        }
    }
}

/// An enum is always its first variant, whose fields are drawn.
fn of_enum(file: &Ident, item: &ItemEnum) -> TokenStream {
    let (name, Some(first)) = (&item.ident, item.variants.first()) else {
        return TokenStream::new();
    };
    let (variant, members) = (&first.ident, first.fields.members());
    let members: Vec<Member> = members.collect();
    let counts = |file: Option<&Ident>| {
        let counts = first.fields.iter().map(|field| {
            let ty = crate::arguments::over(&field.ty, file);
            quote!(<#ty as crate::common::case::Read>::COUNT)
        });
        quote!(const COUNT: usize = 0 #(+ #counts)*;)
    };
    let (dual_counted, plain_counted) = (counts(None), counts(Some(file)));
    let body = quote! {
        fn read(input: &mut dyn Iterator<Item = crate::common::case::Seeded>) -> Self {
            Self::#variant { #(#members: crate::common::case::Read::read(input)),* }
        }
    };
    let has_fields = item.variants.iter().any(|variant| !variant.fields.is_empty());
    let flat = has_fields.then(|| {
        let tangent = format_ident!("{name}Tangent");
        let names: Vec<Ident> = (0..members.len()).map(|k| format_ident!("field_{k}")).collect();
        quote! {
            impl crate::common::case::Flat for crate::corpus::#file::#tangent {
                fn put(&self, output: &mut ::std::vec::Vec<f64>) {
                    match self {
                        Self::#variant { #(#members: #names),* } => {
                            #(crate::common::case::Flat::put(#names, output);)*
                        }
                        other => panic!("the derivative of another variant: {other:?}"),
                    }
                }
            }
        }
    });
    quote! {
        impl crate::common::case::Read for #name { #dual_counted #body }
        impl crate::common::case::Read for crate::corpus::#file::#name { #plain_counted #body }
        #flat
    }
}
