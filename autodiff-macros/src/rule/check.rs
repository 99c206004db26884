//! Whether the derivative of a rule fits its function.

use super::{Derivative, Name, Rule};
use crate::ast::{Function, Parameter, Type};
use crate::diagnostics::{messages, text, Collector};
use proc_macro2::Ident;

/// The parameters that take a derivative.
fn active(function: &Function) -> impl Iterator<Item = &Parameter> {
    function
        .parameters
        .iter()
        .filter(|parameter| !parameter.constant && parameter.ty.has_float())
}

/// Refuses what is left out, and what is too much. Whether all is well.
pub fn check(rule: &Rule, signature: &syn::Signature, function: &Function, errors: &mut Collector) -> bool {
    let before = errors.count();
    for input in &signature.inputs {
        match input {
            syn::FnArg::Typed(input) if !matches!(*input.pat, syn::Pat::Ident(_)) => {
                errors.refuse(&input.pat, &messages::RULE_PARAMETER, &[]);
            }
            _ => {}
        }
    }
    for float in &function.floats {
        errors.refuse(float, &messages::RULE_GENERIC, &[&float.to_string()]);
    }
    for parameter in function.parameters.iter().filter(|parameter| parameter.in_place) {
        errors.refuse(
            &parameter.written,
            &messages::RULE_PLACE,
            &[&parameter.name.to_string()],
        );
    }
    for parameter in function
        .parameters
        .iter()
        .filter(|parameter| parameter.function.is_some())
    {
        let written = crate::diagnostics::text(&parameter.written);
        errors.refuse(&parameter.written, &messages::FUNCTION_PARAMETER, &[&written]);
    }
    if errors.count() > before {
        return false;
    }
    match &rule.derivative {
        Derivative::Partials { value, partials } => {
            distinct(value.iter(), function, errors);
            self::partials(function, partials, errors);
        }
        Derivative::Reverse { names, at, .. } => {
            distinct(names.iter(), function, errors);
            let expected = 2 + active(function).count();
            if names.len() != expected {
                let (given, expected) = (names.len().to_string(), expected.to_string());
                let words = [given.as_str(), &expected, &reverse(function)];
                errors.refuse(at, &messages::REVERSE_NAMES, &words);
            }
        }
    }
    errors.count() == before
}

/// How `reverse` has to begin.
fn reverse(function: &Function) -> String {
    let places: String = active(function).map(|p| format!(", d{}", p.name)).collect();
    format!("reverse(y, dy{places}) {{ … }}")
}

fn distinct<'a>(names: impl Iterator<Item = &'a Name>, function: &Function, errors: &mut Collector) {
    for name in names.filter_map(Name::ident) {
        if function.parameters.iter().any(|parameter| parameter.name == *name) {
            errors.refuse(name, &messages::RULE_NAME, &[&name.to_string()]);
        }
    }
}

fn partials(function: &Function, partials: &[(Ident, proc_macro2::TokenStream)], errors: &mut Collector) {
    let names: Vec<String> = active(function).map(|p| format!("`{}`", p.name)).collect();
    let names = names.join(", ");
    for (k, (name, _)) in partials.iter().enumerate() {
        let is_known = active(function).any(|parameter| parameter.name == *name);
        if !is_known || partials[..k].iter().any(|(earlier, _)| earlier == name) {
            errors.refuse(name, &messages::PARTIAL_UNKNOWN, &[&name.to_string(), &names]);
        }
    }
    for parameter in active(function) {
        let given = partials.iter().find(|(name, _)| parameter.name == *name);
        match (given, &parameter.ty) {
            (None, _) => errors.refuse(
                &parameter.name,
                &messages::PARTIAL_MISSING,
                &[&parameter.name.to_string()],
            ),
            (_, Type::Float(_)) => {}
            (Some((name, _)), _) => {
                let ty = format!("`{}`", text(&parameter.written));
                errors.refuse(name, &messages::PARTIAL_ARRAY, &[&ty, &reverse(function)]);
            }
        }
    }
    if !matches!(function.result, Type::Float(_)) {
        if let Some((name, _)) = partials.first() {
            errors.refuse(name, &messages::PARTIAL_ARRAY, &["the value", &reverse(function)]);
        }
    }
}
