//! Values that are bound or assigned at the same moment: the ends of loop bodies and of branches.

use super::body::Body;
use super::schedule::Read;
use super::storage::Variable;
use crate::ir::{Dialect, Integer, NodeId, Op, Ty};
use crate::primitives::Notation;
use crate::tables::HashSet;
use proc_macro2::TokenStream;
use quote::quote;

/// Where a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Into a variable that exists.
    Assign(Variable),
    /// Into a variable that is declared here.
    Declare(Variable),
    /// To whoever asked: the value comes back as an expression, to be read after the statements.
    Value,
}

impl Body<'_> {
    /// Statements that put each value where it goes, as if all at once; and the values of the `Value` targets, in order.
    pub(super) fn together(&self, moves: &[(Target, NodeId)], at: Read) -> (TokenStream, Vec<TokenStream>) {
        let is_move = |&&(target, node): &&(Target, NodeId)| match target {
            Target::Assign(variable) => self.holder(node) != Some(variable),
            _ => true,
        };
        let moves: Vec<(Target, NodeId)> = moves.iter().filter(is_move).copied().collect();
        let assigned: HashSet<Variable> = moves.iter().filter_map(|&(target, _)| target.assigned()).collect();

        let mut statements = TokenStream::new();
        let mut values = vec![];
        for &(target, node) in moves.iter().filter(|(target, _)| *target == Target::Value) {
            let value = self.owned(node, at);
            debug_assert!(target.assigned().is_none());
            // A value that reads what the assignments overwrite is taken before.
            if self.reads(node).is_disjoint(&assigned) {
                values.push(value);
            } else {
                let before = self.fresh(self.graph[node].name.as_ref().map_or("t", |name| &name.text));
                statements.extend(quote!(let #before = #value;));
                values.push(quote!(#before));
            }
        }
        for &(target, node) in &moves {
            if let Target::Declare(variable) = target {
                let (mutability, name, value) = (self.mutability(variable), self.name(variable), self.owned(node, at));
                statements.extend(quote!(let #mutability #name = #value;));
            }
        }
        let assignments = moves
            .iter()
            .filter_map(|&(target, node)| Some((target.assigned()?, node)))
            .collect();
        statements.extend(self.assignments(assignments, at));
        (statements, values)
    }

    /// Orders the assignments so that none overwrites what another still reads; those in a cycle become one tuple.
    fn assignments(&self, mut left: Vec<(Variable, NodeId)>, at: Read) -> TokenStream {
        let mut statements = TokenStream::new();
        while !left.is_empty() {
            let free = left.iter().position(|&(variable, node)| {
                left.iter()
                    .all(|&(_, other)| other == node || !self.reads(other).contains(&variable))
            });
            match free {
                Some(k) => {
                    let (variable, node) = left.remove(k);
                    statements.extend(self.assignment(variable, node, at));
                }
                None => {
                    let names = left.iter().map(|&(variable, _)| self.target(variable));
                    let values = left.iter().map(|&(_, node)| self.owned(node, at));
                    statements.extend(quote!((#(#names),*) = (#(#values),*);));
                    left.clear();
                }
            }
        }
        statements
    }

    /// `a = …;`, or `a += …;` where that is the same.
    pub(super) fn assignment(&self, variable: Variable, node: NodeId, at: Read) -> TokenStream {
        if let Ty::Slice(element) = self.graph.ty(node) {
            let (name, value) = (self.name(variable), self.borrowed(node));
            return match element.is_owned() {
                true => quote!(#name.clone_from_slice(#value);),
                false => quote!(#name.copy_from_slice(#value);),
            };
        }
        let name = self.target(variable);
        if let Some((operator, right)) = self.compound(variable, node) {
            let right = self.operand(right).tokens;
            return quote!(#name #operator #right;);
        }
        // Inside the node's own definition, its variable is the one that is being assigned.
        let own = !self.schedule.is_inlined(node) && self.storage.variable(node) == Some(variable);
        let value = match own {
            true => self.written_out(node).tokens,
            false => self.owned(node, at),
        };
        quote!(#name = #value;)
    }

    /// The variable as the target of an assignment.
    fn target(&self, variable: Variable) -> TokenStream {
        self.read(variable).tokens
    }

    /// `a = a + b` as `a += b`.
    fn compound(&self, variable: Variable, node: NodeId) -> Option<(TokenStream, NodeId)> {
        let n = &self.graph[node];
        let is_own = self.schedule.is_inlined(node) || self.storage.variable(node) == Some(variable);
        if !is_own || n.args.len() != 2 || self.holder(n.args[0]) != Some(variable) {
            return None;
        }
        let operator = match n.op {
            Op::Primitive(primitive, Dialect::Std) => match primitive.row().notation {
                Notation::Infix(operator) => format!("{operator}="),
                _ => return None,
            },
            Op::Integer(Integer::Add) => "+=".to_string(),
            Op::Integer(Integer::Sub) => "-=".to_string(),
            Op::Integer(Integer::Mul) => "*=".to_string(),
            _ => return None,
        };
        Some((operator.parse().expect("an operator"), n.args[1]))
    }

    /// The variable that a value is read from, if it is not written out.
    pub(super) fn holder(&self, node: NodeId) -> Option<Variable> {
        self.storage.variable(node).filter(|_| !self.schedule.is_inlined(node))
    }

    /// The variables that the expression of a value reads.
    pub(super) fn reads(&self, node: NodeId) -> HashSet<Variable> {
        let mut reads = HashSet::default();
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            match self.holder(node) {
                Some(variable) => {
                    reads.insert(variable);
                }
                None => open.extend(&self.graph[node].args),
            }
        }
        reads
    }
}

impl Target {
    fn assigned(self) -> Option<Variable> {
        match self {
            Target::Assign(variable) => Some(variable),
            _ => None,
        }
    }
}
