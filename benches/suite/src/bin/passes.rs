//! `cargo run --release -p gradient-suite --bin passes [-- PASS…]` compiles all problems without one pass of the compiler after the
//! other, or without those named, measures each time, and prints what each brings: the cost of a gradient without it, as a multiple of
//! the cost with it. Writes the table to `target/gradient-suite` too. All of them take half an hour.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::process::{Command, Stdio};

use gradient_suite::table::folder;

/// The passes that only make gradients faster.
const PASSES: [&str; 13] = [
    "inline",
    "fill",
    "induction",
    "extremum",
    "joint",
    "settled",
    "undo",
    "vanishing",
    "forwards",
    "neighbours",
    "sink",
    "fresh",
    "jam",
];
/// So much more shows in a run of the suite.
const SHOWN: f64 = 1.05;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if let Some(unknown) = wanted.iter().find(|name| !PASSES.contains(&name.as_str())) {
        return Err(format!("{unknown} is none of {}", PASSES.join(", ")).into());
    }
    let with_all = costs("")?;
    let mut table = "| without | geometric mean | most on |\n| --- | ---: | --- |\n".to_owned();
    for pass in PASSES {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == pass) {
            continue;
        }
        eprintln!("without {pass}");
        let without = costs(pass)?;
        let mut ratios: Vec<(&str, f64)> = with_all
            .iter()
            .filter_map(|(problem, cost)| Some((problem.as_str(), without.get(problem)? / cost)))
            .collect();
        let mean = (ratios.iter().map(|(_, ratio)| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp();
        ratios.sort_by(|(_, one), (_, other)| other.total_cmp(one));
        let most: Vec<String> = ratios
            .into_iter()
            .take_while(|&(_, ratio)| ratio >= SHOWN)
            .take(4)
            .map(|(problem, ratio)| format!("{problem}: {ratio:.2}"))
            .collect();
        writeln!(table, "| {pass} | {mean:.3} | {} |", most.join("; "))?;
    }
    println!("{table}");
    std::fs::write(folder()?.join("passes.md"), table)?;
    Ok(())
}

/// What each problem's gradient costs without a pass, in evaluations of the function in the same run.
fn costs(pass: &str) -> Result<BTreeMap<String, f64>, Box<dyn Error>> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let suite = Command::new(cargo)
        .args([
            "run",
            "--release",
            "--quiet",
            "-p",
            "gradient-suite",
            "--bin",
            "gradient-suite",
        ])
        .env("DIFFERENTIATE_WITHOUT", pass)
        .stderr(Stdio::null())
        .output()?;
    if !suite.status.success() {
        return Err(format!("the suite fails without {pass}").into());
    }
    let text = String::from_utf8(suite.stdout)?;
    let row = |line: &str| {
        let mut cells = line.split('|').map(str::trim).skip(1);
        let (name, cost) = (cells.next()?, cells.nth(1)?);
        Some((name.to_owned(), cost.split_once(' ')?.0.parse().ok()?))
    };
    Ok(text.lines().filter_map(row).collect())
}
