//! Data: tables of numbers, from CSV files too, which rows to train on, and their scale.
//!
//! ```
//! use autodiff_runtime::data::{rows, train_test_split, Standardisation};
//!
//! let table = [1.0, 200.0, 2.0, 300.0, 3.0, 500.0, 4.0, 100.0]; // four rows of two columns
//! let split = train_test_split(4, 0.25, 1)?;
//! let mut train = rows(&table, 2, &split.train);
//! let mut test = rows(&table, 2, &split.test);
//!
//! // What the test set is measured by comes from the training set alone.
//! let scale = Standardisation::fit(&train, 2)?;
//! scale.apply(&mut train);
//! scale.apply(&mut test);
//! # Ok::<(), autodiff_runtime::data::DataError>(())
//! ```
//!
//! A table is a flat slice of rows, one after the other, as [`crate::training`] and layers take them. What is random depends on a
//! seed alone, and gives the same rows in every version and on every machine. Mini-batches with shuffling are
//! [`Batches`].
//!
//! Data that cannot be used are a [`DataError`], which says where: nothing is dropped or filled in.

#[cfg(feature = "csv")]
mod csv;
mod error;
mod sampling;
mod split;
mod standardisation;

#[cfg(feature = "csv")]
pub use self::csv::Table;
pub use crate::training::Batches;
pub use error::DataError;
pub use sampling::{sample_with_replacement, sample_without_replacement};
pub use split::{stratified_split, train_test_split, Split};
pub use standardisation::Standardisation;

use std::vec::Vec;

/// Some rows of a table, in the order of `indices`, one after the other; for labels, whose rows are of one column, `columns` is 1.
///
/// # Panics
/// If there is no such row.
#[track_caller]
pub fn rows<T: Clone>(table: &[T], columns: usize, indices: &[usize]) -> Vec<T> {
    let mut chosen = Vec::with_capacity(indices.len() * columns);
    for &row in indices {
        let Some(row) = table.get(row * columns..(row + 1) * columns) else {
            panic!("there is no row {row} of {columns} columns in {} numbers", table.len());
        };
        chosen.extend_from_slice(row);
    }
    chosen
}
