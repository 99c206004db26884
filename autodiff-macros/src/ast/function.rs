//! Functions as parameters.

use super::{Function, Signature, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A parameter that is a function.
#[derive(Clone)]
pub struct FunctionParameter {
    pub form: FunctionForm,
    /// Whether it is taken behind a `&`.
    pub reference: bool,
    /// Whether it is `FnMut`: a closure that is given may then change what it captures.
    pub changes: bool,
    pub arguments: Vec<FunctionArgument>,
    /// The type of its value as written.
    pub result: syn::Type,
    pub signature: Signature,
}

/// How its type is written.
#[derive(Clone, PartialEq, Eq)]
pub enum FunctionForm {
    /// `impl Fn(f64) -> f64`
    Impl,
    /// `dyn Fn(f64) -> f64`
    Dyn,
    /// `fn(f64) -> f64`, which no closure around a derivative is: the function's value is computed, not asked for.
    Pointer,
    /// A type parameter of this name.
    Named(Ident),
}

/// An argument of such a function.
#[derive(Clone)]
pub struct FunctionArgument {
    /// Its type as written, without the reference.
    pub written: syn::Type,
    /// Whether it is taken behind a `&`.
    pub reference: bool,
    /// Whether it is an array or slice: these go by reference.
    pub is_array: bool,
    pub ty: Type,
}

impl FunctionParameter {
    /// Whether it is `fn(f64) -> f64`.
    pub fn is_pointer(&self) -> bool {
        self.form == FunctionForm::Pointer
    }

    /// The arguments as the trait of the runtime takes them, in a tuple: scalars as they are, arrays behind references of this
    /// lifetime.
    pub fn tuple(&self, lifetime: Option<&syn::Lifetime>) -> TokenStream {
        let types = self.arguments.iter().map(|argument| {
            let ty = &argument.written;
            match argument.is_array {
                true => quote!(& #lifetime #ty),
                false => quote!(#ty),
            }
        });
        quote!((#(#types,)*))
    }
}

impl Function {
    /// Whether it takes pointers to functions: then its derivative cannot call it.
    pub fn takes_pointers(&self) -> bool {
        let mut functions = self
            .parameters
            .iter()
            .filter_map(|parameter| parameter.function.as_deref());
        functions.any(FunctionParameter::is_pointer)
    }
}
