//! Options in fields. Elsewhere an option is a `bool` and a value; in a struct it is one node, of the type `Option<T>`, which
//! functions of the library take apart and put together.

use super::region::Tail;
use super::value::Value;
use super::Lower;
use crate::ast::{Expr, ExprKind, Length, Type};
use crate::ir::{self, Call, CallKind, Half, NodeId, Op, Shape, Ty};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, ToTokens};

impl Lower<'_> {
    /// The type of an option in a field.
    pub fn held_option(&mut self, inner: &Type) -> Ty {
        let inner = written(inner);
        Ty::Struct(self.builder.tokens(quote!(::core::option::Option<#inner>)))
    }

    /// A value as a field has it.
    pub fn held(&mut self, value: Value, ty: &Type) -> Value {
        match (value, ty) {
            (Value::Tuple(parts), Type::Tuple(types)) => {
                let parts = parts.into_iter().zip(types);
                Value::Tuple(parts.map(|(part, ty)| self.held(part, ty)).collect())
            }
            (option @ Value::Tuple(_), Type::Option(inner)) => {
                let (some, value) = option.into_option();
                Value::Node(self.put_together(some.node(), value, inner))
            }
            (value, _) => value,
        }
    }

    fn put_together(&mut self, some: NodeId, value: Value, inner: &Type) -> NodeId {
        let ty = self.held_option(inner);
        match self.builder.graph.constant(some) {
            Some(ir::Const::Bool(true)) => return self.made(value, inner, ty),
            Some(ir::Const::Bool(false)) => return self.nothing(inner, ty),
            _ => {}
        }
        self.enter(Tail::More);
        let made = self.made(value, inner, ty.clone());
        let then = self.leave(Some(Value::Node(made)));
        self.enter(Tail::More);
        let none = self.nothing(inner, ty);
        let otherwise = self.leave(Some(Value::Node(none)));
        let merged = self.merge(some, then, otherwise);
        merged.expect("both sides give an option").node()
    }

    /// An option of this type with nothing, of which nothing else may tell the type.
    fn nothing(&mut self, inner: &Type, ty: Ty) -> NodeId {
        let inner = written(inner);
        self.library(quote!(options::none::<#inner>), vec![], ty)
    }

    fn made(&mut self, value: Value, inner: &Type, ty: Ty) -> NodeId {
        let value = self.held(value, inner);
        let value = self.whole(value);
        let function = match self.builder.graph.ty(value) {
            Ty::Vec(_) | Ty::Slice(_) => quote!(options::some_vector),
            ty if ty.is_whole() => quote!(options::some_whole),
            _ => quote!(options::some_number),
        };
        self.library(function, vec![value], ty)
    }

    /// A value that a field has, as it is elsewhere.
    pub fn taken_out(&mut self, value: Value, ty: &Type) -> Value {
        match (value, ty) {
            (Value::Node(option), Type::Option(inner)) => {
                if let Some(made) = self.made_of(option) {
                    return self.known_option(made, inner);
                }
                let some = self.library(quote!(options::is_some), vec![option], Ty::Bool);
                self.enter(Tail::More);
                let of = self.ty(inner);
                let function = match of.is_whole() {
                    true => quote!(options::whole),
                    false => quote!(options::number),
                };
                let value = Value::Node(self.library(function, vec![option], of));
                let value = self.taken_apart(value);
                let then = self.leave(Some(value));
                self.enter(Tail::More);
                let nothing = self.zero(inner);
                let otherwise = self.leave(Some(nothing));
                let value = self.merge(some, then, otherwise);
                Value::option(some, value.expect("both sides give a value"))
            }
            (Value::Tuple(parts), Type::Tuple(types)) => {
                let parts = parts.into_iter().zip(types);
                Value::Tuple(parts.map(|(part, ty)| self.taken_out(part, ty)).collect())
            }
            (value, _) => value,
        }
    }

    /// What an option has just been made of: a value, or nothing; none if that is not seen.
    fn made_of(&self, option: NodeId) -> Option<Option<NodeId>> {
        let graph = &self.builder.graph;
        let call = match graph[option].op {
            Op::Result(0) => graph[option].args[0],
            _ => return None,
        };
        let Op::Call(Call {
            callee,
            kind: CallKind::Library,
            ..
        }) = &graph[call].op
        else {
            return None;
        };
        let names: Vec<String> = graph[*callee]
            .clone()
            .into_iter()
            .map(|name| name.to_string())
            .collect();
        match (names.first()?.as_str(), names.get(3)?.as_str()) {
            ("options", "none") => Some(None),
            ("options", name) if name.starts_with("some_") => Some(graph[call].args.first().copied()),
            _ => None,
        }
    }

    fn known_option(&mut self, made: Option<NodeId>, inner: &Type) -> Value {
        let some = self.builder.bool(made.is_some());
        let value = match made {
            Some(value) => self.taken_apart(Value::Node(value)),
            None => self.zero(inner),
        };
        Value::option(some, value)
    }

    /// The call of a function of the library that gives one value.
    pub fn library(&mut self, function: TokenStream, arguments: Vec<NodeId>, ty: Ty) -> NodeId {
        let call = Call {
            callee: self.builder.tokens(function),
            kind: CallKind::Library,
            half: Half::Plain,
            shape: Shape::Leaf,
            arity: arguments.len() as u32,
            in_place: vec![],
            closures: vec![],
            active: vec![],
        };
        let node = self.builder.add(Op::Call(call), arguments, Ty::Tuple(vec![ty]));
        self.builder.results(node)[0]
    }

    /// Whether the place is in a struct.
    pub fn is_in_struct(&self, place: &Expr) -> bool {
        match &place.kind {
            ExprKind::Field(base, _) | ExprKind::Index(base, _) => {
                matches!(self.types.of(base), Type::Struct(_)) || self.is_in_struct(base)
            }
            _ => false,
        }
    }
}

/// A type as Rust has it.
fn written(ty: &Type) -> TokenStream {
    match ty {
        Type::Float(float) => Ident::new(float.name(), Span::call_site()).to_token_stream(),
        Type::Int(int) => Ident::new(int.name(), Span::call_site()).to_token_stream(),
        Type::Bool => quote!(bool),
        Type::Ordering => quote!(::core::cmp::Ordering),
        Type::Array(element, length) => {
            let element = written(element);
            let length = match length {
                Length::Fixed(length) => Literal::usize_unsuffixed(*length).to_token_stream(),
                Length::Const(tokens) => tokens.clone(),
                Length::Infer => quote!(_),
            };
            quote!([#element; #length])
        }
        Type::Slice(element) | Type::Vec(element) => {
            let element = written(element);
            quote!(Vec<#element>)
        }
        Type::Tuple(parts) => {
            let parts = parts.iter().map(written);
            quote!((#(#parts,)*))
        }
        Type::Option(inner) => {
            let inner = written(inner);
            quote!(::core::option::Option<#inner>)
        }
        Type::Struct(ty) => ty.tokens.clone(),
        Type::Infer => quote!(_),
    }
}
