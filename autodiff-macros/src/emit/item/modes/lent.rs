//! Parameters that are passed on as they are: of a type that nothing is known of, and functions. Derivatives have no part in
//! them, so they go behind a reference through whatever scalar: `impl Lifted<((), (&'lent Kind, &'lent F))> for f`.

use super::super::parameter::{closure, Parameter};
use super::super::Item;
use crate::ast::{FunctionForm, FunctionParameter};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, ToTokens};

impl Item<'_> {
    /// Whether something is lent: then `vjp`, `pullback` and `jacobian` are those on the halves over floats, which take
    /// functions that have no derivative but the first.
    pub(in super::super) fn lends(&self) -> bool {
        self.function.parameters.iter().any(|parameter| parameter.opaque)
    }

    /// What tells the implementation from others of its type: the generic parameters, and the types that are lent.
    pub(super) fn implemented_for(&self, generic: TokenStream, parameters: &[Parameter]) -> TokenStream {
        with_lent(generic, self.lent_types(parameters, Some(&lent_lifetime())))
    }

    /// The same in a call of the runtime.
    pub(super) fn called_for(&self, generic: TokenStream, parameters: &[Parameter]) -> TokenStream {
        with_lent(generic, self.lent_types(parameters, None))
    }

    /// The generic parameters of the implementation for what is lent.
    pub(super) fn lent_generics(&self, parameters: &[Parameter]) -> Vec<TokenStream> {
        if !self.lends() {
            return vec![];
        }
        let (lifetime, runtime) = (lent_lifetime(), self.runtime());
        let functions = parameters.iter().enumerate().filter_map(|(k, parameter)| {
            let (name, bound) = (function_name(k), lifted_bound(parameter.function?, &runtime));
            Some(quote!(#name: #bound))
        });
        std::iter::once(quote!(#lifetime)).chain(functions).collect()
    }

    /// The references, as types: in the implementation by name, in a call left to rustc.
    fn lent_types(&self, parameters: &[Parameter], lifetime: Option<&syn::Lifetime>) -> Option<TokenStream> {
        let lent = parameters.iter().enumerate().filter(|(_, parameter)| parameter.opaque);
        let types: Vec<TokenStream> = lent
            .map(|(k, parameter)| match (lifetime, parameter.function) {
                (None, Some(_)) => quote!(&_),
                (None, None) => {
                    let ty = behind_references(parameter.written);
                    quote!(&#ty)
                }
                (Some(lifetime), _) => lent_type(k, parameter, lifetime),
            })
            .collect();
        (!types.is_empty()).then(|| quote!((#(#types,)*)))
    }

    /// What is lent, as a half takes it, given the place of the reference to it.
    pub(super) fn lent_to_half(
        &self,
        k: usize,
        parameter: &Parameter,
        place: &TokenStream,
        over: &TokenStream,
    ) -> TokenStream {
        let runtime = self.runtime();
        match (parameter.function, parameter.references) {
            (Some(function), _) => {
                let (name, forms) = (function_name(k), forms(function));
                quote!(&<#name as #runtime::LiftedFn<#forms>>::over::<#over>(#place))
            }
            (None, 0) => quote!(::core::clone::Clone::clone(#place)),
            (None, n) => {
                let references = (1..n).map(|_| quote!(&));
                quote!(#(#references)* #place)
            }
        }
    }

    /// The generic parameters of a function for users, which takes functions that are lifted.
    pub(super) fn generics_lifted(&self, more: &[TokenStream]) -> (TokenStream, TokenStream) {
        self.bounded_by(more, &self.real(), &|function| lifted_bound(function, &self.runtime()))
    }

    /// The reference that is lent, given one to what the user gives.
    pub(super) fn lent_argument(&self, parameter: &Parameter, reference: TokenStream) -> TokenStream {
        match parameter.function {
            // Its reference is no part of its type.
            Some(function) => {
                let name = &parameter.name;
                match function.reference {
                    true => quote!(#name),
                    false => quote!(&#name),
                }
            }
            None => reference,
        }
    }

    /// As `used`; with a function that is given, it has to be said which.
    pub(super) fn used_in_modes(&self, parameters: &[Parameter]) -> TokenStream {
        if !self.lends() {
            return self.used();
        }
        let (function, turbofish) = (self.function(), self.turbofish());
        let given = parameters.iter().map(|parameter| self.lifted_to_user(parameter));
        quote!(let _ = || #function #turbofish(#(#given),*);)
    }

    /// As `lent_to_user`, given functions that are lifted.
    pub(super) fn lifted_to_user(&self, parameter: &Parameter) -> TokenStream {
        let (runtime, name) = (self.runtime(), &parameter.name);
        match parameter.function {
            Some(function) if !parameter.is_pointer() => {
                let (forms, base) = (forms(function), self.base());
                let over = quote!(&<_ as #runtime::LiftedFn<#forms>>::over::<#base>(&#name));
                closure(function, &over, &runtime)
            }
            _ => parameter.lent_to_user(&self.split, &runtime),
        }
    }

    /// A parameter of a function for users, which takes functions that are lifted.
    pub(super) fn lifted_declaration(&self, parameter: &Parameter) -> TokenStream {
        let (runtime, name) = (self.runtime(), &parameter.name);
        let Some(function) = parameter.function else {
            return parameter.declaration(&runtime);
        };
        let reference = function.reference.then(|| quote!(&));
        let ty = match &function.form {
            FunctionForm::Named(own) => quote!(#own),
            _ => {
                let bound = lifted_bound(function, &runtime);
                quote!((impl #bound))
            }
        };
        quote!(#name: #reference #ty)
    }

    /// Whether it can be lent: an implementation knows no lifetimes but its own, and functions of known floats only.
    pub(super) fn can_be_lent(&self, parameter: &Parameter) -> bool {
        let is_of_known = |ty: &syn::Type| {
            let floats = &self.function.floats;
            let is_float = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if floats.contains(name));
            !tokens_of(ty.to_token_stream()).iter().any(is_float)
        };
        match parameter.function {
            Some(function) => {
                let arguments = function.arguments.iter().map(|argument| &argument.written);
                arguments.chain([&function.result]).all(is_of_known)
            }
            None => {
                let ty = behind_references(parameter.written).to_token_stream();
                !parameter.in_place && !ty.to_string().contains('\'')
            }
        }
    }
}

/// The lifetime of what is lent, in the implementation.
pub(super) fn lent_lifetime() -> syn::Lifetime {
    syn::Lifetime::new("'lent", Span::mixed_site())
}

fn with_lent(generic: TokenStream, lent: Option<TokenStream>) -> TokenStream {
    match lent {
        Some(lent) => quote!((#generic, #lent)),
        None => generic,
    }
}

/// What a function that is lent is called among the generic parameters of the implementation.
fn function_name(k: usize) -> Ident {
    format_ident!("__Function{k}", span = Span::call_site())
}

/// The reference, as a type.
pub(super) fn lent_type(k: usize, parameter: &Parameter, lifetime: &syn::Lifetime) -> TokenStream {
    match parameter.function {
        Some(_) => {
            let name = function_name(k);
            quote!(&#lifetime #name)
        }
        None => {
            let ty = behind_references(parameter.written);
            quote!(&#lifetime #ty)
        }
    }
}

/// `LiftedFn<(f64,), Output = f64>`
fn lifted_bound(function: &FunctionParameter, runtime: &TokenStream) -> TokenStream {
    let (forms, result) = (forms(function), &function.result);
    quote!(#runtime::LiftedFn<#forms, Output = #result>)
}

/// The arguments of a function as the runtime's trait for functions over any scalar has them.
fn forms(function: &FunctionParameter) -> TokenStream {
    function.tuple(Some(&syn::Lifetime::new("'static", Span::call_site())))
}

fn behind_references(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => behind_references(&reference.elem),
        syn::Type::Paren(paren) => behind_references(&paren.elem),
        syn::Type::Group(group) => behind_references(&group.elem),
        ty => ty,
    }
}

/// All tokens, those in groups too.
fn tokens_of(tokens: TokenStream) -> Vec<TokenTree> {
    let mut all = vec![];
    for token in tokens {
        match token {
            TokenTree::Group(group) => all.extend(tokens_of(group.stream())),
            token => all.push(token),
        }
    }
    all
}
