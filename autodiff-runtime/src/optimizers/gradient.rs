//! What an optimizer can take as a gradient: the floats of a tangent, as a few long slices.

use crate::modes::Matrix;
use crate::tangent::{wholes, Run, Tangent};
use core::ops::Range;
use std::boxed::Box;
use std::vec::Vec;

/// The gradient in some parameters: any [`Tangent`], or a slice of them.
pub trait Gradient {
    #[doc(hidden)]
    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>));

    /// Multiplies each component.
    fn multiply(&mut self, factor: f64);

    /// Overwrites the components, in order, with what `next` gives.
    fn overwrite(&mut self, next: &mut dyn FnMut() -> f64);
}

impl<G: Tangent> Gradient for G {
    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        Tangent::runs(self, each);
    }

    fn multiply(&mut self, factor: f64) {
        Tangent::scale(self, factor);
    }

    fn overwrite(&mut self, next: &mut dyn FnMut() -> f64) {
        Tangent::write(self, next);
    }
}

impl<T: Tangent> Gradient for [T] {
    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        wholes::runs_of(self, each);
    }

    fn multiply(&mut self, factor: f64) {
        self.iter_mut().for_each(|element| element.scale(factor));
    }

    fn overwrite(&mut self, next: &mut dyn FnMut() -> f64) {
        self.iter_mut().for_each(|element| element.write(next));
    }
}

/// All derivatives of several numbers, as least squares take them.
impl<T: Tangent> Gradient for Matrix<T> {
    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        self.as_slice().runs(each);
    }

    fn multiply(&mut self, factor: f64) {
        self.as_mut_slice().multiply(factor);
    }

    fn overwrite(&mut self, next: &mut dyn FnMut() -> f64) {
        self.as_mut_slice().overwrite(next);
    }
}

/// The runs of a gradient that have components.
pub(crate) fn runs<G: Gradient + ?Sized>(gradient: &G) -> Vec<Run<'_>> {
    let mut runs = Vec::new();
    gradient.runs(&mut |run| {
        if length(&run) != 0 {
            runs.push(run);
        }
    });
    runs
}

/// The runs of a gradient, cut as the tensors are that it belongs to. Their lengths have been compared.
#[derive(Debug)]
pub(crate) struct Parts<'a, 'g> {
    runs: &'a [Run<'g>],
    /// The place in the runs.
    run: usize,
    offset: usize,
}

impl<'a, 'g> Parts<'a, 'g> {
    pub(crate) fn new(runs: &'a [Run<'g>]) -> Self {
        Self {
            runs,
            run: 0,
            offset: 0,
        }
    }

    /// The run with the gradient of the next tensor, which has `some` components, and where they lie in it.
    pub(crate) fn next(&mut self, some: usize) -> (&'a Run<'g>, Range<usize>) {
        if self.runs.get(self.run).is_some_and(|run| self.offset == length(run)) {
            (self.run, self.offset) = (self.run + 1, 0);
        }
        let start = self.offset;
        self.offset += some;
        (&self.runs[self.run], start..self.offset)
    }
}

pub(crate) fn length(run: &Run) -> usize {
    match run {
        Run::F64(run) => run.len(),
        Run::F32(run) => run.len(),
        Run::Any(run) => run.len(),
    }
}

/// These components of a run, in double precision.
pub(crate) fn components<'r>(run: &'r Run, part: Range<usize>) -> Box<dyn Iterator<Item = f64> + 'r> {
    match run {
        Run::F64(run) => Box::new(run[part].iter().copied()),
        Run::F32(run) => Box::new(run[part].iter().copied().map(f64::from)),
        Run::Any(run) => Box::new(run[part].iter().copied()),
    }
}

/// The Euclidean norm of all components, which overflows only where it is itself too large.
pub(crate) fn norm(runs: &[Run]) -> f64 {
    let plain = sum_of_squares(runs, 1.0).sqrt();
    // Between these no square has overflowed, nor lost digits that count.
    if (1e-140..1e150).contains(&plain) || plain.is_nan() {
        return plain;
    }
    let largest = runs.iter().fold(0.0, |largest: f64, run| match run {
        Run::F64(run) => run.iter().fold(largest, |largest, x| largest.max(x.abs())),
        Run::F32(run) => run.iter().fold(largest, |largest, x| largest.max(f64::from(x.abs()))),
        Run::Any(run) => run.iter().fold(largest, |largest, x| largest.max(x.abs())),
    });
    match largest == 0.0 || largest.is_infinite() {
        true => largest,
        false => largest * sum_of_squares(runs, largest).sqrt(),
    }
}

fn sum_of_squares(runs: &[Run], scale: f64) -> f64 {
    let square = |x: f64| (x / scale) * (x / scale);
    let sums = runs.iter().map(|run| match run {
        Run::F64(run) => run.iter().map(|&x| square(x)).sum::<f64>(),
        Run::F32(run) => run.iter().map(|&x| square(f64::from(x))).sum(),
        Run::Any(run) => run.iter().map(|&x| square(x)).sum(),
    });
    sums.sum()
}

#[cfg(test)]
mod tests {
    use super::{norm, runs};

    #[test]
    fn norms_neither_overflow_nor_vanish() {
        let of = |x: [f64; 2]| norm(&runs(&x));
        assert_eq!((of([3.0, -4.0]), of([0.0, 0.0])), (5.0, 0.0));
        assert!((of([3e200, 4e200]) / 5e200 - 1.0).abs() < 1e-15);
        assert!((of([3e-200, 4e-200]) / 5e-200 - 1.0).abs() < 1e-15);
        assert!(of([f64::NAN, 1.0]).is_nan() && of([f64::NEG_INFINITY, 1.0]) == f64::INFINITY);
        assert_eq!(norm(&runs(&(3.0_f32, 4.0_f64))), 5.0);
    }
}
