//! The function as one that other functions are given: an implementation of a trait of the runtime for `f {}`.

use super::lifted::scalar;
use super::parameter::Parameter;
use super::Item;
use crate::emit::literal;
use crate::ir::{Graph, Shape, Ty};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};

/// How many arguments the trait has tuples for.
const ARGUMENTS: usize = 6;

impl Item<'_> {
    /// `impl DifferentiableFn<(f64,)> for f`, for a function of numbers, arrays and slices that gives a float, an array or a vector.
    pub(super) fn as_given(&self) -> TokenStream {
        let graph = self.lifted.as_ref().unwrap_or(&self.split);
        let parameters = self.parameters(graph);
        // What is captured comes behind the arguments.
        let most = if self.computed { 2 * ARGUMENTS } else { ARGUMENTS };
        let fits =
            (1..=most).contains(&parameters.len()) && parameters.iter().all(|parameter| is_given(parameter, graph));
        let value = match (&graph[graph.root].results[..], self.shape) {
            ([value], Shape::Leaf) => graph.ty(*value),
            _ => return quote!(),
        };
        let plain = self.associated.is_none() && self.source.sig.generics.params.is_empty() && !self.is_partial();
        if !plain || !fits || !is_value(value) {
            return quote!();
        }
        let (name, krate, runtime, cfgs) = (self.name(), &self.krate, self.runtime(), self.cfgs());
        let result = match self.lifted.is_some() {
            true => self.lifted_result(graph),
            false => self.result(),
        };
        // Each array has a lifetime of its own: it is a function of any references.
        let mut lifetimes = vec![];
        let types: Vec<TokenStream> = parameters
            .iter()
            .map(|parameter| {
                let leaf = graph.ty(parameter.leaves[0]);
                let ty = super::borrowed_type(graph, leaf, &runtime);
                let reference = leaf.is_whole().then(|| {
                    let name = format!("'argument_{}", lifetimes.len());
                    lifetimes.push(syn::Lifetime::new(&name, Span::mixed_site()).into_token_stream());
                    let lifetime = lifetimes.last();
                    quote!(&#lifetime)
                });
                quote!(#reference #ty)
            })
            .collect();
        let arguments = names("argument", parameters.len());
        let places = names("place", parameters.len());
        let [workspace, cotangent] = ["workspace", "cotangent"].map(|name| Ident::new(name, Span::mixed_site()));
        let cotangents = parameters_of_value(value, &cotangent);
        // A lifted function is one over any scalar.
        let (half, scalar) = (|name: &str| self.half(name), self.lifted.as_ref().map(scalar));
        let forward = half(scalar.as_ref().map_or("forward", |_| "lifted_forward"));
        let reverse = half(scalar.as_ref().map_or("reverse", |_| "lifted_reverse"));
        let value = match scalar.is_some() {
            true => {
                let used = self.used();
                quote!(#used Self::#forward(#(#arguments,)* &mut #runtime::Untaped::new()))
            }
            false => {
                let value = half("value");
                quote!(Self::#value(#(#arguments),*))
            }
        };
        let lifted = self.has_modes() && !self.computed;
        let lifted = lifted.then(|| self.as_given_lifted());
        let scalar = scalar.map(|scalar| quote!(#scalar: #runtime::Real));
        let generics = lifetimes.into_iter().chain(scalar);
        let generics = quote!(<#(#generics),*>);
        quote! {
            #(#cfgs)*
            #[allow(deprecated, clippy::all)]
            impl #generics #runtime::DifferentiableFn<(#(#types,)*)> for #name {
                type Output = #result;

                #[inline]
                fn value(&self, (#(#arguments,)*): (#(#types,)*)) -> #result {
                    #value
                }

                #[inline]
                fn forward(&self, (#(#arguments,)*): (#(#types,)*), #workspace: &mut #krate::Workspace) -> #result {
                    Self::#forward(#(#arguments,)* #workspace)
                }

                #[inline]
                fn reverse(
                    &self,
                    (#(#arguments,)*): (#(#types,)*),
                    #cotangent: &#result,
                    (#(#places,)*): <(#(#types,)*) as #runtime::Arguments>::Derivatives<'_>,
                    #workspace: &mut #krate::Workspace,
                ) {
                    Self::#reverse(#(#arguments,)* #cotangents, #(&mut #runtime::At(#places),)* #workspace);
                }
            }

            #lifted
        }
    }

    /// `impl LiftedFn<(f64,)> for f`: what those ask for that have derivatives of higher order, and take a function.
    fn as_given_lifted(&self) -> TokenStream {
        let (name, runtime, cfgs, graph) = (self.name(), self.runtime(), self.cfgs(), &self.split);
        let forms = self.parameters(graph).into_iter().map(|parameter| {
            let leaf = graph.ty(parameter.leaves[0]);
            let ty = super::borrowed_type(graph, leaf, &runtime);
            let reference = leaf.is_whole().then(|| quote!(&'static));
            quote!(#reference #ty)
        });
        let forms = quote!((#(#forms,)*));
        let result = literal::ty(graph, graph.ty(graph[graph.root].results[0]), &runtime);
        let scalar = Ident::new("__Over", Span::mixed_site());
        let lifetime = syn::Lifetime::new("'arguments", Span::mixed_site());
        quote! {
            #(#cfgs)*
            #[allow(deprecated, clippy::all)]
            impl #runtime::LiftedFn<#forms> for #name {
                type Output = #result;

                #[inline]
                fn over<#scalar: #runtime::Real>(&self) -> impl for<#lifetime> #runtime::DifferentiableFn<
                    <#forms as #runtime::Forms>::Over<#lifetime, #scalar>,
                    Output = <#result as #runtime::Form>::Over<#scalar>,
                > {
                    self
                }
            }
        }
    }
}

fn names(base: &str, count: usize) -> Vec<Ident> {
    (0..count)
        .map(|k| format_ident!("{base}_{k}", span = Span::mixed_site()))
        .collect()
}

/// The cotangent as the reverse half takes it.
fn parameters_of_value(value: &Ty, cotangent: &Ident) -> TokenStream {
    match value.is_whole() {
        true => quote!(#cotangent),
        false => quote!(*#cotangent),
    }
}

/// A number, or an array or slice of floats, that is not written to.
fn is_given(parameter: &Parameter, graph: &Graph) -> bool {
    let [leaf] = parameter.leaves[..] else { return false };
    if parameter.in_place || parameter.opaque || parameter.is_tree() {
        return false;
    }
    match graph.ty(leaf) {
        Ty::Float(_) | Ty::Int(_) | Ty::Bool => true,
        Ty::Slice(element) | Ty::Vec(element) => is_float_or_array(element),
        ty => is_float_or_array(ty),
    }
}

fn is_value(ty: &Ty) -> bool {
    match ty {
        Ty::Vec(element) => matches!(**element, Ty::Float(_)),
        ty => is_float_or_array(ty),
    }
}

fn is_float_or_array(ty: &Ty) -> bool {
    match ty {
        Ty::Float(_) => true,
        Ty::Array(element, _) => is_float_or_array(element),
        _ => false,
    }
}
