//! Minimum vertex cuts, by Dinic's maximum flow on the graph with split vertices.

use std::collections::VecDeque;

const UNLIMITED: u64 = u64::MAX / 4;

struct Edge {
    to: usize,
    left: u64,
}

/// Edges stand in pairs: `2k` and its reverse `2k + 1`.
struct Network {
    edges: Vec<Edge>,
    out: Vec<Vec<usize>>,
}

/// The vertices of least total weight that separate `sources` from `sinks`; of several such sets, the one nearest to
/// the sinks. A vertex may be source and sink, and is then in the cut.
pub(super) fn minimum_cut(weights: &[u32], edges: &[(usize, usize)], sources: &[usize], sinks: &[usize]) -> Vec<usize> {
    let count = weights.len();
    let (source, sink) = (2 * count, 2 * count + 1);
    let mut network = Network {
        edges: vec![],
        out: (0..2 * count + 2).map(|_| vec![]).collect(),
    };
    for (v, &weight) in weights.iter().enumerate() {
        network.edge(2 * v, 2 * v + 1, u64::from(weight));
    }
    for &(from, to) in edges {
        network.edge(2 * from + 1, 2 * to, UNLIMITED);
    }
    for &v in sources {
        network.edge(source, 2 * v, UNLIMITED);
    }
    for &v in sinks {
        network.edge(2 * v + 1, sink, UNLIMITED);
    }
    while let Some(levels) = network.levels(source, sink) {
        let mut next = vec![0; network.out.len()];
        while network.augment(source, sink, UNLIMITED, &levels, &mut next) > 0 {}
    }
    let reaches = network.reaches(sink);
    (0..count).filter(|v| reaches[2 * v + 1] && !reaches[2 * v]).collect()
}

impl Network {
    fn edge(&mut self, from: usize, to: usize, capacity: u64) {
        self.out[from].push(self.edges.len());
        self.edges.push(Edge { to, left: capacity });
        self.out[to].push(self.edges.len());
        self.edges.push(Edge { to: from, left: 0 });
    }

    /// Distances from the source along edges with capacity left; none if the sink can't be reached.
    fn levels(&self, source: usize, sink: usize) -> Option<Vec<usize>> {
        let mut level = vec![usize::MAX; self.out.len()];
        level[source] = 0;
        let mut open = VecDeque::from([source]);
        while let Some(v) = open.pop_front() {
            for &e in &self.out[v] {
                let Edge { to, left } = self.edges[e];
                if left > 0 && level[to] == usize::MAX {
                    level[to] = level[v] + 1;
                    open.push_back(to);
                }
            }
        }
        (level[sink] != usize::MAX).then_some(level)
    }

    /// Sends flow along one shortest path, without recursion: paths are as long as the user's expressions are deep.
    fn augment(&mut self, source: usize, sink: usize, limit: u64, level: &[usize], next: &mut [usize]) -> u64 {
        let mut path: Vec<usize> = vec![];
        let mut at = source;
        while at != sink {
            let step = self.out[at][next[at]..].iter().position(|&e| {
                let Edge { to, left } = self.edges[e];
                left > 0 && level[to] == level[at] + 1
            });
            match step {
                Some(step) => {
                    next[at] += step;
                    let e = self.out[at][next[at]];
                    path.push(e);
                    at = self.edges[e].to;
                }
                None => {
                    next[at] = self.out[at].len();
                    let Some(e) = path.pop() else { return 0 };
                    at = self.edges[e ^ 1].to;
                    next[at] += 1;
                }
            }
        }
        let flow = path.iter().map(|&e| self.edges[e].left).min().unwrap_or(0).min(limit);
        for e in path {
            self.edges[e].left -= flow;
            self.edges[e ^ 1].left += flow;
        }
        flow
    }

    /// Which vertices have a path with capacity left to `sink`.
    fn reaches(&self, sink: usize) -> Vec<bool> {
        let mut seen = vec![false; self.out.len()];
        seen[sink] = true;
        let mut open = vec![sink];
        while let Some(v) = open.pop() {
            for &e in &self.out[v] {
                let from = self.edges[e].to;
                if self.edges[e ^ 1].left > 0 && !seen[from] {
                    seen[from] = true;
                    open.push(from);
                }
            }
        }
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::minimum_cut;

    #[test]
    fn a_wanted_source_is_cut_itself() {
        assert_eq!(minimum_cut(&[4], &[], &[0], &[0]), [0]);
    }

    #[test]
    fn what_no_source_reaches_is_not_cut() {
        assert_eq!(minimum_cut(&[4, 4], &[(0, 1)], &[], &[1]), [] as [usize; 0]);
    }

    #[test]
    fn one_common_operand_is_cheaper_than_two_results() {
        assert_eq!(minimum_cut(&[4, 4, 4], &[(0, 1), (0, 2)], &[0], &[1, 2]), [0]);
    }

    #[test]
    fn one_result_is_cheaper_than_two_operands() {
        assert_eq!(minimum_cut(&[4, 4, 4], &[(0, 2), (1, 2)], &[0, 1], &[2]), [2]);
    }

    #[test]
    fn of_equal_cuts_the_one_nearest_to_the_sink_is_taken() {
        assert_eq!(minimum_cut(&[4, 4, 4], &[(0, 1), (1, 2)], &[0], &[2]), [2]);
    }

    #[test]
    fn an_array_is_kept_by_its_elements_where_few_are_read() {
        assert_eq!(minimum_cut(&[40, 4, 4], &[(0, 1), (0, 2)], &[0], &[1, 2]), [1, 2]);
    }
}
