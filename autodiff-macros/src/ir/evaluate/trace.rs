//! The environments of all regions that have run, as a tree.

use super::Value;
use crate::ir::{Graph, NodeId, RegionId};

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FrameId(usize);

/// One run of a region.
struct Frame<S> {
    region: RegionId,
    /// By slot.
    values: Vec<Option<Value<S>>>,
    /// The run of the region around it.
    parent: Option<FrameId>,
    /// The run that it undoes.
    mirror: Option<FrameId>,
    /// The runs inside it, in order.
    children: Vec<FrameId>,
}

pub struct Trace<S> {
    frames: Vec<Frame<S>>,
    /// Where a node's value stands in the frames of its region.
    slots: Vec<usize>,
}

impl<S: Clone> Trace<S> {
    pub fn new(graph: &Graph) -> Self {
        let mut slots = vec![0; graph.nodes.len()];
        for region in &graph.regions {
            for (slot, node) in region.params.iter().chain(&region.nodes).enumerate() {
                slots[node.0 as usize] = slot;
            }
        }
        Trace { frames: vec![], slots }
    }

    pub fn enter(
        &mut self,
        graph: &Graph,
        region: RegionId,
        parent: Option<FrameId>,
        mirror: Option<FrameId>,
    ) -> FrameId {
        let id = FrameId(self.frames.len());
        let size = graph[region].params.len() + graph[region].nodes.len();
        self.frames.push(Frame {
            region,
            values: vec![None; size],
            parent,
            mirror,
            children: vec![],
        });
        if let Some(parent) = parent {
            self.frames[parent.0].children.push(id);
        }
        id
    }

    pub fn region(&self, frame: FrameId) -> RegionId {
        self.frames[frame.0].region
    }

    pub fn set(&mut self, frame: FrameId, node: NodeId, value: Value<S>) {
        self.frames[frame.0].values[self.slots[node.0 as usize]] = Some(value);
    }

    /// The value that a node has for code in this frame.
    pub fn get(&self, graph: &Graph, frame: FrameId, node: NodeId) -> Value<S> {
        let home = graph[node].region;
        let find = |from| self.around(from).find(|frame| frame.region == home);
        let own = find(frame);
        let mirrored = || self.around(frame).filter_map(|frame| frame.mirror).find_map(find);
        let value = own
            .or_else(mirrored)
            .and_then(|frame| frame.values[self.slots[node.0 as usize]].clone());
        value.unwrap_or_else(|| panic!("{node:?} of {home:?} has no value in {:?}", self.region(frame)))
    }

    /// The frame and those around it, from the inside.
    fn around(&self, frame: FrameId) -> impl Iterator<Item = &Frame<S>> {
        let mut next = Some(frame);
        std::iter::from_fn(move || {
            let frame = &self.frames[next?.0];
            next = frame.parent;
            Some(frame)
        })
    }

    /// The runs of a primal region inside what the code in `frame` undoes.
    pub fn iterations(&self, graph: &Graph, frame: FrameId, region: RegionId) -> Vec<FrameId> {
        let parent = graph.parent(region);
        let mirrors = self.around(frame).filter_map(|frame| frame.mirror);
        // A joint iteration undoes itself.
        let around = mirrors
            .map(|mirror| &self.frames[mirror.0])
            .chain(self.around(frame))
            .find(|frame| Some(frame.region) == parent);
        let children = around.map_or(&[][..], |frame| &frame.children);
        children
            .iter()
            .copied()
            .filter(|child| self.region(*child) == region)
            .collect()
    }
}
