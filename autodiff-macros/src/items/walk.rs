//! The way through the items of a module or an `impl` block, which stay as they are.

use super::aliases::Aliases;
use super::function::{is_left, plain, Header};
use super::indexing::{Indexing, Outputs};
use super::operator::{self, behind, Operator};
use super::tree::{Block, Tree};
use super::{own, stand_in, survey};
use crate::ast::environment::{Known, Module};
use crate::ast::{StructType, Surroundings};
use crate::pipeline::Place;
use crate::tables::HashSet;
use proc_macro2::TokenStream;
use quote::{quote, ToTokens};
use std::cell::RefCell;
use std::rc::Rc;

/// What is generated for a function.
pub type Generate<'a> = dyn FnMut(&TokenStream, &Surroundings, &Place) -> TokenStream + 'a;

/// The module or `impl` block with what is generated for its functions; none if the item is something else.
pub fn around(item: &TokenStream, place: &Place, aliases: &Aliases, generate: &mut Generate) -> Option<TokenStream> {
    let items = super::tree::split(item.clone());
    let mut walk = Walk {
        aliases: aliases.clone(),
        surroundings: Surroundings::default(),
        place,
        operators: Rc::default(),
        outputs: Outputs::default(),
    };
    match &items[..] {
        [Tree::Module(block)] => {
            walk.surroundings.root = Rc::new(survey::survey(&block.items, &walk.aliases));
            Some(walk.module(block, generate))
        }
        [Tree::Impl(block)] => {
            let mut root = Module::default();
            survey::implementation(block, &walk.aliases, &walk.outputs, &mut root);
            walk.surroundings.root = Rc::new(root);
            Some(walk.implementation(block, generate))
        }
        _ => None,
    }
}

/// Where the walk is.
#[derive(Clone)]
struct Walk<'a> {
    aliases: Aliases,
    surroundings: Surroundings,
    place: &'a Place,
    /// The operators so far.
    operators: Rc<RefCell<HashSet<Vec<String>>>>,
    /// What indices give.
    outputs: Outputs,
}

impl Walk<'_> {
    /// A module whose functions are all differentiated.
    fn module(&self, block: &Block, generate: &mut Generate) -> TokenStream {
        let here = Walk {
            aliases: self.aliases.inside(&block.items),
            outputs: Outputs::of_items(&block.items),
            ..self.clone()
        };
        let mut items = TokenStream::new();
        for item in &block.items {
            items.extend(match item {
                Tree::Function(item) => {
                    let known = here.aliases.expanded(item.clone());
                    let generated = generate(&known, &here.surroundings, here.place);
                    let item = plain(item.clone());
                    quote!(#item #generated)
                }
                Tree::Impl(block) => here.implementation(block, generate),
                Tree::Module(block) => match syn::parse2::<syn::ItemMod>(block.empty()) {
                    Ok(item) if !is_left(&item.attrs) => {
                        let mut inner = here.clone();
                        inner.surroundings.module.push(survey::name(&item.ident));
                        inner.module(block, generate)
                    }
                    _ => block.whole(),
                },
                Tree::Other(tokens) => tokens.clone(),
            });
        }
        block.with(items)
    }

    /// An `impl` block whose functions are all differentiated.
    fn implementation(&self, block: &Block, generate: &mut Generate) -> TokenStream {
        let head = match syn::parse2::<syn::ItemImpl>(block.empty()) {
            Ok(head) if !is_left(&head.attrs) => head,
            _ => return block.whole(),
        };
        let mut surroundings = self.surroundings.clone();
        surroundings.owner = Some(Rc::new(survey::owner(&head)));
        if let Some(indexing) = Indexing::of(&head) {
            return self.indexing(block, &head, &indexing, &surroundings, generate);
        }
        let is_trait = head.trait_.is_some();
        let operator = Operator::of(&head);
        let is_left = match &operator {
            Some(operator) => operator
                .sides()
                .filter_map(survey::structure)
                .any(|ty| surroundings.is_plain(&ty)),
            None => is_trait && !takes_functions(&head),
        };
        // By value and by reference is one operator.
        let key = operator.as_ref().map(Operator::key);
        if is_left || key.is_some_and(|key| !self.operators.borrow_mut().insert(key)) {
            return block.whole();
        }
        let declared = operator::types(block);
        let own = survey::is_no_struct(behind(&head.self_ty)).then(|| behind(&head.self_ty));
        let (mut items, mut beside) = (TokenStream::new(), TokenStream::new());
        for item in &block.items {
            match item {
                Tree::Function(item) => {
                    let known = own::resolved(self.aliases.expanded(item.clone()), &declared, own);
                    let header = Header::of(item.clone());
                    let vis = match (is_trait, &header) {
                        (false, Some(header)) => header.item.vis.to_token_stream(),
                        _ => quote!(pub),
                    };
                    let place = Place {
                        associated: Some(vis),
                        operator: operator.clone(),
                        ..self.place.clone()
                    };
                    // Of two traits with a function of the same name, neither can have functions of the type.
                    let several =
                        is_trait && header.is_some_and(|header| surroundings.has_several(&header.item.sig.ident));
                    // Nor do they have room for one that stands in.
                    let stands_in = is_trait && stand_in::of(&known).is_some();
                    let generated = match several || stands_in {
                        true => TokenStream::new(),
                        false => generate(&known, &surroundings, &place),
                    };
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
        if beside.is_empty() || operator.is_some() {
            return quote!(#block #beside);
        }
        let (generics, ty, bounds) = (&head.generics, &head.self_ty, &head.generics.where_clause);
        let cfgs = head.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        quote!(#block #(#cfgs)* impl #generics #ty #bounds { #beside })
    }
}

impl Walk<'_> {
    /// An `impl` of `Index` or `IndexMut`, and the functions that it stands for.
    fn indexing(
        &self,
        block: &Block,
        head: &syn::ItemImpl,
        indexing: &Indexing,
        surroundings: &Surroundings,
        generate: &mut Generate,
    ) -> TokenStream {
        let (functions, declared) = indexing.functions(block, head, &self.outputs);
        let place = Place {
            associated: Some(quote!(pub)),
            // Nobody asks for their gradients.
            nested: true,
            computed: false,
            stands_in: false,
            mode: None,
            reassociate: false,
            ..self.place.clone()
        };
        let mut beside = TokenStream::new();
        for function in functions {
            let known = own::resolved(self.aliases.expanded(function.read), &declared, None);
            let generated = generate(&known, surroundings, &place);
            let plain = own::resolved(function.plain, &declared, None);
            beside.extend(quote!(#plain #generated));
        }
        let whole = block.whole();
        let (generics, ty, bounds) = (&head.generics, &head.self_ty, &head.generics.where_clause);
        let cfgs = head.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"));
        quote!(#whole #(#cfgs)* impl #generics #ty #bounds { #beside })
    }
}

/// An `impl` block without its items; nothing of other items.
pub fn head(item: &TokenStream) -> TokenStream {
    match &super::tree::split(item.clone())[..] {
        [Tree::Impl(block)] => block.empty(),
        _ => TokenStream::new(),
    }
}

/// Whether functions of the type can stand beside this `impl` of a trait: the type is one of the user, and the trait is
/// not implemented several times, for several types.
pub fn takes_functions(head: &syn::ItemImpl) -> bool {
    let is_parameter = |name: &syn::Ident| head.generics.type_params().any(|parameter| parameter.ident == *name);
    let is_users = match &*head.self_ty {
        syn::Type::Path(path) => {
            !survey::is_no_struct(&head.self_ty) && !path.path.get_ident().is_some_and(is_parameter)
        }
        _ => false,
    };
    let arguments = head.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    is_users && arguments.is_some_and(|last| last.arguments.is_none())
}

impl Surroundings {
    /// Whether several functions of the type have this name.
    fn has_several(&self, name: &syn::Ident) -> bool {
        let own = StructType {
            tokens: quote!(Self),
            like: None,
        };
        matches!(self.of_type(&own, &survey::name(name)), Some(Known::Several))
    }
}
