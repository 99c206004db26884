//! What an optimizer can update: some tensors, each a flat slice of floats.

use crate::flat::{Flat, Scalar};

/// Parameters, or their gradient: one or several tensors of one precision.
///
/// A scalar, slice, `Vec` or nested array is one tensor. A tuple has the tensors of its members, in order.
pub trait Parameters {
    /// The type of the components.
    type Scalar: Scalar;

    /// How many tensors there are.
    fn tensors(&self) -> usize;

    /// The components of one tensor, in row-major order.
    ///
    /// # Panics
    /// If `index` is not less than `self.tensors()`.
    fn tensor(&self, index: usize) -> &[Self::Scalar];

    /// The components of one tensor, in row-major order.
    ///
    /// # Panics
    /// If `index` is not less than `self.tensors()`.
    fn tensor_mut(&mut self, index: usize) -> &mut [Self::Scalar];
}

impl<P: Flat + ?Sized> Parameters for P {
    type Scalar = P::Scalar;

    fn tensors(&self) -> usize {
        1
    }

    fn tensor(&self, index: usize) -> &[P::Scalar] {
        assert!(index == 0, "there is one tensor, not {}", index + 1);
        self.flat()
    }

    fn tensor_mut(&mut self, index: usize) -> &mut [P::Scalar] {
        assert!(index == 0, "there is one tensor, not {}", index + 1);
        self.flat_mut()
    }
}

macro_rules! tuples {
    ($($first:ident $($name:ident)*;)*) => {$(
        #[allow(non_snake_case)]
        impl<$first: Parameters, $($name: Parameters<Scalar = $first::Scalar>),*> Parameters for ($first, $($name,)*) {
            type Scalar = $first::Scalar;

            fn tensors(&self) -> usize {
                let ($first, $($name,)*) = self;
                $first.tensors() $(+ $name.tensors())*
            }

            fn tensor(&self, index: usize) -> &[Self::Scalar] {
                let ($first, $($name,)*) = self;
                let preceding = $first.tensors();
                if index < preceding {
                    return $first.tensor(index);
                }
                $(
                    let (start, preceding) = (preceding, preceding + $name.tensors());
                    if index < preceding {
                        return $name.tensor(index - start);
                    }
                )*
                panic!("there are {preceding} tensors, so none has index {index}")
            }

            fn tensor_mut(&mut self, index: usize) -> &mut [Self::Scalar] {
                let ($first, $($name,)*) = self;
                let preceding = $first.tensors();
                if index < preceding {
                    return $first.tensor_mut(index);
                }
                $(
                    let (start, preceding) = (preceding, preceding + $name.tensors());
                    if index < preceding {
                        return $name.tensor_mut(index - start);
                    }
                )*
                panic!("there are {preceding} tensors, so none has index {index}")
            }
        }
    )*};
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
}

#[cfg(test)]
mod tests {
    use super::Parameters;
    use std::vec;

    #[test]
    fn the_tensors_of_a_tuple_are_those_of_its_members() {
        let mut bias = [9.0];
        let mut params = (vec![1.0, 2.0], ([[3.0, 4.0], [5.0, 6.0]], 7.0), &mut bias[..]);
        assert_eq!(params.tensors(), 4);
        let lengths = [0, 1, 2, 3].map(|tensor| params.tensor(tensor).len());
        assert_eq!(lengths, [2, 4, 1, 1]);
        params.tensor_mut(1)[3] = 60.0;
        params.tensor_mut(2)[0] = 70.0;
        params.tensor_mut(3)[0] = 90.0;
        assert_eq!(params.1, ([[3.0, 4.0], [5.0, 60.0]], 70.0));
        assert_eq!(bias, [90.0]);
    }

    #[test]
    #[should_panic(expected = "there are 2 tensors, so none has index 2")]
    fn there_is_no_further_tensor() {
        (1.0, 2.0).tensor(2);
    }
}
