//! From the accepted language to a graph: mutable variables become values, jumps become branches.
//!
//! [`scope`] holds what each variable is at the moment, and merges that where ways of control meet; [`flow`] turns
//! `return`, `break` and `continue` into flags, [`branch`], [`repeat`] and [`domain`] lower the constructs with regions, [`expression`],
//! [`operator`] and [`place`] the rest.

mod branch;
mod domain;
mod expression;
mod flow;
pub mod jumps;
mod operator;
mod place;
mod repeat;
mod scope;
mod value;

use crate::ast::{self, Function, LoopId, Type};
use crate::infer::Types;
use crate::ir::build::Builder;
use crate::ir::{Float, Graph, Len, Shape, Ty};
use flow::Flow;
use scope::Scope;
use value::Value;

/// A function as a graph.
pub struct Lowered {
    pub graph: Graph,
    /// How the results of the root stand in the function's value.
    pub shape: Shape,
}

impl Lowered {
    /// Whether the value is one float, which is what a gradient is of.
    pub fn has_gradient(&self) -> bool {
        let results = &self.graph[self.graph.root].results;
        self.shape == Shape::Leaf && matches!(self.graph.ty(results[0]), Ty::Float(Float::F32 | Float::F64))
    }
}

/// The graph of a function whose jumps stand where [`jumps`] accepts them.
pub fn lower(function: &Function, types: &Types) -> Lowered {
    let mut lower = Lower {
        function,
        types,
        builder: Builder::new(),
        scope: Scope::new(function),
        flow: Flow::Falls,
        loops: vec![],
        break_types: vec![],
    };
    for parameter in &function.parameters {
        let value = lower.parameter(&parameter.ty);
        lower.bind(&parameter.pattern, value);
    }
    let value = lower.body();
    let shape = value.shape();
    let results = value.leaves();
    let graph = lower.builder.finish(results);
    Lowered { graph, shape }
}

struct Lower<'a> {
    function: &'a Function,
    types: &'a Types,
    builder: Builder,
    scope: Scope,
    /// Whether control still comes to the current point.
    flow: Flow,
    /// The loops around the current point, outermost first.
    loops: Vec<LoopId>,
    /// What each of them gives by `break`.
    break_types: Vec<(LoopId, Type)>,
}

impl Lower<'_> {
    fn parameter(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Tuple(items) => Value::Tuple(items.iter().map(|item| self.parameter(item)).collect()),
            leaf => {
                let ty = self.ty(leaf);
                Value::Node(self.builder.param(ty))
            }
        }
    }

    /// The value of the body: that of its end, or that of a `return` before.
    fn body(&mut self) -> Value {
        let result = self.function.result.clone();
        let value = self.block(&self.function.body);
        let returned = self.scope.returned;
        match (self.flow, self.scope.get(returned).clone()) {
            (Flow::Falls, _) => value,
            // Control ends in a `return` or a panic everywhere.
            (Flow::Never, _) => match self.scope.get(self.scope.result).clone() {
                Value::Unset => self.zero(&result),
                value => value,
            },
            (Flow::Maybe, Value::Node(returned)) => {
                let early = self.scope.get(self.scope.result).clone();
                self.choose(returned, early, value, &result)
            }
            (Flow::Maybe, _) => value,
        }
    }

    /// A leaf type of the graph.
    fn ty(&mut self, ty: &Type) -> Ty {
        match ty {
            Type::Float(float) => Ty::Float(*float),
            Type::Int(int) => Ty::Int(*int),
            Type::Bool => Ty::Bool,
            Type::Ordering => Ty::Ordering,
            Type::Array(element, length) => {
                let element = self.ty(element);
                let length = match length {
                    ast::Length::Fixed(n) => Len::Fixed(*n),
                    ast::Length::Const(tokens) => Len::Const(self.builder.tokens(tokens.clone())),
                    ast::Length::Infer => unreachable!("lengths have been inferred"),
                };
                Ty::Array(Box::new(element), length)
            }
            Type::Slice(element) => Ty::Slice(Box::new(self.ty(element))),
            Type::Tuple(_) | Type::Infer => unreachable!("a leaf has a type of its own"),
        }
    }

    /// A zero of a type: for what is read only where it has been set.
    fn zero(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Tuple(items) => Value::Tuple(items.iter().map(|item| self.zero(item)).collect()),
            leaf => {
                let ty = self.ty(leaf);
                Value::Node(self.builder.zero(&ty))
            }
        }
    }
}
