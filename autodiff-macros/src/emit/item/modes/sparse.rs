//! `f::jacobian_sparse` and `f::hessian_sparse`.

use super::super::Item;
use proc_macro2::TokenStream;
use quote::quote;

impl Item<'_> {
    /// The functions, given the parameters, and the instance and the arguments for the runtime's functions.
    pub(super) fn sparse_functions(
        &self,
        declarations: &[TokenStream],
        (instance, given): (&TokenStream, &TokenStream),
    ) -> TokenStream {
        let (runtime, base, used, link) = (
            self.runtime(),
            self.base(),
            self.used_in_modes(&self.parameters(&self.split)),
            self.link(),
        );
        let (generics, bounds) = self.generics_lifted(&[]);
        let function = |name: TokenStream, doc: String| {
            quote! {
                #[doc = #doc]
                #[inline]
                pub fn #name #generics(#(#declarations),*) -> #runtime::modes::Csr<#base> #bounds {
                    #used
                    #runtime::modes::#name::<#instance>(#given)
                }
            }
        };
        let Docs { jacobian, hessian } = Docs::of(&link);
        let jacobian = function(quote!(jacobian_sparse), jacobian);
        let hessian = self.fused.is_some().then(|| function(quote!(hessian_sparse), hessian));
        quote!(#jacobian #hessian)
    }
}

/// What the functions say of themselves.
pub(super) struct Docs {
    pub jacobian: String,
    pub hessian: String,
}

impl Docs {
    pub fn of(link: &str) -> Docs {
        let advice =
            "`modes::Sparsity` spares the search for the pattern at more points.\n\n# Panics\nWhere the function does.";
        Docs {
            jacobian: format!(
                "The partial derivatives of {link} that may be other than zero: a row for each number of the value, and a column for \
                 each that takes a derivative, in as few passes as tell them apart. {advice}"
            ),
            hessian: format!(
                "The second derivatives of {link} that may be other than zero, symmetric: a row and a column for each number that takes \
                 a derivative, in as few passes as tell them apart. {advice}"
            ),
        }
    }
}
