//! `matches!`, which is a pattern with a guard.

use super::*;
use syn::parse::{Parse, ParseStream};

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
    /// `matches!(value, pattern if guard)`
    pub(super) fn matches_macro(&mut self, e: &syn::Macro) -> Option<Expr> {
        let span = e.path.span();
        let Ok(Matches { value, pattern, guard }) = e.parse_body::<Matches>() else {
            return self.refuse(&e.path, &messages::MACRO_ARGUMENTS, &["matches"]);
        };
        if let (Some(opaque), None) = (self.opaque(&value), &guard) {
            let (test, _) = self.opaque_pattern(&pattern, &value, &opaque)?;
            return Some(test.unwrap_or_else(|| self.bool(true, span)));
        }
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
}
