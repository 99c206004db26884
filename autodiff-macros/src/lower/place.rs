//! Places: elements and parts of variables, read and written with all indices at once.

use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::ir::{Integer, NodeId, Op, Steps};

/// A place with its indices evaluated.
struct Evaluated {
    local: LocalId,
    /// The fields of tuples, from the variable on.
    fields: Vec<usize>,
    /// Then the indices of the array.
    indices: Vec<NodeId>,
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
        let array = self.node(base)?;
        let indices = indices
            .into_iter()
            .rev()
            .map(|index| self.node(index))
            .collect::<Option<Vec<_>>>()?;
        self.builder.at(e.span);
        Some(Value::Node(self.builder.load(array, &indices)))
    }

    pub fn assign(&mut self, place: &Place, value: &Expr) -> Option<Value> {
        let value = self.expression(value)?;
        self.assign_value(place, value)
    }

    pub fn assign_op(&mut self, e: &Expr, op: Integer, place: &Place, value: &Expr) -> Option<Value> {
        let value = self.node(value)?;
        let place = self.place(place)?;
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
        let place = self.place(place)?;
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
        let span = place.read.span;
        let place = self.place(place)?;
        self.builder.at(span);
        self.store(&place, value);
        Some(Value::UNIT)
    }

    fn place(&mut self, place: &Place) -> Option<Evaluated> {
        let mut evaluated = Evaluated {
            local: place.local,
            fields: vec![],
            indices: vec![],
        };
        self.projections(&place.read, &mut evaluated)?;
        Some(evaluated)
    }

    /// Evaluates the indices, from the variable on.
    fn projections(&mut self, e: &Expr, place: &mut Evaluated) -> Option<()> {
        match &e.kind {
            ExprKind::Field(base, k) => {
                self.projections(base, place)?;
                place.fields.push(*k);
            }
            ExprKind::Index(base, index) => {
                self.projections(base, place)?;
                place.indices.push(self.node(index)?);
            }
            _ => {}
        }
        Some(())
    }

    fn store(&mut self, place: &Evaluated, value: Value) {
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
