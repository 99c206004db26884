//! How a struct lies on the tape: as its fields, one after the other.

use super::{Field, Struct};
use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

impl Struct<'_> {
    /// On the tape a struct is its fields, if all of them can lie there.
    pub(super) fn residual(&self) -> TokenStream {
        let (name, runtime) = (&self.item.ident, &self.runtime);
        // With a lifetime in it rustc takes the bound for a question, and not for an error where it does not hold.
        let bounds = self.fields.iter().map(|field| {
            let ty = field.ty;
            quote!(for<'__tape> #ty: #runtime::Residual)
        });
        let more = bounds.chain([quote!(Self: ::core::clone::Clone)]).collect();
        let (params, arguments, clause) = self.on_struct(quote!(#runtime::Residual), more);
        let body = self.on_tape(|field| field.ty.to_token_stream());
        quote! {
            #[allow(clippy::all)]
            impl #params #runtime::Residual for #name #arguments #clause { #body }
        }
    }

    /// The items of an implementation of `Residual`, of a struct whose fields have these types.
    pub(super) fn on_tape(&self, of: impl Fn(&Field) -> TokenStream) -> TokenStream {
        let runtime = &self.runtime;
        let fill = self.value(quote!(Self), |field| {
            let ty = of(field);
            quote!(<#ty as #runtime::Residual>::FILL)
        });
        let member_statement = |field: &Field, statement: TokenStream| {
            let cfgs = &field.cfgs;
            quote!(#(#cfgs)* #statement)
        };
        let push = self.fields.iter().map(|field| {
            let member = &field.member;
            member_statement(field, quote!(#runtime::Residual::push(self.#member, tape);))
        });
        let local = |field: &Field| match &field.member {
            syn::Member::Named(name) => format_ident!("field_{}", name, span = Span::mixed_site()),
            syn::Member::Unnamed(index) => format_ident!("field_{}", index.index, span = Span::mixed_site()),
        };
        let pop = self.fields.iter().rev().map(|field| {
            let name = local(field);
            member_statement(field, quote!(let #name = #runtime::Residual::pop(tape);))
        });
        let popped = self.value(quote!(Self), |field| local(field).into_token_stream());
        quote! {
            const FILL: Self = #fill;

            #[inline]
            #[allow(unused_variables)]
            fn push(self, tape: &mut #runtime::Workspace) { #(#push)* }

            #[inline]
            #[allow(unused_variables)]
            fn pop(tape: &mut #runtime::Workspace) -> Self { #(#pop)* #popped }
        }
    }
}
