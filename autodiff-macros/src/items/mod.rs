//! The item that the attribute stands on: a function, an `impl` block or a module, as it was, with what is generated
//! beside each of its functions. Of a module everything is seen before its first function is compiled.

mod function;
mod survey;
mod tree;

pub use function::{guarded, plain, Header, Treatment};

use crate::diagnostics::{messages, Collector};
use crate::parse::environment::{Module, Owner};
use crate::parse::{self, options::Options, Surroundings};
use crate::pipeline::Place;
use function::{generated, is_ours};
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, ToTokens};
use std::rc::Rc;
use tree::{Block, Tree};

/// `#[differentiate(attribute)] item`
pub fn differentiate(attribute: TokenStream, item: TokenStream) -> TokenStream {
    guarded(|| compile(attribute, item.clone())).unwrap_or_else(|bug| quote!(#item #bug))
}

fn compile(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Collector::new();
    let options = parse::options(attribute, &mut errors);
    let place = Place {
        krate: krate(&options),
        associated: None,
    };
    let blocks = around(&item, &place, &mut |item, surroundings, place| {
        derived(item, surroundings, place)
    });
    match blocks {
        Some(blocks) => {
            let errors = errors.finish().into_iter().map(|error| error.to_tokens());
            quote!(#blocks #(#errors)*)
        }
        None => alone(item, options, place, errors),
    }
}

/// What is generated for a function of a module or an `impl`.
type Generate<'a> = dyn FnMut(&TokenStream, &Surroundings, &Place) -> TokenStream + 'a;

/// The module or `impl` block with what is generated for its functions; none if the item is something else.
pub fn around(item: &TokenStream, place: &Place, generate: &mut Generate) -> Option<TokenStream> {
    let items = tree::split(item.clone());
    let mut surroundings = Surroundings::default();
    match &items[..] {
        [Tree::Module(block)] => {
            surroundings.root = Rc::new(survey::survey(&block.items));
            Some(module(block, &surroundings, place, generate))
        }
        [Tree::Impl(block)] => {
            let mut root = Module::default();
            survey::implementation(block, &mut root);
            surroundings.root = Rc::new(root);
            Some(implementation(block, &surroundings, place, generate))
        }
        _ => None,
    }
}

fn krate(options: &Options) -> TokenStream {
    options
        .krate
        .as_ref()
        .map_or_else(|| quote!(::differentiate), ToTokens::into_token_stream)
}

/// A function with an attribute of its own.
fn alone(item: TokenStream, options: Options, mut place: Place, mut errors: Collector) -> TokenStream {
    let header = Header::of(item.clone());
    for attribute in header
        .iter()
        .flat_map(|header| &header.item.attrs)
        .filter(|attribute| is_ours(attribute))
    {
        errors.refuse(attribute, &messages::TWICE, &[]);
    }
    let mut surroundings = Surroundings::default();
    if let Some(header) = &header {
        if options.associated || header.item.sig.receiver().is_some() || mentions_self(&item) {
            place.associated = Some(header.item.vis.to_token_stream());
            surroundings.owner = Some(Rc::new(Owner::default()));
        }
    }
    if options.skip {
        errors.refuse_at(Span::call_site(), &messages::OPTION, &["skip"]);
    }
    let generated = generated(&item, &surroundings, &place, errors);
    let item = plain(item);
    quote!(#item #generated)
}

/// Whether `Self` stands in it: then it is a function of a type.
fn mentions_self(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "Self",
        TokenTree::Group(group) => mentions_self(&group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// A module whose functions are all differentiated.
fn module(block: &Block, surroundings: &Surroundings, place: &Place, generate: &mut Generate) -> TokenStream {
    let mut items = TokenStream::new();
    for item in &block.items {
        items.extend(match item {
            Tree::Function(item) => {
                let generated = generate(item, surroundings, place);
                let item = plain(item.clone());
                quote!(#item #generated)
            }
            Tree::Impl(block) => implementation(block, surroundings, place, generate),
            Tree::Module(block) => match syn::parse2::<syn::ItemMod>(block.empty()) {
                Ok(item) if !function::is_left(&item.attrs) => {
                    let mut surroundings = surroundings.clone();
                    surroundings.module.push(survey::name(&item.ident));
                    module(block, &surroundings, place, generate)
                }
                _ => block.whole(),
            },
            Tree::Other(tokens) => tokens.clone(),
        });
    }
    block.with(items)
}

/// An `impl` block whose functions are all differentiated.
fn implementation(block: &Block, surroundings: &Surroundings, place: &Place, generate: &mut Generate) -> TokenStream {
    let head = match syn::parse2::<syn::ItemImpl>(block.empty()) {
        Ok(head) if !function::is_left(&head.attrs) => head,
        _ => return block.whole(),
    };
    let mut surroundings = surroundings.clone();
    surroundings.owner = Some(Rc::new(survey::owner(&head)));
    let is_trait = head.trait_.is_some();
    let (mut items, mut beside) = (TokenStream::new(), TokenStream::new());
    for item in &block.items {
        match item {
            Tree::Function(item) => {
                let vis = match is_trait {
                    true => quote!(pub),
                    false => Header::of(item.clone())
                        .map_or_else(TokenStream::new, |header| header.item.vis.into_token_stream()),
                };
                let place = Place {
                    associated: Some(vis),
                    ..place.clone()
                };
                let generated = generate(item, &surroundings, &place);
                items.extend(plain(item.clone()));
                // An `impl` of a trait takes no other functions.
                match is_trait {
                    true => beside.extend(generated),
                    false => items.extend(generated),
                }
            }
            Tree::Other(tokens) => items.extend(tokens.clone()),
            Tree::Module(block) | Tree::Impl(block) => items.extend(block.whole()),
        }
    }
    let block = block.with(items);
    if beside.is_empty() {
        return block;
    }
    let (generics, ty, bounds) = (&head.generics, &head.self_ty, &head.generics.where_clause);
    let cfgs = head.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    quote!(#block #(#cfgs)* impl #generics #ty #bounds { #beside })
}

/// What is generated for one function among others.
fn derived(item: &TokenStream, surroundings: &Surroundings, place: &Place) -> TokenStream {
    let Some(header) = Header::of(item.clone()) else {
        return TokenStream::new();
    };
    let mut errors = Collector::new();
    let mut place = place.clone();
    for (k, attribute) in header
        .item
        .attrs
        .iter()
        .filter(|attribute| is_ours(attribute))
        .enumerate()
    {
        if k > 0 {
            errors.refuse(attribute, &messages::TWICE, &[]);
        }
        if let syn::Meta::List(list) = &attribute.meta {
            let options = parse::options(list.tokens.clone(), &mut errors);
            if options.krate.is_some() {
                place.krate = krate(&options);
            }
        }
    }
    let owner = surroundings.owner.as_ref().map(|owner| owner.generics.clone());
    let treatment = header.treatment(&owner.unwrap_or_default());
    if matches!(treatment, Treatment::Differentiate) || !errors.is_empty() {
        return generated(item, surroundings, &place, errors);
    }
    errors.finish();
    match treatment {
        Treatment::Value => function::value(item, surroundings, &place),
        Treatment::Differentiate | Treatment::Leave => TokenStream::new(),
    }
}
