//! `&mut`: places that go by another name, or to another function.
//!
//! A mutable reference is no value of its own: a variable that is one is another name for the place, whose indices were
//! evaluated when it was taken. So `let r = &mut a[i]; *r += 1.0;` is `let k = i; a[k] += 1.0;`.

use super::super::scope::{Alias, Meaning, Step};
use super::build::bind;
use super::expected::{Expected, Functions};
use super::*;
use std::rc::Rc;

/// What a pattern would take apart.
pub(in super::super) const PARTS: &str = "a pattern for what is behind a `&mut`";

impl Fence<'_> {
    /// The arguments of a call, and what is `known` of the callee, if functions may be among them.
    pub(super) fn arguments_of<'e>(
        &mut self,
        all: impl IntoIterator<Item = &'e syn::Expr>,
        known: Option<&Functions>,
    ) -> Option<Vec<Expr>> {
        let all = all.into_iter().enumerate();
        let all: Vec<Option<Expr>> = all
            .map(|(k, e)| self.argument(e, known.map(|known| known.at(k))))
            .collect();
        all.into_iter().collect()
    }

    /// A value, a place that the callee may write to, or a function.
    fn argument(&mut self, e: &syn::Expr, function: Option<Expected>) -> Option<Expr> {
        if let syn::Expr::Reference(reference) = inner(e) {
            if reference.mutability.is_some() {
                self.attributes(&reference.attrs);
                return self.borrow(&reference.expr, BorrowKind::Written);
            }
        }
        match (self.is_reference(e), function) {
            (true, _) => self.borrow(e, BorrowKind::PassedOn),
            (false, Some(expected)) => self.call_argument(e, expected),
            (false, None) => self.value_argument(e),
        }
    }

    fn borrow(&mut self, e: &syn::Expr, kind: BorrowKind) -> Option<Expr> {
        let place = self.borrowed(e)?;
        let span = e.span();
        Some(self.make(ExprKind::Borrow(Borrow { place, kind }), span))
    }

    /// What a method is called on, `read`, which that may write to if it is a place.
    pub(super) fn called_on(&mut self, e: &syn::Expr, read: Expr) -> Expr {
        let Some(local) = self.root(e).filter(|_| self.is_writable(e)) else {
            return read;
        };
        let span = read.span;
        let (place, kind) = (
            Place {
                local,
                read: Box::new(read),
            },
            BorrowKind::Receiver,
        );
        self.make(ExprKind::Borrow(Borrow { place, kind }), span)
    }

    /// Whether the variable that a place begins at can be written to.
    fn is_writable(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Index(e) => self.is_writable(&e.expr),
            syn::Expr::Field(e) => self.is_writable(&e.base),
            syn::Expr::Unary(e) => self.is_writable(&e.expr),
            e => {
                let mutable = |local: LocalId| self.locals[local.0 as usize].mutable;
                self.is_reference(e) || self.root(e).is_some_and(mutable)
            }
        }
    }

    /// The place behind a `&mut`; `&mut x[..]` is all of `x`.
    fn borrowed(&mut self, e: &syn::Expr) -> Option<Place> {
        match inner(e) {
            syn::Expr::Index(syn::ExprIndex { expr, index, .. }) if is_all(index) => self.borrowed(expr),
            syn::Expr::Reference(reference) if reference.mutability.is_some() => self.borrowed(&reference.expr),
            e if self.root(e).is_some() => self.place(e),
            e => {
                self.expression(e);
                self.refuse(e, &messages::MUT_BORROW, &[])
            }
        }
    }

    /// Whether this is a `&mut` by its name: a parameter, or a variable that was bound to one.
    pub(super) fn is_reference(&self, e: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = inner(e) else { return false };
        let name = path.path.get_ident().filter(|_| path.qself.is_none());
        match name.and_then(|name| self.scopes.find(name)) {
            Some(Meaning::Local(local)) => self.references.contains(local),
            Some(Meaning::Alias(_)) => true,
            _ => false,
        }
    }

    /// Whether what this gives is, or holds, a mutable reference.
    pub(super) fn gives_reference(&self, e: &syn::Expr) -> bool {
        let of_block = |block: &syn::Block| match block.stmts.last() {
            Some(syn::Stmt::Expr(value, None)) => self.gives_reference(value),
            _ => false,
        };
        match inner(e) {
            syn::Expr::Reference(e) => e.mutability.is_some(),
            syn::Expr::Tuple(e) => e.elems.iter().any(|e| self.gives_reference(e)),
            syn::Expr::Array(e) => e.elems.iter().any(|e| self.gives_reference(e)),
            syn::Expr::Block(e) => of_block(&e.block),
            syn::Expr::If(e) => {
                let otherwise = e.else_branch.as_ref().map(|(_, otherwise)| otherwise);
                of_block(&e.then_branch) || otherwise.is_some_and(|otherwise| self.gives_reference(otherwise))
            }
            syn::Expr::Match(e) => e.arms.iter().any(|arm| self.gives_reference(&arm.body)),
            e => self.is_reference(e),
        }
    }

    /// `let r = &mut place;`: from here on `r` means the place. None if this is another `let`.
    pub(super) fn let_borrow(&mut self, pattern: &syn::Pat, init: &syn::Expr) -> Option<Option<Vec<Statement>>> {
        if !self.gives_reference(init) || is_part(init) {
            return None;
        }
        let mut statements = vec![];
        let alias = match inner(init) {
            syn::Expr::Reference(reference) if self.root(&reference.expr).is_none() => {
                self.temporary_place(&reference.expr, &mut statements)
            }
            syn::Expr::Reference(reference) => self.alias(&reference.expr, &mut statements),
            e if self.is_reference(e) => self.alias(e, &mut statements),
            e => self.refuse(e, &messages::MUT_BORROW, &[]),
        };
        Some(match (pattern, alias) {
            (syn::Pat::Ident(name), Some(alias)) if name.subpat.is_none() && name.by_ref.is_none() => {
                self.scopes.declare(&name.ident, Meaning::Alias(Rc::new(alias)));
                Some(statements)
            }
            (syn::Pat::Wild(_), Some(_)) => Some(statements),
            (pattern, alias) => {
                if alias.is_some() {
                    self.errors.refuse(pattern, &messages::PATTERN, &[PARTS]);
                }
                // The names are there.
                self.pattern(pattern);
                None
            }
        })
    }

    /// `&mut value`: a place without a name of its own.
    fn temporary_place(&mut self, e: &syn::Expr, statements: &mut Vec<Statement>) -> Option<Alias> {
        if matches!(
            inner(e),
            syn::Expr::Index(_) | syn::Expr::MethodCall(_) | syn::Expr::Field(_)
        ) {
            return self.alias(e, statements);
        }
        let value = self.expression(e)?;
        let local = self.accumulator("place", value.span);
        statements.push(bind(local, value));
        Some(Alias { local, steps: vec![] })
    }

    /// Another name for a place; its indices are evaluated here.
    pub(super) fn alias(&mut self, e: &syn::Expr, statements: &mut Vec<Statement>) -> Option<Alias> {
        match inner(e) {
            syn::Expr::Path(path) => {
                let name = path.path.get_ident().filter(|_| path.qself.is_none());
                match name.and_then(|name| self.scopes.find(name)) {
                    Some(Meaning::Local(local)) => Some(Alias {
                        local: *local,
                        steps: vec![],
                    }),
                    Some(Meaning::Alias(alias)) => Some((**alias).clone()),
                    _ => {
                        self.expression(e);
                        self.refuse(e, &messages::MUT_BORROW, &[])
                    }
                }
            }
            syn::Expr::Index(index) if is_all(&index.index) => self.alias(&index.expr, statements),
            syn::Expr::Index(e) => {
                let base = self.alias(&e.expr, statements);
                if let syn::Expr::Range(range) = inner(&e.index) {
                    return self.refuse(range, &messages::MUT_BORROW, &[]);
                }
                let value = self.expression(&e.index);
                let (mut base, value) = (base?, value?);
                let index = self.hidden(value.span);
                statements.push(bind(index, value));
                base.steps.push(Step::Index(index));
                Some(base)
            }
            syn::Expr::Field(e) => {
                let mut base = self.alias(&e.base, statements)?;
                base.steps.push(Step::Field(Member::from(&e.member)));
                Some(base)
            }
            syn::Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => self.alias(&e.expr, statements),
            syn::Expr::Reference(e) => self.alias(&e.expr, statements),
            e => {
                self.expression(e);
                self.refuse(e, &messages::MUT_BORROW, &[])
            }
        }
    }

    /// What is in the place that goes by another name.
    pub(super) fn aliased(&mut self, alias: &Alias, span: Span) -> Expr {
        let mut e = self.local(alias.local, span);
        for step in &alias.steps {
            let kind = match step {
                Step::Index(index) => ExprKind::Index(Box::new(e), Box::new(self.local(*index, span))),
                Step::Field(field) => ExprKind::Field(Box::new(e), field.clone()),
            };
            e = self.make(kind, span);
        }
        e
    }

    pub(super) fn aliased_place(&mut self, alias: &Alias, span: Span) -> Place {
        Place {
            local: alias.local,
            read: Box::new(self.aliased(alias, span)),
        }
    }

    /// `std::mem::swap(&mut a, &mut b)`, `replace(&mut a, value)` and `take(&mut a)`.
    pub(super) fn exchanged(&mut self, e: &syn::ExprCall, name: &str) -> Option<Expr> {
        let span = e.func.span();
        let mut statements = vec![];
        let written = format!("std::mem::{name}");
        self.arity(&written, &e.func, if name == "take" { 1 } else { 2 }, e.args.len())?;
        let first = self.exchanged_place(&e.args[0], &mut statements);
        let replacement = match name {
            "swap" => {
                let second = self.exchanged_place(&e.args[1], &mut statements);
                let (first, second) = (first?, second?);
                let values = vec![self.aliased(&second, span), self.aliased(&first, span)];
                let values = self.make(ExprKind::Tuple(values), span);
                let places = [&first, &second].map(|alias| Target::Place(self.aliased_place(alias, span)));
                let swap = self.make(ExprKind::AssignTuple(places.into(), Box::new(values)), span);
                statements.push(Statement::Expr(swap));
                return Some(self.braced(statements, None, span));
            }
            "replace" => self.expression(&e.args[1])?,
            _ => self.make(ExprKind::Default, span),
        };
        let first = first?;
        let (new, old) = (self.hidden(span), self.hidden(span));
        // They are of one type.
        self.alike.push((new, old));
        let before = self.aliased(&first, span);
        statements.extend([bind(new, replacement), bind(old, before)]);
        let new = self.local(new, span);
        let place = self.aliased_place(&first, span);
        let write = self.make(ExprKind::Assign(place, Box::new(new)), span);
        statements.push(Statement::Expr(write));
        let old = self.local(old, span);
        Some(self.braced(statements, Some(old), span))
    }

    fn exchanged_place(&mut self, e: &syn::Expr, statements: &mut Vec<Statement>) -> Option<Alias> {
        match inner(e) {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                // Not what they point to, but where they point.
                if self.is_reference(&reference.expr) {
                    return self.refuse(e, &messages::MUT_BORROW, &[]);
                }
                self.alias(&reference.expr, statements)
            }
            e if self.is_reference(e) => self.alias(e, statements),
            e => {
                self.expression(e);
                self.refuse(e, &messages::MUT_BORROW, &[])
            }
        }
    }
}

/// `&mut a[1..]`: a slice, which is a value of its own.
fn is_part(e: &syn::Expr) -> bool {
    match inner(e) {
        syn::Expr::Reference(e) => is_part(&e.expr),
        syn::Expr::Index(e) => matches!(inner(&e.index), syn::Expr::Range(_)) && !is_all(&e.index),
        _ => false,
    }
}

/// `..`
pub(super) fn is_all(e: &syn::Expr) -> bool {
    matches!(
        inner(e),
        syn::Expr::Range(syn::ExprRange {
            start: None,
            end: None,
            ..
        })
    )
}
