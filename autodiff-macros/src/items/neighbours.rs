//! What stands in the file around an item that has an attribute of its own. A macro is given that item alone, so what
//! other functions give, and what constants and fields are, is left to rustc wherever it can find it out. Where it cannot, and
//! the function would be refused or a type be guessed, the file is read: it says of `bounds(x)[0]` what `bounds` gives. Nothing but types is taken from
//! there, and rustc checks each of them against what is there in fact.
//!
//! Where a function passes structs to others, its derivatives of higher order compute in it what these do: then the file says that too
//! ([`bodies_around`]), as a module that has the attribute does.
//!
//! A compiler that does not tell where an item stands leaves it alone, and so does an item that a macro has made.

use super::aliases::Aliases;
use super::function::{is_left, is_ours};
use super::survey::{self, survey};
use super::tree::{split, Block, Tree};
use crate::ast::environment::Owner;
use crate::ast::Surroundings;
use crate::parse::too_deep;
use proc_macro2::{TokenStream, TokenTree};
use std::path::PathBuf;
use std::rc::Rc;

/// The item with what its file says of its types, and its surroundings there.
pub fn among_neighbours(
    item: &TokenStream,
    alone: &Surroundings,
    given: &Aliases,
) -> Option<(TokenStream, Surroundings)> {
    let items = differentiated(split(tokens_of_file()?), false);
    let (item, mut surroundings) = in_file(&items, item, alone, given)?;
    Rc::get_mut(&mut surroundings.root)?.keep_types();
    surroundings.read = true;
    Some((item, surroundings))
}

/// The same with how the functions of the file are written, as far as it is not up to a `cfg` which of them are there.
pub fn bodies_around(item: &TokenStream, alone: &Surroundings) -> Option<(TokenStream, Surroundings)> {
    let items = unconditional(differentiated(split(tokens_of_file()?), false));
    let (item, mut surroundings) = in_file(&items, item, alone, &Aliases::default())?;
    // A method with an attribute of its own sees no `impl`.
    if surroundings.owner_type().is_none() {
        let own = owner_in(&items, &(name(&item)?, body(&item)?)).map(Rc::new);
        surroundings.owner = own.or(surroundings.owner);
    }
    Some((item, surroundings))
}

/// The type in whose `impl` there is a function with this name and body.
fn owner_in(items: &[Tree], wanted: &(String, String)) -> Option<Owner> {
    let is_wanted = |item: &Tree| {
        let tokens = item.function();
        tokens
            .is_some_and(|tokens| name(tokens).as_ref() == Some(&wanted.0) && body(tokens).as_ref() == Some(&wanted.1))
    };
    items.iter().find_map(|item| match item {
        Tree::Module(block) => owner_in(&block.items, wanted),
        Tree::Impl(block) if block.items.iter().any(is_wanted) => {
            let block: syn::ItemImpl = syn::parse2(block.empty()).ok()?;
            block.trait_.is_none().then(|| survey::owner(&block))
        }
        _ => None,
    })
}

/// The items that are there whatever a `cfg` says.
fn unconditional(items: Vec<Tree>) -> Vec<Tree> {
    let is_there = |head: &TokenStream| {
        let attributes = attributes(head);
        !attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr"))
    };
    let inside = |mut block: Block| {
        block.items = unconditional(std::mem::take(&mut block.items));
        is_there(&block.head).then_some(block)
    };
    let kept = |item: Tree| match item {
        Tree::Function(tokens) => is_there(&tokens).then_some(Tree::Function(tokens)),
        Tree::Module(block) => inside(block).map(Tree::Module),
        Tree::Impl(block) => inside(block).map(Tree::Impl),
        Tree::Other(tokens) => is_there(&tokens).then_some(Tree::Other(tokens)),
    };
    items.into_iter().filter_map(kept).collect()
}

/// What stands in the file of the item.
pub fn tokens_of_file() -> Option<TokenStream> {
    let tokens: TokenStream = std::fs::read_to_string(file()?).ok()?.parse().ok()?;
    too_deep(tokens.clone()).is_none().then_some(tokens)
}

/// The file that the item stands in.
#[cfg(local_file)]
#[allow(clippy::incompatible_msrv, reason = "the build script has asked")]
pub fn file() -> Option<PathBuf> {
    match proc_macro::is_available() {
        true => proc_macro::Span::call_site().local_file(),
        false => None,
    }
}

#[cfg(not(local_file))]
pub fn file() -> Option<PathBuf> {
    None
}

fn in_file(
    items: &[Tree],
    item: &TokenStream,
    alone: &Surroundings,
    given: &Aliases,
) -> Option<(TokenStream, Surroundings)> {
    let mut places = vec![];
    find(items, &(name(item)?, body(item)?), &mut vec![], &mut places);
    let [module] = &places[..] else { return None };
    let root = survey(items, given);
    let (mut aliases, mut inside) = (given.inside(items), items);
    for name in module {
        inside = &inner(inside, name)?.items;
        aliases = aliases.inside(inside);
    }
    let surroundings = Surroundings {
        root: Rc::new(root),
        module: module.clone(),
        owner: alone.owner.clone(),
        read: false,
    };
    Some((aliases.expanded(item.clone()), surroundings))
}

/// The items without functions that have no derivative: nothing can be called beside them. `all` says that these need no
/// attribute of their own.
fn differentiated(items: Vec<Tree>, all: bool) -> Vec<Tree> {
    let inside = |mut block: Block| {
        let attributes = attributes(&block.head);
        let all = all || attributes.iter().any(is_ours);
        block.items = differentiated(std::mem::take(&mut block.items), all && !is_left(&attributes));
        block
    };
    let kept = |item: Tree| match item {
        Tree::Function(tokens) => {
            let attributes = attributes(&tokens);
            let kept = (all || attributes.iter().any(is_ours)) && !is_left(&attributes);
            kept.then_some(Tree::Function(tokens))
        }
        Tree::Module(block) => Some(Tree::Module(inside(block))),
        Tree::Impl(block) => Some(Tree::Impl(inside(block))),
        Tree::Other(tokens) => Some(Tree::Other(tokens)),
    };
    items.into_iter().filter_map(kept).collect()
}

/// The attributes that an item begins with.
pub fn attributes(item: &TokenStream) -> Vec<syn::Attribute> {
    let once = |input: syn::parse::ParseStream| {
        let attributes = input.call(syn::Attribute::parse_outer)?;
        input.parse::<TokenStream>()?;
        Ok(attributes)
    };
    syn::parse::Parser::parse2(once, item.clone()).unwrap_or_default()
}

/// The paths of the modules in which there is a function with this name and body.
fn find(items: &[Tree], wanted: &(String, String), module: &mut Vec<String>, places: &mut Vec<Vec<String>>) {
    for item in items {
        match item {
            Tree::Function(tokens) if name(tokens).as_ref() == Some(&wanted.0) => {
                if body(tokens).as_ref() == Some(&wanted.1) {
                    places.push(module.clone());
                }
            }
            Tree::Impl(block) => find(&block.items, wanted, module, places),
            Tree::Module(block) => {
                let Some(name) = survey::module_name(block) else {
                    continue;
                };
                module.push(name);
                find(&block.items, wanted, module, places);
                module.pop();
            }
            Tree::Function(_) | Tree::Other(_) => {}
        }
    }
}

fn inner<'t>(items: &'t [Tree], wanted: &str) -> Option<&'t Block> {
    items.iter().find_map(|item| match item {
        Tree::Module(block) if survey::module_name(block).as_deref() == Some(wanted) => Some(block),
        _ => None,
    })
}

/// The name of a function.
pub fn name(item: &TokenStream) -> Option<String> {
    let is_keyword = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
    let mut behind = item.clone().into_iter().skip_while(|token| !is_keyword(token));
    behind.nth(1).map(|name| name.to_string())
}

/// The body of a function without spaces.
pub fn body(item: &TokenStream) -> Option<String> {
    match item.clone().into_iter().last()? {
        TokenTree::Group(body) => Some(body.to_string().split_whitespace().collect()),
        _ => None,
    }
}
