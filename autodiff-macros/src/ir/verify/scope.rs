//! Where nodes and regions stand: each once, and definitions before uses.

use super::{ensure, Stage};
use crate::ir::{Graph, NodeId, Op, RegionId, Ty};

/// Checks the whole graph; gives its nodes in program order.
pub fn check(graph: &Graph, stage: Stage) -> Result<Vec<NodeId>, String> {
    let mut walk = Walk {
        graph,
        stage,
        positions: vec![None; graph.nodes.len()],
        visited: vec![false; graph.regions.len()],
        order: vec![],
    };
    ensure(graph[graph.root].owner.is_none(), || "the root has an owner".into())?;
    walk.region(graph.root)?;
    in_place(graph)?;
    let Some(pullback) = graph.pullback else {
        return Ok(walk.order);
    };
    ensure(stage != Stage::Lowered, || {
        "there is a pullback before the reversal".into()
    })?;
    ensure(graph[pullback].owner.is_none(), || "the pullback has an owner".into())?;
    ensure(graph[pullback].mirror == Some(graph.root), || {
        "the pullback does not mirror the root".into()
    })?;
    walk.region(pullback)?;
    Ok(walk.order)
}

/// Each parameter in place is one, and has a final version of its type among the last results.
fn in_place(graph: &Graph) -> Result<(), String> {
    let root = &graph[graph.root];
    let known = graph.in_place.iter().all(|place| root.params.contains(place));
    ensure(known, || "a parameter in place is none".into())?;
    let values = root.results.len().checked_sub(graph.in_place.len());
    let finals = values.map(|values| graph.types(&root.results[values..]));
    let nameless = |types: Vec<Ty>| types.iter().map(Ty::nameless).collect::<Vec<_>>();
    let places = nameless(graph.types(&graph.in_place));
    ensure(finals.clone().map(nameless) == Some(places), || {
        format!("leaves {finals:?} in the parameters in place")
    })
}

struct Walk<'a> {
    graph: &'a Graph,
    stage: Stage,
    /// When the node was met, in program order; none before.
    positions: Vec<Option<usize>>,
    visited: Vec<bool>,
    order: Vec<NodeId>,
}

impl Walk<'_> {
    fn region(&mut self, id: RegionId) -> Result<(), String> {
        let graph = self.graph;
        let region = graph
            .regions
            .get(id.0 as usize)
            .ok_or_else(|| format!("there is no {id:?}"))?;
        let visited = &mut self.visited[id.0 as usize];
        ensure(!*visited, || format!("{id:?} is owned twice"))?;
        *visited = true;
        if let Some(mirror) = region.mirror {
            self.mirror(id, mirror)?;
        }
        for &param in &region.params {
            self.define(param, id)?;
            ensure(graph[param].op == Op::Param, || {
                format!("{param:?} is no parameter of {id:?}")
            })?;
        }
        for &node in &region.nodes {
            let known = graph
                .nodes
                .get(node.0 as usize)
                .ok_or_else(|| format!("there is no {node:?}"))?;
            ensure(known.op != Op::Param, || {
                format!("{node:?} is a parameter among the nodes of {id:?}")
            })?;
            for &arg in &known.args {
                self.visible(arg, id, || format!("as an argument of {node:?}"))?;
            }
            for inner in known.op.regions() {
                let owner = graph.regions.get(inner.0 as usize).and_then(|region| region.owner);
                ensure(owner == Some(node), || {
                    format!("{inner:?} of {node:?} has the owner {owner:?}")
                })?;
                self.region(inner)?;
            }
            self.define(node, id)?;
        }
        for &result in &region.results {
            self.visible(result, id, || format!("as a result of {id:?}"))?;
            let tuple = matches!(graph.ty(result), Ty::Tuple(_));
            ensure(!tuple, || format!("{result:?}, a result of {id:?}, is a tuple"))?;
        }
        Ok(())
    }

    fn define(&mut self, node: NodeId, region: RegionId) -> Result<(), String> {
        let known = self
            .graph
            .nodes
            .get(node.0 as usize)
            .ok_or_else(|| format!("there is no {node:?}"))?;
        ensure(known.region == region, || {
            format!("{node:?} stands in {region:?}, but says {:?}", known.region)
        })?;
        let position = &mut self.positions[node.0 as usize];
        ensure(position.is_none(), || format!("{node:?} stands twice"))?;
        *position = Some(self.order.len());
        self.order.push(node);
        Ok(())
    }

    /// A mirror lies inside what the region around mirrors: in the pullback, or in a joint iteration, which has both.
    fn mirror(&self, id: RegionId, mirror: RegionId) -> Result<(), String> {
        let graph = self.graph;
        ensure(self.visited.get(mirror.0 as usize) == Some(&true), || {
            format!("{id:?} mirrors an unknown {mirror:?}")
        })?;
        ensure(graph.encloses(graph.root, mirror), || {
            format!("{id:?} mirrors {mirror:?}, which is not of the primal")
        })?;
        let around = || std::iter::successors(graph.parent(id), |&r| graph.parent(r));
        let outer = around().find_map(|r| graph[r].mirror);
        let nested = match outer {
            Some(outer) => graph.encloses(outer, mirror),
            None => around().last().is_none_or(|body| body != graph.root) || graph.parent(id) == graph.parent(mirror),
        };
        ensure(nested, || {
            format!("{id:?} mirrors {mirror:?}, but the region around it mirrors {outer:?}")
        })
    }

    /// Whether code in `region`, where the walk stands, may use `node`.
    fn visible(&self, node: NodeId, region: RegionId, place: impl Fn() -> String) -> Result<(), String> {
        let graph = self.graph;
        let defined = self.positions.get(node.0 as usize).copied().flatten();
        ensure(defined.is_some(), || {
            format!("{node:?} is used before its definition, {}", place())
        })?;
        let home = graph[node].region;
        if graph.encloses(home, region) {
            return Ok(());
        }
        let in_pullback = graph.pullback.is_some_and(|pullback| graph.encloses(pullback, region));
        let seen = match self.stage {
            Stage::Lowered => false,
            Stage::Kept | Stage::Jammed => in_pullback && home == graph.root,
            Stage::Reversed => {
                let mut enclosing = std::iter::successors(Some(region), |&r| graph.parent(r));
                enclosing.any(|r| graph[r].mirror.is_some_and(|mirror| graph.encloses(home, mirror)))
            }
        };
        ensure(seen, || {
            format!("{node:?} of {home:?} is not visible in {region:?}, {}", place())
        })
    }
}
