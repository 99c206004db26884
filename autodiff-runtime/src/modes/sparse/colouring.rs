//! Columns that can be computed in one go: colours.
//!
//! After Gebremedhin, Manne and Pothen, *What color is your Jacobian?* (2005).

use super::csr::CsrPattern;
use alloc::vec::Vec;

/// A colour for each column (or row, or variable), from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Colours {
    pub of: Vec<usize>,
    pub count: usize,
}

impl Colours {
    /// Those with many neighbours first; each gets the first colour that `forbid` does not rule out, given the colours so far.
    fn greedy(degrees: &[usize], mut forbid: impl FnMut(usize, &[Option<usize>], &mut dyn FnMut(usize))) -> Self {
        let mut order: Vec<usize> = (0..degrees.len()).collect();
        order.sort_by_key(|&k| core::cmp::Reverse(degrees[k]));
        let mut colours = alloc::vec![None; degrees.len()];
        // For each colour the last one that must not have it.
        let mut forbidden: Vec<Option<usize>> = Vec::new();
        for v in order {
            forbid(v, &colours, &mut |colour| forbidden[colour] = Some(v));
            let free = forbidden.iter().position(|&by| by != Some(v));
            let colour = free.unwrap_or_else(|| {
                forbidden.push(None);
                forbidden.len() - 1
            });
            colours[v] = Some(colour);
        }
        Colours {
            of: colours.into_iter().flatten().collect(),
            count: forbidden.len(),
        }
    }

    /// Columns of one colour have no row in common.
    pub fn of_columns(pattern: &CsrPattern) -> Self {
        let columns = pattern.transposed();
        let degrees: Vec<usize> = (0..pattern.columns).map(|j| columns.row(j).len()).collect();
        Self::greedy(&degrees, |v, colours, forbid| {
            for &row in columns.row(v) {
                pattern
                    .row(row)
                    .iter()
                    .filter_map(|&w| colours[w])
                    .for_each(&mut *forbid);
            }
        })
    }

    /// A star colouring of the variables of a symmetric matrix: neighbours differ, and no path over four variables has two
    /// colours. So of each entry off the diagonal at least one of the two that it is can be told from the others.
    pub fn of_symmetric(pattern: &CsrPattern) -> Self {
        let neighbours = |v: usize| pattern.row(v).iter().copied().filter(move |&w| w != v);
        let degrees: Vec<usize> = (0..pattern.columns).map(|v| neighbours(v).count()).collect();
        Self::greedy(&degrees, |v, colours, forbid| {
            for w in neighbours(v) {
                let Some(colour) = colours[w] else {
                    neighbours(w)
                        .filter(|&x| x != v)
                        .filter_map(|x| colours[x])
                        .for_each(&mut *forbid);
                    continue;
                };
                forbid(colour);
                for x in neighbours(w).filter(|&x| x != v) {
                    let Some(of_x) = colours[x] else { continue };
                    if neighbours(x).any(|y| y != w && colours[y] == Some(colour)) {
                        forbid(of_x);
                    }
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Colours, CsrPattern};
    use alloc::vec::Vec;

    /// Symmetric, with everything on the diagonal, and these entries above it.
    fn symmetric(n: usize, above: &[(usize, usize)]) -> CsrPattern {
        let has = |i: usize, j: usize| i == j || above.contains(&(i.min(j), i.max(j)));
        let rows: Vec<Vec<usize>> = (0..n).map(|i| (0..n).filter(|&j| has(i, j)).collect()).collect();
        CsrPattern::new(n, &rows)
    }

    /// What a star colouring is, by its definition.
    fn is_star(pattern: &CsrPattern, colours: &[usize]) -> bool {
        let n = pattern.columns;
        let edge = |i: usize, j: usize| i != j && pattern.place(i, j).is_some();
        for a in 0..n {
            for b in (0..n).filter(|&b| edge(a, b)) {
                if colours[a] == colours[b] {
                    return false;
                }
                for c in (0..n).filter(|&c| edge(b, c) && c != a && colours[c] == colours[a]) {
                    if (0..n).any(|d| edge(c, d) && d != b && d != a && colours[d] == colours[b]) {
                        return false;
                    }
                }
            }
        }
        true
    }

    #[test]
    fn bands_arrows_and_random_graphs_get_star_colourings_with_few_colours() {
        let band: Vec<_> = (0..19).map(|k| (k, k + 1)).collect();
        let colours = Colours::of_symmetric(&symmetric(20, &band));
        assert!(
            is_star(&symmetric(20, &band), &colours.of) && colours.count == 3,
            "{colours:?}"
        );
        let arrow: Vec<_> = (1..20).map(|k| (0, k)).collect();
        assert_eq!(Colours::of_symmetric(&symmetric(20, &arrow)).count, 2);
        let mut random = crate::random::SplitMix64::new(1);
        for _ in 0..200 {
            let edges: Vec<_> = (0..14).flat_map(|i| (i + 1..14).map(move |j| (i, j))).collect();
            let edges: Vec<_> = edges.into_iter().filter(|_| random.unit() < 0.2).collect();
            let pattern = symmetric(14, &edges);
            assert!(is_star(&pattern, &Colours::of_symmetric(&pattern).of));
        }
    }

    #[test]
    fn columns_of_one_colour_share_no_row() {
        let mut random = crate::random::SplitMix64::new(2);
        for _ in 0..100 {
            let mut row = || (0..12).filter(|_| random.unit() < 0.15).collect::<Vec<usize>>();
            let rows: Vec<Vec<usize>> = (0..15).map(|_| row()).collect();
            let colours = Colours::of_columns(&CsrPattern::new(12, &rows)).of;
            for row in rows {
                let mut seen: Vec<usize> = row.iter().map(|&j| colours[j]).collect();
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen.len(), row.len());
            }
        }
    }
}
