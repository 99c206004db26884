//! `cargo run --release -p gradient-suite [-- NAME…]` measures all problems, or those whose names contain one of the arguments,
//! prints the table of ratios, and writes it and its picture to `target/gradient-suite`.

use std::error::Error;
use std::time::Duration;

use gradient_suite::rounds::{measure, Times};
use gradient_suite::table::{folder, markdown, Row};
use gradient_suite::{plot, problems};

const ROUNDS: usize = 150;
const SLICE: Duration = Duration::from_micros(700);

fn main() -> Result<(), Box<dyn Error>> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut rows = vec![];
    for mut case in problems::all() {
        if !wanted.is_empty() && !wanted.iter().any(|name| case.name.contains(name)) {
            continue;
        }
        eprintln!("{}", case.name);
        case.check();
        let Times { primal, ways } = measure(&mut case, ROUNDS, SLICE);
        rows.push(Row {
            name: case.name,
            primal,
            ways: case.ways.iter().map(|(name, _)| *name).zip(ways).collect(),
        });
    }
    if rows.is_empty() {
        return Err("no problem has such a name".into());
    }
    let table = markdown(&rows);
    println!("{table}");
    let folder = folder()?;
    std::fs::write(folder.join("ratios.md"), table)?;
    plot::draw(&rows, &folder.join("ratios.svg"))
}
