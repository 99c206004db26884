//! Types that have derivatives, and the types of their derivatives.
//!
//! A *tangent* has a float for each float of the value, in the same places: that of a `Vec` of structs is a `Vec` of
//! their tangents. What is no float (an integer, a `bool`, a string) has the tangent `()`.

use crate::adjoint::AddAll;
use alloc::vec::Vec;
use core::fmt::Debug;

#[doc(hidden)]
pub mod calculus;
mod leaves;
mod options;
pub(crate) mod wholes;

pub use leaves::{read, write, Constant, Slot};

/// A value that has a derivative. `#[derive(Differentiable)]` writes this for structs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no derivative",
    note = "`#[derive(Differentiable)]` on the type gives it one; `#[constant]` on a field or parameter leaves it out"
)]
pub trait Differentiable {
    /// What a derivative in a value of this type is.
    type Tangent: Tangent;

    /// The zero of the shape of this value.
    fn zero_tangent(&self) -> Self::Tangent;

    /// Makes `tangent` the zero of the shape of this value, in the memory that it has where that fits.
    fn reset_tangent(&self, tangent: &mut Self::Tangent) {
        *tangent = self.zero_tangent();
    }

    /// Moves the value along a tangent: adds `factor` times each component. A step of gradient descent is
    /// `p.step(&dp, -rate)`.
    ///
    /// # Panics
    /// If the lengths of vectors differ.
    fn step(&mut self, tangent: &Self::Tangent, factor: f64);

    /// Shows each float of the value to `visitor`, in order.
    fn visit(&mut self, visitor: &mut dyn Visitor);

    /// Shows these values as one slice of floats, where they are no more than that: tells whether they are.
    #[doc(hidden)]
    fn visit_run(_elements: &mut [Self], _runs: &mut dyn Runs) -> bool
    where
        Self: Sized,
    {
        false
    }
}

/// A derivative in a value of some type: an element of a vector space, whose components can be seen as one flat list.
///
/// Those that `#[derive(Differentiable)]` makes have [`zero`](Tangent::zero) as their default.
pub trait Tangent: Clone + Debug + PartialEq + AddAll<Self> {
    /// A zero. Of a type with vectors it is the zero of *every* shape: an empty vector stands for zeros of whatever
    /// length it meets. That of a value's shape is [`Differentiable::zero_tangent`].
    fn zero() -> Self;

    /// Adds `factor` times each component of `other`.
    ///
    /// # Panics
    /// If the lengths of vectors differ, and neither is empty.
    fn add_scaled(&mut self, other: &Self, factor: f64);

    /// Multiplies each component by `factor`.
    fn scale(&mut self, factor: f64);

    /// Makes each component zero.
    fn set_zero(&mut self);

    /// The sum of the products of the components.
    ///
    /// # Panics
    /// As [`add_scaled`](Tangent::add_scaled).
    fn dot(&self, other: &Self) -> f64;

    /// Calls `each` with each component, in order.
    fn read(&self, each: &mut dyn FnMut(f64));

    /// Overwrites the components, in order, with what `next` gives.
    fn write(&mut self, next: &mut dyn FnMut() -> f64);

    /// Calls `each` with the components, in order, in slices that are as long as they can be.
    #[doc(hidden)]
    fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
        each(Run::Any(self.to_flat()));
    }

    /// These tangents as one slice of floats, where they are no more than that.
    #[doc(hidden)]
    fn as_run(_elements: &[Self]) -> Option<Run<'_>> {
        None
    }

    /// Adds each component of `other`.
    ///
    /// # Panics
    /// As [`add_scaled`](Tangent::add_scaled).
    fn add(&mut self, other: &Self) {
        self.add_scaled(other, 1.0);
    }

    /// The square of the Euclidean norm.
    fn norm_squared(&self) -> f64 {
        self.dot(self)
    }

    /// The Euclidean norm.
    #[cfg(feature = "std")]
    fn norm(&self) -> f64 {
        self.norm_squared().sqrt()
    }

    /// How many components there are.
    fn count(&self) -> usize {
        let mut count = 0;
        self.read(&mut |_| count += 1);
        count
    }

    /// All components, in order.
    fn to_flat(&self) -> Vec<f64> {
        let mut flat = Vec::new();
        self.read(&mut |component| flat.push(component));
        flat
    }

    /// Overwrites all components.
    ///
    /// # Panics
    /// If there are not as many as `flat` has.
    fn copy_from_flat(&mut self, flat: &[f64]) {
        assert_eq!(self.count(), flat.len(), "a tangent and its flat view differ in length");
        let mut rest = flat.iter();
        self.write(&mut || *rest.next().expect("as many as counted"));
    }
}

/// Shows the components of a tangent, which is a value itself here, in order.
#[doc(hidden)]
pub fn visit_components(tangent: &mut impl Tangent, visitor: &mut dyn Visitor) {
    let mut components = tangent.to_flat();
    match visitor.runs() {
        Some(runs) => runs.f64s(&mut components),
        None => {
            for (index, component) in components.iter_mut().enumerate() {
                visitor.enter_element(index);
                visitor.float(component, f64::EPSILON);
                visitor.leave();
            }
        }
    }
    let mut next = components.into_iter();
    tangent.write(&mut || next.next().expect("as many as were read"));
}

/// What is said where the tangents of two variants of an enum meet.
#[doc(hidden)]
#[cold]
pub fn variants_differ() -> ! {
    panic!("the tangents are of different variants of an enum")
}

/// What looks at the floats of a value, and may change them.
pub trait Visitor {
    /// A float, of a type with this distance between 1 and the next larger number. One of single precision has been
    /// widened, and is rounded when it goes back.
    fn float(&mut self, value: &mut f64, epsilon: f64);

    /// What follows, until `leave`, lies in this field.
    fn enter_field(&mut self, name: &str);

    /// What follows, until `leave`, is this element.
    fn enter_element(&mut self, index: usize);

    /// Goes back to what was before the last `enter`.
    fn leave(&mut self);

    /// What takes whole slices of floats instead of single ones, if it would rather: it is then not shown `float`s.
    #[doc(hidden)]
    fn runs(&mut self) -> Option<&mut dyn Runs> {
        None
    }
}

/// What is shown floats that lie side by side, as an optimizer is: its inner loops run over slices.
#[doc(hidden)]
pub trait Runs {
    fn f64s(&mut self, values: &mut [f64]);
    fn f32s(&mut self, values: &mut [f32]);
}

/// Components of a tangent that follow each other.
#[doc(hidden)]
#[derive(Debug)]
pub enum Run<'a> {
    F64(&'a [f64]),
    F32(&'a [f32]),
    /// Those of a struct, whose fields are not told apart.
    Any(Vec<f64>),
}
