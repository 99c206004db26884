//! Integers whose type only rustc finds, and casts to it: `k as _`.

use super::body::Body;
use super::code::Code;
use crate::ir::{Comparison, Int, Integer, NodeId, Op, Ty};
use proc_macro2::{Ident, Span};
use quote::quote;

impl Body<'_> {
    /// Whether the type is rustc's to find, and an operator would not let it: that of `k as _ + 1` could be any that there is an
    /// addition for.
    pub(super) fn is_loose(&self, node: NodeId) -> bool {
        const LOOSE: Ty = Ty::Int(Int::Inferred);
        let is_cast = |op: &Op, ty: &Ty| *op == Op::Cast && *ty == LOOSE;
        *self.graph.ty(node) == LOOSE && self.graph.nodes.iter().any(|node| is_cast(&node.op, &node.ty))
    }

    /// The operation as a function, whose arguments are of one type. A shift has two.
    pub(super) fn of_one_type(&self, op: &Op, args: &[NodeId]) -> Code {
        let name = match op {
            Op::Integer(Integer::Add) => "add",
            Op::Integer(Integer::Sub) => "sub",
            Op::Integer(Integer::Mul) => "mul",
            Op::Integer(Integer::Div) => "div",
            Op::Integer(Integer::Rem) => "rem",
            Op::Integer(Integer::And) => "bitand",
            Op::Integer(Integer::Or) => "bitor",
            Op::Integer(Integer::Xor) => "bitxor",
            Op::Compare(Comparison::Eq) => "eq",
            Op::Compare(Comparison::Ne) => "ne",
            Op::Compare(Comparison::Lt) => "lt",
            Op::Compare(Comparison::Le) => "le",
            Op::Compare(Comparison::Gt) => "gt",
            Op::Compare(Comparison::Ge) => "ge",
            op => unreachable!("{op:?} is no operator of one type"),
        };
        let (runtime, name) = (self.runtime, Ident::new(name, Span::call_site()));
        let args = args.iter().map(|&arg| self.operand(arg).tokens);
        Code::postfix(quote!(#runtime::integer::#name(#(#args),*)))
    }
}
