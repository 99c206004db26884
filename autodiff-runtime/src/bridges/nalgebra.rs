//! Vectors and matrices of `nalgebra` 0.33, of fixed and of dynamic sizes, as parameters. Their components come column by column, as
//! they lie in memory.
//!
//! ```
//! use autodiff_runtime::optimizers::Adam;
//! use nalgebra::{DMatrix, DVector};
//!
//! // Weights and biases of a layer, which their gradients move; to one with a derivative `f` they are lent as slices.
//! let mut params = (DMatrix::from_element(2, 3, 1.0), DVector::from_element(2, 1.0));
//! let mut adam = Adam::new(0.1);
//! for _ in 0..300 {
//!     let grads = (2.0 * &params.0, 2.0 * &params.1); // of the sum of squares
//!     adam.step(&mut params, &grads);
//! }
//! assert!(params.0.norm() < 1e-3 && params.1.norm() < 1e-3);
//! ```

use crate::adjoint::AddAll;
use crate::tangent::{Differentiable, Run, Tangent, Visitor};
use ::nalgebra::allocator::Allocator;
use ::nalgebra::{DefaultAllocator, Dim, OMatrix};

/// Where the components would be.
#[track_caller]
fn same(ours: (usize, usize), theirs: (usize, usize)) {
    assert_eq!(ours, theirs, "two matrices differ in their numbers of rows and columns");
}

macro_rules! matrices {
    ($($float:ident $run:ident;)*) => {$(
        impl<R: Dim, C: Dim> Differentiable for OMatrix<$float, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            type Tangent = Self;

            fn zero_tangent(&self) -> Self {
                let (rows, columns) = self.shape_generic();
                Self::zeros_generic(rows, columns)
            }

            fn step(&mut self, tangent: &Self, factor: f64) {
                // An empty one is a zero.
                if !tangent.is_empty() {
                    Tangent::add_scaled(self, tangent, factor);
                }
            }

            fn visit(&mut self, visitor: &mut dyn Visitor) {
                self.as_mut_slice().visit(visitor);
            }
        }

        impl<R: Dim, C: Dim> Tangent for OMatrix<$float, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            fn zero() -> Self {
                let rows = R::from_usize(R::try_to_usize().unwrap_or(0));
                let columns = C::from_usize(C::try_to_usize().unwrap_or(0));
                Self::zeros_generic(rows, columns)
            }

            fn add_scaled(&mut self, other: &Self, factor: f64) {
                if other.is_empty() {
                    return;
                }
                if self.is_empty() {
                    *self = other.clone();
                    return Tangent::scale(self, factor);
                }
                same(self.shape(), other.shape());
                for (ours, theirs) in self.as_mut_slice().iter_mut().zip(other.as_slice()) {
                    *ours += factor as $float * theirs;
                }
            }

            fn scale(&mut self, factor: f64) {
                self.as_mut_slice().iter_mut().for_each(|x| *x *= factor as $float);
            }

            fn set_zero(&mut self) {
                self.as_mut_slice().fill(0.0);
            }

            fn dot(&self, other: &Self) -> f64 {
                if self.is_empty() || other.is_empty() {
                    return 0.0;
                }
                same(self.shape(), other.shape());
                let products = self.as_slice().iter().zip(other.as_slice());
                products.map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
            }

            fn read(&self, each: &mut dyn FnMut(f64)) {
                self.as_slice().iter().for_each(|x| each(f64::from(*x)));
            }

            fn write(&mut self, next: &mut dyn FnMut() -> f64) {
                self.as_mut_slice().iter_mut().for_each(|x| *x = next() as $float);
            }

            fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
                each(Run::$run(self.as_slice()));
            }
        }

        impl<R: Dim, C: Dim> AddAll<Self> for OMatrix<$float, R, C>
        where
            DefaultAllocator: Allocator<R, C>,
        {
            fn add_all(&mut self, other: &Self) {
                Tangent::add_scaled(self, other, 1.0);
            }
        }
    )*};
}

matrices! {
    f64 F64;
    f32 F32;
}
