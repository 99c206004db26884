//! The tables of growth, in Markdown.

use std::fmt::Write;

use super::{Cost, Row};

fn cell(cost: Cost) -> String {
    let about = if cost.extrapolated { "≈ " } else { "" };
    let digits = if cost.factor < 100.0 { 2 } else { 0 };
    format!("{about}{:.digits$} ± {:.digits$}", cost.factor, cost.spread)
}

/// One column for each way.
pub fn ways(rows: &[Row]) -> String {
    let names = rows[0].costs.iter().map(|(name, _)| *name);
    let titles: Vec<String> = names
        .enumerate()
        .map(|(at, name)| format!("{} ÷ evaluation", if at == 0 { "gradient" } else { name }))
        .collect();
    let mut table = format!(
        "| parameters | {} |\n| ---: |{}\n",
        titles.join(" | "),
        " ---: |".repeat(titles.len())
    );
    for row in rows {
        let cells: Vec<String> = row.costs.iter().map(|(_, cost)| cell(*cost)).collect();
        writeln!(table, "| {} | {} |", row.name, cells.join(" | ")).expect("a string can be written to");
    }
    table
}

/// The gradient beside the evaluation, and what a piece of the work costs beside what it costs in the first row of its group.
pub fn growth(title: &str, piece: &str, groups: &[&[Row]]) -> String {
    let mut table = format!(
        "| {title} | gradient ÷ evaluation | gradient per {piece}, relative |\n\
         | --- | ---: | ---: |\n"
    );
    for group in groups {
        let per_piece = |row: &Row| row.gradient / row.size as f64;
        for row in *group {
            let relative = per_piece(row) / per_piece(&group[0]);
            writeln!(table, "| {} | {} | {relative:.2} |", row.name, cell(row.costs[0].1))
                .expect("a string can be written to");
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{growth, ways};
    use crate::growth::{Cost, Row};

    fn row(name: &str, size: usize, gradient: f64) -> Row {
        let cost = |factor, extrapolated| Cost {
            factor,
            spread: 0.1,
            extrapolated,
        };
        Row {
            name: name.to_owned(),
            size,
            gradient,
            costs: vec![("generated", cost(2.0, false)), ("differences", cost(200.0, true))],
        }
    }

    #[test]
    fn what_is_extrapolated_is_marked() {
        let table = ways(&[row("100", 100, 1.0)]);
        assert!(
            table.contains("| gradient ÷ evaluation | differences ÷ evaluation |"),
            "{table}"
        );
        assert!(table.ends_with("| 100 | 2.00 ± 0.10 | ≈ 200 ± 0 |\n"), "{table}");
    }

    #[test]
    fn growth_is_relative_to_the_first_of_a_group() {
        let table = growth(
            "loops",
            "iteration",
            &[&[row("small", 10, 30.0), row("large", 20, 90.0)]],
        );
        assert!(table.contains("| small | 2.00 ± 0.10 | 1.00 |"), "{table}");
        assert!(table.contains("| large | 2.00 ± 0.10 | 1.50 |"), "{table}");
    }
}
