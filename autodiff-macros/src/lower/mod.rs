//! From the accepted language with its types to the graph.
//!
//! * Tuples and options are taken apart: a variable holds a tree of nodes ([`value`]).
//! * Variables that change become values that branches and loops yield ([`scope`], [`region`], [`loops`]).
//! * Jumps become flags and branches ([`exit`]).
//!
//! What lowers an expression gives `None` if control never gets past it; what follows is dropped then. Nodes are made
//! in the order in which the program evaluates. Behind the checks of [`infer`](crate::infer), nothing here can fail.

mod access;
mod call;
mod comparison;
mod control;
mod domain;
mod exit;
mod expression;
mod indexing;
mod loops;
mod method;
mod option;
mod place;
mod region;
mod scope;
#[cfg(test)]
mod tests;
mod types;
mod value;
mod view;

use crate::ast::{Function, LocalId, Parameter, Pattern};
use crate::infer::Types;
use crate::ir::build::Builder;
use crate::ir::{Graph, Int, Name, NodeId, Shape};
use crate::tables::HashMap;
use access::Access;
use exit::{OpenLoop, Returned};
use indexing::Behind;
use region::{Frame, Tail};
use scope::Scope;
use value::Value;

/// The graph of the user's function. Its parameters are the leaves of the function's, in order, and its results the
/// leaves of the value.
pub struct Lowered {
    pub graph: Graph,
    /// How the results stand in the value.
    pub shape: Shape,
}

impl Lowered {
    /// Calls the value of the function so, where the user has no name for it.
    pub fn name_value(&mut self) {
        let first = usize::from(matches!(self.shape, Shape::Option(_)));
        let results = self.graph[self.graph.root].results.clone();
        for result in results.into_iter().skip(first) {
            let name = &mut self.graph[result].name;
            if name.is_none() {
                *name = Some(Name {
                    text: "value".to_string(),
                    declared: false,
                });
            }
        }
    }

    /// Whether the value is one float, if there is one.
    pub fn has_gradient(&self) -> bool {
        let values = self.graph[self.graph.root].results.len() - self.graph.in_place.len();
        let value = match (&self.shape, &self.graph[self.graph.root].results[..values]) {
            (Shape::Leaf, [value]) => value,
            (Shape::Option(inner), [_, value]) if **inner == Shape::Leaf => value,
            _ => return false,
        };
        self.graph.ty(*value).float().is_some()
    }

    /// The floats that the value is made of, where there is one: that of a function with a gradient, or one that is made of
    /// nothing else.
    pub fn floats(&self) -> Option<Vec<NodeId>> {
        let results = &self.graph[self.graph.root].results[..self.shape.leaves()];
        if self.has_gradient() {
            return Some(results[results.len() - 1..].to_vec());
        }
        let all = !results.is_empty() && self.shape.is_total();
        let floats = results.iter().all(|&result| self.graph.ty(result).is_differentiable());
        (all && floats && self.graph.in_place.is_empty()).then(|| results.to_vec())
    }
}

pub fn lower(function: &Function, types: &Types) -> Lowered {
    let mut scope = Scope::new(function.locals.len());
    // The root is region number one.
    let returned = Returned {
        flag: scope.add(1),
        value: scope.add(1),
    };
    let mut lower = Lower {
        function,
        types,
        builder: Builder::new(),
        scope,
        frames: vec![],
        loops: vec![],
        returned,
        counters: HashMap::default(),
        behind: HashMap::default(),
        carried: vec![],
    };
    lower.open(Tail::Return, None);
    lower.set_flag(lower.returned.flag, false);
    for parameter in &function.parameters {
        lower.parameter(parameter);
    }
    let value = lower.block(&function.body, true);
    let value = lower.close_guards(value);
    // A function that always panics returns anything.
    let value = value.unwrap_or_else(|| lower.zero(&function.result));
    let leaves = lower.as_declared(value, &function.result);
    let shape = types::shape(&function.result);
    let left: Vec<NodeId> = function
        .parameters
        .iter()
        .filter_map(|parameter| lower.left_in(parameter))
        .collect();
    Lowered {
        graph: lower.builder.finish([leaves, left].concat()),
        shape,
    }
}

pub struct Lower<'a> {
    function: &'a Function,
    types: &'a Types,
    builder: Builder,
    scope: Scope,
    /// The open regions, innermost last.
    frames: Vec<Frame>,
    /// The open loops, innermost last.
    loops: Vec<OpenLoop>,
    returned: Returned,
    /// The indices of loops that count, each with the number that it stays below.
    counters: HashMap<NodeId, NodeId>,
    /// The variables that stand for elements of values of types of the user.
    behind: HashMap<LocalId, Behind>,
    /// What the loops around change, innermost last.
    carried: Vec<Vec<LocalId>>,
}

impl Lower<'_> {
    fn parameter(&mut self, parameter: &Parameter) {
        self.builder.at(parameter.name.span());
        let types = self.leaves(&parameter.ty);
        let nodes: Vec<NodeId> = types.into_iter().map(|ty| self.builder.param(ty)).collect();
        let value = self.value(&parameter.ty, &mut nodes.iter().copied());
        self.bind(&parameter.pattern, value);
        if parameter.in_place {
            self.builder.graph.in_place.extend(&nodes);
        }
        // What no pattern has named.
        let name = parameter.name.to_string();
        for (k, &node) in nodes.iter().enumerate() {
            let text = if nodes.len() == 1 {
                name.clone()
            } else {
                format!("{name}_{k}")
            };
            self.builder.name(node, &text, false);
        }
    }

    /// What is in a parameter in place at the end.
    fn left_in(&mut self, parameter: &Parameter) -> Option<NodeId> {
        let at = self
            .function
            .parameters
            .iter()
            .position(|other| std::ptr::eq(other, parameter))?;
        match parameter.pattern {
            _ if !parameter.in_place => None,
            Pattern::Bind(local) => {
                let left = self.read(local);
                Some(self.whole(left))
            }
            // A place without a name is left as it is.
            _ => Some(self.builder.graph[self.builder.graph.root].params[at]),
        }
    }

    /// Declares what a pattern binds, and gives it the parts of the value.
    fn bind(&mut self, pattern: &Pattern, value: Value) {
        match (pattern, value) {
            (Pattern::Wild, _) => {}
            (Pattern::Bind(local), value) => {
                self.scope.declare(*local, self.depth());
                self.name(*local, &value);
                self.scope.set(*local, value);
            }
            (Pattern::Tuple(patterns), Value::Tuple(parts)) => {
                for (pattern, part) in patterns.iter().zip(parts) {
                    self.bind(pattern, part);
                }
            }
            (Pattern::Array(patterns), Value::Node(array)) => {
                for (k, pattern) in patterns.iter().enumerate() {
                    let at = self.builder.int(Int::Usize, k as i128);
                    let element = self.builder.load(array, &[at]);
                    let element = self.taken_apart(Value::Node(element));
                    self.bind(pattern, element);
                }
            }
            (Pattern::Array(patterns), Value::View(spot)) => {
                for (k, pattern) in patterns.iter().enumerate() {
                    let at = self.builder.int(Int::Usize, k as i128);
                    let element = self.element(spot.clone(), at);
                    self.bind(pattern, Value::View(element));
                }
            }
            (Pattern::Fields(_, fields), value) => {
                let types = self.types;
                for (member, holder, pattern) in fields {
                    let field = self.access(&value, &[Access::Field(member.clone())], types.local(*holder));
                    self.bind(pattern, field);
                }
            }
            (Pattern::Tuple(_), _) => unreachable!("a tuple pattern for a value that is none"),
            (Pattern::Array(_), _) => unreachable!("an array pattern for what is none"),
        }
    }

    /// Declares what a pattern binds, without a value yet.
    fn declare(&mut self, pattern: &Pattern) {
        let mut locals = vec![];
        pattern.bound(&mut locals);
        for local in locals {
            self.scope.declare(local, self.depth());
        }
    }

    /// Names nodes by the variable that holds them.
    fn name(&mut self, local: LocalId, value: &Value) {
        let name = match self.function.locals.get(local.0 as usize) {
            Some(variable) if variable.hidden => return,
            Some(variable) => variable.name.to_string(),
            None => return self.name_exit(local, value),
        };
        match value {
            Value::Node(node) => self.builder.name(*node, &name, true),
            Value::View(_) => {}
            Value::Tuple(_) => {
                for (k, node) in value.leaves().into_iter().enumerate() {
                    self.builder.name(node, &format!("{name}_{k}"), false);
                }
            }
            Value::Struct(all) => {
                for (member, field) in &all.fields {
                    let text = format!("{name}_{}", member.text());
                    for node in field.leaves() {
                        self.builder.name(node, &text, false);
                    }
                }
            }
        }
    }
}
