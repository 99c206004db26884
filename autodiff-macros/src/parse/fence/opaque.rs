//! Parameters of types that nothing is known of: enums, text. Nothing is computed from them; what is asked of them, as
//! in `match kind { Kind::A => …, }`, is a constant of the call. A pattern that takes a value out of one needs a parameter
//! that is marked `#[constant]`: else that value would have a derivative.

use super::build::block;
use super::matching::arms_of;
use super::*;
use crate::ast::{FunctionForm, FunctionParameter};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// An opaque parameter.
#[derive(Clone)]
pub struct Opaque {
    /// As generated code calls it.
    pub name: Ident,
    /// As the expression calls it: a pattern may have given it another name.
    pub written: Ident,
    /// Whether it is marked `#[constant]`.
    pub constant: bool,
    /// If it is a function.
    pub function: Option<Rc<FunctionParameter>>,
}

/// What a pattern takes out of an opaque parameter.
pub(super) type Bindings = Vec<(LocalId, TokenStream)>;

/// Whether a parameter of this type is opaque, as its uses in the body show: it is matched, and no field or method of it
/// is used.
pub fn is_opaque(ty: &syn::Type, name: &Ident, body: &syn::Block) -> bool {
    match ty {
        syn::Type::Reference(reference) => is_opaque(&reference.elem, name, body),
        syn::Type::Paren(ty) => is_opaque(&ty.elem, name, body),
        syn::Type::Group(ty) => is_opaque(&ty.elem, name, body),
        syn::Type::Path(path) if path.qself.is_none() => {
            let Some(last) = path.path.segments.last() else {
                return false;
            };
            if last.ident == "str" || last.ident == "char" || last.ident == "String" {
                return true;
            }
            let mut uses = Uses::default();
            uses.scan(body.to_token_stream(), name);
            let is_name = last.ident.to_string().starts_with(char::is_uppercase);
            is_name && uses.matched && !uses.taken_apart && !is_struct(body.to_token_stream(), &last.ident)
        }
        _ => false,
    }
}

/// Whether something is asked of a value of this name, as a field or a method, in the body.
pub fn is_taken_apart(name: &Ident, body: TokenStream) -> bool {
    let mut uses = Uses::default();
    uses.scan(body, name);
    uses.taken_apart
}

/// Whether the body writes this name before fields: an enum has them behind the names of its variants.
fn is_struct(body: TokenStream, ty: &Ident) -> bool {
    let all: Vec<TokenTree> = body.into_iter().collect();
    let has_fields = |k: usize| {
        let fields = matches!(all.get(k + 1), Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Bracket);
        let in_path = k > 0 && matches!(&all[k - 1], TokenTree::Punct(punct) if punct.as_char() == ':');
        fields && !in_path
    };
    all.iter().enumerate().any(|(k, token)| match token {
        TokenTree::Ident(name) => name == ty && has_fields(k),
        TokenTree::Group(group) => is_struct(group.stream(), ty),
        _ => false,
    })
}

#[derive(Default)]
struct Uses {
    matched: bool,
    taken_apart: bool,
}

impl Uses {
    fn scan(&mut self, tokens: TokenStream, name: &Ident) {
        let all: Vec<TokenTree> = tokens.into_iter().collect();
        let is = |k: usize, text: &str| all.get(k).is_some_and(|token| token.to_string() == text);
        for (k, token) in all.iter().enumerate() {
            match token {
                TokenTree::Ident(ident) if ident == name => {
                    let mut before = k;
                    while before > 0 && (is(before - 1, "*") || is(before - 1, "&")) {
                        before -= 1;
                    }
                    // Not that of `<=`.
                    let compares = before > 1 && ["<", ">", "=", "!"].iter().any(|first| is(before - 2, first));
                    let head = before > 0 && (is(before - 1, "match") || is(before - 1, "=") && !compares);
                    let compared = (is(k + 1, "=") || is(k + 1, "!")) && is(k + 2, "=");
                    let block = matches!(all.get(k + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
                    self.matched |= head && block || compared;
                    self.taken_apart |= is(k + 1, ".") && !is(k + 2, ".");
                }
                TokenTree::Group(group) => {
                    let block = matches!(all.get(k + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace);
                    self.matched |= k > 0 && is(k - 1, "match") && block && is_element(group.stream(), name);
                    let first = group
                        .stream()
                        .into_iter()
                        .find(|token| !matches!(token, TokenTree::Punct(_)));
                    let is_first = matches!(first, Some(TokenTree::Ident(ident)) if ident == *name);
                    self.matched |= k >= 2 && is(k - 1, "!") && is(k - 2, "matches") && is_first;
                    self.scan(group.stream(), name);
                }
                _ => {}
            }
        }
    }
}

/// Whether the name stands alone in this list, as in `match (kind, n)`.
fn is_element(list: TokenStream, name: &Ident) -> bool {
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ',');
    let all: Vec<TokenTree> = list.into_iter().collect();
    all.split(is_comma).any(|element| {
        let mut rest = element.iter().skip_while(|token| matches!(token, TokenTree::Punct(_)));
        matches!((rest.next(), rest.next()), (Some(TokenTree::Ident(ident)), None) if ident == name)
    })
}

impl Fence<'_> {
    /// `match (kind, n) { (Kind::A, 0) => …, … }` as `match n { 0 if matches!(kind, Kind::A) => …, … }`, if it is one on an
    /// opaque parameter.
    pub(super) fn without_opaque(&self, e: &syn::ExprMatch) -> Option<syn::ExprMatch> {
        let syn::Expr::Tuple(tuple) = inner(&e.expr) else {
            return None;
        };
        let opaque: Vec<bool> = tuple.elems.iter().map(|e| self.opaque(e).is_some()).collect();
        if !opaque.contains(&true) {
            return None;
        }
        let mut without = e.clone();
        let kept = tuple.elems.iter().zip(&opaque).filter(|(_, opaque)| !**opaque);
        let kept: Vec<&syn::Expr> = kept.map(|(e, _)| e).collect();
        *without.expr = syn::parse_quote!((#(#kept),*));
        without.arms.clear();
        for arm in &e.arms {
            let (pattern, guard) = arms_of(arm);
            let cases: Vec<&syn::Pat> = match pattern {
                syn::Pat::Or(or) => or.cases.iter().collect(),
                pattern => vec![pattern],
            };
            for case in cases {
                let (mut tests, mut patterns): (Vec<syn::Expr>, Vec<syn::Pat>) = (vec![], vec![]);
                match case {
                    syn::Pat::Tuple(parts) if parts.elems.len() == opaque.len() => {
                        let parts = parts.elems.iter().zip(&tuple.elems).zip(&opaque);
                        for ((pattern, value), opaque) in parts {
                            match (opaque, pattern) {
                                (false, pattern) => patterns.push(pattern.clone()),
                                (true, syn::Pat::Wild(_)) => {}
                                (true, pattern) => tests.push(syn::parse_quote!(matches!(#value, #pattern))),
                            }
                        }
                    }
                    syn::Pat::Wild(_) => patterns.extend(kept.iter().map(|_| -> syn::Pat { syn::parse_quote!(_) })),
                    _ => return None,
                }
                tests.extend(guard.cloned());
                let tests = tests.iter();
                let body = &arm.body;
                let guard = (tests.len() > 0).then(|| quote!(if #((#tests))&&*));
                without.arms.push(syn::parse_quote!((#(#patterns),*) #guard => #body,));
            }
        }
        Some(without)
    }

    /// The opaque parameter that this is, behind `&` and `*`.
    pub(super) fn opaque(&self, e: &syn::Expr) -> Option<Opaque> {
        match inner(e) {
            syn::Expr::Reference(e) if e.mutability.is_none() => self.opaque(&e.expr),
            syn::Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => self.opaque(&e.expr),
            syn::Expr::Path(path) => {
                let written = path.path.get_ident()?;
                let local = self.scopes.local(written)?;
                Some(Opaque {
                    written: written.clone(),
                    ..self.opaque.get(&local)?.clone()
                })
            }
            _ => None,
        }
    }

    /// An expression of constants and of this parameter, as generated code writes it.
    fn of_opaque(&mut self, tokens: TokenStream, ty: Type, span: Span) -> Expr {
        self.make(ExprKind::Path { tokens, ty }, span)
    }

    /// An opaque parameter as an argument of another function: as it is written.
    pub(super) fn opaque_argument(&mut self, e: &syn::Expr) -> Option<Expr> {
        let opaque = self.opaque(e)?;
        if let Some(function) = &opaque.function {
            let name = &opaque.name;
            // In generated code it is a reference, and a `dyn` one has to be behind another one.
            let tokens = match function.form {
                FunctionForm::Dyn => quote!((&#name)),
                _ => quote!(#name),
            };
            return Some(self.of_opaque(tokens, Type::Infer, e.span()));
        }
        let tokens = named_so(e.to_token_stream(), &opaque);
        Some(self.of_opaque(tokens, Type::Infer, e.span()))
    }

    /// `kind == Kind::A`
    pub(super) fn opaque_comparison(&mut self, e: &syn::ExprBinary) -> Option<Option<Expr>> {
        if !matches!(e.op, syn::BinOp::Eq(_) | syn::BinOp::Ne(_)) {
            return None;
        }
        let (opaque, other) = match (self.opaque(&e.left), self.opaque(&e.right)) {
            (Some(opaque), None) => (opaque, &e.right),
            (None, Some(opaque)) => (opaque, &e.left),
            _ => return None,
        };
        if !is_constant(other) {
            return Some(self.refuse(other, &messages::OPAQUE, &[]));
        }
        self.mention_all(other.to_token_stream());
        let tokens = named_so(e.to_token_stream(), &opaque);
        let span = e.span();
        Some(Some(self.of_opaque(quote!((#tokens)), Type::Bool, span)))
    }

    /// `match kind { Kind::A => …, }`
    pub(super) fn opaque_match(&mut self, e: &syn::ExprMatch, opaque: &Opaque, leaving: bool) -> Option<Expr> {
        let span = e.match_token.span;
        let arms: Vec<Option<(Option<Expr>, Block)>> = e
            .arms
            .iter()
            .map(|arm| {
                self.attributes(&arm.attrs);
                let (pattern, guard) = arms_of(arm);
                self.scopes.enter();
                let tested = self.opaque_pattern(pattern, &e.expr, opaque);
                let guard = guard.map(|guard| self.expression(guard));
                self.leaving = leaving;
                let body = self.expression(&arm.body);
                self.scopes.leave();
                let ((test, bindings), body) = (tested?, body?);
                let guard = match guard {
                    Some(guard) => {
                        let bound = self.taken_out(&bindings, span);
                        Some(self.braced(bound, Some(guard?), span))
                    }
                    None => None,
                };
                let condition = self.and(test, guard, span);
                let bound = self.taken_out(&bindings, span);
                Some((condition, block(bound, Some(body), span)))
            })
            .collect();
        let mut rest: Option<Expr> = None;
        for (condition, body) in arms.into_iter().collect::<Option<Vec<_>>>()?.into_iter().rev() {
            rest = Some(match (condition, rest) {
                (Some(condition), Some(rest)) => self.choose(condition, body, rest, span),
                _ => self.make(ExprKind::Block(body), span),
            });
        }
        match rest {
            Some(rest) => Some(rest),
            None => self.refuse(e.match_token, &messages::MATCH, &["a `match` without arms"]),
        }
    }

    /// Gives what was taken out to its variables.
    pub(super) fn taken_out(&mut self, bindings: &Bindings, span: Span) -> Vec<Statement> {
        let bind = |(local, value): &(LocalId, TokenStream)| {
            let value = self.of_opaque(value.clone(), Type::Infer, span);
            super::build::bind(*local, value)
        };
        bindings.iter().map(bind).collect()
    }

    /// Whether an opaque parameter matches; none if it always does. And what that binds, of a constant one.
    pub(super) fn opaque_pattern(
        &mut self,
        pattern: &syn::Pat,
        subject: &syn::Expr,
        opaque: &Opaque,
    ) -> Option<(Option<Expr>, Bindings)> {
        let span = pattern.span();
        if let syn::Pat::Wild(_) = pattern {
            return Some((None, vec![]));
        }
        if let syn::Pat::Ident(name) = pattern {
            let is_name = !name.ident.to_string().starts_with(char::is_uppercase) && name.subpat.is_none();
            if let (true, Some(local)) = (is_name, self.scopes.local(&opaque.written)) {
                self.scopes
                    .declare(&name.ident, super::super::scope::Meaning::Local(local));
                self.bound.push(name.ident.clone());
                return Some((None, vec![]));
            }
        }
        let mut names = vec![];
        if !bound(pattern, &mut names) {
            return self.refuse(pattern, &messages::MATCH, &["this part of an enum"]);
        }
        self.mention_all(pattern.to_token_stream());
        let subject = named_so(subject.to_token_stream(), opaque);
        // What a pattern binds is not moved.
        let tested = match names.is_empty() {
            true => quote!(::core::matches!(#subject, #pattern)),
            false => quote! {
                (match &#subject {
                    #[allow(unused_variables)]
                    #pattern => true,
                    #[allow(unreachable_patterns)]
                    _ => false,
                })
            },
        };
        let mut bindings = vec![];
        for name in &names {
            if !opaque.constant {
                return self.refuse(name, &messages::OPAQUE_PAYLOAD, &[&opaque.name.to_string()]);
            }
            let value = quote! {
                (match &#subject {
                    #[allow(unused_variables)]
                    #pattern => *#name,
                    #[allow(unreachable_patterns)]
                    _ => ::core::default::Default::default(),
                })
            };
            let local = self.declare_local(name.clone(), false, false);
            self.scopes.declare(name, super::super::scope::Meaning::Local(local));
            bindings.push((local, value));
        }
        let test = self.of_opaque(tested, Type::Bool, span);
        Some((Some(test), bindings))
    }
}

/// The tokens with the parameter as generated code calls it.
fn named_so(tokens: TokenStream, opaque: &Opaque) -> TokenStream {
    let rename = |token| match token {
        TokenTree::Ident(ident) if ident == opaque.written => TokenTree::Ident(opaque.name.clone()),
        TokenTree::Group(group) => {
            let mut inside = proc_macro2::Group::new(group.delimiter(), named_so(group.stream(), opaque));
            inside.set_span(group.span());
            TokenTree::Group(inside)
        }
        token => token,
    };
    tokens.into_iter().map(rename).collect()
}

/// Whether this is a path such as `Kind::A`, or a literal.
fn is_constant(e: &syn::Expr) -> bool {
    match inner(e) {
        syn::Expr::Lit(_) => true,
        syn::Expr::Reference(e) => is_constant(&e.expr),
        syn::Expr::Path(path) => {
            let last = path.path.segments.last();
            last.is_some_and(|last| last.ident.to_string().starts_with(char::is_uppercase))
        }
        _ => false,
    }
}

/// Adds the names that a pattern of an enum binds; `false` if it is none that is accepted.
fn bound(pattern: &syn::Pat, names: &mut Vec<Ident>) -> bool {
    match pattern {
        syn::Pat::Wild(_) | syn::Pat::Rest(_) | syn::Pat::Path(_) | syn::Pat::Lit(_) | syn::Pat::Range(_) => true,
        syn::Pat::Ident(name) if name.ident.to_string().starts_with(char::is_uppercase) => true,
        syn::Pat::Ident(name) => {
            let plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
            names.push(name.ident.clone());
            plain
        }
        syn::Pat::Paren(pattern) => bound(&pattern.pat, names),
        syn::Pat::TupleStruct(parts) => parts.elems.iter().all(|part| bound(part, names)),
        syn::Pat::Struct(parts) => parts.fields.iter().all(|field| bound(&field.pat, names)),
        syn::Pat::Or(or) => {
            let before = names.len();
            or.cases.iter().all(|case| bound(case, names)) && names.len() == before
        }
        _ => false,
    }
}
