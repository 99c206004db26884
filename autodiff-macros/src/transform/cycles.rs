//! Cycles in the data flow: what a value comes from by itself, from one iteration to the next.

use crate::ir::NodeId;

/// The nodes that lead to themselves along edges by node: those of a strongly connected component of more than one node, or
/// with an edge to themselves. By Tarjan's algorithm (SIAM J. Comput. 1, 1972), with a stack of its own.
pub fn on_cycles(edges: &[Vec<NodeId>]) -> Vec<bool> {
    let mut search = Search {
        edges,
        order: vec![None; edges.len()],
        lowest: vec![0; edges.len()],
        open: vec![],
        is_open: vec![false; edges.len()],
        found: 0,
        on_cycles: vec![false; edges.len()],
    };
    for node in 0..edges.len() {
        if search.order[node].is_none() {
            search.from(node);
        }
    }
    search.on_cycles
}

struct Search<'a> {
    edges: &'a [Vec<NodeId>],
    /// When each node was found.
    order: Vec<Option<usize>>,
    /// The earliest open node that is reached from it.
    lowest: Vec<usize>,
    /// Found, and in no complete component yet.
    open: Vec<usize>,
    is_open: Vec<bool>,
    found: usize,
    on_cycles: Vec<bool>,
}

impl Search<'_> {
    fn from(&mut self, start: usize) {
        self.find(start);
        // Each node on the way, with how many of its edges have been followed.
        let mut way = vec![(start, 0)];
        while let Some((node, followed)) = way.last_mut() {
            let node = *node;
            if let Some(next) = self.edges[node].get(*followed) {
                let next = next.0 as usize;
                *followed += 1;
                match self.order[next] {
                    None => {
                        self.find(next);
                        way.push((next, 0));
                    }
                    Some(order) if self.is_open[next] => self.lowest[node] = self.lowest[node].min(order),
                    Some(_) => {}
                }
                self.on_cycles[node] |= next == node;
                continue;
            }
            way.pop();
            if let Some(&(before, _)) = way.last() {
                self.lowest[before] = self.lowest[before].min(self.lowest[node]);
            }
            if Some(self.lowest[node]) == self.order[node] {
                self.close(node);
            }
        }
    }

    fn find(&mut self, node: usize) {
        self.order[node] = Some(self.found);
        self.lowest[node] = self.found;
        self.found += 1;
        self.open.push(node);
        self.is_open[node] = true;
    }

    /// Completes the component of which `first` was found first.
    fn close(&mut self, first: usize) {
        let at = self.open.iter().rposition(|&node| node == first).expect("it is open");
        let component = self.open.split_off(at);
        for &node in &component {
            self.is_open[node] = false;
            self.on_cycles[node] |= component.len() > 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_itself_is_on_a_cycle_and_what_lies_between_two_is_not() {
        let edges: [&[u32]; 7] = [&[1], &[2, 3], &[1], &[4], &[4, 5], &[6], &[]];
        let edges = edges.map(|targets| targets.iter().map(|&target| NodeId(target)).collect());
        assert_eq!(on_cycles(&edges), [false, true, true, false, true, false, false]);
    }
}
