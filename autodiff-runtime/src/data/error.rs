//! What is wrong with data.

use core::fmt;
#[cfg(feature = "csv")]
use std::string::String;

/// Why data cannot be used.
#[derive(Debug)]
#[non_exhaustive]
pub enum DataError {
    /// There are none.
    Empty,
    /// The numbers are not a whole number of rows.
    NoRows {
        /// How many numbers there are.
        numbers: usize,
        /// How many a row has.
        columns: usize,
    },
    /// A number is NaN or infinite.
    NotFinite {
        /// The row, from 0.
        row: usize,
        /// The column, from 0.
        column: usize,
        /// The number.
        value: f64,
    },
    /// More is asked for than there is.
    TooFew {
        /// How many there are.
        available: usize,
        /// How many are asked for.
        wanted: usize,
    },
    /// A class cannot be split, because it has one member only.
    SmallClass {
        /// The class.
        class: usize,
    },
    /// The share of the test set leaves one of both sets empty.
    EmptySet {
        /// The share.
        test_size: f64,
        /// How many rows there are.
        rows: usize,
    },
    /// A line of a file has more or fewer fields than the first.
    #[cfg(feature = "csv")]
    Ragged {
        /// The line, from 1.
        line: u64,
        /// Its fields.
        got: usize,
        /// The fields of the first line.
        expected: usize,
    },
    /// A field of a file is no number.
    #[cfg(feature = "csv")]
    NotANumber {
        /// The line, from 1.
        line: u64,
        /// The name of the column.
        column: String,
        /// The field.
        text: String,
    },
    /// There is no column of a name, or no whole numbers in it.
    #[cfg(feature = "csv")]
    Column {
        /// The name.
        name: String,
        /// What is wrong.
        problem: &'static str,
    },
    /// A file cannot be read, or is no CSV.
    #[cfg(feature = "csv")]
    Csv(csv::Error),
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there are no data"),
            Self::NoRows { numbers, columns } => write!(f, "{numbers} numbers are no rows of {columns}"),
            Self::NotFinite { row, column, value } => write!(f, "row {row}, column {column} is {value}"),
            Self::TooFew { available, wanted } => write!(f, "{wanted} are asked for, but there are {available}"),
            Self::SmallClass { class } => {
                write!(f, "class {class} has one member, which cannot be in both sets")
            }
            Self::EmptySet { test_size, rows } => {
                write!(f, "with the share {test_size} of {rows} rows one of both sets is empty")
            }
            #[cfg(feature = "csv")]
            Self::Ragged { line, got, expected } => {
                write!(f, "line {line} has {got} fields, but the first line {expected}")
            }
            #[cfg(feature = "csv")]
            Self::NotANumber { line, column, text } => {
                write!(f, "line {line}, column {column}: {text:?} is no finite number")
            }
            #[cfg(feature = "csv")]
            Self::Column { name, problem } => write!(f, "column {name}: {problem}"),
            #[cfg(feature = "csv")]
            Self::Csv(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for DataError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        match self {
            #[cfg(feature = "csv")]
            Self::Csv(error) => Some(error),
            _ => None,
        }
    }
}
