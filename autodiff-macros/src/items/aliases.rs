//! `type Real = f64;` in a module: what the name stands for is seen where functions use it.

use super::operator::Declaration;
use super::tree::Tree;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, Parser};

/// The types that have other names in a module.
#[derive(Clone, Default)]
pub struct Aliases {
    known: Vec<(Ident, TokenStream)>,
    /// Those that the attribute names, which are known everywhere.
    given: Vec<(Ident, TokenStream)>,
}

impl Aliases {
    /// Those that the attribute names.
    pub fn given(all: &[(Ident, syn::Type)]) -> Aliases {
        let given: Vec<(Ident, TokenStream)> = all
            .iter()
            .map(|(name, ty)| (name.clone(), ty.to_token_stream()))
            .collect();
        Aliases {
            known: given.clone(),
            given,
        }
    }

    /// Those of an inner module: its own, and if it imports everything from the one around, those of that.
    pub fn inside(&self, items: &[Tree]) -> Aliases {
        let mut known = vec![];
        let mut inherits = false;
        for item in items {
            let Tree::Other(tokens) = item else { continue };
            match Declaration::parse.parse2(tokens.clone()) {
                Ok(Declaration { name, ty }) => known.push((name, ty.to_token_stream())),
                Err(_) => inherits |= is_glob_of_parent(tokens),
            }
        }
        let own: Vec<String> = known.iter().map(|(name, _)| name.to_string()).collect();
        let outer = if inherits { &self.known } else { &self.given };
        let outer = outer.iter().filter(|(name, _)| !own.contains(&name.to_string()));
        known.extend(outer.cloned());
        let given = self.given.clone();
        Aliases { known, given }
    }

    /// Code with the types in the place of their names.
    pub fn expanded(&self, tokens: TokenStream) -> TokenStream {
        match self.known.is_empty() {
            true => tokens,
            false => self.expand(tokens, self.known.len()),
        }
    }

    /// `depth` is how often an alias may stand for another one.
    fn expand(&self, tokens: TokenStream, depth: usize) -> TokenStream {
        let mut out = TokenStream::new();
        // Behind `::` and `.` stand the names of something else.
        let mut in_path = false;
        let mut before = ' ';
        for token in tokens {
            let sign = match &token {
                TokenTree::Punct(punct) => punct.as_char(),
                _ => ' ',
            };
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.expand(group.stream(), depth));
                    inner.set_span(group.span());
                    out.extend([TokenTree::Group(inner)]);
                }
                TokenTree::Ident(name) => match self.known.iter().find(|(known, _)| !in_path && *known == name) {
                    Some((_, ty)) => {
                        let ty = match depth {
                            0 => ty.clone(),
                            depth => self.expand(ty.clone(), depth - 1),
                        };
                        out.extend(ty.into_iter().map(|mut token| {
                            token.set_span(name.span());
                            token
                        }));
                    }
                    None => out.extend([TokenTree::Ident(name)]),
                },
                token => out.extend([token]),
            }
            in_path = sign == '.' || sign == ':' && before == ':';
            before = sign;
        }
        out
    }
}

/// `use super::*;`
fn is_glob_of_parent(tokens: &TokenStream) -> bool {
    let Ok(import) = syn::parse2::<syn::ItemUse>(tokens.clone()) else {
        return false;
    };
    match &import.tree {
        syn::UseTree::Path(path) => path.ident == "super" && matches!(*path.tree, syn::UseTree::Glob(_)),
        _ => false,
    }
}
