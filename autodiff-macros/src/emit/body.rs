//! The statements of one function body.
//!
//! A body prints one region (the root, or a pullback), or the root and then its pullback (a fused gradient).

use super::assign::Target;
use super::code::{Code, Precedence};
use super::names::Names;
use super::schedule::{Read, Schedule};
use super::storage::{Origin, Storage, Variable};
use crate::ir::{Graph, Half, NodeId, Op, Overwritten, RegionId, Ty};
use crate::tables::{HashMap, HashSet};
use crate::transform::lift::SCALAR;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, ToTokens};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What an output variable is in the generated function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outputs {
    /// `&mut [f64]` or `&mut [f64; N]`: overwritten.
    Buffers,
    /// Something that implements `Adjoint`: added to.
    Sinks,
}

/// A parameter of the generated function.
pub struct Parameter {
    pub name: Ident,
    /// Whether it is a reference to what its node stands for.
    pub reference: bool,
}

/// What a body needs to know of the function around it.
pub struct Frame<'a> {
    pub graph: &'a Graph,
    pub bodies: Vec<RegionId>,
    pub outputs: Outputs,
    /// What the parameters of the regions are.
    pub parameters: HashMap<NodeId, Parameter>,
    /// The names of the output parameters, by result of the pullback.
    pub output_names: &'a [Ident],
    /// Names that mean something else around the body.
    pub reserved: &'a [Ident],
    /// Which of the outputs may be written while the adjoint is still being built.
    pub bindable: Vec<bool>,
    /// The name of the workspace.
    pub workspace: &'a Ident,
    /// The path of the runtime.
    pub runtime: &'a TokenStream,
    /// Whether it is over any scalar, and calls halves that are.
    pub lifted: bool,
    /// The parameters that are [views](super::view).
    pub views: Vec<NodeId>,
}

pub struct Body<'a> {
    pub(super) graph: &'a Graph,
    pub(super) schedule: Schedule,
    pub(super) storage: Storage,
    pub(super) outputs: Outputs,
    pub(super) workspace: &'a Ident,
    pub(super) runtime: &'a TokenStream,
    pub(super) lifted: bool,
    pub(super) views: Vec<NodeId>,
    /// The variables that are references to what they hold.
    pub(super) references: HashSet<Variable>,
    names: RefCell<Names<'a>>,
    /// What makes constants of each type parameter, as far as there are any.
    pub(super) constructors: RefCell<BTreeMap<&'static str, Ident>>,
    /// The names of the frames of loops, as far as there are any.
    pub(super) frames: RefCell<HashMap<RegionId, Ident>>,
}

impl<'a> Body<'a> {
    pub fn new(frame: Frame<'a>) -> Body<'a> {
        let graph = frame.graph;
        let bodies = frame.bodies.as_slice();
        let schedule = Schedule::of(graph, bodies);
        let sinks = frame.outputs == Outputs::Sinks;
        let storage = Storage::of(graph, &schedule, bodies, &frame.bindable, sinks);
        let mut fixed: HashMap<Variable, Ident> = HashMap::default();
        let mut references = HashSet::default();
        for (&node, parameter) in &frame.parameters {
            if let Some(variable) = storage.variable(node) {
                fixed.insert(variable, parameter.name.clone());
                if parameter.reference {
                    references.insert(variable);
                }
            }
        }
        for (k, place) in storage.places.iter().enumerate() {
            if let Origin::Output(output) = place.origin {
                fixed.insert(Variable(k as u32), frame.output_names[output].clone());
                references.insert(Variable(k as u32));
            }
        }
        references.extend(borrows(graph, &schedule, &storage));
        let parameters = frame.parameters.values().map(|parameter| &parameter.name);
        let names = Names::of(
            graph,
            &storage,
            &fixed,
            parameters
                .chain(frame.output_names)
                .chain(frame.reserved)
                .chain([frame.workspace]),
        );
        Body {
            graph,
            schedule,
            storage,
            outputs: frame.outputs,
            workspace: frame.workspace,
            runtime: frame.runtime,
            lifted: frame.lifted,
            views: frame.views,
            references,
            names: RefCell::new(names),
            constructors: RefCell::default(),
            frames: RefCell::default(),
        }
    }

    /// The name of the type parameter that a lifted body is over.
    pub(super) fn scalar(&self) -> &'static str {
        super::item::scalar_of(self.graph).unwrap_or(SCALAR)
    }

    /// The name of a variable.
    pub(super) fn name(&self, variable: Variable) -> Ident {
        self.names.borrow().variable(variable).clone()
    }

    pub(super) fn fresh(&self, base: &str) -> Ident {
        self.names.borrow_mut().fresh(base)
    }

    /// The value of a variable; an output is a reference to it.
    pub(super) fn read(&self, variable: Variable) -> Code {
        let name = self.name(variable);
        match self.references.contains(&variable) {
            true => Code::new(Precedence::Unary, quote!(*#name)),
            false => Code::postfix(quote!(#name)),
        }
    }

    /// The value where indexing or a method follows, which look through references by themselves.
    pub(super) fn receiver(&self, node: NodeId) -> TokenStream {
        match self.holder(node) {
            Some(variable) => self.name(variable).to_token_stream(),
            None => self.value(node).receiver(),
        }
    }

    /// A shared reference to the value.
    pub fn borrowed(&self, node: NodeId) -> TokenStream {
        match self.holder(node) {
            // Nothing may move it.
            Some(variable) if self.storage.place(variable).origin == Origin::Place => {
                let name = self.name(variable);
                quote!(&*#name)
            }
            Some(variable) => {
                let name = self.name(variable);
                match self.references.contains(&variable) {
                    true => quote!(#name),
                    false => quote!(&#name),
                }
            }
            None if matches!(self.graph[node].op, Op::Slice(_)) => self.value(node).tokens,
            None => {
                let value = self.value(node).at_least(Precedence::Unary);
                quote!(&#value)
            }
        }
    }

    /// What a region yields, to be given away at its end.
    pub fn result_tokens(&self, region: RegionId, result: NodeId) -> TokenStream {
        self.owned(result, self.schedule.end(region))
    }

    /// The value to be given away at this place. What owns memory is moved if nothing reads it afterwards, else cloned.
    pub(super) fn owned(&self, node: NodeId, at: Read) -> TokenStream {
        let ty = self.graph.ty(node);
        let owned = ty.is_owned() || matches!(ty, Ty::Slice(_));
        match self.holder(node).filter(|_| owned) {
            Some(variable) => {
                let name = self.name(variable);
                let own = matches!(
                    self.storage.place(variable).origin,
                    Origin::Statement(_) | Origin::Bound
                );
                if own && !self.references.contains(&variable) && self.schedule.is_last_read(self.graph, node, at) {
                    return name.to_token_stream();
                }
                match ty {
                    Ty::Slice(_) if !self.is_part(node) => quote!(#name.to_vec()),
                    Ty::Vec(_) => quote!(#name.to_vec()),
                    _ => quote!(#name.clone()),
                }
            }
            None => self.value(node).tokens,
        }
    }

    /// Whether a result of the pullback has been written to its output already.
    pub fn is_output(&self, result: NodeId) -> bool {
        let variable = self.holder(result);
        variable.is_some_and(|variable| matches!(self.storage.place(variable).origin, Origin::Output(_)))
    }

    pub fn uses_workspace(&self) -> bool {
        self.graph.nodes.iter().any(|n| match &n.op {
            Op::Push | Op::Pop => true,
            Op::Call(call) => call.half != Half::Plain,
            _ => false,
        })
    }

    /// The value of the function, before the reverse sweep: its statement and its name, if it is not a variable or a
    /// constant, which can be read at the end.
    pub fn kept_value(&self, result: NodeId) -> Option<(TokenStream, TokenStream)> {
        if self.holder(result).is_some() || self.graph.constant(result).is_some() {
            return None;
        }
        let (value, name) = (self.value(result).tokens, self.fresh("value"));
        Some((quote!(let #name = #value;), quote!(#name)))
    }

    /// The last statements of a body: they leave in each place what is to be there. And these values, which may be read
    /// from places.
    pub fn ending(&self, body: RegionId, values: &[NodeId]) -> (TokenStream, Vec<TokenStream>) {
        let values = values.iter().map(|&value| (Target::Value, value));
        let places = self.graph.places(body).into_iter().filter_map(|(place, end)| {
            let variable = self.storage.variable(place)?;
            Some((Target::Assign(variable), self.graph[body].results[end?]))
        });
        let moves: Vec<_> = values.chain(places).collect();
        self.together(&moves, self.schedule.end(body))
    }

    /// `mut`, for a variable that is written again.
    pub(super) fn mutability(&self, variable: Variable) -> TokenStream {
        if self.storage.place(variable).mutable {
            quote!(mut)
        } else {
            quote!()
        }
    }

    /// Whether the variable of `node` is declared by the statement of `by`.
    pub(super) fn declares(&self, by: NodeId, node: NodeId) -> Option<Variable> {
        let variable = self.storage.variable(node)?;
        (self.storage.place(variable).origin == Origin::Statement(by)).then_some(variable)
    }

    /// All statements of a region, without what it yields.
    pub fn statements(&self, region: RegionId) -> TokenStream {
        self.graph[region]
            .nodes
            .iter()
            .map(|&node| self.statement(node))
            .collect()
    }

    /// The live `Result` nodes of a region op or call, by position.
    pub(super) fn results(&self, owner: NodeId) -> HashMap<usize, NodeId> {
        self.schedule.results(owner).iter().copied().collect()
    }

    fn statement(&self, node: NodeId) -> TokenStream {
        match &self.graph[node].op {
            Op::If { then, otherwise } => self.branch(node, *then, *otherwise),
            Op::For(f) => self.for_loop(node, f),
            Op::While { condition, body, exits } => self.while_loop(node, *condition, *body, *exits),
            Op::Call(call) => self.call(node, call),
            Op::Push => self.push(node),
            Op::Pop => self.pop(node),
            Op::Macro(kept) => self.kept_macro(node, kept),
            op if op.is_version() => self.write(node),
            Op::Param | Op::Result(_) => quote!(),
            _ if self.schedule.is_inlined(node) => quote!(),
            _ => self.definition(node),
        }
    }

    /// `let a = …;`, or `a = …;` where the value takes the place of an older one.
    fn definition(&self, node: NodeId) -> TokenStream {
        let value = self.written_out(node);
        if !self.schedule.is_used(node) {
            let value = value.tokens;
            return quote!(let _ = #value;);
        }
        let variable = self
            .storage
            .variable(node)
            .expect("a value with a statement has a variable");
        match self.storage.place(variable).origin {
            Origin::Statement(by) if by == node => {
                let value = match self.references.contains(&variable) {
                    true => Code::new(Precedence::Unary, self.borrowed_part(node)),
                    false => value,
                };
                let (mutability, name, value) = (self.mutability(variable), self.name(variable), value.tokens);
                quote!(let #mutability #name = #value;)
            }
            Origin::Output(_) if self.graph[node].op == Op::Zeros => self.clear_output(node, variable),
            _ if self.graph[node].op == Op::Zeros && matches!(self.graph.ty(node), Ty::Slice(_)) => {
                let (runtime, name) = (self.runtime, self.name(variable));
                quote!(#runtime::fill_zero(&mut #name[..]);)
            }
            _ => self.assignment(variable, node, self.schedule.at(self.graph, node)),
        }
    }

    /// Gradients overwrite: what was in the caller's buffer is gone.
    fn clear_output(&self, node: NodeId, variable: Variable) -> TokenStream {
        let name = self.name(variable);
        if self.outputs == Outputs::Buffers {
            match self.graph.left_uncleared(node) {
                Some(Overwritten::All) => return quote!(),
                Some(Overwritten::Before(end)) => {
                    let (runtime, end) = (self.runtime, self.operand(end).tokens);
                    return quote!(#runtime::fill_zero_from(&mut #name[..], #end););
                }
                None => {}
            }
        }
        match (self.outputs, self.graph.ty(node)) {
            (Outputs::Sinks, _) => quote!(),
            (Outputs::Buffers, ty) if ty.has_struct() => {
                let (runtime, like) = (self.runtime, self.borrowed(self.graph[node].args[0]));
                match ty {
                    Ty::Slice(_) | Ty::Vec(_) => quote!(#runtime::reset_all(#like, #name);),
                    _ => quote!(#runtime::Differentiable::reset_tangent(#like, #name);),
                }
            }
            (Outputs::Buffers, ty) if !ty.is_sized() => {
                let runtime = self.runtime;
                quote!(#runtime::fill_zero(#name);)
            }
            (Outputs::Buffers, ty) => {
                let zeros = super::literal::zeros(self.graph, ty, self.runtime);
                quote!(*#name = #zeros;)
            }
        }
    }
}

/// The variables of slices and structs that are parts of a parameter, which is never written: they borrow it.
fn borrows(graph: &Graph, schedule: &Schedule, storage: &Storage) -> Vec<Variable> {
    let borrow = |id: usize| {
        let node = NodeId(id as u32);
        let n = &graph[node];
        let part = matches!(n.op, Op::Load(_)) && matches!(n.ty, Ty::Slice(_) | Ty::Struct(_));
        let variable = storage.variable(node).filter(|_| part && !schedule.is_inlined(node))?;
        let of = storage.variable(n.args[0])?;
        let place = storage.place(variable);
        let own = place.origin == Origin::Statement(node) && !place.mutable;
        (own && storage.place(of).origin == Origin::Parameter).then_some(variable)
    };
    (0..graph.nodes.len()).filter_map(borrow).collect()
}
