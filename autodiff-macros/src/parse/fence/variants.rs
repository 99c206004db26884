//! Variants of enums that have a derivative: what is asked of one, taken out of one, and how one is made. These are calls of
//! functions of the type, which `#[derive(Differentiable)]` has made.

use super::build::bind;
use super::matching::{is_rest, Matched, Part, Subject};
use super::*;
use crate::ast::{variant, StructType};
use crate::ir::CallKind;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

/// A variant, by its type as the user wrote it, and its name.
pub(super) struct Variant {
    ty: TokenStream,
    name: String,
    span: Span,
}

/// Enums of `std`, whose variants mean what they mean there.
const OF_STD: [&str; 5] = ["ControlFlow", "Cow", "Option", "Ordering", "Result"];

/// The variant that a path names: `Shape::Disc`. By convention types and variants begin with a capital, and constants have
/// no others.
pub(super) fn of_path(path: &syn::Path) -> Option<Variant> {
    let starts = |segment: &syn::PathSegment| segment.ident.to_string().starts_with(char::is_uppercase);
    let mut segments: Vec<&syn::PathSegment> = path.segments.iter().collect();
    let last = segments.pop()?;
    let (ty, name) = (segments.last()?, plain(&last.ident));
    let is_std = OF_STD.iter().any(|name| ty.ident == name);
    (!is_std && starts(ty) && starts(last) && last.arguments.is_none()).then(|| Variant {
        ty: quote!(#(#segments)::*),
        name,
        span: last.ident.span(),
    })
}

/// Whether the body takes values out of variants of this type, or makes one with some: then it has a derivative.
pub fn has_fields(ty: &syn::Type, body: TokenStream) -> bool {
    let syn::Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    names_field(&last.ident, body)
}

fn names_field(ty: &Ident, tokens: TokenStream) -> bool {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |k: usize, sign: char| matches!(all.get(k), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    // In `if kind == Kind::A { … }` the braces are no fields.
    let is_compared = |k: usize| {
        let mut before = (0..k)
            .rev()
            .filter(|&k| !is(k, ':') && !matches!(all[k], TokenTree::Ident(_)));
        before
            .next()
            .is_some_and(|sign| is(sign, '=') && sign > 0 && (is(sign - 1, '=') || is(sign - 1, '!')))
    };
    let is_variant = |k: usize| matches!(all.get(k), Some(TokenTree::Ident(name)) if name.to_string().starts_with(char::is_uppercase));
    all.iter().enumerate().any(|(k, token)| match token {
        TokenTree::Ident(name) if name == ty && is(k + 1, ':') && is(k + 2, ':') && is_variant(k + 3) => {
            !is_compared(k) && matches!(all.get(k + 4), Some(TokenTree::Group(group)) if names_variable(group.stream()))
        }
        TokenTree::Group(group) => names_field(ty, group.stream()),
        _ => false,
    })
}

fn names_variable(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name != "_" && name.to_string().starts_with(char::is_lowercase),
        TokenTree::Group(group) => names_variable(group.stream()),
        _ => false,
    })
}

impl Variant {
    /// The path of a function of the type.
    fn function(&self, name: &str) -> TokenStream {
        let (ty, name) = (&self.ty, Ident::new(name, self.span));
        quote!(#ty::#name)
    }
}

impl Fence<'_> {
    /// Whether values of this type are of variants that are seen, where the function is computed in its caller.
    pub fn is_open_enum(&self, ty: &StructType) -> bool {
        self.in_caller
            && self
                .surroundings
                .declaration(&ty.tokens)
                .is_some_and(|of| of.is_open_enum())
    }

    /// The call of a function that stands for a variant. `arguments` are its fields, or the value that it is asked of.
    fn variant_call(&mut self, of: &Variant, function: &str, arguments: Vec<Expr>) -> Expr {
        let callee = of.function(function);
        let known = syn::parse2(callee.clone()).ok().and_then(|path| self.known(&path));
        let signature = match known {
            Some(Known::Function(signature)) => Some(signature),
            _ => None,
        };
        self.call_of_variant(of, callee, signature, arguments)
    }

    fn call_of_variant(
        &mut self,
        of: &Variant,
        callee: TokenStream,
        signature: Option<Signature>,
        arguments: Vec<Expr>,
    ) -> Expr {
        let kind = ExprKind::Call {
            callee,
            kind: CallKind::Associated,
            signature: signature.map(Rc::new),
            arguments,
        };
        self.make(kind, of.span)
    }

    /// `self.kind == Kind::Soft`, by the user's `PartialEq`.
    pub(super) fn variant_comparison(&mut self, e: &syn::ExprBinary) -> Option<Option<Expr>> {
        if !matches!(e.op, syn::BinOp::Eq(_) | syn::BinOp::Ne(_)) {
            return None;
        }
        let variant = |side: &syn::Expr| match inner(side) {
            syn::Expr::Path(path) if path.qself.is_none() && self.is_fieldless(&path.path) => of_path(&path.path),
            _ => None,
        };
        let (of, path, other) = match (variant(&e.left), variant(&e.right)) {
            (None, Some(of)) => (of, &e.right, &e.left),
            (Some(of), None) => (of, &e.left, &e.right),
            _ => return None,
        };
        self.mention_all(path.to_token_stream());
        let value = self.expression(other);
        let test = |value| self.variant_asked(&of, &variant::equal(&of.name), value);
        let test = value.map(test);
        let is_negated = matches!(e.op, syn::BinOp::Ne(_));
        Some(test.map(|test| if is_negated { self.not(test, of.span) } else { test }))
    }

    /// Whether this is a variant as its name shows: constants have no small letters.
    fn is_fieldless(&self, path: &syn::Path) -> bool {
        let last = path.segments.last().map(|last| last.ident.to_string());
        last.is_some_and(|last| last.contains(char::is_lowercase)) && self.names_variant(path)
    }

    /// Whether a value is of this variant.
    pub(super) fn is_variant_of(&mut self, of: &Variant, value: Expr) -> Expr {
        self.variant_asked(of, &variant::test(&of.name), value)
    }

    /// What this function of the variant says of a value.
    fn variant_asked(&mut self, of: &Variant, function: &str, value: Expr) -> Expr {
        let ty = StructType {
            tokens: of.ty.clone(),
            like: None,
        };
        let signature = Signature::plain(vec![Type::Struct(ty)], Type::Bool);
        let callee = of.function(function);
        self.call_of_variant(of, callee, Some(signature), vec![value])
    }

    /// What is in a field of a value that is of this variant.
    pub(super) fn in_variant(&mut self, ty: &TokenStream, variant: &str, field: &str, value: Expr, span: Span) -> Expr {
        let of = Variant {
            ty: ty.clone(),
            name: variant.to_string(),
            span,
        };
        self.variant_call(&of, &variant::field(variant, field), vec![value])
    }

    /// `Shape::Disc(r)`, `Shape::Box { w, h }`, `Shape::Empty` as patterns: whether the pattern was accepted, if it is one of
    /// these.
    pub(super) fn variant_pattern(
        &mut self,
        pattern: &syn::Pat,
        subject: &Subject,
        matched: &mut Matched,
    ) -> Option<bool> {
        let (path, fields): (&syn::Path, Vec<(String, &syn::Pat)>) = match pattern {
            syn::Pat::Path(path) if path.qself.is_none() && self.names_variant(&path.path) => (&path.path, vec![]),
            syn::Pat::TupleStruct(parts) => {
                let count = parts.elems.len();
                // Parts behind a `..` count from the end, which nothing here knows.
                let known = parts.elems.iter().position(is_rest).unwrap_or(count);
                if let (Some(part), Some(_)) = (parts.elems.iter().nth(known + 1), of_path(&parts.path)) {
                    return Some(self.refuse_pattern(part, "a part behind `..` in a variant"));
                }
                let fields = (0..known).map(|k| (k.to_string(), &parts.elems[k]));
                (&parts.path, fields.collect())
            }
            syn::Pat::Struct(parts) => {
                let fields = parts.fields.iter();
                let fields = fields.map(|field| (Member::from(&field.member).text(), &*field.pat));
                (&parts.path, fields.collect())
            }
            _ => return None,
        };
        let of = of_path(path)?;
        self.mention(path);
        Some(self.match_variant(&of, &fields, subject, matched))
    }

    /// Whether a path in a pattern is that of a variant, and not of a constant.
    fn names_variant(&self, path: &syn::Path) -> bool {
        let last = path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default();
        let is_constant = last.len() > 1 && !last.contains(char::is_lowercase);
        let is_known = matches!(self.known(path), Some(Known::Constant(_)));
        variants::of_path(path).is_some() && !is_constant && !is_known
    }

    fn match_variant(
        &mut self,
        of: &Variant,
        fields: &[(String, &syn::Pat)],
        subject: &Subject,
        matched: &mut Matched,
    ) -> bool {
        let value = self.subject_value(subject, of.span);
        let test = self.is_variant_of(of, value);
        matched.tests.push(test);
        let accepted: Vec<bool> = fields
            .iter()
            .map(|(field, pattern)| {
                let part = Part::Variant(of.ty.clone(), of.name.clone(), field.clone());
                self.match_pattern(pattern, &subject.part(part), matched)
            })
            .collect();
        !accepted.contains(&false)
    }

    /// `Shape::Disc(r)` as a value.
    pub(super) fn made_variant(&mut self, path: &syn::Path, of: &Variant, arguments: Vec<Expr>) -> Expr {
        self.mention(path);
        let fields = arguments.into_iter().enumerate();
        let fields = fields.map(|(k, value)| (k.to_string(), value)).collect();
        self.variant_of(of, fields)
    }

    /// `Shape::Box { w, h }` as a value.
    pub(super) fn variant_literal(&mut self, e: &syn::ExprStruct, of: &Variant) -> Option<Expr> {
        self.mention(&e.path);
        let fields: Vec<Option<(String, Expr)>> = e
            .fields
            .iter()
            .map(|field| {
                self.attributes(&field.attrs);
                Some((Member::from(&field.member).text(), self.expression(&field.expr)?))
            })
            .collect();
        let fields = fields.into_iter().collect::<Option<Vec<_>>>()?;
        Some(self.variant_of(of, fields))
    }

    /// A variant made of fields, which are computed in the order in which they are written, and passed in that of their
    /// names.
    fn variant_of(&mut self, of: &Variant, fields: Vec<(String, Expr)>) -> Expr {
        let function = variant::constructor(&of.name);
        let is_sorted = fields.windows(2).all(|pair| pair[0].0 <= pair[1].0);
        if is_sorted {
            let arguments = fields.into_iter().map(|(_, value)| value).collect();
            return self.variant_call(of, &function, arguments);
        }
        let mut statements = vec![];
        let mut held = vec![];
        for (name, value) in fields {
            let local = self.hidden(of.span);
            statements.push(bind(local, value));
            held.push((name, local));
        }
        held.sort();
        let arguments = held.into_iter().map(|(_, local)| self.local(local, of.span)).collect();
        let made = self.variant_call(of, &function, arguments);
        self.braced(statements, Some(made), of.span)
    }
}
