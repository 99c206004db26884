//! `match`, `matches!`, `if let` and `let … else`: the value is computed once, and each pattern becomes a test and the
//! variables that it binds.

use super::super::scope::Meaning;
use super::build::{bind, bind_pattern, block};
use super::*;
use crate::ir::{Comparison, Integer};
use syn::parse::{Parse, ParseStream};

/// A part of the value that is matched: what is in a variable, and where in it.
#[derive(Clone)]
struct Subject {
    local: LocalId,
    path: Vec<Part>,
    /// Whether it is an `Option`, as a pair of whether there is a value, and the value.
    optional: bool,
}

#[derive(Clone)]
enum Part {
    Field(usize),
    Element(usize),
    /// The element at this place from the end.
    FromEnd(usize),
}

impl Subject {
    fn part(&self, part: Part) -> Subject {
        let mut path = self.path.clone();
        path.push(part);
        Subject {
            local: self.local,
            path,
            optional: false,
        }
    }
}

/// What a pattern asks and binds.
#[derive(Default)]
struct Matched {
    tests: Vec<Expr>,
    bindings: Vec<(LocalId, Subject)>,
}

struct Arm {
    condition: Option<Expr>,
    body: Block,
}

/// The arguments of `matches!`.
struct Matches {
    value: syn::Expr,
    pattern: syn::Pat,
    guard: Option<syn::Expr>,
}

impl Parse for Matches {
    fn parse(input: ParseStream) -> syn::Result<Matches> {
        let value = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
        let guard = match input.parse::<Option<syn::Token![if]>>()? {
            Some(_) => Some(input.parse()?),
            None => None,
        };
        input.parse::<Option<syn::Token![,]>>()?;
        Ok(Matches { value, pattern, guard })
    }
}

impl Fence<'_> {
    pub(super) fn match_expression(&mut self, e: &syn::ExprMatch) -> Option<Expr> {
        let span = e.match_token.span;
        let subject = self.subject(&e.expr);
        let arms: Vec<Option<Arm>> = match &subject {
            Some((subject, _)) => e.arms.iter().map(|arm| self.arm(arm, subject)).collect(),
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

    fn arm(&mut self, arm: &syn::Arm, subject: &Subject) -> Option<Arm> {
        self.attributes(&arm.attrs);
        self.scopes.enter();
        let (pattern, guard) = match &arm.pat {
            syn::Pat::Guard(guarded) => (&*guarded.pat, Some(&guarded.guard)),
            pattern => (pattern, None),
        };
        let matched = self.matched(pattern, subject);
        let guard = guard.map(|guard| self.expression(guard));
        let body = self.expression(&arm.body);
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
    fn condition(&mut self, matched: Matched, guard: Option<Expr>, span: Span) -> Option<Expr> {
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

    fn bound(&mut self, bindings: &[(LocalId, Subject)], span: Span) -> Vec<Statement> {
        let mut bound = vec![];
        for (local, subject) in bindings {
            let value = self.subject_value(subject, span);
            bound.push(bind(*local, value));
        }
        bound
    }

    /// The value that is matched, and what computes it.
    fn subject(&mut self, e: &syn::Expr) -> Option<(Subject, Statement)> {
        let (value, optional) = match self.optional(e) {
            Some(value) => (value?, true),
            None => (self.expression(e)?, false),
        };
        let local = self.hidden(value.span);
        let subject = Subject {
            local,
            path: vec![],
            optional,
        };
        Some((subject, bind(local, value)))
    }

    fn subject_value(&mut self, subject: &Subject, span: Span) -> Expr {
        let mut value = self.local(subject.local, span);
        for part in &subject.path {
            let kind = match part {
                Part::Field(k) => ExprKind::Field(Box::new(value), *k),
                Part::Element(k) => {
                    let at = self.usize(*k as i128, span);
                    ExprKind::Index(Box::new(value), Box::new(at))
                }
                Part::FromEnd(k) => {
                    let whole = Subject {
                        path: subject.path[..subject.path.len() - 1].to_vec(),
                        ..subject.clone()
                    };
                    let len = self.subject_value(&whole, span);
                    let len = self.make(ExprKind::Len(Box::new(len)), span);
                    let k = self.usize(*k as i128, span);
                    let at = self.make(ExprKind::Binary(Integer::Sub, Box::new(len), Box::new(k)), span);
                    ExprKind::Index(Box::new(value), Box::new(at))
                }
            };
            value = self.make(kind, span);
        }
        value
    }

    fn matched(&mut self, pattern: &syn::Pat, subject: &Subject) -> Option<Matched> {
        let mut matched = Matched::default();
        self.match_pattern(pattern, subject, &mut matched).then_some(matched)
    }

    /// Whether the pattern was accepted.
    fn match_pattern(&mut self, pattern: &syn::Pat, subject: &Subject, matched: &mut Matched) -> bool {
        let span = pattern.span();
        match pattern {
            syn::Pat::Wild(_) => true,
            syn::Pat::Paren(inner) => self.match_pattern(&inner.pat, subject, matched),
            syn::Pat::Reference(inner) if inner.mutability.is_none() => {
                self.match_pattern(&inner.pat, subject, matched)
            }
            syn::Pat::Ident(name) if subject.optional && name.ident == "None" => {
                let some = self.subject_value(&subject.part(Part::Field(0)), span);
                matched.tests.push(self.not(some, span));
                true
            }
            syn::Pat::TupleStruct(some) if subject.optional && is_some(&some.path) && some.elems.len() == 1 => {
                let test = self.subject_value(&subject.part(Part::Field(0)), span);
                matched.tests.push(test);
                self.match_pattern(&some.elems[0], &subject.part(Part::Field(1)), matched)
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
                if subject.optional {
                    return self.refuse_pattern(pattern, "a name for an `Option`");
                }
                if let Some((_, inner)) = &name.subpat {
                    if !self.match_pattern(inner, subject, matched) {
                        return false;
                    }
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
                let parts = tuple.elems.iter().enumerate();
                let accepted: Vec<bool> = parts
                    .map(|(k, part)| self.match_pattern(part, &subject.part(Part::Field(k)), matched))
                    .collect();
                !accepted.contains(&false)
            }
            syn::Pat::Slice(slice) => self.match_slice(slice, subject, matched),
            syn::Pat::Or(or) => self.match_alternatives(or, subject, matched),
            // Refused as everywhere.
            other => self.pattern(other).is_some(),
        }
    }

    fn refuse_pattern(&mut self, pattern: impl ToTokens, what: &str) -> bool {
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
                Some(Meaning::Local(_) | Meaning::Closure(_)) | None => {
                    name.ident.to_string().starts_with(char::is_uppercase)
                }
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
        let rest = slice.elems.iter().position(|part| matches!(part, syn::Pat::Rest(_)));
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
                Some(rest) if k == rest => continue,
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

    /// `matches!(value, pattern if guard)`
    pub(super) fn matches_macro(&mut self, e: &syn::Macro) -> Option<Expr> {
        let span = e.path.span();
        let Ok(Matches { value, pattern, guard }) = e.parse_body::<Matches>() else {
            return self.refuse(&e.path, &messages::MACRO_ARGUMENTS, &["matches"]);
        };
        let (subject, statement) = self.subject(&value)?;
        self.scopes.enter();
        let matched = self.matched(&pattern, &subject);
        let guard = guard.as_ref().map(|guard| self.expression(guard));
        self.scopes.leave();
        let guard = match guard {
            Some(guard) => Some(guard?),
            None => None,
        };
        let condition = match self.condition(matched?, guard, span) {
            Some(condition) => condition,
            None => self.bool(true, span),
        };
        Some(self.braced(vec![statement], Some(condition), span))
    }

    /// `if let pattern = value { then } else { otherwise }`
    pub(super) fn if_let(&mut self, e: &syn::ExprIf, test: &syn::ExprLet) -> Option<Expr> {
        let otherwise = |fence: &mut Self| match &e.else_branch {
            Some((_, otherwise)) => fence.expression(otherwise).map(Some),
            None => Some(None),
        };
        self.let_branch(test, &e.then_branch, otherwise, e.if_token.span)
    }

    /// A branch on whether a pattern matches.
    pub(super) fn let_branch(
        &mut self,
        test: &syn::ExprLet,
        then: &syn::Block,
        otherwise: impl FnOnce(&mut Self) -> Option<Option<Expr>>,
        span: Span,
    ) -> Option<Expr> {
        let subject = self.subject(&test.expr);
        self.scopes.enter();
        let matched = match &subject {
            Some((subject, _)) => self.matched(&test.pat, subject),
            None => None,
        };
        let then = match subject.is_some() {
            true => self.block(then),
            false => None,
        };
        self.scopes.leave();
        let otherwise = otherwise(self);
        let ((_, statement), matched) = (subject?, matched?);
        let bindings = matched.bindings.clone();
        let condition = match self.condition(matched, None, span) {
            Some(condition) => condition,
            None => self.bool(true, span),
        };
        let then = self.make(ExprKind::Block(then?), span);
        let then = block(self.bound(&bindings, span), Some(then), span);
        let kind = ExprKind::If {
            condition: Box::new(condition),
            then,
            otherwise: otherwise?.map(Box::new),
        };
        let branch = self.make(kind, span);
        Some(self.braced(vec![statement], Some(branch), span))
    }

    /// `let pattern = value else { otherwise };`
    pub(super) fn let_else(&mut self, pattern: &syn::Pat, ty: Type, init: &syn::LocalInit) -> Option<Vec<Statement>> {
        let (_, otherwise) = init.diverge.as_ref()?;
        let subject = self.subject(&init.expr);
        let otherwise = self.expression(otherwise);
        let (subject, statement) = subject?;
        let matched = self.matched(pattern, &subject)?;
        let otherwise = otherwise?;
        let span = pattern.span();
        let bindings = matched.bindings.clone();
        let mut statements = vec![statement];
        if !matches!(ty, Type::Infer) {
            let value = self.subject_value(&subject, span);
            statements.push(bind_pattern(Pattern::Wild, ty, value));
        }
        if let Some(condition) = self.condition(matched, None, span) {
            let fails = self.not(condition, span);
            statements.push(self.when(fails, vec![Statement::Expr(otherwise)], span));
        }
        statements.extend(self.bound(&bindings, span));
        Some(statements)
    }
}

fn is_some(path: &syn::Path) -> bool {
    path.segments.last().is_some_and(|last| last.ident == "Some")
}
