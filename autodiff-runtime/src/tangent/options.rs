//! Options: the tangent of one is an option of the tangent of what is in it. None is the zero of every shape, as an empty
//! vector is: it stands for nothing where there is nothing, and for zeros where something is.

use super::{Differentiable, Run, Tangent, Visitor};
use crate::adjoint::AddAll;
use crate::workspace::Residual;
use crate::Workspace;

impl<T: Differentiable> Differentiable for Option<T> {
    type Tangent = Option<T::Tangent>;

    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        self.as_ref().map(T::zero_tangent)
    }

    /// # Panics
    /// If there is a tangent and nothing that it could move, or as what is in it.
    #[inline]
    fn step(&mut self, tangent: &Self::Tangent, factor: f64) {
        match (self, tangent) {
            (_, None) => {}
            (Some(value), Some(tangent)) => value.step(tangent, factor),
            (None, Some(_)) => panic!("a tangent of a value, where there is none"),
        }
    }

    fn visit(&mut self, visitor: &mut dyn Visitor) {
        if let Some(value) = self {
            value.visit(visitor);
        }
    }
}

impl<T: Tangent> Tangent for Option<T> {
    #[inline]
    fn zero() -> Self {
        None
    }

    #[inline]
    fn add_scaled(&mut self, other: &Self, factor: f64) {
        match (&mut *self, other) {
            (_, None) => {}
            (Some(into), Some(other)) => into.add_scaled(other, factor),
            (None, Some(_)) => {
                self.clone_from(other);
                self.scale(factor);
            }
        }
    }

    #[inline]
    fn scale(&mut self, factor: f64) {
        if let Some(tangent) = self {
            tangent.scale(factor);
        }
    }

    #[inline]
    fn set_zero(&mut self) {
        if let Some(tangent) = self {
            tangent.set_zero();
        }
    }

    #[inline]
    fn dot(&self, other: &Self) -> f64 {
        match (self, other) {
            (Some(a), Some(b)) => a.dot(b),
            _ => 0.0,
        }
    }

    fn read(&self, each: &mut dyn FnMut(f64)) {
        if let Some(tangent) = self {
            tangent.read(each);
        }
    }

    fn write(&mut self, next: &mut dyn FnMut() -> f64) {
        if let Some(tangent) = self {
            tangent.write(next);
        }
    }

    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        if let Some(tangent) = self {
            tangent.runs(each);
        }
    }
}

impl<T: Clone + AddAll<T>> AddAll<Option<T>> for Option<T> {
    #[inline]
    fn add_all(&mut self, other: &Option<T>) {
        match (&mut *self, other) {
            (_, None) => {}
            (Some(into), Some(other)) => into.add_all(other),
            (None, Some(_)) => self.clone_from(other),
        }
    }
}

/// The value, and then whether there is one.
impl<T: Residual> Residual for Option<T> {
    const FILL: Self = None;

    #[inline]
    fn push(self, tape: &mut Workspace) {
        let is_some = self.is_some();
        if let Some(value) = self {
            value.push(tape);
        }
        is_some.push(tape);
    }

    #[inline]
    fn pop(tape: &mut Workspace) -> Self {
        bool::pop(tape).then(|| T::pop(tape))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_zero() {
        let mut sum: Option<f64> = Tangent::zero();
        sum.add_scaled(&Some(2.0), 3.0);
        sum.add(&None);
        sum.add_all(&Some(1.0));
        assert_eq!((sum, sum.dot(&Some(2.0)), sum.dot(&None)), (Some(7.0), 14.0, 0.0));
        assert_eq!((sum.count(), None::<f64>.count()), (1, 0));
    }

    #[test]
    fn a_step_moves_what_is_there() {
        let mut value = Some([1.0, 2.0]);
        assert_eq!(value.zero_tangent(), Some([0.0, 0.0]));
        value.step(&Some([1.0, -1.0]), 0.5);
        value.step(&None, 0.5);
        assert_eq!(value, Some([1.5, 1.5]));
    }

    #[test]
    #[should_panic(expected = "there is none")]
    fn what_is_not_there_does_not_move() {
        None::<f64>.step(&Some(1.0), 1.0);
    }

    #[test]
    fn options_lie_on_the_tape() {
        let mut tape = Workspace::new();
        Some(vec(2)).push(&mut tape);
        None::<alloc::vec::Vec<f64>>.push(&mut tape);
        assert_eq!(<Option<alloc::vec::Vec<f64>>>::pop(&mut tape), None);
        assert_eq!(<Option<alloc::vec::Vec<f64>>>::pop(&mut tape), Some(vec(2)));
    }

    fn vec(n: usize) -> alloc::vec::Vec<f64> {
        alloc::vec![1.0; n]
    }
}
