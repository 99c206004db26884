//! What lets a tangent be a value of a differentiated function, as the gradient that `g::grad(…)` gives there is: it has a
//! derivative itself, which is a tangent again, and lies on the tape.

use super::Struct;
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};

impl Struct<'_> {
    /// Where the tangents of all fields can, the tangent of the struct can.
    pub(super) fn again(&self) -> TokenStream {
        let runtime = &self.runtime;
        let types: Vec<TokenStream> = self.fields.iter().map(|field| self.tangent_of(field)).collect();
        let zero = self.value(quote!(Self), |field| {
            let member = &field.member;
            quote!(#runtime::Differentiable::zero_tangent(&self.#member))
        });
        let visit = self.visits();
        // With a lifetime in them rustc takes the bounds for questions, and not for errors where they do not hold.
        let differentiable = self.asked(
            quote!(#runtime::Differentiable),
            &types,
            |ty| quote!(for<'__again> #ty: #runtime::Differentiable<Tangent = #ty>),
            quote! {
                type Tangent = Self;

                #[inline]
                fn zero_tangent(&self) -> Self { #zero }

                #[inline]
                fn step(&mut self, tangent: &Self, factor: f64) {
                    #runtime::Tangent::add_scaled(self, tangent, factor);
                }

                #[allow(unused_variables)]
                fn visit(&mut self, visitor: &mut dyn #runtime::Visitor) { #visit }
            },
        );
        let residual = self.asked(
            quote!(#runtime::Residual),
            &types,
            |ty| quote!(for<'__again> #ty: #runtime::Residual),
            self.on_tape(|field| self.tangent_of(field)),
        );
        let nothing = self.on_tangent(
            quote!(#runtime::AddAll<#runtime::Inactive>),
            quote! {
                #[inline]
                fn add_all(&mut self, _other: &#runtime::Inactive) {}
            },
        );
        let [own, own_tangent] = [self.handed_over(false), self.handed_over(true)];
        quote!(#differentiable #residual #nothing #own #own_tangent)
    }

    /// The implementation for the tangent, where a bound holds for each of these types.
    fn asked(
        &self,
        of: TokenStream,
        types: &[TokenStream],
        bound: impl Fn(&TokenStream) -> TokenStream,
        body: TokenStream,
    ) -> TokenStream {
        let name = self.tangent_name();
        let (params, names) = self.tangent_generics();
        let bounds = types.iter().map(bound);
        quote! {
            #[allow(clippy::all)]
            impl<#(#params),*> #of for #name<#(#names),*> where #(#bounds),* { #body }
        }
    }

    /// A value of the type, or of its tangent, is an argument by value as it is one by reference.
    fn handed_over(&self, tangent: bool) -> TokenStream {
        let runtime = &self.runtime;
        let (params, ty, clause) = match tangent {
            true => {
                let (name, (params, names)) = (self.tangent_name(), self.tangent_generics());
                (quote!(<#(#params),*>), quote!(#name<#(#names),*>), quote!())
            }
            false => {
                let name = &self.item.ident;
                let mut generics = self.item.generics.clone();
                let clause = generics.make_where_clause();
                clause.predicates.push(syn::parse_quote!(Self: ::core::clone::Clone));
                let (params, arguments, clause) = generics.split_for_impl();
                (
                    params.to_token_stream(),
                    quote!(#name #arguments),
                    clause.to_token_stream(),
                )
            }
        };
        quote! {
            #[allow(clippy::all)]
            impl #params #runtime::Pass<'_, #ty> for #ty #clause {
                #[inline]
                fn pass(&self) -> #ty { ::core::clone::Clone::clone(self) }
            }
        }
    }
}
