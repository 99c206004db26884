//! Methods and operators of types of the user.

use super::pending::{Pending, UserMethod};
use super::term::{Facts, Kind};
use super::*;
use crate::ast::environment::Known;
use crate::ast::StructType;
use crate::emit::item::{associated_half, half};
use crate::ir::{Derivative, Integer};
use crate::items::{calculus, Use};
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

/// The same for an operator that writes to its left side.
pub fn update(op: Integer) -> Option<&'static str> {
    Some(match op {
        Integer::Add => "AddAssign",
        Integer::Sub => "SubAssign",
        Integer::Mul => "MulAssign",
        Integer::Div => "DivAssign",
        Integer::Rem => "RemAssign",
        _ => return None,
    })
}

impl Inference<'_> {
    /// The result of a method of this type.
    pub(super) fn user_method(&mut self, of: &StructType, call: &UserMethod, pending: &Pending) -> Term {
        let name = call.name.to_string();
        let given: Vec<Term> = call.arguments.iter().map(|(term, ..)| term.clone()).collect();
        let known = self.function.surroundings.of_type(of, &name);
        let known = known.or_else(|| self.derived_method(of, &name, &given));
        match known {
            Some(Known::Function(signature)) if signature.parameters.len() == given.len() + 1 => {
                let (parameters, result) = self.table.instance_on(&signature, of);
                let places = signature.places[1..].iter();
                self.read_only(places.zip(call.arguments.iter().map(|&(.., passed_on)| passed_on)));
                for (expected, (found, span, _)) in parameters[1..].iter().zip(&call.arguments) {
                    self.coerce(expected, found, *span);
                }
                match call.place {
                    _ if !signature.places[0] => {}
                    Some(place) => _ = self.receivers.insert(place, Receiver::Written),
                    None => self.refused.push((pending.span, &messages::MUT_RECEIVER, name)),
                }
                return result;
            }
            Some(Known::Left) => self.refused.push((pending.span, &messages::LEFT, name)),
            _ => {}
        }
        given.iter().for_each(|given| self.passed(given));
        // It may take `&mut self`, or be one of a derive, or a derivative, that is not seen yet.
        let name = call.name.to_string();
        self.guessed |= call.place.is_some() || calculus::is_method(&name) || Derivative::is_beside(&name);
        let result = self.table.fresh(Facts {
            result: true,
            ..Facts::new(Kind::Any)
        });
        self.unseen.extend(call.place.map(|place| (place, result.clone())));
        let arguments = std::iter::once(pending.base.clone()).chain(given).collect();
        let (ty, name, count) = (of.in_expression(), &call.name, call.arguments.len());
        let like = match (&of.like, of.is_unknown()) {
            (Some(receiver), _) => {
                let method = associated_half(&name.to_string(), "value", name.span());
                Some(never(quote!((#receiver).#method), count))
            }
            (None, true) => None,
            (None, false) => Some(never(half(&quote!(#ty::#name), true, "value", 0), count + 1)),
        };
        self.calls.push(OpenCall {
            result: result.clone(),
            arguments,
            associated: true,
            like,
        });
        result
    }

    /// A method that a derive makes. A user's own function may be called `step`: this one takes a tangent of the type.
    fn derived_method(&self, of: &StructType, name: &str, given: &[Term]) -> Option<Known> {
        let signature = self.function.surroundings.derived(of, name)?;
        let suits = match (name, given.first()) {
            ("step", Some(along)) => match self.table.shallow(along) {
                Term::Struct(along) => along.name() == of.tangent().name(),
                _ => false,
            },
            _ => true,
        };
        suits.then_some(Known::Function(signature))
    }

    /// An index that is a tuple or an array of positions.
    pub(super) fn index(&mut self, index: &Expr) -> Term {
        let term = self.expression(index);
        let parts = match &term {
            Term::Tuple(parts) => parts.clone(),
            Term::Array(element, _) => vec![(**element).clone()],
            _ => vec![],
        };
        for part in parts {
            let is_open = self
                .table
                .facts_of(&part)
                .is_some_and(|facts| facts.kind != Kind::Float);
            if is_open {
                self.unify(&Term::USIZE, &part, index.span);
            }
        }
        term
    }

    /// What an index into a value of this type gives.
    pub(super) fn user_element(&mut self, of: &StructType, index: &Term, span: Span) -> Term {
        let Some(key) = index_key(&self.table.resolve(index)) else {
            self.unsuited(
                &messages::UNSUITED,
                "such an index".to_string(),
                &Term::Struct(of.clone()),
                span,
            );
            return self.table.any();
        };
        let name = Use::Read.function(&key);
        if let Some(Known::Function(signature)) = self.function.surroundings.of_type(of, &name) {
            return self.table.instance_on(&signature, of).1;
        }
        // The name may be that of an array.
        self.guessed = true;
        let result = self.table.fresh(Facts {
            result: true,
            field: true,
            ..Facts::new(Kind::Any)
        });
        let (ty, half) = (of.in_expression(), associated_half(&name, "value", span));
        let like = match (&of.like, of.is_unknown()) {
            (Some(whole), _) => Some(never(quote!((#whole).#half), 1)),
            (None, true) => None,
            (None, false) => Some(never(quote!(#ty::#half), 2)),
        };
        self.calls.push(OpenCall {
            result: result.clone(),
            arguments: vec![Term::Struct(of.clone())],
            associated: true,
            like,
        });
        result
    }

    /// The result of an operator, if one of its sides is of a type of the user. Where its implementation is not seen:
    /// sums are of one type, and a product with a number is of the type of the user.
    pub(super) fn user_operator(&mut self, op: Integer, left: &Term, right: &Term) -> Option<Term> {
        let sides = [left, right].map(|side| match self.table.shallow(side) {
            Term::Struct(ty) => Ok(ty),
            Term::Float(float) => Err(float.name()),
            Term::Vec(_) => Err("Vec"),
            Term::Array(..) | Term::Slice(_) => Err(ARRAY),
            _ => Err(self.scalar.name()),
        });
        let one = sides.iter().find_map(|side| side.as_ref().ok())?.clone();
        let operation = operation(op)?;
        let names = sides.each_ref().map(|side| match side {
            Ok(ty) => (self.table.name(ty), Some(ty.clone())),
            Err(name) => (name.to_string(), None),
        });
        [left, right].into_iter().for_each(|side| self.passed(side));
        match self.function.surroundings.operator(operation, names) {
            // Of a generic type, one of the same instance.
            Some(Type::Struct(ty)) if ty.path() == ["Self"] => return Some(Term::Struct(one)),
            Some(output) => return Some(self.table.term(&output)),
            None => {}
        }
        let is_sum = matches!(op, Integer::Add | Integer::Sub);
        if is_sum && (self.is_result(left) || self.is_result(right)) {
            self.table.unify(left, right);
        }
        let is_number = |name: &str| name != "Vec" && name != ARRAY;
        let with_number = sides
            .iter()
            .any(|side| side.as_ref().is_err_and(|name| is_number(name)));
        if !with_number && !is_sum {
            self.guessed = true;
        }
        match with_number || is_sum {
            false => Some(self.table.fresh(Facts {
                result: true,
                ..Facts::new(Kind::Any)
            })),
            true => Some(Term::Struct(one)),
        }
    }

    /// Whether this is open, and what another function gives.
    fn is_result(&self, term: &Term) -> bool {
        self.table
            .facts_of(term)
            .is_some_and(|facts| facts.result && facts.kind == Kind::Any)
    }
}

/// What arrays and slices are called as sides of operators.
pub const ARRAY: &str = "[]";

/// What an index of this type is called in the names of functions; none if it can be none of a type of the user.
pub fn index_key(ty: &Type) -> Option<String> {
    match ty {
        Type::Int(int) => Some(int.name().to_string()),
        Type::Tuple(parts) if !parts.is_empty() => {
            let parts: Option<Vec<String>> = parts.iter().map(index_key).collect();
            Some(parts?.join("_"))
        }
        Type::Array(element, _) => Some(format!("array_of_{}", index_key(element)?)),
        _ => None,
    }
}

/// A call that is never made, for the type of its value.
pub(super) fn never(callee: TokenStream, arguments: usize) -> TokenStream {
    let arguments = (0..arguments).map(|_| quote!(::core::unreachable!()));
    quote!(#callee(#(#arguments),*))
}

/// Whether a function of a type that is called so gives a value of the type, by Rust's conventions.
pub(super) fn is_constructor(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "default", "from", "identity", "new", "one", "ones", "origin", "splat", "zero", "zeros",
    ];
    const PREFIXES: [&str; 3] = ["from_", "new_", "with_"];
    let is_variant = name.starts_with(crate::ast::variant::CONSTRUCTOR);
    is_variant || NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}
