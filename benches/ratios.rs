//! The table of ratios, from what criterion estimated.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use serde_json::Value;

use crate::measure::WAYS;

/// A time in nanoseconds with its spread.
#[derive(Clone, Copy)]
struct Time {
    median: f64,
    deviation: f64,
}

/// A problem with its times, in the order of [`WAYS`].
pub struct Row {
    name: String,
    times: [Time; 3],
}

impl Row {
    /// `None` unless all of it was measured since `start`.
    pub fn read(folder: &Path, name: &str, start: SystemTime) -> Option<Row> {
        let time = |way: &str| {
            let file = folder.join(name).join(way).join("new/estimates.json");
            let measured = fs::metadata(&file).ok()?.modified().ok()?;
            if measured < start {
                return None;
            }
            let estimates: Value = serde_json::from_str(&fs::read_to_string(file).ok()?).ok()?;
            let estimate = |what: &str| estimates[what]["point_estimate"].as_f64();
            Some(Time {
                median: estimate("median")?,
                deviation: estimate("median_abs_dev")?,
            })
        };
        let [primal, generated, by_hand] = WAYS;
        Some(Row {
            name: name.replace('_', " "),
            times: [time(primal)?, time(generated)?, time(by_hand)?],
        })
    }
}

/// One time divided by another, with the spread of the quotient.
fn ratio(one: Time, other: Time) -> String {
    let value = one.median / other.median;
    let spread = value * (one.deviation / one.median).hypot(other.deviation / other.median);
    format!("{value:.2} ± {spread:.2}")
}

fn duration(time: Time) -> String {
    match time.median {
        short if short < 1e3 => format!("{short:.1} ns"),
        middle if middle < 1e6 => format!("{:.2} µs", middle / 1e3),
        long => format!("{:.2} ms", long / 1e6),
    }
}

/// The rows as a table, with the geometric mean of the last column below.
pub fn markdown(rows: &[Row]) -> String {
    let mut table =
        "| problem | primal | gradient | by hand | gradient ÷ primal | by hand ÷ primal | gradient ÷ by hand |\n\
        | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
            .to_owned();
    for Row {
        name,
        times: [primal, generated, by_hand],
    } in rows
    {
        let (primal, generated, by_hand) = (*primal, *generated, *by_hand);
        writeln!(
            table,
            "| {name} | {} | {} | {} | {} | {} | {} |",
            duration(primal),
            duration(generated),
            duration(by_hand),
            ratio(generated, primal),
            ratio(by_hand, primal),
            ratio(generated, by_hand),
        )
        .expect("a string can be written to");
    }
    let logarithms = rows.iter().map(|row| (row.times[1].median / row.times[2].median).ln());
    let mean = (logarithms.sum::<f64>() / rows.len() as f64).exp();
    writeln!(
        table,
        "\nMedians with the median absolute deviation. Gradient ÷ by hand, geometric mean: {mean:.2}."
    )
    .expect("a string can be written to");
    table
}
