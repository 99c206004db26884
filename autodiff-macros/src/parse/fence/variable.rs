//! Iterators that are bound to variables. One is read where it runs, for it does nothing before.

use super::super::scope::{Meaning, Scopes};
use super::build::bind;
use super::chain::Chain;
use super::closure::identifiers;
use super::*;
use quote::format_ident;
use std::collections::BTreeSet;
use std::rc::Rc;

/// An iterator that has not run.
pub struct Lazy {
    chain: syn::Expr,
    /// What names meant where it was made.
    scopes: Scopes,
    /// How many of its items are gone, if the variable is declared with `mut`.
    pub(super) taken: Option<LocalId>,
    /// Whether it has no items any more once it had none.
    pub(super) ends: bool,
}

/// What may give items behind its end.
const GO_ON: [&str; 3] = ["from_fn", "map_while", "scan"];

impl Fence<'_> {
    /// `let it = x.iter().map(…);`: from here on `it` means the chain. It has to see when it runs what it would have
    /// seen where it was made, so it gets the variables that change as they are there, and may not change them itself.
    pub(super) fn let_iterator(&mut self, local: &syn::Local) -> Option<Option<Vec<Statement>>> {
        let (Some(init), syn::Pat::Ident(name)) = (&local.init, &local.pat) else {
            return None;
        };
        if init.diverge.is_some() || name.subpat.is_some() || !self.is_surely_iterator(&init.expr) {
            return None;
        }
        let span = name.ident.span();
        let mut names = BTreeSet::new();
        identifiers(init.expr.to_token_stream(), &mut names);
        let by_reference = names.contains("by_ref");
        let mut ends = !GO_ON.iter().any(|name| names.contains(*name));
        let (mut statements, mut scopes) = (vec![], self.scopes.clone());
        for used in names {
            let used = format_ident!("{used}", span = span);
            if let Some(local) = self.scopes.local(&used) {
                if self.elements.contains(&local) && !by_reference {
                    // Of the elements that are left in the other one now.
                    let (now, value) = (self.hidden(span), self.local(local, span));
                    statements.push(bind(now, value));
                    self.elements.insert(now);
                    scopes.declare(&used, Meaning::Local(now));
                    continue;
                }
                if self.locals[local.0 as usize].mutable {
                    if super::capture::is_written(init.expr.to_token_stream(), &plain(&used)) {
                        return Some(self.refuse(&name.ident, &messages::LAZY, &[&plain(&name.ident)]));
                    }
                    // What is borrowed does not change before the chain has run, and what is copied may.
                    let (now, value) = (self.hidden(span), self.local(local, span));
                    statements.push(bind(now, value));
                    scopes.declare(&used, Meaning::Local(now));
                    continue;
                }
            }
            let Some(Meaning::Iterator(other)) = self.scopes.find(&used) else {
                continue;
            };
            let other = other.clone();
            ends &= other.ends;
            if let Some(taken) = other.taken {
                // It begins where the other one is now.
                let (now, value) = (self.hidden(span), self.local(taken, span));
                statements.push(bind(now, value));
                scopes.declare(&used, Meaning::Iterator(Rc::new(other.begun_at(now))));
            }
        }
        let mut lazy = Lazy {
            chain: (*init.expr).clone(),
            scopes,
            taken: None,
            ends,
        };
        if name.mutability.is_some() {
            let (taken, none) = (self.accumulator("taken", span), self.usize(0, span));
            statements.push(bind(taken, none));
            lazy = lazy.begun_at(taken);
        }
        self.scopes.declare(&name.ident, Meaning::Iterator(Rc::new(lazy)));
        Some(Some(statements))
    }

    /// The iterator that is bound to this name.
    pub(super) fn lazy(&self, e: &syn::Expr) -> Option<Rc<Lazy>> {
        let syn::Expr::Path(path) = inner(e) else { return None };
        match self.scopes.find(path.path.get_ident()?)? {
            Meaning::Iterator(lazy) => Some(lazy.clone()),
            _ => None,
        }
    }

    /// The items that are left.
    pub(super) fn lazy_chain(&mut self, lazy: &Lazy) -> Option<Chain> {
        let scopes = std::mem::replace(&mut self.scopes, lazy.scopes.clone());
        let chain = self.chain(&lazy.chain);
        self.scopes = scopes;
        let chain = chain?;
        let Some(taken) = lazy.taken else {
            return Some(chain);
        };
        let span = chain.span;
        let count = self.local(taken, span);
        self.counted(chain, count, &Ident::new("skip", span))
    }

    /// `chunks.remainder()`: what stands in a slice behind its whole chunks, however many of these are gone.
    pub(super) fn remainder(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Option<Expr>> {
        let lazy = self.lazy(&e.receiver);
        let chunks = match &lazy {
            Some(lazy) => &lazy.chain,
            None => &e.receiver,
        };
        let syn::Expr::MethodCall(chunks) = inner(chunks) else {
            return None;
        };
        if name != "remainder" || chunks.method != "chunks_exact" || chunks.args.len() != 1 {
            return None;
        }
        let (all, length) = (&chunks.receiver, &chunks.args[0]);
        let rest: syn::Expr = syn::parse_quote!((&#all[#all.len() / (#length) * (#length)..]));
        let scopes = lazy.map(|lazy| std::mem::replace(&mut self.scopes, lazy.scopes.clone()));
        let value = self.expression(&rest);
        if let Some(scopes) = scopes {
            self.scopes = scopes;
        }
        Some(value)
    }

    /// Whether this is a chain by what it begins with: arrays and options have methods of the same names.
    pub(super) fn is_surely_iterator(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Range(_) => false,
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                if self.is_users(call, &name) {
                    return false;
                }
                let begins = match inner(&call.receiver) {
                    syn::Expr::Range(_) => true,
                    receiver => self.is_surely_iterator(receiver),
                };
                let is_source = matches!((name.as_str(), call.args.len()), ("iter" | "into_iter", 0))
                    || super::source::parts(&name).is_some();
                let passes =
                    matches!(name.as_str(), "copied" | "cloned" | "clone" | "peekable") && call.args.is_empty();
                is_source || begins && (passes || super::adaptor::is_adaptor(&name, call.args.len()))
            }
            syn::Expr::Call(call) => super::source::name(&call.func).is_some(),
            e => self.lazy(e).is_some() || self.elements_left(e).is_some(),
        }
    }
}

impl Lazy {
    /// The same, without the first ones.
    fn begun_at(&self, taken: LocalId) -> Lazy {
        Lazy {
            chain: self.chain.clone(),
            scopes: self.scopes.clone(),
            taken: Some(taken),
            ends: self.ends,
        }
    }
}
