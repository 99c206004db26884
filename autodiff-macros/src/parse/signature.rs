//! The signature: kinds of function, generics, parameters, result.

use super::bounds::{is_float, is_function};
use super::fence::variants::has_fields;
use super::fence::{is_opaque, is_taken_apart, Fence, Opaque, PARTS};
use super::function;
use super::scope::{plain, Meaning};
use super::types;
use crate::ast::{FunctionParameter, Parameter, Pattern, Signature, Type};
use crate::diagnostics::{messages, text, Collector};
use crate::ir::Float;
use crate::tables::HashSet;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, ToTokens};
use std::rc::Rc;
use syn::spanned::Spanned;

/// Checks the signature and declares its names. `None` if something was refused.
pub fn signature(signature: &syn::Signature, body: &syn::Block, fence: &mut Fence) -> Option<(Vec<Parameter>, Type)> {
    kind(signature, fence);
    // The derivative's variables have these types too, so that their names must mean the same in the body.
    fence.mention_all(signature.inputs.to_token_stream());
    fence.mention_all(signature.output.to_token_stream());
    let mut refused = vec![];
    if let Some(owner) = fence.owner() {
        refused.extend(generics(&owner.generics, None, fence));
    }
    refused.extend(generics(&signature.generics, Some(signature), fence));
    let parameters: Vec<Option<Parameter>> = signature
        .inputs
        .iter()
        .enumerate()
        .map(|(k, input)| parameter(input, k, &refused, signature, body, fence))
        .collect();
    let types = parameters.iter().flatten().map(|parameter| &parameter.ty);
    fence.scalar = Some(
        types
            .into_iter()
            .find_map(crate::infer::first_float)
            .unwrap_or(Float::F64),
    );
    // Of a refused parameter all is said.
    let writes = parameters
        .iter()
        .any(|parameter| parameter.as_ref().is_none_or(leaves_floats));
    let result = result(signature, writes, &refused, fence);
    let parameters: Vec<Parameter> = parameters.into_iter().collect::<Option<_>>()?;
    let (parameters, result) = (distinct(parameters, fence), result?);
    if fence.owner().is_none() {
        fence.own = Some(Signature {
            parameters: parameters.iter().map(seen_type).collect(),
            places: parameters.iter().map(|parameter| parameter.in_place).collect(),
            constant: parameters.iter().map(|parameter| parameter.constant).collect(),
            result: result.clone(),
            generics: free_parameters(&signature.generics),
            own: vec![],
            functions: functions(&parameters),
        });
    }
    Some((parameters, result))
}

/// The type of a parameter for a caller: that of an opaque one is rustc's to find.
fn seen_type(parameter: &Parameter) -> Type {
    match parameter.opaque {
        true => Type::Infer,
        false => parameter.ty.clone(),
    }
}

/// The parameters that are functions.
fn functions(parameters: &[Parameter]) -> Vec<(usize, Rc<FunctionParameter>)> {
    let all = parameters.iter().enumerate();
    all.filter_map(|(k, parameter)| Some((k, parameter.function.clone()?)))
        .collect()
}

/// Refuses what is no plain function.
fn kind(signature: &syn::Signature, fence: &mut Fence) {
    let mut refuse = |span: Span, kind: &str| fence.errors.refuse_at(span, &messages::FUNCTION_KIND, &[kind]);
    if let Some(token) = &signature.asyncness {
        refuse(token.span, "async");
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        refuse(token.span, "unsafe");
    }
    if let Some(abi) = &signature.abi {
        refuse(abi.extern_token.span, "extern");
    }
    if let Some(variadic) = &signature.variadic {
        refuse(variadic.span(), "variadic");
    }
}

/// Lifetimes are erased, const parameters are constants, and types that are bounded as numbers are floats; other types
/// are refused: these. A type parameter of the function itself may be that of a function that is given.
fn generics(generics: &syn::Generics, of: Option<&syn::Signature>, fence: &mut Fence) -> Vec<String> {
    fence.types.declare(generics);
    let mut refused = vec![];
    for parameter in &generics.params {
        match parameter {
            syn::GenericParam::Lifetime(_) => {}
            syn::GenericParam::Const(parameter) => {
                let ty = fence.types.scalar(&parameter.ty).unwrap_or(Type::Infer);
                fence.scopes.declare(&parameter.ident, Meaning::Constant(ty));
            }
            syn::GenericParam::Type(parameter)
                if is_float(parameter, generics) && of.is_none_or(|of| is_mentioned(&parameter.ident, of)) => {}
            syn::GenericParam::Type(parameter)
                if of.is_some_and(|of| is_function(parameter, generics) && function::is_accepted(parameter, of)) => {}
            syn::GenericParam::Type(parameter) => {
                let message = match is_function(parameter, generics) {
                    true => &messages::FUNCTION_PARAMETER,
                    false => &messages::TYPE_PARAMETER,
                };
                let name = parameter.ident.to_string();
                fence.errors.refuse(&parameter.ident, message, &[&name]);
                refused.push(parameter.ident.to_string());
            }
        }
    }
    refused
}

pub fn free_parameters(generics: &syn::Generics) -> Vec<String> {
    let lengths = generics.const_params().map(|parameter| plain(&parameter.ident));
    let floats = generics.type_params().filter(|parameter| is_float(parameter, generics));
    lengths
        .chain(floats.map(|parameter| parameter.ident.to_string()))
        .collect()
}

/// What names of types mean within these generics.
pub fn names(all: &[&syn::Generics]) -> types::Names {
    let mut names = types::Names::default();
    all.iter().for_each(|generics| names.declare(generics));
    names
}

/// What a caller sees of a function, if all its types are accepted. `outer` are the parameters around it.
pub fn seen(signature: &syn::Signature, outer: &syn::Generics) -> Option<Signature> {
    let names = names(&[outer, &signature.generics]);
    let mut unread = Collector::new();
    let parameters = signature.inputs.iter();
    // A type parameter that is no float stands for anything.
    let is_open = |ty: &Type| {
        let mut open = signature.generics.type_params();
        matches!(ty, Type::Struct(ty) if open.any(|parameter| ty.path() == [parameter.ident.to_string()]))
    };
    let mut functions = vec![];
    let parameters = parameters.enumerate().map(|(k, input)| {
        let ty = types::written(input);
        match function::is_declared(&ty, &signature.generics) {
            true => {
                let function = function::function(&ty, signature, &names, &mut unread)?;
                functions.push((k, Rc::new(function)));
                Some(Type::Infer)
            }
            false => types::parameter(&ty, &names, &mut unread).filter(|ty| !is_open(ty)),
        }
    });
    let parameters = parameters.collect::<Option<Vec<_>>>();
    let result = match &signature.output {
        syn::ReturnType::Default => Some(Type::Tuple(vec![])),
        syn::ReturnType::Type(_, ty) => types::result(ty, &names, &mut unread),
    };
    unread.finish();
    let places = signature.inputs.iter().map(|input| is_written(&types::written(input)));
    Some(Signature {
        parameters: parameters?,
        places: places.collect(),
        constant: signature
            .inputs
            .iter()
            .map(|input| is_constant(attributes(input)))
            .collect(),
        result: result?,
        generics: [free_parameters(outer), free_parameters(&signature.generics)].concat(),
        own: vec![],
        functions,
    })
}

/// Whether a parameter or a field with these attributes is marked `#[constant]`.
pub fn is_constant(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("constant"))
}

fn attributes(input: &syn::FnArg) -> &[syn::Attribute] {
    match input {
        syn::FnArg::Typed(input) => &input.attrs,
        syn::FnArg::Receiver(receiver) => &receiver.attrs,
    }
}

/// Whether one of these names stands in `tokens`.
pub fn mentions(tokens: TokenStream, names: &[String]) -> bool {
    !names.is_empty()
        && tokens.into_iter().any(|tree| match tree {
            TokenTree::Ident(name) => names.iter().any(|known| name == known),
            TokenTree::Group(group) => mentions(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => false,
        })
}

fn parameter(
    input: &syn::FnArg,
    position: usize,
    refused: &[String],
    signature: &syn::Signature,
    body: &syn::Block,
    fence: &mut Fence,
) -> Option<Parameter> {
    let written = match (types::written(input), fence.owner()) {
        // `self` of a number.
        (syn::Type::Path(path), Some(owner)) if path.path.is_ident("Self") => {
            owner.ty.clone().unwrap_or(syn::Type::Path(path))
        }
        (written, _) => written,
    };
    let mut constant = false;
    for attribute in attributes(input) {
        let path = attribute.path();
        if path.is_ident("constant") && matches!(attribute.meta, syn::Meta::Path(_)) {
            constant = true;
        } else if !fence.is_lint(attribute) {
            fence
                .errors
                .refuse(attribute, &messages::PARAMETER_ATTRIBUTE, &[&text(&attribute.meta)]);
        }
    }
    // Of a type parameter all is said.
    let opaque = match input {
        syn::FnArg::Typed(input) => match &*input.pat {
            syn::Pat::Ident(name) => {
                let known =
                    fence.types.scalar(behind(&input.ty)).is_some() || types::is_option(&input.ty, &fence.types);
                let structure = match behind(&input.ty) {
                    syn::Type::Path(path) if path.qself.is_none() => types::structure(&path.path),
                    _ => None,
                };
                let is_enum = structure.as_ref().is_some_and(|ty| fence.is_plain_enum(ty));
                let is_value = structure.is_some_and(|ty| fence.is_open_enum(&ty));
                let passed_on = is_enum && !is_taken_apart(&name.ident, body.to_token_stream());
                // What stands in a variant has a derivative, unless it is seen to have none.
                let is_active = !constant && !is_enum && has_fields(behind(&input.ty), body.to_token_stream());
                constant |= is_enum;
                !known && !is_active && !is_value && (passed_on || is_opaque(&input.ty, &name.ident, body))
            }
            _ => false,
        },
        syn::FnArg::Receiver(_) => false,
    };
    let is_refused = mentions(written.to_token_stream(), refused);
    let is_function = !is_refused && function::is_declared(&written, &signature.generics);
    let function = match is_function {
        true => function::function(&written, signature, &fence.types, fence.errors).map(Rc::new),
        false => None,
    };
    let opaque = opaque || is_function;
    let ty = match is_refused || is_function && function.is_none() {
        true => None,
        false if opaque => Some(Type::Tuple(vec![])),
        false => types::parameter(&written, &fence.types, fence.errors),
    };
    // A type that is seen to have no derivative.
    constant |= matches!(&ty, Some(Type::Struct(ty)) if fence.has_no_derivative(ty));
    let pattern = match input {
        syn::FnArg::Typed(input) => fence.pattern(&input.pat),
        syn::FnArg::Receiver(receiver) => Some(fence.receiver(receiver)),
    };
    if let (Some(Type::Option(_)), Some(Pattern::Bind(local))) = (&ty, &pattern) {
        fence.options.insert(*local);
    }
    if let (Some(Type::Int(_)), Some(Pattern::Bind(local))) = (&ty, &pattern) {
        fence.integers.insert(*local);
    }
    if let (Some(ty), Some(pattern)) = (&ty, &pattern) {
        fence.note(pattern, ty);
    }
    if let (true, Some(Pattern::Bind(local))) = (opaque, &pattern) {
        let mut name = fence.locals[local.0 as usize].name.clone();
        name.set_span(Span::mixed_site().located_at(name.span()));
        let written = name.clone();
        fence.opaque.insert(
            *local,
            Opaque {
                name,
                written,
                constant,
                function: function.clone(),
            },
        );
    }
    let in_place = is_written(&written);
    match (&pattern, in_place) {
        (Some(Pattern::Bind(local)), true) => _ = fence.references.insert(*local),
        (Some(Pattern::Tuple(_) | Pattern::Array(_)), true) => {
            fence.errors.refuse(input, &messages::PATTERN, &[PARTS]);
        }
        _ => {}
    }
    if let (None, Some(Pattern::Bind(local))) = (&ty, &pattern) {
        fence.refused.push(*local);
    }
    let name = match pattern.as_ref()? {
        Pattern::Bind(local) => fence.locals[local.0 as usize].name.clone(),
        _ => format_ident!("arg{position}", span = Span::call_site()),
    };
    Some(Parameter {
        pattern: pattern?,
        name,
        ty: ty?,
        written,
        constant,
        in_place,
        opaque,
        function,
    })
}

/// Whether the type is a `&mut`.
pub fn is_written(ty: &syn::Type) -> bool {
    matches!(bare(ty), syn::Type::Reference(reference) if reference.mutability.is_some())
}

/// The type behind references.
fn behind(ty: &syn::Type) -> &syn::Type {
    match bare(ty) {
        syn::Type::Reference(reference) => behind(&reference.elem),
        ty => ty,
    }
}

/// The type without parentheses and the invisible groups of macros.
fn bare(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Paren(inner) => bare(&inner.elem),
        syn::Type::Group(inner) => bare(&inner.elem),
        _ => ty,
    }
}

fn result(signature: &syn::Signature, writes: bool, refused: &[String], fence: &mut Fence) -> Option<Type> {
    let unit = Type::Tuple(vec![]);
    let ty = match &signature.output {
        syn::ReturnType::Default if writes => return Some(unit),
        syn::ReturnType::Default => {
            fence.errors.refuse(&signature.ident, &messages::NO_RESULT, &[]);
            return None;
        }
        syn::ReturnType::Type(_, ty) => ty,
    };
    if types::is_unit(ty) {
        if writes {
            return Some(unit);
        }
        fence.errors.refuse(ty, &messages::NO_RESULT, &[]);
        return None;
    }
    if mentions(ty.to_token_stream(), refused) {
        return None;
    }
    types::result(ty, &fence.types, fence.errors)
}

/// Refuses a result in which nothing has a derivative.
pub fn require_float(signature: &syn::Signature, parameters: &[Parameter], result: &Type, fence: &mut Fence) {
    let has_float = result.has_float() || parameters.iter().any(leaves_floats);
    if let (false, syn::ReturnType::Type(_, ty)) = (has_float, &signature.output) {
        fence.errors.refuse(ty, &messages::NO_FLOAT_RESULT, &[&text(ty)]);
    }
}

/// Whether floats are left in the place of this parameter, which are a result too.
fn leaves_floats(parameter: &Parameter) -> bool {
    parameter.in_place && parameter.ty.has_float()
}

/// The names of parameters name the gradients, and what patterns bind must be distinct too. A parameter without a name
/// of its own gets one.
fn distinct(mut parameters: Vec<Parameter>, fence: &mut Fence) -> Vec<Parameter> {
    let mut seen = HashSet::default();
    for parameter in &parameters {
        let mut bound = vec![];
        parameter.pattern.bound(&mut bound);
        let names: Vec<Ident> = bound
            .iter()
            .map(|local| fence.locals[local.0 as usize].name.clone())
            .collect();
        for name in names {
            if !seen.insert(plain(&name)) {
                fence.errors.refuse(&name, &messages::NAME_TAKEN, &[&name.to_string()]);
            }
        }
    }
    for parameter in parameters
        .iter_mut()
        .filter(|parameter| !matches!(parameter.pattern, Pattern::Bind(_)))
    {
        while !seen.insert(plain(&parameter.name)) {
            parameter.name = format_ident!("{}_", parameter.name);
        }
    }
    parameters
}

/// Whether what the function takes or gives says what the type parameter is: only then is it seen to be that of a number.
fn is_mentioned(parameter: &Ident, signature: &syn::Signature) -> bool {
    let name = [parameter.to_string()];
    let others = signature
        .generics
        .type_params()
        .filter(|other| other.ident != *parameter);
    let others = others.map(|other| other.bounds.to_token_stream());
    let (inputs, output) = (signature.inputs.to_token_stream(), signature.output.to_token_stream());
    [inputs, output]
        .into_iter()
        .chain(others)
        .any(|tokens| mentions(tokens, &name))
}
