//! `cargo run --release -p gradient-suite --bin growth` measures how the cost of a gradient grows, prints the tables, and writes
//! them and their picture to `docs`, where the README shows them.

use std::error::Error;
use std::path::Path;

use gradient_suite::growth::{lines, nests, parameters, plot, row, table, Row};

/// How many of the passes of forward mode and of differences run in a round; the others cost as much.
const PASSES: usize = 50;

/// What stands above the tables in `docs/growth.md`.
const HEAD: &str = "\
# How the cost of a gradient grows

What `cargo run --release -p gradient-suite --bin growth` has measured in one run, as multiples of one evaluation: a
[network](../benches/suite/src/growth/parameters.rs) of more and more parameters, [straight-line
code](../benches/suite/build.rs), and [loops in loops](../benches/suite/src/growth/nests.rs).

![The first table as a picture](growth.svg)

";

/// Fewer rounds for what takes long.
fn rounds(size: usize) -> usize {
    if size > 50_000 {
        20
    } else {
        100
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut networks: Vec<Row> = vec![];
    for (inputs, hidden) in parameters::SHAPES {
        let size = parameters::count(inputs, hidden);
        eprintln!("{size} parameters");
        let passes = if size > 1000 { PASSES } else { size };
        networks.push(row(
            size.to_string(),
            size,
            parameters::sample(inputs, hidden, passes),
            rounds(size),
        ));
    }
    eprintln!("straight-line code");
    let straight: Vec<Row> = lines::samples()
        .into_iter()
        .map(|(operations, sample)| row(operations.to_string(), operations, sample, rounds(operations)))
        .collect();
    eprintln!("loops");
    let loops: Vec<Row> = nests::samples()
        .into_iter()
        .map(|(depth, side, sample)| {
            let iterations = side.pow(depth as u32);
            row(
                format!("{depth} deep, {side} iterations each"),
                iterations,
                sample,
                rounds(iterations),
            )
        })
        .collect();
    let by_depth: Vec<&[Row]> = loops.chunks(2).collect();
    let tables = format!(
        "{}\n{}\n{}\nEach time is that of the fastest twentieth of the rounds, the spread reaches to the median round; \
         ≈ marks what is extrapolated from {PASSES} of the passes.\n",
        table::ways(&networks),
        table::growth("operations in a straight line", "operation", &[&straight]),
        table::growth("loops in loops", "innermost iteration", &by_depth),
    );
    println!("{tables}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    plot::draw(&networks, &folder.join("growth.svg"))?;
    std::fs::write(folder.join("growth.md"), format!("{HEAD}{tables}"))?;
    Ok(())
}
