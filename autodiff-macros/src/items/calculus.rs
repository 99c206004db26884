//! The methods that `#[derive(Differentiable)]` makes: steps along tangents, and arithmetic with them. Generated code calls the
//! halves that the library has of them; where a function is taken apart, they are what stands here, field by field.

use super::survey::name;
use crate::ast::environment::{Body, Derived, Known, Module, Names, Owner};
use crate::ast::structs::tangent_name;
use crate::ast::{Signature, StructType, Type};
use crate::ir::Float;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, ToTokens};
use std::rc::Rc;

/// Whether one of the methods is called so.
pub fn is_method(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "step",
        "zero_tangent",
        "add_scaled",
        "add",
        "scale",
        "set_zero",
        "dot",
        "norm_squared",
        "norm",
    ];
    NAMES.contains(&name)
}

/// The fields that take a derivative, with the types of their derivatives, if these are all known.
type Parts = Option<Vec<(TokenStream, Type)>>;

/// Declares the methods of a struct, and those of its tangent.
pub fn declare(own: &Ident, parts: Parts, module: &mut Module) {
    let (own, tangent) = (own.clone(), tangent_name(own));
    let (of_own, of_tangent) = (name(&own), name(&tangent));
    let (value, parts) = ((own, tangent.clone()), Rc::new(parts));
    let same = Rc::clone(&parts);
    let methods = Derived::new(move || of_value(&value.0, &value.1, &parts));
    module.derived.insert(of_own, methods);
    let methods = Derived::new(move || tangents(&tangent, &same));
    module.derived.insert(of_tangent, methods);
}

/// `step` and `zero_tangent`.
fn of_value(own: &Ident, tangent: &Ident, parts: &Parts) -> Names {
    let mut methods = Methods::of(own);
    let step = moved(parts, "step");
    let step = step.map(|body| quote!(fn step(&mut self, other: &#tangent, factor: f64) { #body }));
    let (of_tangent, number) = (type_of(tangent), Type::Float(Float::F64));
    methods.add(
        "step",
        true,
        vec![of_tangent.clone(), number],
        Type::Tuple(vec![]),
        step,
    );
    let zeros = parts.as_ref().map(|parts| {
        let fields = parts.iter().map(|(at, ty)| {
            let zero = zeros(ty, &quote!(self.#at), 0);
            quote!(#at: #zero)
        });
        quote!(fn zero_tangent(&self) -> #tangent { #tangent { #(#fields),* } })
    });
    methods.add("zero_tangent", false, vec![], of_tangent, zeros);
    methods.names
}

/// The arithmetic of tangents.
fn tangents(tangent: &Ident, parts: &Parts) -> Names {
    let mut methods = Methods::of(tangent);
    let (own, number) = (type_of(tangent), Type::Float(Float::F64));
    let body = moved(parts, "add_scaled");
    let add_scaled = body.map(|body| quote!(fn add_scaled(&mut self, other: &#tangent, factor: f64) { #body }));
    methods.add(
        "add_scaled",
        true,
        vec![own.clone(), number.clone()],
        Type::Tuple(vec![]),
        add_scaled,
    );
    let body = over(parts, &[quote!(self), quote!(other)], &|places, is_struct| {
        let (place, other) = (&places[0], &places[1]);
        match is_struct {
            true => quote!(#place.add(&#other);),
            false => quote!(#place += #other;),
        }
    });
    let add = body.map(|body| quote!(fn add(&mut self, other: &#tangent) { #body }));
    methods.add("add", true, vec![own.clone()], Type::Tuple(vec![]), add);
    let body = over(parts, &[quote!(self)], &|places, is_struct| {
        let place = &places[0];
        match is_struct {
            true => quote!(#place.scale(factor);),
            false => quote!(#place *= factor;),
        }
    });
    let scale = body.map(|body| quote!(fn scale(&mut self, factor: f64) { #body }));
    methods.add("scale", true, vec![number.clone()], Type::Tuple(vec![]), scale);
    let body = over(parts, &[quote!(self)], &|places, is_struct| {
        let place = &places[0];
        match is_struct {
            true => quote!(#place.set_zero();),
            false => quote!(#place = 0.0;),
        }
    });
    let set_zero = body.map(|body| quote!(fn set_zero(&mut self) { #body }));
    methods.add("set_zero", true, vec![], Type::Tuple(vec![]), set_zero);
    let product = |other| {
        over(parts, &[quote!(self), other], &|places, is_struct| {
            let (left, right) = (&places[0], &places[1]);
            match is_struct {
                true => quote!(sum += #left.dot(&#right);),
                false => quote!(sum += #left * #right;),
            }
        })
    };
    let sum = product(quote!(other));
    let dot = sum.map(|sum| quote!(fn dot(&self, other: &#tangent) -> f64 { let mut sum = 0.0; #sum sum }));
    methods.add("dot", false, vec![own], number.clone(), dot);
    let sum = product(quote!(self));
    let squared = (sum.clone()).map(|sum| quote!(fn norm_squared(&self) -> f64 { let mut sum = 0.0; #sum sum }));
    methods.add("norm_squared", false, vec![], number.clone(), squared);
    // At zero, where it has a kink, the derivative is 0.
    let norm = sum.map(|sum| {
        quote! {
            fn norm(&self) -> f64 {
                let mut sum = 0.0;
                #sum
                if sum == 0.0 { 0.0 } else { sum.sqrt() }
            }
        }
    });
    methods.add("norm", false, vec![], number, norm);
    methods.names
}

/// `self` moved along `other`; what is a struct by its own method.
fn moved(parts: &Parts, method: &str) -> Option<TokenStream> {
    let method = Ident::new(method, Span::call_site());
    over(parts, &[quote!(self), quote!(other)], &|places, is_struct| {
        let (place, other) = (&places[0], &places[1]);
        match is_struct {
            true => quote!(#place.#method(&#other, factor);),
            false => quote!(#place += factor * #other;),
        }
    })
}

/// A statement for each number in the fields of these structs, or for each struct in them.
fn over(
    parts: &Parts,
    of: &[TokenStream],
    statement: &dyn Fn(&[TokenStream], bool) -> TokenStream,
) -> Option<TokenStream> {
    let each = parts.as_ref()?.iter().map(|(at, ty)| {
        let places: Vec<TokenStream> = of.iter().map(|of| quote!(#of.#at)).collect();
        within(ty, &places, 0, statement)
    });
    each.collect()
}

fn within(
    ty: &Type,
    places: &[TokenStream],
    depth: usize,
    statement: &dyn Fn(&[TokenStream], bool) -> TokenStream,
) -> Option<TokenStream> {
    Some(match ty {
        // Numbers of another precision are rounded by the library.
        Type::Float(Float::F64) => statement(places, false),
        Type::Struct(_) => statement(places, true),
        Type::Array(element, _) | Type::Slice(element) | Type::Vec(element) => {
            let (k, last) = (format_ident!("k{depth}"), places.last()?);
            let elements: Vec<TokenStream> = places.iter().map(|place| quote!(#place[#k])).collect();
            let inner = within(element, &elements, depth + 1, statement)?;
            // An empty tangent is a zero.
            quote!(for #k in 0..#last.len() { #inner })
        }
        Type::Tuple(all) => {
            let parts = all.iter().enumerate().map(|(k, ty)| {
                let k = syn::Index::from(k);
                let parts: Vec<TokenStream> = places.iter().map(|place| quote!(#place.#k)).collect();
                within(ty, &parts, depth, statement)
            });
            parts.collect::<Option<_>>()?
        }
        _ => return None,
    })
}

/// The zero of a derivative of this type in what stands at a place.
fn zeros(ty: &Type, place: &TokenStream, depth: usize) -> TokenStream {
    match ty {
        Type::Array(element, _) => {
            let inner = zeros(element, &quote!(element), depth);
            quote!(#place.map(|element| #inner))
        }
        Type::Slice(element) | Type::Vec(element) => {
            let [k, all] = ["k", "zeros"].map(|name| format_ident!("{name}{depth}"));
            let inner = zeros(element, &quote!(#place[#k]), depth + 1);
            quote!({
                let mut #all = Vec::new();
                for #k in 0..#place.len() {
                    #all.push(#inner);
                }
                #all
            })
        }
        Type::Tuple(all) => {
            let all = all.iter().enumerate().map(|(k, ty)| {
                let k = syn::Index::from(k);
                zeros(ty, &quote!(#place.#k), depth)
            });
            quote!((#(#all,)*))
        }
        Type::Struct(_) => quote!(#place.zero_tangent()),
        _ => quote!(0.0),
    }
}

/// The methods of one type.
struct Methods {
    of: Type,
    owner: Rc<Owner>,
    names: Names,
}

impl Methods {
    fn of(own: &Ident) -> Self {
        let owner = Owner {
            name: Some(name(own)),
            written: own.to_string(),
            ..Owner::default()
        };
        Methods {
            of: type_of(own),
            owner: Rc::new(owner),
            names: Names::default(),
        }
    }

    fn add(&mut self, method: &str, in_place: bool, others: Vec<Type>, result: Type, item: Option<TokenStream>) {
        let mut signature = Signature::plain([vec![self.of.clone()], others].concat(), result);
        signature.places[0] = in_place;
        self.names.declare(method.to_string(), Known::Function(signature));
        if let Some(item) = item {
            let owner = Some(Rc::clone(&self.owner));
            self.names.written(method.to_string(), Body { item, owner });
        }
    }
}

fn type_of(name: &Ident) -> Type {
    Type::Struct(StructType {
        tokens: name.to_token_stream(),
        like: None,
    })
}
