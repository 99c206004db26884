//! Conversions of `num_traits`, which give an `Option`: `T::from(x)`, `T::from_f64(x)`, `num_traits::cast(x)`, `x.to_f64()`. To a
//! float there always is one, so that each is a cast.

use super::*;
use crate::ir::{Float, Int};

impl Fence<'_> {
    /// A conversion where no method says that it is an `Option`; none if this is no conversion, or one of `From`.
    pub(super) fn optional_conversion(&mut self, e: &syn::ExprCall) -> Option<Option<Expr>> {
        if let syn::Expr::Path(callee) = inner(&e.func) {
            let of_trait = callee.path.segments.iter().any(|segment| segment.ident == "NumCast");
            let on = self.of_number(callee).filter(|(_, name)| name == "from" && !of_trait);
            match on {
                Some((Type::Float(float), _)) if !self.types.casts(float) => return None,
                _ => {}
            }
        }
        let value = self.conversion(&syn::Expr::Call(e.clone()))?;
        Some(value.map(|value| self.some(value, e.span())))
    }

    /// The value of a conversion; none if this is no conversion.
    pub(super) fn conversion(&mut self, e: &syn::Expr) -> Option<Option<Expr>> {
        let call = match inner(e) {
            syn::Expr::MethodCall(call) if call.args.is_empty() => return self.as_float_conversion(call),
            syn::Expr::Call(call) => call,
            _ => return None,
        };
        let (syn::Expr::Path(callee), Some(value), 1) = (inner(&call.func), call.args.first(), call.args.len()) else {
            return None;
        };
        let (source, target) = self.source_and_target(callee)?;
        let target = match target {
            Type::Infer => self.types.only_float().map_or(Type::Infer, Type::Float),
            target => target,
        };
        if self.is_unknown_constant(value) {
            // Only rustc knows the type of the constant.
            let tokens = quote::quote!(#e.unwrap());
            return Some(self.constant(tokens, target));
        }
        let value = self.expression(value).map(|value| self.of_type(value, source));
        Some(value.map(|value| self.converted(value, target, e.span())))
    }

    /// `x.to_f64()`
    pub(super) fn as_float_conversion(&mut self, call: &syn::ExprMethodCall) -> Option<Option<Expr>> {
        let float = match call.method.to_string().as_str() {
            "to_f64" => Float::F64,
            "to_f32" => Float::F32,
            _ => return None,
        };
        let value = self.expression(&call.receiver);
        Some(value.map(|value| self.converted(value, Type::Float(float), call.method.span())))
    }

    /// What a function that converts its argument takes and gives, if this is one.
    fn source_and_target(&mut self, callee: &syn::ExprPath) -> Option<(Type, Type)> {
        let segments = &callee.path.segments;
        let names: Vec<String> = segments.iter().map(|segment| segment.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let (None, ["num_traits" | "num", "cast"]) = (&callee.qself, &names[..]) {
            let syn::PathArguments::AngleBracketed(types) = &segments.last()?.arguments else {
                return Some((Type::Infer, Type::Infer));
            };
            let mut types = types.args.iter().map(|argument| match argument {
                syn::GenericArgument::Type(ty) => self.types.scalar(ty),
                _ => None,
            });
            return Some((types.next()??, types.next()??));
        }
        let (on, name) = self.of_number(callee)?;
        let name = name.to_string();
        let source = match name.strip_prefix("from_") {
            None if name == "from" => Type::Infer,
            Some("f64") => Type::Float(Float::F64),
            Some("f32") => Type::Float(Float::F32),
            Some(int) => Type::Int(Int::from_name(int)?),
            None => return None,
        };
        matches!(on, Type::Float(_) | Type::Infer).then_some((source, on))
    }

    fn converted(&mut self, value: Expr, target: Type, span: Span) -> Expr {
        self.make(ExprKind::Cast(Box::new(value), target), span)
    }
}
