//! Expressions.

use super::value::Value;
use super::Lower;
use crate::ast::{Expr, ExprKind, Macro, MacroKind, Type};
use crate::ir::{Call, Const, Float, Half, Int, NodeId, Op, Shape, Ty};
use crate::lowering::flow::Flow;
use proc_macro2::TokenStream;

impl Lower<'_> {
    /// The value of an operand: jumps don't leave from here.
    pub(super) fn operand(&mut self, e: &Expr) -> Value {
        self.expression(e)
    }

    pub(super) fn operand_node(&mut self, e: &Expr) -> NodeId {
        self.operand(e).node()
    }

    pub(super) fn expression(&mut self, e: &Expr) -> Value {
        self.builder.at(e.span);
        match &e.kind {
            ExprKind::Float { value, value32, .. } => {
                let constant = match self.types.of(e) {
                    Type::Float(Float::F32) => Const::F32(value32.to_bits()),
                    _ => Const::F64(value.to_bits()),
                };
                Value::Node(self.builder.constant(constant))
            }
            ExprKind::Int { value, .. } => {
                let int = match self.types.of(e) {
                    Type::Int(int) => *int,
                    _ => Int::Inferred,
                };
                Value::Node(self.builder.int(int, *value))
            }
            ExprKind::Bool(value) => Value::Node(self.builder.bool(*value)),
            ExprKind::Ordering(ordering) => Value::Node(self.builder.constant(Const::Ordering(*ordering))),
            ExprKind::Local(local) => self.local(*local),
            ExprKind::Path { tokens, .. } => {
                let ty = self.leaf_type(e);
                let tokens = self.builder.tokens(tokens.clone());
                Value::Node(self.builder.add(Op::Path(tokens), vec![], ty))
            }
            ExprKind::Tuple(items) => Value::Tuple(items.iter().map(|item| self.operand(item)).collect()),
            ExprKind::Array(items) => {
                let items = items.iter().map(|item| self.operand_node(item)).collect();
                self.pure(e, Op::Array, items)
            }
            ExprKind::Repeat(item, _) => {
                let item = self.operand_node(item);
                self.pure(e, Op::Repeat, vec![item])
            }
            ExprKind::Field(tuple, k) => match self.operand(tuple) {
                Value::Tuple(mut items) => items.swap_remove(*k),
                _ => Value::Unset,
            },
            ExprKind::Index(array, index) => {
                let (array, index) = (self.operand_node(array), self.operand_node(index));
                self.builder.at(e.span);
                Value::Node(self.builder.load(array, &[index]))
            }
            ExprKind::Len(array) => {
                let array = self.operand_node(array);
                Value::Node(self.builder.add(Op::Len, vec![array], Ty::USIZE))
            }
            ExprKind::Negate(operand) => self.negate(e, operand),
            ExprKind::Not(operand) => {
                let operand = self.operand_node(operand);
                Value::Node(self.builder.not(operand))
            }
            ExprKind::Binary(op, left, right) => {
                let (left, right) = (self.operand_node(left), self.operand_node(right));
                self.builder.at(e.span);
                Value::Node(self.arithmetic(*op, left, right))
            }
            ExprKind::And(left, right) => self.short_circuit(true, left, right),
            ExprKind::Or(left, right) => self.short_circuit(false, left, right),
            ExprKind::Compare(comparison, left, right) => {
                let (left, right) = (self.operand_node(left), self.operand_node(right));
                Value::Node(self.builder.compare(*comparison, left, right))
            }
            ExprKind::Cast(operand, _) => {
                let operand = self.operand_node(operand);
                let ty = self.leaf_type(e);
                Value::Node(self.builder.cast(operand, ty))
            }
            ExprKind::Method { receiver, method, arguments, .. } => self.method(e, receiver, *method, arguments),
            ExprKind::Libm { primitive, arguments, .. } => self.libm(*primitive, arguments),
            ExprKind::Call { callee, arguments, .. } => self.call(e, callee, arguments),
            ExprKind::Block(block) => self.block(block),
            ExprKind::If { condition, then, otherwise } => {
                self.if_expression(condition, then, otherwise.as_deref())
            }
            ExprKind::For(f) => self.for_loop(f),
            ExprKind::While { id, condition, body } => self.while_loop(*id, condition, body),
            ExprKind::Loop { id, body } => self.endless_loop(e, *id, body),
            ExprKind::Break { target, value } => self.jump(|lower| lower.jump_break(*target, value.as_deref())),
            ExprKind::Continue { target } => self.jump(|lower| lower.jump_continue(*target)),
            ExprKind::Return(value) => self.jump(|lower| lower.jump_return(value.as_deref())),
            ExprKind::Assign(place, value) => self.assign(place, value),
            ExprKind::AssignOp(op, place, value) => self.assign_op(*op, place, value),
            ExprKind::AssignTuple(targets, value) => self.assign_tuple(targets, value),
            ExprKind::Macro(kept) => self.kept_macro(kept),
        }
    }

    fn jump(&mut self, jump: impl FnOnce(&mut Self)) -> Value {
        jump(self);
        Value::Unset
    }

    /// A pure node of the expression's type.
    pub(super) fn pure(&mut self, e: &Expr, op: Op, args: Vec<NodeId>) -> Value {
        let ty = self.leaf_type(e);
        self.builder.at(e.span);
        Value::Node(self.builder.add(op, args, ty))
    }

    pub(super) fn leaf_type(&mut self, e: &Expr) -> Ty {
        let ty = self.types.of(e).clone();
        self.ty(&ty)
    }

    fn call(&mut self, e: &Expr, callee: &TokenStream, arguments: &[Expr]) -> Value {
        let args: Vec<NodeId> = arguments.iter().map(|argument| self.operand_node(argument)).collect();
        let mut types = vec![];
        let result = self.types.of(e).clone();
        let shape = self.shape_of(&result, &mut types);
        let callee = self.builder.tokens(callee.clone());
        self.builder.at(e.span);
        let arity = args.len() as u32;
        let call = Call { callee, half: Half::Plain, shape: shape.clone(), arity, active: vec![] };
        let node = self.builder.add(Op::Call(call), args, Ty::Tuple(types));
        let mut results = self.builder.results(node).into_iter();
        shaped(&shape, &mut results)
    }

    fn shape_of(&mut self, ty: &Type, types: &mut Vec<Ty>) -> Shape {
        match ty {
            Type::Tuple(items) => Shape::Tuple(items.iter().map(|item| self.shape_of(item, types)).collect()),
            leaf => {
                types.push(self.ty(leaf));
                Shape::Leaf
            }
        }
    }

    fn kept_macro(&mut self, kept: &Macro) -> Value {
        let args = kept.arguments.iter().map(|argument| self.operand_node(argument)).collect();
        let path = self.builder.tokens(kept.path.clone());
        let pieces = kept.pieces.iter().map(|piece| self.builder.tokens(piece.clone())).collect();
        let diverges = kept.kind == MacroKind::Panic;
        self.builder.add(Op::Macro(crate::ir::Macro { path, pieces, diverges }), args, Ty::UNIT);
        if diverges {
            self.flow = Flow::Never;
            return Value::Unset;
        }
        Value::UNIT
    }
}

fn shaped(shape: &Shape, leaves: &mut impl Iterator<Item = NodeId>) -> Value {
    match shape {
        Shape::Leaf => Value::Node(leaves.next().expect("a node for each leaf")),
        Shape::Tuple(items) => Value::Tuple(items.iter().map(|item| shaped(item, leaves)).collect()),
    }
}
