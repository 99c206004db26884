//! The types of calls: what is passed, and what comes back.

use super::term::{Facts, Kind};
use super::user::{is_constructor, never};
use super::*;
use crate::ast::{variant, *};
use crate::emit::item::half;
use crate::ir::CallKind;

impl Inference<'_> {
    pub(super) fn call(&mut self, e: &Expr, signature: Option<&Signature>, arguments: &[Expr]) -> Term {
        let given = self.all(arguments);
        if let Some(signature) = signature {
            let (parameters, result) = self.table.instance(signature);
            if given.len() != parameters.len() {
                self.mismatched(&Term::Tuple(parameters.clone()), &Term::Tuple(given.clone()), e.span);
            }
            let is_library = matches!(
                e.kind,
                ExprKind::Call {
                    kind: CallKind::Library,
                    ..
                }
            );
            self.read_only(signature.places.iter().zip(arguments.iter().map(passed_on)));
            let pairs = parameters.iter().zip(&given).zip(arguments);
            for (((expected, given), argument), seen) in pairs.zip(&signature.parameters) {
                match seen {
                    // What the library takes of any type, says nothing of that.
                    Type::Infer if is_library => {}
                    Type::Infer => self.passed(given),
                    _ => self.coerce(expected, given, argument.span),
                }
            }
            return self.of_its_type(e, result);
        }
        given.iter().for_each(|given| self.passed(given));
        // By name a number goes into a function as a place or as a value: it is for the signature to say.
        let is_number = |given: &Term| matches!(self.table.shallow(given), Term::Float(_));
        self.guessed |= arguments
            .iter()
            .zip(&given)
            .any(|(e, given)| passed_on(e).is_some() && is_number(given));
        let of_type = match &e.kind {
            ExprKind::Call {
                callee,
                kind: CallKind::Associated,
                ..
            } => StructType::before(callee),
            _ => None,
        };
        // What is in a variant is like a field.
        let is_field = of_type.as_ref().is_some_and(|(_, name)| variant::is_field(name));
        if let (true, Some((ty, _)), [value]) = (is_field, &of_type, &given[..]) {
            self.unify(&Term::Struct(ty.clone()), value, e.span);
        }
        let result = self.table.fresh(Facts {
            result: true,
            field: is_field,
            ..Facts::new(Kind::Any)
        });
        if let ExprKind::Call { callee, kind, .. } = &e.kind {
            let associated = *kind == CallKind::Associated;
            match of_type {
                Some((ty, name)) if associated && is_constructor(&name) => return Term::Struct(ty),
                _ => self.calls.push(OpenCall {
                    result: result.clone(),
                    arguments: given,
                    associated,
                    like: Some(never(half(callee, associated, "value", 0), arguments.len())),
                }),
            }
        }
        result
    }

    /// What a function of a type gives, where it is a value of that type: `Self` in its signature has no generic arguments, which
    /// the call has.
    fn of_its_type(&self, e: &Expr, result: Term) -> Term {
        let ExprKind::Call { callee, kind, .. } = &e.kind else {
            return result;
        };
        let of = StructType::before(callee).filter(|_| *kind == CallKind::Associated);
        match (&result, of) {
            (Term::Struct(ty), Some((of, _)))
                if ty.has_holes() && !of.has_holes() && self.table.name(ty) == self.table.name(&of) =>
            {
                Term::Struct(of)
            }
            _ => result,
        }
    }

    /// As `passed`, to a macro: that takes whatever there is, so of what is seen to be an integer it says nothing.
    pub(super) fn shown(&mut self, term: &Term) {
        let is_integer = self.table.facts_of(term).is_some_and(|facts| facts.kind == Kind::Int);
        if !is_integer {
            self.passed(term);
        }
    }

    /// What is passed on by its name to a parameter that is no `&mut` is read.
    pub(super) fn read_only<'p>(&mut self, all: impl Iterator<Item = (&'p bool, Option<ExprId>)>) {
        let read = all.filter_map(|(is_place, passed_on)| passed_on.filter(|_| !is_place));
        self.receivers.extend(read.map(|place| (place, Receiver::Read)));
    }

    pub(super) fn passed(&mut self, term: &Term) {
        if let Some(facts) = self.table.facts(term) {
            facts.passed = true;
        }
        match self.table.shallow(term) {
            Term::Array(inner, _) | Term::Slice(inner) | Term::Vec(inner) | Term::Option(inner) => self.passed(&inner),
            Term::Tuple(parts) => parts.iter().for_each(|part| self.passed(part)),
            _ => {}
        }
    }
}

/// The place behind a `&mut` that stands by its name where an argument does.
pub(super) fn passed_on(e: &Expr) -> Option<ExprId> {
    match &e.kind {
        ExprKind::Borrow(borrow) if borrow.kind == BorrowKind::PassedOn => Some(borrow.place.read.id),
        _ => None,
    }
}
