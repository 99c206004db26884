//! Directions for the derivatives of functions of structs.

use differentiate::__private::Visitor;
use differentiate::{Differentiable, Tangent};

/// The tangent with the floats of a value.
pub fn tangent_of<P: Differentiable + Clone>(value: &P) -> P::Tangent {
    struct Floats(Vec<f64>);
    impl Visitor for Floats {
        fn float(&mut self, value: &mut f64, _: f64) {
            self.0.push(*value);
        }
        fn enter_field(&mut self, _: &str) {}
        fn enter_element(&mut self, _: usize) {}
        fn leave(&mut self) {}
    }
    let mut floats = Floats(vec![]);
    value.clone().visit(&mut floats);
    let mut tangent = value.zero_tangent();
    tangent.copy_from_flat(&floats.0);
    tangent
}
