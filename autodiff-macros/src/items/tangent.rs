//! The tangents that `#[derive(Differentiable)]` will declare beside structs, which the compiler sees before they are there.

use super::calculus;
use super::survey::name;
use crate::ast::environment::Module;
use crate::ast::structs::tangent_name;
use crate::ast::{Member, Type};
use crate::parse::signature::is_constant;
use proc_macro2::TokenTree;
use quote::ToTokens;

/// Declares the tangent of a struct that has one, with the fields whose types are known.
pub fn declare(item: &syn::ItemStruct, module: &mut Module) {
    if !item.attrs.iter().any(is_differentiable) {
        return;
    }
    let tangent = name(&tangent_name(&item.ident));
    let mut parts = Some(vec![]);
    for (field, member) in item.fields.iter().zip(item.fields.members()) {
        let at = member.to_token_stream();
        let member = Member::from(&member).text();
        let own = (name(&item.ident), member.clone());
        if is_constant(&field.attrs) {
            module.constants.insert(own);
            continue;
        }
        let ty = module.fields.get(&own);
        let has_nothing = ty.is_some_and(|ty| is_discrete(ty, module));
        let ty = ty.and_then(of);
        if has_nothing {
            // No number of a derivative belongs to it.
        } else if let (Some(parts), Some(ty)) = (&mut parts, &ty) {
            parts.push((at, ty.clone()));
        } else {
            parts = None;
        }
        if let Some(ty) = ty {
            module.fields.insert((tangent.clone(), member), ty);
        }
    }
    if item.generics.params.is_empty() {
        calculus::declare(&item.ident, parts, module);
    }
    module.declared.insert(tangent);
}

/// Whether this is `#[derive(…, Differentiable, …)]`.
fn is_differentiable(attribute: &syn::Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    let is_name = |token: TokenTree| matches!(token, TokenTree::Ident(name) if name == "Differentiable");
    list.path.is_ident("derive") && list.tokens.clone().into_iter().any(is_name)
}

/// Whether there can be no float in a value of this type.
fn is_discrete(ty: &Type, module: &Module) -> bool {
    match ty {
        Type::Int(_) | Type::Bool => true,
        Type::Struct(ty) => module.plain.contains(&ty.name()),
        Type::Array(element, _) | Type::Slice(element) | Type::Vec(element) | Type::Option(element) => {
            is_discrete(element, module)
        }
        Type::Tuple(all) => all.iter().all(|ty| is_discrete(ty, module)),
        _ => false,
    }
}

/// The type of the derivative in a value of this type, if that is a type of the language.
fn of(ty: &Type) -> Option<Type> {
    Some(match ty {
        Type::Float(float) => Type::Float(*float),
        Type::Array(element, length) => Type::Array(Box::new(of(element)?), length.clone()),
        Type::Slice(element) => Type::Slice(Box::new(of(element)?)),
        Type::Vec(element) => Type::Vec(Box::new(of(element)?)),
        Type::Tuple(all) => Type::Tuple(all.iter().map(of).collect::<Option<_>>()?),
        Type::Struct(ty) => Type::Struct(ty.tangent()),
        _ => return None,
    })
}
