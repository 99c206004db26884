//! Numbers, vectors and matrices out of the `input` of a request. Each function gives an error that names the field.

use serde_json::Value;

fn field<T>(input: &Value, name: &str, what: &str, read: impl FnOnce(&Value) -> Option<T>) -> Result<T, String> {
    let value = input.get(name).ok_or_else(|| format!("the input has no `{name}`"))?;
    read(value).ok_or_else(|| format!("`{name}` is not {what}"))
}

fn list(value: &Value) -> Option<Vec<f64>> {
    value.as_array()?.iter().map(Value::as_f64).collect()
}

fn whole(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|value| usize::try_from(value).ok())
}

/// A number.
pub fn number(input: &Value, name: &str) -> Result<f64, String> {
    field(input, name, "a number", Value::as_f64)
}

/// A number, if it is there.
pub fn number_or(input: &Value, name: &str, default: f64) -> Result<f64, String> {
    input.get(name).map_or(Ok(default), |_| number(input, name))
}

/// A count.
pub fn count(input: &Value, name: &str) -> Result<usize, String> {
    field(input, name, "a whole number", whole)
}

/// A count, if it is there.
pub fn count_or(input: &Value, name: &str, default: usize) -> Result<usize, String> {
    input.get(name).map_or(Ok(default), |_| count(input, name))
}

/// A vector with at least one element.
pub fn vector(input: &Value, name: &str) -> Result<Vec<f64>, String> {
    field(input, name, "a list of numbers that is not empty", |value| {
        list(value).filter(|list| !list.is_empty())
    })
}

/// A vector of known length.
pub fn array<const N: usize>(input: &Value, name: &str) -> Result<[f64; N], String> {
    let what = format!("a list of {N} numbers");
    field(input, name, &what, |value| list(value)?.try_into().ok())
}

/// A matrix, row after row.
pub fn matrix(input: &Value, name: &str, rows: usize, columns: usize) -> Result<Vec<f64>, String> {
    let what = format!("a list of {rows} lists of {columns} numbers");
    field(input, name, &what, |value| {
        let elements = value.as_array().filter(|elements| elements.len() == rows)?;
        let lists: Option<Vec<_>> = elements
            .iter()
            .map(|row| list(row).filter(|row| row.len() == columns))
            .collect();
        lists.map(|lists| lists.concat())
    })
}
