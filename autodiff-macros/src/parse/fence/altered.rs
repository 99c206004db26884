//! Patterns of variants that bind what is written to: `match self { Shape::Disc(r) => *r *= k, … }`. The fields are variables in the
//! arm, of which the variant is made anew behind it.

use super::closure::identifiers;
use super::*;
use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};
use std::collections::BTreeSet;
use syn::parse_quote;

impl Fence<'_> {
    /// The `match` with arms that write the variant back, if it is one of a place and some do.
    pub(super) fn match_of_places(&self, e: &syn::ExprMatch) -> Option<syn::ExprMatch> {
        let place = self.matched_place(&e.expr)?;
        let mut changed = e.clone();
        let mut is_changed = false;
        for arm in &mut changed.arms {
            let (pattern, guard) = super::matching::arms_of(arm);
            let altered = match guard {
                None => written_back(pattern, &arm.body, &place),
                Some(_) => None,
            };
            if let Some((pattern, body)) = altered {
                (arm.pat, *arm.body) = (pattern, body);
                is_changed = true;
            }
        }
        *changed.expr = behind_mut(&e.expr);
        is_changed.then_some(changed)
    }

    /// The same of `if let`, as a `match`.
    pub(super) fn if_let_of_places(&self, e: &syn::ExprIf, test: &syn::ExprLet) -> Option<syn::ExprMatch> {
        let place = self.matched_place(&test.expr)?;
        let then = &e.then_branch;
        let (pattern, body) = written_back(&test.pat, &parse_quote!(#then), &place)?;
        let otherwise = e
            .else_branch
            .as_ref()
            .map_or_else(|| quote!({}), |(_, e)| e.to_token_stream());
        let value = behind_mut(&test.expr);
        Some(parse_quote!(match #value { #pattern => #body, _ => #otherwise }))
    }

    /// The place that is matched, if what is bound in it can be written to.
    fn matched_place(&self, e: &syn::Expr) -> Option<syn::Expr> {
        match inner(e) {
            syn::Expr::Reference(e) if e.mutability.is_some() => Some((*e.expr).clone()),
            e @ syn::Expr::Path(_) if self.is_reference(e) => Some(parse_quote!(*#e)),
            syn::Expr::MethodCall(call) if call.method == "as_mut" && call.args.is_empty() => {
                self.root(&call.receiver).map(|_| (*call.receiver).clone())
            }
            _ => None,
        }
    }
}

/// The pattern with other names for what it binds, and the body between variables of the names that it had and an assignment of
/// the variant; none if it writes to nothing, or may leave before that.
fn written_back(pattern: &syn::Pat, body: &syn::Expr, place: &syn::Expr) -> Option<(syn::Pat, syn::Expr)> {
    let mut names = vec![];
    let mut renamed = pattern.clone();
    let (path, parts): (&syn::Path, Vec<(Option<syn::Member>, &mut syn::Pat)>) = match &mut renamed {
        syn::Pat::TupleStruct(variant) => (
            &variant.path,
            variant.elems.iter_mut().map(|part| (None, part)).collect(),
        ),
        syn::Pat::Struct(variant) if variant.rest.is_none() => {
            let fields = variant.fields.iter_mut();
            let fields = fields.map(|field| {
                // `{ r }` is `{ r: other }` now.
                field.colon_token.get_or_insert_with(Default::default);
                (Some(field.member.clone()), &mut *field.pat)
            });
            (&variant.path, fields.collect())
        }
        _ => return None,
    };
    if !super::matching::is_named(path, "Some") {
        super::variants::of_path(path)?;
    }
    let mut made = vec![];
    for (k, (member, part)) in parts.into_iter().enumerate() {
        let taken = format_ident!("__taken_{k}");
        let value = match &*part {
            syn::Pat::Ident(name) if name.subpat.is_none() => {
                let field = format_ident!("__field_{k}");
                names.push((name.ident.clone(), quote!(let mut #field = #taken;), field.clone()));
                field.to_token_stream()
            }
            syn::Pat::Wild(_) => taken.to_token_stream(),
            _ => return None,
        };
        *part = parse_quote!(#taken);
        made.push(match member {
            Some(member) => quote!(#member: #value),
            None => value,
        });
    }
    let is_struct = matches!(pattern, syn::Pat::Struct(_));
    let path = path.clone();
    let body_tokens = body.to_token_stream();
    let is_written = names.iter().any(|(name, ..)| writes(body_tokens.clone(), name));
    let mut words = BTreeSet::new();
    identifiers(body_tokens.clone(), &mut words);
    let may_leave = ["return", "break", "continue"].iter().any(|word| words.contains(*word));
    let may_leave = may_leave || has_question(body_tokens.clone());
    // What is read of the place itself would be what was there before.
    if !is_written || may_leave || reads(&body_tokens, place) {
        return None;
    }
    let value = match is_struct {
        true => quote!(#path { #(#made),* }),
        false => quote!(#path(#(#made),*)),
    };
    let bindings = names
        .iter()
        .map(|(name, declared, field)| quote!(#declared let #name = &mut #field;));
    let body = match is_unit(body) {
        true => parse_quote!({ #(#bindings)* #body; #place = #value; }),
        false => parse_quote!({ #(#bindings)* let __value = #body; #place = #value; __value }),
    };
    Some((renamed, body))
}

/// Whether something is written to what this name stands for: `*r = …`, `*r += …`, `r[k] = …`, or it is passed on.
fn writes(tokens: TokenStream, name: &Ident) -> bool {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let is =
        |k: usize, signs: &str| matches!(all.get(k), Some(TokenTree::Punct(punct)) if signs.contains(punct.as_char()));
    all.iter().enumerate().any(|(k, token)| match token {
        TokenTree::Ident(ident) if ident == name => {
            let mut behind = k + 1;
            while matches!(all.get(behind), Some(TokenTree::Group(group)) if group.delimiter() == proc_macro2::Delimiter::Bracket) {
                behind += 1;
            }
            let assigned = is(behind, "=") && !is(behind + 1, "=>") || is(behind, "+-*/%") && is(behind + 1, "=");
            let alone = (k == 0 || is(k - 1, ",")) && (k + 1 == all.len() || is(k + 1, ","));
            assigned || alone
        }
        TokenTree::Group(group) => writes(group.stream(), name),
        _ => false,
    })
}

/// Whether the place may be read there: its variable stands there, and not before another field than that of the place.
fn reads(body: &TokenStream, place: &syn::Expr) -> bool {
    let mut path = vec![];
    let mut root = inner(place);
    loop {
        root = match root {
            syn::Expr::Field(field) => {
                path.push(field.member.to_token_stream().to_string());
                inner(&field.base)
            }
            syn::Expr::Unary(e) if path.is_empty() => inner(&e.expr),
            root => break path.push(root.to_token_stream().to_string()),
        };
    }
    path.reverse();
    let mut own = BTreeSet::new();
    identifiers(root.to_token_stream(), &mut own);
    match own.len() {
        1 => mentions(body.clone(), &path),
        _ => true,
    }
}

fn mentions(body: TokenStream, path: &[String]) -> bool {
    let all: Vec<TokenTree> = body.into_iter().collect();
    let text = |k: usize| all.get(k).map(TokenTree::to_string).unwrap_or_default();
    all.iter().enumerate().any(|(k, token)| match token {
        TokenTree::Ident(name) if *name == path[0] => {
            let is_other = (1..path.len()).find_map(|depth| {
                let at = k + 2 * depth;
                let is_field = text(at - 1) == "." && !matches!(all.get(at + 1), Some(TokenTree::Group(_)));
                match is_field {
                    false => Some(false),
                    true => (text(at) != path[depth]).then_some(true),
                }
            });
            !is_other.unwrap_or(false)
        }
        TokenTree::Group(group) => mentions(group.stream(), path),
        _ => false,
    })
}

fn has_question(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Group(group) => has_question(group.stream()),
        _ => false,
    })
}

/// Whether the expression has no value, as far as its form shows.
fn is_unit(e: &syn::Expr) -> bool {
    let of_block = |block: &syn::Block| match block.stmts.last() {
        Some(syn::Stmt::Expr(e, None)) => is_unit(e),
        _ => true,
    };
    match inner(e) {
        syn::Expr::Assign(_) | syn::Expr::ForLoop(_) | syn::Expr::While(_) => true,
        syn::Expr::Binary(e) => super::operator::is_update(&e.op),
        syn::Expr::Block(e) => of_block(&e.block),
        syn::Expr::If(e) => of_block(&e.then_branch),
        syn::Expr::Match(e) => e.arms.first().is_some_and(|arm| is_unit(&arm.body)),
        _ => false,
    }
}

/// The place behind `&mut`.
fn behind_mut(e: &syn::Expr) -> syn::Expr {
    match inner(e) {
        syn::Expr::Reference(e) => (*e.expr).clone(),
        syn::Expr::MethodCall(call) if call.method == "as_mut" => (*call.receiver).clone(),
        e => e.clone(),
    }
}
