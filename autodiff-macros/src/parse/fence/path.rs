//! Paths that are values: variables and constants.

use super::super::scope::Meaning;
use super::super::types;
use super::*;
use crate::ir::{Float, Int};
use proc_macro2::{Delimiter, Group};
use std::cmp::Ordering;

impl Fence<'_> {
    pub(super) fn path(&mut self, e: &syn::ExprPath) -> Option<Expr> {
        if let Some(qself) = &e.qself {
            // `<f64>::MAX` is `f64::MAX`.
            let Some(ty) = self.types.scalar(&qself.ty).filter(|_| qself.position == 0) else {
                return self.refuse(e, &messages::QUALIFIED, &[]);
            };
            let name = e.path.segments.last().map(|last| last.ident.to_string());
            let ty = name.and_then(|name| associated(&ty, &name)).unwrap_or(Type::Infer);
            return Some(self.make(
                ExprKind::Path {
                    tokens: e.to_token_stream(),
                    ty,
                },
                e.span(),
            ));
        }
        if let Some(name) = e.path.get_ident() {
            if let Some(Meaning::Alias(alias)) = self.scopes.find(name) {
                let alias = alias.clone();
                return Some(self.aliased(&alias, name.span()));
            }
            if let Some(local) = self.scopes.local(name) {
                if self.opaque.contains_key(&local) {
                    return self.refuse(name, &messages::OPAQUE, &[]);
                }
                return Some(self.make(ExprKind::Local(local), name.span()));
            }
            if self.named(e).is_some() {
                return self.refuse(name, &messages::CLOSURE, &[]);
            }
            if let Some(Meaning::Iterator(_)) = self.scopes.find(name) {
                return self.refuse(name, &messages::LAZY, &[&plain(name)]);
            }
            if let Some(Meaning::Error) = self.scopes.find(name) {
                return self.refuse(name, &messages::ERROR_VALUE, &[]);
            }
        }
        if e.path.segments.last().is_some_and(|last| last.ident == "None") {
            return Some(self.absent(e.span()));
        }
        self.mention(&e.path);
        if let Some(ordering) = ordering(&e.path) {
            return Some(self.make(ExprKind::Ordering(ordering), e.span()));
        }
        let ty = self.constant_type(&e.path);
        Some(self.make(
            ExprKind::Path {
                tokens: e.path.to_token_stream(),
                ty,
            },
            e.span(),
        ))
    }

    /// A constant expression as one unit, of which only the type of the whole is known.
    pub(super) fn constant(&mut self, e: impl ToTokens, ty: Type) -> Option<Expr> {
        let span = e.span();
        // Not at a place of the user's, where rustc would say that they are not needed.
        let mut parentheses = Group::new(Delimiter::Parenthesis, e.to_token_stream());
        parentheses.set_span(Span::mixed_site());
        let tokens = parentheses.to_token_stream();
        Some(self.make(ExprKind::Path { tokens, ty }, span))
    }

    /// Whether the value of this is the same whatever the function is called with, and computing it has no effect.
    pub(super) fn is_constant(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Lit(_) => true,
            syn::Expr::Path(path) => path
                .path
                .get_ident()
                .is_none_or(|name| self.scopes.local(name).is_none() && !self.deep.is_name(name)),
            syn::Expr::Unary(e) => self.is_constant(&e.expr),
            syn::Expr::Binary(e) => self.is_constant(&e.left) && self.is_constant(&e.right),
            syn::Expr::Cast(e) => self.is_constant(&e.expr),
            _ => false,
        }
    }

    /// Whether this is constant and its type depends on constants that only rustc knows.
    pub(super) fn is_unknown_constant(&self, e: &syn::Expr) -> bool {
        self.is_constant(e) && self.has_unknown_type(e)
    }

    fn has_unknown_type(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Path(path) => path.qself.is_none() && matches!(self.constant_type(&path.path), Type::Infer),
            syn::Expr::Unary(e) => self.has_unknown_type(&e.expr),
            syn::Expr::Binary(e) => self.has_unknown_type(&e.left) || self.has_unknown_type(&e.right),
            _ => false,
        }
    }

    /// The type of a constant, where it is known.
    fn constant_type(&self, path: &syn::Path) -> Type {
        if let Some(Meaning::Constant(ty)) = path.get_ident().and_then(|name| self.scopes.find(name)) {
            return ty.clone();
        }
        if let Some(Known::Constant(ty)) = self.known(path) {
            return ty;
        }
        let names = types::names_of(path);
        known_constant(&names.iter().map(String::as_str).collect::<Vec<_>>()).unwrap_or(Type::Infer)
    }
}

/// The type of a constant of `std`.
pub(super) fn known_constant(path: &[&str]) -> Option<Type> {
    let path = match path {
        ["std" | "core", rest @ ..] => rest,
        path => path,
    };
    match path {
        ["f64", "consts", _] => Some(Type::Float(Float::F64)),
        ["f32", "consts", _] => Some(Type::Float(Float::F32)),
        ["f64", name] => associated(&Type::Float(Float::F64), name),
        ["f32", name] => associated(&Type::Float(Float::F32), name),
        [int, name] => associated(&Type::Int(Int::from_name(int)?), name),
        _ => None,
    }
}

/// The type of an associated constant of a number type.
fn associated(ty: &Type, name: &str) -> Option<Type> {
    const FLOATS: [&str; 7] = [
        "EPSILON",
        "MAX",
        "MIN",
        "MIN_POSITIVE",
        "INFINITY",
        "NEG_INFINITY",
        "NAN",
    ];
    match (ty, name) {
        (Type::Float(_), name) if FLOATS.contains(&name) => Some(ty.clone()),
        (Type::Float(_), "RADIX" | "MANTISSA_DIGITS" | "DIGITS") => Some(Type::Int(Int::U32)),
        (Type::Float(_), "MIN_EXP" | "MAX_EXP" | "MIN_10_EXP" | "MAX_10_EXP") => Some(Type::Int(Int::I32)),
        (Type::Int(_), "MAX" | "MIN") => Some(ty.clone()),
        (Type::Int(_), "BITS") => Some(Type::Int(Int::U32)),
        _ => None,
    }
}

/// `Ordering::Less` and its kin.
fn ordering(path: &syn::Path) -> Option<Ordering> {
    let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let (variant, enumeration) = (names.next()?, names.next()?);
    match variant.as_str() {
        _ if enumeration != "Ordering" => None,
        "Less" => Some(Ordering::Less),
        "Equal" => Some(Ordering::Equal),
        "Greater" => Some(Ordering::Greater),
        _ => None,
    }
}
