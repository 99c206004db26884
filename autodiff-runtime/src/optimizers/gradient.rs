//! What an optimizer can take as a gradient: the floats of a tangent, as a few long slices.

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
