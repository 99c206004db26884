//! Training and test sets.

use super::DataError;
use crate::random::SplitMix64;
use std::vec;
use std::vec::Vec;

/// Which rows are to train on, and which to test with; each row is in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Rows of the training set, in a random order.
    pub train: Vec<usize>,
    /// Rows of the test set, in a random order.
    pub test: Vec<usize>,
}

/// Splits `len` rows at random; the test set has the share `test_size` of them, rounded up (as scikit-learn does).
///
/// # Errors
/// If there are no rows, or if one of the sets would be empty.
pub fn train_test_split(len: usize, test_size: f64, seed: u64) -> Result<Split, DataError> {
    let test = test_rows(len, test_size)?;
    let mut rows: Vec<usize> = (0..len).collect();
    SplitMix64::new(seed).shuffle(&mut rows);
    let train = rows.split_off(test);
    Ok(Split { train, test: rows })
}

/// Splits rows with these labels at random, so that each class has the same share of both sets: the share times the class is rounded
/// to one of its neighbours, so that the sizes are those of [`train_test_split`].
///
/// # Errors
/// If there are no rows, if one of the sets would be empty, or if a class has one member only.
pub fn stratified_split(labels: &[usize], test_size: f64, seed: u64) -> Result<Split, DataError> {
    let test = test_rows(labels.len(), test_size)?;
    let mut classes: Vec<Vec<usize>> = vec![Vec::new(); labels.iter().max().map_or(0, |largest| largest + 1)];
    for (row, &label) in labels.iter().enumerate() {
        classes[label].push(row);
    }
    if let Some(class) = classes.iter().position(|rows| rows.len() == 1) {
        return Err(DataError::SmallClass { class });
    }

    // What is lost by rounding down goes to the classes that lost most (Hamilton's method).
    let exact = |rows: &Vec<usize>| (rows.len() * test) as f64 / labels.len() as f64;
    let mut counts: Vec<usize> = classes.iter().map(|rows| exact(rows) as usize).collect();
    let mut by_loss: Vec<usize> = (0..classes.len()).collect();
    let loss = |class: usize| exact(&classes[class]).fract();
    by_loss.sort_by(|&a, &b| loss(b).total_cmp(&loss(a)));
    let missing = test - counts.iter().sum::<usize>();
    by_loss[..missing].iter().for_each(|&class| counts[class] += 1);

    let mut random = SplitMix64::new(seed);
    let mut split = Split {
        train: Vec::new(),
        test: Vec::new(),
    };
    for (mut rows, count) in classes.into_iter().zip(counts) {
        random.shuffle(&mut rows);
        split.test.extend_from_slice(&rows[..count]);
        split.train.extend_from_slice(&rows[count..]);
    }
    random.shuffle(&mut split.train);
    random.shuffle(&mut split.test);
    Ok(split)
}

/// How many rows the test set has.
fn test_rows(rows: usize, test_size: f64) -> Result<usize, DataError> {
    if rows == 0 {
        return Err(DataError::Empty);
    }
    // A NaN or a negative share is 0 rows.
    let test = (test_size * rows as f64).ceil() as usize;
    match test > 0 && test < rows {
        true => Ok(test),
        false => Err(DataError::EmptySet { test_size, rows }),
    }
}
