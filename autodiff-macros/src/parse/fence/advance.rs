//! Iterators in variables that items are taken out of: by `next`, by `any`, by a loop over `by_ref`. What the variable
//! stands for afterwards is what is left. One that only is the elements of a slice stands for a part of the slice; any
//! other one counts its items, and begins behind so many of them.

use super::build::bind;
use super::chain::Chain;
use super::*;
use crate::ir::Integer;

impl Fence<'_> {
    /// The items of the receiver of a method that takes as many of them as it asks for.
    pub(super) fn items_taken(&mut self, e: &syn::Expr) -> Option<Chain> {
        if let Some(lazy) = self.lazy(e) {
            if !lazy.ends {
                return self.refuse(e, &messages::LAZY, &[&text(e)]);
            }
            let chain = self.lazy_chain(&lazy)?;
            return Some(match lazy.taken {
                Some(taken) => {
                    let one = self.usize(1, chain.span);
                    let counted = self.update(Integer::Add, taken, one, chain.span);
                    self.with_each_item(chain, vec![counted])
                }
                None => chain,
            });
        }
        let Some(local) = self.elements_left(e) else {
            return self.chain(e);
        };
        let span = e.span();
        let (whole, rest) = (self.hidden(span), self.hidden(span));
        let of = self.local(whole, span);
        let mut chain = self.over(Domain::Elements { of, adaptors: vec![] }, span);
        let left = self.local(local, span);
        chain.before.push(bind(whole, left));
        let (one, left) = (self.usize(1, span), self.local(local, span));
        let others = self.part(left, Some(one), None, false, span);
        let value = self.local(rest, span);
        let set = self.set(local, value, span);
        Some(self.with_each_item(chain, vec![bind(rest, others), set]))
    }

    /// Does this when an item has been made, which then is no matter of positions any more.
    fn with_each_item(&mut self, mut chain: Chain, statements: Vec<Statement>) -> Chain {
        let held = self.held(&mut chain);
        chain.level.body.extend(statements);
        chain.item = Some(self.local(held, chain.span));
        chain.exact = false;
        chain.computed = true;
        chain
    }

    /// The variable that stands for the elements that are left, if this is one.
    pub(super) fn elements_left(&self, e: &syn::Expr) -> Option<LocalId> {
        let syn::Expr::Path(path) = inner(e) else { return None };
        let local = self.scopes.local(path.path.get_ident()?)?;
        self.elements.contains(&local).then_some(local)
    }
}
