//! `COST`: what a function and its gradient cost.

use super::Item;
use crate::cost::{Cost, Work};
use proc_macro2::TokenStream;
use quote::quote;

impl Item<'_> {
    pub(super) fn cost(&self, cost: &Cost) -> TokenStream {
        let (krate, vis, name, link) = (&self.krate, self.vis(), self.public("COST"), self.link());
        let doc = format!("What {link} costs.\n\n{}", table(cost));
        let work = |work: &Work| {
            let Work {
                operations,
                library,
                calls,
            } = work;
            let calls = calls.iter().map(|(name, count)| quote!((#name, #count)));
            quote!(#krate::cost::Work { operations: #operations, library: #library, calls: &[#(#calls),*] })
        };
        let (primal, gradient, tape) = (work(&cost.primal), work(&cost.gradient), &cost.tape);
        quote! {
            #[doc = #doc]
            #[allow(non_upper_case_globals)]
            #vis const #name: #krate::cost::Cost = #krate::cost::Cost { primal: #primal, gradient: #gradient, tape: #tape };
        }
    }
}

/// The cost for readers.
fn table(cost: &Cost) -> String {
    let row = |name: &str, work: &Work| {
        let calls: Vec<String> = work
            .calls
            .iter()
            .map(|(name, count)| format!("{count} × `{name}`"))
            .collect();
        format!(
            "| {name} | {} | {} | {} |\n",
            work.operations,
            work.library,
            calls.join(", ")
        )
    };
    format!(
        "| | operations | library calls | other calls |\n| --- | --- | --- | --- |\n{}{}\nThe gradient takes {} bytes of tape.",
        row("value", &cost.primal),
        row("value and gradient", &cost.gradient),
        cost.tape
    )
}
