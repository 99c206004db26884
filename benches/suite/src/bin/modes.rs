//! `cargo run --release -p gradient-suite --bin modes` measures second derivatives and a Jacobian, as multiples of gradients and of
//! evaluations in the same run, prints the table, and writes it to `target/gradient-suite`.

use std::error::Error;
use std::time::Duration;

use gradient_suite::modes::{all, table};
use gradient_suite::rounds::measure;
use gradient_suite::table::folder;

fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = vec![];
    for mut measured in all() {
        eprintln!("{}", measured.case.name);
        measured.case.check_ways();
        let times = measure(&mut measured.case, 150, Duration::from_millis(1));
        rows.push((measured, times));
    }
    let table = table::markdown(&rows);
    println!("{table}");
    std::fs::write(folder()?.join("modes.md"), table)?;
    Ok(())
}
