//! The function with what small callees compute in the place of their calls: what its gradient is made of. Bodies are seen in the `mod`
//! or `impl` that has the attribute, or else [in the file](crate::items::sibling) that the function stands in; what is not seen is
//! called.

use crate::ast::{Function, Parameter, Surroundings};
use crate::diagnostics::Collector;
use crate::flattened::{path, read};
use crate::ir::{CallKind, Graph, NodeId, Op};
use crate::items::{is_as_written, sibling};
use crate::parse::Source;
use crate::transform::inline::inline_small;
use proc_macro2::TokenStream;
use quote::ToTokens;

/// The graph without calls of small functions; none if there are no such calls.
pub fn inlined(source: &Source, function: &Function, graph: &Graph) -> Option<Graph> {
    // An item of its own may have the name of one around it.
    if !function.items.is_empty() || !function.nested.is_empty() {
        return None;
    }
    let around = &function.surroundings;
    let mut callee = |graph: &Graph, node: NodeId| {
        let Op::Call(call) = &graph[node].op else { return None };
        if call.kind != CallKind::Function {
            return None;
        }
        let path = path(&graph[call.callee])?;
        if source.item.sig.ident == path.last()? {
            return None;
        }
        let (surroundings, item) = seen(source, around, &path)?;
        if !is_as_written(&item) {
            return None;
        }
        let mut unread = Collector::new();
        let read = read(item, &surroundings, false, &mut unread);
        let is_known = unread.is_empty() && !unread.has_guessed();
        unread.finish();
        let (callee, lowered) = read.filter(|_| is_known)?;
        let is_constant = |parameter: &Parameter| parameter.constant && parameter.ty.has_float();
        (!callee.parameters.iter().any(is_constant)).then_some(lowered.graph)
    };
    inline_small(graph, &mut callee)
}

/// The function that a path leads to, with what is seen around it.
fn seen(source: &Source, around: &Surroundings, path: &[String]) -> Option<(Surroundings, TokenStream)> {
    around.body(path).or_else(|| {
        let [name] = path else { return None };
        let alone = Surroundings::default();
        Some((alone, sibling(&source.item.to_token_stream(), name)?))
    })
}
