//! How graphs are read and extended.

use super::{Const, Graph, Name, Node, NodeId, Op, Overwritten, Region, RegionId, Step, TokensId, Ty};
use crate::tables::HashMap;
use crate::transform::flow::subtree;
use proc_macro2::TokenStream;
use std::ops::{Index, IndexMut};

impl Graph {
    /// The regions that are swept, in order: the function, and the pullback if there is one.
    pub fn bodies(&self) -> impl Iterator<Item = RegionId> {
        [Some(self.root), self.pullback].into_iter().flatten()
    }

    /// The region that owns this one's owner.
    pub fn parent(&self, region: RegionId) -> Option<RegionId> {
        self[region].owner.map(|owner| self[owner].region)
    }

    /// Whether `inner` is `outer` or lies inside it.
    pub fn encloses(&self, outer: RegionId, inner: RegionId) -> bool {
        let mut at = Some(inner);
        while let Some(region) = at {
            if region == outer {
                return true;
            }
            at = self.parent(region);
        }
        false
    }

    /// What of these zeros is overwritten before it is read.
    pub fn left_uncleared(&self, zeros: NodeId) -> Option<Overwritten> {
        let mut all = self.uncleared.iter();
        all.find(|&&(other, _)| other == zeros)
            .map(|&(_, overwritten)| overwritten)
    }

    /// Whether this is the type of an option in a field, by its path in the core library, which only this compiler writes.
    pub fn is_option(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Struct(name) => {
                let path = self[*name].clone().into_iter().take(8).map(|token| token.to_string());
                path.collect::<String>() == "::core::option::"
            }
            _ => false,
        }
    }

    pub fn ty(&self, node: NodeId) -> &Ty {
        &self[node].ty
    }

    /// The parts of this type, if it is that of tuples.
    pub fn parts(&self, ty: &Ty) -> Option<&[Ty]> {
        let Ty::Struct(name) = ty else { return None };
        let known = self.tuples.iter().find(|(known, _)| known == name);
        known.map(|(_, parts)| &parts[..])
    }

    pub fn types(&self, nodes: &[NodeId]) -> Vec<Ty> {
        nodes.iter().map(|&node| self.ty(node).clone()).collect()
    }

    /// The `Result` nodes of an op with several results, each with its position; those that something has used.
    pub fn results(&self, owner: NodeId) -> impl Iterator<Item = (usize, NodeId)> + '_ {
        let nodes = self[self[owner].region].nodes.iter();
        nodes.filter_map(move |&node| match self[node].op {
            Op::Result(k) if self[node].args == [owner] => Some((k as usize, node)),
            _ => None,
        })
    }

    /// As [`results`](Self::results), of all ops of some regions, by their owners: to look for those of one goes through its
    /// whole region.
    pub fn all_results(&self, regions: impl IntoIterator<Item = RegionId>) -> HashMap<NodeId, Vec<(usize, NodeId)>> {
        let mut all: HashMap<NodeId, Vec<(usize, NodeId)>> = HashMap::default();
        for node in regions.into_iter().flat_map(|region| &self[region].nodes) {
            if let (Op::Result(k), [owner]) = (&self[*node].op, &self[*node].args[..]) {
                all.entry(*owner).or_default().push((*k as usize, *node));
            }
        }
        all
    }

    /// The node `Result(k)` of an op with several results; none if nothing has used it.
    pub fn find_result(&self, owner: NodeId, k: usize) -> Option<NodeId> {
        self.results(owner).find(|&(at, _)| at == k).map(|(_, result)| result)
    }

    /// The node `Result(k)` of an op with several results, made behind it if nothing has used it. A new one takes its
    /// span and its name from `like`.
    pub fn result(&mut self, owner: NodeId, k: usize, like: NodeId) -> NodeId {
        if let Some(known) = self.find_result(owner, k) {
            return known;
        }
        let Ty::Tuple(types) = self.ty(owner) else {
            unreachable!("an op with several results yields a tuple")
        };
        let (ty, region) = (types[k].clone(), self[owner].region);
        let result = self.make(region, Op::Result(k as u32), vec![owner], ty, like);
        self.insert_behind(owner, result);
        result
    }

    /// A node of a region with the span and the name of `like`, which the caller gives its place there.
    pub fn make(&mut self, region: RegionId, op: Op, args: Vec<NodeId>, ty: Ty, like: NodeId) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        let Node { span, name, .. } = self[like].clone();
        let name = name.map(|name| Name {
            declared: false,
            ..name
        });
        self.nodes.push(Node {
            op,
            args,
            ty,
            region,
            span,
            name,
        });
        id
    }

    /// A new carried value of a `For` without exits, as the last one: its parameter in the body, whose results the caller extends.
    pub fn carry(&mut self, owner: NodeId, initial: NodeId, like: NodeId) -> NodeId {
        let Op::For(f) = &self[owner].op else {
            unreachable!("a loop over a range")
        };
        let (body, ty) = (f.body, self.ty(initial).clone());
        let param = self.make(body, Op::Param, vec![], ty.clone(), like);
        self[body].params.push(param);
        self[owner].args.push(initial);
        if let Ty::Tuple(all) = &mut self[owner].ty {
            all.push(ty);
        }
        param
    }

    /// Lets all uses of a value use another one: those by nodes that `by` accepts, and as results of regions that these own, or nobody.
    pub fn replace_uses(&mut self, value: NodeId, by: NodeId, accepts: impl Fn(NodeId) -> bool) {
        let replace = |used: &mut NodeId| {
            if *used == value {
                *used = by;
            }
        };
        let mut regions = subtree(self, self.root);
        regions.extend(self.pullback.into_iter().flat_map(|pullback| subtree(self, pullback)));
        for region in regions {
            for node in self[region].nodes.clone() {
                if accepts(node) {
                    self[node].args.iter_mut().for_each(replace);
                }
            }
            if self[region].owner.is_none_or(&accepts) {
                self[region].results.iter_mut().for_each(replace);
            }
        }
    }

    /// Gives `node` its place behind another one of the same region.
    pub fn insert_behind(&mut self, other: NodeId, node: NodeId) {
        let region = self[other].region;
        let nodes = &mut self[region].nodes;
        let at = nodes.iter().position(|&n| n == other);
        nodes.insert(at.expect("a node stands in its region") + 1, node);
    }

    /// The steps of a read, a write or a borrow, with their indices.
    pub fn steps(&self, node: NodeId) -> Vec<Step<NodeId>> {
        let n = &self[node];
        let (Op::Load(steps)
        | Op::Store(steps)
        | Op::Accumulate(steps)
        | Op::Append(steps)
        | Op::Truncate(steps, _)
        | Op::Lengthen(steps, _)
        | Op::Len(steps)
        | Op::Slice(steps)) = &n.op
        else {
            unreachable!("{:?} has no steps", n.op)
        };
        with_indices(steps, &n.args[1..])
    }

    /// The value of a `Const` node.
    pub fn constant(&self, node: NodeId) -> Option<&Const> {
        match &self[node].op {
            Op::Const(c) => Some(c),
            _ => None,
        }
    }
}

/// The steps of an op with the indices among its arguments behind the first, of which there may be more.
pub fn with_indices(steps: &[Step], indices: &[NodeId]) -> Vec<Step<NodeId>> {
    let mut indices = indices.iter();
    let step = |step: &Step| match *step {
        Step::Index(()) => Step::Index(*indices.next().expect("an argument for each index")),
        Step::Field(name) => Step::Field(name),
    };
    steps.iter().map(step).collect()
}

impl Index<NodeId> for Graph {
    type Output = Node;
    fn index(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }
}
impl IndexMut<NodeId> for Graph {
    fn index_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }
}
impl Index<RegionId> for Graph {
    type Output = Region;
    fn index(&self, id: RegionId) -> &Region {
        &self.regions[id.0 as usize]
    }
}
impl IndexMut<RegionId> for Graph {
    fn index_mut(&mut self, id: RegionId) -> &mut Region {
        &mut self.regions[id.0 as usize]
    }
}
impl Index<TokensId> for Graph {
    type Output = TokenStream;
    fn index(&self, id: TokensId) -> &TokenStream {
        &self.tokens[id.0 as usize]
    }
}
impl std::fmt::Debug for NodeId {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "v{}", self.0)
    }
}
impl std::fmt::Debug for RegionId {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "r{}", self.0)
    }
}
