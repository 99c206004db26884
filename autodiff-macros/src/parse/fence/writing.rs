//! Iterators over elements that are written. What such a chain goes over are the positions of the elements, and a name
//! in the pattern of the loop is another name for the element at its position.

use super::super::scope::{Alias, Meaning, Step};
use super::borrow::PARTS;
use super::chain::Chain;
use super::*;
use std::rc::Rc;

/// Which parts of an item are positions of elements that are written.
#[derive(Clone)]
pub(super) enum Shape {
    /// None: the item is a value.
    Value,
    /// The item is a position in this place.
    Written(Alias),
    /// The item is a part of a slice, whose elements may be written.
    Part,
    Pair(Box<Shape>, Box<Shape>),
}

impl Shape {
    pub fn is_value(&self) -> bool {
        matches!(self, Shape::Value)
    }

    /// Whether a position stands for an element: no closure can get it as a value.
    pub fn has_positions(&self) -> bool {
        match self {
            Shape::Value | Shape::Part => false,
            Shape::Written(_) => true,
            Shape::Pair(first, second) => first.has_positions() || second.has_positions(),
        }
    }

    pub fn pair(first: Shape, second: Shape) -> Shape {
        match first.is_value() && second.is_value() {
            true => Shape::Value,
            false => Shape::Pair(Box::new(first), Box::new(second)),
        }
    }
}

impl Fence<'_> {
    /// `x.iter_mut()`
    pub(super) fn written_elements(&mut self, of: &syn::Expr, span: Span) -> Option<Chain> {
        let mut before = vec![];
        let alias = match self.is_in_struct(of) {
            true => self.alias(of, &mut before)?,
            false => {
                let of = self.expression(of)?;
                let (view, statement) = self.view(of, span);
                before.push(statement);
                Alias {
                    local: view,
                    steps: vec![],
                }
            }
        };
        let whole = self.aliased(&alias, span);
        let domain = Domain::Range {
            from: self.usize(0, span),
            to: self.make(ExprKind::Len(Box::new(whole)), span),
            inclusive: false,
            adaptors: vec![],
        };
        let mut chain = self.over(domain, span);
        chain.before.extend(before);
        chain.shape = Shape::Written(alias);
        Some(chain)
    }

    /// Whether this is a place that may be in a struct, whose parts are no slices of variables.
    fn is_in_struct(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Field(_) => self.root(e).is_some(),
            syn::Expr::Index(e) => self.is_in_struct(&e.expr),
            syn::Expr::Unary(e) => self.is_in_struct(&e.expr),
            syn::Expr::Path(path) => match path.path.get_ident().and_then(|name| self.scopes.find(name)) {
                Some(Meaning::Alias(alias)) => alias.steps.iter().any(|step| matches!(step, Step::Field(_))),
                _ => false,
            },
            _ => false,
        }
    }

    /// What a pattern binds of an item of this shape.
    pub(super) fn item_pattern(&mut self, pattern: &syn::Pat, shape: &Shape) -> Option<Pattern> {
        match (shape, pattern) {
            (_, syn::Pat::Paren(inside)) => self.item_pattern(&inside.pat, shape),
            (Shape::Value, pattern) => self.pattern(pattern),
            (_, syn::Pat::Wild(_)) => Some(Pattern::Wild),
            (Shape::Part, pattern) => {
                let pattern = self.pattern(pattern)?;
                self.parts_are_written(&pattern);
                Some(pattern)
            }
            (Shape::Written(alias), syn::Pat::Ident(name)) if name.subpat.is_none() && name.by_ref.is_none() => {
                let at = self.hidden(name.ident.span());
                let mut alias = alias.clone();
                alias.steps.push(Step::Index(at));
                self.scopes.declare(&name.ident, Meaning::Alias(Rc::new(alias)));
                Some(Pattern::Bind(at))
            }
            (Shape::Pair(first, second), syn::Pat::Tuple(parts)) if parts.elems.len() == 2 => {
                let first = self.item_pattern(&parts.elems[0], first);
                let second = self.item_pattern(&parts.elems[1], second);
                Some(Pattern::Tuple(vec![first?, second?]))
            }
            (_, pattern) => {
                // The names are there.
                self.pattern(pattern);
                self.refuse(pattern, &messages::PATTERN, &[PARTS])
            }
        }
    }

    /// Notes that these names stand for parts that are written.
    pub(super) fn parts_are_written(&mut self, pattern: &Pattern) {
        let mut locals = vec![];
        pattern.bound(&mut locals);
        self.references.extend(locals);
    }
}

/// Whether this makes parts of a slice that are written.
pub(super) fn gives_written_parts(e: &syn::Expr) -> bool {
    match inner(e) {
        syn::Expr::Reference(e) => e.mutability.is_some() || gives_written_parts(&e.expr),
        syn::Expr::MethodCall(call) => {
            let name = call.method.to_string();
            name.ends_with("_mut") || gives_written_parts(&call.receiver)
        }
        syn::Expr::Tuple(e) => e.elems.iter().any(gives_written_parts),
        syn::Expr::Field(e) => gives_written_parts(&e.base),
        _ => false,
    }
}
