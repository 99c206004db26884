//! What is seen of a module before its functions are read: signatures, constants, imports.

use super::aliases::Aliases;
use super::function::{is_left, Header, Treatment};
use super::indexing::{Indexing, Outputs};
use super::operator::{self, behind, Operator};
use super::tree::{Block, Tree};
use super::{own, tangent};
use crate::ast::environment::{Body, Declaration, Known, Module, Names, OperatorKey, Owner};
use crate::ast::{self, Member, Signature, StructType, Type};
use crate::diagnostics::Collector;
use crate::ir::Int;
use crate::parse::signature::{is_constant, mentions, seen};
use crate::parse::{is_taken_apart, types};
use crate::tables::HashSet;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};

/// The module with these items, in which `aliases` are known.
pub fn survey(items: &[Tree], aliases: &Aliases) -> Module {
    let aliases = &aliases.inside(items);
    let mut module = Module::default();
    let outputs = Outputs::of_items(items);
    for item in items {
        if let Tree::Other(tokens) = item {
            other(&aliases.expanded(tokens.clone()), &mut module);
        }
    }
    for item in items {
        match item {
            Tree::Function(tokens) => {
                let outer = syn::Generics::default();
                let item = aliases.expanded(tokens.clone());
                function(&item, &outer, None, (&module.plain, &module.enums), &mut module.names);
                written(item, None, &mut module.names);
            }
            Tree::Module(block) => {
                if let Some(name) = module_name(block) {
                    module.modules.insert(name, survey(&block.items, aliases));
                }
            }
            Tree::Impl(block) => implementation(block, aliases, &outputs, &mut module),
            Tree::Other(_) => {}
        }
    }
    module
}

/// The name of a module that is seen.
pub fn module_name(block: &Block) -> Option<String> {
    let module = syn::parse2::<syn::ItemMod>(block.empty()).ok()?;
    (!is_left(&module.attrs)).then(|| name(&module.ident))
}

pub fn name(ident: &syn::Ident) -> String {
    ident.unraw().to_string()
}

/// The functions and constants of a type, and its operators.
pub fn implementation(block: &Block, aliases: &Aliases, outputs: &Outputs, module: &mut Module) {
    let Ok(item) = syn::parse2::<syn::ItemImpl>(block.empty()) else {
        return;
    };
    let declared = operator::types(block);
    let own = Own {
        ty: of_elsewhere(behind(&item.self_ty)),
        arguments: argument_names(behind(&item.self_ty)),
    };
    let resolved = |tokens: TokenStream| own::resolved(aliases.expanded(tokens), &declared, Some(&own.ty));
    let as_generated = |tokens: TokenStream| {
        let own = is_no_struct(behind(&item.self_ty)).then(|| behind(&item.self_ty));
        own::resolved(aliases.expanded(tokens), &declared, own)
    };
    if let Some(operator) = Operator::of(&item) {
        let output = declared.iter().find(|(name, _)| name == "Output");
        if let (Some((_, output)), Some(key)) = (output, operator_key(&operator)) {
            let output = match of_instance(output, &item) {
                Some(output) => Some(output),
                None => syn::parse2(resolved(output.to_token_stream())).ok(),
            };
            let output = output.and_then(|output: syn::Type| read(&output));
            if let Some(output) = output {
                module.operators.insert(key, output);
            }
        }
        if let (Some(key), Some(tokens)) = (operator_key(&operator), block.items.iter().find_map(Tree::function)) {
            let (item, owner) = (as_generated(tokens.clone()), Some(Rc::new(owner(&item))));
            module.operations.insert(key, Body { item, owner });
        }
        return;
    }
    let Some(name) = owner(&item).name else { return };
    if let Some(indexing) = Indexing::of(&item) {
        let (plain, names) = ((&module.plain, &module.enums), module.types.entry(name).or_default());
        for of_index in indexing.functions(block, &item, outputs).0 {
            let body = as_generated(of_index.read.clone());
            function(&resolved(of_index.read), &item.generics, Some(&own), plain, names);
            written(body, Some(Rc::new(owner(&item))), names);
        }
        return;
    }
    let (plain, names) = ((&module.plain, &module.enums), module.types.entry(name).or_default());
    for inner in &block.items {
        match inner {
            Tree::Function(tokens) => {
                function(&resolved(tokens.clone()), &item.generics, Some(&own), plain, names);
                written(as_generated(tokens.clone()), Some(Rc::new(owner(&item))), names);
            }
            Tree::Other(tokens) => {
                if let Some((name, ty)) = constant(&resolved(tokens.clone())) {
                    names.declare(name, Known::Constant(ty));
                }
            }
            Tree::Module(_) | Tree::Impl(_) => {}
        }
    }
}

/// The type as it can be written outside of its `impl`, whose generic parameters mean nothing there.
fn of_elsewhere(ty: &syn::Type) -> syn::Type {
    let mut ty = ty.clone();
    let syn::Type::Path(path) = &mut ty else { return ty };
    for segment in &mut path.path.segments {
        if let syn::PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            let is_type = |argument: &syn::GenericArgument| !matches!(argument, syn::GenericArgument::Lifetime(_));
            let count = arguments.args.iter().filter(|argument| is_type(argument)).count();
            arguments.args = (0..count)
                .map(|_| -> syn::GenericArgument { syn::parse_quote!(_) })
                .collect();
        }
    }
    ty
}

/// What an operator of a generic type gives, elsewhere: of the type itself it is one of the same instance, which is `Self` here.
fn of_instance(output: &syn::Type, item: &syn::ItemImpl) -> Option<syn::Type> {
    if item.generics.params.is_empty() {
        return None;
    }
    let text = |ty: &syn::Type| behind(ty).to_token_stream().to_string();
    match text(output) == "Self" || text(output) == text(&item.self_ty) {
        true => Some(syn::parse_quote!(Self)),
        false => Some(of_elsewhere(output)),
    }
}

/// The name of a type, that of numbers and arrays too.
pub fn type_name(ty: &syn::Type) -> Option<String> {
    match behind(ty) {
        syn::Type::Path(path) if path.qself.is_none() => path.path.segments.last().map(|segment| name(&segment.ident)),
        syn::Type::Array(_) | syn::Type::Slice(_) => Some(crate::infer::ARRAY.to_string()),
        _ => None,
    }
}

/// What an operator is known by; none if its types have no names.
pub fn operator_key(operator: &Operator) -> Option<OperatorKey> {
    let left = type_name(&operator.left)?;
    let right = operator.right.as_ref().map_or(Some(left.clone()), type_name)?;
    Some((operator.operation.to_string(), [left, right]))
}

/// The struct that a type is, behind references.
pub fn structure(ty: &syn::Type) -> Option<StructType> {
    match behind(ty) {
        syn::Type::Path(path) if path.qself.is_none() => types::structure(&path.path),
        _ => None,
    }
}

/// Whether the type is no struct: then the compiler has to know which it is.
pub fn is_no_struct(ty: &syn::Type) -> bool {
    structure(ty).is_none()
}

pub fn owner(item: &syn::ItemImpl) -> Owner {
    let ty = behind(&item.self_ty);
    Owner {
        name: type_name(ty),
        ty: is_no_struct(ty).then(|| ty.clone()),
        written: ty.to_token_stream().to_string(),
        generics: item.generics.clone(),
    }
}

fn read(ty: &syn::Type) -> Option<Type> {
    let mut unread = Collector::new();
    let read = types::annotation(ty, &types::Names::default(), &mut unread);
    unread.finish();
    read
}

/// The type whose functions are read.
struct Own {
    /// As it can be written elsewhere.
    ty: syn::Type,
    /// What its generic arguments are called in the `impl`.
    arguments: Vec<Option<String>>,
}

/// The names among the generic arguments of a type, without lifetimes.
fn argument_names(ty: &syn::Type) -> Vec<Option<String>> {
    let syn::Type::Path(path) = ty else { return vec![] };
    let last = path.path.segments.last().map(|last| &last.arguments);
    let Some(syn::PathArguments::AngleBracketed(arguments)) = last else {
        return vec![];
    };
    arguments
        .args
        .iter()
        .filter(|argument| !matches!(argument, syn::GenericArgument::Lifetime(_)))
        .map(|argument| match argument {
            syn::GenericArgument::Type(syn::Type::Path(path)) => path.path.get_ident().map(name),
            _ => None,
        })
        .collect()
}

fn function(
    tokens: &TokenStream,
    outer: &syn::Generics,
    own: Option<&Own>,
    (plain, enums): (&HashSet<String>, &HashSet<String>),
    names: &mut Names,
) {
    let Some(header) = Header::of(tokens.clone()) else {
        return;
    };
    let treatment = header.treatment(outer, &|ty| plain.contains(&ty.name()));
    let signature = match treatment {
        Treatment::Leave => None,
        _ => header.signature(outer),
    };
    // One with texts and the like is called by convention.
    if signature.is_none() && treatment == Treatment::Differentiate {
        return;
    }
    let known = signature.map(|mut signature| {
        // An enum goes as it is, unless something is called on it.
        for (ty, input) in signature.parameters.iter_mut().zip(&header.item.sig.inputs) {
            let syn::FnArg::Typed(input) = input else { continue };
            let syn::Pat::Ident(parameter) = &*input.pat else {
                continue;
            };
            let is_enum = matches!(&*ty, Type::Struct(ty) if enums.contains(&ty.name()));
            if is_enum && !is_taken_apart(&parameter.ident, tokens.clone()) {
                *ty = Type::Infer;
            }
        }
        let receiver = header
            .item
            .sig
            .receiver()
            .and_then(|_| signature.parameters.first_mut());
        if let (Some(receiver), Some(own)) = (receiver, own.and_then(|own| read(&own.ty))) {
            *receiver = own;
        }
        signature.own = own.map(|own| own.arguments.clone()).unwrap_or_default();
        Known::Function(signature)
    });
    names.declare(name(&header.item.sig.ident), known.unwrap_or(Known::Left));
}

/// Notes how a function is written.
fn written(item: TokenStream, owner: Option<Rc<Owner>>, names: &mut Names) {
    if let Some(header) = Header::of(item.clone()) {
        names.written(name(&header.item.sig.ident), Body { item, owner });
    }
}

fn other(tokens: &TokenStream, module: &mut Module) {
    if let Some((name, ty)) = constant(tokens) {
        module.names.declare(name, Known::Constant(ty));
    } else if let Ok(import) = syn::parse2::<syn::ItemUse>(tokens.clone()) {
        imports(&import.tree, &mut vec![], module);
    } else if let Ok(item) = syn::parse2::<syn::ItemStruct>(tokens.clone()) {
        fields(&item, module);
        tangent::declare(&item, module);
        declared(&item.ident, std::iter::once(&item.fields), module);
        let whole = (String::new(), &item.fields, &[][..]);
        declaration(
            (&item.ident, &item.attrs, &item.generics),
            std::iter::once(whole),
            module,
        );
    } else if let Ok(item) = syn::parse2::<syn::ItemEnum>(tokens.clone()) {
        declared(&item.ident, item.variants.iter().map(|variant| &variant.fields), module);
        if module.plain.contains(&name(&item.ident)) {
            module.enums.insert(name(&item.ident));
        }
        let all = item.variants.iter();
        let all = all.map(|variant| (name(&variant.ident), &variant.fields, &variant.attrs[..]));
        declaration((&item.ident, &item.attrs, &item.generics), all, module);
        variants(&item, module);
    }
}

/// Notes how a type is declared, if no `cfg` has a say in that. The variants come with their attributes.
fn declaration<'f>(
    (ident, attributes, generics): (&syn::Ident, &[syn::Attribute], &syn::Generics),
    variants: impl Iterator<Item = (String, &'f syn::Fields, &'f [syn::Attribute])>,
    module: &mut Module,
) {
    let is_open = |attributes: &[syn::Attribute]| attributes.iter().all(|attribute| !attribute.path().is_ident("cfg"));
    let mut all = vec![];
    for (variant, fields, attributes) in variants {
        if !is_open(attributes) || !fields.iter().all(|field| is_open(&field.attrs)) {
            return;
        }
        let mut names: Vec<String> = fields.members().map(|member| Member::from(&member).text()).collect();
        names.sort();
        all.push((variant, names));
    }
    let mut derived = vec![];
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
    {
        // What cannot be read derives nothing that is known here.
        let _ = attribute.parse_nested_meta(|meta| {
            derived.extend(meta.path.segments.last().map(|last| last.ident.to_string()));
            Ok(())
        });
    }
    let derives = |name: &str| derived.iter().any(|derived| derived == name);
    let declaration = Declaration {
        compared: derives("PartialEq"),
        defaulted: derives("Default"),
        generic: !generics.params.is_empty(),
        variants: all,
    };
    module.declarations.insert(name(ident), declaration);
}

/// Notes a type, and whether nothing in it can be a float.
fn declared<'f>(ident: &syn::Ident, fields: impl Iterator<Item = &'f syn::Fields>, module: &mut Module) {
    module.declared.insert(name(ident));
    let types: TokenStream = fields.flatten().map(|field| field.ty.to_token_stream()).collect();
    if is_discrete(types) {
        module.plain.insert(name(ident));
    }
}

/// Whether types are made of integers, `bool`s and texts alone.
fn is_discrete(types: TokenStream) -> bool {
    const WORDS: [&str; 6] = ["Box", "Option", "String", "Vec", "char", "str"];
    types.into_iter().all(|token| match token {
        TokenTree::Ident(word) => {
            let word = word.to_string();
            word == "bool" || Int::from_name(&word).is_some() || WORDS.contains(&word.as_str())
        }
        TokenTree::Group(group) => is_discrete(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => true,
    })
}

/// The types of the fields, as far as type parameters have no part in them.
fn fields(item: &syn::ItemStruct, module: &mut Module) {
    let parameters = item.generics.params.iter();
    let parameters: Vec<(String, bool)> = parameters
        .filter_map(|parameter| match parameter {
            syn::GenericParam::Lifetime(_) => None,
            syn::GenericParam::Type(parameter) => Some((name(&parameter.ident), false)),
            syn::GenericParam::Const(parameter) => Some((name(&parameter.ident), true)),
        })
        .collect();
    let named = |lengths: bool| -> Vec<String> {
        let of = parameters.iter().filter(|(_, length)| *length == lengths);
        of.map(|(name, _)| name.clone()).collect()
    };
    let (types, lengths) = (named(false), named(true));
    for (field, member) in item.fields.iter().zip(item.fields.members()) {
        let ty = &field.ty;
        if mentions(ty.to_token_stream(), &types) {
            continue;
        }
        let key = (name(&item.ident), Member::from(&member).text());
        if !mentions(ty.to_token_stream(), &lengths) {
            module.fields.extend(read(ty).map(|ty| (key, ty)));
        } else if let Some(mut field) = seen(&syn::parse_quote!(fn field() -> #ty), &item.generics) {
            field.own = parameters.iter().map(|(name, _)| Some(name.clone())).collect();
            module.generic_fields.insert(key, field);
        }
    }
}

/// The functions that stand for the variants of an enum, as far as their types are the same whatever the generic arguments are.
fn variants(item: &syn::ItemEnum, module: &mut Module) {
    if item
        .generics
        .params
        .iter()
        .any(|parameter| !matches!(parameter, syn::GenericParam::Lifetime(_)))
    {
        return;
    }
    let ident = &item.ident;
    let Some(own) = read(&syn::parse_quote!(#ident)) else {
        return;
    };
    let names = module.types.entry(name(ident)).or_default();
    for of in &item.variants {
        let variant = name(&of.ident);
        for (field, member) in of.fields.iter().zip(of.fields.members()) {
            if is_constant(&field.attrs) {
                let field = ast::variant::field(&variant, &Member::from(&member).text());
                module.constants.insert((name(ident), field));
            }
        }
        let fields = of.fields.iter().zip(of.fields.members());
        let mut fields: Vec<(String, Option<Type>)> = fields
            .map(|(field, member)| (Member::from(&member).text(), read(&field.ty)))
            .collect();
        fields.sort_by(|a, b| a.0.cmp(&b.0));
        let mut declare = |function: String, parameters: Vec<Type>, result: Type| {
            let signature = Signature::plain(parameters, result);
            names.declare(function, Known::Function(signature));
        };
        for (field, ty) in &fields {
            if let Some(ty) = ty {
                declare(ast::variant::field(&variant, field), vec![own.clone()], ty.clone());
            }
        }
        let parameters: Option<Vec<Type>> = fields.into_iter().map(|(_, ty)| ty).collect();
        if let Some(parameters) = parameters {
            declare(ast::variant::constructor(&variant), parameters, own.clone());
        }
    }
}

fn imports(tree: &syn::UseTree, path: &mut Vec<String>, module: &mut Module) {
    let (ident, name) = match tree {
        syn::UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            imports(&tree.tree, path, module);
            path.pop();
            return;
        }
        syn::UseTree::Group(group) => return group.items.iter().for_each(|tree| imports(tree, path, module)),
        syn::UseTree::Glob(_) => return module.globs.push(path.clone()),
        syn::UseTree::Name(tree) => (&tree.ident, &tree.ident),
        syn::UseTree::Rename(tree) => (&tree.ident, &tree.rename),
    };
    let target = match ident == "self" {
        true => path.clone(),
        false => [&path[..], &[self::name(ident)]].concat(),
    };
    let name = match (name == "self", path.last()) {
        (true, Some(module)) => module.clone(),
        _ => self::name(name),
    };
    module.imports.insert(name, target);
}

/// The name and the type of a constant or a static. Its value is not parsed: it may be whatever it is.
fn constant(tokens: &TokenStream) -> Option<(String, Type)> {
    let Constant { name, ty } = Constant::parse.parse2(tokens.clone()).ok()?;
    Some((self::name(&name), read(&ty)?))
}

struct Constant {
    name: syn::Ident,
    ty: syn::Type,
}

impl Parse for Constant {
    fn parse(input: ParseStream) -> syn::Result<Constant> {
        input.call(syn::Attribute::parse_outer)?;
        input.parse::<syn::Visibility>()?;
        match input.peek(syn::Token![static]) {
            true => _ = input.parse::<syn::Token![static]>()?,
            false => _ = input.parse::<syn::Token![const]>()?,
        }
        let name = input.parse()?;
        input.parse::<syn::Token![:]>()?;
        let ty = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(Constant { name, ty })
    }
}
