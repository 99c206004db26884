//! `==` and `!=` of what is more than a number: parts are compared one by one; structs, arrays, slices and vectors by the
//! `PartialEq` of their type.

use super::value::Value;
use super::Lower;
use crate::ast::{variant, Expr, Type};
use crate::ir::{Comparison, Integer, NodeId, Op, Ty};

impl Lower<'_> {
    pub fn comparison(&mut self, e: &Expr, comparison: Comparison, left: &Expr, right: &Expr) -> Option<Value> {
        let ty = self.types.of(left);
        if !is_compound(ty) {
            let (left, right) = (self.node(left)?, self.node(right)?);
            return self.make(e, Op::Compare(comparison), vec![left, right]);
        }
        let (left, right) = (self.expression(left)?, self.expression(right)?);
        self.builder.at(e.span);
        let equal = self.equal(left, right, ty);
        Some(Value::Node(match comparison {
            Comparison::Ne => self.builder.not(equal),
            _ => equal,
        }))
    }

    /// Whether two values of this type are equal. What is compared cannot panic, so all of it may be.
    fn equal(&mut self, left: Value, right: Value, ty: &Type) -> NodeId {
        match (left, right, ty) {
            (Value::Tuple(left), Value::Tuple(right), Type::Tuple(types)) => {
                let parts = left.into_iter().zip(right).zip(types);
                let all: Vec<NodeId> = parts.map(|((left, right), ty)| self.equal(left, right, ty)).collect();
                let start = self.builder.bool(true);
                all.into_iter()
                    .fold(start, |all, one| self.builder.integer(Integer::And, all, one))
            }
            (left @ Value::Tuple(_), right @ Value::Tuple(_), Type::Option(inner)) => {
                let ((has_left, left), (has_right, right)) = (left.into_option(), right.into_option());
                let (has_left, has_right) = (has_left.node(), has_right.node());
                let alike = self
                    .builder
                    .add(Op::Compare(Comparison::Eq), vec![has_left, has_right], Ty::Bool);
                let neither = self.builder.not(has_left);
                // Where there is nothing, the values are zeros.
                let equal = self.equal(left, right, inner);
                let equal = self.builder.integer(Integer::Or, neither, equal);
                self.builder.integer(Integer::And, alike, equal)
            }
            (left, right, ty) => {
                let (left, right) = (self.whole(left), self.whole(right));
                match is_compound(ty) {
                    true => self.library(variant::same(), vec![left, right], Ty::Bool),
                    false => self
                        .builder
                        .add(Op::Compare(Comparison::Eq), vec![left, right], Ty::Bool),
                }
            }
        }
    }
}

fn is_compound(ty: &Type) -> bool {
    !matches!(ty, Type::Float(_) | Type::Int(_) | Type::Bool | Type::Ordering)
}
