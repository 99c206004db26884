//! Lets the reverse loops carry the array, and writes into it what was overwritten.

use super::chain::{Change, Link};
use crate::ir::build::Builder;
use crate::ir::{Graph, NodeId, Op};
use crate::tables::HashMap;

/// Undoes what a loop does to its array; in `restored`, each version gets the value that equals it in the reverse sweep.
pub(super) fn insert(graph: Graph, link: &Link, restored: &mut HashMap<NodeId, NodeId>) -> Graph {
    let mut insert = Insert {
        builder: Builder::edit(graph),
        old: HashMap::default(),
        restored,
    };
    let last = insert.builder.graph.result(link.owner, link.k, link.newest);
    insert.undo_loop(link, last);
    insert.builder.graph
}

struct Insert<'a> {
    builder: Builder,
    /// What each store overwrites.
    old: HashMap<NodeId, NodeId>,
    restored: &'a mut HashMap<NodeId, NodeId>,
}

impl Insert<'_> {
    /// What there was before the loop, from what there is behind it.
    fn undo_loop(&mut self, link: &Link, last: NodeId) -> NodeId {
        let reverse = self.builder.graph[link.reverse].owner.expect("a loop");
        let mut at = self.builder.graph.carry(reverse, last, link.newest);
        self.restored.insert(link.newest, at);
        for placed in &link.changes {
            for store in placed.change.stores() {
                self.keep_old(store);
            }
            at = match (&placed.change, placed.before) {
                (Change::Loop(inner), _) => self.undo_loop(inner, at),
                (change, Some(node)) => {
                    let old = &self.old;
                    let undo = |builder: &mut Builder| undo_change(builder, old, change, at);
                    self.builder.insert_before(node, undo)
                }
                (change, None) => {
                    let results = self.builder.graph[link.reverse].results.clone();
                    self.builder.reopen(link.reverse);
                    let older = undo_change(&mut self.builder, &self.old, change, at);
                    self.builder.leave(results);
                    older
                }
            };
            self.restored.insert(placed.older, at);
        }
        let results = &mut self.builder.graph[link.reverse].results;
        results.push(at);
        let k = results.len() - 1;
        self.builder.graph.result(reverse, k, link.newest)
    }

    /// Reads what a store overwrites, unless that has been read.
    fn keep_old(&mut self, store: NodeId) {
        let graph = &self.builder.graph;
        let n = &graph[store];
        let (array, ty) = (n.args[0], graph.ty(n.args[n.args.len() - 1]).clone());
        let steps = graph.steps(store);
        let before = graph[n.region].nodes.iter().take_while(|&&node| node != store);
        let is_old = |&&node: &&NodeId| {
            matches!(graph[node].op, Op::Load(_)) && graph[node].args[0] == array && graph.steps(node) == steps
        };
        let known = before.copied().find(|node| is_old(&node));
        let old = known.unwrap_or_else(|| {
            self.builder
                .insert_before(store, |builder| builder.load_at(array, &steps, ty))
        });
        self.old.insert(store, old);
    }
}

/// What there was before a change, from what there is behind it, in the innermost open region.
fn undo_change(builder: &mut Builder, old: &HashMap<NodeId, NodeId>, change: &Change, newer: NodeId) -> NodeId {
    match change {
        Change::Store(store) => {
            let steps = builder.graph.steps(*store);
            builder.store(newer, &steps, old[store])
        }
        Change::Branch(branch, sides) => {
            let Op::If { then, otherwise } = builder.graph[*branch].op else {
                unreachable!("a branch")
            };
            let condition = builder.graph[*branch].args[0];
            let mut undo = |side, changes: &[Change]| {
                builder.enter_mirror(side);
                let undo = |newer, change| undo_change(builder, old, change, newer);
                let older = changes.iter().fold(newer, undo);
                builder.leave(vec![older])
            };
            let regions = (undo(then, &sides[0]), undo(otherwise, &sides[1]));
            builder.branch(condition, regions.0, regions.1)[0]
        }
        Change::Loop(_) => unreachable!("a loop is undone by the one that mirrors it"),
    }
}
