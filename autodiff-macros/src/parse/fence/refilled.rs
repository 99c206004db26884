//! Methods that write to an option: `take`, `replace`, `insert` and their kin.

use super::build::{bind, block};
use super::*;

impl Fence<'_> {
    /// One of these methods, called on a place; none if it is none.
    pub(super) fn refilled(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let is_place = self.root(&e.receiver).is_some() && !self.surroundings.has_method(name);
        if !is_place {
            return None;
        }
        let is_kept = match (name, &arguments[..]) {
            ("take", []) | ("replace" | "insert", [_]) => false,
            ("get_or_insert" | "get_or_insert_with", [_]) => true,
            _ => return None,
        };
        Some(self.refill(e, arguments.first().copied(), is_kept))
    }

    /// What was there before, or for `insert` and its kin what is there now. `is_kept` says that only nothing is replaced.
    fn refill(&mut self, e: &syn::ExprMethodCall, value: Option<&syn::Expr>, is_kept: bool) -> Option<Expr> {
        let span = e.method.span();
        let mut statements = vec![];
        let place = self.alias(&e.receiver, &mut statements)?;
        let (old, new) = (self.hidden(span), self.hidden(span));
        let before = self.aliased(&place, span);
        let value = match value {
            Some(closure) if e.method == "get_or_insert_with" => {
                let inlined = self.inlined(closure, 0)?;
                Some(self.applied(inlined, vec![], span))
            }
            Some(value) => Some(self.expression(value)?),
            None => None,
        };
        let filled = match value {
            Some(value) => self.some(value, span),
            None => self.absent(span),
        };
        let lazily = e.method == "get_or_insert_with";
        let next = match is_kept {
            // The argument is computed in any case, a closure where there is nothing.
            true => {
                let (test, kept) = (self.is_some(old, span), self.local(old, span));
                let filled = match lazily {
                    true => filled,
                    false => {
                        let made = self.hidden(span);
                        statements.push(bind(made, filled));
                        self.local(made, span)
                    }
                };
                self.choose(test, block(vec![], Some(kept), span), filled, span)
            }
            false => filled,
        };
        self.alike.push((new, old));
        statements.extend([bind(old, before), bind(new, next)]);
        let held = self.local(new, span);
        let target = self.aliased_place(&place, span);
        let write = self.make(ExprKind::Assign(target, Box::new(held)), span);
        statements.push(Statement::Expr(write));
        let result = match e.method == "take" || e.method == "replace" {
            true => self.local(old, span),
            false => self.payload(new, span),
        };
        Some(self.braced(statements, Some(result), span))
    }
}
