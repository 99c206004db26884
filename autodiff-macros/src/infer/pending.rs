//! What follows from a type that may not be known yet.

use super::term::{Facts, Kind};
use super::*;
use crate::ast::{ExprId, Member};
use crate::ir::{Int, Integer};
use proc_macro2::Ident;

/// `result` follows from `base`.
pub struct Pending {
    pub base: Term,
    pub result: Term,
    pub derived: Derived,
    pub span: Span,
}

#[derive(Clone)]
pub enum Derived {
    /// The element of an array or slice.
    Element,
    /// The same by an index that is no number: of a type of the user.
    ElementAt(Term),
    /// The same, for a loop to run over.
    Item,
    /// A part of an array or slice.
    Part,
    /// A part of a tuple, or a field of a struct.
    Field(Member),
    /// A vector for a slice, else the same.
    Owned,
    /// The unsigned integer of the same width.
    Unsigned,
    /// What an operator gives of this and the `other` side, which is a number: numbers are of one type, and on a type of the
    /// user it is what that says. Of one that writes to this side, nothing.
    Operator {
        op: Integer,
        other: Term,
        is_left: bool,
        writes: bool,
    },
    /// What a method of a type of the user gives.
    Method(Box<UserMethod>),
}

/// A call of a method that may be one of a type of the user.
#[derive(Clone)]
pub struct UserMethod {
    pub name: Ident,
    /// The place that it is called on, if it could write to it.
    pub place: Option<ExprId>,
    /// Each argument with where it stands, and the place that it passes on by its name.
    pub arguments: Vec<(Term, Span, Option<ExprId>)>,
}

impl Inference<'_> {
    /// What follows from `base`, once that is known.
    pub(super) fn derive(&mut self, derived: Derived, base: Term, span: Span) -> Term {
        let result = self.table.any();
        let pending = Pending {
            base,
            result: result.clone(),
            derived,
            span,
        };
        if !self.attempt(&pending) {
            self.pending.push(pending);
        }
        result
    }

    /// Does all that can be done by now.
    pub(super) fn advance(&mut self) {
        let mut before = usize::MAX;
        while self.pending.len() < before {
            before = self.pending.len();
            for pending in std::mem::take(&mut self.pending) {
                if !self.attempt(&pending) {
                    self.pending.push(pending);
                }
            }
        }
    }

    /// A constant of the user's scope, or a field, that is indexed is taken for a slice.
    pub(super) fn assume_slices(&mut self) {
        let before = self.pending.len();
        for k in 0..self.pending.len() {
            let Pending {
                base, result, derived, ..
            } = &self.pending[k];
            let facts = self.table.facts_of(base);
            let facts = facts.map(|facts| (facts.constant, facts.field, facts.field && facts.result));
            let (constant, field, is_element) = facts.unwrap_or_default();
            if let (true, Derived::Element | Derived::Item) = (constant || field, derived) {
                if let Some(facts) = self.table.facts(result) {
                    facts.constant |= constant;
                    facts.field |= field;
                }
                // What an index gives is a value of its own.
                let array = match is_element {
                    true => Term::Vec(Box::new(result.clone())),
                    false => Term::Slice(Box::new(result.clone())),
                };
                self.table.bind_open(base, array);
            } else if let (true, false, Derived::Part) = (constant, field, derived) {
                let base = base.clone();
                let element = self.table.fresh(Facts {
                    constant,
                    element: true,
                    ..Facts::new(Kind::Any)
                });
                self.table.bind_open(&base, Term::Slice(Box::new(element)));
            } else if let (true, Derived::Part) = (field, derived) {
                if let Some(facts) = self.table.facts(result) {
                    facts.field = true;
                }
                self.table.bind_open(base, result.clone());
            }
        }
        self.advance();
        // The elements of a field are slices too, if they are indexed.
        if self.pending.len() < before {
            self.assume_slices();
        }
    }

    /// Whether the base was known.
    fn attempt(&mut self, pending: &Pending) -> bool {
        let mut base = self.table.shallow(&pending.base);
        if let (Term::Var(_), Derived::Operator { writes: false, .. }) = (&base, &pending.derived) {
            // What gives a struct with a number, is one.
            if let Term::Struct(_) = self.table.shallow(&pending.result) {
                self.guessed |= self.table.facts(&base).is_some_and(|facts| facts.result);
                self.table.unify(&base, &pending.result);
                base = self.table.shallow(&base);
            }
        }
        let result = match (&base, &pending.derived) {
            (Term::Var(_), _) => return false,
            (Term::Array(element, _) | Term::Slice(element) | Term::Vec(element), Derived::Element | Derived::Item) => {
                (**element).clone()
            }
            (Term::Array(element, _) | Term::Slice(element) | Term::Vec(element), Derived::Part) => {
                Term::Slice(element.clone())
            }
            (Term::Tuple(parts), Derived::Field(Member::Number(k))) if *k < parts.len() => parts[*k].clone(),
            (Term::Struct(of), Derived::Field(member)) => self.field(of, member),
            (Term::Struct(of), Derived::Element) => self.user_element(of, &Term::USIZE, pending.span),
            (Term::Struct(of), Derived::ElementAt(index)) => self.user_element(of, index, pending.span),
            (Term::Slice(element), Derived::Owned) => Term::Vec(element.clone()),
            (other, Derived::Owned) => other.clone(),
            (Term::Int(int), Derived::Unsigned) => Term::Int(unsigned(*int)),
            (base, Derived::Operator { .. }) => match self.operated(&pending.derived, base, pending.span) {
                Some(result) => result,
                None => return true,
            },
            (Term::Struct(of), Derived::Method(call)) => self.user_method(of, call, pending),
            (_, Derived::Method(call)) => {
                self.refused
                    .push((pending.span, &messages::METHOD, call.name.to_string()));
                return true;
            }
            _ => {
                let (message, operation) = match &pending.derived {
                    Derived::Element | Derived::ElementAt(_) | Derived::Part => {
                        (&messages::UNSUITED, "indexing".to_string())
                    }
                    Derived::Item => (&messages::ITERATED, String::new()),
                    Derived::Field(member) => (&messages::UNSUITED, format!("`.{}`", member.text())),
                    Derived::Owned => unreachable!("everything can be owned"),
                    Derived::Unsigned | Derived::Method(_) | Derived::Operator { .. } => {
                        (&messages::UNSUITED, "`abs_diff`".to_string())
                    }
                };
                self.unsuited(message, operation, &base, pending.span);
                return true;
            }
        };
        self.follows(&pending.base, &pending.derived, &pending.result);
        self.unify(&result, &pending.result, pending.span);
        true
    }
}

fn unsigned(int: Int) -> Int {
    match int.is_signed() {
        true => Int::from_name(&int.name().replacen('i', "u", 1)).unwrap_or(int),
        false => int,
    }
}
