//! Derivatives that are called of functions with structs: in a graph without structs they are derivatives in the parts that the
//! function reads.
//!
//! ```text
//! (dp, dx) = p.grad(particle, x)        (dmass, dx) = p.grad(particle_mass, x)       dp.mass is dmass, dp.charge is 0
//! ```

use super::demand::Demand;
use super::rebuild::{owned, Outcome, Rebuild};
use super::{keys, Apart, Key, Known, Parts};
use crate::ir::build::Builder;
use crate::ir::{Call, CallKind, Derivative, Graph, Len, NodeId, Op, Shape, Ty};
use crate::tables::HashMap;
use proc_macro2::TokenStream;

/// A function whose derivative is called, as far as it is seen.
pub struct Callee {
    /// What the runtime knows it by: a type, and the generic parameters of its trait.
    pub instance: TokenStream,
    pub apart: Apart,
    /// Of each part, whether the function has a derivative in it.
    pub parts: Vec<bool>,
    /// Of each part, whether it is a field that takes no derivative, though the function of the parts has one in it; none, where that
    /// cannot be seen.
    pub constants: Vec<Option<bool>>,
    /// The same of its own parameters.
    pub parameters: Vec<bool>,
}

/// The derivatives that are called of functions with structs.
pub(super) type Derivatives = HashMap<NodeId, Inner>;

/// A callee in terms of the caller.
pub(super) struct Inner {
    derivative: Derivative,
    own: usize,
    instance: crate::ir::TokensId,
    parts: Vec<Part>,
    parameters: Vec<bool>,
}

/// A parameter of the function of the parts.
struct Part {
    /// Which argument it is a part of.
    argument: usize,
    path: Vec<Key>,
    ty: Ty,
    known: Known,
    active: bool,
    /// A field that takes no derivative: no number of a gradient or of a direction belongs to it.
    constant: bool,
}

/// All of a graph; `None` if there is one of which too little is seen.
pub(super) fn derivatives(
    builder: &mut Builder,
    callee: &mut dyn FnMut(&Graph, NodeId) -> Option<Callee>,
) -> Option<Derivatives> {
    let mut all = Derivatives::default();
    for node in (0..builder.graph.nodes.len() as u32).map(NodeId) {
        if let (Op::Call(call), true) = (builder.graph[node].op.clone(), is_of_structs(&builder.graph, node)) {
            let callee = callee(&builder.graph, node)?;
            all.insert(node, inner(builder, &call, callee)?);
        }
    }
    Some(all)
}

/// Whether this is a derivative of a function that takes structs, or of one of a type, which the runtime knows by its parts too.
pub(super) fn is_of_structs(graph: &Graph, node: NodeId) -> bool {
    let n = &graph[node];
    match &n.op {
        Op::Call(call) if matches!(call.kind, CallKind::Derivative(..)) => {
            let has_struct = n.args.iter().any(|&argument| graph.ty(argument).has_struct());
            has_struct || Derivative::is_of_type(&graph[call.callee])
        }
        _ => false,
    }
}

fn inner(builder: &mut Builder, call: &Call, callee: Callee) -> Option<Inner> {
    let CallKind::Derivative(derivative, own) = call.kind else {
        return None;
    };
    let Callee {
        instance,
        apart,
        parts,
        constants,
        parameters,
    } = callee;
    // What comes as a direction may be a gradient, in which there is nothing for such a field.
    let is_directed = matches!(derivative, Derivative::Jvp | Derivative::Hvp);
    if is_directed && constants.contains(&None) {
        return None;
    }
    let parts = parts.into_iter().zip(constants);
    let graph = &apart.graph;
    let params = graph[graph.root].params.iter();
    let parts = apart
        .parts
        .iter()
        .zip(params)
        .zip(parts)
        .map(|((part, &param), (active, constant))| {
            let path = keys(&part.path);
            let path: Vec<Key> = path
                .into_iter()
                .map(|key| match key {
                    Key::Field(name) => Key::Field(builder.tokens(graph.tokens[name as usize].clone()).0),
                    Key::Index => Key::Index,
                })
                .collect();
            let ty = here(builder, graph, graph.ty(param));
            let indices = path.iter().filter(|key| **key == Key::Index).count() + part.depth;
            let known = Known {
                depth: part.depth,
                ty: ty.at_depth(indices)?.clone(),
            };
            Some(Part {
                argument: part.leaf,
                path,
                ty,
                known,
                active,
                constant: constant == Some(true),
            })
        });
    Some(Inner {
        derivative,
        own: own as usize,
        parts: parts.collect::<Option<_>>()?,
        parameters,
        instance: builder.tokens(instance),
    })
}

/// A type of the callee in the names of the caller.
fn here(builder: &mut Builder, graph: &Graph, ty: &Ty) -> Ty {
    match ty {
        Ty::Array(element, len) => {
            let len = match len {
                Len::Const(tokens) => Len::Const(builder.tokens(graph[*tokens].clone())),
                len => len.clone(),
            };
            Ty::Array(Box::new(here(builder, graph, element)), len)
        }
        Ty::Slice(element) => Ty::Slice(Box::new(here(builder, graph, element))),
        Ty::Vec(element) => Ty::Vec(Box::new(here(builder, graph, element))),
        ty => ty.clone(),
    }
}

impl Inner {
    /// The positions of the parameters that the function has a derivative in.
    fn active(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.parameters.len()).filter(|&k| self.parameters[k])
    }

    /// Which part of this argument stands at these steps, among those that the function has a derivative in.
    fn position(&self, argument: usize, path: &[Key]) -> Option<usize> {
        let mut active = self.parts.iter().filter(|part| part.active);
        active.position(|part| part.argument == argument && part.path == path && !part.constant)
    }

    /// The argument that is the direction of another one.
    fn direction(&self, argument: usize) -> Option<usize> {
        let before = self.active().position(|active| active == argument)?;
        matches!(self.derivative, Derivative::Jvp | Derivative::Hvp).then_some(self.own + before)
    }

    /// How many of the results are numbers of the function's value.
    fn values(&self, results: usize) -> usize {
        match self.derivative {
            Derivative::Jvp => results,
            _ => results - self.active().count(),
        }
    }
}

impl Demand<'_> {
    /// Asks the arguments of a derivative for the parts that the function reads, and for those whose derivative is zero, but
    /// asked for.
    pub(super) fn derivative(&mut self, node: NodeId, inner: &Inner) {
        let graph = self.graph;
        let args = &graph[node].args;
        for part in &inner.parts {
            let direction = inner.direction(part.argument).filter(|_| part.active && !part.constant);
            for argument in [part.argument].into_iter().chain(direction) {
                if graph.ty(args[argument]).has_struct() {
                    self.ask(args[argument], part.path.clone(), Some(part.known.clone()));
                }
            }
        }
        let Ty::Tuple(types) = graph.ty(node) else { return };
        let values = inner.values(types.len());
        let results: Vec<(usize, NodeId)> = graph.results(node).collect();
        for (k, argument) in inner.active().enumerate() {
            let result = results.iter().find(|(at, _)| *at == values + k);
            let asked = result.map(|&(_, result)| self.parts(result)).unwrap_or_default();
            for (path, known) in asked {
                if inner.position(argument, &path).is_none() {
                    self.ask(args[argument], path, known);
                }
            }
        }
    }
}

impl Rebuild<'_> {
    /// The derivative in the parts.
    pub(super) fn derivative(&mut self, node: NodeId, inner: &Inner) -> Option<()> {
        let n = &self.old[node];
        let (Op::Call(call), Ty::Tuple(types)) = (&n.op, &n.ty) else {
            return None;
        };
        let own = inner.parts.iter().map(|part| self.given(n.args[part.argument], part));
        let mut args = own.collect::<Option<Vec<_>>>()?;
        let active: Vec<&Part> = inner.parts.iter().filter(|part| part.active).collect();
        if active.is_empty() {
            return None;
        }
        match inner.derivative {
            Derivative::Grad | Derivative::ValueAndGrad => {}
            Derivative::Vjp => args.extend(self.all_values(&n.args[inner.own..])?),
            Derivative::Jvp | Derivative::Hvp => {
                for part in &active {
                    let direction = match part.constant {
                        true => {
                            let given = self.given(n.args[part.argument], part)?;
                            self.zero(given)
                        }
                        false => self.given(n.args[inner.direction(part.argument)?], part)?,
                    };
                    args.push(direction);
                }
            }
        }
        let values = inner.values(types.len());
        let gradient: Vec<Ty> = match inner.derivative {
            Derivative::Jvp => vec![],
            _ => active.iter().map(|part| owned(&part.ty)).collect(),
        };
        let of_gradient = match active.len() {
            1 => Shape::Leaf,
            count => Shape::Tuple(vec![Shape::Leaf; count]),
        };
        let shape = match (inner.derivative, &call.shape) {
            (Derivative::Jvp, shape) => shape.clone(),
            (Derivative::Grad | Derivative::Hvp, _) => of_gradient,
            (_, Shape::Tuple(parts)) => Shape::Tuple(vec![parts.first()?.clone(), of_gradient]),
            _ => return None,
        };
        let new = Call {
            callee: inner.instance,
            kind: CallKind::Derivative(inner.derivative, inner.parts.len() as u32),
            shape,
            arity: args.len() as u32,
            ..call.clone()
        };
        let ty = Ty::Tuple([&types[..values], &gradient].concat());
        let new = self.builder.add(Op::Call(new), args, ty);
        let results = self.builder.results(new);
        for (k, &result) in results[..values].iter().enumerate() {
            self.outcomes.insert((node, k), Outcome::Value(result));
        }
        if gradient.is_empty() {
            return Some(());
        }
        for (k, argument) in inner.active().enumerate() {
            let found = |path: &[Key]| inner.position(argument, path).map(|at| results[values + at]);
            let given = n.args[argument];
            let outcome = match types[values + k].has_struct() {
                false => Outcome::Value(match found(&[]) {
                    Some(result) => result,
                    None => self.zero(*self.values.get(&given)?),
                }),
                true => {
                    let asked = self.old.find_result(node, values + k);
                    let asked = asked.map(|result| self.demand.parts(result)).unwrap_or_default();
                    let mut parts = Parts::new();
                    for path in asked.into_keys() {
                        let part = match found(&path) {
                            Some(result) => result,
                            None => self.zero(self.part(given, &path)?),
                        };
                        parts.insert(path, part);
                    }
                    Outcome::Parts(parts)
                }
            };
            self.outcomes.insert((node, values + k), outcome);
        }
        Some(())
    }

    /// An argument for this part; `None` if it is of a type that the function does not take.
    fn given(&self, argument: NodeId, part: &Part) -> Option<NodeId> {
        let value = match self.old.ty(argument).has_struct() {
            true => self.part(argument, &part.path)?,
            false => *self.values.get(&argument)?,
        };
        let ty = self.builder.graph.ty(value);
        let fits = match (ty.element(), part.ty.element()) {
            (Some(own), Some(asked)) => owned(own) == owned(asked),
            _ => *ty == part.ty,
        };
        fits.then_some(value)
    }

    /// The derivative in what the function does not read.
    fn zero(&mut self, like: NodeId) -> NodeId {
        match self.builder.graph.ty(like).clone() {
            Ty::Float(float) => self.builder.float(float, 0.0),
            ty => {
                let ty = owned(&ty);
                let like = match &ty {
                    ty if ty.is_sized() => vec![],
                    Ty::Vec(element) if element.is_sized() => vec![self.builder.len::<NodeId>(like, &[])],
                    _ => vec![like],
                };
                self.builder.add(Op::Zeros, like, ty)
            }
        }
    }
}
