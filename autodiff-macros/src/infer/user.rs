//! Methods and operators of types of the user.

use super::pending::{Pending, UserMethod};
use super::term::{Facts, Kind};
use super::*;
use crate::ast::environment::Known;
use crate::ast::StructType;
use crate::ir::Integer;
use quote::quote;

/// The operation of an operator that a type of the user can have: what its rule is for.
pub fn operation(op: Integer) -> Option<&'static str> {
    Some(match op {
        Integer::Add => "Add",
        Integer::Sub => "Sub",
        Integer::Mul => "Mul",
        Integer::Div => "Div",
        Integer::Rem => "Rem",
        _ => return None,
    })
}

impl Inference<'_> {
    /// The result of a method of this type.
    pub(super) fn user_method(&mut self, of: &StructType, call: &UserMethod, pending: &Pending) -> Term {
        let name = call.name.to_string();
        let known = self.function.surroundings.of_type(&self.table.name(of), &name);
        let given: Vec<Term> = call.arguments.iter().map(|(term, _)| term.clone()).collect();
        match known {
            Some(Known::Function(signature)) if signature.parameters.len() == given.len() + 1 => {
                let (parameters, result) = self.table.instance(&signature);
                for (expected, (found, span)) in parameters[1..].iter().zip(&call.arguments) {
                    self.coerce(expected, found, *span);
                }
                return result;
            }
            Some(Known::Left) => self.refused.push((pending.span, &messages::LEFT, name)),
            _ => {}
        }
        given.iter().for_each(|given| self.passed(given));
        let result = self.table.fresh(Facts {
            result: true,
            ..Facts::new(Kind::Any)
        });
        let arguments = std::iter::once(pending.base.clone()).chain(given).collect();
        let (ty, name) = (&of.tokens, &call.name);
        let callee = (!of.is_unknown() && !of.has_arguments()).then(|| quote!(#ty::#name));
        self.calls.push(OpenCall {
            result: result.clone(),
            arguments,
            callee,
            associated: true,
        });
        result
    }

    /// The result of an operator, if one of its sides is of a type of the user. Where its implementation is not seen:
    /// sums are of one type, and a product with a number is of the type of the user.
    pub(super) fn user_operator(&mut self, op: Integer, left: &Term, right: &Term) -> Option<Term> {
        let sides = [left, right].map(|side| match self.table.shallow(side) {
            Term::Struct(ty) => Ok(ty),
            Term::Float(float) => Err(float),
            _ => Err(self.scalar),
        });
        let one = sides.iter().find_map(|side| side.as_ref().ok())?.clone();
        let operation = operation(op)?;
        let names = sides.each_ref().map(|side| match side {
            Ok(ty) => self.table.name(ty),
            Err(float) => float.name().to_string(),
        });
        [left, right].into_iter().for_each(|side| self.passed(side));
        if let Some(output) = self.function.surroundings.operator(operation, names) {
            return Some(self.table.term(&output));
        }
        let is_sum = matches!(op, Integer::Add | Integer::Sub);
        if is_sum && (self.is_result(left) || self.is_result(right)) {
            self.table.unify(left, right);
        }
        match sides {
            [Ok(_), Ok(_)] if !is_sum => Some(self.table.fresh(Facts {
                result: true,
                ..Facts::new(Kind::Any)
            })),
            _ => Some(Term::Struct(one)),
        }
    }

    /// Whether this is open, and what another function gives.
    fn is_result(&self, term: &Term) -> bool {
        self.table
            .facts_of(term)
            .is_some_and(|facts| facts.result && facts.kind == Kind::Any)
    }
}
