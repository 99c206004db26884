//! Parameters seen as one flat slice of floats: what gradient checking and optimizers need to know of a type.

use core::fmt::Debug;
use core::ops::{Add, Div, Mul, Neg, Sub};
use std::vec::Vec;

/// A floating-point type: `f64` or `f32`.
pub trait Scalar:
    Copy
    + Debug
    + Default
    + PartialOrd
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + 'static
{
    /// The relative spacing of numbers: the difference between 1 and the next larger number.
    const EPSILON: f64;

    /// The same number in double precision, exactly.
    fn to_f64(self) -> f64;

    /// The nearest number in this precision.
    fn from_f64(value: f64) -> Self;

    /// The square root.
    fn sqrt(self) -> Self;
}

macro_rules! scalars {
    ($($float:ident)*) => {$(
        impl Scalar for $float {
            const EPSILON: f64 = $float::EPSILON as f64;

            #[inline(always)]
            fn to_f64(self) -> f64 {
                self.into()
            }

            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $float
            }

            #[inline(always)]
            fn sqrt(self) -> Self {
                $float::sqrt(self)
            }
        }

        impl Flat for $float {
            type Scalar = $float;

            fn flat(&self) -> &[$float] {
                core::slice::from_ref(self)
            }

            fn flat_mut(&mut self) -> &mut [$float] {
                core::slice::from_mut(self)
            }

            fn dimensions(&self) -> Vec<usize> {
                Vec::new()
            }
        }

        impl Element for $float {
            fn flatten(elements: &[Self]) -> &[$float] {
                elements
            }

            fn flatten_mut(elements: &mut [Self]) -> &mut [$float] {
                elements
            }

            fn element_dimensions() -> Vec<usize> {
                Vec::new()
            }
        }
    )*};
}

scalars!(f64 f32);

/// Floats that lie side by side in memory: a scalar, or a slice, `Vec` or array of scalars or nested arrays.
pub trait Flat {
    /// The type of the components.
    type Scalar: Scalar;

    /// All components, in row-major order.
    fn flat(&self) -> &[Self::Scalar];

    /// All components, in row-major order.
    fn flat_mut(&mut self) -> &mut [Self::Scalar];

    /// The length along each dimension, outermost first; empty for a scalar.
    fn dimensions(&self) -> Vec<usize>;
}

/// What a slice can hold to be [`Flat`]: a scalar, or a (nested) array of scalars.
pub trait Element: Flat + Sized {
    /// All components of all elements.
    fn flatten(elements: &[Self]) -> &[Self::Scalar];

    /// All components of all elements.
    fn flatten_mut(elements: &mut [Self]) -> &mut [Self::Scalar];

    /// The dimensions that every element has.
    fn element_dimensions() -> Vec<usize>;
}

impl<E: Element, const N: usize> Element for [E; N] {
    fn flatten(elements: &[Self]) -> &[E::Scalar] {
        E::flatten(elements.as_flattened())
    }

    fn flatten_mut(elements: &mut [Self]) -> &mut [E::Scalar] {
        E::flatten_mut(elements.as_flattened_mut())
    }

    fn element_dimensions() -> Vec<usize> {
        let mut dimensions = std::vec![N];
        dimensions.extend(E::element_dimensions());
        dimensions
    }
}

/// What can be seen as a slice of elements is flat as that slice is.
macro_rules! as_slices {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<E: Element, $($generics)*> Flat for $type {
            type Scalar = E::Scalar;

            fn flat(&self) -> &[E::Scalar] {
                E::flatten(self)
            }

            fn flat_mut(&mut self) -> &mut [E::Scalar] {
                E::flatten_mut(self)
            }

            fn dimensions(&self) -> Vec<usize> {
                let mut dimensions = std::vec![self.len()];
                dimensions.extend(E::element_dimensions());
                dimensions
            }
        }
    )*};
}

as_slices! {
    [] [E];
    [] Vec<E>;
    [const N: usize] [E; N];
}

impl<P: Flat + ?Sized> Flat for &mut P {
    type Scalar = P::Scalar;

    fn flat(&self) -> &[P::Scalar] {
        (**self).flat()
    }

    fn flat_mut(&mut self) -> &mut [P::Scalar] {
        (**self).flat_mut()
    }

    fn dimensions(&self) -> Vec<usize> {
        (**self).dimensions()
    }
}

#[cfg(test)]
mod tests {
    use super::Flat;
    use std::vec;

    #[test]
    fn nested_arrays_are_flat_in_row_major_order() {
        let mut rows = vec![
            [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]],
            [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]],
        ];
        assert_eq!(rows.dimensions(), [2, 2, 3]);
        assert_eq!(rows.flat().len(), 12);
        rows.flat_mut()[7] = -8.0;
        assert_eq!(rows[1][0][1], -8.0);
    }

    #[test]
    fn a_scalar_has_one_component_and_no_index() {
        let mut scalar = 2.0_f32;
        scalar.flat_mut()[0] += 1.0;
        assert_eq!((scalar.flat(), scalar.dimensions().len()), (&[3.0][..], 0));
    }

    #[test]
    fn empty_shapes_have_no_components() {
        assert!(<[f64]>::flat(&[]).is_empty());
        assert!([[0.0_f64; 0]; 3].flat().is_empty());
    }
}
