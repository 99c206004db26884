//! Regions: branches, and what happens where they meet.
//!
//! There are no jumps in the graph. An exit (`return`, `break`, `continue`) sets a flag, and what follows it at the
//! same place is dropped. Where something may have exited, the rest of the region stands in a *guard*: a branch on the
//! flags that stays open to the end of the region. So the guard of
//!
//! ```text
//! for … { if a { if b { continue; } x += 1.0; } rest }
//! ```
//!
//! is `if !continued { rest }`. Most exits need no flag: a branch of which one side always exits is itself a guard,
//! with the rest of the region in its other side, and an exit to where the region ends anyway only ends it.

use super::place::Spot;
use super::scope::Changes;
use super::value::{StructValue, Value};
use super::Lower;
use crate::ast::{LocalId, LoopId};
use crate::ir::{Const, Graph, NodeId, RegionId};

/// Where control goes from the end of a region.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tail {
    /// To more code.
    More,
    /// Out of the function, with the value of the region.
    Return,
    /// To the next iteration.
    Continue(LoopId),
    /// To behind this block, with its value.
    Block(LoopId),
}

/// An open region, or a block that can be left.
pub struct Frame {
    pub tail: Tail,
    /// The value of the region, if an exit to its tail has already given it.
    pub early: Option<Value>,
    mark: usize,
    /// If the region is a guard: what is needed to close it.
    guard: Option<Guard>,
}

struct Guard {
    condition: NodeId,
    /// The side that is closed already.
    other: Side,
    /// Whether the open side is the one where the condition holds.
    holds: bool,
}

/// A closed region.
pub struct Side {
    pub region: RegionId,
    changes: Changes,
    /// None if control never reaches the end.
    value: Option<Value>,
}

impl Lower<'_> {
    /// How many regions are open.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    pub fn frame(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("a region is open")
    }

    /// Opens a region.
    pub fn enter(&mut self, tail: Tail) {
        self.builder.enter();
        self.open(tail, None);
    }

    /// The frame of a region that is open in the builder.
    pub fn open(&mut self, tail: Tail, guard: Option<(NodeId, Side, bool)>) {
        let guard = guard.map(|(condition, other, holds)| Guard {
            condition,
            other,
            holds,
        });
        let mark = self.scope.mark();
        self.frames.push(Frame {
            tail,
            early: None,
            mark,
            guard,
        });
    }

    /// Puts the rest of the region into the other side of a branch on `condition`, of which `other` is done. The rest
    /// runs if the condition `holds`, or if it does not.
    pub fn enter_guard(&mut self, condition: NodeId, other: Side, holds: bool) {
        let tail = self.frame().tail;
        self.builder.enter();
        self.open(tail, Some((condition, other, holds)));
    }

    /// Closes the guards of the innermost region proper, which comes to its end with `value`; the value with which it
    /// ends.
    pub fn close_guards(&mut self, value: Option<Value>) -> Option<Value> {
        let mut value = self.ended(value);
        while let Some(guard) = self.frame().guard.take() {
            let side = self.close_frame(value);
            let (then, otherwise) = if guard.holds {
                (side, guard.other)
            } else {
                (guard.other, side)
            };
            value = self.merge(guard.condition, then, otherwise);
            value = self.ended(value);
        }
        value
    }

    /// Opens a block that can be left. It has no region of its own, but the guards in it end with it.
    pub fn enter_block(&mut self, id: LoopId) {
        self.open(Tail::Block(id), None);
    }

    /// Closes the innermost block, which comes to its end with `value`; the value of the block.
    pub fn leave_block(&mut self, value: Option<Value>) -> Option<Value> {
        let value = self.close_guards(value);
        self.frames.pop();
        value
    }

    /// Closes the innermost region and its guards.
    pub fn leave(&mut self, value: Option<Value>) -> Side {
        let value = self.close_guards(value);
        self.close_frame(value)
    }

    fn close_frame(&mut self, value: Option<Value>) -> Side {
        let frame = self.frames.pop().expect("a region is open");
        let changes = self.scope.roll_back(frame.mark);
        let region = self.builder.leave(vec![]);
        Side { region, changes, value }
    }

    /// The value of a region at its end, exits to its tail included.
    fn ended(&mut self, value: Option<Value>) -> Option<Value> {
        if let Some(early) = self.frame().early.take() {
            return Some(early);
        }
        if value.is_some() {
            return value;
        }
        // What came here has left by a flag, or has panicked.
        match self.frame().tail {
            Tail::Return => self.take_returned(),
            Tail::Block(target) => self.take_broken(target),
            Tail::Continue(_) | Tail::More => None,
        }
    }

    /// Makes the branch whose sides are these. Afterwards, variables and value are those of the side that ran.
    pub fn merge(&mut self, condition: NodeId, mut then: Side, mut otherwise: Side) -> Option<Value> {
        let depth = self.depth();
        let mut yields = Yields::default();
        let mut locals: Vec<_> = then.changes.keys().chain(otherwise.changes.keys()).copied().collect();
        locals.sort_unstable();
        locals.dedup();
        locals.retain(|&local| self.scope.is_outside(local, depth) && !self.is_settled_flag(local, &then, &otherwise));
        let mut joined = vec![];
        for &local in &locals {
            let current = self.scope.get(local).cloned();
            let ends = [&then, &otherwise].map(|side| side.changes.get(&local).or(current.as_ref()).cloned());
            let [then, otherwise] = self.alike([then.region, otherwise.region], ends);
            let (then, otherwise) = (then.as_ref(), otherwise.as_ref());
            joined.extend(self.join(then, otherwise, &mut yields).map(|value| (local, value)));
        }
        let values = [then.value.take(), otherwise.value.take()];
        [then.value, otherwise.value] = self.alike([then.region, otherwise.region], values);
        let value = self.join(then.value.as_ref(), otherwise.value.as_ref(), &mut yields);

        let idle = |side: &Side| self.builder.graph[side.region].nodes.is_empty();
        let mut results = vec![];
        if !yields.then.is_empty() || !idle(&then) || !idle(&otherwise) {
            self.builder.graph[then.region].results = yields.then;
            self.builder.graph[otherwise.region].results = yields.otherwise;
            results = self.builder.branch(condition, then.region, otherwise.region);
        }
        let outcome = Outcome { condition, results };
        for (local, joined) in joined {
            let value = self.joined(&joined, &outcome);
            self.name(local, &value);
            self.scope.set(local, value);
        }
        value.map(|joined| self.joined(&joined, &outcome))
    }

    /// Takes structs of one side apart where those of the other are.
    fn alike(&mut self, regions: [RegionId; 2], mut values: [Option<Value>; 2]) -> [Option<Value>; 2] {
        for (side, other) in [(0, 1), (1, 0)] {
            if let (Some(value), Some(like)) = (values[side].clone(), values[other].clone()) {
                self.builder.reopen(regions[side]);
                let value = self.apart(value, &like);
                self.builder.leave(vec![]);
                values[side] = Some(value);
            }
        }
        values
    }

    /// The value after the branch.
    fn joined(&mut self, joined: &Joined, outcome: &Outcome) -> Value {
        match joined {
            Joined::Same(node) => Value::Node(*node),
            Joined::Result(k) => Value::Node(outcome.results[*k]),
            Joined::Holds(true) => Value::Node(outcome.condition),
            Joined::Holds(false) => Value::Node(self.builder.not(outcome.condition)),
            Joined::View(spot, leaves) => {
                let leaves: Vec<NodeId> = leaves.iter().map(|leaf| self.joined(leaf, outcome).node()).collect();
                Value::View(spot.with_leaves(&mut leaves.into_iter()))
            }
            Joined::Tuple(parts) => Value::Tuple(parts.iter().map(|part| self.joined(part, outcome)).collect()),
            Joined::Struct(like, fields) => {
                let mut all = like.clone();
                for ((_, field), joined) in all.fields.iter_mut().zip(fields) {
                    *field = self.joined(joined, outcome);
                }
                Value::Struct(all)
            }
        }
    }

    /// Whether this is a flag that was set before the guard, which the guarded side knows not to be set and has left
    /// so: then it is what it was.
    fn is_settled_flag(&self, local: LocalId, then: &Side, otherwise: &Side) -> bool {
        let unset = |side: &Side, other: &Side| {
            let value = side.changes.get(&local).filter(|_| !other.changes.contains_key(&local));
            matches!(value, Some(Value::Node(node)) if self.is_constant(*node, false))
        };
        self.is_flag(local) && (unset(then, otherwise) || unset(otherwise, then))
    }

    /// A value that is `then` or `otherwise`. One that a side does not have, because control does not leave it or
    /// because the variable is not used any more, is zero there.
    fn join(&mut self, then: Option<&Value>, otherwise: Option<&Value>, yields: &mut Yields) -> Option<Joined> {
        match (then, otherwise) {
            (None, None) => None,
            (Some(then), None) => {
                let otherwise = self.zero_like(then);
                Some(yields.join(then, &otherwise, &self.builder.graph))
            }
            (None, Some(otherwise)) => {
                let then = self.zero_like(otherwise);
                Some(yields.join(&then, otherwise, &self.builder.graph))
            }
            (Some(then), Some(otherwise)) => Some(yields.join(then, otherwise, &self.builder.graph)),
        }
    }

    fn zero_like(&mut self, value: &Value) -> Value {
        let leaves: Vec<NodeId> = value.leaves();
        let types = self.builder.graph.types(&leaves);
        let zeros: Vec<NodeId> = types.iter().map(|ty| self.builder.zero(ty)).collect();
        value.with_leaves(&mut zeros.into_iter())
    }
}

/// What the two sides of a branch yield.
#[derive(Default)]
struct Yields {
    then: Vec<NodeId>,
    otherwise: Vec<NodeId>,
}

/// A branch that has been made.
struct Outcome {
    condition: NodeId,
    results: Vec<NodeId>,
}

/// A value whose leaves are results of a branch that is being made.
enum Joined {
    Same(NodeId),
    Result(usize),
    /// Whether the condition is this: a flag.
    Holds(bool),
    Tuple(Vec<Joined>),
    /// A reference to the same variable, with these leaves.
    View(Spot, Vec<Joined>),
    /// The fields of a struct like this.
    Struct(Box<StructValue>, Vec<Joined>),
}

impl Yields {
    fn join(&mut self, then: &Value, otherwise: &Value, graph: &Graph) -> Joined {
        match (then, otherwise) {
            (Value::Tuple(a), Value::Tuple(b)) => {
                Joined::Tuple(a.iter().zip(b).map(|(a, b)| self.join(a, b, graph)).collect())
            }
            (Value::View(a), Value::View(b)) => {
                let leaves = a.leaves().into_iter().zip(b.leaves());
                let leaves = leaves.map(|(a, b)| self.join(&Value::Node(a), &Value::Node(b), graph));
                Joined::View(a.clone(), leaves.collect())
            }
            (Value::Struct(a), Value::Struct(b)) => {
                let fields = a.fields.iter().zip(&b.fields);
                let fields = fields.map(|((_, a), (_, b))| self.join(a, b, graph)).collect();
                Joined::Struct(a.clone(), fields)
            }
            _ => {
                let (a, b) = (then.node(), otherwise.node());
                let flag = |node| graph.constant(node).and_then(Const::as_bool);
                match (flag(a), flag(b)) {
                    _ if a == b => Joined::Same(a),
                    (Some(holds), Some(other)) if holds != other => Joined::Holds(holds),
                    _ => {
                        self.then.push(a);
                        self.otherwise.push(b);
                        Joined::Result(self.then.len() - 1)
                    }
                }
            }
        }
    }
}
