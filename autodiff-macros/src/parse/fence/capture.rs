//! What a closure captures that is given to a function: it becomes the last arguments of a function of its own.
//!
//! A variable is captured by its name, and of a struct the fields that are used: `self.k` as `__self_k`. Which names are free is seen
//! from the tokens alone; to take one too many does no harm.

use super::super::scope::Meaning;
use super::*;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::format_ident;
use std::collections::{BTreeMap, BTreeSet};

/// The parameters that captured values become, each with its value.
pub(super) type Captured = Vec<(Ident, Expr)>;

/// The walk through the body of a closure.
struct Captures<'f, 'a> {
    fence: &'f mut Fence<'a>,
    /// The names of the parameters.
    own: BTreeSet<String>,
    /// The names that patterns in the body may bind.
    bound: BTreeSet<String>,
    /// By the name of the parameter.
    found: BTreeMap<String, (Ident, Expr)>,
}

impl Fence<'_> {
    /// The body with its fields of structs as parameters, and what it captures; `None` if that cannot be captured.
    pub(super) fn captured(&mut self, body: TokenStream, own: BTreeSet<String>) -> Option<(TokenStream, Captured)> {
        let mut bound = BTreeSet::new();
        binders(body.clone(), &mut bound);
        let mut captures = Captures {
            fence: self,
            own,
            bound,
            found: BTreeMap::new(),
        };
        let body = captures.body(body)?;
        Some((body, captures.found.into_values().collect()))
    }
}

impl Captures<'_, '_> {
    fn body(&mut self, tokens: TokenStream) -> Option<TokenStream> {
        let all: Vec<TokenTree> = tokens.into_iter().collect();
        let mut out = TokenStream::new();
        let mut k = 0;
        while k < all.len() {
            let mut length = 1;
            match &all[k] {
                TokenTree::Group(group) => {
                    let mut inner = proc_macro2::Group::new(group.delimiter(), self.body(group.stream())?);
                    inner.set_span(group.span());
                    TokenTree::Group(inner).to_tokens(&mut out);
                }
                TokenTree::Ident(name) if !follows_dot(&all, k) && self.is_captured(name)? => {
                    let fields = match self.bound.contains(&plain(name)) {
                        true => 0,
                        false => fields(&all[k + 1..]),
                    };
                    length += 2 * fields;
                    let parameter = self.capture(name, &all[k..k + length])?;
                    parameter.to_tokens(&mut out);
                }
                TokenTree::Literal(text) => {
                    self.in_format(text)?;
                    text.to_tokens(&mut out);
                }
                token => token.to_tokens(&mut out),
            }
            k += length;
        }
        Some(out)
    }

    /// Captures the variables that a message names, as in `"at {t}"`.
    fn in_format(&mut self, text: &proc_macro2::Literal) -> Option<()> {
        let written = text.to_string();
        for piece in written.split('{').skip(1).filter(|_| written.contains('"')) {
            let end = piece.find(|sign: char| !sign.is_alphanumeric() && sign != '_');
            let Ok(name) = syn::parse_str::<Ident>(&piece[..end.unwrap_or(piece.len())]) else {
                continue;
            };
            let name = Ident::new(&name.to_string(), text.span());
            if self.is_captured(&name)? {
                self.capture(&name, &[TokenTree::Ident(name.clone())])?;
            }
        }
        Some(())
    }

    /// Whether the name is that of a variable around the closure; `None` if it means what no parameter can stand for.
    fn is_captured(&self, name: &Ident) -> Option<bool> {
        if self.own.contains(&plain(name)) {
            return Some(false);
        }
        match self.fence.scopes.find(name) {
            // Items are there in the generated body, too.
            None | Some(Meaning::Constant(_) | Meaning::Function(_)) => Some(false),
            Some(Meaning::Local(local)) => (!self.fence.opaque.contains_key(local)).then_some(true),
            Some(Meaning::Alias(_) | Meaning::Closure(_) | Meaning::Iterator(_) | Meaning::Error) => None,
        }
    }

    /// The parameter for a variable or for a field of it.
    fn capture(&mut self, name: &Ident, place: &[TokenTree]) -> Option<Ident> {
        let parameter = match place {
            [_] => name.clone(),
            place => {
                let steps = place.iter().step_by(2).map(TokenTree::to_string);
                let steps = steps.collect::<Vec<_>>().join("_");
                format_ident!("__{steps}", span = name.span())
            }
        };
        if !self.found.contains_key(&parameter.to_string()) {
            let place: syn::Expr = syn::parse2(place.iter().cloned().collect()).ok()?;
            let value = self.fence.expression(&place)?;
            self.found.insert(parameter.to_string(), (parameter.clone(), value));
        }
        Some(parameter)
    }
}

/// Whether this is the name of a field or a method, and not the end of a range.
fn follows_dot(all: &[TokenTree], k: usize) -> bool {
    let is_dot = |back: usize| k >= back && is_punct(&all[k - back], '.');
    is_dot(1) && !is_dot(2)
}

/// How many fields are named here one after the other, as in `.position.x`.
fn fields(behind: &[TokenTree]) -> usize {
    let mut count = 0;
    while let [dot, field, rest @ ..] = &behind[2 * count..] {
        let is_call = match rest.first() {
            Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Parenthesis,
            Some(token) => is_punct(token, ':'),
            None => false,
        };
        let is_field = match field {
            TokenTree::Ident(_) => true,
            TokenTree::Literal(number) => number.to_string().bytes().all(|byte| byte.is_ascii_digit()),
            TokenTree::Group(_) | TokenTree::Punct(_) => false,
        };
        if !is_punct(dot, '.') || !is_field || is_call {
            break;
        }
        count += 1;
    }
    count
}

/// The names that patterns may bind here: behind `let` and `for`, between bars, before `=>`. Others are among them.
fn binders(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let mut is_pattern = false;
    let mut arm = vec![];
    for (k, token) in all.iter().enumerate() {
        let is_word = |word: &str| matches!(token, TokenTree::Ident(name) if name == word);
        match token {
            TokenTree::Ident(_) if is_word("let") || is_word("for") => is_pattern = true,
            TokenTree::Ident(_) if is_word("in") => is_pattern = false,
            TokenTree::Punct(_) if is_punct(token, '|') => is_pattern = !is_pattern,
            TokenTree::Punct(_) if is_punct(token, '>') && k > 0 && is_punct(&all[k - 1], '=') => {
                names.extend(arm.drain(..));
            }
            TokenTree::Punct(_) if is_punct(token, '=') || is_punct(token, ';') => is_pattern = false,
            TokenTree::Punct(_) if is_punct(token, ',') && !is_pattern => arm.clear(),
            TokenTree::Ident(name) => {
                arm.push(plain(name));
                names.extend(is_pattern.then(|| plain(name)));
            }
            TokenTree::Group(group) => {
                let mut inside = BTreeSet::new();
                super::closure::identifiers(group.stream(), &mut inside);
                names.extend(inside.iter().filter(|_| is_pattern).cloned());
                arm.extend(inside);
                binders(group.stream(), names);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn is_punct(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}
