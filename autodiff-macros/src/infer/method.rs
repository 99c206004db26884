//! Methods of numbers.

use super::call::passed_on;
use super::pending::{Derived, UserMethod};
use super::term::Kind;
use super::*;
use crate::ast::{ExprKind, Method};
use crate::ir::{Int, IntMethod};
use crate::primitives::Primitive;
use proc_macro2::Ident;

impl Inference<'_> {
    pub(super) fn method(
        &mut self,
        e: &Expr,
        receiver: &Expr,
        name: &Ident,
        method: Method,
        arguments: &[Expr],
        on: &Type,
    ) -> Term {
        let on = self.table.term(on);
        self.expect(&on, receiver);
        if method == Method::User || matches!(self.table.shallow(&on), Term::Struct(_)) {
            let arguments = arguments
                .iter()
                .map(|argument| (self.expression(argument), argument.span, passed_on(argument)))
                .collect();
            let place = match &receiver.kind {
                ExprKind::Borrow(borrow) => Some(borrow.place.read.id),
                _ => None,
            };
            self.receivers.extend(place.map(|place| (place, Receiver::Read)));
            let call = UserMethod {
                name: name.clone(),
                place,
                arguments,
            };
            let given = self.derive(Derived::Method(Box::new(call)), on, e.span);
            if let Some(facts) = self.table.facts(&given) {
                facts.result = true;
            }
            return given;
        }
        let result = match method {
            Method::Float(_) | Method::SinCos | Method::Test(_) | Method::TotalCompare => {
                // What is no float is left to the check at the end.
                self.table.require(&on, Kind::Float);
                match method {
                    Method::Test(_) => Term::Bool,
                    Method::TotalCompare => Term::Ordering,
                    Method::SinCos => Term::Tuple(vec![on.clone(), on.clone()]),
                    _ => on.clone(),
                }
            }
            Method::Number(..) => {
                self.number(&on);
                on.clone()
            }
            Method::User => on.clone(),
            Method::Compare => Term::Ordering,
            Method::Ordering(_) => {
                self.unify(&Term::Ordering, &on, receiver.span);
                Term::Bool
            }
            // Those of `num_traits::Signed`, which floats have too.
            Method::Int(IntMethod::IsPositive | IntMethod::IsNegative) => Term::Bool,
            Method::Int(int) => {
                self.table.require(&on, Kind::Int);
                match int {
                    IntMethod::IsPowerOfTwo => Term::Bool,
                    IntMethod::CountOnes | IntMethod::LeadingZeros | IntMethod::TrailingZeros | IntMethod::Ilog2 => {
                        Term::Int(Int::U32)
                    }
                    IntMethod::AbsDiff | IntMethod::UnsignedAbs => self.derive(Derived::Unsigned, on.clone(), e.span),
                    _ => on.clone(),
                }
            }
        };
        let expected = match method {
            Method::Float(Primitive::Powi) => Term::Int(Int::I32),
            Method::Int(
                IntMethod::Pow
                | IntMethod::RotateLeft
                | IntMethod::RotateRight
                | IntMethod::WrappingShl
                | IntMethod::WrappingShr,
            ) => Term::Int(Int::U32),
            _ => on,
        };
        arguments.iter().for_each(|argument| self.expect(&expected, argument));
        result
    }
}
