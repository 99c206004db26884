//! Vectors: how they are made, and the methods that change their length. All of these are appends and truncations.

use super::super::types;
use super::build::{bind, bind_pattern, block};
use super::changed::Vector;
use super::*;
use crate::ir::{Comparison, Integer};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;

/// What stands in `vec![…]`.
enum Elements {
    List(Vec<syn::Expr>),
    Fill(Box<syn::Expr>, Box<syn::Expr>),
}

impl Parse for Elements {
    fn parse(input: ParseStream) -> syn::Result<Elements> {
        if input.is_empty() {
            return Ok(Elements::List(vec![]));
        }
        let first: syn::Expr = input.parse()?;
        if input.parse::<Option<syn::Token![;]>>()?.is_some() {
            return Ok(Elements::Fill(Box::new(first), Box::new(input.parse()?)));
        }
        let mut all = vec![first];
        if input.parse::<Option<syn::Token![,]>>()?.is_some() {
            all.extend(Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated(input)?);
        }
        Ok(Elements::List(all))
    }
}

impl Fence<'_> {
    /// `vec![a, b]` and `vec![e; n]`
    pub(super) fn vec_macro(&mut self, e: &syn::Macro) -> Option<Expr> {
        let span = e.path.span();
        match e.parse_body::<Elements>() {
            Ok(Elements::List(elements)) => {
                let elements = self.expressions(&elements)?;
                Some(self.make(ExprKind::List(elements), span))
            }
            Ok(Elements::Fill(element, len)) => {
                let (element, len) = (self.boxed(&element), self.boxed(&len));
                Some(self.make(ExprKind::Fill(element?, len?), span))
            }
            Err(_) => self.refuse(&e.path, &messages::MACRO_ARGUMENTS, &["vec"]),
        }
    }

    /// `Vec::new()`, `Vec::with_capacity(n)`, `Vec::from([…])`; none if the path leads elsewhere.
    pub(super) fn vec_function(&mut self, path: &syn::Path, arguments: &[&syn::Expr]) -> Option<Option<Expr>> {
        let mut segments = path.segments.iter().rev();
        let (function, vector) = (segments.next()?, segments.next()?);
        if vector.ident != "Vec" || !function.arguments.is_none() {
            return None;
        }
        let span = path.span();
        let made = match (function.ident.to_string().as_str(), arguments) {
            ("new", []) => Some(self.make(ExprKind::List(vec![]), span)),
            ("with_capacity", [capacity]) => {
                let capacity = self.boxed(capacity);
                capacity.map(|capacity| self.make(ExprKind::Reserve(capacity), span))
            }
            ("from_iter", [items]) => self.collected(items, Type::Vec(Box::new(Type::Infer)), span),
            ("from", [array]) => {
                let array = self.boxed(array);
                array.map(|array| self.make(ExprKind::ToVec(array), span))
            }
            _ => return None,
        };
        let element = match &vector.arguments {
            syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
                Some(syn::GenericArgument::Type(ty)) => types::annotation(ty, &self.types, self.errors),
                _ => return None,
            },
            _ => Some(Type::Infer),
        };
        Some(made.and_then(|made| {
            Some(match element? {
                Type::Infer => made,
                element => self.typed(made, Type::Vec(Box::new(element))),
            })
        }))
    }

    /// The value, which is of this type.
    fn typed(&mut self, value: Expr, ty: Type) -> Expr {
        let span = value.span;
        let held = self.hidden(span);
        let bound = bind_pattern(Pattern::Bind(held), ty, value);
        let value = self.local(held, span);
        self.braced(vec![bound], Some(value), span)
    }

    /// A method that changes the length of a vector, if this is one.
    pub(super) fn vec_method(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let known = matches!(
            (name, arguments.len()),
            ("clear", 0)
                | ("push" | "extend" | "extend_from_slice" | "append", 1)
                | ("dedup", 0)
                | ("remove" | "swap_remove" | "truncate" | "split_off" | "retain", 1)
                | ("insert" | "resize", 2)
        );
        if !known {
            return None;
        }
        let mut vector = match self.vector(&e.receiver) {
            Some(vector) => vector,
            None => {
                arguments.iter().for_each(|argument| _ = self.expression(argument));
                return Some(None);
            }
        };
        let span = e.method.span();
        let value = match (name, &arguments[..]) {
            ("push", [value]) => self.expression(value).map(|value| {
                vector.append(self, value, span);
                None
            }),
            ("extend" | "extend_from_slice", [items]) => self.extend(&mut vector, items, span),
            ("append", [other]) => self.append_all(&mut vector, other, span),
            ("dedup", []) => self.dedup(&mut vector, span),
            ("clear", []) => {
                let zero = self.usize(0, span);
                vector.truncate(self, zero, span);
                Some(None)
            }
            ("truncate", [len]) => self.truncate(&mut vector, len, span),
            ("resize", [len, value]) => self.resize(&mut vector, len, value, span),
            ("split_off", [at]) => self.split_off(&mut vector, at, span),
            ("retain", [test]) => self.retain(&mut vector, test, span),
            ("insert", [at, value]) => self.insert(&mut vector, at, value, span),
            ("remove" | "swap_remove", [at]) => self.remove(&mut vector, at, name == "remove", span),
            _ => return None,
        };
        Some(value.map(|value| self.braced(vector.statements, value, span)))
    }

    /// `v.pop()`, as a pair.
    pub(super) fn pop(&mut self, receiver: &syn::Expr, span: Span) -> Option<Expr> {
        let mut vector = self.vector(receiver)?;
        let (some, value) = (self.hidden(span), self.accumulator("popped", span));
        let (len, zero) = (vector.len(self, span), self.usize(0, span));
        let holds = self.compare(Comparison::Gt, len, zero, span);
        vector.statements.push(bind(some, holds));
        vector.statements.push(Statement::Let {
            pattern: Pattern::Bind(value),
            ty: Type::Infer,
            init: None,
        });
        let statements = std::mem::take(&mut vector.statements);
        let last = vector.last(self, span);
        let element = vector.element(self, last, span);
        vector.statements.push(self.set(value, element, span));
        let last = self.local(last, span);
        vector.truncate(self, last, span);
        let then = std::mem::replace(&mut vector.statements, statements);
        let test = self.local(some, span);
        vector.statements.push(self.when(test, then, span));
        let (some, value) = (self.local(some, span), self.local(value, span));
        let option = self.make(ExprKind::Option(Box::new(some), Box::new(value)), span);
        Some(self.braced(vector.statements, Some(option), span))
    }

    /// The vector that a method changes: a place whose indices are computed once.
    fn vector(&mut self, receiver: &syn::Expr) -> Option<Vector> {
        let Place { local, read } = self.place(receiver)?;
        let mut statements = vec![];
        let read = self.stable(*read, &mut statements);
        Some(Vector {
            local,
            read,
            statements,
        })
    }

    /// The place, with its indices in variables.
    fn stable(&mut self, place: Expr, before: &mut Vec<Statement>) -> Expr {
        let (span, id) = (place.span, place.id);
        let kind = match place.kind {
            ExprKind::Field(base, k) => ExprKind::Field(Box::new(self.stable(*base, before)), k),
            ExprKind::Index(base, index) => {
                let base = self.stable(*base, before);
                let index = match index.kind {
                    ExprKind::Local(_) => index,
                    _ => {
                        let span = index.span;
                        let held = self.hidden(span);
                        before.push(bind(held, *index));
                        Box::new(self.local(held, span))
                    }
                };
                ExprKind::Index(Box::new(base), index)
            }
            kind => kind,
        };
        Expr { kind, span, id }
    }

    /// `v.extend(items)`
    fn extend(&mut self, vector: &mut Vector, items: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let mut chain = self.chain(items)?;
        let item = self.item_value(&mut chain);
        let push = vector.appended(self, item, span);
        let run = self.run(chain, block(vec![push], None, span))?;
        vector.statements.extend(run);
        Some(None)
    }

    /// `v.append(&mut w)`
    fn append_all(&mut self, vector: &mut Vector, other: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let syn::Expr::Reference(syn::ExprReference {
            mutability: Some(_),
            expr: other,
            ..
        }) = inner(other)
        else {
            return self.refuse(other, &messages::IN_PLACE, &["append"]);
        };
        self.extend(vector, other, span)?;
        let mut emptied = self.vector(other)?;
        let zero = self.usize(0, span);
        emptied.truncate(self, zero, span);
        vector.statements.extend(emptied.statements);
        Some(None)
    }

    fn truncate(&mut self, vector: &mut Vector, len: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let len = self.expression(len)?;
        let wanted = vector.held(self, len, span);
        let shorter = self.local(wanted, span);
        let whole = vector.len(self, span);
        let test = self.compare(Comparison::Lt, shorter, whole, span);
        let cut = self.local(wanted, span);
        let cut = vector.truncated(self, cut, span);
        vector.statements.push(self.when(test, vec![cut], span));
        Some(None)
    }

    fn resize(&mut self, vector: &mut Vector, len: &syn::Expr, value: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let (len, value) = (self.expression(len), self.expression(value));
        let wanted = vector.held(self, len?, span);
        let value = vector.held(self, value?, span);
        let (shorter, whole) = (self.local(wanted, span), vector.len(self, span));
        let test = self.compare(Comparison::Lt, shorter, whole, span);
        let cut = self.local(wanted, span);
        let cut = vector.truncated(self, cut, span);
        let (from, to) = (vector.len(self, span), self.local(wanted, span));
        let value = self.local(value, span);
        let push = vector.appended(self, value, span);
        let grow = self.count(Pattern::Wild, (from, to), false, vec![push], span);
        let grow = self.braced(vec![grow], None, span);
        let kind = self.choose(test, block(vec![cut], None, span), grow, span);
        vector.statements.push(Statement::Expr(kind));
        Some(None)
    }

    /// `v.insert(at, value)`: the elements behind make room, the last first.
    fn insert(&mut self, vector: &mut Vector, at: &syn::Expr, value: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let (at, value) = (self.expression(at), self.expression(value));
        let at = vector.held(self, at?, span);
        let value = vector.held(self, value?, span);
        let len = vector.len(self, span);
        let len = vector.held(self, len, span);
        vector
            .statements
            .push(self.beyond(vector, at, "insertion index is beyond the length of the vector", span));
        let new = self.local(value, span);
        vector.append(self, new, span);
        let k = self.temporary("k", span);
        let (from, to) = (self.local(at, span), self.local(len, span));
        let moved = vector.element(self, k, span);
        let next = self.beside(Integer::Add, k, span);
        let shift = vector.assigned(self, next, moved, span);
        let shift = self.count(Pattern::Bind(k), (from, to), true, vec![shift], span);
        vector.statements.push(shift);
        let (index, new) = (self.local(at, span), self.local(value, span));
        let set = vector.assigned(self, index, new, span);
        vector.statements.push(set);
        Some(None)
    }

    /// `v.remove(at)`, where the elements behind move up; or `v.swap_remove(at)`, where the last takes the place.
    fn remove(&mut self, vector: &mut Vector, at: &syn::Expr, in_order: bool, span: Span) -> Option<Option<Expr>> {
        let at = self.expression(at)?;
        let at = vector.held(self, at, span);
        let removed = vector.element(self, at, span);
        let removed = vector.held(self, removed, span);
        let last = vector.last(self, span);
        match in_order {
            true => {
                let k = self.temporary("k", span);
                let (from, to) = (self.local(at, span), self.local(last, span));
                let next = self.beside(Integer::Add, k, span);
                let moved = vector.element_at(self, next, span);
                let place = self.local(k, span);
                let shift = vector.assigned(self, place, moved, span);
                let shift = self.count(Pattern::Bind(k), (from, to), false, vec![shift], span);
                vector.statements.push(shift);
            }
            false => {
                let moved = vector.element(self, last, span);
                let place = self.local(at, span);
                let set = vector.assigned(self, place, moved, span);
                vector.statements.push(set);
            }
        }
        let len = self.local(last, span);
        vector.truncate(self, len, span);
        Some(Some(self.local(removed, span)))
    }

    /// `v.split_off(at)`: the elements behind go into a new vector.
    fn split_off(&mut self, vector: &mut Vector, at: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let at = self.expression(at)?;
        let at = vector.held(self, at, span);
        vector
            .statements
            .push(self.beyond(vector, at, "`at` split index is beyond the length of the vector", span));
        let rest = self.accumulator("rest", span);
        let empty = self.make(ExprKind::List(vec![]), span);
        vector.statements.push(bind(rest, empty));
        let behind = Vector {
            local: rest,
            read: self.local(rest, span),
            statements: vec![],
        };
        let k = self.temporary("k", span);
        let moved = vector.element(self, k, span);
        let push = behind.appended(self, moved, span);
        let (from, to) = (self.local(at, span), vector.len(self, span));
        let all = self.count(Pattern::Bind(k), (from, to), false, vec![push], span);
        vector.statements.push(all);
        let len = self.local(at, span);
        vector.truncate(self, len, span);
        Some(Some(self.local(rest, span)))
    }

    /// `v.retain(test)`: those that stay move up.
    fn retain(&mut self, vector: &mut Vector, test: &syn::Expr, span: Span) -> Option<Option<Expr>> {
        let inlined = self.inlined(test, 1)?;
        let kept = self.accumulator("kept", span);
        let zero = self.usize(0, span);
        vector.statements.push(bind(kept, zero));
        let (k, item) = (self.temporary("k", span), self.hidden(span));
        let element = vector.element(self, k, span);
        let argument = self.local(item, span);
        let stays = self.applied(inlined, vec![argument], span);
        let (place, value) = (self.local(kept, span), self.local(item, span));
        let set = vector.assigned(self, place, value, span);
        let one = self.usize(1, span);
        let counted = self.update(Integer::Add, kept, one, span);
        let stay = self.when(stays, vec![set, counted], span);
        let (from, to) = (self.usize(0, span), vector.len(self, span));
        let all = self.count(
            Pattern::Bind(k),
            (from, to),
            false,
            vec![bind(item, element), stay],
            span,
        );
        vector.statements.push(all);
        let len = self.local(kept, span);
        vector.truncate(self, len, span);
        Some(None)
    }

    /// Without what is equal to the one that was kept before.
    fn dedup(&mut self, vector: &mut Vector, span: Span) -> Option<Option<Expr>> {
        let (kept, k) = (self.accumulator("kept", span), self.temporary("k", span));
        let zero = self.usize(0, span);
        vector.statements.push(bind(kept, zero));
        let before = self.beside(Integer::Sub, kept, span);
        let (this, last) = (vector.element(self, k, span), vector.element_at(self, before, span));
        let differs = self.compare(Comparison::Ne, this, last, span);
        let (count, zero) = (self.local(kept, span), self.usize(0, span));
        let first = self.compare(Comparison::Eq, count, zero, span);
        let stays = self.make(ExprKind::Or(Box::new(first), Box::new(differs)), span);
        let (place, value) = (self.local(kept, span), vector.element(self, k, span));
        let set = vector.assigned(self, place, value, span);
        let one = self.usize(1, span);
        let counted = self.update(Integer::Add, kept, one, span);
        let stay = self.when(stays, vec![set, counted], span);
        let (from, to) = (self.usize(0, span), vector.len(self, span));
        let all = self.count(Pattern::Bind(k), (from, to), false, vec![stay], span);
        vector.statements.push(all);
        let len = self.local(kept, span);
        vector.truncate(self, len, span);
        Some(None)
    }

    /// `if at > v.len() { panic!(…) }`
    fn beyond(&mut self, vector: &Vector, at: LocalId, message: &str, span: Span) -> Statement {
        let (index, whole) = (self.local(at, span), vector.len(self, span));
        let beyond = self.compare(Comparison::Gt, index, whole, span);
        self.panics(beyond, message, span)
    }

    /// `k + 1` or `k - 1`
    fn beside(&mut self, op: Integer, k: LocalId, span: Span) -> Expr {
        let (k, one) = (self.local(k, span), self.usize(1, span));
        self.make(ExprKind::Binary(op, Box::new(k), Box::new(one)), span)
    }

    /// `for pattern in from..to { body }`, or backwards.
    fn count(
        &mut self,
        pattern: Pattern,
        (from, to): (Expr, Expr),
        back: bool,
        body: Vec<Statement>,
        span: Span,
    ) -> Statement {
        let domain = Domain::Range {
            from,
            to,
            inclusive: false,
            adaptors: if back { vec![Adaptor::Rev] } else { vec![] },
        };
        let id = self.new_loop();
        let kind = ExprKind::For(Box::new(For {
            id,
            pattern,
            domain,
            body: block(body, None, span),
        }));
        Statement::Expr(self.make(kind, span))
    }

    /// `chain.collect()`
    pub(super) fn collect(&mut self, e: &syn::ExprMethodCall) -> Option<Expr> {
        let ty = match &e.turbofish {
            Some(turbofish) => match turbofish.args.first() {
                Some(syn::GenericArgument::Type(ty)) => types::annotation(ty, &self.types, self.errors),
                _ => return self.refuse(turbofish, &messages::GENERIC_CALL, &[]),
            },
            None => Some(Type::Vec(Box::new(Type::Infer))),
        };
        self.collected(&e.receiver, ty?, e.method.span())
    }

    pub(super) fn collected(&mut self, items: &syn::Expr, ty: Type, span: Span) -> Option<Expr> {
        let mut chain = self.chain(items)?;
        let complete = self.completed(&mut chain, &ty, span);
        let ty = match ty {
            Type::Option(inner) => *inner,
            ty => ty,
        };
        let mut vector = Vector::empty(self, "collected", ty, span);
        let item = self.item_value(&mut chain);
        let push = vector.appended(self, item, span);
        let run = self.run(chain, block(vec![push], None, span))?;
        vector
            .statements
            .extend(complete.map(|complete| self.complete(complete, span)));
        vector.statements.extend(run);
        let value = self.local(vector.local, span);
        let value = match complete {
            Some(complete) => self.if_complete(complete, value, span),
            None => value,
        };
        Some(self.braced(vector.statements, Some(value), span))
    }

    /// `rows.concat()`
    pub(super) fn concat(&mut self, rows: &syn::Expr, span: Span) -> Option<Expr> {
        let mut chain = self.chain(rows)?;
        let mut vector = Vector::empty(self, "joined", Type::Infer, span);
        let row = self.item_value(&mut chain);
        let item = self.hidden(span);
        let value = self.local(item, span);
        let push = vector.appended(self, value, span);
        let id = self.new_loop();
        let inner = ExprKind::For(Box::new(For {
            id,
            pattern: Pattern::Bind(item),
            domain: Domain::Elements {
                of: row,
                adaptors: vec![],
            },
            body: block(vec![push], None, span),
        }));
        let inner = Statement::Expr(self.make(inner, span));
        let run = self.run(chain, block(vec![inner], None, span))?;
        vector.statements.extend(run);
        let value = self.local(vector.local, span);
        Some(self.braced(vector.statements, Some(value), span))
    }
}
