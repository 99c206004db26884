//! Tables of numbers from CSV files.

use super::DataError;
use std::borrow::ToOwned;
use std::io::Read;
use std::path::Path;
use std::string::{String, ToString};
use std::vec::Vec;

/// Numbers in named columns, as a CSV file has them below a line of names. With the feature `csv`.
///
/// ```
/// use autodiff_runtime::data::Table;
///
/// let text = "length,width,species\n5.1,3.5,0\n7.0,3.2,1\n";
/// let (features, species) = Table::from_reader(text.as_bytes())?.split_labels("species")?;
/// assert_eq!((features.columns(), features.values()), (2, &[5.1, 3.5, 7.0, 3.2][..]));
/// assert_eq!(species, [0, 1]);
/// # Ok::<(), autodiff_runtime::data::DataError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    names: Vec<String>,
    values: Vec<f64>,
}

impl Table {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, has no rows, rows of different lengths, or a field that is no finite number.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, DataError> {
        Self::read(builder().from_path(path).map_err(DataError::Csv)?)
    }

    /// Reads from anything else; a text is read `.as_bytes()`.
    ///
    /// # Errors
    /// As [`Table::from_path`].
    pub fn from_reader(reader: impl Read) -> Result<Self, DataError> {
        Self::read(builder().from_reader(reader))
    }

    fn read<R: Read>(mut reader: csv::Reader<R>) -> Result<Self, DataError> {
        let header = reader.headers().map_err(DataError::Csv)?;
        let names: Vec<String> = header.iter().map(ToOwned::to_owned).collect();
        let mut values = Vec::new();
        for record in reader.records() {
            let record = record.map_err(DataError::Csv)?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() != names.len() {
                return Err(DataError::Ragged {
                    line,
                    got: record.len(),
                    expected: names.len(),
                });
            }
            for (text, column) in record.iter().zip(&names) {
                match text.parse::<f64>() {
                    Ok(value) if value.is_finite() => values.push(value),
                    _ => {
                        return Err(DataError::NotANumber {
                            line,
                            column: column.clone(),
                            text: text.to_string(),
                        })
                    }
                }
            }
        }
        match values.is_empty() {
            true => Err(DataError::Empty),
            false => Ok(Self { names, values }),
        }
    }

    /// The names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.names.len()
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.values.len().checked_div(self.columns()).unwrap_or(0)
    }

    /// The numbers, row by row.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The numbers of one column.
    ///
    /// # Errors
    /// If there is no column of that name.
    pub fn column(&self, name: &str) -> Result<Vec<f64>, DataError> {
        let column = self.position(name)?;
        Ok(self.values.chunks(self.columns()).map(|row| row[column]).collect())
    }

    /// The other columns, and one: what to learn from, and what to learn.
    ///
    /// # Errors
    /// If there is no column of that name.
    pub fn split_column(mut self, name: &str) -> Result<(Self, Vec<f64>), DataError> {
        let (column, columns) = (self.position(name)?, self.columns());
        let target = self.column(name)?;
        let mut place = 0;
        self.values.retain(|_| {
            place += 1;
            (place - 1) % columns != column
        });
        self.names.remove(column);
        Ok((self, target))
    }

    /// [`Table::split_column`] of classes, which are numbered from 0.
    ///
    /// # Errors
    /// If there is no column of that name, or something else in it than such numbers.
    pub fn split_labels(self, name: &str) -> Result<(Self, Vec<usize>), DataError> {
        let (features, target) = self.split_column(name)?;
        let whole = |&value: &f64| (value >= 0.0 && value.fract() == 0.0).then_some(value as usize);
        match target.iter().map(whole).collect() {
            Some(labels) => Ok((features, labels)),
            None => Err(DataError::Column {
                name: name.to_owned(),
                problem: "classes are whole numbers from 0",
            }),
        }
    }

    fn position(&self, name: &str) -> Result<usize, DataError> {
        let position = self.names.iter().position(|other| other == name);
        position.ok_or_else(|| DataError::Column {
            name: name.to_owned(),
            problem: "there is none of that name",
        })
    }
}

/// Spaces around fields are none of them; rows of another length are told by their line.
fn builder() -> csv::ReaderBuilder {
    let mut builder = csv::ReaderBuilder::new();
    builder.trim(csv::Trim::All).flexible(true);
    builder
}
