//! Gradients beside the adjoint written by hand, and beside the function itself, in one run.
//!
//! `cargo bench --bench gradients` measures, prints the ratios and writes them to `target/criterion/ratios.md`.

#![allow(clippy::needless_range_loop)] // users write such loops

mod measure;
mod problems;
mod ratios;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use criterion::Criterion;

fn main() {
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"),
        PathBuf::from,
    );
    let folder = target.join("criterion");
    let start = SystemTime::now();
    let mut criterion = Criterion::default()
        .output_directory(&folder)
        .without_plots()
        .sample_size(50)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_millis(1500))
        .configure_from_args();
    let names = problems::all(&mut criterion);
    criterion.final_summary();

    let rows: Vec<_> = names
        .iter()
        .filter_map(|name| ratios::Row::read(&folder, name, start))
        .collect();
    // Nothing was measured in a test run, or if no name fits the filter.
    if !rows.is_empty() {
        let table = ratios::markdown(&rows);
        println!("\n{table}");
        std::fs::write(folder.join("ratios.md"), table).expect("the folder of criterion can be written");
    }
}
