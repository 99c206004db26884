//! Constants and types as Rust writes them.

use super::code::{Code, Precedence};
use crate::ir::{Const, Float, Graph, Int, Len, Ty};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, ToTokens};
use std::cmp::Ordering;

/// Whether the literal says its type: it must where nothing else does (`let x = 2.0_f64`, `2.0_f64.sqrt()`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    Shown,
    Hidden,
}

/// Of a type parameter, the `f64` that its constant is made of.
pub fn literal(value: Const, suffix: Suffix) -> Code {
    match value {
        Const::Param(_, bits) => float(Float::F64, f64::from_bits(bits), Suffix::Hidden),
        Const::F64(bits) => float(Float::F64, f64::from_bits(bits), suffix),
        Const::F32(bits) => float(Float::F32, f64::from(f32::from_bits(bits)), suffix),
        Const::Int(int, value) => integer(int, value, suffix),
        Const::Bool(value) => Code::postfix(quote!(#value)),
        Const::Ordering(ordering) => Code::postfix(match ordering {
            Ordering::Less => quote!(::core::cmp::Ordering::Less),
            Ordering::Equal => quote!(::core::cmp::Ordering::Equal),
            Ordering::Greater => quote!(::core::cmp::Ordering::Greater),
        }),
    }
}

/// `<T as Real>`: the user's bounds on `T` may have functions of the same names.
pub fn real(name: &str, runtime: &TokenStream) -> TokenStream {
    let name = ident(name);
    quote!(<#name as #runtime::Real>)
}

fn float(float: Float, value: f64, suffix: Suffix) -> Code {
    let name = Ident::new(float.name(), Span::call_site());
    if value.is_nan() {
        return Code::postfix(quote!(::core::primitive::#name::NAN));
    }
    if value.is_infinite() {
        let infinity = Code::postfix(quote!(::core::primitive::#name::INFINITY));
        return negate_if(value < 0.0, infinity);
    }
    let magnitude = value.abs();
    if let Some(constant) = named(float, magnitude) {
        return negate_if(value < 0.0, Code::postfix(quote!(::core::#name::consts::#constant)));
    }
    let text = match float {
        Float::F64 | Float::Param(_) => format!("{magnitude:?}"),
        Float::F32 => format!("{:?}", magnitude as f32),
    };
    let text = if suffix == Suffix::Shown {
        format!("{text}_{}", float.name())
    } else {
        text
    };
    let tokens: TokenStream = text.parse().expect("a float literal");
    negate_if(value.is_sign_negative(), Code::postfix(tokens))
}

/// The constants of `core` that partial derivatives bring in; as literals, they would look like bad copies of them.
fn named(float: Float, magnitude: f64) -> Option<Ident> {
    use std::f64::consts::*;
    let constants = [
        ("LN_2", LN_2),
        ("LN_10", LN_10),
        ("PI", PI),
        ("E", E),
        ("LOG2_E", LOG2_E),
        ("LOG10_E", LOG10_E),
    ];
    let (name, _) = constants
        .into_iter()
        .find(|&(_, value)| Const::float(float, value) == Const::float(float, magnitude))?;
    Some(Ident::new(name, Span::call_site()))
}

fn integer(int: Int, value: i128, suffix: Suffix) -> Code {
    let text = match (suffix, int) {
        (Suffix::Hidden, _) | (_, Int::Inferred) => value.unsigned_abs().to_string(),
        _ => format!("{}_{}", value.unsigned_abs(), int.name()),
    };
    let tokens: TokenStream = text.parse().expect("an integer literal");
    negate_if(value < 0, Code::postfix(tokens))
}

fn negate_if(negative: bool, code: Code) -> Code {
    match negative {
        true => {
            let tokens = code.tokens;
            Code::new(Precedence::Unary, quote!(-#tokens))
        }
        false => code,
    }
}

/// The length in `[T; N]`.
pub fn length(graph: &Graph, len: &Len) -> TokenStream {
    match len {
        Len::Fixed(n) => {
            let n = Literal::usize_unsuffixed(*n);
            quote!(#n)
        }
        Len::Const(tokens) => {
            let tokens = &graph[*tokens];
            quote!({ #tokens })
        }
    }
}

/// An expression of a type that only rustc knows, which is never evaluated; none if the type can be written.
pub fn like(graph: &Graph, ty: &Ty, runtime: &TokenStream) -> Option<TokenStream> {
    match ty {
        Ty::Struct(given) if graph.given.contains(given) => Some(graph[*given].clone()),
        Ty::Array(element, len) => {
            let (like, len) = (like(graph, element, runtime)?, length(graph, len));
            Some(quote!([(); #len].map(|()| #like)))
        }
        Ty::Vec(element) | Ty::Slice(element) => {
            let like = like(graph, element, runtime)?;
            Some(quote!(#runtime::Vec::from([#like])))
        }
        _ => None,
    }
}

/// A scalar or array type.
pub fn ty(graph: &Graph, ty: &Ty, runtime: &TokenStream) -> TokenStream {
    match ty {
        Ty::Float(Float::Param(name)) => ident(name).into_token_stream(),
        Ty::Float(float) => primitive(float.name()),
        Ty::Int(Int::Inferred) => quote!(_),
        Ty::Int(int) => primitive(int.name()),
        Ty::Bool => primitive("bool"),
        Ty::Ordering => quote!(::core::cmp::Ordering),
        Ty::Array(element, len) => {
            let (element, len) = (self::ty(graph, element, runtime), length(graph, len));
            quote!([#element; #len])
        }
        Ty::Slice(element) => {
            let element = self::ty(graph, element, runtime);
            quote!([#element])
        }
        Ty::Vec(element) => {
            let element = self::ty(graph, element, runtime);
            quote!(#runtime::Vec<#element>)
        }
        Ty::Struct(name) if graph.given.contains(name) => quote!(_),
        Ty::Struct(name) => match graph.parts(ty) {
            Some(parts) => {
                let parts = parts.iter().map(|part| self::ty(graph, part, runtime));
                quote!((#(#parts,)*))
            }
            None => graph[*name].clone(),
        },
        Ty::Tangent(name) => {
            let name = match graph.given.contains(name) {
                true => graph[*name].clone(),
                false => self::ty(graph, &Ty::Struct(*name), runtime),
            };
            quote!(<#name as #runtime::Differentiable>::Tangent)
        }
        Ty::Tuple(_) => unreachable!("no value has a tuple type"),
    }
}

/// An array type with other numbers in it; a slice's is a vector.
pub fn with_scalar(graph: &Graph, ty: &Ty, scalar: &TokenStream, runtime: &TokenStream) -> TokenStream {
    match ty {
        Ty::Array(element, len) => {
            let (element, len) = (with_scalar(graph, element, scalar, runtime), length(graph, len));
            quote!([#element; #len])
        }
        Ty::Slice(element) | Ty::Vec(element) => {
            let element = with_scalar(graph, element, scalar, runtime);
            quote!(#runtime::Vec<#element>)
        }
        Ty::Float(_) => scalar.clone(),
        ty => self::ty(graph, ty, runtime),
    }
}

/// The user's name, which may be a raw one.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

fn primitive(name: &str) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(::core::primitive::#name)
}

/// An array of zeros, or a zero; `false` is that of `bool`.
pub fn zeros(graph: &Graph, ty: &Ty, runtime: &TokenStream) -> TokenStream {
    match ty {
        Ty::Array(element, len) => {
            let (element, len) = (zeros(graph, element, runtime), length(graph, len));
            quote!([#element; #len])
        }
        Ty::Float(Float::Param(name)) => {
            let real = real(name, runtime);
            quote!(#real::constant(0.0))
        }
        Ty::Float(float) => literal(Const::float(*float, 0.0), Suffix::Shown).tokens,
        Ty::Int(int) => literal(Const::Int(*int, 0), Suffix::Shown).tokens,
        Ty::Bool => quote!(false),
        Ty::Ordering => quote!(::core::cmp::Ordering::Equal),
        ty => unreachable!("no zero of type {ty:?}"),
    }
}
