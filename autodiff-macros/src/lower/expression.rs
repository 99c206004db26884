//! Expressions, one entry for each construct.

use super::value::Value;
use super::Lower;
use crate::ast::*;
use crate::infer::operation;
use crate::ir::{CallKind, Const, Dialect, Float, Int, Integer, NodeId, Op, Ty};
use crate::primitives::Primitive;
use proc_macro2::{Ident, Span};
use quote::{quote, ToTokens};

impl Lower<'_> {
    /// The value of `e`; none if control never gets past it.
    pub fn expression(&mut self, e: &Expr) -> Option<Value> {
        self.expression_in(e, false)
    }

    /// As `expression`; `last` says that nothing follows `e` in its region.
    pub fn expression_in(&mut self, e: &Expr, last: bool) -> Option<Value> {
        match &e.kind {
            ExprKind::Float { value, value32, .. } => Some(Value::Node(self.float(e, *value, *value32))),
            ExprKind::Int { value, .. } => Some(Value::Node(self.int(e, *value))),
            ExprKind::Bool(value) => Some(Value::Node(self.builder.bool(*value))),
            ExprKind::Ordering(value) => Some(Value::Node(self.builder.constant(Const::Ordering(*value)))),
            ExprKind::Neutral(op) => Some(Value::Node(self.neutral(e, *op))),
            ExprKind::Local(_) | ExprKind::Slice { .. } => {
                let value = self.referred(e)?;
                self.builder.at(e.span);
                Some(self.settled(value, self.types.of(e)))
            }
            ExprKind::Path { tokens, .. } => {
                self.builder.at(e.span);
                let ty = self.ty_of(e);
                let is_lent = ty == Ty::Int(Int::Inferred) && self.function.referenced.contains(&e.id);
                let reference = is_lent.then(|| quote!(&));
                let tokens = self.builder.tokens(quote!(#reference #tokens));
                Some(Value::Node(self.builder.add(Op::Path(tokens), vec![], ty)))
            }
            ExprKind::Default => {
                let types = self.types;
                Some(self.zero(types.of(e)))
            }
            ExprKind::Borrow(borrow) => self.expression(&borrow.place.read),
            ExprKind::Tuple(parts) | ExprKind::Captured(parts) => {
                let parts = parts.iter().map(|part| self.expression(part)).collect::<Option<_>>()?;
                Some(Value::Tuple(parts))
            }
            ExprKind::Option(some, value) => {
                let some = self.node(some)?;
                Some(Value::option(some, self.expression(value)?))
            }
            ExprKind::Absent => {
                let types = self.types;
                Some(self.zero(types.of(e)))
            }
            ExprKind::IsSome(option) => Some(self.expression(option)?.into_option().0),
            ExprKind::Payload(option) => Some(self.expression(option)?.into_option().1),
            ExprKind::Array(elements) => {
                let elements = self.nodes(elements)?;
                self.make(e, Op::Array, elements)
            }
            ExprKind::Blank(_) => {
                let types = self.types;
                Some(self.zero(types.of(e)))
            }
            ExprKind::Repeat(element, _) => {
                let element = self.node(element)?;
                self.make(e, Op::Repeat, vec![element])
            }
            ExprKind::List(elements) => {
                let elements = self.nodes(elements)?;
                self.make(e, Op::Array, elements)
            }
            ExprKind::Reserve(capacity) => {
                let capacity = self.node(capacity)?;
                self.make(e, Op::Reserve, vec![capacity])
            }
            ExprKind::Fill(element, len) => {
                let (element, len) = (self.node(element)?, self.node(len)?);
                self.make(e, Op::Repeat, vec![element, len])
            }
            ExprKind::ToVec(array) => {
                let array = self.node(array)?;
                match self.builder.graph.ty(array) {
                    Ty::Vec(_) => Some(Value::Node(array)),
                    _ => self.make(e, Op::ToVec, vec![array]),
                }
            }
            ExprKind::ToOwned(value) => match self.types.of(value) {
                Type::Slice(_) => {
                    let array = self.node(value)?;
                    self.make(e, Op::ToVec, vec![array])
                }
                _ => self.expression(value),
            },
            ExprKind::Append(place, value) => self.append(e, place, value),
            ExprKind::Truncate(place, len) => self.truncate(e, place, len),
            ExprKind::Struct(literal) => self.struct_literal(e, literal),
            ExprKind::Index(base, index) if self.is_users(base) => self.user_element(e, base, index),
            ExprKind::Field(..) | ExprKind::Index(..) => {
                let value = self.projection(e)?;
                Some(self.settled(value, self.types.of(e)))
            }
            ExprKind::Len(base) => {
                let base = self.referred(base)?;
                self.builder.at(e.span);
                Some(Value::Node(self.len(base)))
            }
            ExprKind::Negate(value) => self.negate(e, value),
            ExprKind::Not(value) => {
                let value = self.node(value)?;
                self.make(e, Op::Not, vec![value])
            }
            ExprKind::Binary(op, left, right) => {
                let is_user = [left, right]
                    .iter()
                    .any(|side| matches!(self.types.of(side), Type::Struct(_)));
                if let (true, Some(operation)) = (is_user, operation(*op)) {
                    return self.operator(e, operation, &[left, right]);
                }
                let (left, right) = (self.node(left)?, self.node(right)?);
                self.builder.at(e.span);
                Some(Value::Node(self.arithmetic(*op, left, right)))
            }
            ExprKind::And(left, right) => self.logic(true, left, right),
            ExprKind::Or(left, right) => self.logic(false, left, right),
            ExprKind::Compare(comparison, left, right) => self.comparison(e, *comparison, left, right),
            ExprKind::Cast(value, _) => self.cast(e, value),
            ExprKind::Method {
                receiver,
                name,
                method,
                arguments,
                ..
            } => self.method(e, receiver, name, *method, arguments),
            ExprKind::Libm {
                primitive, arguments, ..
            } => {
                let arguments = self.nodes(arguments)?;
                self.make(e, Op::Primitive(*primitive, Dialect::Libm), arguments)
            }
            ExprKind::Call {
                callee,
                kind,
                arguments,
                ..
            } => {
                let arguments: Vec<&Expr> = arguments.iter().collect();
                self.call(e, callee.clone(), self.types.call_kind(e, *kind), &arguments)
            }
            ExprKind::Block(block) => self.block(block, last),
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.if_expression(condition, then, otherwise.as_deref(), last),
            ExprKind::For(f) => self.for_loop(f),
            ExprKind::While { id, condition, body } => self.while_loop(*id, condition, body),
            ExprKind::Labelled { id, body } => self.labelled_block(e, *id, body),
            ExprKind::Loop { id, body } => self.loop_expression(e, *id, body),
            ExprKind::Break { target, value } => self.break_expression(*target, value.as_deref()),
            ExprKind::Continue { target } => self.continue_expression(*target),
            ExprKind::Return(value) => self.return_expression(value.as_deref()),
            ExprKind::Assign(place, value) => self.assign(place, value),
            ExprKind::AssignOp(op, place, value) => self.assign_op(e, *op, place, value),
            ExprKind::AssignTuple(targets, value) => self.assign_tuple(targets, value),
            ExprKind::Macro(kept) => self.kept_macro(e, kept),
        }
    }

    /// The value of an expression that is no tuple.
    pub fn node(&mut self, e: &Expr) -> Option<NodeId> {
        let value = self.expression(e)?;
        Some(self.whole(value))
    }

    pub fn nodes(&mut self, expressions: &[Expr]) -> Option<Vec<NodeId>> {
        expressions.iter().map(|e| self.node(e)).collect()
    }

    /// The node of an expression whose operands have been made.
    pub fn make(&mut self, e: &Expr, op: Op, arguments: Vec<NodeId>) -> Option<Value> {
        self.builder.at(e.span);
        let ty = self.ty_of(e);
        Some(Value::Node(self.builder.add(op, arguments, ty)))
    }

    pub fn ty_of(&mut self, e: &Expr) -> Ty {
        let types = self.types;
        self.ty(types.of(e))
    }

    /// What a variable holds. One that is not assigned yet is not read before it is, so anything will do.
    pub fn read(&mut self, local: LocalId) -> Value {
        let types = self.types;
        match self.scope.get(local) {
            Some(value) => value.clone(),
            None => match self.nowhere(types.origin(local)) {
                Some(nowhere) => nowhere,
                None => self.zero(types.local(local)),
            },
        }
    }

    fn float(&mut self, e: &Expr, value: f64, value32: f32) -> NodeId {
        self.builder.at(e.span);
        match self.types.of(e) {
            Type::Float(Float::F32) => self.builder.constant(Const::F32(value32.to_bits())),
            Type::Float(float) => self.builder.float(*float, value),
            _ => unreachable!("a float literal is a float"),
        }
    }

    fn int(&mut self, e: &Expr, value: i128) -> NodeId {
        self.builder.at(e.span);
        match self.types.of(e) {
            Type::Int(int) => self.builder.int(*int, value),
            _ => unreachable!("an integer literal is an integer"),
        }
    }

    /// A float sum of nothing is -0.0 in Rust.
    fn neutral(&mut self, e: &Expr, op: Integer) -> NodeId {
        match (self.types.of(e), op) {
            (Type::Int(_), Integer::Mul) => self.int(e, 1),
            (Type::Int(_), _) => self.int(e, 0),
            (_, Integer::Mul) => self.float(e, 1.0, 1.0),
            _ => self.float(e, -0.0, -0.0),
        }
    }

    fn negate(&mut self, e: &Expr, value: &Expr) -> Option<Value> {
        // Of `-128i8` the positive literal would be out of range.
        match &value.kind {
            ExprKind::Int { value, .. } => Some(Value::Node(self.int(e, -value))),
            ExprKind::Float { value, value32, .. } => Some(Value::Node(self.float(e, -value, -value32))),
            _ if matches!(self.types.of(value), Type::Struct(_)) => self.operator(e, "Neg", &[value]),
            _ => {
                let value = self.node(value)?;
                let is_float = self.builder.graph.ty(value).float().is_some();
                let op = if is_float {
                    Op::Primitive(Primitive::Neg, Dialect::Std)
                } else {
                    Op::Negate
                };
                self.make(e, op, vec![value])
            }
        }
    }

    /// An operator on types of the user.
    fn operator(&mut self, e: &Expr, operation: &str, operands: &[&Expr]) -> Option<Value> {
        let operation = Ident::new(operation, Span::call_site().located_at(e.span));
        self.call(e, operation.to_token_stream(), CallKind::Operator, operands)
    }

    fn cast(&mut self, e: &Expr, value: &Expr) -> Option<Value> {
        let mut value = self.node(value)?;
        if self.builder.graph.ty(value) == &Ty::Bool && matches!(self.types.of(e), Type::Float(_)) {
            // `f64::from(b)`; Rust has no such cast.
            value = self.builder.cast(value, Ty::Int(Int::U8));
        }
        self.make(e, Op::Cast, vec![value])
    }
}
