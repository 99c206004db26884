//! Parts of slices, which are references to what they are a part of.

use super::build::bind;
use super::*;

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
}
