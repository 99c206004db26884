//! Calls that are no calls of functions: `==`, and what is asked of a variant.

use super::body::Body;
use crate::ast::variant;
use crate::ir::{Call, Half, NodeId};
use proc_macro2::TokenStream;
use quote::quote;

impl Body<'_> {
    /// The test that this call stands for, if it does.
    pub(super) fn test(&self, node: NodeId, call: &Call) -> Option<TokenStream> {
        let callee = &self.graph[call.callee];
        let test = match (call.half, &self.graph[node].args[..]) {
            (_, [left, right]) if variant::is_same(callee) => {
                let (left, right) = (self.passed_by_reference(*left), self.passed_by_reference(*right));
                quote!(::core::cmp::PartialEq::eq(#left, #right))
            }
            (Half::Plain, [value, ..]) => variant::asked(callee, || self.passed_by_reference(*value))?,
            _ => return None,
        };
        Some(self.taken_apart(node, &call.shape, test))
    }
}
