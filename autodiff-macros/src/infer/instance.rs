//! What a call of a generic function takes and gives.

use super::term::{Facts, Kind, LengthVar, Table, Term};
use crate::ast::{Length, Signature, StructType, Type};
use crate::ir::Float;
use crate::tables::HashMap;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// What the generic parameters of a function are in one of its calls.
struct Free<'a> {
    lengths: HashMap<&'a str, LengthVar>,
    floats: HashMap<&'a str, Term>,
}

/// A generic argument of a type.
enum Argument {
    Length(Length),
    Float(Float),
}

impl Table {
    /// What a call of this function takes and gives. Its const parameters are found anew in each call.
    pub fn instance(&mut self, signature: &Signature) -> (Vec<Term>, Term) {
        self.instance_with(signature, &HashMap::default())
    }

    /// The same of a method of this type, the generic arguments of which are parameters of the method.
    pub fn instance_on(&mut self, signature: &Signature, of: &StructType) -> (Vec<Term>, Term) {
        let given = arguments(&self.spelled(self.named(of.clone())));
        let names = signature.own.iter().zip(given);
        let given = names.filter_map(|(name, given)| Some((name.as_deref()?, given?)));
        self.instance_with(signature, &given.collect())
    }

    /// The type by its name, also where that is `Self`.
    pub fn named(&self, ty: StructType) -> StructType {
        let own = self.own_written.as_ref().filter(|_| ty.path() == ["Self"]);
        match own.and_then(|own| own.parse().ok()) {
            Some(tokens) => StructType { tokens, like: None },
            None => ty,
        }
    }

    fn instance_with(&mut self, signature: &Signature, given: &HashMap<&str, Argument>) -> (Vec<Term>, Term) {
        let lengths: HashMap<&str, LengthVar> = signature
            .generics
            .iter()
            .map(|name| {
                let length = match given.get(name.as_str()) {
                    Some(Argument::Length(length)) => length.clone(),
                    _ => Length::Infer,
                };
                (name.as_str(), self.length(length))
            })
            .collect();
        let floats: HashMap<&str, Term> = signature
            .generics
            .iter()
            .map(|name| {
                let facts = Facts {
                    result: true,
                    ..Facts::new(Kind::Float)
                };
                let float = match given.get(name.as_str()) {
                    Some(Argument::Float(float)) => Term::Float(*float),
                    _ => self.fresh(facts),
                };
                (name.as_str(), float)
            })
            .collect();
        let free = Free { lengths, floats };
        let parameters = signature
            .parameters
            .iter()
            .map(|ty| self.instance_of(ty, &free))
            .collect();
        (parameters, self.instance_of(&signature.result, &free))
    }

    fn instance_of(&mut self, ty: &Type, free: &Free) -> Term {
        match ty {
            Type::Float(Float::Param(name)) if free.floats.contains_key(name) => free.floats[name].clone(),
            Type::Array(element, length) => {
                let element = self.instance_of(element, free);
                let length = match length {
                    Length::Const(tokens) => match free.lengths.get(bare(tokens).as_str()) {
                        Some(&length) => length,
                        None if mentions(tokens.clone(), &free.lengths) => self.length(Length::Infer),
                        None => self.length(length.clone()),
                    },
                    length => self.length(length.clone()),
                };
                Term::Array(Box::new(element), length)
            }
            Type::Slice(element) => Term::Slice(Box::new(self.instance_of(element, free))),
            Type::Vec(element) => Term::Vec(Box::new(self.instance_of(element, free))),
            Type::Option(payload) => Term::Option(Box::new(self.instance_of(payload, free))),
            Type::Tuple(all) => Term::Tuple(all.iter().map(|ty| self.instance_of(ty, free)).collect()),
            // What its own parameters are is rustc's to find.
            Type::Struct(ty) => self.term(&Type::Struct(ty.with_holes(&|name| free.lengths.contains_key(name)))),
            ty => self.term(ty),
        }
    }
}

/// The generic arguments of a type, without lifetimes; none for one that says neither a length nor a float.
fn arguments(of: &StructType) -> Vec<Option<Argument>> {
    let Ok(written) = syn::parse2::<syn::AngleBracketedGenericArguments>(of.arguments()) else {
        return vec![];
    };
    let arguments = written.args.into_iter();
    arguments
        .filter(|argument| !matches!(argument, syn::GenericArgument::Lifetime(_)))
        .map(|argument| {
            let tokens = argument.to_token_stream();
            let text = tokens.to_string();
            Some(match text.as_str() {
                "_" => return None,
                "f64" => Argument::Float(Float::F64),
                "f32" => Argument::Float(Float::F32),
                _ => Argument::Length(match text.parse() {
                    Ok(fixed) => Length::Fixed(fixed),
                    Err(_) => Length::Const(tokens),
                }),
            })
        })
        .collect()
}

/// A length without the braces that it may stand in.
fn bare(length: &TokenStream) -> String {
    let text = length.to_string();
    text.trim_matches(|c: char| c == '{' || c == '}' || c == ' ')
        .to_string()
}

/// Whether one of these names stands in `tokens`.
fn mentions(tokens: TokenStream, names: &HashMap<&str, LengthVar>) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => names.contains_key(name.to_string().as_str()),
        TokenTree::Group(group) => mentions(group.stream(), names),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
