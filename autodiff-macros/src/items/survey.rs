//! What is seen of a module before its functions are read: signatures, constants, imports.

use super::function::{is_left, Header, Treatment};
use super::tree::{Block, Tree};
use crate::ast::Type;
use crate::diagnostics::Collector;
use crate::parse::environment::{Known, Module, Names, Owner};
use crate::parse::types;
use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};

/// The module with these items.
pub fn survey(items: &[Tree]) -> Module {
    let mut module = Module::default();
    for item in items {
        match item {
            Tree::Function(tokens) => function(tokens, &syn::Generics::default(), &mut module.names),
            Tree::Module(block) => {
                if let Some(name) = module_name(block) {
                    module.modules.insert(name, survey(&block.items));
                }
            }
            Tree::Impl(block) => implementation(block, &mut module),
            Tree::Other(tokens) => other(tokens, &mut module),
        }
    }
    module
}

/// The name of a module that is seen.
fn module_name(block: &Block) -> Option<String> {
    let module = syn::parse2::<syn::ItemMod>(block.empty()).ok()?;
    (!is_left(&module.attrs)).then(|| name(&module.ident))
}

pub fn name(ident: &syn::Ident) -> String {
    ident.unraw().to_string()
}

/// The functions and constants of a type.
pub fn implementation(block: &Block, module: &mut Module) {
    let Ok(item) = syn::parse2::<syn::ItemImpl>(block.empty()) else {
        return;
    };
    let owner = owner(&item);
    let Some(name) = owner.name else { return };
    let names = module.types.entry(name).or_default();
    for item in &block.items {
        match item {
            Tree::Function(tokens) => function(tokens, &owner.generics, names),
            Tree::Other(tokens) => {
                if let Some((name, ty)) = constant(tokens) {
                    names.declare(name, Known::Constant(ty));
                }
            }
            Tree::Module(_) | Tree::Impl(_) => {}
        }
    }
}

pub fn owner(item: &syn::ItemImpl) -> Owner {
    let name = match &*item.self_ty {
        syn::Type::Path(path) if path.qself.is_none() => path.path.segments.last(),
        _ => None,
    };
    Owner {
        name: name.map(|segment| self::name(&segment.ident)),
        generics: item.generics.clone(),
    }
}

fn function(tokens: &TokenStream, outer: &syn::Generics, names: &mut Names) {
    let Some(header) = Header::of(tokens.clone()) else {
        return;
    };
    let known = match header.treatment(outer) {
        Treatment::Leave => Known::Left,
        _ => header.signature(outer).map_or(Known::Left, Known::Function),
    };
    names.declare(name(&header.item.sig.ident), known);
}

fn other(tokens: &TokenStream, module: &mut Module) {
    if let Some((name, ty)) = constant(tokens) {
        module.names.declare(name, Known::Constant(ty));
    } else if let Ok(import) = syn::parse2::<syn::ItemUse>(tokens.clone()) {
        imports(&import.tree, &mut vec![], module);
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
    let mut unread = Collector::new();
    let read = types::annotation(&ty, &types::Names::default(), &mut unread);
    unread.finish();
    Some((self::name(&name), read?))
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
