//! The halves over any scalar of the runtime, on which forward mode and the higher orders run.
//!
//! They take what the other halves take, with `__Scalar` for each float. Who calls them knows as little of the callee as
//! anywhere else, so every function that takes and gives nothing but numbers has them; one that cannot be differentiated
//! more than once says so where they are used, not before.

mod gradient;

pub(super) use gradient::inline;

use super::halves::{flattened, may_be_unread, Derivatives};
use super::parameter::{function_bound, unused, Parameter};
use super::Item;
use crate::emit::literal;
use crate::ir::{Float, Graph, Shape, Ty};
use crate::transform::lift;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

impl Item<'_> {
    /// `__lifted_forward`, `__lifted_reverse` and `__lifted_gradient`.
    pub(super) fn lifted_halves(&self) -> TokenStream {
        let Some(graph) = &self.lifted else {
            return self.refused_halves();
        };
        let parameters = flattened(&self.parameters(graph), graph);
        let (forward, reverse) = (
            self.lifted_forward(graph, &parameters),
            self.lifted_reverse(graph, &parameters),
        );
        let gradient = self.lifted_gradient();
        quote!(#forward #reverse #gradient)
    }

    fn lifted_forward(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let workspace = unused(self.function, "workspace");
        let body = self.body_of_forward(graph, parameters, &workspace, true);
        let head = self.lifted_head(graph, parameters, &workspace);
        quote!(#head { #body })
    }

    /// A gradient in forward mode is the forward half and nothing else, from constants on.
    pub(super) fn inline_forward(&self) -> TokenStream {
        match self.forward_variables() {
            Some(_) => quote!(#[inline(always)]),
            None => quote!(#[inline]),
        }
    }

    /// The signature of the forward half.
    pub(super) fn lifted_head(&self, graph: &Graph, parameters: &[Parameter], workspace: &Ident) -> TokenStream {
        let runtime = self.runtime();
        let (vis, half) = (self.vis(), self.half("lifted_forward"));
        let tape = Ident::new("__Tape", Span::mixed_site());
        let (generics, bounds) = self.lifted_generics(graph, &[quote!(#tape: #runtime::Tape)]);
        let declarations = parameters.iter().map(|parameter| parameter.in_half(graph, &runtime));
        let declarations = self.functions_over_scalar(parameters, declarations.collect());
        let result = self.lifted_result(graph);
        let inline = self.inline_forward();
        quote! {
            #[doc(hidden)]
            #inline
            #vis fn #half #generics(#(#declarations,)* #workspace: &mut #tape) -> #result #bounds
        }
    }

    fn lifted_reverse(&self, graph: &Graph, parameters: &[Parameter]) -> TokenStream {
        let workspace = unused(self.function, "workspace");
        let Derivatives {
            cotangents,
            sink_types,
            sinks,
            body,
            ..
        } = self.body_of_reverse(graph, parameters, &workspace, true);
        let (declarations, values) = self.in_reverse(graph, parameters);
        let declarations = self.functions_over_scalar(parameters, declarations);
        let cotangents = cotangents.into_iter().map(|(_, declaration)| declaration);
        let types = [sink_types, values].concat();
        let places = self.lifted_reverse_places(graph, parameters, &declarations, &sinks, &types);
        let arguments: Vec<_> = declarations.into_iter().chain(cotangents).collect();
        let generics = self.lifted_generics(graph, &types);
        let half = self.half_into("lifted_reverse", generics, (&arguments, &sinks), &body);
        quote!(#half #places)
    }

    /// The reverse half for a caller that has not looked at the value, where it may have lent something.
    pub(super) fn lifted_reverse_places(
        &self,
        graph: &Graph,
        parameters: &[Parameter],
        declarations: &[TokenStream],
        sinks: &[TokenStream],
        types: &[TokenStream],
    ) -> Option<TokenStream> {
        may_be_unread(graph, parameters).then(|| {
            let reverse = self.half("lifted_reverse");
            let own = usize::from(scalar(graph) == lift::SCALAR);
            let turbofish = self.turbofish_and(own + types.len());
            let body = self.without_cotangents(graph, parameters, &quote!(#reverse #turbofish));
            let generics = self.lifted_generics(graph, types);
            self.half_into("lifted_reverse_places", generics, (declarations, sinks), &body)
        })
    }

    /// The declarations of these parameters with the scalar for the function's float in the bounds of functions: those of
    /// numbers are printed of the lifted graph, and have it.
    pub(super) fn functions_over_scalar(
        &self,
        parameters: &[Parameter],
        declarations: Vec<TokenStream>,
    ) -> Vec<TokenStream> {
        let both = parameters.iter().zip(declarations);
        both.map(|(parameter, code)| match parameter.function {
            Some(_) => self.over_scalar(code),
            None => code,
        })
        .collect()
    }

    /// The code with the scalar for the function's float.
    fn over_scalar(&self, code: TokenStream) -> TokenStream {
        let floats = self.split.nodes.iter().filter_map(|node| node.ty.scalar().float());
        floats
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .filter(|float| !float.is_param())
            .fold(code, |code, float| lift::renamed(code, float.name()))
    }

    /// The generic parameters with the scalar, and more behind them. The user's bounds of floats are not asked for.
    pub(super) fn lifted_generics(&self, graph: &Graph, more: &[TokenStream]) -> (TokenStream, TokenStream) {
        let (runtime, floats) = (self.runtime(), &self.function.floats);
        let generics = &self.source.sig.generics;
        let params = generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Type(own) if floats.contains(&own.ident) => own.ident.to_token_stream(),
            syn::GenericParam::Type(own) => match self.function_named(&own.ident) {
                Some(function) => {
                    let (name, bound) = (&own.ident, function_bound(function, &runtime));
                    self.over_scalar(quote!(#name: #bound))
                }
                None => own.to_token_stream(),
            },
            parameter => parameter.to_token_stream(),
        });
        let scalar = (scalar_of(graph) == Some(lift::SCALAR)).then(|| {
            let name = Ident::new(lift::SCALAR, Span::call_site());
            quote!(#name: #runtime::Real)
        });
        let written = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let is_of_float = |predicate: &&syn::WherePredicate| match predicate {
            syn::WherePredicate::Type(predicate) => match &predicate.bounded_ty {
                syn::Type::Path(path) => path
                    .path
                    .get_ident()
                    .is_some_and(|name| floats.contains(name) || self.function_named(name).is_some()),
                _ => false,
            },
            _ => false,
        };
        let written = written.filter(|predicate| !is_of_float(predicate));
        let written = written.map(ToTokens::to_token_stream);
        let floats = floats.iter().map(|float| quote!(#float: #runtime::Real));
        let predicates: Vec<_> = written.chain(floats).collect();
        let bounds = match predicates.is_empty() {
            true => quote!(),
            false => quote!(where #(#predicates),*),
        };
        let all = params.chain(scalar).chain(more.iter().cloned());
        (quote!(<#(#all),*>), bounds)
    }

    /// The type of what the forward half gives.
    pub(super) fn lifted_result(&self, graph: &Graph) -> TokenStream {
        let runtime = self.runtime();
        let mut leaves = graph[graph.root].results.iter();
        shaped(self.shape, &mut || {
            let leaf = *leaves.next().expect("a node for each leaf");
            literal::ty(graph, graph.ty(leaf), &runtime)
        })
    }
}

/// The type of a value whose leaves have these types.
pub(super) fn shaped(shape: &Shape, leaf: &mut dyn FnMut() -> TokenStream) -> TokenStream {
    match shape {
        Shape::Leaf => leaf(),
        Shape::Tuple(parts) => {
            let parts = parts.iter().map(|part| shaped(part, leaf));
            quote!((#(#parts,)*))
        }
        Shape::Option(inner) => {
            leaf();
            let inner = shaped(inner, leaf);
            quote!(::core::option::Option<#inner>)
        }
    }
}

/// The name of the type parameter that a lifted graph is over, if there is a float in it.
pub fn scalar_of(graph: &Graph) -> Option<&'static str> {
    graph.nodes.iter().find_map(|node| match node.ty.scalar() {
        Ty::Float(float @ Float::Param(_)) => Some(float.name()),
        _ => None,
    })
}

/// The type parameter that a lifted graph is over.
pub(super) fn scalar(graph: &Graph) -> Ident {
    format_ident!("{}", scalar_of(graph).unwrap_or(lift::SCALAR), span = Span::call_site())
}
