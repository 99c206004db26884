//! The total order of floats.

use super::body::Body;
use super::code::{Code, Precedence};
use crate::ir::{Comparison, Const, NodeId, Op};
use proc_macro2::TokenStream;
use quote::quote;
use std::cmp::Ordering;

impl Body<'_> {
    /// `a.total_cmp(&b)`
    pub(super) fn total_compare(&self, a: NodeId, b: NodeId) -> Code {
        let (left, right) = (self.value(a), self.value(b).at_least(Precedence::Unary));
        Code::postfix(match self.is_generic(a) {
            true => {
                let (runtime, left) = (self.runtime, left.at_least(Precedence::Unary));
                quote!(#runtime::Real::total_cmp(&#left, &#right))
            }
            false => {
                let left = left.receiver();
                quote!(#left.total_cmp(&#right))
            }
        })
    }

    /// `a.total_cmp(&b) == Equal`, which asks whether two floats have the same bits.
    pub(super) fn same_bits(&self, comparison: NodeId, operator: TokenStream) -> Option<Code> {
        let graph = self.graph;
        let [order, equal] = graph[comparison].args[..] else {
            return None;
        };
        let is_equality = matches!(graph[comparison].op, Op::Compare(Comparison::Eq | Comparison::Ne));
        let is_equal = graph.constant(equal) == Some(&Const::Ordering(Ordering::Equal));
        let [a, b] = graph[order].args[..] else { return None };
        let is_order = graph[order].op == Op::TotalCompare && self.schedule.is_inlined(order);
        if !is_equality || !is_equal || !is_order || self.is_generic(a) {
            return None;
        }
        let bits = |value: NodeId| self.method("to_bits", &[value]);
        Some(Code::binary(Precedence::Compare, bits(a), operator, bits(b)))
    }
}
