//! References to parts of variables: an index through one is an index into the variable.

use super::access::Access;
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
            ExprKind::Field(..) => self.projection(e),
            ExprKind::Slice { .. } => self.slice(e).map(Value::View),
            _ => self.expression(e),
        }
    }

    /// What a reference is where a value is asked for: slices are references.
    pub fn settled(&mut self, value: Value, ty: &Type) -> Value {
        match (value, ty) {
            (Value::View(spot), ty) if !matches!(ty, Type::Slice(_)) => self.content(&spot, ty),
            (value, _) => value,
        }
    }

    /// A value as one node: of a part of an array, the borrow.
    pub fn whole(&mut self, value: Value) -> NodeId {
        let spot = match value {
            Value::View(spot) => spot,
            value => return self.as_node(&value),
        };
        let Some((from, len)) = spot.range else {
            return self.at(&spot);
        };
        let (array, steps) = self.root(&spot);
        let element = self.builder.graph.ty(array).at_depth(steps.len() + 1);
        let ty = Ty::Slice(Box::new(element.expect("an array is there").clone()));
        let to = self.end(from, len);
        let indices = Spot { range: None, ..spot }.leaves();
        let steps = vec![ir::Step::Index(()); indices.len()];
        let args = [vec![array], indices, vec![from, to]].concat();
        self.builder.add(Op::Slice(steps), args, ty)
    }

    /// What the spot holds now.
    pub fn at(&mut self, spot: &Spot) -> NodeId {
        let (array, steps) = self.root(spot);
        let ty = self.builder.graph.ty(array).at_depth(steps.len());
        let ty = ty.expect("an array as deep as its indices").clone();
        self.builder.load_at(array, &steps, ty)
    }

    /// What the spot holds now, which is of type `ty`.
    pub fn content(&mut self, spot: &Spot, ty: &Type) -> Value {
        let whole = self.read(spot.local);
        self.access(&whole, &spot.path, ty)
    }

    /// The array that the indices of the spot are for, and the steps into it.
    fn root(&mut self, spot: &Spot) -> (NodeId, Vec<ir::Step<NodeId>>) {
        let mut value = &self.read(spot.local);
        for (k, access) in spot.path.iter().enumerate() {
            value = match (value, access) {
                (Value::Tuple(parts), Access::Field(Member::Number(k))) => &parts[*k],
                (Value::Struct(all), Access::Field(member)) => all.field(member),
                (value, _) => {
                    let steps = self.steps(&spot.path[k..]);
                    return (value.node(), steps);
                }
            };
        }
        (value.node(), vec![])
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
        spot.path.push(Access::Index(index));
        spot
    }

    /// The element at this index, which is known to be there.
    pub fn element_within(&mut self, mut spot: Spot, index: NodeId) -> Spot {
        let index = match spot.range.take() {
            Some((from, _)) => self.builder.integer(Integer::Add, from, index),
            None => index,
        };
        spot.path.push(Access::Index(index));
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

    /// The node that the spot is in if only a part of an array is meant, with the steps to that array, and the spot of the node.
    pub fn around(&mut self, spot: &Spot) -> Option<(NodeId, Vec<ir::Step<NodeId>>, Spot)> {
        spot.range?;
        let (whole, steps) = self.root(spot);
        let before = spot.path.len() - steps.len();
        let holder = Spot {
            local: spot.local,
            path: spot.path[..before].to_vec(),
            range: None,
        };
        Some((whole, steps, holder))
    }

    /// Whether indices alone lead to the spot, or it has its length with it.
    fn is_of_array(&self, spot: &Spot) -> bool {
        spot.range.is_some() || spot.path.iter().all(|access| matches!(access, Access::Index(_)))
    }

    pub fn end(&mut self, from: NodeId, len: NodeId) -> NodeId {
        let difference = &self.builder.graph[len];
        match difference.op {
            Op::Integer(Integer::Sub) if difference.args[1] == from => difference.args[0],
            _ => self.builder.integer(Integer::Add, from, len),
        }
    }

    /// `base[from..to]`
    fn slice(&mut self, e: &Expr) -> Option<Spot> {
        let ExprKind::Slice { base, .. } = &e.kind else {
            unreachable!("a part of a slice")
        };
        let spot = self.spot(base)?;
        self.slice_of(spot, e)
    }

    /// The same, where `base` is there already.
    pub fn slice_of(&mut self, base: Spot, e: &Expr) -> Option<Spot> {
        let ExprKind::Slice {
            base: of,
            from,
            to,
            inclusive,
        } = &e.kind
        else {
            unreachable!("a part of a slice")
        };
        let mut end = |end: &Option<Box<Expr>>| match end {
            Some(end) => self.node(end).map(Some),
            None => Some(None),
        };
        let (from, to) = (end(from)?, end(to)?);
        if from.is_none() && to.is_none() {
            return Some(base);
        }
        self.builder.at(e.span);
        let len = match self.is_of_array(&base) {
            true => self.len(Value::View(base.clone())),
            false => {
                let types = self.types;
                let whole = self.content(&base, types.of(of));
                self.len(whole)
            }
        };
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
            ExprKind::Index(base, index) if !self.is_users(base) => {
                let base = self.spot(base)?;
                let index = self.node(index)?;
                self.builder.at(e.span);
                Some(self.element(base, index))
            }
            ExprKind::Field(base, member) if !matches!(self.types.of(base), Type::Struct(_)) => {
                let mut spot = self.spot(base)?;
                spot.path.push(Access::Field(member.clone()));
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
        let mut value = &self.read(spot.local);
        for access in &spot.path {
            value = match (value, access) {
                (Value::Tuple(parts), Access::Field(Member::Number(k))) => &parts[*k],
                _ => return spot,
            };
        }
        match value {
            Value::View(there) => there.clone(),
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
                        Step::Field(member) => spot.path.push(Access::Field(member.clone())),
                        Step::Index => spot.path.push(Access::Index(zero)),
                    }
                }
                spot.range = Some((zero, zero));
                Some(Value::View(spot))
            }
            _ => None,
        }
    }
}
