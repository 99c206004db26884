//! What a `for` runs over: an index that goes from here to there, and the item at each index.
//!
//! Most domains are such an index: `(a..b).rev()` is `a..b` descending, the elements of `x` are `0..x.len()` with a
//! load. In other domains the index is a position, from which the inner adaptors compute where the item stands:
//! `(a..b).rev().step_by(k)` is `0..count` in steps of `k`, and the item at `p` is `a + (count - 1 - p)`. Nothing of
//! this can panic that does not in Rust.

use super::place::Spot;
use super::region::Tail;
use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::ir::{Bound, Comparison, Const, Int, IntMethod, Integer, NodeId, Op, Ty};

/// The index of a `for`, and how an item comes from it.
pub struct Steps {
    pub from: NodeId,
    pub to: NodeId,
    pub step: NodeId,
    pub inclusive: bool,
    pub descending: bool,
    /// What makes the item of the index, from the outside in.
    item: Item,
}

/// What stands at an index or position.
enum Item {
    /// The index itself.
    Index,
    /// The element of this array.
    Element(NodeId),
    /// The element of this part of an array.
    ElementOf(Spot),
    /// A part of this, by so many elements.
    Part(Spot, Parts, NodeId),
    /// The number of a range that begins here.
    Number(NodeId),
    /// So many items of one domain, then those of another; if they stand apart, which one it is, and a pair of them.
    Chained(NodeId, Box<Item>, Box<Item>, bool),
    /// The item at the position in rounds of so many.
    Cycled(NodeId, Box<Item>),
    /// The items of two domains.
    Pair(Box<Item>, Box<Item>),
    /// The position, and the item there.
    Numbered(Box<Item>),
    /// The item at as many places from the other end of so many.
    Reversed(NodeId, Box<Item>),
    /// The item at so many times the position.
    Strided(NodeId, Box<Item>),
    /// The item at so many places further on.
    Offset(NodeId, Box<Item>),
}

/// An adaptor whose argument has been evaluated.
enum Evaluated {
    Rev,
    Cycle,
    StepBy(NodeId),
    Enumerate,
    Skip(NodeId),
    Take(NodeId),
}

/// What a domain begins with, evaluated.
enum Source {
    Range { from: NodeId, to: NodeId, inclusive: bool },
    From(NodeId),
    Elements(Value),
    Parts(Spot, Parts, NodeId),
    Chain(Box<(Items, Items)>, bool),
    Pair(Box<(Items, Items)>),
}

/// Items at positions.
struct Items {
    item: Item,
    /// The first position; none for 0.
    from: Option<NodeId>,
    /// The position behind the last; none if there is no end.
    to: Option<NodeId>,
}

impl Lower<'_> {
    /// Evaluates the bounds of a domain.
    pub fn domain(&mut self, domain: &Domain) -> Option<Steps> {
        let source = self.source(domain)?;
        let adaptors = self.evaluated(domain.adaptors())?;
        let (adaptors, step, descending) = self.stepping(adaptors);
        if let (Source::Range { from, to, inclusive }, []) = (&source, &adaptors[..]) {
            if self.is_one(step) || self.steps_back(*from, *inclusive) {
                return Some(Steps {
                    from: *from,
                    to: *to,
                    step,
                    inclusive: *inclusive,
                    descending,
                    item: Item::Index,
                });
            }
        }
        let items = self.items(source);
        let items = self.adapted(items, adaptors);
        let from = items.from.unwrap_or_else(|| self.builder.int(Int::Usize, 0));
        Some(Steps {
            from,
            to: items.to.expect("the fence refuses loops without an end"),
            step,
            inclusive: false,
            descending,
            item: items.item,
        })
    }

    fn source(&mut self, domain: &Domain) -> Option<Source> {
        Some(match domain {
            Domain::Range {
                from, to, inclusive, ..
            } => Source::Range {
                from: self.node(from)?,
                to: self.node(to)?,
                inclusive: *inclusive,
            },
            Domain::From { from, .. } => Source::From(self.node(from)?),
            Domain::Elements { of, .. } => Source::Elements(self.referred(of)?),
            Domain::Parts { of, size, kind, .. } => {
                let of = self.spot(of)?;
                let size = self.node(size)?;
                let size = self.builder.add(Op::Bound(Bound::Size), vec![size], Ty::USIZE);
                Source::Parts(of, *kind, size)
            }
            Domain::Chain { pair, apart, .. } => {
                let first = self.numbered_from_zero(&pair.0)?;
                let second = self.numbered_from_zero(&pair.1)?;
                Source::Chain(Box::new((first, second)), *apart)
            }
            Domain::Zip { pair, .. } => {
                let first = self.numbered_from_zero(&pair.0)?;
                let second = self.numbered_from_zero(&pair.1)?;
                Source::Pair(Box::new((first, second)))
            }
        })
    }

    /// The items of a domain, from position 0 on.
    fn numbered_from_zero(&mut self, domain: &Domain) -> Option<Items> {
        let source = self.source(domain)?;
        let adaptors = self.evaluated(domain.adaptors())?;
        let items = self.items(source);
        let items = self.adapted(items, adaptors);
        Some(self.based(items))
    }

    fn items(&mut self, source: Source) -> Items {
        let (item, to) = match source {
            Source::Range { from, to, inclusive } => {
                let count = self.count(from, to, inclusive);
                (Item::Number(self.pinned(from, to)), Some(count))
            }
            Source::From(from) => (Item::Number(from), None),
            Source::Elements(of) => {
                let len = self.len(of.clone());
                let item = match of {
                    Value::View(spot) if spot.range.is_some() => Item::ElementOf(spot),
                    Value::View(spot) => Item::Element(self.at(&spot)),
                    array => Item::Element(array.node()),
                };
                (item, Some(len))
            }
            Source::Parts(of, kind, size) => {
                let count = self.parts(&of, kind, size);
                (Item::Part(of, kind, size), Some(count))
            }
            Source::Chain(pair, apart) => {
                let (first, second) = *pair;
                let count = first.to.expect("the fence chains only what ends");
                let to = second.to.map(|to| self.saturating(IntMethod::SaturatingAdd, count, to));
                let (first, second) = (Box::new(first.item), Box::new(second.item));
                (Item::Chained(count, first, second, apart), to)
            }
            Source::Pair(pair) => {
                let (first, second) = *pair;
                let to = match (first.to, second.to) {
                    (Some(first), Some(second)) => Some(self.lesser(first, second)),
                    (first, second) => first.or(second),
                };
                (Item::Pair(Box::new(first.item), Box::new(second.item)), to)
            }
        };
        Items { item, from: None, to }
    }

    /// How many parts there are.
    fn parts(&mut self, of: &Spot, kind: Parts, size: NodeId) -> NodeId {
        let len = self.len(Value::View(of.clone()));
        match kind {
            Parts::Windows => {
                let one = self.builder.int(Int::Usize, 1);
                let last = self.builder.integer(Integer::Sub, size, one);
                self.saturating(IntMethod::SaturatingSub, len, last)
            }
            Parts::Exact => self.builder.integer(Integer::Div, len, size),
            Parts::Chunks | Parts::FromEnd => self.quotient_above(len, size),
        }
    }

    /// `a / b`, rounded up.
    fn quotient_above(&mut self, a: NodeId, b: NodeId) -> NodeId {
        let full = self.builder.integer(Integer::Div, a, b);
        let rest = self.builder.integer(Integer::Rem, a, b);
        let zero = self.builder.int(Int::Usize, 0);
        let partial = self.builder.compare(Comparison::Ne, rest, zero);
        let partial = self.builder.cast(partial, Ty::USIZE);
        self.builder.integer(Integer::Add, full, partial)
    }

    /// The part at this position.
    fn part_at(&mut self, of: &Spot, kind: Parts, size: NodeId, at: NodeId) -> Spot {
        if kind == Parts::Windows {
            return self.part(of, at, size);
        }
        let before = self.builder.integer(Integer::Mul, at, size);
        if kind == Parts::Exact {
            return self.part(of, before, size);
        }
        let len = self.len(Value::View(of.clone()));
        let left = self.builder.integer(Integer::Sub, len, before);
        let count = self.lesser(size, left);
        let from = match kind {
            Parts::FromEnd => self.builder.integer(Integer::Sub, left, count),
            _ => before,
        };
        self.part(of, from, count)
    }

    fn lesser(&mut self, a: NodeId, b: NodeId) -> NodeId {
        // As in `x.iter().zip(x.iter().skip(1))`.
        let is_less = |a: NodeId, b: NodeId| {
            let node = &self.builder.graph[b];
            node.op == Op::Method(IntMethod::SaturatingSub) && node.args[0] == a
        };
        if a == b || is_less(b, a) {
            return a;
        }
        if is_less(a, b) {
            return b;
        }
        self.builder.add(Op::Method(IntMethod::Min), vec![a, b], Ty::USIZE)
    }

    /// The same items, from position 0 on.
    fn based(&mut self, items: Items) -> Items {
        match items.from {
            None => items,
            Some(from) => Items {
                item: Item::Offset(from, Box::new(items.item)),
                from: None,
                to: items.to.map(|to| self.saturating(IntMethod::SaturatingSub, to, from)),
            },
        }
    }

    fn is_one(&self, step: NodeId) -> bool {
        self.builder.graph.constant(step).and_then(Const::as_int) == Some(1)
    }

    /// Whether a range with a step can also run backwards, as the reverse sweep does: Rust has to know its length.
    fn steps_back(&self, from: NodeId, inclusive: bool) -> bool {
        let wide = matches!(
            self.builder.graph.ty(from),
            Ty::Int(Int::I64 | Int::U64 | Int::I128 | Int::U128 | Int::Inferred)
        );
        !inclusive && !wide
    }

    fn evaluated(&mut self, adaptors: &[Adaptor]) -> Option<Vec<Evaluated>> {
        let evaluate = |adaptor| {
            Some(match adaptor {
                &Adaptor::Rev => Evaluated::Rev,
                &Adaptor::Cycle => Evaluated::Cycle,
                &Adaptor::Enumerate => Evaluated::Enumerate,
                Adaptor::StepBy(step) => Evaluated::StepBy(self.node(step)?),
                Adaptor::Skip(count) => Evaluated::Skip(self.node(count)?),
                Adaptor::Take(count) => Evaluated::Take(self.node(count)?),
            })
        };
        adaptors.iter().map(evaluate).collect()
    }

    /// Splits off the outermost adaptors if the loop does the same by itself: its step, and whether it descends.
    fn stepping(&mut self, mut adaptors: Vec<Evaluated>) -> (Vec<Evaluated>, NodeId, bool) {
        let descending = matches!(adaptors.last(), Some(Evaluated::Rev));
        if descending {
            adaptors.pop();
        }
        let step = match adaptors.last() {
            Some(Evaluated::StepBy(step)) => {
                let step = *step;
                adaptors.pop();
                step
            }
            _ => self.builder.int(Int::Usize, 1),
        };
        (adaptors, step, descending)
    }

    /// Items with adaptors, the innermost first.
    fn adapted(&mut self, mut items: Items, adaptors: Vec<Evaluated>) -> Items {
        for adaptor in adaptors {
            items = match adaptor {
                Evaluated::Skip(count) => self.skipped(items, count),
                Evaluated::Take(count) => self.taken(items, count),
                _ => {
                    let items = self.based(items);
                    self.rearranged(items, adaptor)
                }
            };
        }
        items
    }

    /// Without the first `count` items. Where there are none left, they begin behind the end.
    fn skipped(&mut self, items: Items, count: NodeId) -> Items {
        let from = match items.from {
            Some(from) => self.saturating(IntMethod::SaturatingAdd, from, count),
            None => count,
        };
        Items {
            from: Some(from),
            ..items
        }
    }

    /// The first `count` items.
    fn taken(&mut self, items: Items, count: NodeId) -> Items {
        let end = match items.from {
            Some(from) => self.saturating(IntMethod::SaturatingAdd, from, count),
            None => count,
        };
        let to = match items.to {
            Some(to) => self.lesser(end, to),
            None => end,
        };
        Items { to: Some(to), ..items }
    }

    fn saturating(&mut self, method: IntMethod, a: NodeId, b: NodeId) -> NodeId {
        self.builder.add(Op::Method(method), vec![a, b], Ty::USIZE)
    }

    /// An adaptor that depends on where the items begin, or ends: they begin at 0.
    fn rearranged(&mut self, items: Items, adaptor: Evaluated) -> Items {
        let item = Box::new(items.item);
        let (item, to) = match (adaptor, items.to) {
            (Evaluated::Rev, Some(to)) => (Item::Reversed(to, item), Some(to)),
            (Evaluated::Cycle, Some(to)) => {
                let most = self.builder.tokens(quote::quote!(::core::primitive::usize::MAX));
                let most = self.builder.add(Op::Path(most), vec![], Ty::USIZE);
                let rounds = self.saturating(IntMethod::SaturatingMul, to, most);
                (Item::Cycled(to, item), Some(rounds))
            }
            (Evaluated::StepBy(step), Some(to)) => {
                let count = self.quotient_above(to, step);
                (Item::Strided(step, item), Some(count))
            }
            (Evaluated::StepBy(step), None) => (Item::Strided(step, item), None),
            (Evaluated::Enumerate, to) => (Item::Numbered(item), to),
            (Evaluated::Rev | Evaluated::Cycle, None) => unreachable!("the fence refuses to turn what has no end"),
            (Evaluated::Skip(_) | Evaluated::Take(_), _) => unreachable!("they only move the ends"),
        };
        Items { item, from: None, to }
    }

    /// How many numbers a range has: the distance of its ends, if they are in this order.
    fn count(&mut self, from: NodeId, to: NodeId, inclusive: bool) -> NodeId {
        let ty = self.builder.graph.ty(from).clone();
        let unsigned = match &ty {
            Ty::Int(int) if int.is_signed() => {
                Int::from_name(&int.name().replacen('i', "u", 1)).map_or(ty.clone(), Ty::Int)
            }
            _ => ty.clone(),
        };
        let end = self.builder.add(Op::Method(IntMethod::Max), vec![to, from], ty);
        let distance = self
            .builder
            .add(Op::Method(IntMethod::AbsDiff), vec![end, from], unsigned);
        let distance = self.builder.cast(distance, Ty::USIZE);
        if !inclusive {
            return distance;
        }
        let last = self.builder.compare(Comparison::Le, from, to);
        let last = self.builder.cast(last, Ty::USIZE);
        self.builder.integer(Integer::Add, distance, last)
    }

    /// Where a range begins, with the type of its end: of `1..COUNT`, only the end tells rustc of which type the numbers are.
    fn pinned(&mut self, from: NodeId, to: NodeId) -> NodeId {
        let ty = self.builder.graph.ty(from).clone();
        let literal = |node| self.builder.graph.constant(node).is_some();
        if ty != Ty::Int(Int::Inferred) || !literal(from) || literal(to) {
            return from;
        }
        let end = self.builder.add(Op::Method(IntMethod::Max), vec![to, from], ty.clone());
        self.builder.add(Op::Method(IntMethod::Min), vec![from, end], ty)
    }

    /// The item at this index, in the body.
    pub fn item(&mut self, steps: &Steps, index: NodeId) -> Value {
        self.item_at(&steps.item, index)
    }

    fn item_at(&mut self, item: &Item, at: NodeId) -> Value {
        match item {
            Item::Index => Value::Node(at),
            Item::Element(array) => {
                let element = self.builder.load(*array, &[at]);
                self.taken_apart(Value::Node(element))
            }
            Item::ElementOf(spot) => {
                let spot = self.element_within(spot.clone(), at);
                let element = self.at(&spot);
                self.taken_apart(Value::Node(element))
            }
            Item::Part(of, kind, size) => Value::View(self.part_at(of, *kind, *size, at)),
            Item::Number(from) => {
                let ty = self.builder.graph.ty(*from).clone();
                let offset = self.builder.cast(at, ty.clone());
                // The distance in a signed range may exceed its type, but the sum wraps to the right number. Of a type that only
                // rustc knows, a method says that both have the same.
                Value::Node(match &ty {
                    Ty::Int(int) if int.is_signed() || *int == Int::Inferred => {
                        self.builder
                            .add(Op::Method(IntMethod::WrappingAdd), vec![*from, offset], ty)
                    }
                    _ => self.builder.integer(Integer::Add, *from, offset),
                })
            }
            Item::Pair(first, second) => Value::Tuple(vec![self.item_at(first, at), self.item_at(second, at)]),
            Item::Chained(count, first, second, apart) => self.chained(*count, [first, second], *apart, at),
            Item::Cycled(count, item) => {
                let at = self.builder.integer(Integer::Rem, at, *count);
                self.item_at(item, at)
            }
            Item::Offset(by, item) => {
                let at = self.builder.integer(Integer::Add, at, *by);
                self.item_at(item, at)
            }
            Item::Numbered(item) => Value::Tuple(vec![Value::Node(at), self.item_at(item, at)]),
            Item::Reversed(count, item) => {
                let one = self.builder.int(Int::Usize, 1);
                let last = self.builder.integer(Integer::Sub, *count, one);
                let at = self.builder.integer(Integer::Sub, last, at);
                self.item_at(item, at)
            }
            Item::Strided(step, item) => {
                let at = self.builder.integer(Integer::Mul, at, *step);
                self.item_at(item, at)
            }
        }
    }

    /// The item of the first domain, or of the second; if they stand apart, anything for the one that it is not of.
    fn chained(&mut self, count: NodeId, items: [&Item; 2], apart: bool, at: NodeId) -> Value {
        let is_first = self.builder.compare(Comparison::Lt, at, count);
        let sides = items.map(|item| {
            self.enter(Tail::More);
            let at = match std::ptr::eq(item, items[0]) {
                true => at,
                false => self.builder.integer(Integer::Sub, at, count),
            };
            let item = self.item_at(item, at);
            let item = self.ranged(item);
            self.leave(Some(item))
        });
        let [first, second] = sides;
        if !apart {
            let item = self.merge(is_first, first, second);
            return item.expect("both sides give an item");
        }
        let mut parts = vec![Value::Node(is_first)];
        let none = |lower: &mut Self| {
            lower.enter(Tail::More);
            lower.leave(None)
        };
        let other = none(self);
        parts.extend(self.merge(is_first, first, other));
        let other = none(self);
        parts.extend(self.merge(is_first, other, second));
        Value::Tuple(parts)
    }
}
