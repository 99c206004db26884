//! What lets a tangent be a value of a differentiated function, as the gradient that `g::grad(…)` gives there is: it has a
//! derivative itself, which is a tangent again, and lies on the tape.

use super::Struct;
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};

impl Struct<'_> {
    pub(super) fn again(&self) -> TokenStream {
        let runtime = &self.runtime;
        let differentiable = self.on_tangent(
            quote!(#runtime::Differentiable),
            quote! {
                type Tangent = Self;

                #[inline]
                fn zero_tangent(&self) -> Self {
                    let mut zero = ::core::clone::Clone::clone(self);
                    #runtime::Tangent::set_zero(&mut zero);
                    zero
                }

                #[inline]
                fn step(&mut self, tangent: &Self, factor: f64) {
                    #runtime::Tangent::add_scaled(self, tangent, factor);
                }

                fn visit(&mut self, visitor: &mut dyn #runtime::Visitor) {
                    #runtime::visit_components(self, visitor);
                }
            },
        );
        let residual = self.tangent_on_tape();
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

    /// Where the tangents of all fields can lie on the tape, that of the struct can.
    fn tangent_on_tape(&self) -> TokenStream {
        let (name, runtime) = (self.tangent_name(), &self.runtime);
        let (params, names) = self.tangent_generics();
        // With a lifetime in it rustc takes the bound for a question, and not for an error where it does not hold.
        let bounds = self.fields.iter().map(|field| {
            let ty = self.tangent_of(field);
            quote!(for<'__tape> #ty: #runtime::Residual)
        });
        let body = self.on_tape(|field| self.tangent_of(field));
        quote! {
            #[allow(clippy::all)]
            impl<#(#params),*> #runtime::Residual for #name<#(#names),*> where #(#bounds),* { #body }
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
