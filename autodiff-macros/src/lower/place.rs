//! Places: elements and parts of variables, read and written with all indices at once.

use super::access::Access;
use super::call::Argument;
use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::infer::update;
use crate::ir::{CallKind, Integer, NodeId, Op, Steps};
use proc_macro2::{Ident, Span};
use quote::ToTokens;

/// A place with its indices evaluated.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    pub local: LocalId,
    /// The way from the variable on.
    pub path: Vec<Access>,
    /// If only some of the elements there are meant: the first, and how many.
    pub range: Option<(NodeId, NodeId)>,
}

impl Spot {
    /// A whole variable.
    pub fn of(local: LocalId) -> Spot {
        Spot {
            local,
            path: vec![],
            range: None,
        }
    }

    pub fn leaves(&self) -> Vec<NodeId> {
        let ends = self.range.into_iter().flat_map(|(from, len)| [from, len]);
        let indices = self.path.iter().filter_map(|access| match access {
            Access::Index(index) => Some(*index),
            Access::Field(_) => None,
        });
        indices.chain(ends).collect()
    }

    pub fn with_leaves(&self, leaves: &mut impl Iterator<Item = NodeId>) -> Spot {
        let mut next = || leaves.next().expect("a leaf for each leaf");
        let path = self.path.iter().map(|access| match access {
            Access::Index(_) => Access::Index(next()),
            field => field.clone(),
        });
        Spot {
            local: self.local,
            path: path.collect(),
            range: self.range.map(|_| (next(), next())),
        }
    }
}

impl Lower<'_> {
    /// `a[i].x[j]`, which is one read; where that is a reference, it stays one.
    pub fn projection(&mut self, e: &Expr) -> Option<Value> {
        let mut steps = vec![];
        let mut base = e;
        while let ExprKind::Index(inner, _) | ExprKind::Field(inner, _) = &base.kind {
            if self.is_users_element(base) {
                break;
            }
            steps.push(base);
            base = inner;
        }
        // A place is read when its indices have been computed, which may change it.
        let early = match base.kind {
            ExprKind::Local(_) => None,
            _ => Some(self.referred(base)?),
        };
        let mut accesses = vec![];
        for step in steps.into_iter().rev() {
            let access = match &step.kind {
                ExprKind::Index(_, index) => Access::Index(self.node(index)?),
                ExprKind::Field(_, member) => Access::Field(member.clone()),
                _ => unreachable!("a step is an index or a field"),
            };
            accesses.push((step, access));
        }
        let mut value = match early {
            Some(base) => base,
            None => self.referred(base)?,
        };
        // The way from a node on.
        let mut path = vec![];
        for (step, access) in accesses {
            self.builder.at(step.span);
            value = match (value, access) {
                (Value::View(spot), Access::Index(index)) => Value::View(self.element(spot, index)),
                (Value::View(mut spot), field) => {
                    spot.path.push(field);
                    Value::View(spot)
                }
                (node @ Value::Node(_), access) => {
                    path.push(access);
                    node
                }
                (value, access) => self.access(&value, &[access], self.types.of(step)),
            };
        }
        self.builder.at(e.span);
        let types = self.types;
        Some(match path.is_empty() {
            true => value,
            false => self.access(&value, &path, types.of(e)),
        })
    }

    pub fn assign(&mut self, place: &Place, value: &Expr) -> Option<Value> {
        let value = self.expression(value)?;
        self.assign_value(place, value)
    }

    pub fn assign_op(&mut self, e: &Expr, op: Integer, place: &Place, value: &Expr) -> Option<Value> {
        let read = &place.read;
        if let (Type::Struct(_), Some(operation)) = (self.types.of(read), update(op)) {
            let operation = Ident::new(operation, Span::call_site().located_at(e.span));
            let arguments = [Argument::Place(place, false), Argument::Value(value)];
            return self.call_with(e, operation.to_token_stream(), CallKind::Operator, &arguments);
        }
        let value = self.node(value)?;
        let place = self.written(read)?;
        self.builder.at(e.span);
        let old = self.content(&place, self.types.of(read)).node();
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
        let whole = self.read(place.local);
        let mut op = Some(op);
        let value = self.changed(&whole, &place.path, &mut |lower, node, steps| {
            let op = op.take().expect("a place is one");
            Value::Node(lower.builder.resize(op, node, steps, argument))
        });
        self.store(&Spot::of(place.local), value);
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
        let read = &place.read;
        if let (ExprKind::Index(base, index), true) = (&read.kind, self.is_users_element(read)) {
            return self.assign_element(read, base, index, value);
        }
        let place = self.written(read)?;
        self.builder.at(read.span);
        let value = match self.is_in_struct(read) {
            true => self.held(value, self.types.of(read)),
            false => value,
        };
        self.store(&place, value);
        Some(Value::UNIT)
    }

    /// Evaluates the indices, from the variable on.
    pub fn written(&mut self, e: &Expr) -> Option<Spot> {
        match &e.kind {
            ExprKind::Local(local) => Some(self.resolved(Spot::of(*local))),
            ExprKind::Field(base, member) => {
                let mut spot = self.written(base)?;
                spot.path.push(Access::Field(member.clone()));
                Some(self.resolved(spot))
            }
            ExprKind::Index(base, index) if self.is_users(base) => self.user_place(e, base, index),
            ExprKind::Index(base, index) => {
                let base = self.written(base)?;
                let index = self.node(index)?;
                Some(self.element(base, index))
            }
            ExprKind::Slice { base, .. } => {
                let spot = self.written(base)?;
                self.slice_of(spot, e)
            }
            _ => unreachable!("a place is a variable with fields and indices"),
        }
    }

    pub fn store(&mut self, place: &Spot, value: Value) {
        let whole = match place.path.is_empty() {
            true => value,
            false => {
                let whole = self.read(place.local);
                self.replaced(&whole, &place.path, value)
            }
        };
        self.name(place.local, &whole);
        self.scope.set(place.local, whole);
        self.write_back(place.local);
    }
}
