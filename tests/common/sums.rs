//! Sums and products of iterators over dual numbers, as the standard library has them for floats.

use std::iter::{Product, Sum};

use super::dual::{Dual, Precision};

impl<F: Precision> Sum for Dual<F> {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Dual::constant(-0.0), |sum, item| sum + item)
    }
}

impl<'a, F: Precision> Sum<&'a Dual<F>> for Dual<F> {
    fn sum<I: Iterator<Item = &'a Self>>(items: I) -> Self {
        items.copied().sum()
    }
}

impl<F: Precision> Product for Dual<F> {
    fn product<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Dual::constant(1.0), |product, item| product * item)
    }
}

impl<'a, F: Precision> Product<&'a Dual<F>> for Dual<F> {
    fn product<I: Iterator<Item = &'a Self>>(items: I) -> Self {
        items.copied().product()
    }
}
