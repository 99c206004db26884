//! What stands in for the derivatives of a function that was refused, so that their callers get no second error.
//!
//! rustc is silent about whatever has a type in which there is an error already. So the error itself stands in the type of the
//! stubs, and calling them, with whatever arguments, indexing and unpacking what they give, or passing them on is fine:
//!
//! ```text
//! pub struct f {}
//! type __refused_f = PhantomData<[(); ::core::compile_error! { "D401: …" }]>;
//! impl f {
//!     pub const grad: __refused_f = …;
//!     …
//! }
//! ```
//!
//! A constant takes no generic arguments, and `f::grad::<3>(x)` would be a second error. Generic functions get functions.

use crate::ir::Int;
use crate::items::{behind, Header, Operator};
use crate::parse::signature::is_constant;
use crate::pipeline::HIGHER_ORDER;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};
use syn::ext::IdentExt;

/// The functions that users call, and those that derivatives of other functions call: no user gives these generic arguments.
const PUBLIC: [&str; 4] = ["grad", "value_and_grad", "value_and_grad_into", "check"];
/// Those that methods without generic parameters may have, too, and that derivatives call.
const OF_METHODS: [&str; 3] = ["jvp", "vjp", "hvp"];
/// Those that a function without generic parameters may have, too.
const MODES: [&str; 11] = [
    "jvp",
    "pushforward_batch",
    "vjp",
    "pullback",
    "jacobian",
    "hvp",
    "hessian",
    "hessian_diagonal",
    "jacobian_sparse",
    "hessian_sparse",
    "batch_value_and_grad",
];
const HALVES: [&str; 9] = [
    "__value",
    "__forward",
    "__reverse",
    "__reverse_places",
    "__joint",
    "__lifted_forward",
    "__lifted_reverse",
    "__lifted_reverse_places",
    "__pulled",
];

/// Whether a function of this name stands beside a differentiated one, for its users.
pub fn is_derivative(name: &str) -> bool {
    PUBLIC.contains(&name) || MODES.contains(&name)
}

/// The errors, `compile_error!`s, and if the item is a function, stubs that carry the first of them.
pub fn stubs(item: &TokenStream, mut errors: Vec<TokenStream>, associated: bool) -> TokenStream {
    let Some(Header { item, .. }) = Header::of(item.clone()) else {
        return errors.into_iter().collect();
    };
    // Of a function that is not there, nothing is said.
    let cfgs: Vec<_> = item
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect();
    let cfgs = quote!(#(#cfgs)*);
    let first = errors.drain(..1.min(errors.len())).collect();
    let stubs = match associated {
        true => self::associated(&item, &cfgs, first),
        false => declare(&item, &cfgs, first),
    };
    quote!(#stubs #(#cfgs #errors)*)
}

/// The errors, and a rule for the operator that only panics.
pub fn rule(operator: &Operator, runtime: &TokenStream, errors: Vec<TokenStream>) -> TokenStream {
    let header = operator.header(runtime);
    let (left, of) = (&operator.left, &operator.of);
    let sides: Vec<_> = operator.sides().map(behind).map(|side| quote!(_: &#side)).collect();
    let derivatives = operator.sides().map(behind);
    let derivatives = derivatives.map(|side| quote!(_: &mut <#side as #runtime::Differentiable>::Tangent));
    let workspace = quote!(_: &mut #runtime::Workspace);
    if let ([place, right], true) = (&operator.sides().map(behind).collect::<Vec<_>>()[..], operator.writes()) {
        return quote! {
            #(#errors)*
            #header {
                fn value(_: &mut #place, _: &#right) {}
                fn forward(_: &mut #place, _: &#right, #workspace) {}
                fn reverse(_: &#right, #(#derivatives,)* #workspace) {}
            }
        };
    }
    quote! {
        #(#errors)*
        #header {
            type Output = <#left as #of>::Output;
            fn value(#(#sides),*) -> Self::Output { ::core::panic!() }
            fn forward(#(#sides,)* #workspace) -> Self::Output { ::core::panic!() }
            fn reverse(
                #(#sides,)* _: &<Self::Output as #runtime::Differentiable>::Tangent, #(#derivatives,)* #workspace
            ) {}
        }
    }
}

fn declare(function: &syn::ItemFn, cfgs: &TokenStream, error: TokenStream) -> TokenStream {
    let (vis, ident) = (&function.vis, &function.sig.ident);
    let mut name = ident.clone();
    name.set_span(Span::call_site().located_at(name.span()));
    let refused = format_ident!("__refused_{}", ident.unraw(), span = Span::call_site());
    // Who may use them is up to the struct: with a visibility of its own, a use from elsewhere would be two errors.
    let stubs = all_stubs(function, &quote!(#refused), &quote!(pub), &|stub| stub.to_string());
    quote! {
        #cfgs
        #[doc(hidden)]
        #[allow(dead_code)]
        #vis struct #name {}

        #cfgs
        #[allow(non_camel_case_types)]
        type #refused = ::core::marker::PhantomData<[(); #error]>;

        #cfgs
        #[allow(dead_code, non_upper_case_globals)]
        impl #name {
            #stubs
        }
    }
}

/// In an `impl` there is no place for the type, so each stub has it; rustc says the same error only once.
fn associated(function: &syn::ItemFn, cfgs: &TokenStream, error: TokenStream) -> TokenStream {
    let refused = quote!(::core::marker::PhantomData<[(); #error]>);
    let name = function.sig.ident.unraw().to_string();
    let vis = &function.vis;
    let vis = quote!(#cfgs #[doc(hidden)] #[allow(dead_code, non_upper_case_globals)] #vis);
    let rename = |stub: &str| match stub.strip_prefix("__") {
        Some(half) => format!("__{name}_{half}"),
        None => format!("{name}_{stub}"),
    };
    all_stubs(function, &refused, &vis, &rename)
}

fn all_stubs(
    function: &syn::ItemFn,
    refused: &TokenStream,
    vis: &TokenStream,
    rename: &dyn Fn(&str) -> String,
) -> TokenStream {
    let generics = generics(&function.sig.generics);
    let ident = |stub: &str| Ident::new(&rename(stub), Span::call_site());
    let public = PUBLIC.iter().map(|&stub| {
        // A constant takes no generic arguments, and is no method.
        match generics.is_empty() && function.sig.receiver().is_none() {
            true => constant(&ident(stub), vis, refused),
            false => self::function(stub, &ident(stub), vis, function, &generics, refused),
        }
    });
    let (is_plain, is_method) = (generics.is_empty() && HIGHER_ORDER, function.sig.receiver().is_some());
    let modes = MODES.iter().filter(|_| is_plain && !is_method);
    let constants = modes.chain(&HALVES).map(|stub| constant(&ident(stub), vis, refused));
    let of_methods = OF_METHODS.iter().filter(|_| is_plain && is_method);
    let of_methods = of_methods.map(|&stub| self::function(stub, &ident(stub), vis, function, &generics, refused));
    quote!(#(#public)* #(#of_methods)* #(#constants)*)
}

fn constant(stub: &Ident, vis: &TokenStream, refused: &TokenStream) -> TokenStream {
    quote!(#vis const #stub: #refused = ::core::panic!();)
}

fn function(
    kind: &str,
    stub: &Ident,
    vis: &TokenStream,
    function: &syn::ItemFn,
    generics: &[TokenStream],
    refused: &TokenStream,
) -> TokenStream {
    let receiver = function.sig.receiver().map(|receiver| quote!(#receiver,));
    let inputs = function
        .sig
        .inputs
        .iter()
        .filter(|input| matches!(input, syn::FnArg::Typed(_)));
    let outputs = function.sig.inputs.iter().filter(|input| is_active(input)).count();
    let more = match kind {
        "value_and_grad_into" => 1 + outputs,
        "jvp" | "hvp" => outputs,
        "vjp" => 1,
        _ => 0,
    };
    let arity = inputs.count() + more;
    let parameters = (0..arity).map(|_| quote!(_: #refused));
    quote! {
        #[allow(clippy::too_many_arguments)]
        #vis fn #stub<#(#generics),*>(#receiver #(#parameters),*) -> #refused { ::core::panic!() }
    }
}

/// The parameters that a call may name, without their bounds: these are the user's function's.
fn generics(generics: &syn::Generics) -> Vec<TokenStream> {
    let parameter = |parameter: &syn::GenericParam| match parameter {
        syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(syn::TypeParam { ident, .. }) => Some(quote!(#ident: ?::core::marker::Sized)),
        syn::GenericParam::Const(syn::ConstParam { ident, ty, .. }) => Some(quote!(const #ident: #ty)),
    };
    generics.params.iter().filter_map(parameter).collect()
}

/// Whether the parameter has a gradient, as far as can be seen: it is not marked, and it is not made of integers.
fn is_active(input: &syn::FnArg) -> bool {
    let syn::FnArg::Typed(input) = input else { return true };
    let constant = is_constant(&input.attrs);
    let ty = input.ty.to_token_stream().to_string();
    let mut words = ty.split(|c: char| !c.is_alphanumeric() && c != '_');
    let discrete = words
        .clone()
        .any(|word| word == "bool" || Int::from_name(word).is_some());
    !constant && (!discrete || words.any(|word| word == "f64" || word == "f32"))
}
