//! Whether an element is another one.

use super::{Moments, Polynomial, Side, Value};
use crate::ir::NodeId;
use std::collections::BTreeSet;

/// So many dimensions are looked for in one index.
const DIMENSIONS: usize = 3;

impl Moments<'_> {
    /// Whether an element that is meant earlier is never that which is meant later: they differ in one of the indices that both have.
    pub fn are_apart(&self, earlier: &[NodeId], later: &[NodeId]) -> bool {
        earlier.iter().zip(later).any(|(&earlier, &later)| {
            let (earlier, later) = (self.read(earlier, Side::Earlier), self.read(later, Side::Later));
            self.differ(&earlier, &later, DIMENSIONS)
        })
    }

    fn differ(&self, one: &Polynomial, other: &Polynomial, dimensions: usize) -> bool {
        let (more, less) = (other.minus(one), one.minus(other));
        if self.is_positive(&more) || self.is_positive(&less) {
            return true;
        }
        if self.nonzero.iter().any(|nonzero| *nonzero == more || *nonzero == less) {
            return true;
        }
        dimensions > 1 && (self.rows_or_columns_differ(one, other, dimensions - 1))
    }

    /// `row * width + column` is another one if the row is, or the column, as long as both columns are below the width.
    fn rows_or_columns_differ(&self, one: &Polynomial, other: &Polynomial, dimensions: usize) -> bool {
        let factors = one.factors().chain(other.factors());
        let widths: BTreeSet<Value> = factors.filter(|value| value.side == Side::Both).collect();
        let numbers = one.coefficients().chain(other.coefficients());
        let numbers: BTreeSet<i128> = numbers.filter(|&number| number > 1).collect();
        let by_value = widths.into_iter().filter_map(|width| {
            let parts = (one.split(width)?, other.split(width)?);
            Some((Polynomial::value(width), parts))
        });
        let by_number = numbers.into_iter().map(|number| {
            let parts = (one.split_by(number), other.split_by(number));
            (Polynomial::constant(number), parts)
        });
        let mut ways = by_value.chain(by_number);
        ways.any(|(width, ((row, column), (other_row, other_column)))| {
            let is_column = |column: &Polynomial| {
                let least = column.plus(&Polynomial::constant(1));
                self.is_positive(&least) && self.is_positive(&width.minus(column))
            };
            is_column(&column)
                && is_column(&other_column)
                && (self.differ(&row, &other_row, dimensions) || self.differ(&column, &other_column, dimensions))
        })
    }
}
