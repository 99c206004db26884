//! Parameters that are no numbers in memory of their own: iterators (`impl Iterator<Item = f64>`, `I: IntoIterator<Item = &f64>`), what lends a
//! slice (`impl AsRef<[f64]>`), slices of slices, and what becomes a float (`impl Into<f64>`). A derivative is one in numbers that lie
//! somewhere. So a function with slices and floats in the place of such parameters is differentiated, whose value is the user's:
//!
//! ```text
//! fn mean(x: impl Iterator<Item = f64>) -> f64 { body }                      the user's
//! fn __mean_of_numbers(x: &[f64]) -> f64 { mean(x.iter().copied()) }         what stands in
//! fn mean(x: &[f64]) -> f64 { let mut x = x.iter().copied(); body }          what is differentiated
//! ```

use crate::tables::HashMap;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote, ToTokens};
use syn::{
    parse_quote, FnArg, GenericArgument, GenericParam, Pat, PathArguments, Type, TypeParamBound, WherePredicate,
};

pub struct StandIn {
    /// What is differentiated.
    pub read: TokenStream,
    /// The function that stands in.
    pub function: TokenStream,
}

/// What a parameter is given as.
enum Given {
    /// An iterator over these.
    Items(Type),
    /// What lends a slice of these.
    Lent(Type),
    /// What becomes this float.
    Float(Type),
    /// A slice of slices of these.
    Rows(Type),
}

/// What the function that stands in for one of this name is called.
pub fn name(function: &Ident) -> Ident {
    format_ident!("__{function}_of_numbers", span = function.span())
}

/// What stands in for this function, if one of its parameters asks for it.
pub fn of(item: &TokenStream) -> Option<StandIn> {
    if !may_ask(item) {
        return None;
    }
    let user: syn::ItemFn = syn::parse2(item.clone()).ok()?;
    let mut read = user.clone();
    let bounds = Bounds::of(&user.sig);
    let mut arguments: Vec<TokenStream> = vec![];
    let mut prologue = TokenStream::new();
    let mut transparent = HashMap::default();
    let mut named = vec![];
    let mut has_rows = false;
    for input in &mut read.sig.inputs {
        let FnArg::Typed(typed) = input else { continue };
        let Pat::Ident(pattern) = &mut *typed.pat else {
            return None;
        };
        let name = pattern.ident.clone();
        let is_place = matches!(&*typed.ty, Type::Reference(lent) if lent.mutability.is_some());
        let Some((given, parameter)) = bounds.given(&typed.ty).filter(|_| !is_place) else {
            arguments.push(name.to_token_stream());
            continue;
        };
        named.extend(parameter);
        let is_lent = matches!(&*typed.ty, Type::Reference(_));
        arguments.push(match &given {
            Given::Items(element) => {
                let items = items(&name, element);
                prologue.extend(quote!(#[allow(unused_mut)] let mut #name = #items;));
                items
            }
            Given::Rows(_) => {
                quote!(&#name.iter().map(|row| &row[..]).collect::<::std::vec::Vec<_>>())
            }
            Given::Lent(_) | Given::Float(_) if is_lent => quote!(&#name),
            Given::Lent(_) | Given::Float(_) => name.to_token_stream(),
        });
        match given {
            Given::Items(element) => {
                pattern.mutability = None;
                let element = behind(&element);
                *typed.ty = parse_quote!(&[#element]);
            }
            Given::Rows(element) => {
                has_rows = true;
                *typed.ty = parse_quote!(&[::std::vec::Vec<#element>]);
            }
            Given::Lent(element) => {
                transparent.insert(name.to_string(), "as_ref");
                *typed.ty = parse_quote!(&[#element]);
            }
            Given::Float(float) => {
                transparent.insert(name.to_string(), "into");
                *typed.ty = float;
            }
        }
    }
    if prologue.is_empty() && transparent.is_empty() && !has_rows {
        return None;
    }
    named.retain(|name| !mentions(read.sig.output.to_token_stream(), name));
    without(&mut read.sig.generics, &named);
    let body = read.block.stmts.iter();
    let body = plain(quote!(#(#body)*), &transparent, &bounds.methods(&named));
    let (attributes, vis, signature) = (&read.attrs, &read.vis, &read.sig);
    let call = match user.sig.receiver() {
        Some(_) => {
            let method = &user.sig.ident;
            quote!(self.#method(#(#arguments),*))
        }
        None => {
            let function = &user.sig.ident;
            let of = mentions_self(&user).then(|| quote!(Self::));
            quote!(#of #function(#(#arguments),*))
        }
    };
    let mut hidden = read.sig.clone();
    hidden.ident = name(&hidden.ident);
    let cfgs = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    Some(StandIn {
        read: quote!(#(#attributes)* #vis #signature { #prologue #body }),
        function: quote! {
            #(#cfgs)*
            #[doc(hidden)]
            #[allow(non_snake_case, deprecated, clippy::all)]
            #hidden { #call }
        },
    })
}

/// Whether a word or a sign of such a parameter stands before the body, which most functions need not be parsed for.
fn may_ask(item: &TokenStream) -> bool {
    const WORDS: [&str; 6] = [
        "AsRef",
        "DoubleEndedIterator",
        "ExactSizeIterator",
        "Into",
        "IntoIterator",
        "Iterator",
    ];
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    tokens.pop();
    let head: TokenStream = tokens.into_iter().collect();
    WORDS.iter().any(|word| mentions(head.clone(), word)) || has_rows(head)
}

/// Whether there is a `[&`.
fn has_rows(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            let first = group.stream().into_iter().next();
            let lends = matches!(first, Some(TokenTree::Punct(punct)) if punct.as_char() == '&');
            lends && group.delimiter() == Delimiter::Bracket || has_rows(group.stream())
        }
        _ => false,
    })
}

/// The iterator over a slice.
fn items(name: &Ident, element: &Type) -> TokenStream {
    match element {
        Type::Reference(_) => quote!(#name.iter()),
        _ => quote!(#name.iter().copied()),
    }
}

fn behind(element: &Type) -> &Type {
    match element {
        Type::Reference(element) => &element.elem,
        element => element,
    }
}

/// The bounds of type parameters, inline and in the `where` clause.
struct Bounds {
    of: HashMap<String, Vec<TypeParamBound>>,
    /// Those of `I::Item`.
    of_items: HashMap<String, Vec<TypeParamBound>>,
}

impl Bounds {
    fn of(signature: &syn::Signature) -> Bounds {
        let mut bounds = Bounds {
            of: HashMap::default(),
            of_items: HashMap::default(),
        };
        for parameter in signature.generics.type_params() {
            let all = bounds.of.entry(parameter.ident.to_string()).or_default();
            all.extend(parameter.bounds.iter().cloned());
        }
        let predicates = signature
            .generics
            .where_clause
            .iter()
            .flat_map(|clause| &clause.predicates);
        for predicate in predicates {
            let WherePredicate::Type(predicate) = predicate else {
                continue;
            };
            let Type::Path(path) = &predicate.bounded_ty else {
                continue;
            };
            let names: Vec<String> = path.path.segments.iter().map(|name| name.ident.to_string()).collect();
            let all = match &names[..] {
                [name] => bounds.of.entry(name.clone()).or_default(),
                [name, item] if item == "Item" => bounds.of_items.entry(name.clone()).or_default(),
                _ => continue,
            };
            all.extend(predicate.bounds.iter().cloned());
        }
        bounds
    }

    /// What a parameter of this type is given as, and the type parameter that it is of.
    fn given(&self, ty: &Type) -> Option<(Given, Option<String>)> {
        match ty {
            Type::Reference(lent) => match rows_of(&lent.elem) {
                Some(element) => Some((Given::Rows(element), None)),
                None => self
                    .given(&lent.elem)
                    .filter(|(given, _)| !matches!(given, Given::Items(_))),
            },
            Type::Paren(ty) => self.given(&ty.elem),
            Type::ImplTrait(ty) => Some((given_by(&ty.bounds.iter().cloned().collect::<Vec<_>>(), &[])?, None)),
            Type::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                let of_items = self.of_items.get(&name).map_or(&[][..], |bounds| bounds);
                let given = given_by(self.of.get(&name)?, of_items)?;
                Some((given, Some(name)))
            }
            _ => None,
        }
    }

    /// Methods that change nothing about the items of iterators of these types.
    fn methods(&self, named: &[String]) -> Vec<&'static str> {
        let bounds = named.iter().filter_map(|name| self.of_items.get(name)).flatten();
        bounds
            .filter_map(|bound| match last(bound)?.ident.to_string().as_str() {
                "Borrow" => Some("borrow"),
                "Into" => Some("into"),
                "AsRef" => Some("as_ref"),
                _ => None,
            })
            .collect()
    }
}

fn last(bound: &TypeParamBound) -> Option<&syn::PathSegment> {
    match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    }
}

fn arguments(segment: &syn::PathSegment) -> impl Iterator<Item = &GenericArgument> {
    match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(arguments.args.iter()),
        _ => None,
    }
    .into_iter()
    .flatten()
}

fn given_by(bounds: &[TypeParamBound], of_items: &[TypeParamBound]) -> Option<Given> {
    const ITERATORS: [&str; 4] = ["Iterator", "IntoIterator", "ExactSizeIterator", "DoubleEndedIterator"];
    let first = |segment: &syn::PathSegment| {
        arguments(segment).find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty.clone()),
            _ => None,
        })
    };
    bounds.iter().filter_map(last).find_map(|segment| {
        let trait_ = segment.ident.to_string();
        match (trait_.as_str(), first(segment)) {
            ("Into", Some(ty)) if is_float(&ty) => Some(Given::Float(ty)),
            ("AsRef", Some(Type::Slice(slice))) => Some(Given::Lent(*slice.elem)),
            (name, _) if ITERATORS.contains(&name) => {
                let item = arguments(segment).find_map(|argument| match argument {
                    GenericArgument::AssocType(item) if item.ident == "Item" => Some(item.ty.clone()),
                    _ => None,
                });
                let item = item.or_else(|| of_items.iter().filter_map(last).find_map(first))?;
                is_plain(behind(&item)).then_some(Given::Items(item))
            }
            _ => None,
        }
    })
}

/// The `T` of `[&[T]]`.
fn rows_of(ty: &Type) -> Option<Type> {
    match ty {
        Type::Slice(rows) => match &*rows.elem {
            Type::Reference(row) if row.mutability.is_none() => match &*row.elem {
                Type::Slice(row) => Some((*row.elem).clone()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn is_float(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident("f64") || path.path.is_ident("f32"))
}

/// Whether values of the type are copied, as far as its form shows.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.get_ident().is_some(),
        Type::Tuple(parts) => parts.elems.iter().all(is_plain),
        Type::Array(array) => is_plain(&array.elem),
        _ => false,
    }
}

/// The generics without these type parameters.
fn without(generics: &mut syn::Generics, named: &[String]) {
    let is_named = |name: &Ident| named.iter().any(|other| name == other);
    let kept = generics.params.iter().filter(|parameter| match parameter {
        GenericParam::Type(parameter) => !is_named(&parameter.ident),
        _ => true,
    });
    generics.params = kept.cloned().collect();
    if let Some(clause) = &mut generics.where_clause {
        let kept = clause.predicates.iter().filter(|predicate| match predicate {
            WherePredicate::Type(predicate) => !named.iter().any(|name| mentions(predicate.to_token_stream(), name)),
            _ => true,
        });
        clause.predicates = kept.cloned().collect();
    }
}

fn mentions(tokens: TokenStream, word: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

fn mentions_self(user: &syn::ItemFn) -> bool {
    mentions(user.to_token_stream(), "Self")
}

/// The body without the methods that convert what is converted already: `x.into()` of these variables, and these methods on
/// whatever.
fn plain(tokens: TokenStream, variables: &HashMap<String, &str>, methods: &[&str]) -> TokenStream {
    let mut plain_tokens: Vec<TokenTree> = vec![];
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let mut k = 0;
    while k < all.len() {
        let method = match (&all[k], all.get(k + 1), all.get(k + 2)) {
            (TokenTree::Punct(dot), Some(TokenTree::Ident(method)), Some(TokenTree::Group(none)))
                if dot.as_char() == '.' && none.stream().is_empty() && none.delimiter() == Delimiter::Parenthesis =>
            {
                Some(method.to_string())
            }
            _ => None,
        };
        let of = match plain_tokens.last() {
            Some(TokenTree::Ident(name)) => variables.get(&name.to_string()).copied(),
            _ => None,
        };
        if method.is_some_and(|method| of == Some(method.as_str()) || methods.contains(&method.as_str())) {
            k += 3;
            continue;
        }
        plain_tokens.push(match &all[k] {
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), plain(group.stream(), variables, methods));
                inside.set_span(group.span());
                inside.into()
            }
            token => token.clone(),
        });
        k += 1;
    }
    plain_tokens.into_iter().collect()
}
