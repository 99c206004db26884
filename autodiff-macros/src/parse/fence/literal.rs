//! Literals.

use super::*;
use crate::ir::{Float, Int};

impl Fence<'_> {
    pub(super) fn literal(&mut self, literal: &syn::Lit) -> Option<Expr> {
        let kind = match literal {
            syn::Lit::Bool(b) => Some(ExprKind::Bool(b.value)),
            syn::Lit::Int(n) => match n.suffix() {
                "f32" | "f64" => float(n.base10_digits(), n.suffix()),
                suffix => int(n.base10_digits(), suffix),
            },
            syn::Lit::Byte(b) => Some(ExprKind::Int {
                value: b.value().into(),
                suffix: Some(Int::U8),
            }),
            syn::Lit::Float(x) => float(x.base10_digits(), x.suffix()),
            _ => return self.refuse(literal, &messages::LITERAL, &[name(literal)]),
        };
        match kind {
            Some(kind) => Some(self.make(kind, literal.span())),
            None => self.refuse(literal, &messages::NUMBER, &[&text(literal)]),
        }
    }
}

fn int(digits: &str, suffix: &str) -> Option<ExprKind> {
    let suffix = match suffix {
        "" => None,
        suffix => Some(Int::from_name(suffix)?),
    };
    Some(ExprKind::Int {
        value: digits.parse().ok()?,
        suffix,
    })
}

fn float(digits: &str, suffix: &str) -> Option<ExprKind> {
    let suffix = match suffix {
        "" => None,
        "f32" => Some(Float::F32),
        "f64" => Some(Float::F64),
        _ => return None,
    };
    Some(ExprKind::Float {
        value: digits.parse().ok()?,
        value32: digits.parse().ok()?,
        suffix,
    })
}

fn name(literal: &syn::Lit) -> &'static str {
    match literal {
        syn::Lit::Str(_) => "string",
        syn::Lit::ByteStr(_) | syn::Lit::CStr(_) => "byte string",
        syn::Lit::Char(_) => "character",
        _ => "such",
    }
}
