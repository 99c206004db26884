//! Iterator chains: what a loop runs over, and what is done with each item.
//!
//! A chain is a [`Domain`], as long as its adaptors only choose positions, and then statements in the body of the loop
//! that make the item. Each does at each item what the adaptor of `std` does, in that order: what is not asked for is
//! not computed.

use super::build::{bind, bind_pattern, block};
use super::closure::Inlined;
use super::*;
use crate::ir::{Comparison, Integer};

/// Methods that leave the items as they are.
const TRANSPARENT: [&str; 5] = ["iter", "into_iter", "copied", "cloned", "by_ref"];

/// Methods of iterators that give iterators.
const ADAPTORS: [&str; 10] = [
    "rev",
    "enumerate",
    "step_by",
    "skip",
    "take",
    "zip",
    "map",
    "filter",
    "take_while",
    "inspect",
];

pub(super) struct Chain {
    pub id: LoopId,
    domain: Domain,
    /// What the item of the domain binds; none while the item is what the domain gives.
    pattern: Option<Pattern>,
    /// Before the loop.
    before: Vec<Statement>,
    /// At the beginning of each iteration, before the item is asked for.
    head: Vec<Statement>,
    /// What makes the item.
    body: Vec<Statement>,
    item: Option<Expr>,
    /// Whether there is an item for each of the domain.
    exact: bool,
    /// Whether making an item runs code of the user.
    computed: bool,
    /// Variables from here on are the chain's own.
    own: LocalId,
    span: Span,
}

impl Fence<'_> {
    /// Whether this can only be an iterator.
    pub(super) fn is_iterator(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Range(_) => true,
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let is_chain = TRANSPARENT[..4].contains(&name.as_str()) && call.args.is_empty()
                    || is_adaptor(&name, call.args.len())
                    || parts(&name).is_some();
                is_chain && !self.gives_option(e)
            }
            _ => false,
        }
    }

    pub(super) fn chain(&mut self, e: &syn::Expr) -> Option<Chain> {
        match inner(e) {
            syn::Expr::Range(range) => self.range(range),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                if TRANSPARENT.contains(&name.as_str()) && call.args.is_empty() {
                    return self.chain(&call.receiver);
                }
                if is_adaptor(&name, call.args.len()) && !self.gives_option(e) {
                    return self.adapted(call, &name);
                }
                if let (Some(kind), Some(size)) = (parts(&name), call.args.first()) {
                    let (of, size) = (self.expression(&call.receiver), self.expression(size));
                    let domain = Domain::Parts {
                        of: of?,
                        size: size?,
                        kind,
                        adaptors: vec![],
                    };
                    return Some(self.over(domain, call.span()));
                }
                // Any other method gives a value, or is refused as it is everywhere.
                let of = self.method(call, false)?;
                Some(self.over(Domain::Elements { of, adaptors: vec![] }, call.span()))
            }
            syn::Expr::Reference(e) if e.mutability.is_none() => self.chain(&e.expr),
            e => {
                let of = self.expression(e)?;
                Some(self.over(Domain::Elements { of, adaptors: vec![] }, e.span()))
            }
        }
    }

    /// The chain that only is this domain.
    fn over(&mut self, domain: Domain, span: Span) -> Chain {
        Chain {
            id: self.new_loop(),
            domain,
            pattern: None,
            before: vec![],
            head: vec![],
            body: vec![],
            item: None,
            exact: true,
            computed: false,
            own: LocalId(self.locals.len() as u32),
            span,
        }
    }

    fn range(&mut self, e: &syn::ExprRange) -> Option<Chain> {
        let Some(start) = &e.start else {
            return self.refuse(e, &messages::ITERATED, &[]);
        };
        let from = self.expression(start);
        let domain = match &e.end {
            None => Domain::From {
                from: from?,
                adaptors: vec![],
            },
            Some(end) => {
                let to = self.expression(end);
                Domain::Range {
                    from: from?,
                    to: to?,
                    inclusive: matches!(e.limits, syn::RangeLimits::Closed(_)),
                    adaptors: vec![],
                }
            }
        };
        Some(self.over(domain, e.span()))
    }

    fn adapted(&mut self, call: &syn::ExprMethodCall, name: &str) -> Option<Chain> {
        let chain = self.chain(&call.receiver);
        if let Some(turbofish) = &call.turbofish {
            return self.refuse(turbofish, &messages::GENERIC_CALL, &[]);
        }
        let span = call.method.span();
        match (name, call.args.first()) {
            ("rev", None) => {
                let chain = chain?;
                match chain.exact && chain.domain.ends() {
                    true => Some(chain.positioned(Adaptor::Rev)),
                    false => self.refuse(&call.method, &messages::ADAPTOR, &["rev"]),
                }
            }
            ("enumerate", None) => self.enumerated(chain?, span),
            ("zip", Some(other)) => {
                let other = self.chain(other);
                self.zipped(chain?, other?, &call.method)
            }
            ("step_by", Some(step)) => {
                let step = self.expression(step);
                let (chain, step) = (chain?, step?);
                match chain.computed {
                    false => Some(chain.positioned(Adaptor::StepBy(step))),
                    true => self.refuse(&call.method, &messages::ADAPTOR, &["step_by"]),
                }
            }
            ("skip", Some(count)) => {
                let count = self.expression(count);
                let (chain, count) = (chain?, count?);
                Some(match chain.computed {
                    false => chain.positioned(Adaptor::Skip(count)),
                    true => self.skipped(chain, count, span),
                })
            }
            ("take", Some(count)) => {
                let count = self.expression(count);
                let (chain, count) = (chain?, count?);
                Some(match chain.exact {
                    true => chain.positioned(Adaptor::Take(count)),
                    false => self.taken(chain, count, span),
                })
            }
            ("map", Some(closure)) => {
                let inlined = self.inlined(closure, 1);
                let mut chain = chain?;
                let Inlined { parameters, body } = inlined?;
                for (pattern, ty) in parameters {
                    self.bind_item(&mut chain, pattern, ty);
                }
                chain.item = Some(body);
                chain.computed = true;
                Some(chain)
            }
            (_, Some(closure)) => {
                let inlined = self.inlined(closure, 1);
                self.tested(chain?, inlined?, name, span)
            }
            _ => None,
        }
    }

    /// Gives the item to a pattern.
    pub(super) fn bind_item(&mut self, chain: &mut Chain, pattern: Pattern, ty: Type) {
        let item = match (chain.item.take(), &ty) {
            (Some(item), _) => item,
            (None, Type::Infer) => {
                chain.pattern = Some(pattern);
                return;
            }
            (None, _) => {
                let whole = self.hidden(chain.span);
                chain.pattern = Some(Pattern::Bind(whole));
                self.local(whole, chain.span)
            }
        };
        chain.body.push(bind_pattern(pattern, ty, item));
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

    fn enumerated(&mut self, mut chain: Chain, span: Span) -> Option<Chain> {
        if chain.exact {
            if let Some(item) = chain.item.take() {
                let index = self.hidden(span);
                let pattern = chain.pattern.take().unwrap_or(Pattern::Wild);
                chain.pattern = Some(Pattern::Tuple(vec![Pattern::Bind(index), pattern]));
                let index = self.local(index, span);
                chain.item = Some(self.make(ExprKind::Tuple(vec![index, item]), span));
            }
            return Some(chain.positioned(Adaptor::Enumerate));
        }
        let count = self.accumulator("count", span);
        let zero = self.usize(0, span);
        chain.before.push(bind(count, zero));
        // The item is made before it is counted, but making it does not look at the count.
        let index = self.hidden(span);
        let current = self.local(count, span);
        chain.body.push(bind(index, current));
        let one = self.usize(1, span);
        let counted = self.update(Integer::Add, count, one, span);
        chain.body.push(counted);
        let item = self.item_value(&mut chain);
        let index = self.local(index, span);
        chain.item = Some(self.make(ExprKind::Tuple(vec![index, item]), span));
        Some(chain)
    }

    fn zipped(&mut self, mut first: Chain, mut second: Chain, at: &Ident) -> Option<Chain> {
        // A filtered one goes on at its own pace, and what a closure changes it changes for items that find no
        // partner too.
        if !first.exact || !second.exact || first.changes() || second.changes() {
            return self.refuse(at, &messages::ADAPTOR, &["zip"]);
        }
        if first.item.is_some() || second.item.is_some() {
            let items = vec![self.item_value(&mut first), self.item_value(&mut second)];
            let patterns = [first.pattern.take(), second.pattern.take()];
            let patterns = patterns.map(|pattern| pattern.unwrap_or(Pattern::Wild));
            first.pattern = Some(Pattern::Tuple(patterns.into()));
            first.item = Some(self.make(ExprKind::Tuple(items), at.span()));
        }
        first.body.extend(second.body);
        first.before.extend(second.before);
        first.head.extend(second.head);
        first.computed |= second.computed;
        let pair = Box::new((first.domain, second.domain));
        first.domain = Domain::Zip { pair, adaptors: vec![] };
        Some(first)
    }

    /// `filter`, `take_while` and `inspect`, whose closure gets the item and does not change it.
    fn tested(&mut self, mut chain: Chain, inlined: Inlined, name: &str, span: Span) -> Option<Chain> {
        let held = self.held(&mut chain);
        let argument = self.local(held, span);
        let test = self.applied(inlined, vec![argument], span);
        if name == "inspect" {
            chain.body.push(Statement::Expr(test));
        } else {
            let fails = self.not(test, span);
            let target = chain.id;
            let leave = match name {
                "filter" => ExprKind::Continue { target },
                _ => ExprKind::Break { target, value: None },
            };
            let leave = self.make(leave, span);
            let leave = self.when(fails, vec![Statement::Expr(leave)], span);
            chain.body.push(leave);
            chain.exact = false;
        }
        chain.computed = true;
        chain.item = Some(self.local(held, span));
        Some(chain)
    }

    /// `skip` where making an item runs code: the skipped ones are made too.
    fn skipped(&mut self, mut chain: Chain, count: Expr, span: Span) -> Chain {
        let left = self.counter(&mut chain, count, span);
        let held = self.held(&mut chain);
        let one = self.usize(1, span);
        let counted = self.update(Integer::Sub, left, one, span);
        let kind = ExprKind::Continue { target: chain.id };
        let next = Statement::Expr(self.make(kind, span));
        let test = self.positive(left, span);
        let skip = self.when(test, vec![counted, next], span);
        chain.body.push(skip);
        chain.item = Some(self.local(held, span));
        chain.exact = false;
        chain
    }

    /// `take` of filtered items: behind the last no further one is looked for.
    fn taken(&mut self, mut chain: Chain, count: Expr, span: Span) -> Chain {
        let left = self.counter(&mut chain, count, span);
        let test = self.positive(left, span);
        let done = self.not(test, span);
        let kind = ExprKind::Break {
            target: chain.id,
            value: None,
        };
        let leave = Statement::Expr(self.make(kind, span));
        let leave = self.when(done, vec![leave], span);
        chain.head.push(leave);
        let held = self.held(&mut chain);
        let one = self.usize(1, span);
        let counted = self.update(Integer::Sub, left, one, span);
        chain.body.push(counted);
        chain.item = Some(self.local(held, span));
        chain
    }

    /// A variable that begins with this number.
    fn counter(&mut self, chain: &mut Chain, count: Expr, span: Span) -> LocalId {
        let left = self.accumulator("left", span);
        chain.before.push(bind_pattern(
            Pattern::Bind(left),
            Type::Int(crate::ir::Int::Usize),
            count,
        ));
        left
    }

    fn positive(&mut self, local: LocalId, span: Span) -> Expr {
        let (value, zero) = (self.local(local, span), self.usize(0, span));
        self.compare(Comparison::Gt, value, zero, span)
    }

    /// The loop that runs the chain, with this at the end of its body.
    pub(super) fn run(&mut self, mut chain: Chain, rest: Block) -> Option<Vec<Statement>> {
        if !chain.domain.ends() {
            self.errors.refuse_at(chain.span, &messages::ITERATED, &[]);
            return None;
        }
        let body = match chain.head.is_empty() && chain.body.is_empty() {
            true => rest,
            false => {
                let mut statements = chain.head;
                statements.append(&mut chain.body);
                let rest = self.make(ExprKind::Block(rest), chain.span);
                block(statements, Some(rest), chain.span)
            }
        };
        let kind = ExprKind::For(Box::new(For {
            id: chain.id,
            pattern: chain.pattern.unwrap_or(Pattern::Wild),
            domain: chain.domain,
            body,
        }));
        let run = self.make(kind, chain.span);
        chain.before.push(Statement::Expr(run));
        Some(chain.before)
    }
}

impl Chain {
    fn positioned(mut self, adaptor: Adaptor) -> Chain {
        self.domain = self.domain.with(adaptor);
        self
    }

    /// Whether making an item changes variables of others.
    fn changes(&self) -> bool {
        let mut assigned = std::collections::BTreeSet::new();
        for statement in &self.body {
            match statement {
                Statement::Let { init, .. } => init.iter().for_each(|e| e.assigned(&mut assigned)),
                Statement::Expr(e) => e.assigned(&mut assigned),
            }
        }
        self.item.iter().for_each(|item| item.assigned(&mut assigned));
        assigned.iter().any(|local| *local < self.own)
    }
}

fn is_adaptor(name: &str, arguments: usize) -> bool {
    let expected = usize::from(!matches!(name, "rev" | "enumerate"));
    ADAPTORS.contains(&name) && arguments == expected
}

/// Methods of slices that give their parts.
fn parts(name: &str) -> Option<Parts> {
    Some(match name {
        "windows" => Parts::Windows,
        "chunks" | "chunks_mut" => Parts::Chunks,
        "chunks_exact" | "chunks_exact_mut" => Parts::Exact,
        "rchunks" | "rchunks_mut" => Parts::FromEnd,
        _ => return None,
    })
}
