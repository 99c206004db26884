//! The types of derivatives that are called: of the value, of the gradient, of both.

use super::pending::Derived;
use super::term::{Facts, Kind};
use super::*;
use crate::ast::{Member, Signature};
use crate::ir::Derivative;

/// What has a derivative.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    Number,
    Array,
    Struct,
}

/// The gradient of a function that nothing here can see.
pub(super) struct OpenGradient {
    gradient: Term,
    arguments: Vec<Term>,
}

impl Inference<'_> {
    /// The result of a derivative. Behind the arguments of the function stand directions or a cotangent.
    pub(super) fn derivative(
        &mut self,
        call: ExprId,
        derivative: Derivative,
        signature: Option<&Signature>,
        arguments: &[Expr],
    ) -> Term {
        let given = self.all(arguments);
        let (value, gradient) = match signature {
            Some(signature) => self.seen_derivative(derivative, signature, &given, arguments),
            None => {
                // Which arguments are constants, and which are directions, the function says.
                self.guessed = true;
                let own = match derivative {
                    Derivative::Grad | Derivative::ValueAndGrad => given.len(),
                    Derivative::Vjp => given.len().saturating_sub(1),
                    Derivative::Jvp | Derivative::Hvp => self.before_directions(&given),
                };
                self.own_arguments.insert(call, own as u32);
                let (value, gradient) = self.unseen_derivative(&given[..own], &given);
                match (derivative, given.last()) {
                    // A cotangent is of the type of the value.
                    (Derivative::Vjp, Some(cotangent)) => (self.owned_derivative(cotangent.clone()), gradient),
                    _ => (value, gradient),
                }
            }
        };
        match derivative {
            Derivative::Grad | Derivative::Hvp => gradient,
            Derivative::ValueAndGrad | Derivative::Vjp => Term::Tuple(vec![value, gradient]),
            Derivative::Jvp => Term::Tuple(vec![value.clone(), value]),
        }
    }

    fn seen_derivative(
        &mut self,
        derivative: Derivative,
        signature: &Signature,
        given: &[Term],
        arguments: &[Expr],
    ) -> (Term, Term) {
        let (mut expected, value) = self.table.instance(signature);
        let active: Vec<Term> = signature
            .active(&self.function.surroundings)
            .map(|k| expected[k].clone())
            .collect();
        match derivative {
            Derivative::Grad | Derivative::ValueAndGrad => {}
            Derivative::Jvp | Derivative::Hvp => {
                let directions: Vec<Term> = active.iter().map(|argument| self.direction(argument.clone())).collect();
                expected.extend(directions);
            }
            Derivative::Vjp => expected.push(value.clone()),
        }
        for ((expected, found), argument) in expected.iter().zip(given).zip(arguments) {
            self.coerce(expected, found, argument.span);
        }
        let parts = active
            .into_iter()
            .map(|argument| self.owned_derivative(argument))
            .collect();
        (value, gradient(parts))
    }

    /// How many of these arguments are those of a function that is not seen, if behind them stands a direction for each that
    /// is not constant: as few as there can be for the directions to be of the kinds of arguments, in their order.
    fn before_directions(&self, given: &[Term]) -> usize {
        let kinds: Vec<Option<Form>> = given.iter().map(|term| self.form(term)).collect();
        let fits = |own: &usize| {
            let (own, directions) = kinds.split_at(*own);
            let mut own = own.iter().filter(|kind| kind.is_some());
            directions.iter().all(|direction| own.any(|kind| kind == direction))
        };
        let least = given.len().div_ceil(2);
        (least..=given.len()).find(fits).unwrap_or(least)
    }

    fn unseen_derivative(&mut self, own: &[Term], given: &[Term]) -> (Term, Term) {
        given.iter().for_each(|given| self.passed(given));
        let [value, gradient] = [(); 2].map(|()| {
            self.table.fresh(Facts {
                result: true,
                ..Facts::new(Kind::Any)
            })
        });
        self.calls.push(OpenCall {
            result: value.clone(),
            arguments: own.to_vec(),
            associated: false,
            like: None,
        });
        self.gradients.push(OpenGradient {
            gradient: gradient.clone(),
            arguments: own.to_vec(),
        });
        (value, gradient)
    }

    /// What nothing says of the gradient of a function that is not seen: that it has a part for each argument that holds
    /// floats, of the type of that. Where it is indexed or computed with, there is one part.
    pub(super) fn assume_gradients(&mut self) {
        for OpenGradient { gradient, arguments } in std::mem::take(&mut self.gradients) {
            let active = arguments.into_iter().filter(|argument| self.form(argument).is_some());
            let active: Vec<Term> = active.collect();
            let parts = active.into_iter().map(|argument| self.owned_derivative(argument));
            let mut parts: Vec<Term> = parts.collect();
            match self.table.shallow(&gradient) {
                Term::Var(_) => {
                    let only = self
                        .taken_as(&gradient)
                        .and_then(|form| parts.iter().position(|part| self.form(part) == Some(form)));
                    let assumed = match only {
                        Some(only) => parts.swap_remove(only),
                        None => self::gradient(parts),
                    };
                    self.table.bind_open(&gradient, assumed);
                }
                Term::Tuple(open) => {
                    for (open, assumed) in open.iter().zip(parts) {
                        if matches!(self.table.shallow(open), Term::Var(_)) {
                            self.table.bind_open(open, assumed);
                        }
                    }
                }
                _ => {}
            }
        }
        self.advance();
    }

    /// What an argument has a derivative as; none if it has none.
    fn form(&self, term: &Term) -> Option<Form> {
        match self.table.shallow(term) {
            Term::Int(_) | Term::Bool => None,
            Term::Struct(ty) if self.function.surroundings.is_plain(&ty) => None,
            Term::Struct(_) => Some(Form::Struct),
            Term::Array(..) | Term::Slice(_) | Term::Vec(_) => Some(Form::Array),
            _ => Some(Form::Number),
        }
    }

    /// What it is used as; none if as a tuple, or not at all.
    fn taken_as(&self, gradient: &Term) -> Option<Form> {
        let is_number = |facts: &Facts| facts.number || facts.kind != Kind::Any;
        if self.table.facts_of(gradient).is_some_and(is_number) {
            return Some(Form::Number);
        }
        let is_same = |term: &Term| match (self.table.shallow(term), self.table.shallow(gradient)) {
            (Term::Var(a), Term::Var(b)) => a == b,
            _ => false,
        };
        let mut uses = self.pending.iter().filter(|pending| is_same(&pending.base));
        uses.find_map(|pending| match pending.derived {
            Derived::Field(Member::Number(_)) => None,
            Derived::Field(Member::Name(_)) => Some(Form::Struct),
            Derived::Element | Derived::Item | Derived::Part | Derived::Owned => Some(Form::Array),
            Derived::Unsigned | Derived::Operator { .. } | Derived::Method(_) | Derived::ElementAt(_) => {
                Some(Form::Number)
            }
        })
    }

    /// A direction of an argument.
    fn direction(&mut self, argument: Term) -> Term {
        match self.table.shallow(&argument) {
            Term::Slice(element) => Term::Slice(Box::new(self.owned_derivative(*element))),
            _ => self.owned_derivative(argument),
        }
    }

    /// A derivative in an argument: a slice's is a vector, a struct's is its tangent.
    fn owned_derivative(&mut self, argument: Term) -> Term {
        match self.table.shallow(&argument) {
            Term::Slice(element) | Term::Vec(element) => Term::Vec(Box::new(self.owned_derivative(*element))),
            Term::Array(element, length) => Term::Array(Box::new(self.owned_derivative(*element)), length),
            Term::Struct(ty) => Term::Struct(self.table.named(ty).tangent()),
            other => other,
        }
    }
}

/// The parts as one: a tuple, if there are several.
fn gradient(mut parts: Vec<Term>) -> Term {
    match parts.len() {
        1 => parts.remove(0),
        _ => Term::Tuple(parts),
    }
}
