//! Arrays of slices: `[&x[1..], &[y, z]]`. Nothing is lent in the graph, so the rows are vectors. They cannot change while they
//! are borrowed, and so are what the slices are.

use super::*;

impl Fence<'_> {
    /// `[a, b]`
    pub(super) fn array(&mut self, e: &syn::ExprArray) -> Option<Expr> {
        if let Some(rows) = self.rows(e, false) {
            return rows;
        }
        let elements = self.expressions(&e.elems)?;
        Some(self.make(ExprKind::Array(elements), e.bracket_token.span.join()))
    }

    /// The array as one of vectors, if it is one of slices as its form shows. `passed` says that it is an argument of a function: what
    /// is taken behind a reference there is a slice, where here it could be an array.
    pub(super) fn rows(&mut self, e: &syn::ExprArray, passed: bool) -> Option<Option<Expr>> {
        let is_lent = |e: &syn::Expr| literal(e).is_some() || is_part(e);
        let rows = || e.elems.iter().map(inner);
        let may_be_rows = rows().all(|e| is_lent(e) || matches!(e, syn::Expr::Path(_)));
        let lengths: Vec<usize> = rows().filter_map(|e| Some(literal(e)?.elems.len())).collect();
        let differ = lengths.windows(2).any(|pair| pair[0] != pair[1]);
        let is_alike = passed && rows().all(is_lent);
        if !may_be_rows || e.elems.is_empty() || !(differ || is_alike || rows().any(is_part)) {
            return None;
        }
        let span = e.bracket_token.span.join();
        let rows: Vec<Option<Expr>> = e.elems.iter().map(|e| self.row(e)).collect();
        let rows = rows.into_iter().collect::<Option<Vec<Expr>>>();
        Some(rows.map(|rows| self.make(ExprKind::Array(rows), span)))
    }

    fn row(&mut self, e: &syn::Expr) -> Option<Expr> {
        let span = e.span();
        let row = self.boxed(e)?;
        Some(self.make(ExprKind::ToVec(row), span))
    }
}

/// `&[a, b]`
fn literal(e: &syn::Expr) -> Option<&syn::ExprArray> {
    match inner(e) {
        syn::Expr::Reference(lent) if lent.mutability.is_none() => match inner(&lent.expr) {
            syn::Expr::Array(row) => Some(row),
            _ => None,
        },
        _ => None,
    }
}

/// `&x[a..b]`
fn is_part(e: &syn::Expr) -> bool {
    let syn::Expr::Reference(lent) = inner(e) else {
        return false;
    };
    let syn::Expr::Index(part) = inner(&lent.expr) else {
        return false;
    };
    lent.mutability.is_none() && matches!(inner(&part.index), syn::Expr::Range(_))
}
