//! Places: elements and parts of variables, read and written with all indices at once.

use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::ir::{Integer, NodeId, Op, Steps};

/// A place with its indices evaluated.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    pub local: LocalId,
    /// The fields of tuples, from the variable on.
    pub fields: Vec<usize>,
    /// Then the indices of the array.
    pub indices: Vec<NodeId>,
    /// If only some of the elements there are meant: the first, and how many.
    pub range: Option<(NodeId, NodeId)>,
}

impl Spot {
    /// A whole variable.
    pub fn of(local: LocalId) -> Spot {
        Spot {
            local,
            fields: vec![],
            indices: vec![],
            range: None,
        }
    }

    pub fn leaves(&self) -> Vec<NodeId> {
        let ends = self.range.into_iter().flat_map(|(from, len)| [from, len]);
        self.indices.iter().copied().chain(ends).collect()
    }

    pub fn with_leaves(&self, leaves: &mut impl Iterator<Item = NodeId>) -> Spot {
        let mut next = || leaves.next().expect("a leaf for each leaf");
        Spot {
            local: self.local,
            fields: self.fields.clone(),
            indices: self.indices.iter().map(|_| next()).collect(),
            range: self.range.map(|_| (next(), next())),
        }
    }
}

impl Lower<'_> {
    /// `a[i][j]`, which is one load.
    pub fn index(&mut self, e: &Expr) -> Option<Value> {
        let mut indices = vec![];
        let mut base = e;
        while let ExprKind::Index(inner, index) = &base.kind {
            indices.push(&**index);
            base = inner;
        }
        let base = self.referred(base)?;
        let indices = indices
            .into_iter()
            .rev()
            .map(|index| self.node(index))
            .collect::<Option<Vec<_>>>()?;
        self.builder.at(e.span);
        Some(Value::Node(match base {
            Value::View(mut spot) => {
                for index in indices {
                    spot = self.element(spot, index);
                }
                self.at(&spot)
            }
            array => self.builder.load(array.node(), &indices),
        }))
    }

    pub fn assign(&mut self, place: &Place, value: &Expr) -> Option<Value> {
        let value = self.expression(value)?;
        self.assign_value(place, value)
    }

    pub fn assign_op(&mut self, e: &Expr, op: Integer, place: &Place, value: &Expr) -> Option<Value> {
        let value = self.node(value)?;
        let place = self.written(&place.read)?;
        self.builder.at(e.span);
        let array = self.read(place.local).field_mut(&place.fields).node();
        let old = self.builder.load(array, &place.indices);
        let new = self.arithmetic(op, old, value);
        self.store(&place, Value::Node(new));
        Some(Value::UNIT)
    }

    pub fn append(&mut self, e: &Expr, place: &Place, value: &Expr) -> Option<Value> {
        let value = self.node(value)?;
        self.resize(e, Op::Append, place, value)
    }

    pub fn truncate(&mut self, e: &Expr, place: &Place, len: &Expr) -> Option<Value> {
        let len = self.node(len)?;
        let ty = self.ty_of(&place.read);
        self.resize(e, |steps| Op::Truncate(steps, ty), place, len)
    }

    /// Makes the vector at a place longer or shorter.
    fn resize(&mut self, e: &Expr, op: impl FnOnce(Steps) -> Op, place: &Place, argument: NodeId) -> Option<Value> {
        let place = self.written(&place.read)?;
        self.builder.at(e.span);
        let mut value = self.read(place.local);
        let part = value.field_mut(&place.fields);
        *part = Value::Node(self.builder.resize(op, part.node(), &place.indices, argument));
        self.name(place.local, &value);
        self.scope.set(place.local, value);
        Some(Value::UNIT)
    }

    pub fn assign_tuple(&mut self, targets: &[Target], value: &Expr) -> Option<Value> {
        let value = self.expression(value)?;
        self.assign_parts(targets, value)
    }

    fn assign_parts(&mut self, targets: &[Target], value: Value) -> Option<Value> {
        let Value::Tuple(parts) = value else {
            unreachable!("a tuple is assigned to a tuple")
        };
        for (target, part) in targets.iter().zip(parts) {
            match target {
                Target::Wild => {}
                Target::Place(place) => _ = self.assign_value(place, part)?,
                Target::Tuple(targets) => _ = self.assign_parts(targets, part)?,
            }
        }
        Some(Value::UNIT)
    }

    /// Rust evaluates the indices after the value.
    fn assign_value(&mut self, place: &Place, value: Value) -> Option<Value> {
        if self.types.is_rebound(place) {
            let value = self.ranged(value);
            self.scope.set(place.local, value);
            return Some(Value::UNIT);
        }
        let span = place.read.span;
        let place = self.written(&place.read)?;
        self.builder.at(span);
        self.store(&place, value);
        Some(Value::UNIT)
    }

    /// Evaluates the indices, from the variable on.
    fn written(&mut self, e: &Expr) -> Option<Spot> {
        match &e.kind {
            ExprKind::Local(local) => Some(self.resolved(Spot::of(*local))),
            ExprKind::Field(base, k) => {
                let mut spot = self.written(base)?;
                spot.fields.push(*k);
                Some(self.resolved(spot))
            }
            ExprKind::Index(base, index) => {
                let base = self.written(base)?;
                let index = self.node(index)?;
                Some(self.element(base, index))
            }
            _ => unreachable!("a place is a variable with fields and indices"),
        }
    }

    fn store(&mut self, place: &Spot, value: Value) {
        let mut whole = match (place.fields.is_empty(), place.indices.is_empty()) {
            (true, true) => value.clone(),
            _ => self.read(place.local),
        };
        let part = whole.field_mut(&place.fields);
        *part = match place.indices.is_empty() {
            true => value,
            false => Value::Node(self.builder.store(part.node(), &place.indices, value.node())),
        };
        self.name(place.local, &whole);
        self.scope.set(place.local, whole);
    }
}
