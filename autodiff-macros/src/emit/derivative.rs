//! Calls of derivatives of other functions, `g::grad(…)`, and what is pulled back through them.
//!
//! Over floats such a call is the user's own, so that the value is the same to the bit; over another scalar it is the mode of
//! the runtime of that name. The reverse half is one of the runtime's, too, for each mode.

use super::body::Body;
use crate::ir::{Call, Derivative, NodeId};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

impl Body<'_> {
    /// The value of a derivative. `own` of the arguments are those of the function.
    pub(super) fn derivative(&self, node: NodeId, call: &Call, derivative: Derivative, own: usize) -> TokenStream {
        let (runtime, function) = (self.runtime, &self.graph[call.callee]);
        let name = Ident::new(derivative.name(), Span::call_site());
        let arguments = &self.graph[node].args;
        let called = match self.lifted {
            true => {
                let (own, others) = arguments.split_at(own);
                let own = self.tuple_of(call, own);
                let others = match derivative {
                    Derivative::Grad | Derivative::ValueAndGrad => quote!(),
                    Derivative::Jvp | Derivative::Hvp => self.numbers(others),
                    Derivative::Vjp => {
                        let cotangent = others.iter().map(|&cotangent| self.passed_by_reference(cotangent));
                        quote!(#(#cotangent),*)
                    }
                };
                quote!(#runtime::modes::#name::<#function, _, _>(#own, #others))
            }
            false => {
                let arguments = arguments
                    .iter()
                    .map(|&argument| match self.graph.ty(argument).is_whole() {
                        // By value or by reference, as the function takes it.
                        true => {
                            let argument = self.borrowed(argument);
                            quote!(#runtime::pass(#argument))
                        }
                        false => self.operand(argument).tokens,
                    });
                quote!(#function::#name(#(#arguments),*))
            }
        };
        self.taken_apart(node, &call.shape, called)
    }

    /// Adds what is pulled back through a derivative.
    pub(super) fn pull_derivative(&self, node: NodeId, call: &Call, derivative: Derivative, own: usize) -> TokenStream {
        let (runtime, function) = (self.runtime, &self.graph[call.callee]);
        let arguments = self.graph.reverse_arguments(node);
        let (statements, sinks) = self.sinks(node, call);
        let (own_arguments, others) = arguments.given.split_at(own);
        let tuple = self.tuple_of(call, own_arguments);
        let directions = match derivative {
            Derivative::Grad | Derivative::ValueAndGrad => quote!(),
            Derivative::Jvp | Derivative::Vjp | Derivative::Hvp => {
                let others = self.numbers(others);
                quote!(#others,)
            }
        };
        let cotangents = self.numbers(arguments.cotangents);
        let reverse = Ident::new(&format!("{}_reverse", derivative.name()), Span::call_site());
        let pulled = Ident::new("pulled", Span::mixed_site());
        let additions = arguments
            .given
            .iter()
            .zip(&sinks)
            .enumerate()
            .map(|(k, (&argument, sink))| {
                let add = Ident::new(if k < own { "argument" } else { "other" }, Span::call_site());
                let like = self.passed_by_reference(argument);
                quote!(#pulled.#add(#like, #sink);)
            });
        quote! {
            #statements
            let mut #pulled = #runtime::modes::#reverse::<#function, _, _>(#tuple, #directions #cotangents);
            #(#additions)*
        }
    }

    /// The arguments of a function as its modes take them.
    fn tuple_of(&self, call: &Call, arguments: &[NodeId]) -> TokenStream {
        let arguments = arguments.iter().map(|&argument| self.argument(call, false, argument));
        quote!((#(#arguments,)*))
    }

    /// Directions or cotangents: the numbers in them.
    fn numbers(&self, nodes: &[NodeId]) -> TokenStream {
        let nodes = nodes.iter().map(|&node| self.passed_by_reference(node));
        quote!(&[#(&(#nodes)),*])
    }
}
