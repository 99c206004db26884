//! The memory of L-BFGS: an inverse Hessian from the last changes of the gradient.

use super::vector::{add_scaled, dot, scale};
use std::collections::VecDeque;
use std::vec;
use std::vec::Vec;

/// The last pairs of a step *s* and the change *y* of the gradient along it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Pairs {
    size: usize,
    pairs: VecDeque<Pair>,
    /// What the inverse Hessian is before the pairs: this times the identity.
    diagonal: f64,
}

#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Pair {
    s: Vec<f64>,
    y: Vec<f64>,
    /// 1 / *sᵀy*.
    rho: f64,
}

impl Pairs {
    /// A memory of at most `size` pairs.
    pub fn new(size: usize) -> Self {
        Self {
            size,
            pairs: VecDeque::new(),
            diagonal: 1.0,
        }
    }

    /// Takes a pair in, and forgets the oldest if there are too many. `curvature` is *sᵀy*, which is positive.
    pub fn push(&mut self, s: Vec<f64>, y: Vec<f64>, curvature: f64) {
        self.diagonal = curvature / dot(&y, &y);
        if self.size == 0 {
            return;
        }
        if self.pairs.len() == self.size {
            self.pairs.pop_front();
        }
        let rho = 1.0 / curvature;
        self.pairs.push_back(Pair { s, y, rho });
    }

    /// Forgets all pairs.
    pub fn clear(&mut self) {
        self.pairs.clear();
        self.diagonal = 1.0;
    }

    /// Whether all pairs have so many components.
    #[cfg(feature = "serde")]
    pub fn are_of(&self, length: usize) -> bool {
        let mut lengths = self.pairs.iter().flat_map(|pair| [pair.s.len(), pair.y.len()]);
        lengths.all(|found| found == length)
    }

    /// *q* ← *Hq*, the two-loop recursion (Nocedal 1980).
    pub fn apply(&self, q: &mut [f64]) {
        let mut alphas = vec![0.0; self.pairs.len()];
        for (pair, alpha) in self.pairs.iter().zip(&mut alphas).rev() {
            *alpha = dot(&pair.s, q) * pair.rho;
            add_scaled(q, -*alpha, &pair.y);
        }
        scale(q, self.diagonal);
        for (pair, alpha) in self.pairs.iter().zip(&alphas) {
            let beta = dot(&pair.y, q) * pair.rho;
            add_scaled(q, alpha - beta, &pair.s);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use std::vec;

    #[test]
    fn the_secant_equation_holds_for_the_last_pair() {
        let mut pairs = Pairs::new(2);
        for (s, y) in [
            ([9.0, 1.0], [1.0, 1.0]),
            ([1.0, 0.5], [2.0, 3.0]),
            ([0.25, -1.0], [1.0, -2.0]),
        ] {
            pairs.push(vec![s[0], s[1]], vec![y[0], y[1]], s[0] * y[0] + s[1] * y[1]);
        }
        let mut q = [1.0, -2.0];
        pairs.apply(&mut q);
        assert!(
            (q[0] - 0.25_f64).abs() < 1e-15 && (q[1] + 1.0_f64).abs() < 1e-15,
            "{q:?}"
        );
    }
}
