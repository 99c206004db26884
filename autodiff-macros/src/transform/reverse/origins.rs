//! Where the zero of a doubtful adjoint comes from: the adjoints that are zero if it means *not used*.
//!
//! What is made of a doubtful adjoint is doubtful as well. It is enough to ask the adjoint at the beginning, once, however long
//! the way from there; it is known early, and no test waits for a product:
//!
//! ```text
//! da = if dz != 0 { dz * b } else { 0 }             u = dz != 0
//! dx = if da != 0 { da * x } else { 0 }             da = if u { dz * b } else { 0 }; dx = if u { da * x } else { 0 }
//! ```

use crate::ir::NodeId;
use crate::tables::HashMap;

/// What has more origins is one itself: a test of each costs more than it saves.
const MOST: usize = 4;

#[derive(Default)]
pub(super) struct Origins(HashMap<NodeId, Vec<NodeId>>);

impl Origins {
    /// The adjoints that are all zero if this one means *not used*; itself, if nothing else is known.
    pub fn of(&self, adjoint: NodeId) -> Vec<NodeId> {
        self.0.get(&adjoint).cloned().unwrap_or_else(|| vec![adjoint])
    }

    /// The adjoint is zero where all of these are, and means *not used* only there.
    pub fn inherit(&mut self, adjoint: NodeId, from: &[NodeId]) {
        let mut all: Vec<NodeId> = from.iter().flat_map(|&from| self.of(from)).collect();
        all.sort();
        all.dedup();
        if all.len() <= MOST {
            self.0.insert(adjoint, all);
        }
    }
}
