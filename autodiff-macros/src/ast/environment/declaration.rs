//! How types are declared: what stands in each variant of an enum, and whether `==` compares all of it.

use super::{Known, Surroundings, IMPORTS};
use crate::ast::{variant, StructType, Type};
use proc_macro2::TokenStream;

/// A struct, or an enum.
#[derive(Clone)]
pub struct Declaration {
    /// Whether `==` is that of `#[derive(PartialEq)]`.
    pub compared: bool,
    /// Whether `Default` is derived.
    pub defaulted: bool,
    /// Whether it has generic parameters.
    pub generic: bool,
    /// The variants with the names of their fields, in the order of these; of a struct one without a name.
    pub variants: Vec<(String, Vec<String>)>,
}

impl Declaration {
    /// Whether it is an enum whose values are taken apart.
    pub fn is_open_enum(&self) -> bool {
        !self.generic && self.variants.first().is_some_and(|(name, _)| !name.is_empty())
    }

    /// The fields of this variant.
    pub fn fields(&self, variant: &str) -> Option<&[String]> {
        let mut variants = self.variants.iter();
        variants
            .find(|(name, _)| name == variant)
            .map(|(_, fields)| &fields[..])
    }
}

impl Surroundings {
    /// How the type of this path is declared, if that is seen, and all of it is there whatever the configuration.
    pub fn declaration(&self, ty: &TokenStream) -> Option<&Declaration> {
        let ty = StructType {
            tokens: ty.clone(),
            like: None,
        };
        let (module, name) = self.home(&self.module, &self.path(&ty), IMPORTS)?;
        self.module(&module)?.declarations.get(&name)
    }

    /// The type of what this step leads to from a value of this type, which is a struct or an enum.
    pub fn behind(&self, of: &StructType, step: &str) -> Option<Type> {
        let Some((variant, field)) =
            variant::step(&step.parse().ok()?).and_then(|step| Some((step.variant, step.field?)))
        else {
            return self.field(of, step);
        };
        match self.of_type(of, &variant::field(&variant, &field))? {
            Known::Function(signature) => Some(signature.result),
            _ => None,
        }
    }

    /// Whether what stands at these steps in a value of this type takes no derivative; none, if a type on the way is not seen.
    pub fn is_constant<'s>(&self, ty: &Type, mut steps: impl Iterator<Item = Option<&'s str>>) -> Option<bool> {
        let Some(step) = steps.next() else {
            return Some(false);
        };
        match (ty, step) {
            (Type::Array(element, _) | Type::Slice(element) | Type::Vec(element), None) => {
                self.is_constant(element, steps)
            }
            (Type::Struct(of), Some(step)) => {
                let (module, name) = self.home(&self.module, &self.path(of), IMPORTS)?;
                if self.module(&module)?.constants.contains(&(name, constant_name(step))) {
                    return Some(true);
                }
                match is_test(step) {
                    true => Some(false),
                    false => self.is_constant(&self.behind(of, step)?, steps),
                }
            }
            (Type::Option(inner), Some(step)) if !is_test(step) => self.is_constant(inner, steps),
            (Type::Option(_), Some(_)) => Some(false),
            (Type::Tuple(all), Some(step)) => self.is_constant(all.get(step.parse::<usize>().ok()?)?, steps),
            _ => None,
        }
    }
}

/// Whether the step asks for the variant.
fn is_test(step: &str) -> bool {
    let step = step.parse().ok().and_then(|step| variant::step(&step));
    step.is_some_and(|step| step.field.is_none())
}

/// What a field is called among those that take no derivative.
fn constant_name(step: &str) -> String {
    let of_variant = step.parse().ok().and_then(|step| variant::step(&step));
    match of_variant.and_then(|step| Some((step.variant, step.field?))) {
        Some((variant, field)) => variant::field(&variant, &field),
        None => step.to_string(),
    }
}
