//! Operators, methods and functions of numbers.

use super::value::Value;
use super::Lower;
use crate::ast::{Expr, Method};
use crate::ir::{Comparison, Const, Dialect, Integer, NodeId, Op, Ty};
use crate::primitives::Primitive;
use std::cmp::Ordering;

impl Lower<'_> {
    /// `left op right`, on floats or on integers and `bool`s.
    pub(super) fn arithmetic(&mut self, op: Integer, left: NodeId, right: NodeId) -> NodeId {
        let is_float = self.builder.graph.ty(left).float().is_some();
        match (is_float, float(op)) {
            (true, Some(primitive)) => self.builder.primitive(primitive, Dialect::Std, vec![left, right]),
            _ => self.builder.integer(op, left, right),
        }
    }

    pub(super) fn negate(&mut self, e: &Expr, operand: &Expr) -> Value {
        let operand = self.operand_node(operand);
        let ty = self.builder.graph.ty(operand).clone();
        self.builder.at(e.span);
        Value::Node(match ty {
            Ty::Float(_) => self.builder.primitive(Primitive::Neg, Dialect::Std, vec![operand]),
            ty => self.builder.add(Op::Negate, vec![operand], ty),
        })
    }

    pub(super) fn method(&mut self, e: &Expr, receiver: &Expr, method: Method, arguments: &[Expr]) -> Value {
        let receiver = self.operand_node(receiver);
        let mut args = vec![receiver];
        args.extend(arguments.iter().map(|argument| self.operand_node(argument)));
        let is_float = self.builder.graph.ty(receiver).float().is_some();
        self.builder.at(e.span);
        match method {
            Method::Float(primitive) => self.std(primitive, args),
            Method::Number(primitive, _) if is_float => self.std(primitive, args),
            Method::Int(int) | Method::Number(_, int) => self.pure(e, Op::Method(int), args),
            Method::SinCos => {
                let sine = self.std(Primitive::Sin, args.clone());
                Value::Tuple(vec![sine, self.std(Primitive::Cos, args)])
            }
            Method::Test(test) => Value::Node(self.builder.add(Op::Test(test), args, Ty::Bool)),
            Method::TotalCompare => Value::Node(self.builder.add(Op::TotalCompare, args, Ty::Ordering)),
            Method::Compare => Value::Node(self.compare_integers(args[0], args[1])),
            Method::Ordering(comparison) => {
                let equal = self.builder.constant(Const::Ordering(Ordering::Equal));
                Value::Node(self.builder.compare(comparison, receiver, equal))
            }
        }
    }

    fn std(&mut self, primitive: Primitive, args: Vec<NodeId>) -> Value {
        Value::Node(self.builder.primitive(primitive, Dialect::Std, args))
    }

    pub(super) fn libm(&mut self, primitive: Primitive, arguments: &[Expr]) -> Value {
        let args = arguments.iter().map(|argument| self.operand_node(argument)).collect();
        Value::Node(self.builder.primitive(primitive, Dialect::Libm, args))
    }

    /// `n.cmp(&m)`: `if n < m { Less } else if n > m { Greater } else { Equal }`.
    fn compare_integers(&mut self, left: NodeId, right: NodeId) -> NodeId {
        let ordering = |lower: &mut Self, o| Value::Node(lower.builder.constant(Const::Ordering(o)));
        let less = self.builder.compare(Comparison::Lt, left, right);
        let value = self.branch(
            less,
            |lower| ordering(lower, Ordering::Less),
            |lower| {
                let greater = lower.builder.compare(Comparison::Gt, left, right);
                lower.branch(
                    greater,
                    |lower| ordering(lower, Ordering::Greater),
                    |lower| ordering(lower, Ordering::Equal),
                )
            },
        );
        value.node()
    }
}

fn float(op: Integer) -> Option<Primitive> {
    Some(match op {
        Integer::Add => Primitive::Add,
        Integer::Sub => Primitive::Sub,
        Integer::Mul => Primitive::Mul,
        Integer::Div => Primitive::Div,
        Integer::Rem => Primitive::Rem,
        _ => return None,
    })
}
