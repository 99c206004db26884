//! What a closure captures that is given to a function: it becomes the last arguments of a function of its own.
//!
//! A variable is captured by its name, and of a struct the fields that are used: `self.k` as `__self_k`. Which names are free is seen
//! from the tokens alone; to take one too many does no harm.

use super::super::scope::Meaning;
use super::*;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::format_ident;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Methods of arrays and vectors that leave them as they are.
const READING: [&str; 18] = [
    "as_slice",
    "chunks",
    "chunks_exact",
    "clone",
    "concat",
    "contains",
    "copied",
    "first",
    "get",
    "into_iter",
    "is_empty",
    "iter",
    "last",
    "len",
    "map",
    "split_at",
    "to_vec",
    "windows",
];

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
    changes: Option<bool>,
}

impl Fence<'_> {
    /// The body with its fields of structs as parameters, and what it captures; `None` if that cannot be captured. `changes`
    /// says whether a closure may change it, where the callee is seen: then no variable is captured that can be changed.
    pub(super) fn captured(
        &mut self,
        body: TokenStream,
        own: BTreeSet<String>,
        changes: Option<bool>,
    ) -> Option<(TokenStream, Captured)> {
        let mut bound = BTreeSet::new();
        binders(body.clone(), &mut bound);
        let mut captures = Captures {
            fence: self,
            own,
            bound,
            found: BTreeMap::new(),
            changes,
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
                    if self.may_be_changed(name, &all, k..k + length) {
                        return None;
                    }
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

    /// Whether the variable that is captured, whose place stands in this `range`, may be changed by the closure.
    fn may_be_changed(&self, name: &Ident, all: &[TokenTree], range: Range<usize>) -> bool {
        let local = self.fence.scopes.local(name);
        let can_change = local
            .is_some_and(|local| self.fence.locals[local.0 as usize].mutable || self.fence.references.contains(&local));
        can_change && self.changes.unwrap_or_else(|| is_changed(all, range))
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

/// Whether the variable of this name is seen to be written to somewhere here.
pub(super) fn is_written(tokens: TokenStream, name: &str) -> bool {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    all.iter().enumerate().any(|(k, token)| match token {
        TokenTree::Group(group) => is_written(group.stream(), name),
        TokenTree::Ident(ident) if plain(ident) == name && !follows_dot(&all, k) => {
            is_changed(&all, k..k + 1 + 2 * fields(&all[k + 1..]))
        }
        _ => false,
    })
}

/// Whether the place in this `range` is seen to be written to: by an assignment, as `&mut`, or by a method that is not of numbers.
fn is_changed(all: &[TokenTree], range: Range<usize>) -> bool {
    let lent = range.start >= 2
        && is_punct(&all[range.start - 2], '&')
        && matches!(&all[range.start - 1], TokenTree::Ident(word) if word == "mut");
    let is_index =
        |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket);
    let behind: Vec<&TokenTree> = all[range.end..].iter().skip_while(|token| is_index(token)).collect();
    let is = |k: usize, signs: &str| {
        behind
            .get(k)
            .is_some_and(|token| signs.chars().any(|sign| is_punct(token, sign)))
    };
    let assigned = is(0, "=") && !is(1, "=>") || is(0, "+-*/%&|^") && is(1, "=");
    let by_method = match behind[..] {
        [dot, TokenTree::Ident(method), ..] if is_punct(dot, '.') => {
            let name = method.to_string();
            !READING.contains(&name.as_str()) && Method::from_name(&name).is_none()
        }
        _ => false,
    };
    lent || assigned || by_method
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
