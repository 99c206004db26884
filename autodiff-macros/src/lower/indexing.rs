//! Indices into values of types of the user, which are calls of functions of the type: see
//! [`items::indexing`](crate::items).
//!
//! A place behind such an index, `m[(i, j)].x = v`, is a variable of its own, which is read before and written back
//! behind the assignment.

use super::call::Given;
use super::place::Spot;
use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::infer::index_key;
use crate::ir::{CallKind, NodeId};
use crate::items::Use;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, ToTokens};

/// Where an element is written back to.
#[derive(Clone)]
pub struct Behind {
    base: Spot,
    of: Type,
    element: Type,
    key: String,
    index: Vec<NodeId>,
    span: Span,
}

impl Lower<'_> {
    /// Whether this is of a type of the user.
    pub fn is_users(&self, e: &Expr) -> bool {
        matches!(self.types.of(e), Type::Struct(_))
    }

    /// Whether this is an index into a value of a type of the user.
    pub fn is_users_element(&self, e: &Expr) -> bool {
        matches!(&e.kind, ExprKind::Index(base, _) if self.is_users(base))
    }

    /// `base[index]`, read.
    pub fn user_element(&mut self, e: &Expr, base: &Expr, index: &Expr) -> Option<Value> {
        match &base.kind {
            // What the reverse sweep needs of a value that the loop changes goes onto the tape, not the value.
            ExprKind::Local(local) if self.is_carried(*local) => {
                let base = self.written(base)?;
                self.read_in_place(e, base, index, Use::ReadInPlace)
                    .map(|(value, _)| value)
            }
            _ => {
                let types = self.types;
                let value = self.expression(base)?;
                let mut all = Given::default();
                all.values.extend(self.as_declared(value, types.of(base)));
                all.values.extend(self.index_leaves(index)?);
                self.builder.at(e.span);
                let key = self.key(index);
                let (callee, kind) = function(types.of(base), Use::Read, &key, false, e.span);
                Some(self.called(types.of(e), callee, kind, all))
            }
        }
    }

    /// The element, with where it is written back to.
    fn read_in_place(&mut self, e: &Expr, base: Spot, index: &Expr, kind: Use) -> Option<(Value, Behind)> {
        let behind = self.behind(e, base, index)?;
        self.builder.at(e.span);
        let mut all = Given::default();
        self.lend(&mut all, behind.base.clone(), &behind.of, false);
        all.values.extend(&behind.index);
        let (callee, kind) = function(&behind.of, kind, &behind.key, true, e.span);
        let value = self.called(&behind.element, callee, kind, all);
        Some((value, behind))
    }

    /// Where the element `e` of a value at this place is written back to.
    fn behind(&mut self, e: &Expr, base: Spot, index: &Expr) -> Option<Behind> {
        let ExprKind::Index(of, _) = &e.kind else {
            unreachable!("an index")
        };
        let types = self.types;
        Some(Behind {
            base,
            of: types.of(of).clone(),
            element: types.of(e).clone(),
            key: self.key(index),
            index: self.index_leaves(index)?,
            span: e.span,
        })
    }

    /// `base[index]` as a place: a variable, which is written back when it changes.
    pub fn user_place(&mut self, e: &Expr, base: &Expr, index: &Expr) -> Option<Spot> {
        let base = self.written(base)?;
        let (value, behind) = self.read_in_place(e, base, index, Use::Place)?;
        let local = self.scope.add(self.depth());
        self.scope.set(local, value);
        self.behind.insert(local, behind);
        Some(Spot::of(local))
    }

    /// `base[index] = value;`
    pub fn assign_element(&mut self, e: &Expr, base: &Expr, index: &Expr, value: Value) -> Option<Value> {
        let base = self.written(base)?;
        let behind = self.behind(e, base, index)?;
        self.set_element(&behind, value);
        Some(Value::UNIT)
    }

    /// Writes the element that this variable stands for, if it does.
    pub fn write_back(&mut self, local: LocalId) {
        if let Some(behind) = self.behind.get(&local).cloned() {
            let value = self.read(local);
            self.set_element(&behind, value);
        }
    }

    fn set_element(&mut self, behind: &Behind, value: Value) {
        self.builder.at(behind.span);
        let mut all = Given::default();
        self.lend(&mut all, behind.base.clone(), &behind.of, false);
        all.values.extend(&behind.index);
        all.values.extend(self.as_declared(value, &behind.element));
        let (callee, kind) = function(&behind.of, Use::Write, &behind.key, true, behind.span);
        self.called(&Type::Tuple(vec![]), callee, kind, all);
    }

    fn index_leaves(&mut self, index: &Expr) -> Option<Vec<NodeId>> {
        let types = self.types;
        let value = self.expression(index)?;
        Some(self.as_declared(value, types.of(index)))
    }

    fn key(&self, index: &Expr) -> String {
        index_key(self.types.of(index)).expect("inference knows what can be an index")
    }
}

/// The function of this type for an index, and how it is called. The reverse half of one that writes is called without a
/// value, so by the type, where that has a name.
fn function(ty: &Type, kind: Use, key: &str, writes: bool, span: Span) -> (TokenStream, CallKind) {
    let Type::Struct(ty) = ty else {
        unreachable!("an index into a type of the user")
    };
    let name = Ident::new(&kind.function(key), Span::call_site().located_at(span));
    match writes && !ty.is_unknown() {
        true => {
            let ty = ty.in_expression();
            (quote!(#ty::#name), CallKind::Associated)
        }
        false => (name.to_token_stream(), CallKind::Method),
    }
}
