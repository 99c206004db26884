//! Loops whose frames are [one piece of the tape](crate::ir::frames), that an iterator hands out with the indices.

use super::body::Body;
use crate::ir::frames::{framed, takes_in_order};
use crate::ir::{For, NodeId, Op, RegionId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

impl Body<'_> {
    /// What a `for` over `range` runs over, if its frames are one piece, with the name of a frame. `opposite` is the range from
    /// the last index to the first.
    pub(super) fn over_frames(
        &self,
        f: &For,
        range: &TokenStream,
        opposite: &TokenStream,
    ) -> Option<(TokenStream, Ident)> {
        let user = framed(self.graph, f)?;
        let workspace = self.workspace;
        let indices = match self.graph[user].op {
            Op::Push => quote!(#workspace.frames(#range)),
            _ if takes_in_order(self.graph, f) => quote!(#workspace.frames_again(#range)),
            _ => quote!(#workspace.frames_back(#opposite)),
        };
        Some((indices, self.frame_name(f.body)))
    }

    /// Whether the frames of a loop are one piece.
    pub(super) fn is_framed(&self, f: &For) -> bool {
        framed(self.graph, f).is_some()
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
