//! What a `for` runs over: a range or the elements of an array, with adaptors.
//!
//! Mostly the loop index is the item or its place in the array. Where an adaptor looks at positions (`.rev().step_by(k)`,
//! `.enumerate()` behind another one), the loop counts positions, and the item is computed from that.

use super::repeat::Bounds;
use super::value::Value;
use super::Lower;
use crate::ast::{Adaptor, Domain, For};
use crate::ir::{Const, Int, IntMethod, Integer, NodeId, Op, Ty};

/// How an item comes from the loop index.
enum Item {
    Index,
    /// That of the index `from + j · step`, or from the other end, `from + (last - j) · step`.
    Position { of: Box<Item>, from: NodeId, step: NodeId, last: Option<NodeId> },
    /// The element there.
    Element { of: Box<Item>, array: NodeId },
    /// With the loop index before it.
    Enumerated(Box<Item>),
}

/// The items so far.
struct Sequence {
    bounds: Bounds,
    item: Item,
}

impl Lower<'_> {
    pub(super) fn for_loop(&mut self, f: &For) -> Value {
        let (mut sequence, adaptors) = match &f.domain {
            Domain::Range { from, to, inclusive, adaptors } => {
                let (from, to) = (self.operand_node(from), self.operand_node(to));
                let step = self.builder.int(Int::Usize, 1);
                let bounds = Bounds { from, to, step, inclusive: *inclusive, descending: false };
                (Sequence { bounds, item: Item::Index }, adaptors)
            }
            Domain::Elements { of, adaptors } => {
                let array = self.operand_node(of);
                let to = self.builder.add(Op::Len, vec![array], Ty::USIZE);
                let item = Item::Element { of: Box::new(Item::Index), array };
                (Sequence { bounds: self.positions(to), item }, adaptors)
            }
        };
        for adaptor in adaptors {
            sequence = match adaptor {
                Adaptor::Rev => {
                    sequence.bounds.descending ^= true;
                    sequence
                }
                Adaptor::StepBy(by) => {
                    let by = self.operand_node(by);
                    self.step_by(sequence, by)
                }
                Adaptor::Enumerate => self.enumerate(sequence),
            };
        }
        let Sequence { bounds, item } = sequence;
        self.counted_loop(f.id, bounds, &f.body, |lower, index| {
            let value = lower.item(&item, index);
            lower.bind(&f.pattern, value);
        })
    }

    /// `0..count`
    fn positions(&mut self, count: NodeId) -> Bounds {
        let from = self.builder.int(Int::Usize, 0);
        let step = self.builder.int(Int::Usize, 1);
        Bounds { from, to: count, step, inclusive: false, descending: false }
    }

    /// Rust's `step_by` panics for zero, here as there.
    fn step_by(&mut self, sequence: Sequence, by: NodeId) -> Sequence {
        let plain = !sequence.bounds.descending && self.is(sequence.bounds.step, 1) && self.steps_back(&sequence.bounds);
        let mut sequence = if plain { sequence } else { self.by_position(sequence) };
        sequence.bounds.step = by;
        sequence
    }

    /// Whether `(from..to).step_by(k)` can also run backwards, as a reverse sweep does: Rust knows its length.
    fn steps_back(&self, bounds: &Bounds) -> bool {
        let wide = matches!(
            self.builder.graph.ty(bounds.from),
            Ty::Int(Int::I64 | Int::U64 | Int::I128 | Int::U128 | Int::Inferred)
        );
        !bounds.inclusive && !wide
    }

    fn enumerate(&mut self, sequence: Sequence) -> Sequence {
        let Bounds { from, step, descending, .. } = sequence.bounds;
        let is_usize = *self.builder.graph.ty(from) == Ty::USIZE;
        let plain = !descending && is_usize && self.is(from, 0) && self.is(step, 1);
        let Sequence { bounds, item } = if plain { sequence } else { self.by_position(sequence) };
        Sequence { bounds, item: Item::Enumerated(Box::new(item)) }
    }

    fn is(&self, node: NodeId, value: i128) -> bool {
        self.builder.graph.constant(node).and_then(Const::as_int) == Some(value)
    }

    /// The same items, with the loop counting their positions from 0.
    fn by_position(&mut self, sequence: Sequence) -> Sequence {
        let Bounds { from, step, descending, .. } = sequence.bounds;
        let count = self.count(&sequence.bounds);
        let one = self.builder.int(Int::Usize, 1);
        let last = descending.then(|| self.saturating_sub(count, one));
        let bounds = self.positions(count);
        let item = Item::Position { of: Box::new(sequence.item), from, step, last };
        Sequence { bounds, item }
    }

    /// How many indices there are. Widened, the difference of any two indices fits.
    fn count(&mut self, bounds: &Bounds) -> NodeId {
        let Bounds { from, to, step, inclusive, .. } = *bounds;
        let wide = Ty::Int(Int::I128);
        let [from, to, step] = [from, to, step].map(|bound| self.builder.cast(bound, wide.clone()));
        let [zero, one] = [0, 1].map(|value| self.builder.int(Int::I128, value));
        let way = self.builder.integer(Integer::Sub, to, from);
        let way = if inclusive { self.builder.integer(Integer::Add, way, one) } else { way };
        let way = self.builder.add(Op::Method(IntMethod::Max), vec![way, zero], wide);
        let rounded = self.builder.integer(Integer::Add, way, step);
        let rounded = self.builder.integer(Integer::Sub, rounded, one);
        let count = self.builder.integer(Integer::Div, rounded, step);
        self.builder.cast(count, Ty::USIZE)
    }

    fn saturating_sub(&mut self, left: NodeId, right: NodeId) -> NodeId {
        self.builder.add(Op::Method(IntMethod::SaturatingSub), vec![left, right], Ty::USIZE)
    }

    fn item(&mut self, item: &Item, index: NodeId) -> Value {
        match item {
            Item::Index => Value::Node(index),
            Item::Position { of, from, step, last } => {
                let position = match last {
                    Some(last) => self.builder.integer(Integer::Sub, *last, index),
                    None => index,
                };
                let way = self.builder.integer(Integer::Mul, position, *step);
                let ty = self.builder.graph.ty(*from).clone();
                let way = self.builder.cast(way, ty.clone());
                // The way may be longer than the largest value of a signed type; the place itself is one.
                let place = match ty {
                    Ty::USIZE => self.builder.integer(Integer::Add, *from, way),
                    ty => self.builder.add(Op::Method(IntMethod::WrappingAdd), vec![*from, way], ty),
                };
                self.item(of, place)
            }
            Item::Element { of, array } => {
                let place = self.item(of, index).node();
                Value::Node(self.builder.load(*array, &[place]))
            }
            Item::Enumerated(item) => {
                let item = self.item(item, index);
                Value::Tuple(vec![Value::Node(index), item])
            }
        }
    }
}
