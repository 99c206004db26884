//! The compiler of the `differentiate` crate: see its documentation for what users write, and `docs/architecture.md` in
//! its repository for how this works.

mod ast;
mod cost;
mod derive;
mod diagnostics;
mod dump;
mod emit;
mod fallback;
mod flattened;
mod identifiers;
mod infer;
mod inlined;
mod ir;
mod items;
mod lower;
mod optimise;
mod parse;
mod pipeline;
mod primitives;
mod rule;
mod tables;
mod transform;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Differentiates a function: beside `fn f` stands a type `f` with `f::grad`, `f::value_and_grad`,
/// `f::value_and_grad_into` and `f::check`.
///
/// A function that returns one float gets these; one that returns several values can be called by other differentiated functions. Float
/// parameters are active, those marked `#[constant]` are not.
///
/// On a module, or an `impl` block, it differentiates all functions in it, but for those marked
/// `#[differentiate(skip)]`; in an `impl`, where no type can be declared, the derivatives of `g` are called `g_grad`,
/// `g_value_and_grad`, `g_value_and_grad_into` and `g_check`. On the `impl` of an operator, it makes the operator one
/// that differentiated functions can use.
///
/// Options: `#[differentiate(crate = path)]` says where the `differentiate` crate is to be found; `mode = "forward"` and
/// `mode = "reverse"`, how the gradient is computed; `reassociate`, that the gradient may add up the sums of loops in another order: in
/// lanes, which is faster. It gives up that the value of `value_and_grad` is the function's bit for bit, and that a sum overflows
/// where the function's does; each run gives the same.
#[proc_macro_attribute]
pub fn differentiate(attribute: TokenStream, item: TokenStream) -> TokenStream {
    dump::timed(|| items::differentiate(attribute.into(), item.into()).into())
}

/// Gives a struct a derivative: beside `struct Point` stands `struct PointTangent`, with the tangents of its fields.
///
/// Fields that are no floats, such as integers, strings and enums without fields, are left alone, and so is a field that
/// is marked `#[constant]`, whatever its type. The struct has to be `Clone`.
#[proc_macro_derive(Differentiable, attributes(constant))]
pub fn derive_differentiable(item: TokenStream) -> TokenStream {
    derive::derive(item.into()).into()
}

/// What `differentiate::rule!` expands to, with the path of the `differentiate` crate before its tokens.
#[doc(hidden)]
#[proc_macro]
pub fn rule(tokens: TokenStream) -> TokenStream {
    rule::expand(tokens.into()).into()
}
