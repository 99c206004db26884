//! Parameters of any shape as one vector in double precision, and back.

use crate::optimizers::engine::slices_only;
use crate::optimizers::gradient::{self, Gradient};
use crate::tangent::{Differentiable, Run, Runs};
use std::vec::Vec;

/// All floats of the parameters, in order.
pub(crate) fn read<P: Differentiable + ?Sized>(params: &mut P) -> Vec<f64> {
    let mut read = Read(Vec::new());
    params.visit(&mut read);
    read.0
}

/// Overwrites the floats of the parameters, in order; single precision rounds.
pub(crate) fn write<P: Differentiable + ?Sized>(params: &mut P, flat: &[f64]) {
    params.visit(&mut Write(flat));
}

/// The components of a gradient, of which there must be as many as `flat` has.
///
/// # Panics
/// If there are not.
#[track_caller]
pub(crate) fn copy_gradient<G: Gradient + ?Sized>(gradient: &G, flat: &mut [f64]) {
    let runs = gradient::runs(gradient);
    let (expected, got) = (flat.len(), runs.iter().map(gradient::length).sum::<usize>());
    assert!(
        expected == got,
        "the parameters have {expected} components, but the gradient has {got}"
    );
    let mut rest = flat;
    for run in &runs {
        let (part, behind) = rest.split_at_mut(gradient::length(run));
        match run {
            Run::F64(run) => part.copy_from_slice(run),
            Run::Any(run) => part.copy_from_slice(run),
            Run::F32(run) => {
                for (to, from) in part.iter_mut().zip(*run) {
                    *to = f64::from(*from);
                }
            }
        }
        rest = behind;
    }
}

/// The components of a gradient, or of anything else like it.
pub(crate) fn gradient<G: Gradient + ?Sized>(gradient: &G) -> Vec<f64> {
    let length = gradient::runs(gradient).iter().map(gradient::length).sum();
    let mut flat = std::vec![0.0; length];
    copy_gradient(gradient, &mut flat);
    flat
}

struct Read(Vec<f64>);

impl Runs for Read {
    fn f64s(&mut self, values: &mut [f64]) {
        self.0.extend_from_slice(values);
    }

    fn f32s(&mut self, values: &mut [f32]) {
        self.0.extend(values.iter().copied().map(f64::from));
    }
}

struct Write<'a>(&'a [f64]);

impl Write<'_> {
    fn next(&mut self, length: usize) -> &[f64] {
        let (part, rest) = self.0.split_at(length);
        self.0 = rest;
        part
    }
}

impl Runs for Write<'_> {
    fn f64s(&mut self, values: &mut [f64]) {
        values.copy_from_slice(self.next(values.len()));
    }

    fn f32s(&mut self, values: &mut [f32]) {
        let from = self.next(values.len());
        for (value, &from) in values.iter_mut().zip(from) {
            *value = from as f32;
        }
    }
}

slices_only! {
    [] Read;
    [] Write<'_>;
}

#[cfg(test)]
mod tests {
    use super::{copy_gradient, read, write};
    use std::vec;

    #[test]
    fn any_shape_is_read_and_written_in_order() {
        let mut params = (vec![1.0, 2.0], [[3.0_f32], [4.0]], 5.0);
        assert_eq!(read(&mut params), [1.0, 2.0, 3.0, 4.0, 5.0]);
        write(&mut params, &[6.0, 7.0, 8.0, 9.0, 10.0]);
        assert_eq!(params, (vec![6.0, 7.0], [[8.0], [9.0]], 10.0));
        let mut flat = [0.0; 5];
        copy_gradient(&params, &mut flat);
        assert_eq!(flat, [6.0, 7.0, 8.0, 9.0, 10.0]);
    }
}
