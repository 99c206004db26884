//! The same graph over another scalar: each float becomes a type parameter, for which the runtime puts numbers that carry
//! derivatives along.
//!
//! That is all that forward mode and the higher orders need of the compiler. What stands in the user's own types stays what
//! it is: a graph with structs, or with floats of two precisions, has no such form.

use crate::ast::variant;
use crate::ir::{Call, CallKind, Const, Dialect, Float, Graph, Node, NodeId, Op, Ty};
use crate::tables::HashSet;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// The name of the type parameter.
pub const SCALAR: &str = "__Scalar";

/// What `num_traits` calls constants that depend on the width, and what `Real` does; the least number is the largest with a minus.
const LIMITS: [(&str, &str); 4] = [
    ("epsilon", "EPSILON"),
    ("max_value", "MAX"),
    ("min_value", "MIN"),
    ("min_positive_value", "MIN_POSITIVE"),
];

/// The graph over a type parameter: over that of the user, if its floats are of one already.
pub fn lift(graph: &Graph) -> Option<Graph> {
    let mut floats = BTreeSet::new();
    for node in &graph.nodes {
        if !collect(&node.ty, &mut floats) {
            return None;
        }
    }
    if !takes_numbers(graph) {
        return Some(graph.clone());
    }
    let params: Vec<Float> = floats.iter().copied().filter(|float| float.is_param()).collect();
    let float = match (&params[..], floats.len()) {
        ([], 1) => *floats.first()?,
        ([one], 1) => *one,
        ([one], _) if crosses_calls(graph, *one) => return as_one(graph, *one),
        // What is cast to a float of its own would lose its derivatives on the way.
        ([one], _) if !graph.nodes.iter().any(|node| is_cast_from(graph, node, *one)) => *one,
        _ => return None,
    };
    let mut lifted = Lift {
        graph: graph.clone(),
        float,
        scalar: match float.is_param() {
            true => float,
            false => Float::param(SCALAR),
        },
        concrete: HashSet::default(),
    };
    lifted.all()?;
    Some(lifted.graph)
}

/// Whether the type is made of floats that are not of the type parameter.
fn is_of_others(ty: &Ty, param: Float) -> bool {
    ty.scalar().float().is_some_and(|float| float != param)
}

/// Whether the function takes or gives floats that are not of the type parameter, or lets other functions do so.
fn crosses_calls(graph: &Graph, param: Float) -> bool {
    let is_other = |node: &NodeId| is_of_others(graph.ty(*node), param);
    let is_call = |node: NodeId| matches!(graph[node].op, Op::Call(_));
    let crosses = |node: &Node| match node.op {
        Op::Call(_) => node.args.iter().any(is_other),
        Op::Result(_) => is_call(node.args[0]) && is_of_others(&node.ty, param),
        _ => false,
    };
    let root = &graph[graph.root];
    root.params.iter().chain(&root.results).any(is_other) || graph.nodes.iter().any(crosses)
}

/// The graph with all floats of the type parameter, as callers and callees over other scalars expect it. That is the same
/// only where the others are nothing but passed on and converted: with arithmetic on them it would round otherwise.
fn as_one(graph: &Graph, param: Float) -> Option<Graph> {
    let passes_on = |node: &Node| {
        let is_touched =
            is_of_others(&node.ty, param) || node.args.iter().any(|&arg| is_of_others(graph.ty(arg), param));
        !is_touched
            || matches!(
                node.op,
                Op::Param | Op::Const(_) | Op::Cast | Op::Call(_) | Op::Result(_)
            )
    };
    if !graph.nodes.iter().all(passes_on) {
        return None;
    }
    let mut graph = graph.clone();
    for id in (0..graph.nodes.len() as u32).map(NodeId) {
        let node = &mut graph.nodes[id.0 as usize];
        node.ty = lifted(&node.ty, param);
        if let Op::Const(value) = &mut node.op {
            if let (Some(float), false) = (value.as_float(), matches!(value, Const::Param(..))) {
                *value = Const::float(param, float);
            }
        }
    }
    for id in (0..graph.nodes.len() as u32).map(NodeId) {
        let node = &graph[id];
        let from = node.args.first().copied();
        if let (Op::Cast, Some(from)) = (&node.op, from.filter(|&from| graph.ty(from) == &node.ty)) {
            graph.replace_uses(id, from, |_| true);
        }
    }
    lift(&graph)
}

fn is_cast_from(graph: &Graph, node: &Node, float: Float) -> bool {
    let from = |arg: &NodeId| graph.ty(*arg).float() == Some(float);
    node.op == Op::Cast && node.args.iter().any(from) && node.ty.float().is_some_and(|to| to != float)
}

/// Whether there is a float among what a function takes and gives; if not, what is in it stays what it is.
pub fn takes_numbers(graph: &Graph) -> bool {
    let root = &graph[graph.root];
    let mut ends = root.params.iter().chain(&root.results);
    ends.any(|&node| graph.ty(node).scalar().float().is_some())
}

/// The graph with a lifted signature and what is in it left to itself, for a function that is not lifted but called by ones
/// that are. `None` if it takes or gives something else than numbers.
pub fn signature(graph: &Graph) -> Option<Graph> {
    let root = &graph[graph.root];
    let mut floats = BTreeSet::new();
    let mut ends = root.params.iter().chain(&root.results);
    if !ends.all(|&node| collect(graph.ty(node), &mut floats)) {
        return None;
    }
    let param = floats.into_iter().find(|float| float.is_param());
    let scalar = param.unwrap_or_else(|| Float::param(SCALAR));
    let mut retyped = graph.clone();
    for node in &mut retyped.nodes {
        node.ty = lifted(&node.ty, scalar);
    }
    Some(retyped)
}

/// Adds the floats of a type; whether it is made of nothing but floats and integers.
fn collect(ty: &Ty, floats: &mut BTreeSet<Float>) -> bool {
    match ty {
        Ty::Float(float) => {
            floats.insert(*float);
            true
        }
        Ty::Array(element, _) | Ty::Slice(element) | Ty::Vec(element) => collect(element, floats),
        Ty::Tuple(all) => all.iter().all(|ty| collect(ty, floats)),
        Ty::Struct(_) | Ty::Tangent(_) => false,
        Ty::Int(_) | Ty::Bool | Ty::Ordering => true,
    }
}

struct Lift {
    graph: Graph,
    /// What the floats are.
    float: Float,
    /// What they become.
    scalar: Float,
    /// Arrays of constants of the user's scope, and their parts: they keep their type, and what is read of them is cast.
    concrete: HashSet<NodeId>,
}

impl Lift {
    /// Lifts each node where it stands. `None` if one has no lifted form.
    fn all(&mut self) -> Option<()> {
        for id in (0..self.graph.nodes.len() as u32).map(NodeId) {
            self.node(id)?;
        }
        let uses_concrete = |node: &Node| match node.op {
            Op::Load(_) | Op::Len(_) => node.args[1..].iter().any(|arg| self.concrete.contains(arg)),
            _ => node.args.iter().any(|arg| self.concrete.contains(arg)),
        };
        let yields_concrete = |region: &crate::ir::Region| region.results.iter().any(|r| self.concrete.contains(r));
        let misused = self.graph.nodes.iter().any(uses_concrete) || self.graph.regions.iter().any(yields_concrete);
        (!misused).then_some(())
    }

    fn node(&mut self, id: NodeId) -> Option<()> {
        let is_constant = match &self.graph[id].op {
            Op::Path(_) => true,
            Op::Load(_) => self.concrete.contains(&self.graph[id].args[0]),
            _ => false,
        };
        if is_constant && self.float.is_param() {
            // A type parameter's own constants need the user's bounds, which the lifted function does not ask for.
            let is_own = self.graph.ty(id).scalar().float() == Some(self.float);
            let is_known = match &self.graph[id].op {
                Op::Path(path) => limit(&self.graph[*path]).is_some() || converted(&self.graph[*path]).is_some(),
                _ => false,
            };
            return (!is_own || is_known).then_some(());
        }
        if is_constant && self.graph.ty(id).is_differentiable() {
            match self.graph.ty(id).is_array() {
                true => {
                    self.concrete.insert(id);
                }
                false => self.cast(id),
            }
            return Some(());
        }
        let scalar = self.scalar;
        let node = &mut self.graph.nodes[id.0 as usize];
        if !self.float.is_param() {
            node.ty = lifted(&node.ty, scalar);
        }
        match &mut node.op {
            Op::Const(_) | Op::Truncate(..) | Op::Lengthen(..) if self.float.is_param() => {}
            Op::Const(value) => {
                if let (Some(float), false) = (value.as_float(), matches!(value, Const::Param(..))) {
                    *value = Const::float(scalar, float);
                }
            }
            Op::Primitive(primitive, dialect) => {
                if primitive.is_libm_only() {
                    return None;
                }
                *dialect = Dialect::Std;
            }
            Op::Truncate(_, ty) | Op::Lengthen(_, ty) => *ty = lifted(ty, scalar),
            Op::Call(call) => {
                let call = call.clone();
                self.callee(&call)?;
            }
            _ => {}
        }
        Some(())
    }

    /// A float of the user's scope: it keeps its type, and the node becomes its cast.
    fn cast(&mut self, id: NodeId) {
        let (scalar, region) = (self.scalar, self.graph[id].region);
        let concrete = NodeId(self.graph.nodes.len() as u32);
        let node = &mut self.graph.nodes[id.0 as usize];
        let constant = node.clone();
        node.op = Op::Cast;
        node.args = vec![concrete];
        node.ty = Ty::Float(scalar);
        self.graph.nodes.push(Node { name: None, ..constant });
        // What an optimisation has left behind stands nowhere.
        let nodes = &mut self.graph.regions[region.0 as usize].nodes;
        if let Some(at) = nodes.iter().position(|&node| node == id) {
            nodes.insert(at, concrete);
        }
    }

    /// The generic arguments of a callee name the float, too.
    fn callee(&mut self, call: &Call) -> Option<()> {
        // `==` compares numbers of all kinds.
        if variant::is_same(&self.graph[call.callee]) || is_order(call, &self.graph) {
            return Some(());
        }
        if !matches!(
            call.kind,
            CallKind::Function | CallKind::Associated | CallKind::Given | CallKind::Derivative(..)
        ) {
            return None;
        }
        let tokens = &mut self.graph.tokens[call.callee.0 as usize];
        if matches!(tokens.clone().into_iter().next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '<') {
            return None;
        }
        if !self.float.is_param() {
            *tokens = renamed(tokens.clone(), self.float.name());
        }
        Some(())
    }
}

/// Whether the library finds an order: the values of numbers say it, of any scalar.
pub fn is_order(call: &Call, graph: &Graph) -> bool {
    let module = || graph[call.callee].clone().into_iter().next();
    call.kind == CallKind::Library && module().is_some_and(|module| module.to_string() == "order")
}

/// The constant of a number type that depends on its width, as the runtime calls it, if this is one: `T::epsilon()`.
pub fn limit(path: &TokenStream) -> Option<&'static str> {
    let mut tokens: Vec<TokenTree> = path.clone().into_iter().collect();
    let called = matches!(tokens.pop(), Some(TokenTree::Group(group)) if group.stream().is_empty());
    let name = tokens.pop().filter(|_| called)?.to_string();
    let known = LIMITS.iter().find(|(known, _)| name == *known);
    known.map(|&(_, limit)| limit)
}

/// The constant of the user's scope that a conversion of `num_traits` takes, whose type rustc alone knows, if this is one:
/// `T::from(RATE).unwrap()`.
pub fn converted(path: &TokenStream) -> Option<TokenStream> {
    let mut tokens: Vec<TokenTree> = path.clone().into_iter().collect();
    if let [TokenTree::Group(group)] = &tokens[..] {
        return converted(&group.stream());
    }
    let unwrapped = tokens.split_off(tokens.len().checked_sub(3)?);
    let is_unwrapped = matches!(&unwrapped[..], [_, TokenTree::Ident(name), _] if name == "unwrap");
    match tokens.pop().filter(|_| is_unwrapped)? {
        TokenTree::Group(argument) => Some(argument.stream()),
        _ => None,
    }
}

fn lifted(ty: &Ty, scalar: Float) -> Ty {
    match ty {
        Ty::Float(_) => Ty::Float(scalar),
        Ty::Array(element, len) => Ty::Array(Box::new(lifted(element, scalar)), len.clone()),
        Ty::Slice(element) => Ty::Slice(Box::new(lifted(element, scalar))),
        Ty::Vec(element) => Ty::Vec(Box::new(lifted(element, scalar))),
        Ty::Tuple(all) => Ty::Tuple(all.iter().map(|ty| lifted(ty, scalar)).collect()),
        ty => ty.clone(),
    }
}

/// The tokens with another name for the float.
pub fn renamed(tokens: TokenStream, float: &str) -> TokenStream {
    let rename = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == float => TokenTree::Ident(Ident::new(SCALAR, Span::call_site())),
        TokenTree::Group(group) => {
            let mut inner = proc_macro2::Group::new(group.delimiter(), renamed(group.stream(), float));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        token => token,
    };
    tokens.into_iter().map(rename).collect()
}
