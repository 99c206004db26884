//! Tensors by their paths, as `layers[2].bias`.

use crate::tangent::{Differentiable, Runs, Visitor};
use core::fmt::Write;
use std::string::String;
use std::vec::Vec;

/// What is shown each tensor with its path: floats that lie side by side.
pub(crate) trait Named {
    fn f64s(&mut self, path: &str, values: &mut [f64]);
    fn f32s(&mut self, path: &str, values: &mut [f32]);
}

/// Shows all tensors of some parameters, in order, and gives back whom they were shown to.
pub(crate) fn show<P: Differentiable + ?Sized, N: Named>(params: &mut P, to: N) -> N {
    let mut paths = Paths {
        path: String::new(),
        levels: Vec::new(),
        to,
    };
    params.visit(&mut paths);
    paths.to
}

struct Paths<N> {
    path: String,
    /// Where each level of the path begins.
    levels: Vec<usize>,
    to: N,
}

impl<N: Named> Runs for Paths<N> {
    fn f64s(&mut self, values: &mut [f64]) {
        self.to.f64s(&self.path, values);
    }

    fn f32s(&mut self, values: &mut [f32]) {
        self.to.f32s(&self.path, values);
    }
}

impl<N: Named> Visitor for Paths<N> {
    fn float(&mut self, _value: &mut f64, _epsilon: f64) {
        unreachable!("floats are shown in slices")
    }

    fn enter_field(&mut self, name: &str) {
        self.levels.push(self.path.len());
        let dot = if self.path.is_empty() { "" } else { "." };
        let _ = write!(self.path, "{dot}{name}");
    }

    fn enter_element(&mut self, index: usize) {
        self.levels.push(self.path.len());
        let _ = write!(self.path, "[{index}]");
    }

    fn leave(&mut self) {
        self.path.truncate(self.levels.pop().unwrap_or(0));
    }

    fn runs(&mut self) -> Option<&mut dyn Runs> {
        Some(self)
    }
}
