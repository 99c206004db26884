//! Operators. On numbers both sides are of one type; on types of the user it is what their implementation says.

use super::pending::Derived;
use super::term::Kind;
use super::*;
use crate::ir::Integer;

impl Inference<'_> {
    /// The result of an operator with this left side.
    pub(super) fn binary(&mut self, op: Integer, left: Term, right: &Expr, span: Span) -> Term {
        let found = self.expression(right);
        if matches!(op, Integer::Shl | Integer::Shr) {
            return left;
        }
        if let Some(result) = self.user_operator(op, &left, &found) {
            return result;
        }
        match (self.may_be_users(&left, &found), self.may_be_users(&found, &left)) {
            (true, _) => self.operator_on(left, op, found, true, span),
            (_, true) => self.operator_on(found, op, left, false, span),
            _ => {
                self.open_operators |= self.is_open(&left) && self.is_open(&found);
                self.unify(&left, &found, right.span);
                self.number(&left);
                left
            }
        }
    }

    /// Whether this is a field or what another function gives, of which nothing else is known yet.
    fn is_open(&self, term: &Term) -> bool {
        let facts = self.table.facts_of(term);
        facts.is_some_and(|facts| (facts.field || facts.result) && facts.kind == Kind::Any)
    }

    /// The sides of a comparison: of one type, but that an array is equal to a slice or vector of the same elements.
    pub(super) fn compared(&mut self, left: &Term, right: &Term, span: Span) {
        let element = |term: Term| match term {
            Term::Array(element, _) | Term::Slice(element) | Term::Vec(element) => Some(*element),
            _ => None,
        };
        let (whole_left, whole_right) = (self.table.shallow(left), self.table.shallow(right));
        let are_arrays = matches!((&whole_left, &whole_right), (Term::Array(..), Term::Array(..)));
        match (element(whole_left), element(whole_right)) {
            (Some(left), Some(right)) if !are_arrays => self.unify(&left, &right, span),
            _ => self.unify(left, right, span),
        }
    }

    /// `place op= value`
    pub(super) fn update(&mut self, op: Integer, place: &Term, value: &Expr, span: Span) {
        let found = self.expression(value);
        match (self.table.shallow(place), op) {
            (_, Integer::Shl | Integer::Shr) => self.number(place),
            (Term::Struct(_), _) => self.passed(&found),
            _ if self.may_be_users(place, &found) => {
                let derived = Derived::Operator {
                    op,
                    other: found,
                    is_left: true,
                    writes: true,
                };
                self.derive(derived, place.clone(), span);
            }
            _ => {
                self.unify(place, &found, value.span);
                self.number(place);
            }
        }
    }

    /// Whether this is a field or what another function gives, of which nothing else is known yet, and the other side is a
    /// float: of such an operator it may be a type of the user.
    fn may_be_users(&self, open: &Term, other: &Term) -> bool {
        let is_float = match self.table.shallow(other) {
            Term::Float(_) => true,
            other => self
                .table
                .facts_of(&other)
                .is_some_and(|facts| facts.kind == Kind::Float),
        };
        self.is_open(open) && is_float
    }

    fn operator_on(&mut self, base: Term, op: Integer, other: Term, is_left: bool, span: Span) -> Term {
        let facts = self.table.facts_of(&base);
        let (field, result) = facts.map(|facts| (facts.field, facts.result)).unwrap_or_default();
        let derived = Derived::Operator {
            op,
            other,
            is_left,
            writes: false,
        };
        let given = self.derive(derived, base, span);
        if let Some(facts) = self.table.facts(&given) {
            (facts.field, facts.result) = (field, result);
        }
        given
    }

    /// What the operator gives, now that one of its sides is known to be `base`; none if there is an error.
    pub(super) fn operated(&mut self, derived: &Derived, base: &Term, span: Span) -> Option<Term> {
        let Derived::Operator {
            op,
            other,
            is_left,
            writes,
        } = derived
        else {
            unreachable!("an operator");
        };
        let (left, right) = match is_left {
            true => (base, other),
            false => (other, base),
        };
        let users = match (writes, base) {
            (true, Term::Struct(_)) => Some(Term::UNIT),
            (true, _) => None,
            (false, _) => self.user_operator(*op, left, right),
        };
        if users.is_some() {
            self.passed(other);
            return users;
        }
        let fits = self.table.unify(left, right);
        if !fits {
            self.mismatched(left, right, span);
        }
        fits.then(|| match writes {
            true => Term::UNIT,
            false => base.clone(),
        })
    }

    /// What was not seen to be of a type of the user is a number.
    pub(super) fn assume_numbers(&mut self) {
        // Among methods that are not seen, a field may be of a type with operators.
        self.guessed |= self.open_operators && self.calls.iter().any(|call| call.associated);
        while let Some(at) = self
            .pending
            .iter()
            .position(|pending| matches!(pending.derived, Derived::Operator { .. }))
        {
            let pending = self.pending.remove(at);
            let Derived::Operator { other, writes, .. } = &pending.derived else {
                unreachable!("it was found as an operator");
            };
            // A field that is not seen, among methods that are not seen, may be of a type with operators.
            let facts = self.table.facts_of(&pending.base);
            let has_methods = self.calls.iter().any(|call| call.associated);
            self.guessed |= self.is_of_users_types(&pending.base);
            self.guessed |= facts.is_some_and(|facts| facts.field && has_methods);
            self.unify(&pending.base, other, pending.span);
            self.number(&pending.base);
            let given = match writes {
                true => Term::UNIT,
                false => pending.base.clone(),
            };
            self.unify(&given, &pending.result, pending.span);
            self.advance();
        }
    }
}
