//! Parts of slices, which are references to what they are a part of.

use super::build::{bind, block};
use super::*;
use crate::ir::{Comparison, Int, IntMethod, Integer};

impl Fence<'_> {
    /// The ends of a range, as far as they are written.
    #[allow(
        clippy::type_complexity,
        reason = "a beginning, an end, and whether that belongs to it"
    )]
    pub(super) fn ends(&mut self, range: &syn::ExprRange) -> Option<(Option<Expr>, Option<Expr>, bool)> {
        let mut end = |end: &Option<Box<syn::Expr>>| match end {
            Some(end) => self.expression(end).map(Some),
            None => Some(None),
        };
        let (from, to) = (end(&range.start), end(&range.end));
        Some((from?, to?, matches!(range.limits, syn::RangeLimits::Closed(_))))
    }

    /// `base[from..to]`
    pub(super) fn part(
        &mut self,
        base: Expr,
        from: Option<Expr>,
        to: Option<Expr>,
        inclusive: bool,
        span: Span,
    ) -> Expr {
        let kind = ExprKind::Slice {
            base: Box::new(base),
            from: from.map(Box::new),
            to: to.map(Box::new),
            inclusive,
        };
        self.make(kind, span)
    }

    /// A reference to all elements of this, and its making.
    pub(super) fn view(&mut self, of: Expr, span: Span) -> (LocalId, Statement) {
        let view = self.hidden(span);
        let whole = self.part(of, None, None, false, span);
        (view, bind(view, whole))
    }

    /// `x.split_at(middle)`, and the same for writing.
    pub(super) fn split_at(&mut self, of: &syn::Expr, middle: &syn::Expr, span: Span) -> Option<Expr> {
        let (of, middle) = (self.expression(of), self.expression(middle));
        let (view, statement) = self.view(of?, span);
        let at = self.hidden(span);
        let statements = vec![statement, bind(at, middle?)];
        let [first, second] = [(None, Some(at)), (Some(at), None)].map(|(from, to)| {
            let base = self.local(view, span);
            let [from, to] = [from, to].map(|end| end.map(|end| self.local(end, span)));
            self.part(base, from, to, false, span)
        });
        let pair = self.make(ExprKind::Tuple(vec![first, second]), span);
        Some(self.braced(statements, Some(pair), span))
    }

    /// `it.next()` and `it.next_back()` of a variable that stands for the elements that are left.
    pub(super) fn advanced(&mut self, iterator: &syn::Expr, front: bool, span: Span) -> Option<Expr> {
        let local = match inner(iterator) {
            syn::Expr::Path(path) => path.path.get_ident().and_then(|name| self.scopes.local(name)),
            _ => None,
        };
        let Some(local) = local else {
            self.expression(iterator);
            return self.refuse(iterator, &messages::ITERATOR, &["next"]);
        };
        let all = self.local(local, span);
        let (mut statements, [there, at, rest]) = self.end_apart(all, front, span);
        let held = self.hidden(span);
        statements.push(bind(held, rest));
        // The element is read when the variable stands for the others already.
        let rest = self.local(held, span);
        statements.push(self.set(local, rest, span));
        let result = self.some_if(there, at, span);
        Some(self.braced(statements, Some(result), span))
    }

    /// `x.split_first()` and `x.split_last()`: an element and the others.
    pub(super) fn split_end(&mut self, of: &syn::Expr, front: bool, span: Span) -> Option<Expr> {
        let of = self.expression(of)?;
        let (mut statements, [there, at, rest]) = self.end_apart(of, front, span);
        let test = self.hidden(span);
        statements.push(bind(test, there));
        let element = self.accumulator("element", span);
        statements.push(Statement::Let {
            pattern: Pattern::Bind(element),
            ty: Type::Infer,
            init: None,
        });
        let set = self.set(element, at, span);
        let there = self.local(test, span);
        statements.push(self.when(there, vec![set], span));
        let (there, element) = (self.local(test, span), self.local(element, span));
        let pair = self.make(ExprKind::Tuple(vec![element, rest]), span);
        let result = self.make(ExprKind::Option(Box::new(there), Box::new(pair)), span);
        Some(self.braced(statements, Some(result), span))
    }

    /// Whether there is a first (or last) element, that, and all others, which are none where there is none.
    fn end_apart(&mut self, of: Expr, front: bool, span: Span) -> (Vec<Statement>, [Expr; 3]) {
        let (view, statement) = self.view(of, span);
        let mut len = || {
            let view = self.local(view, span);
            self.make(ExprKind::Len(Box::new(view)), span)
        };
        let (for_test, for_end) = (len(), len());
        let zero = self.usize(0, span);
        let there = self.compare(Comparison::Gt, for_test, zero, span);
        let test = self.hidden(span);
        let statements = vec![statement, bind(test, there)];
        let there = self.local(test, span);
        let one = self.local(test, span);
        let one = self.make(ExprKind::Cast(Box::new(one), Type::Int(Int::Usize)), span);
        let (whole, base) = (self.local(view, span), self.local(view, span));
        let (index, rest) = match front {
            true => (self.usize(0, span), self.part(base, Some(one), None, false, span)),
            false => {
                let to = self.make(ExprKind::Binary(Integer::Sub, Box::new(for_end), Box::new(one)), span);
                let end = self.local(view, span);
                let end = self.make(ExprKind::Len(Box::new(end)), span);
                let last = self.usize(1, span);
                let last = self.make(ExprKind::Binary(Integer::Sub, Box::new(end), Box::new(last)), span);
                (last, self.part(base, None, Some(to), false, span))
            }
        };
        let at = self.make(ExprKind::Index(Box::new(whole), Box::new(index)), span);
        (statements, [there, at, rest])
    }

    /// `x.get(from..to)`: without elements where it is not there.
    pub(super) fn part_if_there(&mut self, of: Expr, range: &syn::ExprRange, span: Span) -> Option<Expr> {
        let (from, to, inclusive) = self.ends(range)?;
        let (view, statement) = self.view(of, span);
        let mut statements = vec![statement];
        let len = self.local(view, span);
        let len = self.make(ExprKind::Len(Box::new(len)), span);
        let zero = self.usize(0, span);
        let from = from.unwrap_or(zero);
        let to = match (to, inclusive) {
            (None, _) => {
                let whole = self.local(view, span);
                self.make(ExprKind::Len(Box::new(whole)), span)
            }
            (Some(to), false) => to,
            (Some(to), true) => {
                let one = self.usize(1, span);
                self.int_method(to, IntMethod::SaturatingAdd, vec![one], Type::Int(Int::Usize), span)
            }
        };
        let [first, end, test] = [(); 3].map(|()| self.hidden(span));
        statements.extend([bind(first, from), bind(end, to)]);
        let (a, b) = (self.local(first, span), self.local(end, span));
        let ordered = self.compare(Comparison::Le, a, b, span);
        let b = self.local(end, span);
        let within = self.compare(Comparison::Le, b, len, span);
        let there = self.and(Some(ordered), Some(within), span)?;
        statements.push(bind(test, there));
        let [from, to] = [first, end].map(|end| {
            let (test, end, zero) = (self.local(test, span), self.local(end, span), self.usize(0, span));
            self.choose(test, block(vec![], Some(end), span), zero, span)
        });
        let base = self.local(view, span);
        let part = self.part(base, Some(from), Some(to), false, span);
        let test = self.local(test, span);
        let result = self.make(ExprKind::Option(Box::new(test), Box::new(part)), span);
        Some(self.braced(statements, Some(result), span))
    }
}
