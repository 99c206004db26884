//! Functions of number types by their paths: `f64::exp(x)`, `T::zero()`, `Float::max(a, b)`, `<T as Float>::exp(x)`.
//!
//! What a type parameter has under a name of `num_traits` is taken for what `num_traits` gives it.

use super::*;
use crate::ir::{Float, Integer};
use std::f64::consts;

/// Traits of `num_traits` whose functions can be called by a path.
const TRAITS: [&str; 10] = [
    "Float",
    "FloatConst",
    "FloatCore",
    "FromPrimitive",
    "NumCast",
    "One",
    "Real",
    "Signed",
    "ToPrimitive",
    "Zero",
];

/// Traits of `std` whose functions can be called by a path, on whatever type.
const STD_TRAITS: [&str; 8] = ["Add", "Default", "Div", "Mul", "Neg", "Ord", "Rem", "Sub"];

/// What `num_traits` calls constants that are the same number in every width.
const CONSTANTS: [(&str, f64); 25] = [
    ("zero", 0.0),
    ("one", 1.0),
    ("neg_zero", -0.0),
    ("nan", f64::NAN),
    ("infinity", f64::INFINITY),
    ("neg_infinity", f64::NEG_INFINITY),
    ("PI", consts::PI),
    ("TAU", consts::TAU),
    ("E", consts::E),
    ("LN_2", consts::LN_2),
    ("LN_10", consts::LN_10),
    ("LOG2_E", consts::LOG2_E),
    ("LOG2_10", consts::LOG2_10),
    ("LOG10_E", consts::LOG10_E),
    ("LOG10_2", consts::LOG10_2),
    ("SQRT_2", consts::SQRT_2),
    ("FRAC_1_SQRT_2", consts::FRAC_1_SQRT_2),
    ("FRAC_1_PI", consts::FRAC_1_PI),
    ("FRAC_2_PI", consts::FRAC_2_PI),
    ("FRAC_2_SQRT_PI", consts::FRAC_2_SQRT_PI),
    ("FRAC_PI_2", consts::FRAC_PI_2),
    ("FRAC_PI_3", consts::FRAC_PI_3),
    ("FRAC_PI_4", consts::FRAC_PI_4),
    ("FRAC_PI_6", consts::FRAC_PI_6),
    ("FRAC_PI_8", consts::FRAC_PI_8),
];

/// What `num_traits` calls constants that depend on the width.
const LIMITS: [&str; 4] = ["epsilon", "max_value", "min_value", "min_positive_value"];

impl Fence<'_> {
    /// The number type and the name, if this is the path of a function of one. What a trait of numbers has is of the
    /// only type parameter, or of a type to be inferred.
    pub(super) fn of_number(&mut self, path: &syn::ExprPath) -> Option<(Type, Ident)> {
        let mut segments = path.path.segments.iter().rev();
        let name = segments.next().filter(|name| name.arguments.is_none())?.ident.clone();
        let of_trait = segments
            .next()
            .is_some_and(|parent| TRAITS.iter().any(|known| parent.ident == known));
        if let Some(qself) = path.qself.as_ref().filter(|qself| of_trait || qself.position == 0) {
            return Some((self.types.scalar(&qself.ty)?, name));
        }
        let of_std = path
            .path
            .segments
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|parent| STD_TRAITS.iter().any(|known| parent.ident == known));
        if of_std && path.qself.is_none() {
            return Some((Type::Infer, name));
        }
        if of_trait {
            return Some((self.types.only_float().map_or(Type::Infer, Type::Float), name));
        }
        let parent = parent(&path.path).filter(|_| path.qself.is_none())?;
        Some((self.types.named(&parent)?, name))
    }

    /// The type that `Into::<f64>::into(x)`, `From::from(x)` or `<f64 as From<f32>>::from(x)` gives, if this is the path of
    /// such a function.
    pub(super) fn converts_to(&self, path: &syn::ExprPath) -> Option<Type> {
        let mut segments = path.path.segments.iter().rev();
        let (name, of) = (segments.next()?, segments.next()?);
        let own = path.qself.as_ref().map(|qself| self.types.scalar(&qself.ty));
        match (of.ident.to_string().as_str(), name.ident.to_string().as_str()) {
            ("From", "from") => own.unwrap_or(Some(Type::Infer)),
            ("Into", "into") => match &of.arguments {
                syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
                    syn::GenericArgument::Type(ty) => self.types.scalar(ty),
                    _ => None,
                },
                _ => Some(Type::Infer),
            },
            _ => None,
        }
    }

    /// `T::zero()`, `Float::epsilon()`, `f64::infinity()`.
    pub(super) fn number_constant(&mut self, on: Type, name: &Ident, path: &syn::ExprPath) -> Option<Expr> {
        let span = path.span();
        if let Some((_, value)) = CONSTANTS.iter().find(|(known, _)| name == known) {
            return Some(self.whole(*value, on, span));
        }
        if name == "default" {
            return Some(match on {
                Type::Infer => self.make(ExprKind::Neutral(Integer::Add), span),
                Type::Bool => self.bool(false, span),
                Type::Int(int) => self.make(
                    ExprKind::Int {
                        value: 0,
                        suffix: Some(int),
                    },
                    span,
                ),
                on => self.whole(0.0, on, span),
            });
        }
        if !LIMITS.iter().any(|known| name == known) || !matches!(on, Type::Float(_)) {
            return self.refuse(path, &messages::STD_FUNCTION, &[&text(path)]);
        }
        // The same by the type and its trait, where only the trait is written.
        let tokens = match (&on, &path.qself, path.path.segments.len()) {
            (Type::Float(Float::Param(float)), None, _) if !path.path.segments[0].ident.eq(float) => {
                let (float, of) = (Ident::new(float, span), parent(&path.path)?);
                quote::quote!(<#float as #of>::#name())
            }
            _ => quote::quote!(#path()),
        };
        Some(self.make(ExprKind::Path { tokens, ty: on }, span))
    }

    /// `T::add(a, b)` is `a + b`; none if this is another function.
    pub(super) fn operator_function(&mut self, name: &Ident, arguments: &mut Vec<Expr>) -> Option<Expr> {
        const OPERATORS: [(&str, Integer); 5] = [
            ("add", Integer::Add),
            ("sub", Integer::Sub),
            ("mul", Integer::Mul),
            ("div", Integer::Div),
            ("rem", Integer::Rem),
        ];
        let span = name.span();
        if name == "neg" && arguments.len() == 1 {
            let value = arguments.remove(0);
            return Some(self.make(ExprKind::Negate(Box::new(value)), span));
        }
        let (_, operator) = OPERATORS.into_iter().find(|(known, _)| name == known)?;
        if arguments.len() != 2 {
            return None;
        }
        let (right, left) = (arguments.pop()?, arguments.pop()?);
        Some(self.make(ExprKind::Binary(operator, Box::new(left), Box::new(right)), span))
    }

    /// A number of this type that is the same in every width.
    pub(super) fn whole(&mut self, value: f64, on: Type, span: Span) -> Expr {
        let suffix = match on {
            Type::Float(float) => Some(float),
            _ => self.types.only_float(),
        };
        let value32 = value as f32;
        self.make(ExprKind::Float { value, value32, suffix }, span)
    }
}

/// The path without its last segment; none if that leaves nothing.
fn parent(path: &syn::Path) -> Option<syn::Path> {
    let mut parent = path.clone();
    parent.segments.pop();
    parent.segments.pop_punct();
    (!parent.segments.is_empty()).then_some(parent)
}

#[cfg(test)]
mod tests {
    use super::CONSTANTS;
    use std::f32::consts;

    /// The `f32` of each is the rounded `f64`.
    #[test]
    fn constants_are_of_every_width() {
        macro_rules! same {
            ($($name:ident)*) => {$(
                let (_, value) = CONSTANTS.iter().find(|(known, _)| *known == stringify!($name)).expect("it is there");
                assert_eq!((*value as f32).to_bits(), consts::$name.to_bits(), stringify!($name));
            )*};
        }
        same!(PI TAU E LN_2 LN_10 LOG2_E LOG2_10 LOG10_E LOG10_2 SQRT_2 FRAC_1_SQRT_2 FRAC_1_PI FRAC_2_PI FRAC_2_SQRT_PI
            FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8);
    }
}
