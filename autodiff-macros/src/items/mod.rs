//! The item that the attribute stands on: a function, an `impl` block or a module, as it was, with what is generated
//! beside each of its functions. Of a module everything is seen before its first function is compiled.

mod aliases;
pub mod calculus;
mod forms;
mod function;
mod indexing;
mod neighbours;
mod nested;
mod operator;
mod own;
mod siblings;
pub mod stand_in;
mod survey;
mod tangent;
mod tree;
mod walk;

pub use aliases::Aliases;
pub use function::{guarded, plain, Header, Treatment};
pub use indexing::Use;
pub use neighbours::bodies_around;
pub use nested::nested;
pub use operator::{behind, Operator};
pub use own::resolved;
pub use siblings::{is_as_written, sibling};
pub use walk::around;

use crate::ast::environment::Owner;
use crate::diagnostics::{messages, text, Collector};
use crate::parse::{self, options::Options, Surroundings};
use crate::pipeline::Place;
use function::{generated, is_ours, Wider};
use indexing::Indexing;
use neighbours::among_neighbours;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, ToTokens};
use std::rc::Rc;

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
        operator: None,
        nested: false,
        computed: false,
        stands_in: false,
        mode: options.mode,
        reassociate: options.reassociate,
    };
    let mut is_repeated = false;
    if let Ok(head) = syn::parse2::<syn::ItemImpl>(walk::head(&item)) {
        let operator = Operator::of(&head);
        is_repeated = operator.is_some() && forms::is_repeated(&item);
        if let (Some((path, _)), None) = (&head.trait_, operator) {
            if !walk::takes_functions(&head) && Indexing::of(&head).is_none() {
                errors.refuse(path, &messages::TRAIT_IMPL, &[&text(path)]);
            }
        }
    }
    let aliases = Aliases::given(&options.aliases);
    let mut is_fruitless = !is_repeated;
    let mut generate = |item: &_, surroundings: &_, place: &_| {
        let generated = derived(item, surroundings, place);
        is_fruitless &= generated.is_empty();
        generated
    };
    let blocks = match is_repeated {
        true => Some(item.clone()),
        false => around(&item, &place, &aliases, &mut generate),
    };
    if let (Ok(head), true) = (
        syn::parse2::<syn::ItemImpl>(walk::head(&item)),
        is_fruitless && errors.is_empty(),
    ) {
        if let Some((path, _)) = &head.trait_ {
            errors.refuse(path, &messages::TRAIT_IMPL, &[&text(path)]);
        }
    }
    match blocks {
        Some(blocks) => {
            let errors = errors.finish().into_iter().map(|error| error.to_tokens());
            quote!(#blocks #(#errors)*)
        }
        None => alone(item, options, place, errors),
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
    let aliases = Aliases::given(&options.aliases);
    let known = aliases.expanded(item.clone());
    let is_value = header.is_some_and(|header| header.gives_no_float(&syn::Generics::default()));
    if is_value && errors.is_empty() && options.mode.is_none() {
        let value = function::value(&known, &surroundings, &place);
        if !value.is_empty() {
            errors.finish();
            let item = plain(item);
            return quote!(#item #value);
        }
    }
    let wider = || among_neighbours(&item, &surroundings, &aliases);
    let generated = with_stand_in(&known, &surroundings, &place, (errors, &wider));
    let item = plain(item);
    quote!(#item #generated)
}

/// What is generated for this function, or for the one that stands in for it.
fn with_stand_in(
    item: &TokenStream,
    surroundings: &Surroundings,
    place: &Place,
    (errors, wider): (Collector, &Wider),
) -> TokenStream {
    let Some(stand_in) = stand_in::of(item) else {
        return generated(item, surroundings, place, (errors, wider));
    };
    let place = Place {
        stands_in: true,
        ..place.clone()
    };
    let wider = || {
        let (item, surroundings) = wider()?;
        Some((stand_in::of(&item)?.read, surroundings))
    };
    let generated = generated(&stand_in.read, surroundings, &place, (errors, &wider));
    let function = stand_in.function;
    quote!(#function #generated)
}

/// Whether `Self` stands in it: then it is a function of a type.
fn mentions_self(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "Self",
        TokenTree::Group(group) => mentions_self(&group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// What is generated for one function among others: of a module, all that is seen, or of an `impl` block.
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
            if !options.aliases.is_empty() {
                errors.refuse(attribute, &messages::OPTION, &["alias"]);
            }
            if options.krate.is_some() {
                place.krate = krate(&options);
            }
            place.mode = options.mode.or(place.mode);
            place.reassociate |= options.reassociate;
        }
    }
    let owner = surroundings.owner.as_ref().map(|owner| owner.generics.clone());
    let treatment = header.treatment(&owner.unwrap_or_default(), &|ty| surroundings.is_plain(ty));
    if matches!(treatment, Treatment::Differentiate) || !errors.is_empty() {
        let wider = || among_neighbours(item, surroundings, &Aliases::default());
        return with_stand_in(item, surroundings, &place, (errors, &wider));
    }
    errors.finish();
    match treatment {
        Treatment::Value => function::value(item, surroundings, &place),
        Treatment::Differentiate | Treatment::Leave => TokenStream::new(),
    }
}
