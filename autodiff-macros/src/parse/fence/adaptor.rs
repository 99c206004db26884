//! Adaptors: what makes an iterator of an iterator. Those that only choose positions stay in the [`Domain`] as long as
//! no item has been left out before.

use super::build::bind;
use super::chain::Chain;
use super::closure::Inlined;
use super::writing::Shape;
use super::*;
use crate::ir::Integer;

/// The methods, each with how many arguments it takes.
const ADAPTORS: [(&str, usize); 19] = [
    ("chain", 1),
    ("cycle", 0),
    ("enumerate", 0),
    ("filter", 1),
    ("filter_map", 1),
    ("flat_map", 1),
    ("flatten", 0),
    ("fuse", 0),
    ("inspect", 1),
    ("map", 1),
    ("map_while", 1),
    ("rev", 0),
    ("scan", 2),
    ("skip", 1),
    ("skip_while", 1),
    ("step_by", 1),
    ("take", 1),
    ("take_while", 1),
    ("zip", 1),
];

pub(super) fn is_adaptor(name: &str, arguments: usize) -> bool {
    ADAPTORS.contains(&(name, arguments))
}

impl Fence<'_> {
    pub(super) fn adapted(&mut self, call: &syn::ExprMethodCall, name: &str) -> Option<Chain> {
        let chain = self.chain(&call.receiver);
        if let Some(turbofish) = &call.turbofish {
            return self.refuse(turbofish, &messages::GENERIC_CALL, &[]);
        }
        let span = call.method.span();
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        let goes_by_position = matches!(name, "rev" | "enumerate" | "zip" | "skip" | "take" | "step_by" | "fuse");
        if let (Some(chain), false) = (&chain, goes_by_position) {
            if chain.shape.has_positions() {
                return self.refuse(&call.method, &messages::ADAPTOR, &[name]);
            }
        }
        let chain = chain.map(|mut chain| {
            if !goes_by_position {
                chain.shape = Shape::Value;
            }
            chain
        });
        match (name, &arguments[..]) {
            ("rev" | "cycle", _) => self.turned(chain?, &call.method),
            ("enumerate", _) => self.enumerated(chain?, span),
            ("flatten", _) => self.flattened(chain?, span),
            ("fuse", _) => chain,
            ("zip" | "chain", [other]) => {
                let other = self.chain(other);
                match name {
                    "zip" => self.zipped(chain?, other?, &call.method),
                    _ => self.one_behind_another(chain?, other?, &call.method),
                }
            }
            ("step_by" | "skip" | "take", [count]) => {
                let count = self.expression(count);
                self.counted(chain?, count?, &call.method)
            }
            ("map", [closure]) => {
                let inlined = self.inlined_on(&call.receiver, closure, (0, 1));
                let mut chain = chain?;
                let Inlined { parameters, body } = inlined?;
                for (pattern, ty) in parameters {
                    self.bind_item(&mut chain, pattern, ty);
                }
                chain.item = Some(body);
                chain.computed = true;
                Some(chain)
            }
            ("flat_map", [closure]) => self.flat_mapped(chain?, closure, span),
            ("scan", [init, closure]) => {
                let init = self.expression(init);
                self.takes_state = true;
                let inlined = self.inlined_on(&call.receiver, closure, (1, 2));
                self.takes_state = false;
                self.scanned(chain?, init?, inlined?, span)
            }
            (_, [closure]) => {
                let inlined = self.inlined_on(&call.receiver, closure, (0, 1));
                match name {
                    "filter_map" | "map_while" => self.optional_items(chain?, inlined?, name, span),
                    _ => self.tested(chain?, inlined?, name, span),
                }
            }
            _ => None,
        }
    }

    /// `rev` and `cycle`.
    pub(super) fn turned(&mut self, chain: Chain, at: &Ident) -> Option<Chain> {
        // What a closure changes, it goes on changing in the next round.
        let possible = chain.exact && chain.level.domain.ends() && (at == "rev" || !chain.changes());
        match possible {
            true if at == "rev" => Some(chain.positioned(Adaptor::Rev)),
            true => Some(chain.positioned(Adaptor::Cycle)),
            false => self.refuse(at, &messages::ADAPTOR, &[&at.to_string()]),
        }
    }

    /// `step_by`, `skip` and `take`. Where making an item runs code, those that are left out are made too.
    pub(super) fn counted(&mut self, chain: Chain, count: Expr, at: &Ident) -> Option<Chain> {
        let span = at.span();
        Some(match at.to_string().as_str() {
            "skip" if !chain.computed => chain.positioned(Adaptor::Skip(count)),
            "skip" => self.skipped(chain, count, span),
            "take" if chain.exact => chain.positioned(Adaptor::Take(count)),
            "take" => self.taken(chain, count, span),
            _ if !chain.computed => chain.positioned(Adaptor::StepBy(count)),
            _ => self.stepped(chain, count, span),
        })
    }

    pub(super) fn enumerated(&mut self, mut chain: Chain, span: Span) -> Option<Chain> {
        chain.shape = Shape::pair(Shape::Value, chain.shape);
        if chain.exact {
            if let Some(item) = chain.item.take() {
                let index = self.hidden(span);
                let pattern = chain.level.pattern.take().unwrap_or(Pattern::Wild);
                chain.level.pattern = Some(Pattern::Tuple(vec![Pattern::Bind(index), pattern]));
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
        chain.level.body.push(bind(index, current));
        let one = self.usize(1, span);
        let counted = self.update(Integer::Add, count, one, span);
        chain.level.body.push(counted);
        let item = self.item_value(&mut chain);
        let index = self.local(index, span);
        chain.item = Some(self.make(ExprKind::Tuple(vec![index, item]), span));
        Some(chain)
    }

    pub(super) fn zipped(&mut self, mut first: Chain, mut second: Chain, at: impl ToTokens) -> Option<Chain> {
        // A filtered one goes on at its own pace, and what a closure changes it changes for items that find no
        // partner too.
        if !first.exact || !second.exact || first.changes() || second.changes() {
            return self.refuse(at, &messages::ADAPTOR, &["zip"]);
        }
        if first.item.is_some() || second.item.is_some() {
            let items = vec![self.item_value(&mut first), self.item_value(&mut second)];
            let patterns = [first.level.pattern.take(), second.level.pattern.take()];
            let patterns = patterns.map(|pattern| pattern.unwrap_or(Pattern::Wild));
            first.level.pattern = Some(Pattern::Tuple(patterns.into()));
            first.item = Some(self.make(ExprKind::Tuple(items), at.span()));
        }
        first.shape = Shape::pair(first.shape, second.shape);
        first.level.body.extend(second.level.body);
        first.before.extend(second.before);
        first.level.head.extend(second.level.head);
        first.computed |= second.computed;
        let pair = Box::new((first.level.domain, second.level.domain));
        first.level.domain = Domain::Zip { pair, adaptors: vec![] };
        Some(first)
    }
}
