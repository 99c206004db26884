//! What a `for` runs over: an index that goes from here to there, and the item at each index.
//!
//! Most domains are such an index: `(a..b).rev()` is `a..b` descending, the elements of `x` are `0..x.len()` with a
//! load. In other domains the index is a position, from which the inner adaptors compute where the item stands:
//! `(a..b).rev().step_by(k)` is `0..count` in steps of `k`, and the item at `p` is `a + (count - 1 - p)`. Nothing of
//! this can panic that does not in Rust.

use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::ir::{Comparison, Const, Int, IntMethod, Integer, NodeId, Op, Ty};

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
    /// The number of a range that begins here.
    Number(NodeId),
    /// The position, and the item there.
    Numbered(Box<Item>),
    /// The item at as many places from the other end of so many.
    Reversed(NodeId, Box<Item>),
    /// The item at so many times the position.
    Strided(NodeId, Box<Item>),
}

/// An adaptor whose argument has been evaluated.
enum Evaluated {
    Rev,
    StepBy(NodeId),
    Enumerate,
}

impl Lower<'_> {
    /// Evaluates the bounds of a domain.
    pub fn domain(&mut self, domain: &Domain) -> Option<Steps> {
        match domain {
            Domain::Range {
                from,
                to,
                inclusive,
                adaptors,
            } => {
                let from = self.expression(from)?.node();
                let to = self.expression(to)?.node();
                let adaptors = self.evaluated(adaptors)?;
                let (adaptors, step, descending) = self.stepping(adaptors);
                if adaptors.is_empty() && (self.is_one(step) || self.steps_back(from, *inclusive)) {
                    return Some(Steps {
                        from,
                        to,
                        step,
                        inclusive: *inclusive,
                        descending,
                        item: Item::Index,
                    });
                }
                let count = self.count(from, to, *inclusive);
                Some(self.positions(Item::Number(from), count, adaptors, step, descending))
            }
            Domain::Elements { of, adaptors } => {
                let array = self.expression(of)?.node();
                let adaptors = self.evaluated(adaptors)?;
                let (adaptors, step, descending) = self.stepping(adaptors);
                let count = self.builder.add(Op::Len, vec![array], Ty::USIZE);
                Some(self.positions(Item::Element(array), count, adaptors, step, descending))
            }
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
        let evaluate = |adaptor| match adaptor {
            &Adaptor::Rev => Some(Evaluated::Rev),
            &Adaptor::Enumerate => Some(Evaluated::Enumerate),
            Adaptor::StepBy(step) => Some(Evaluated::StepBy(self.expression(step)?.node())),
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

    /// A loop over the positions of `count` items with adaptors, the innermost first.
    fn positions(
        &mut self,
        item: Item,
        count: NodeId,
        adaptors: Vec<Evaluated>,
        step: NodeId,
        descending: bool,
    ) -> Steps {
        let (mut item, mut count) = (item, count);
        for adaptor in adaptors {
            item = match adaptor {
                Evaluated::Rev => Item::Reversed(count, Box::new(item)),
                Evaluated::Enumerate => Item::Numbered(Box::new(item)),
                Evaluated::StepBy(step) => {
                    let full = self.builder.integer(Integer::Div, count, step);
                    let rest = self.builder.integer(Integer::Rem, count, step);
                    let zero = self.builder.int(Int::Usize, 0);
                    let partial = self.builder.compare(Comparison::Ne, rest, zero);
                    let partial = self.builder.cast(partial, Ty::USIZE);
                    count = self.builder.integer(Integer::Add, full, partial);
                    Item::Strided(step, Box::new(item))
                }
            };
        }
        let from = self.builder.int(Int::Usize, 0);
        Steps {
            from,
            to: count,
            step,
            inclusive: false,
            descending,
            item,
        }
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

    /// The item at this index, in the body.
    pub fn item(&mut self, steps: &Steps, index: NodeId) -> Value {
        self.item_at(&steps.item, index)
    }

    fn item_at(&mut self, item: &Item, at: NodeId) -> Value {
        match item {
            Item::Index => Value::Node(at),
            Item::Element(array) => Value::Node(self.builder.load(*array, &[at])),
            Item::Number(from) => {
                let ty = self.builder.graph.ty(*from).clone();
                let offset = self.builder.cast(at, ty.clone());
                // The distance in a signed range may exceed its type, but the sum wraps to the right number.
                Value::Node(match &ty {
                    Ty::Int(int) if int.is_signed() => {
                        self.builder
                            .add(Op::Method(IntMethod::WrappingAdd), vec![*from, offset], ty)
                    }
                    _ => self.builder.integer(Integer::Add, *from, offset),
                })
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
}
