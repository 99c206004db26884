//! Arithmetic and the methods of numbers.

use super::value::Value;
use super::Lower;
use crate::ast::{Expr, ExprKind, Method, StructType, Type};
use crate::ir::{CallKind, Comparison, Const, Dialect, FloatTest, IntMethod, Integer, NodeId, Op};
use crate::primitives::Primitive;
use proc_macro2::Ident;
use quote::{quote, ToTokens};
use std::cmp::Ordering;

impl Lower<'_> {
    pub fn arithmetic(&mut self, op: Integer, left: NodeId, right: NodeId) -> NodeId {
        if self.builder.graph.ty(left).float().is_none() {
            return self.builder.integer(op, left, right);
        }
        let primitive = match op {
            Integer::Add => Primitive::Add,
            Integer::Sub => Primitive::Sub,
            Integer::Mul => Primitive::Mul,
            Integer::Div => Primitive::Div,
            Integer::Rem => Primitive::Rem,
            Integer::And | Integer::Or | Integer::Xor | Integer::Shl | Integer::Shr => {
                unreachable!("a bit operation on floats")
            }
        };
        self.builder.primitive(primitive, Dialect::Std, vec![left, right])
    }

    pub fn method(
        &mut self,
        e: &Expr,
        receiver: &Expr,
        name: &Ident,
        method: Method,
        arguments: &[Expr],
    ) -> Option<Value> {
        if let Type::Struct(ty) = self.types.of(receiver) {
            let is_derived = self.is_derived(ty, name, arguments);
            let arguments: Vec<&Expr> = std::iter::once(receiver).chain(arguments).collect();
            if is_derived {
                return self.call(e, quote!(calculus::#name), CallKind::Library, &arguments);
            }
            return match &receiver.kind {
                // The reverse half is called without a value.
                ExprKind::Borrow(borrow) if self.types.is_written(&borrow.place) && !ty.is_unknown() => {
                    let ty = ty.in_expression();
                    self.call(e, quote!(#ty::#name), CallKind::Associated, &arguments)
                }
                _ => self.call(e, name.to_token_stream(), CallKind::Method, &arguments),
            };
        }
        let receiver = self.node(receiver)?;
        let operands = [vec![receiver], self.nodes(arguments)?].concat();
        let is_float = self.builder.graph.ty(receiver).float().is_some();
        self.builder.at(e.span);
        match method {
            Method::User => unreachable!("a number has no such method"),
            Method::Float(primitive) => self.make(e, Op::Primitive(primitive, Dialect::Std), operands),
            Method::Number(primitive, _) if is_float => self.make(e, Op::Primitive(primitive, Dialect::Std), operands),
            Method::Int(IntMethod::IsPositive) if is_float => {
                self.make(e, Op::Test(FloatTest::IsSignPositive), operands)
            }
            Method::Int(IntMethod::IsNegative) if is_float => {
                self.make(e, Op::Test(FloatTest::IsSignNegative), operands)
            }
            Method::Number(_, int) | Method::Int(int) => self.make(e, Op::Method(int), operands),
            Method::SinCos => {
                let sin = self.builder.primitive(Primitive::Sin, Dialect::Std, operands.clone());
                let cos = self.builder.primitive(Primitive::Cos, Dialect::Std, operands);
                Some(Value::Tuple(vec![Value::Node(sin), Value::Node(cos)]))
            }
            Method::Test(test) => self.make(e, Op::Test(test), operands),
            Method::TotalCompare => self.make(e, Op::TotalCompare, operands),
            Method::Compare => Some(Value::Node(self.compare_integers(operands[0], operands[1]))),
            Method::Ordering(comparison) => {
                let equal = self.builder.constant(Const::Ordering(Ordering::Equal));
                Some(Value::Node(self.builder.compare(comparison, receiver, equal)))
            }
        }
    }

    /// Whether a derive has made this method of a struct.
    fn is_derived(&self, ty: &StructType, name: &Ident, arguments: &[Expr]) -> bool {
        let Some(signature) = self.function.surroundings.derived(ty, &name.to_string()) else {
            return false;
        };
        let expected = &signature.parameters[1..];
        let suits = |(expected, argument): (&Type, &Expr)| match (expected, self.types.of(argument)) {
            (Type::Struct(expected), Type::Struct(given)) => expected.name() == given.name(),
            (Type::Struct(_), _) => false,
            _ => true,
        };
        expected.len() == arguments.len() && expected.iter().zip(arguments).all(suits)
    }

    /// `a.cmp(&b)`
    fn compare_integers(&mut self, a: NodeId, b: NodeId) -> NodeId {
        let [less, equal, greater] = [Ordering::Less, Ordering::Equal, Ordering::Greater]
            .map(|ordering| self.builder.constant(Const::Ordering(ordering)));
        let above = self.builder.compare(Comparison::Gt, a, b);
        let rest = self.select(above, greater, equal);
        let below = self.builder.compare(Comparison::Lt, a, b);
        self.select(below, less, rest)
    }

    /// One of two values that are there already.
    fn select(&mut self, condition: NodeId, then: NodeId, otherwise: NodeId) -> NodeId {
        let [then, otherwise] = [then, otherwise].map(|value| {
            self.builder.enter();
            self.builder.leave(vec![value])
        });
        self.builder.branch(condition, then, otherwise)[0]
    }
}
