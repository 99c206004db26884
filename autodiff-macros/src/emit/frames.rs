//! Loops that keep, or take, one frame of the tape an iteration, and whose length is known where they begin: all their frames
//! are one piece of the tape, that an iterator hands out with the indices.
//!
//! It is the very piece that a push each iteration leaves, so that each of the two loops decides for itself.

use super::body::Body;
use crate::ir::{Float, For, Graph, Half, NodeId, Op, RegionId, Ty};
use crate::transform::flow::subtree;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The one node of a loop that uses the tape.
pub(super) fn framed(graph: &Graph, f: &For) -> Option<NodeId> {
    let index = graph[f.body].params[0];
    if f.exits || f.inclusive || *graph.ty(index) != Ty::USIZE {
        return None;
    }
    let mut users = subtree(graph, f.body)
        .into_iter()
        .flat_map(|region| graph[region].nodes.iter().copied())
        .filter(|&node| uses_tape(&graph[node].op));
    let user = users.next()?;
    let is_plain = frame_types(graph, user).is_some_and(|types| {
        let float = types.first().and_then(Ty::float);
        matches!(float, Some(Float::F64 | Float::F32)) && types.iter().all(|ty| ty.float() == float)
    });
    (users.next().is_none() && graph[user].region == f.body && is_plain).then_some(user)
}

fn uses_tape(op: &Op) -> bool {
    match op {
        Op::Push | Op::Pop => true,
        Op::Call(call) => call.half != Half::Plain,
        _ => false,
    }
}

fn frame_types(graph: &Graph, user: NodeId) -> Option<Vec<Ty>> {
    match (&graph[user].op, graph.ty(user)) {
        (Op::Push, _) => Some(graph.types(&graph[user].args)),
        (Op::Pop, Ty::Tuple(types)) => Some(types.clone()),
        _ => None,
    }
}

impl Body<'_> {
    /// What a `for` over `range` runs over, if its frames are one piece, with the name of a frame. Where the loop takes them, it
    /// runs over the opposite of `opposite`.
    pub(super) fn over_frames(
        &self,
        f: &For,
        range: &TokenStream,
        opposite: &TokenStream,
    ) -> Option<(TokenStream, Ident)> {
        let user = framed(self.graph, f)?;
        let (workspace, frame) = (self.workspace, self.frame_name(f.body));
        Some(match self.graph[user].op {
            Op::Push => (quote!(#workspace.frames(#range)), frame),
            _ => (quote!(#workspace.frames_back(#opposite)), frame),
        })
    }

    /// The name of the frame that the loop around a use of the tape hands out.
    pub(super) fn frame_of(&self, user: NodeId) -> Option<Ident> {
        let body = self.graph[user].region;
        let owner = self.graph[body].owner?;
        match &self.graph[owner].op {
            Op::For(f) if framed(self.graph, f) == Some(user) => Some(self.frame_name(body)),
            _ => None,
        }
    }

    /// A fresh name, the same for each question about one loop.
    fn frame_name(&self, body: RegionId) -> Ident {
        let known = self.frames.borrow().get(&body).cloned();
        known.unwrap_or_else(|| {
            let name = self.fresh("frame");
            self.frames.borrow_mut().insert(body, name.clone());
            name
        })
    }
}
