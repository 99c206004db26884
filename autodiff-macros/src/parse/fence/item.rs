//! Items of the body: constants, statics and imports, which the derivative repeats.

use super::super::scope::Meaning;
use super::super::types;
use super::path::known_constant;
use super::*;
use crate::tables::HashSet;
use proc_macro2::{TokenStream, TokenTree};

/// The items so far, each with the name that it declares (imports declare several).
#[derive(Default)]
pub struct Items {
    items: Vec<(Vec<Ident>, TokenStream)>,
    functions: Vec<Nested>,
    /// The names that mean something outside of the function where they are used.
    globals: HashSet<String>,
}

impl Items {
    pub fn tokens(&self) -> Vec<TokenStream> {
        self.items.iter().map(|(_, tokens)| tokens.clone()).collect()
    }

    /// How many functions there are.
    pub fn count(&self) -> usize {
        self.functions.len()
    }

    /// Adds a function that no item of the user declares.
    pub fn lift(&mut self, function: Nested) {
        self.functions.push(function);
    }

    pub fn functions(&self) -> Vec<Nested> {
        self.functions.clone()
    }
}

impl Fence<'_> {
    /// Declares the items of a block: they are in scope in all of it.
    pub(super) fn items(&mut self, block: &syn::Block) {
        for statement in &block.stmts {
            if let syn::Stmt::Item(item) = statement {
                self.item(item);
            }
        }
        for statement in &block.stmts {
            if let syn::Stmt::Item(item @ (syn::Item::Const(_) | syn::Item::Static(_) | syn::Item::Fn(_))) = statement {
                self.mention_all(item.to_token_stream());
            }
        }
    }

    /// Notes that a path begins with this name.
    pub(super) fn mention(&mut self, path: &syn::Path) {
        if let (None, Some(first)) = (path.leading_colon, path.segments.first()) {
            self.mention_name(&first.ident);
        }
    }

    /// Notes all names in code that is carried as it is.
    pub fn mention_all(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => self.mention_name(&name),
                TokenTree::Group(group) => self.mention_all(group.stream()),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn mention_name(&mut self, name: &Ident) {
        // An expression that was cut out of code that is not read.
        if self.deep.is_name(name) {
            self.errors.refuse(name, &messages::TOO_DEEP, &[]);
        }
        if self.scopes.find(name).is_none() {
            self.items.globals.insert(plain(name));
        }
    }

    fn item(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Const(constant) => {
                self.attributes(&constant.attrs);
                self.declare_constant(&constant.ident, &constant.ty);
                self.keep(vec![constant.ident.clone()], item);
            }
            syn::Item::Static(constant) if matches!(constant.mutability, syn::StaticMutability::None) => {
                self.attributes(&constant.attrs);
                self.declare_constant(&constant.ident, &constant.ty);
                self.keep(vec![constant.ident.clone()], item);
            }
            syn::Item::Use(import) => {
                self.attributes(&import.attrs);
                let mut names = vec![];
                self.import(&import.tree, &mut vec![], &mut names);
                self.keep(names, item);
            }
            syn::Item::Fn(function) => self.nested(function),
            // Its fields are seen no more than those of one outside.
            syn::Item::Struct(item) if is_derived(&item.attrs) => {
                self.scopes.declare(&item.ident, Meaning::Constant(Type::Infer));
                let mut item = item.clone();
                // Not every body makes one.
                item.attrs.push(syn::parse_quote!(#[allow(dead_code)]));
                self.keep(vec![item.ident.clone()], &syn::Item::Struct(item));
            }
            _ => self.errors.refuse(item, &messages::ITEM, &[kind(item)]),
        }
    }

    /// A function of the body, which is differentiated by itself.
    fn nested(&mut self, function: &syn::ItemFn) {
        const HARMLESS: [&str; 5] = ["inline", "must_use", "track_caller", "cold", "differentiate"];
        for attribute in &function.attrs {
            let last = attribute.path().segments.last();
            if !last.is_some_and(|last| HARMLESS.iter().any(|name| last.ident == name)) {
                self.attributes(std::slice::from_ref(attribute));
            }
        }
        let mut function = function.clone();
        function.attrs.retain(|attribute| {
            let last = attribute.path().segments.last();
            last.is_none_or(|last| last.ident != "differentiate")
        });
        let name = function.sig.ident.clone();
        let signature = super::super::signature::seen(&function.sig, &syn::Generics::default());
        self.scopes.declare(&name, Meaning::Function(signature.map(Rc::new)));
        let text = function.to_token_stream().to_string();
        let mut functions = self.items.functions.iter();
        // The same function in another block.
        if functions.any(|known| known.item.to_token_stream().to_string() == text) {
            return;
        }
        let known = self.items.items.len();
        self.keep(vec![name], &syn::Item::Fn(function.clone()));
        if self.items.items.len() > known {
            // What is printed for it is made later.
            if let Some((_, tokens)) = self.items.items.last_mut() {
                *tokens = TokenStream::new();
            }
            self.items.functions.push(Nested {
                item: function,
                captured: vec![],
            });
        }
    }

    fn declare_constant(&mut self, name: &Ident, ty: &syn::Type) {
        // A constant of a type that is not accepted may still stand in an argument of a macro.
        let mut unread = Collector::new();
        let ty = types::annotation(ty, &self.types, &mut unread).unwrap_or(Type::Infer);
        unread.finish();
        self.scopes.declare(name, Meaning::Constant(ty));
    }

    /// Declares what a `use` brings into scope. Functions are left to calls, which find them by name.
    fn import(&mut self, tree: &syn::UseTree, path: &mut Vec<String>, names: &mut Vec<Ident>) {
        let (ident, name) = match tree {
            syn::UseTree::Path(tree) => {
                path.push(tree.ident.to_string());
                self.import(&tree.tree, path, names);
                path.pop();
                return;
            }
            syn::UseTree::Group(group) => return group.items.iter().for_each(|tree| self.import(tree, path, names)),
            syn::UseTree::Glob(glob) => {
                if !self.scopes.is_body() {
                    self.errors.refuse(glob.star_token, &messages::GLOB, &[]);
                }
                return;
            }
            syn::UseTree::Name(tree) => (&tree.ident, &tree.ident),
            syn::UseTree::Rename(tree) => (&tree.ident, &tree.rename),
        };
        path.push(ident.to_string());
        let ty = known_constant(&path.iter().map(String::as_str).collect::<Vec<_>>()).unwrap_or(Type::Infer);
        path.pop();
        self.scopes.declare(name, Meaning::Constant(ty));
        names.push(name.clone());
    }

    fn keep(&mut self, names: Vec<Ident>, item: &syn::Item) {
        let tokens = item.to_token_stream();
        if self
            .items
            .items
            .iter()
            .any(|(_, known)| known.to_string() == tokens.to_string())
        {
            return;
        }
        for name in &names {
            let taken = |(known, _): &(Vec<Ident>, TokenStream)| known.iter().any(|known| plain(known) == plain(name));
            if name != "_" && self.items.items.iter().any(taken) {
                self.errors.refuse(name, &messages::ITEM_TWICE, &[&plain(name)]);
            }
        }
        self.items.items.push((names, tokens));
    }

    /// The derivative has all items in its outermost block, where they would turn a `let` of the same name into a
    /// constant pattern, and be meant by all code that uses the name.
    pub(super) fn items_apart(&mut self) {
        let locals: HashSet<String> = self
            .locals
            .iter()
            .filter(|local| !local.hidden)
            .map(|local| plain(&local.name))
            .collect();
        for name in self.items.items.iter().flat_map(|(names, _)| names) {
            let text = plain(name);
            if locals.contains(&text) {
                self.errors.refuse(name, &messages::ITEM_SHADOWS, &[&text]);
            } else if self.items.globals.contains(&text) {
                self.errors.refuse(name, &messages::ITEM_HIDES, &[&text]);
            }
        }
    }
}

/// Whether it derives something, as a struct with a derivative does.
fn is_derived(attributes: &[syn::Attribute]) -> bool {
    let derives = |attribute: &syn::Attribute| {
        attribute.path().is_ident("derive") && attribute.to_token_stream().to_string().contains("Differentiable")
    };
    attributes.iter().any(derives)
}

fn kind(item: &syn::Item) -> &'static str {
    match item {
        syn::Item::Fn(_) => "a function",
        syn::Item::Struct(_) | syn::Item::Enum(_) | syn::Item::Union(_) | syn::Item::Type(_) => "a type",
        syn::Item::Impl(_) => "an `impl`",
        syn::Item::Trait(_) | syn::Item::TraitAlias(_) => "a trait",
        syn::Item::Mod(_) => "a module",
        syn::Item::Macro(_) => "a macro",
        syn::Item::Static(_) => "a `static mut`",
        _ => "this item",
    }
}
