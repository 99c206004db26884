//! Iterator chains: what a loop runs over, and what is done with each item.
//!
//! A chain has a [`source`](super::source), which is a [`Domain`] as long as its [`adaptors`](super::adaptor) only choose
//! positions, and then statements in the body of the loop that make the item. Each does at each item what the adaptor of
//! `std` does, in that order: what is not asked for is not computed. A consumer [runs](Fence::run) it.

use super::adaptor::is_adaptor;
use super::build::{bind, bind_pattern, block};
use super::writing::Shape;
use super::*;
use crate::ir::Integer;

/// Methods that leave the items as they are.
const TRANSPARENT: [&str; 6] = ["iter", "into_iter", "copied", "cloned", "peekable", "by_ref"];

pub(super) struct Chain {
    /// Before the loops.
    pub before: Vec<Statement>,
    /// The loops around the one that makes the items, outermost first.
    pub around: Vec<Level>,
    pub level: Level,
    pub item: Option<Expr>,
    /// What of an item is written through.
    pub shape: Shape,
    /// Whether there is an item for each of the domain, and no loop around.
    pub exact: bool,
    /// Whether making an item runs code of the user.
    pub computed: bool,
    /// Variables from here on are the chain's own.
    pub own: LocalId,
    pub span: Span,
}

/// A loop of a chain.
pub(super) struct Level {
    pub id: LoopId,
    pub domain: Domain,
    /// What the item of the domain binds; none while the item is what the domain gives.
    pub pattern: Option<Pattern>,
    /// At the beginning of each iteration, before the item is asked for.
    pub head: Vec<Statement>,
    /// What makes the item.
    pub body: Vec<Statement>,
}

impl Fence<'_> {
    /// Whether this can only be an iterator.
    pub(super) fn is_iterator(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Range(_) => true,
            syn::Expr::Path(_) => self.lazy(e).is_some(),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                if name == "clone" && self.is_bound_iterator(&call.receiver) {
                    return true;
                }
                let is_chain = TRANSPARENT.contains(&name.as_str()) && call.args.is_empty()
                    || is_adaptor(&name, call.args.len())
                    || super::source::parts(&name).is_some();
                is_chain && !self.is_users(call, &name) && !self.gives_option(e)
            }
            syn::Expr::Call(call) => super::source::name(&call.func).is_some(),
            _ => false,
        }
    }

    /// Whether this is a variable that an iterator is bound to.
    fn is_bound_iterator(&self, e: &syn::Expr) -> bool {
        self.lazy(e).is_some() || self.elements_left(e).is_some()
    }

    pub(super) fn chain(&mut self, e: &syn::Expr) -> Option<Chain> {
        if let Some(lazy) = self.lazy(e) {
            return self.lazy_chain(&lazy);
        }
        match inner(e) {
            syn::Expr::Range(range) => self.range(range),
            syn::Expr::MethodCall(call) if call.method == "clone" && self.is_bound_iterator(&call.receiver) => {
                self.chain(&call.receiver)
            }
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                if TRANSPARENT.contains(&name.as_str()) && call.args.is_empty() {
                    if name == "by_ref" {
                        return self.items_taken(&call.receiver);
                    }
                    if name == "iter" && self.is_reference(&call.receiver) {
                        let of = self.expression(&call.receiver)?;
                        return Some(self.over(Domain::Elements { of, adaptors: vec![] }, call.span()));
                    }
                    return self.chain(&call.receiver);
                }
                if name == "iter_mut" && call.args.is_empty() {
                    return self.written_elements(&call.receiver, call.method.span());
                }
                if is_adaptor(&name, call.args.len()) && !self.gives_option(e) && !self.is_users(call, &name) {
                    return self.adapted(call, &name);
                }
                if let (Some(kind), Some(size)) = (super::source::parts(&name), call.args.first()) {
                    return self.parts(call, kind, size);
                }
                // Any other method gives a value, or is refused as it is everywhere.
                let of = self.method(call, false)?;
                Some(self.over(Domain::Elements { of, adaptors: vec![] }, call.span()))
            }
            syn::Expr::Reference(e) if e.mutability.is_none() => self.chain(&e.expr),
            // `for v in &mut it`
            syn::Expr::Reference(e) if self.lazy(&e.expr).is_some() || self.elements_left(&e.expr).is_some() => {
                self.items_taken(&e.expr)
            }
            syn::Expr::Reference(e) => self.written_elements(&e.expr, e.span()),
            syn::Expr::Call(call) if super::source::name(&call.func).is_some() => self.source(call),
            // Its items are mutable references too.
            e if self.is_reference(e) => self.written_elements(e, e.span()),
            e => {
                let of = self.expression(e)?;
                Some(self.over(Domain::Elements { of, adaptors: vec![] }, e.span()))
            }
        }
    }

    /// The chain that only is this domain.
    pub(super) fn over(&mut self, domain: Domain, span: Span) -> Chain {
        let level = Level {
            id: self.new_loop(),
            domain,
            pattern: None,
            head: vec![],
            body: vec![],
        };
        Chain {
            before: vec![],
            around: vec![],
            level,
            item: None,
            shape: Shape::Value,
            exact: true,
            computed: false,
            own: LocalId(self.locals.len() as u32),
            span,
        }
    }

    /// Gives the item to a pattern.
    pub(super) fn bind_item(&mut self, chain: &mut Chain, pattern: Pattern, ty: Type) {
        let item = match (chain.item.take(), &ty) {
            (Some(item), _) => item,
            (None, Type::Infer) => {
                chain.level.pattern = Some(pattern);
                return;
            }
            (None, _) => {
                let whole = self.hidden(chain.span);
                chain.level.pattern = Some(Pattern::Bind(whole));
                self.local(whole, chain.span)
            }
        };
        chain.level.body.push(bind_pattern(pattern, ty, item));
    }

    /// The item as a variable, which can be read more than once.
    pub(super) fn held(&mut self, chain: &mut Chain) -> LocalId {
        if let Some(ExprKind::Local(local)) = chain.item.as_ref().map(|item| &item.kind) {
            if self.locals[local.0 as usize].hidden {
                return *local;
            }
        }
        let held = self.hidden(chain.span);
        self.bind_item(chain, Pattern::Bind(held), Type::Infer);
        held
    }

    /// The item as a value.
    pub(super) fn item_value(&mut self, chain: &mut Chain) -> Expr {
        match chain.item.take() {
            Some(item) => item,
            None => {
                let held = self.held(chain);
                self.local(held, chain.span)
            }
        }
    }

    /// The loops that run the chain, with this at the end of the body.
    pub(super) fn run(&mut self, chain: Chain, rest: Block) -> Option<Vec<Statement>> {
        let Chain {
            mut before,
            around,
            level,
            span,
            shape,
            ..
        } = chain;
        if shape.has_positions() {
            self.errors.refuse_at(span, &messages::ITERATOR, &["iter_mut"]);
            return None;
        }
        let is_endless = |level: &Level| !level.domain.ends() && !is_counter(&level.domain);
        let endless = around.iter().chain([&level]).any(is_endless);
        if endless {
            self.errors.refuse_at(span, &messages::ITERATED, &[]);
            return None;
        }
        let mut run = self.level(level, rest, span);
        for level in around.into_iter().rev() {
            run = self.level(level, block(vec![Statement::Expr(run)], None, span), span);
        }
        before.push(Statement::Expr(run));
        Some(before)
    }

    fn level(&mut self, level: Level, rest: Block, span: Span) -> Expr {
        let body = match level.head.is_empty() && level.body.is_empty() {
            true => rest,
            false => {
                let mut statements = level.head;
                statements.extend(level.body);
                let rest = self.make(ExprKind::Block(rest), span);
                block(statements, Some(rest), span)
            }
        };
        let pattern = level.pattern.unwrap_or(Pattern::Wild);
        let kind = match level.domain {
            Domain::From { from, adaptors } if adaptors.is_empty() => {
                return self.counting_on(level.id, pattern, from, body, span)
            }
            domain => ExprKind::For(Box::new(For {
                id: level.id,
                pattern,
                domain,
                body,
            })),
        };
        self.make(kind, span)
    }

    /// `for pattern in from.. { body }`, which ends when something leaves it: `{ let mut n = from; loop { … } }`.
    fn counting_on(&mut self, id: LoopId, pattern: Pattern, from: Expr, body: Block, span: Span) -> Expr {
        let (counter, item) = (self.accumulator("n", span), self.hidden(span));
        let (current, one) = (self.local(counter, span), self.int(1, span));
        let counted = self.update(Integer::Add, counter, one, span);
        let value = self.local(item, span);
        let body = self.make(ExprKind::Block(body), span);
        let body = block(
            vec![
                bind(item, current),
                counted,
                bind_pattern(pattern, Type::Infer, value),
                Statement::Expr(body),
            ],
            None,
            span,
        );
        let run = self.make(ExprKind::Loop { id, body }, span);
        self.braced(vec![bind(counter, from), Statement::Expr(run)], None, span)
    }

    /// Goes on with the next item.
    pub(super) fn next_item(&mut self, chain: &Chain, span: Span) -> Statement {
        let target = chain.level.id;
        Statement::Expr(self.make(ExprKind::Continue { target }, span))
    }

    /// Leaves all loops of the chain.
    pub(super) fn end_of(&mut self, chain: &Chain, span: Span) -> Statement {
        let target = chain.outermost();
        Statement::Expr(self.make(ExprKind::Break { target, value: None }, span))
    }
}

impl Chain {
    pub fn positioned(mut self, adaptor: Adaptor) -> Chain {
        self.level.domain = self.level.domain.with(adaptor);
        self
    }

    /// The loop whose end is the end of all items.
    pub fn outermost(&self) -> LoopId {
        self.around.first().unwrap_or(&self.level).id
    }

    /// Whether the items are what the domain gives.
    pub fn is_domain(&self) -> bool {
        self.exact && self.item.is_none() && self.level.pattern.is_none()
    }

    /// Whether making an item changes variables of others.
    pub fn changes(&self) -> bool {
        let mut assigned = std::collections::BTreeSet::new();
        for statement in &self.level.body {
            match statement {
                Statement::Let { init, .. } => init.iter().for_each(|e| e.assigned(&mut assigned)),
                Statement::Expr(e) => e.assigned(&mut assigned),
            }
        }
        self.item.iter().for_each(|item| item.assigned(&mut assigned));
        assigned.iter().any(|local| *local < self.own)
    }
}

/// Whether this counts on, as `1..` does.
fn is_counter(domain: &Domain) -> bool {
    matches!(domain, Domain::From { adaptors, .. } if adaptors.is_empty())
}
