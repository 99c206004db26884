//! Arrays of `ndarray` 0.17, of any dimension, as parameters. Their components come row by row (in logical order), whatever their
//! layout in memory is.
//!
//! ```
//! use autodiff_runtime::minimize::Lbfgs;
//! use ndarray::Array2;
//!
//! // The sum of (xᵢⱼ − 1)⁴ + xᵢⱼ², with its gradient.
//! let sum = |x: &Array2<f64>| {
//!     let value = x.iter().map(|x| (x - 1.0).powi(4) + x * x).sum::<f64>();
//!     (value, x.mapv(|x| 4.0 * (x - 1.0).powi(3) + 2.0 * x))
//! };
//! let minimum = Lbfgs::new().minimize(&Array2::zeros((2, 3)), sum)?;
//! assert!(minimum.x.iter().all(|x| (x - 0.410_245_5).abs() < 1e-6), "{}", minimum.x);
//! # Ok::<(), autodiff_runtime::minimize::StartError>(())
//! ```

use crate::adjoint::AddAll;
use crate::tangent::{Differentiable, Run, Tangent, Visitor};
use ::ndarray::{Array, Dimension};
use std::vec::Vec;

macro_rules! arrays {
    ($($float:ident $run:ident;)*) => {$(
        impl<D: Dimension> Differentiable for Array<$float, D> {
            type Tangent = Self;

            fn zero_tangent(&self) -> Self {
                Self::zeros(self.raw_dim())
            }

            fn step(&mut self, tangent: &Self, factor: f64) {
                // An empty one is a zero.
                if !tangent.is_empty() {
                    Tangent::add_scaled(self, tangent, factor);
                }
            }

            fn visit(&mut self, visitor: &mut dyn Visitor) {
                if self.as_slice().is_none() {
                    // The same array, laid out row by row.
                    *self = self.as_standard_layout().into_owned();
                }
                self.as_slice_mut().expect("the standard layout is a slice").visit(visitor);
            }
        }

        impl<D: Dimension> Tangent for Array<$float, D> {
            fn zero() -> Self {
                Self::zeros(D::zeros(D::NDIM.unwrap_or(1)))
            }

            fn add_scaled(&mut self, other: &Self, factor: f64) {
                if other.is_empty() {
                    return;
                }
                if self.is_empty() {
                    self.clone_from(other);
                    return Tangent::scale(self, factor);
                }
                assert_eq!(self.shape(), other.shape(), "two arrays differ in shape");
                self.zip_mut_with(other, |ours, theirs| *ours += factor as $float * theirs);
            }

            fn scale(&mut self, factor: f64) {
                self.mapv_inplace(|x| x * factor as $float);
            }

            fn set_zero(&mut self) {
                self.fill(0.0);
            }

            fn dot(&self, other: &Self) -> f64 {
                if self.is_empty() || other.is_empty() {
                    return 0.0;
                }
                assert_eq!(self.shape(), other.shape(), "two arrays differ in shape");
                self.iter().zip(other.iter()).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum()
            }

            fn read(&self, each: &mut dyn FnMut(f64)) {
                self.iter().for_each(|x| each(f64::from(*x)));
            }

            fn write(&mut self, next: &mut dyn FnMut() -> f64) {
                self.iter_mut().for_each(|x| *x = next() as $float);
            }

            fn runs<'a>(&'a self, each: &mut dyn FnMut(Run<'a>)) {
                match self.as_slice() {
                    Some(slice) => each(Run::$run(slice)),
                    None => {
                        let components: Vec<f64> = self.iter().copied().map(f64::from).collect();
                        each(Run::Any(components));
                    }
                }
            }
        }

        impl<D: Dimension> AddAll<Self> for Array<$float, D> {
            fn add_all(&mut self, other: &Self) {
                Tangent::add_scaled(self, other, 1.0);
            }
        }
    )*};
}

arrays! {
    f64 F64;
    f32 F32;
}
