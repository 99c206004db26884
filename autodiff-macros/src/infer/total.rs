//! Which expressions can be computed whether they are needed or not.

use super::Types;
use crate::ast::{Expr, ExprKind, Method, Type};
use crate::primitives::Primitive;

/// Whether computing this has no effect, and cannot panic.
pub fn is_total(e: &Expr, types: &Types) -> bool {
    let is_float = matches!(types.of(e), Type::Float(_));
    let itself = match &e.kind {
        ExprKind::Float { .. }
        | ExprKind::Int { .. }
        | ExprKind::Bool(_)
        | ExprKind::Local(_)
        | ExprKind::Path { .. }
        | ExprKind::Ordering(_)
        | ExprKind::Tuple(_)
        | ExprKind::Captured(_)
        | ExprKind::Option(..)
        | ExprKind::Absent
        | ExprKind::IsSome(_)
        | ExprKind::Payload(_)
        | ExprKind::Array(_)
        | ExprKind::Field(..)
        | ExprKind::Len(_)
        | ExprKind::Not(_)
        | ExprKind::And(..)
        | ExprKind::Or(..)
        | ExprKind::Compare(..)
        | ExprKind::Cast(..) => true,
        ExprKind::Binary(_, left, right) => [left, right].iter().all(|e| matches!(types.of(e), Type::Float(_))),
        ExprKind::Negate(_) => is_float,
        ExprKind::Method { receiver, method, .. } => matches!(types.of(receiver), Type::Float(_)) && !panics(*method),
        _ => false,
    };
    let mut total = itself;
    e.each_child(&mut |child| total = total && is_total(child, types));
    total
}

/// Whether the method of a float can panic.
fn panics(method: Method) -> bool {
    matches!(
        method,
        Method::Float(Primitive::Clamp) | Method::Number(Primitive::Clamp, _)
    )
}
