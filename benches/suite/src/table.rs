//! The table of ratios.

use std::fmt::Write;
use std::path::PathBuf;

use crate::case::{ALONE, CLEAR, GENERATED, TUNED};
use crate::rounds::Time;

/// A problem with its times.
pub struct Row {
    /// What the problem is called.
    pub name: &'static str,
    /// The time of the function.
    pub primal: Time,
    /// The time of each way to the gradient.
    pub ways: Vec<(&'static str, Time)>,
}

impl Row {
    /// The time of one way.
    pub fn time(&self, way: &str) -> Option<Time> {
        self.ways.iter().find(|(name, _)| *name == way).map(|(_, time)| *time)
    }

    /// The best of the adjoints by hand.
    pub fn by_hand(&self) -> Option<Time> {
        fastest([CLEAR, TUNED].into_iter().filter_map(|way| self.time(way)))
    }

    /// The fastest of the other crates, with its name.
    pub fn peer(&self) -> Option<(&'static str, Time)> {
        let peers = self
            .ways
            .iter()
            .filter(|(name, _)| ![GENERATED, ALONE, CLEAR, TUNED].contains(name));
        peers
            .copied()
            .min_by(|(_, one), (_, other)| one.low.total_cmp(&other.low))
    }

    /// The time of a gradient with its value, as a multiple of the function's.
    pub fn cost(&self, time: Time) -> f64 {
        time.low / self.primal.low
    }
}

fn fastest(times: impl Iterator<Item = Time>) -> Option<Time> {
    times.min_by(|one, other| one.low.total_cmp(&other.low))
}

/// A quotient, with the spread between the fastest rounds and the median one.
pub(crate) fn ratio(one: Option<Time>, other: Option<Time>) -> String {
    let (Some(one), Some(other)) = (one, other) else {
        return String::new();
    };
    let value = one.low / other.low;
    let spread = |time: Time| time.median / time.low - 1.0;
    format!("{value:.2} ± {:.2}", value * spread(one).hypot(spread(other)))
}

fn duration(time: Time) -> String {
    match time.low {
        short if short < 1e3 => format!("{short:.1} ns"),
        middle if middle < 1e6 => format!("{:.2} µs", middle / 1e3),
        long => format!("{:.2} ms", long / 1e6),
    }
}

/// Where tables and pictures go: `gradient-suite` in cargo's target folder.
///
/// # Errors
///
/// If it cannot be made.
pub fn folder() -> std::io::Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = target.join("gradient-suite");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn geometric_mean(ratios: impl Iterator<Item = f64>) -> f64 {
    let logarithms: Vec<f64> = ratios.map(f64::ln).collect();
    (logarithms.iter().sum::<f64>() / logarithms.len() as f64).exp()
}

/// All problems in Markdown.
pub fn markdown(rows: &[Row]) -> String {
    let mut table = "\
        | problem | function | generated ÷ function | gradient alone ÷ function | by hand, clear ÷ function | by hand, tuned ÷ function | generated ÷ best by hand | fastest peer ÷ generated |\n\
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        let (primal, generated, by_hand) = (Some(row.primal), row.time(GENERATED), row.by_hand());
        let cells = [
            row.name.to_owned(),
            duration(row.primal),
            ratio(generated, primal),
            ratio(row.time(ALONE), primal),
            ratio(row.time(CLEAR), primal),
            ratio(row.time(TUNED), primal),
            ratio(generated, by_hand),
            row.peer().map_or(String::new(), |(name, time)| {
                format!("{} ({name})", ratio(Some(time), generated))
            }),
        ];
        writeln!(table, "| {} |", cells.join(" | ")).expect("a string can be written to");
    }
    let against_hand = rows
        .iter()
        .filter_map(|row| Some(row.time(GENERATED)?.low / row.by_hand()?.low));
    let mean = geometric_mean(against_hand);
    let note = "Each time is that of the fastest twentieth of the rounds, the spread reaches to the median round.";
    write!(table, "\n{note} Generated ÷ best by hand, geometric mean: {mean:.2}.\n")
        .expect("a string can be written to");
    table
}

#[cfg(test)]
mod tests {
    use super::{markdown, Row};
    use crate::case::{CLEAR, GENERATED, TUNED};
    use crate::rounds::Time;

    #[test]
    fn ratios_are_those_of_the_best() {
        let time = |low: f64| Time { low, median: low };
        let row = |name, generated| Row {
            name,
            primal: time(100.0),
            ways: vec![
                (GENERATED, time(generated)),
                (CLEAR, time(400.0)),
                (TUNED, time(200.0)),
                ("peer", time(1200.0)),
            ],
        };
        let table = markdown(&[row("one", 400.0), row("two", 100.0)]);
        let cells =
            "| one | 100.0 ns | 4.00 ± 0.00 |  | 4.00 ± 0.00 | 2.00 ± 0.00 | 2.00 ± 0.00 | 3.00 ± 0.00 (peer) |";
        assert!(table.contains(cells), "{table}");
        assert!(table.ends_with("geometric mean: 1.00.\n"), "{table}");
    }
}
