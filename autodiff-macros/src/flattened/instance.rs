//! A function of a generic type as that of one of its instances: `Layer<2, 3>` says what `I` and `O` are in the methods of
//! `impl<const I: usize, const O: usize> Layer<I, O>`.

use crate::ast::environment::Owner;
use crate::ast::{StructType, Surroundings};
use crate::ir::{Graph, NodeId, Op, Ty};
use crate::tables::HashMap;
use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{quote, ToTokens};
use std::rc::Rc;

/// The function and what is around it, with the generic arguments of this type in the places of the parameters; none, if these do
/// not say all of them.
pub(super) fn instantiated(
    (surroundings, item): (Surroundings, TokenStream),
    of: &TokenStream,
) -> Option<(Surroundings, TokenStream)> {
    let Some(owner) = surroundings.owner.clone() else {
        return Some((surroundings, item));
    };
    if owner.generics.params.is_empty() {
        return Some((surroundings, item));
    }
    let given = given(&owner, of)?;
    let owner = Owner {
        name: owner.name.clone(),
        ty: owner.ty.clone(),
        written: replaced(owner.written.parse().ok()?, &given).to_string(),
        generics: syn::Generics::default(),
    };
    let surroundings = Surroundings {
        owner: Some(Rc::new(owner)),
        ..surroundings
    };
    Some((surroundings, replaced(item, &given)))
}

/// The type by its name, also where that is `Self`.
pub(super) fn named(surroundings: &Surroundings, ty: &TokenStream) -> TokenStream {
    let owner = surroundings.owner.as_ref().filter(|_| ty.to_string() == "Self");
    owner
        .and_then(|owner| owner.written.parse().ok())
        .unwrap_or_else(|| ty.clone())
}

/// The name of a type, without its path and generic arguments.
pub(super) fn name(surroundings: &Surroundings, ty: &TokenStream) -> Option<String> {
    let tokens = named(surroundings, ty);
    StructType { tokens, like: None }.path().pop()
}

/// The type of one of these values that is one of the owner.
pub(super) fn among(
    surroundings: &Surroundings,
    graph: &Graph,
    values: &[NodeId],
    owner: &Owner,
) -> Option<TokenStream> {
    let types = values.iter().map(|&value| graph.ty(value));
    of_owner(surroundings, graph, types, owner.name.as_deref()?)
}

fn of_owner<'g>(
    surroundings: &Surroundings,
    graph: &Graph,
    mut types: impl Iterator<Item = &'g Ty>,
    owner: &str,
) -> Option<TokenStream> {
    types.find_map(|ty| match ty {
        Ty::Struct(ty) => {
            let is_own = name(surroundings, &graph[*ty]).as_deref() == Some(owner);
            is_own.then(|| named(surroundings, &graph[*ty]))
        }
        _ => None,
    })
}

/// The path of a function of a type that is called, without generic arguments, and the type: as the path says, or what is passed and
/// given.
pub(super) fn of_call(surroundings: &Surroundings, graph: &Graph, node: NodeId) -> Option<(Vec<String>, TokenStream)> {
    let Op::Call(call) = &graph[node].op else { return None };
    let path: syn::Path = syn::parse2(graph[call.callee].clone()).ok()?;
    let mut segments: Vec<&syn::PathSegment> = path.segments.iter().collect();
    let names = segments.iter().map(|segment| segment.ident.to_string()).collect();
    if !segments.pop()?.arguments.is_none() {
        return None;
    }
    let written = quote!(#(#segments)::*);
    if segments.last().is_some_and(|last| !last.arguments.is_none()) {
        return Some((names, written));
    }
    let own = name(surroundings, &written)?;
    let given = match &graph[node].ty {
        Ty::Tuple(all) => &all[..],
        ty => std::slice::from_ref(ty),
    };
    let passed = graph[node].args.iter().map(|&arg| graph.ty(arg));
    let of = of_owner(surroundings, graph, given.iter().chain(passed), &own);
    Some((names, of.unwrap_or_else(|| named(surroundings, &written))))
}

/// What each generic parameter of the owner is in this type of it.
fn given(owner: &Owner, of: &TokenStream) -> Option<HashMap<String, TokenStream>> {
    let (written, of) = (arguments(owner.written.parse().ok()?)?, arguments(of.clone())?);
    let names: Vec<String> = owner
        .generics
        .params
        .iter()
        .map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
            syn::GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
            syn::GenericParam::Lifetime(_) => None,
        })
        .collect::<Option<_>>()?;
    let mut given = HashMap::default();
    for (parameter, argument) in written.iter().zip(&of) {
        let name = parameter.to_string();
        if argument.to_string() == "_" {
            return None;
        }
        match names.contains(&name) {
            true => _ = given.insert(name, argument.clone()),
            // An `impl` for some instances only.
            false if name == argument.to_string() => {}
            false => return None,
        }
    }
    (written.len() == of.len() && names.iter().all(|name| given.contains_key(name))).then_some(given)
}

/// The generic arguments of a type.
fn arguments(of: TokenStream) -> Option<Vec<TokenStream>> {
    let syn::Type::Path(path) = syn::parse2(of).ok()? else {
        return None;
    };
    match &path.path.segments.last()?.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            Some(arguments.args.iter().map(ToTokens::to_token_stream).collect())
        }
        _ => None,
    }
}

/// The tokens with other ones for these names, where they are not those of members, behind `::` or `.`.
fn replaced(tokens: TokenStream, given: &HashMap<String, TokenStream>) -> TokenStream {
    let mut out: Vec<TokenTree> = vec![];
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), replaced(group.stream(), given));
                inner.set_span(group.span());
                out.push(TokenTree::Group(inner));
            }
            TokenTree::Ident(name) => match given.get(&name.to_string()).filter(|_| !is_member(&out)) {
                Some(argument) => out.extend(argument.clone()),
                None => out.push(TokenTree::Ident(name)),
            },
            token => out.push(token),
        }
    }
    out.into_iter().collect()
}

/// Whether what comes behind these tokens is a member: that of a range is none, nor is what a `:` gives a type.
fn is_member(before: &[TokenTree]) -> bool {
    let is = |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    match before {
        [.., first, second] if is(second, ':') => is(first, ':'),
        [.., first, second] if is(second, '.') => !is(first, '.'),
        [only] => is(only, '.'),
        _ => false,
    }
}
