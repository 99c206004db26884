//! `match`: the value is computed once, and each pattern becomes a test and the variables that it binds.

use super::super::scope::Meaning;
use super::build::{bind, block};
use super::*;
use crate::ir::{Comparison, Integer};
use proc_macro2::TokenStream;

/// A part of the value that is matched: what is in a variable, and where in it.
#[derive(Clone)]
pub(super) struct Subject {
    local: LocalId,
    path: Vec<Part>,
}

#[derive(Clone)]
pub(super) enum Part {
    Field(Member),
    /// What is in an option.
    Payload,
    /// What is in a field of a variant, by the type, the variant and the field.
    Variant(TokenStream, String, String),
    Element(usize),
    /// The element at this place from the end.
    FromEnd(usize),
    /// The elements but so many at the beginning, and at the end.
    Rest(usize, usize),
}

impl Subject {
    pub(super) fn part(&self, part: Part) -> Subject {
        let mut path = self.path.clone();
        path.push(part);
        Subject {
            local: self.local,
            path,
        }
    }
}

/// What a pattern asks and binds.
#[derive(Default)]
pub(super) struct Matched {
    pub tests: Vec<Expr>,
    pub bindings: Vec<(LocalId, Subject)>,
}

struct Arm {
    condition: Option<Expr>,
    body: Block,
}

impl Fence<'_> {
    pub(super) fn match_expression(&mut self, e: &syn::ExprMatch, leaving: bool) -> Option<Expr> {
        let span = e.match_token.span;
        if let Some(opaque) = self.opaque(&e.expr) {
            return self.opaque_match(e, &opaque, leaving);
        }
        let other = self.without_opaque(e).or_else(|| self.match_of_search(e));
        if let Some(other) = other.or_else(|| self.match_of_places(e)) {
            return self.match_expression(&other, leaving);
        }
        let subject = self.subject(&e.expr);
        let patterns: Vec<(&syn::Pat, bool)> = e
            .arms
            .iter()
            .map(arms_of)
            .map(|(pattern, guard)| (pattern, guard.is_some()))
            .collect();
        self.no_bare_variants(&patterns, false)?;
        let arms: Vec<Option<Arm>> = match &subject {
            Some((subject, _)) => e.arms.iter().flat_map(|arm| self.arms(arm, subject, leaving)).collect(),
            None => vec![],
        };
        let (_, statement) = subject?;
        let arms = arms.into_iter().collect::<Option<Vec<Arm>>>()?;
        // That the last one holds where no other does, rustc has checked.
        let mut rest: Option<Expr> = None;
        for Arm { condition, body } in arms.into_iter().rev() {
            rest = Some(match (condition, rest) {
                (Some(condition), Some(rest)) => self.choose(condition, body, rest, span),
                _ => self.make(ExprKind::Block(body), span),
            });
        }
        match rest {
            Some(rest) => Some(self.braced(vec![statement], Some(rest), span)),
            None => self.refuse(e.match_token, &messages::MATCH, &["a `match` without arms"]),
        }
    }

    /// One arm, or where alternatives bind names, one for each of them.
    fn arms(&mut self, arm: &syn::Arm, subject: &Subject, leaving: bool) -> Vec<Option<Arm>> {
        self.attributes(&arm.attrs);
        let (pattern, guard) = arms_of(arm);
        let mut one = |pattern| self.arm(pattern, guard, &arm.body, subject, leaving);
        match pattern {
            syn::Pat::Or(or) if or.cases.iter().any(binds) => or.cases.iter().map(one).collect(),
            pattern => vec![one(pattern)],
        }
    }

    fn arm(
        &mut self,
        pattern: &syn::Pat,
        guard: Option<&syn::Expr>,
        body: &syn::Expr,
        subject: &Subject,
        leaving: bool,
    ) -> Option<Arm> {
        self.scopes.enter();
        let matched = self.matched(pattern, subject);
        let guard = guard.map(|guard| self.expression(guard));
        self.leaving = leaving;
        let body = self.expression(body);
        self.scopes.leave();
        let (matched, body) = (matched?, body?);
        let guard = match guard {
            Some(guard) => Some(guard?),
            None => None,
        };
        let span = body.span;
        let bindings = matched.bindings.clone();
        let condition = self.condition(matched, guard, span);
        let bound = self.bound(&bindings, span);
        Some(Arm {
            condition,
            body: block(bound, Some(body), span),
        })
    }

    /// Whether everything that a pattern asks holds, and the guard; none if it always does.
    pub(super) fn condition(&mut self, matched: Matched, guard: Option<Expr>, span: Span) -> Option<Expr> {
        let guard = guard.map(|guard| {
            let bound = self.bound(&matched.bindings, span);
            self.braced(bound, Some(guard), span)
        });
        let mut condition = None;
        for test in matched.tests.into_iter().chain(guard) {
            condition = self.and(condition, Some(test), span);
        }
        condition
    }

    pub(super) fn bound(&mut self, bindings: &[(LocalId, Subject)], span: Span) -> Vec<Statement> {
        let mut bound = vec![];
        for (local, subject) in bindings {
            let value = self.subject_value(subject, span);
            bound.push(bind(*local, value));
        }
        bound
    }

    /// The value that is matched, and what computes it.
    pub(super) fn subject(&mut self, e: &syn::Expr) -> Option<(Subject, Statement)> {
        let value = self.expression(e)?;
        let local = self.hidden(value.span);
        let subject = Subject { local, path: vec![] };
        Some((subject, bind(local, value)))
    }

    pub(super) fn subject_value(&mut self, subject: &Subject, span: Span) -> Expr {
        let mut value = self.local(subject.local, span);
        for (depth, part) in subject.path.iter().enumerate() {
            let kind = match part {
                Part::Field(k) => ExprKind::Field(Box::new(value), k.clone()),
                Part::Payload => ExprKind::Payload(Box::new(value)),
                Part::Variant(ty, variant, field) => {
                    value = self.in_variant(ty, variant, field, value, span);
                    continue;
                }
                Part::Element(k) => {
                    let at = self.usize(*k as i128, span);
                    ExprKind::Index(Box::new(value), Box::new(at))
                }
                Part::FromEnd(k) => {
                    let at = self.behind_end(subject, depth, *k, span);
                    ExprKind::Index(Box::new(value), Box::new(at))
                }
                Part::Rest(before, behind) => {
                    let from = self.usize(*before as i128, span);
                    let to = self.behind_end(subject, depth, *behind, span);
                    self.part(value, Some(from), Some(to), false, span).kind
                }
            };
            value = self.make(kind, span);
        }
        value
    }

    pub(super) fn matched(&mut self, pattern: &syn::Pat, subject: &Subject) -> Option<Matched> {
        let mut matched = Matched::default();
        self.match_pattern(pattern, subject, &mut matched).then_some(matched)
    }

    /// The number of elements of what stands so deep in the path, without so many.
    fn behind_end(&mut self, subject: &Subject, depth: usize, k: usize, span: Span) -> Expr {
        let whole = Subject {
            path: subject.path[..depth].to_vec(),
            ..subject.clone()
        };
        let len = self.subject_value(&whole, span);
        let len = self.make(ExprKind::Len(Box::new(len)), span);
        let k = self.usize(k as i128, span);
        self.make(ExprKind::Binary(Integer::Sub, Box::new(len), Box::new(k)), span)
    }

    /// Whether the pattern was accepted.
    pub(super) fn match_pattern(&mut self, pattern: &syn::Pat, subject: &Subject, matched: &mut Matched) -> bool {
        let span = pattern.span();
        if let Some(accepted) = self.variant_pattern(pattern, subject, matched) {
            return accepted;
        }
        match pattern {
            syn::Pat::Wild(_) => true,
            syn::Pat::Paren(inner) => self.match_pattern(&inner.pat, subject, matched),
            syn::Pat::Reference(inner) if inner.mutability.is_none() => {
                self.match_pattern(&inner.pat, subject, matched)
            }
            syn::Pat::Ident(name) if name.ident == "None" => self.match_option(subject, false, span, matched),
            syn::Pat::Path(path) if is_named(&path.path, "None") => self.match_option(subject, false, span, matched),
            syn::Pat::TupleStruct(some)
                if (is_named(&some.path, "Some") || is_named(&some.path, "Ok")) && some.elems.len() == 1 =>
            {
                self.match_option(subject, true, span, matched);
                self.match_pattern(&some.elems[0], &subject.part(Part::Payload), matched)
            }
            syn::Pat::TupleStruct(error) if is_named(&error.path, "Err") && error.elems.len() == 1 => {
                self.match_option(subject, false, span, matched);
                self.error_pattern(&error.elems[0])
            }
            syn::Pat::Ident(name) if self.is_constant_pattern(name) => {
                let path = syn::ExprPath {
                    attrs: vec![],
                    qself: None,
                    path: name.ident.clone().into(),
                };
                self.match_constant(&path, subject, matched)
            }
            syn::Pat::Path(path) => self.match_constant(path, subject, matched),
            syn::Pat::Ident(name) => {
                if let Some((_, inner)) = &name.subpat {
                    if !self.match_pattern(inner, subject, matched) {
                        return false;
                    }
                }
                if name.subpat.is_none() && name.by_ref.is_none() && !self.bound.contains(&name.ident) {
                    self.bound.push(name.ident.clone());
                }
                let plain = syn::PatIdent {
                    subpat: None,
                    ..name.clone()
                };
                match self.pattern(&syn::Pat::Ident(plain)) {
                    Some(Pattern::Bind(local)) => matched.bindings.push((local, subject.clone())),
                    _ => return false,
                }
                true
            }
            syn::Pat::Lit(literal) => {
                if let syn::Lit::Bool(value) = &literal.lit {
                    let test = self.subject_value(subject, span);
                    let test = match value.value {
                        true => test,
                        false => self.not(test, span),
                    };
                    matched.tests.push(test);
                    return true;
                }
                let Some(value) = self.literal(&literal.lit) else {
                    return false;
                };
                self.match_value(Comparison::Eq, value, subject, matched)
            }
            syn::Pat::Range(range) => self.match_range(range, subject, matched),
            syn::Pat::Tuple(tuple) => {
                // Parts behind a `..` count from the end, which nothing here knows.
                let rest = tuple.elems.iter().position(is_rest).unwrap_or(tuple.elems.len());
                if let Some(part) = tuple.elems.iter().nth(rest + 1) {
                    self.refuse::<()>(part, &messages::PATTERN, &["a part behind `..` in a pattern"]);
                    return false;
                }
                let parts = tuple.elems.iter().take(rest).enumerate();
                let accepted: Vec<bool> = parts
                    .map(|(k, part)| self.match_pattern(part, &subject.part(Part::Field(k.into())), matched))
                    .collect();
                !accepted.contains(&false)
            }
            syn::Pat::Slice(slice) => self.match_slice(slice, subject, matched),
            syn::Pat::Or(or) => self.match_alternatives(or, subject, matched),
            syn::Pat::Struct(parts) if parts.qself.is_none() => self.match_struct(parts, subject, matched),
            syn::Pat::TupleStruct(parts) if parts.qself.is_none() => self.match_tuple_struct(parts, subject, matched),
            // Refused as everywhere.
            other => self.pattern(other).is_some(),
        }
    }

    /// The test whether there is a value in an option.
    fn match_option(&mut self, subject: &Subject, some: bool, span: Span, matched: &mut Matched) -> bool {
        let option = self.subject_value(subject, span);
        let test = self.make(ExprKind::IsSome(Box::new(option)), span);
        let test = match some {
            true => test,
            false => self.not(test, span),
        };
        matched.tests.push(test);
        true
    }

    pub(super) fn refuse_pattern(&mut self, pattern: impl ToTokens, what: &str) -> bool {
        self.errors.refuse(pattern, &messages::MATCH, &[what]);
        false
    }

    /// A name in a pattern means the constant of that name, if there is one; by convention constants, and only they,
    /// begin with a capital.
    fn is_constant_pattern(&self, name: &syn::PatIdent) -> bool {
        let plain = name.by_ref.is_none() && name.mutability.is_none() && name.subpat.is_none();
        plain
            && match self.scopes.find(&name.ident) {
                Some(Meaning::Constant(_)) => true,
                Some(
                    Meaning::Local(_)
                    | Meaning::Alias(_)
                    | Meaning::Closure(_)
                    | Meaning::Function(_)
                    | Meaning::Iterator(_)
                    | Meaning::Error,
                )
                | None => name.ident.to_string().starts_with(char::is_uppercase),
            }
    }

    fn match_constant(&mut self, path: &syn::ExprPath, subject: &Subject, matched: &mut Matched) -> bool {
        let Some(value) = self.path(path) else {
            return false;
        };
        self.match_value(Comparison::Eq, value, subject, matched)
    }

    /// The test `subject comparison value`.
    fn match_value(&mut self, comparison: Comparison, value: Expr, subject: &Subject, matched: &mut Matched) -> bool {
        let span = value.span;
        let left = self.subject_value(subject, span);
        let test = self.compare(comparison, left, value, span);
        matched.tests.push(test);
        true
    }

    /// `a..=b` and its kin.
    fn match_range(&mut self, range: &syn::ExprRange, subject: &Subject, matched: &mut Matched) -> bool {
        let mut accepted = true;
        if let Some(start) = &range.start {
            accepted &= match self.expression(start) {
                Some(start) => self.match_value(Comparison::Ge, start, subject, matched),
                None => false,
            };
        }
        if let Some(end) = &range.end {
            let comparison = match range.limits {
                syn::RangeLimits::HalfOpen(_) => Comparison::Lt,
                syn::RangeLimits::Closed(_) => Comparison::Le,
            };
            accepted &= match self.expression(end) {
                Some(end) => self.match_value(comparison, end, subject, matched),
                None => false,
            };
        }
        accepted
    }

    /// `[a, b]`, and `[first, .., last]`: of an array or slice of that length.
    fn match_slice(&mut self, slice: &syn::PatSlice, subject: &Subject, matched: &mut Matched) -> bool {
        let span = slice.bracket_token.span.open();
        let count = slice.elems.len();
        let rest = slice.elems.iter().position(is_rest);
        let (comparison, least) = match rest {
            Some(_) => (Comparison::Ge, count - 1),
            None => (Comparison::Eq, count),
        };
        let whole = self.subject_value(subject, span);
        let len = self.make(ExprKind::Len(Box::new(whole)), span);
        let least = self.usize(least as i128, span);
        let test = self.compare(comparison, len, least, span);
        matched.tests.push(test);
        let mut accepted = true;
        for (k, part) in slice.elems.iter().enumerate() {
            let place = match rest {
                Some(rest) if k == rest => match part {
                    syn::Pat::Ident(name) => {
                        let place = subject.part(Part::Rest(k, count - 1 - k));
                        let name = syn::Pat::Ident(syn::PatIdent {
                            subpat: None,
                            ..name.clone()
                        });
                        accepted &= self.match_pattern(&name, &place, matched);
                        continue;
                    }
                    _ => continue,
                },
                Some(rest) if k > rest => Part::FromEnd(count - k),
                _ => Part::Element(k),
            };
            accepted &= self.match_pattern(part, &subject.part(place), matched);
        }
        accepted
    }

    /// `a | b`, without names.
    fn match_alternatives(&mut self, or: &syn::PatOr, subject: &Subject, matched: &mut Matched) -> bool {
        let span = or.span();
        let alternatives: Vec<Option<Matched>> = or.cases.iter().map(|case| self.matched(case, subject)).collect();
        let Some(alternatives) = alternatives.into_iter().collect::<Option<Vec<Matched>>>() else {
            return false;
        };
        if alternatives.iter().any(|case| !case.bindings.is_empty()) {
            return self.refuse_pattern(or, "a name behind `|`");
        }
        let mut any = None;
        for case in alternatives {
            let Some(test) = self.condition(case, None, span) else {
                return true;
            };
            any = Some(match any {
                None => test,
                Some(any) => self.make(ExprKind::Or(Box::new(any), Box::new(test)), span),
            });
        }
        matched.tests.extend(any);
        true
    }
}

/// The pattern of an arm, and its guard.
pub(super) fn arms_of(arm: &syn::Arm) -> (&syn::Pat, Option<&syn::Expr>) {
    match &arm.pat {
        syn::Pat::Guard(guarded) => (&guarded.pat, Some(&guarded.guard)),
        pattern => (pattern, None),
    }
}

/// Whether names in this pattern mean variables.
fn binds(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Ident(name) => !name.ident.to_string().starts_with(char::is_uppercase),
        syn::Pat::Paren(inner) => binds(&inner.pat),
        syn::Pat::Reference(inner) => binds(&inner.pat),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().any(binds),
        syn::Pat::TupleStruct(parts) => parts.elems.iter().any(binds),
        syn::Pat::Struct(parts) => parts.fields.iter().any(|field| binds(&field.pat)),
        syn::Pat::Slice(slice) => slice.elems.iter().any(binds),
        syn::Pat::Or(or) => or.cases.iter().any(binds),
        _ => false,
    }
}

pub(super) fn is_named(path: &syn::Path, name: &str) -> bool {
    path.segments.last().is_some_and(|last| last.ident == name)
}

/// `..`, or `rest @ ..`
pub(super) fn is_rest(part: &syn::Pat) -> bool {
    match part {
        syn::Pat::Rest(_) => true,
        syn::Pat::Ident(name) => matches!(&name.subpat, Some((_, rest)) if matches!(**rest, syn::Pat::Rest(_))),
        _ => false,
    }
}
