//! What is measured of each problem.

use std::hint::black_box;

use criterion::Criterion;

/// A function at a point, with two ways to its gradient.
pub trait Problem {
    /// Criterion's name for the group.
    const NAME: &'static str;

    /// The function itself.
    fn primal(&self) -> f64;

    /// Value and gradient by `f::value_and_grad_into`; the gradient stays in the problem.
    fn generated(&mut self) -> f64;

    /// Value and gradient by an adjoint written by hand; the gradient stays in the problem.
    fn by_hand(&mut self) -> f64;

    /// All components of the gradient that was computed last.
    fn gradient(&self) -> Vec<f64>;
}

/// The names under which each problem is measured.
pub const WAYS: [&str; 3] = ["primal", "generated", "by hand"];

/// Checks that both gradients are the same, measures, and gives the name.
pub fn measure<P: Problem>(criterion: &mut Criterion, mut problem: P) -> &'static str {
    check(&mut problem);
    let mut group = criterion.benchmark_group(P::NAME);
    group.bench_function(WAYS[0], |bencher| bencher.iter(|| black_box(&problem).primal()));
    group.bench_function(WAYS[1], |bencher| bencher.iter(|| black_box(&mut problem).generated()));
    group.bench_function(WAYS[2], |bencher| bencher.iter(|| black_box(&mut problem).by_hand()));
    group.finish();
    P::NAME
}

fn check<P: Problem>(problem: &mut P) {
    let primal = problem.primal();
    let generated = (problem.generated(), problem.gradient());
    let by_hand = (problem.by_hand(), problem.gradient());
    assert_eq!(primal.to_bits(), generated.0.to_bits(), "{}: the value", P::NAME);
    let near = |one: f64, other: f64, scale: f64| (one - other).abs() <= 1e-10 * scale.max(1e-3);
    assert!(near(primal, by_hand.0, primal.abs()), "{}: the value by hand", P::NAME);
    let largest = by_hand.1.iter().fold(0.0, |largest: f64, one| largest.max(one.abs()));
    assert_eq!(generated.1.len(), by_hand.1.len());
    for (component, (one, other)) in generated.1.iter().zip(&by_hand.1).enumerate() {
        let name = P::NAME;
        assert!(
            near(*one, *other, largest),
            "{name}, component {component}: {one}, by hand {other}"
        );
    }
}

/// Numbers between -1 and 1 that are the same in each run.
pub struct Numbers(u64);

impl Numbers {
    pub fn new() -> Self {
        Numbers(0x2545_f491_4f6c_dd1d)
    }

    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    }

    pub fn list(&mut self, count: usize) -> Vec<f64> {
        (0..count).map(|_| self.next()).collect()
    }

    pub fn array<const N: usize>(&mut self) -> [f64; N] {
        std::array::from_fn(|_| self.next())
    }

    pub fn matrix<const N: usize, const M: usize>(&mut self) -> [[f64; N]; M] {
        std::array::from_fn(|_| self.array())
    }
}
