//! `type Real = f64;` in a module: what the name stands for is seen where functions use it.

use super::operator::Declaration;
use super::tree::Tree;
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, Parser};

/// The types that have other names in a module.
#[derive(Clone, Default)]
pub struct Aliases {
    known: Vec<Alias>,
    /// Those that the attribute names, which are known everywhere.
    given: Vec<Alias>,
}

/// Another name of a type.
#[derive(Clone)]
struct Alias {
    name: Ident,
    /// Its generic parameters.
    parameters: Vec<Ident>,
    ty: TokenStream,
}

impl Aliases {
    /// Those that the attribute names.
    pub fn given(all: &[(Ident, syn::Type)]) -> Aliases {
        let given: Vec<Alias> = all
            .iter()
            .map(|(name, ty)| Alias {
                name: name.clone(),
                parameters: vec![],
                ty: ty.to_token_stream(),
            })
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
                Ok(declaration) => known.extend(Alias::of(declaration)),
                Err(_) => inherits |= is_glob_of_parent(tokens),
            }
        }
        let own: Vec<String> = known.iter().map(|alias| alias.name.to_string()).collect();
        let outer = if inherits { &self.known } else { &self.given };
        let outer = outer.iter().filter(|alias| !own.contains(&alias.name.to_string()));
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
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = &tokens[..];
        while let Some((token, behind)) = rest.split_first() {
            rest = behind;
            let sign = match token {
                TokenTree::Punct(punct) => punct.as_char(),
                _ => ' ',
            };
            match token {
                TokenTree::Group(group) => {
                    let mut inner = Group::new(group.delimiter(), self.expand(group.stream(), depth));
                    inner.set_span(group.span());
                    out.extend([TokenTree::Group(inner)]);
                }
                TokenTree::Ident(name) => {
                    let known = self.known.iter().find(|alias| !in_path && alias.name == *name);
                    match known.and_then(|alias| alias.applied(behind)) {
                        Some((ty, behind)) => {
                            rest = behind;
                            let ty = match depth {
                                0 => ty,
                                depth => self.expand(ty, depth - 1),
                            };
                            out.extend(ty.into_iter().map(|mut token| {
                                token.set_span(name.span());
                                token
                            }));
                        }
                        None => out.extend([token.clone()]),
                    }
                }
                token => out.extend([token.clone()]),
            }
            in_path = sign == '.' || sign == ':' && before == ':';
            before = sign;
        }
        out
    }
}

impl Alias {
    /// None if it is for the const parameters or lifetimes of something.
    fn of(declaration: Declaration) -> Option<Alias> {
        let parameters = declaration.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => Some(parameter.ident.clone()),
            _ => None,
        });
        Some(Alias {
            name: declaration.name,
            parameters: parameters.collect::<Option<_>>()?,
            ty: declaration.ty.to_token_stream(),
        })
    }

    /// The type with the arguments that stand behind the name, and what stands behind those; none if they are not there.
    fn applied<'t>(&self, behind: &'t [TokenTree]) -> Option<(TokenStream, &'t [TokenTree])> {
        if self.parameters.is_empty() {
            return Some((self.ty.clone(), behind));
        }
        let is = |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
        let (mut arguments, mut depth) = (vec![TokenStream::new()], 0);
        for (k, token) in behind.iter().enumerate() {
            match token {
                token if is(token, '<') => depth += 1,
                token if is(token, '>') => depth -= 1,
                token if is(token, ',') && depth == 1 => {
                    arguments.push(TokenStream::new());
                    continue;
                }
                _ => {}
            }
            match depth {
                0 if k == 0 || arguments.len() != self.parameters.len() => return None,
                0 => return Some((substituted(&self.ty, &self.parameters, &arguments), &behind[k + 1..])),
                1 if k == 0 => {}
                _ => arguments.last_mut()?.extend([token.clone()]),
            }
        }
        None
    }
}

/// The type with arguments in the place of its parameters.
fn substituted(ty: &TokenStream, parameters: &[Ident], arguments: &[TokenStream]) -> TokenStream {
    let one = |token: TokenTree| -> TokenStream {
        match &token {
            TokenTree::Ident(name) => match parameters.iter().position(|parameter| parameter == name) {
                Some(k) => arguments[k].clone(),
                None => token.into(),
            },
            TokenTree::Group(group) => {
                let inner = substituted(&group.stream(), parameters, arguments);
                TokenTree::Group(Group::new(group.delimiter(), inner)).into()
            }
            _ => token.into(),
        }
    };
    ty.clone().into_iter().map(one).collect()
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
