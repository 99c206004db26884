//! Types as messages show them.

use crate::ast::{Length, Type};
use crate::diagnostics::text;

pub fn show(ty: &Type) -> String {
    match ty {
        Type::Float(float) => float.name().to_string(),
        Type::Int(int) => int.name().to_string(),
        Type::Bool => "bool".to_string(),
        Type::Ordering => "Ordering".to_string(),
        Type::Array(element, length) => {
            let length = match length {
                Length::Fixed(length) => length.to_string(),
                Length::Const(tokens) => text(tokens),
                Length::Infer => "_".to_string(),
            };
            format!("[{}; {length}]", show(element))
        }
        Type::Slice(element) => format!("&[{}]", show(element)),
        Type::Vec(element) => format!("Vec<{}>", show(element)),
        Type::Tuple(all) => format!("({})", all.iter().map(show).collect::<Vec<_>>().join(", ")),
        Type::Option(inner) => format!("Option<{}>", show(inner)),
        Type::Struct(ty) if ty.is_unknown() => "a struct".to_string(),
        Type::Struct(ty) => text(&ty.tokens),
        Type::Infer => "_".to_string(),
    }
}
