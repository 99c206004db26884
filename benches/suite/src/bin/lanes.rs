//! `cargo run --release -p gradient-suite --bin lanes` measures what sums in lanes bring, prints the table, and writes it to
//! `target/gradient-suite`.

use std::error::Error;
use std::time::Duration;

use gradient_suite::lanes::{all, markdown};
use gradient_suite::rounds::measure;
use gradient_suite::table::folder;

fn main() -> Result<(), Box<dyn Error>> {
    let mut rows = vec![];
    for mut case in all() {
        eprintln!("{}", case.name);
        case.check();
        let times = measure(&mut case, 150, Duration::from_millis(1));
        rows.push((case, times));
    }
    let table = markdown(&rows);
    println!("{table}");
    std::fs::write(folder()?.join("lanes.md"), table)?;
    Ok(())
}
