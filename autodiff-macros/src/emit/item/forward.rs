//! The gradient in forward mode: the value and all derivatives from one pass over dual numbers.

use super::parameter::Parameter;
use super::Item;
use crate::ir::{Graph, Len, Ty};
use crate::transform::mode::lanes;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

impl Item<'_> {
    /// How many variables the gradient goes through the function with, if it is computed so.
    pub fn forward_variables(&self) -> Option<usize> {
        let variables = self.forward?;
        (self.has_modes() && self.fused.is_some()).then_some(variables)
    }

    /// The body of the gradient.
    pub(super) fn forward_gradient(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        workspace: &Ident,
        variables: usize,
    ) -> TokenStream {
        let (runtime, used) = (self.runtime(), self.used());
        let [value, derivatives] = ["value", "derivatives"].map(|name| Ident::new(name, Span::mixed_site()));
        let instance = {
            let generic = self.parameters_as_type();
            quote!(Self, #generic, _)
        };
        let given = self.arguments_of_modes(parameters);
        let lanes = lanes(variables);
        let mut next = 0..variables;
        let active = parameters.iter().filter(|parameter| parameter.active);
        let outputs = active.map(|parameter| {
            let output = &parameter.output_name;
            match graph.ty(parameter.leaves[0]) {
                Ty::Array(_, Len::Fixed(length)) => {
                    let all = next.by_ref().take(*length).map(|k| quote!(#derivatives[#k]));
                    quote!(*#output = [#(#all),*];)
                }
                _ => {
                    let k = next.next();
                    quote!(*#output = #derivatives[#k];)
                }
            }
        });
        let outputs: TokenStream = outputs.collect();
        quote! {
            #used
            let _ = #workspace;
            let (#value, #derivatives) = #runtime::modes::value_and_variables::<#instance, #lanes>(#given);
            #outputs
            #value
        }
    }
}
