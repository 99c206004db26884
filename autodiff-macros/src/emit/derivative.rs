//! Calls of derivatives of other functions, `g::grad(…)`, and what is pulled back through them.
//!
//! Over floats such a call is the user's own, so that the value is the same to the bit; over another scalar it is the mode of
//! the runtime of that name. The reverse half is one of the runtime's, too, for each mode.

use super::body::Body;
use crate::ir::{Call, CallKind, Derivative, NodeId, Ty};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
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
                let instance = self.instance(call);
                quote!(#runtime::modes::#name::<#instance, _>(#own, #others))
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
                match self.is_of_type(call) {
                    true => {
                        let function = super::item::beside(function, derivative.name());
                        quote!(#function(#(#arguments),*))
                    }
                    false => quote!(#function::#name(#(#arguments),*)),
                }
            }
        };
        self.taken_apart(node, &call.shape, called)
    }

    /// Adds what is pulled back through a derivative.
    pub(super) fn pull_derivative(&self, node: NodeId, call: &Call, derivative: Derivative, own: usize) -> TokenStream {
        let runtime = self.runtime;
        let arguments = self.graph.reverse_arguments(node);
        let has_struct = |&argument: &NodeId| self.graph.ty(argument).has_struct();
        if arguments.given.iter().any(has_struct) || !self.lifted && self.is_of_type(call) {
            return self.pull_whole(node, call, derivative, own);
        }
        let (statements, sinks) = self.sinks(node, call);
        let instance = self.instance(call);
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
            let mut #pulled = #runtime::modes::#reverse::<#instance, _>(#tuple, #directions #cotangents);
            #(#additions)*
        }
    }

    /// The same of a function that takes structs, which does it itself: it knows their parts.
    fn pull_whole(&self, node: NodeId, call: &Call, derivative: Derivative, own: usize) -> TokenStream {
        let runtime = self.runtime;
        let arguments = self.graph.reverse_arguments(node);
        let (own_arguments, others) = arguments.given.split_at(own);
        // In the shape of a gradient, and in that of the function's value.
        let value = match derivative {
            Derivative::Grad | Derivative::Hvp => 0,
            Derivative::ValueAndGrad => 1,
            Derivative::Jvp => arguments.cotangents.len(),
            Derivative::Vjp => others.len(),
        };
        let (of_value, of_gradient) = arguments.cotangents.split_at(value);
        let directions: &[NodeId] = match derivative {
            Derivative::Jvp | Derivative::Hvp => others,
            _ => &[],
        };
        let along = [directions, of_gradient].into_iter().filter(|part| !part.is_empty());
        let along = along.map(|part| {
            let part = part.iter().map(|&node| self.handed(node));
            quote!((#(#part,)*))
        });
        let values = match derivative {
            Derivative::Vjp => [others, of_value].concat(),
            _ => of_value.to_vec(),
        };
        let values = values.iter().map(|&node| self.passed_by_reference(node));
        let given = own_arguments.iter().map(|&argument| self.handed(argument));
        let half = super::item::half(&self.graph[call.callee], self.is_of_type(call), "pulled", 0);
        let kind = Ident::new(derivative.name(), Span::call_site());
        let [pulled, along_directions, numbers] =
            ["pulled", "directions", "numbers"].map(|name| Ident::new(name, Span::mixed_site()));
        let (statements, sinks) = self.sinks(node, call);
        let additions = sinks.iter().enumerate().map(|(k, sink)| {
            let (argument, is_active) = (arguments.given[k], call.active.contains(&(k as u32)));
            let added = match (k.checked_sub(own), derivative) {
                // A cotangent: the numbers of each of its leaves, also where nobody needs them.
                (Some(_), Derivative::Vjp) => {
                    let like = self.passed_by_reference(argument);
                    return quote!(#runtime::modes::add_numbers(#like, #sink, &mut #numbers););
                }
                _ if !is_active => return quote!(),
                (None, _) => {
                    let k = syn::Index::from(k);
                    quote!(&#pulled.#k)
                }
                (Some(_), _) if others.len() == 1 => quote!(&#along_directions),
                (Some(k), _) => {
                    let k = syn::Index::from(k);
                    quote!(&#along_directions.#k)
                }
            };
            self.add_whole(self.graph.ty(argument), sink, &added)
        });
        let additions: TokenStream = additions.collect();
        let more = match derivative {
            Derivative::Grad | Derivative::ValueAndGrad => quote!(),
            Derivative::Vjp => quote!(let mut #numbers = #numbers.into_iter();),
            Derivative::Jvp | Derivative::Hvp => {
                quote!(let #along_directions = #along_directions.expect("a derivative in a direction");)
            }
        };
        quote! {
            #statements
            #[allow(unused_variables)]
            let (#pulled, #along_directions, #numbers) = #half(
                #(#given,)* #runtime::modes::derivative::#kind, [#(#along),*], &[#(&(#values)),*]
            );
            #more
            #additions
        }
    }

    fn is_of_type(&self, call: &Call) -> bool {
        Derivative::is_of_type(&self.graph[call.callee])
    }

    /// An argument as the function takes it: by value or by reference.
    fn handed(&self, argument: NodeId) -> TokenStream {
        let (runtime, value) = (self.runtime, self.passed_by_reference(argument));
        quote!(#runtime::pass(#value))
    }

    /// Adds a whole derivative of this type to its place.
    fn add_whole(&self, ty: &Ty, sink: &TokenStream, added: &TokenStream) -> TokenStream {
        let runtime = self.runtime;
        match ty.has_struct() {
            true => quote!(#runtime::AddAll::add_all(#sink, #added);),
            false => {
                let scalar = super::literal::ty(self.graph, ty.scalar(), runtime);
                quote!(#runtime::add_all_at::<#scalar, _, _>(#sink, &[], #added);)
            }
        }
    }

    /// What the runtime knows the function by. Of one with structs the call says all; of others rustc finds the generic parameters.
    fn instance(&self, call: &Call) -> TokenStream {
        let tokens = &self.graph[call.callee];
        let is_comma = |token: TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
        match tokens.clone().into_iter().any(is_comma) {
            true => tokens.clone(),
            false => quote!(#tokens, _),
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

    /// A question for rustc, where a method of a derive is meant: whether that is what the user's call leads to.
    pub(super) fn is_derived(&self, call: &Call, values: &[NodeId]) -> Option<TokenStream> {
        let mut path = self.graph[call.callee].clone().into_iter();
        let is_calculus = matches!(path.next(), Some(TokenTree::Ident(module)) if module == "calculus");
        let (true, CallKind::Library, Some(method)) = (is_calculus, call.kind, path.last()) else {
            return None;
        };
        let (Ty::Struct(ty), runtime) = (self.graph.ty(*values.first()?), self.runtime) else {
            return None;
        };
        let ty = &self.graph[*ty];
        let of = match method.to_string().as_str() {
            "step" | "zero_tangent" => quote!(Differentiable),
            _ => quote!(Tangent),
        };
        Some(quote!(#runtime::calculus::is_derived(#ty::#method, <#ty as #runtime::#of>::#method);))
    }
}
