//! References to parts of variables: an index through one is an index into the variable.

use super::place::Spot;
use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::infer::origin::{Origin, Step};
use crate::ir::{self, Bound, Int, IntMethod, Integer, NodeId, Op, Ty};

impl Lower<'_> {
    /// The value of `e`, where a reference stays one.
    pub fn referred(&mut self, e: &Expr) -> Option<Value> {
        match &e.kind {
            ExprKind::Local(local) => Some(match self.read(*local) {
                Value::Node(_) if matches!(self.types.local(*local), Type::Slice(_)) => Value::View(Spot::of(*local)),
                value => value,
            }),
            ExprKind::Field(base, k) => match self.referred(base)? {
                Value::Tuple(mut parts) => Some(parts.swap_remove(*k)),
                _ => unreachable!("a field where the types have no tuple"),
            },
            ExprKind::Slice { .. } => self.slice(e).map(Value::View),
            _ => self.expression(e),
        }
    }

    /// What a reference is where a value is asked for: slices are references.
    pub fn settled(&mut self, value: Value, ty: &Type) -> Value {
        match (value, ty) {
            (Value::View(spot), ty) if !matches!(ty, Type::Slice(_)) => Value::Node(self.at(&spot)),
            (value, _) => value,
        }
    }

    /// A value as one node: of a part of an array, the borrow.
    pub fn whole(&mut self, value: Value) -> NodeId {
        let spot = match value {
            Value::View(spot) => spot,
            value => return value.node(),
        };
        let Some((from, len)) = spot.range else {
            return self.at(&spot);
        };
        let array = self.root(&spot);
        let element = self.builder.graph.ty(array).at_depth(spot.indices.len() + 1);
        let ty = Ty::Slice(Box::new(element.expect("an array is there").clone()));
        let difference = &self.builder.graph[len];
        let to = match difference.op {
            Op::Integer(Integer::Sub) if difference.args[1] == from => difference.args[0],
            _ => self.builder.integer(Integer::Add, from, len),
        };
        let steps = vec![ir::Step::Index(()); spot.indices.len()];
        let args = [vec![array], spot.indices, vec![from, to]].concat();
        self.builder.add(Op::Slice(steps), args, ty)
    }

    /// The nodes of a value, from left to right, each reference as a borrow.
    pub fn operands(&mut self, value: Value) -> Vec<NodeId> {
        match value {
            Value::Tuple(parts) => parts.into_iter().flat_map(|part| self.operands(part)).collect(),
            value => vec![self.whole(value)],
        }
    }

    /// What the spot holds now.
    pub fn at(&mut self, spot: &Spot) -> NodeId {
        let array = self.root(spot);
        self.builder.load(array, &spot.indices)
    }

    /// The array that the indices of the spot are for.
    fn root(&mut self, spot: &Spot) -> NodeId {
        self.read(spot.local).field_mut(&spot.fields).node()
    }

    /// The element at this index.
    pub fn element(&mut self, mut spot: Spot, index: NodeId) -> Spot {
        let index = match spot.range.take() {
            Some((from, len)) => {
                let index = self.below(index, len);
                self.builder.integer(Integer::Add, from, index)
            }
            None => index,
        };
        spot.indices.push(index);
        spot
    }

    /// The element at this index, which is known to be there.
    pub fn element_within(&mut self, mut spot: Spot, index: NodeId) -> Spot {
        let index = match spot.range.take() {
            Some((from, _)) => self.builder.integer(Integer::Add, from, index),
            None => index,
        };
        spot.indices.push(index);
        spot
    }

    /// The index, which has to be below the length.
    fn below(&mut self, index: NodeId, len: NodeId) -> NodeId {
        // The index of a loop that runs to there.
        match self.counters.get(&index) {
            Some(&to) if to == len => index,
            _ => self.bounded(Bound::Index, index, len),
        }
    }

    fn bounded(&mut self, bound: Bound, index: NodeId, limit: NodeId) -> NodeId {
        self.builder.add(Op::Bound(bound), vec![index, limit], Ty::USIZE)
    }

    pub fn len(&mut self, value: Value) -> NodeId {
        let array = match value {
            Value::View(Spot {
                range: Some((_, len)), ..
            }) => return len,
            Value::View(spot) => self.at(&spot),
            value => value.node(),
        };
        self.builder.len_of(array)
    }

    /// So many elements from this one on, which are known to be there.
    pub fn part(&mut self, spot: &Spot, from: NodeId, len: NodeId) -> Spot {
        let from = match spot.range {
            Some((first, _)) => self.builder.integer(Integer::Add, first, from),
            None => from,
        };
        Spot {
            range: Some((from, len)),
            ..spot.clone()
        }
    }

    /// `base[from..to]`
    fn slice(&mut self, e: &Expr) -> Option<Spot> {
        let ExprKind::Slice {
            base,
            from,
            to,
            inclusive,
        } = &e.kind
        else {
            unreachable!("a part of a slice")
        };
        let base = self.spot(base)?;
        let mut end = |end: &Option<Box<Expr>>| match end {
            Some(end) => self.node(end).map(Some),
            None => Some(None),
        };
        let (from, to) = (end(from)?, end(to)?);
        if from.is_none() && to.is_none() {
            return Some(base);
        }
        self.builder.at(e.span);
        let len = self.len(Value::View(base.clone()));
        let to = to.map(|to| match inclusive {
            true => {
                let one = self.builder.int(Int::Usize, 1);
                self.builder
                    .add(Op::Method(IntMethod::SaturatingAdd), vec![to, one], Ty::USIZE)
            }
            false => to,
        });
        let zero = self.builder.int(Int::Usize, 0);
        let (from, to) = match (from, to) {
            (Some(from), Some(to)) => (self.bounded(Bound::Order, from, to), self.bounded(Bound::To, to, len)),
            (Some(from), None) => (self.bounded(Bound::From, from, len), len),
            (None, to) => {
                let to = to.map_or(len, |to| self.bounded(Bound::To, to, len));
                (zero, to)
            }
        };
        let len = self.builder.integer(Integer::Sub, to, from);
        Some(self.part(&base, from, len))
    }

    /// The place that an expression names; a value without a place gets one.
    pub fn spot(&mut self, e: &Expr) -> Option<Spot> {
        match &e.kind {
            ExprKind::Local(local) => Some(match self.read(*local) {
                Value::View(spot) => spot,
                _ => Spot::of(*local),
            }),
            ExprKind::Index(base, index) => {
                let base = self.spot(base)?;
                let index = self.node(index)?;
                self.builder.at(e.span);
                Some(self.element(base, index))
            }
            ExprKind::Field(base, k) => {
                let mut spot = self.spot(base)?;
                spot.fields.push(*k);
                Some(self.resolved(spot))
            }
            _ => Some(match self.referred(e)? {
                Value::View(spot) => spot,
                value => {
                    let local = self.scope.add(self.depth());
                    self.scope.set(local, value);
                    Spot::of(local)
                }
            }),
        }
    }

    /// The place that is meant where a part of a tuple is a reference.
    pub fn resolved(&mut self, spot: Spot) -> Spot {
        let mut whole = self.read(spot.local);
        match (spot.indices.is_empty(), whole.field_mut(&spot.fields)) {
            (true, Value::View(there)) => there.clone(),
            _ => spot,
        }
    }

    /// The same references, each with its first element and length: those that are joined in branches and loops.
    pub fn ranged(&mut self, value: Value) -> Value {
        match value {
            Value::View(spot) if spot.range.is_none() => {
                let zero = self.builder.int(Int::Usize, 0);
                let len = self.len(Value::View(spot.clone()));
                Value::View(Spot {
                    range: Some((zero, len)),
                    ..spot
                })
            }
            Value::Tuple(parts) => Value::Tuple(parts.into_iter().map(|part| self.ranged(part)).collect()),
            value => value,
        }
    }

    /// A part without elements, for a variable that is not assigned yet.
    pub fn nowhere(&mut self, origin: &Origin) -> Option<Value> {
        let zero = self.builder.int(Int::Usize, 0);
        match origin {
            Origin::Of { local, path } => {
                let mut spot = Spot::of(*local);
                for step in path {
                    match step {
                        Step::Field(k) => spot.fields.push(*k),
                        Step::Index => spot.indices.push(zero),
                    }
                }
                spot.range = Some((zero, zero));
                Some(Value::View(spot))
            }
            _ => None,
        }
    }
}
