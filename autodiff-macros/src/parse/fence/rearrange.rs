//! Methods that write the elements of a slice, as the loops and assignments that they stand for.

use super::build::{bind, block};
use super::*;
use crate::ir::{Comparison, Integer};
use quote::quote;

impl Fence<'_> {
    /// A method that writes elements, if this is one.
    pub(super) fn rearranged(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let known = matches!(
            (name, arguments.len()),
            ("swap", 2)
                | ("fill" | "copy_from_slice" | "clone_from_slice" | "swap_with_slice", 1)
                | ("rotate_left" | "rotate_right", 1)
                | ("reverse", 0)
        );
        known.then(|| self.rearrangement(e, name, &arguments))
    }

    fn rearrangement(&mut self, e: &syn::ExprMethodCall, name: &str, arguments: &[&syn::Expr]) -> Option<Expr> {
        let span = e.method.span();
        let of = self.expression(&e.receiver);
        // `other.swap_with_slice(&mut this)` borrows both.
        let arguments: Vec<Option<Expr>> = arguments
            .iter()
            .map(|argument| match inner(argument) {
                syn::Expr::Reference(other) if name == "swap_with_slice" => self.expression(&other.expr),
                argument => self.expression(argument),
            })
            .collect();
        let arguments: Option<Vec<Expr>> = arguments.into_iter().collect();
        let (view, statement) = self.view(of?, span);
        let mut statements = vec![statement];
        let mut arguments = arguments?.into_iter();
        match (name, arguments.next(), arguments.next()) {
            ("swap", Some(a), Some(b)) => {
                let [first, second] = [self.hidden(span), self.hidden(span)];
                statements.extend([bind(first, a), bind(second, b)]);
                statements.extend(self.swapped((view, first), (view, second), span));
            }
            ("fill", Some(value), _) => {
                let held = self.hidden(span);
                statements.push(bind(held, value));
                let len = self.len_of(view, span);
                statements.push(self.counting(len, span, |fence, k| {
                    let value = fence.local(held, span);
                    vec![fence.put((view, k), value, span)]
                }));
            }
            ("reverse", ..) => {
                let len = self.len_of(view, span);
                statements.extend(self.reversed(view, None, len, span));
            }
            ("rotate_left" | "rotate_right", Some(count), _) => {
                statements.extend(self.rotated(view, count, name == "rotate_left", span));
            }
            (_, Some(other), _) => {
                let (source, statement) = self.view(other, span);
                statements.push(statement);
                let [len, other] = [view, source].map(|view| self.len_of(view, span));
                let differs = self.compare(Comparison::Ne, len, other, span);
                let message = "the slices have different lengths";
                statements.push(self.panics(differs, message, span));
                let len = self.len_of(view, span);
                statements.push(self.counting(len, span, |fence, k| match name {
                    "swap_with_slice" => fence.swapped((view, k), (source, k), span),
                    _ => {
                        let value = fence.element_of((source, k), span);
                        vec![fence.put((view, k), value, span)]
                    }
                }));
            }
            _ => {}
        }
        Some(self.braced(statements, None, span))
    }

    pub(super) fn len_of(&mut self, view: LocalId, span: Span) -> Expr {
        let view = self.local(view, span);
        self.make(ExprKind::Len(Box::new(view)), span)
    }

    pub(super) fn element_of(&mut self, (view, at): (LocalId, LocalId), span: Span) -> Expr {
        let (view, at) = (self.local(view, span), self.local(at, span));
        self.make(ExprKind::Index(Box::new(view), Box::new(at)), span)
    }

    /// `view[at] = value;`
    pub(super) fn put(&mut self, (view, at): (LocalId, LocalId), value: Expr, span: Span) -> Statement {
        let read = Box::new(self.element_of((view, at), span));
        let kind = ExprKind::Assign(Place { local: view, read }, Box::new(value));
        Statement::Expr(self.make(kind, span))
    }

    fn swapped(&mut self, a: (LocalId, LocalId), b: (LocalId, LocalId), span: Span) -> Vec<Statement> {
        let [first, second] = [self.hidden(span), self.hidden(span)];
        let (of_a, of_b) = (self.element_of(a, span), self.element_of(b, span));
        let (to_a, to_b) = (self.local(second, span), self.local(first, span));
        vec![
            bind(first, of_a),
            bind(second, of_b),
            self.put(a, to_a, span),
            self.put(b, to_b, span),
        ]
    }

    /// `for k in 0..to { body }`
    pub(super) fn counting(
        &mut self,
        to: Expr,
        span: Span,
        body: impl FnOnce(&mut Self, LocalId) -> Vec<Statement>,
    ) -> Statement {
        let k = self.temporary("k", span);
        let body = block(body(self, k), None, span);
        let domain = Domain::Range {
            from: self.usize(0, span),
            to,
            inclusive: false,
            adaptors: vec![],
        };
        let kind = ExprKind::For(Box::new(For {
            id: self.new_loop(),
            pattern: Pattern::Bind(k),
            domain,
            body,
        }));
        Statement::Expr(self.make(kind, span))
    }

    /// Reverses so many elements from `first` on.
    fn reversed(&mut self, view: LocalId, first: Option<LocalId>, count: Expr, span: Span) -> Vec<Statement> {
        let (from, to) = (self.hidden(span), self.hidden(span));
        let first = match first {
            Some(first) => self.local(first, span),
            None => self.usize(0, span),
        };
        let mut statements = vec![bind(from, first), bind(to, count)];
        let (count, two) = (self.local(to, span), self.usize(2, span));
        let half = self.make(ExprKind::Binary(Integer::Div, Box::new(count), Box::new(two)), span);
        statements.push(self.counting(half, span, |fence, k| {
            let [low, high] = [fence.hidden(span), fence.hidden(span)];
            let (start, at) = (fence.local(from, span), fence.local(k, span));
            let front = fence.make(ExprKind::Binary(Integer::Add, Box::new(start), Box::new(at)), span);
            let (start, count) = (fence.local(from, span), fence.local(to, span));
            let end = fence.make(ExprKind::Binary(Integer::Add, Box::new(start), Box::new(count)), span);
            let (at, one) = (fence.local(k, span), fence.usize(1, span));
            let back = fence.make(ExprKind::Binary(Integer::Add, Box::new(at), Box::new(one)), span);
            let back = fence.make(ExprKind::Binary(Integer::Sub, Box::new(end), Box::new(back)), span);
            let mut statements = vec![bind(low, front), bind(high, back)];
            statements.extend(fence.swapped((view, low), (view, high), span));
            statements
        }));
        statements
    }

    /// Three reversals are a rotation.
    fn rotated(&mut self, view: LocalId, count: Expr, left: bool, span: Span) -> Vec<Statement> {
        let [by, middle] = [self.hidden(span), self.hidden(span)];
        let mut statements = vec![bind(by, count)];
        let (by_now, len) = (self.local(by, span), self.len_of(view, span));
        let beyond = self.compare(Comparison::Gt, by_now, len, span);
        statements.push(self.panics(beyond, "the rotation is longer than the slice", span));
        let by_now = self.local(by, span);
        let at = match left {
            true => by_now,
            false => {
                let len = self.len_of(view, span);
                self.make(ExprKind::Binary(Integer::Sub, Box::new(len), Box::new(by_now)), span)
            }
        };
        statements.push(bind(middle, at));
        let front = self.local(middle, span);
        statements.extend(self.reversed(view, None, front, span));
        let (len, start) = (self.len_of(view, span), self.local(middle, span));
        let back = self.make(ExprKind::Binary(Integer::Sub, Box::new(len), Box::new(start)), span);
        statements.extend(self.reversed(view, Some(middle), back, span));
        let len = self.len_of(view, span);
        statements.extend(self.reversed(view, None, len, span));
        statements
    }

    /// `if test { panic!(message) }`
    pub(super) fn panics(&mut self, test: Expr, message: &str, span: Span) -> Statement {
        let kept = Macro {
            path: quote!(::core::panic),
            pieces: vec![quote!(#message)],
            arguments: vec![],
            kind: MacroKind::Panic,
        };
        let panic = Statement::Expr(self.make(ExprKind::Macro(kept), span));
        self.when(test, vec![panic], span)
    }

    /// `x.map(|v| …)` of an array.
    pub(super) fn array_map(&mut self, e: &syn::ExprMethodCall, closure: &syn::Expr) -> Option<Expr> {
        let span = e.method.span();
        let of = self.expression(&e.receiver);
        let inlined = self.inlined(closure, 1);
        let whole = self.hidden(span);
        let like = self.local(whole, span);
        let of = bind(whole, of?);
        let array = self.filled(Some(like), span, |fence, k| {
            let element = fence.element_of((whole, k), span);
            Some(fence.applied(inlined?, vec![element], span))
        })?;
        Some(self.braced(vec![of], Some(array), span))
    }

    /// `std::array::from_fn(|i| …)`
    pub(super) fn array_from_fn(&mut self, closure: &syn::Expr, span: Span) -> Option<Expr> {
        let inlined = self.inlined(closure, 1);
        self.filled(None, span, |fence, k| {
            let k = fence.local(k, span);
            Some(fence.applied(inlined?, vec![k], span))
        })
    }

    /// An array whose elements are computed one by one, as long as another one.
    fn filled(
        &mut self,
        like: Option<Expr>,
        span: Span,
        element: impl FnOnce(&mut Self, LocalId) -> Option<Expr>,
    ) -> Option<Expr> {
        let array = self.accumulator("array", span);
        let blank = self.make(ExprKind::Blank(like.map(Box::new)), span);
        let len = self.len_of(array, span);
        let mut computed = true;
        let fill = self.counting(len, span, |fence, k| match element(fence, k) {
            Some(value) => vec![fence.put((array, k), value, span)],
            None => {
                computed = false;
                vec![]
            }
        });
        let result = self.local(array, span);
        computed.then(|| self.braced(vec![bind(array, blank), fill], Some(result), span))
    }
}
