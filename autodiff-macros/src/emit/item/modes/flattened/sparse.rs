//! `f::jacobian_sparse` and `f::hessian_sparse`, with rows and columns for the numbers of tangents, and `f::pushforward_batch`.

use super::super::super::parameter::unused;
use super::super::functions::Docs;
use super::super::sparse::Docs as SparseDocs;
use super::Modes;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Modes<'_> {
    /// Of a function that gives numbers and nothing else.
    pub(super) fn jacobian_sparse(&self) -> TokenStream {
        self.sparse("jacobian_sparse", &SparseDocs::of(&self.item.link()).jacobian)
    }

    pub(super) fn hessian_sparse(&self) -> TokenStream {
        self.sparse("hessian_sparse", &SparseDocs::of(&self.item.link()).hessian)
    }

    fn sparse(&self, name: &str, doc: &str) -> TokenStream {
        let (item, float) = (self.item, self.float());
        let runtime = item.runtime();
        let ((owner, generic), (parts, given)) = (self.instance(), self.parts());
        let scatter = unused(item.function, "scatter");
        let together = self.together(&scatter);
        let of_parts = Ident::new(&format!("{name}_of_parts"), proc_macro2::Span::call_site());
        let body = quote! {
            #parts
            #together
            #runtime::modes::#of_parts::<#owner, #generic, _, _>(#given, #scatter)
        };
        let result = item.in_place_of_value(quote!(#runtime::modes::Csr<#float>));
        self.function(&item.public(name), doc, false, result, self.where_there_is_one(body))
    }

    /// The value, and its derivatives in several directions, of a function that gives numbers and nothing else.
    pub(super) fn pushforward_batch(&self) -> TokenStream {
        let (item, float) = (self.item, self.float());
        let (runtime, name, value, vis) = (
            item.runtime(),
            item.public("pushforward_batch"),
            item.result(),
            item.vis(),
        );
        let ((owner, generic), (parts, given)) = (self.instance(), self.parts());
        let [lanes, k, numbers] = ["LANES", "k", "numbers"].map(|name| unused(item.function, name));
        let (generics, bounds) = item.generics_lifted(&[quote!(const #lanes: usize)]);
        let declarations = self
            .parameters
            .iter()
            .map(|parameter| item.lifted_declaration(parameter));
        let directions = self.directions().map(|(name, ty)| quote!(#name: [#ty; #lanes]));
        let own = self
            .directions()
            .map(|(name, _)| quote!(let #name = ::core::clone::Clone::clone(&#name[#k]);));
        let (own, direction) = (quote!(#(#own)*), self.direction(&numbers));
        let doc = Docs::of(&item.link()).batch;
        quote! {
            #[doc = #doc]
            #vis fn #name #generics(#(#declarations,)* #(#directions),*) -> (#value, [#value; #lanes]) #bounds {
                #parts
                #runtime::modes::pushforward_batch::<#owner, #generic, _, #lanes>(
                    #given,
                    |#k: usize, all: &mut #runtime::Vec<#float>| { #own #direction *all = #numbers; },
                )
            }
        }
    }
}
