//! The table of costs.

use std::fmt::Write;

use super::Measured;
use crate::rounds::Times;
use crate::table::ratio;

/// All of them in Markdown, a row for each way.
pub fn markdown(rows: &[(Measured, Times)]) -> String {
    let mut table = "| of | derivative | cost | unit |\n| --- | --- | ---: | --- |\n".to_owned();
    for (measured, times) in rows {
        let Measured {
            case,
            unit,
            times: factor,
        } = measured;
        for ((way, _), time) in case.ways.iter().zip(&times.ways) {
            let cost = ratio(Some(*time), Some(times.primal.times(*factor)));
            writeln!(table, "| {} | {way} | {cost} | {unit} |", case.name).expect("a string can be written to");
        }
    }
    table
}
