//! The derivatives that a function does not have: functions of their names that say why, where they are used.

use super::super::parameter::{unused, Parameter};
use super::super::Item;
use super::groups::MOST;
use crate::emit::control::tuple;
use crate::ir::{CallKind, Op};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Which of the derivatives there are that not every function has.
#[derive(Clone, Copy, Default)]
pub(in super::super) struct Present {
    /// That in a direction.
    pub jvp: bool,
    /// The second ones.
    pub second: bool,
    /// What is pulled back through derivatives that other functions call.
    pub pulled: bool,
}

/// The second derivatives, and whether they take directions.
const SECOND: [(&str, bool); 3] = [("hvp", true), ("hessian", false), ("hessian_diagonal", false)];

impl Item<'_> {
    /// Stands for the derivatives that are not there.
    pub(in super::super) fn absent_modes(&self, present: Present) -> TokenStream {
        let parameters = self.parameters(&self.split);
        let active: Vec<&Parameter> = parameters.iter().filter(|parameter| parameter.active).collect();
        if active.is_empty() || self.split.pullback.is_none() {
            return quote!();
        }
        let runtime = self.runtime();
        let jvp = (!present.jvp).then_some(("jvp", true));
        let second = SECOND.into_iter().filter(|_| !present.second);
        let pulled = (!present.pulled).then(|| self.absent_pulled(&parameters));
        let absent: TokenStream = jvp
            .into_iter()
            .chain(second)
            .map(|(name, directed)| {
                let (vis, reason, result) = (self.vis(), self.reason(name), self.type_of_absent(name, &parameters));
                let name = self.public(name);
                let (generics, bounds) = self.generics(&[]);
                let declarations = parameters.iter().map(|parameter| parameter.declaration(&runtime));
                let directions = active.iter().filter(|_| directed).map(|parameter| {
                    let name = self.beside(parameter, "tangent");
                    quote!(#name: impl ::core::marker::Sized)
                });
                let asked = syn::Lifetime::new("'asked", Span::mixed_site());
                let reason = Ident::new(reason, Span::call_site());
                let bounds = match bounds.is_empty() {
                    true => quote!(where),
                    false => quote!(#bounds,),
                };
                // With a lifetime in it rustc takes the bound for a question, and not for an error where it does not hold.
                quote! {
                    #[doc(hidden)]
                    #[allow(unused_variables)]
                    #vis fn #name #generics(#(#declarations,)* #(#directions),*) -> #result
                    #bounds for<#asked> Self: #runtime::modes::absent::#reason {
                        ::core::unreachable!()
                    }
                }
            })
            .collect();
        quote!(#absent #pulled)
    }

    /// Stands for the gradients that a function has not which gives no float.
    pub(in super::super) fn absent_gradients(&self) -> TokenStream {
        if self.associated.is_some() || self.function.result.has_float() {
            return quote!();
        }
        let (vis, runtime) = (self.vis(), self.runtime());
        let (generics, bounds) = self.generics(&[]);
        let bounds = match bounds.is_empty() {
            true => quote!(where),
            false => quote!(#bounds,),
        };
        let asked = syn::Lifetime::new("'asked", Span::mixed_site());
        let parameters = self.parameters(&self.split);
        let gradients = ["grad", "value_and_grad"].map(|name| {
            let name = self.public(name);
            let declarations = parameters.iter().map(|parameter| parameter.declaration(&runtime));
            quote! {
                #[doc(hidden)]
                #[allow(unused_variables)]
                #vis fn #name #generics(#(#declarations),*) -> ! #bounds for<#asked> Self: #runtime::modes::absent::GivesFloat {
                    ::core::unreachable!()
                }
            }
        });
        quote!(#(#gradients)*)
    }

    /// For functions that call a derivative of this one, and would be differentiated.
    fn absent_pulled(&self, parameters: &[Parameter]) -> Option<TokenStream> {
        let has_struct = |parameter: &Parameter| {
            let mut leaves = parameter.leaves.iter();
            leaves.any(|&leaf| self.split.ty(leaf).has_struct())
        };
        if self.associated.is_none() && !parameters.iter().any(has_struct) {
            return None;
        }
        let (vis, runtime, name) = (self.vis(), self.runtime(), self.half("pulled"));
        let reason = match self.reason("jvp") {
            "IsSeenThroughout" => "IsDifferentiatedAgain",
            reason => reason,
        };
        let reason = Ident::new(reason, Span::call_site());
        let (generics, bounds) = self.generics(&[]);
        let bounds = match bounds.is_empty() {
            true => quote!(where),
            false => quote!(#bounds,),
        };
        let declarations = parameters.iter().map(|parameter| parameter.declaration(&runtime));
        let each = parameters.iter().map(|parameter| match parameter.active {
            true => parameter.gradient_type(&self.split, &runtime),
            false => quote!(#runtime::Inactive),
        });
        let gradient = self.type_of_gradient(parameters, &self.split);
        let asked = syn::Lifetime::new("'asked", Span::mixed_site());
        let [kind, along, values] = ["kind", "along", "values"].map(|name| unused(self.function, name));
        Some(quote! {
            #[doc(hidden)]
            #[allow(unused_variables, clippy::type_complexity)]
            #vis fn #name #generics(
                #(#declarations,)*
                #kind: impl #runtime::modes::Derivative,
                #along: impl ::core::marker::Sized,
                #values: &[&dyn #runtime::modes::Numbers<::core::primitive::f64>],
            ) -> ((#(#each,)*), ::core::option::Option<#gradient>, #runtime::Vec<::core::primitive::f64>)
            #bounds for<#asked> Self: #runtime::modes::absent::#reason {
                ::core::unreachable!()
            }
        })
    }

    /// What it would give, so that what is done with that is no error too.
    fn type_of_absent(&self, name: &str, parameters: &[Parameter]) -> TokenStream {
        let runtime = self.runtime();
        let gradient = self.type_of_gradient(parameters, &self.split);
        match name {
            "jvp" => {
                let value = self.result();
                quote!((#value, #value))
            }
            "hessian" => {
                let active = parameters.iter().filter(|parameter| parameter.active);
                let rows = active.map(|_| quote!(#runtime::Vec<#gradient>));
                self.in_place_of_value(tuple(rows.collect()))
            }
            _ => self.in_place_of_value(gradient),
        }
    }

    /// Why there is no such derivative: the bound that says so.
    fn reason(&self, name: &str) -> &'static str {
        let parameters = self.parameters(&self.split);
        if self.rule.is_some() {
            return "FollowsNoRule";
        }
        if parameters.iter().filter(|parameter| parameter.active).count() > MOST {
            return "TakesFewEnough";
        }
        if self.fused.is_none() && name != "jvp" {
            return "GivesOneNumber";
        }
        if parameters.iter().any(|parameter| parameter.opaque) {
            return "TakesWhatIsKnown";
        }
        let follows_rule = self.split.nodes.iter().any(|node| match &node.op {
            Op::Call(call) if call.kind == CallKind::Library => {
                let first = self.split[call.callee].clone().into_iter().next();
                first.is_some_and(|module| module.to_string() == "special")
            }
            _ => false,
        });
        match follows_rule {
            true => "FollowsNoRule",
            false => "IsSeenThroughout",
        }
    }
}
