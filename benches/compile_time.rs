//! What the attribute costs when a crate is compiled: 200 functions of 20 lines, once with `#[differentiate]`, once with the
//! adjoints written by hand. `cargo bench --bench compile_time`
//!
//! The functions are those of the folder `compile_time`, each 25 times with other names and constants; `tests/compile_time.rs`
//! shows that both ways give the same numbers. Each pair compiles one crate after the other, alone and from scratch, with
//! their dependencies there; the macro itself is compiled as Cargo does it for a user, without optimisation.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

const FUNCTIONS: [&str; 8] = [
    include_str!("compile_time/huber.rs"),
    include_str!("compile_time/logistic.rs"),
    include_str!("compile_time/pendulum.rs"),
    include_str!("compile_time/formula.rs"),
    include_str!("compile_time/layer.rs"),
    include_str!("compile_time/springs.rs"),
    include_str!("compile_time/softmax.rs"),
    include_str!("compile_time/series.rs"),
];
const COPIES: usize = 25;
const PAIRS: usize = 5;
const HEAD: &str = "#![allow(clippy::all, missing_docs)]\n";

/// The copy `k` of a function, with the adjoint of the kind.
fn copy(source: &str, k: usize, differentiated: bool) -> String {
    let source = source
        .replace("_0", &format!("_{k}"))
        .replace("0.125", &format!("0.{}", 125 + k));
    match differentiated {
        true => source.split("// By hand").next().expect("a first part").to_string(),
        false => source.replace("#[differentiate]\n", "").replace("#[constant] ", ""),
    }
}

/// Writes the crate, and says where.
fn write(root: &Path, differentiated: bool) -> PathBuf {
    let name = if differentiated { "differentiated" } else { "by_hand" };
    let folder = root.join(name);
    fs::create_dir_all(folder.join("src")).expect("a folder");
    let mut library = String::from(HEAD);
    for k in 0..COPIES {
        let head = if differentiated {
            "use differentiate::differentiate;\n\n"
        } else {
            ""
        };
        let functions: String = FUNCTIONS.iter().map(|source| copy(source, k, differentiated)).collect();
        fs::write(folder.join(format!("src/m{k}.rs")), format!("{head}{functions}")).expect("a file");
        writeln!(library, "pub mod m{k};").expect("a string takes all");
    }
    fs::write(folder.join("src/lib.rs"), library).expect("a file");
    let dependency = match differentiated {
        true => format!("differentiate = {{ path = {:?} }}\n", env!("CARGO_MANIFEST_DIR")),
        false => String::new(),
    };
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[dependencies]\n{dependency}\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file");
    folder
}

/// How long Cargo takes for the crate alone.
fn time(folder: &Path, arguments: &[&str]) -> Duration {
    let library = folder.join("src/lib.rs");
    let text = fs::read_to_string(&library).expect("the library");
    fs::write(&library, text).expect("a new date");
    let start = Instant::now();
    let status = Command::new(env::var("CARGO").unwrap_or_else(|_| "cargo".into()))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .stderr(Stdio::null())
        .status()
        .expect("cargo");
    let taken = start.elapsed();
    assert!(status.success(), "{} does not compile", folder.display());
    taken
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn main() {
    // What `cargo test --benches` asks for.
    if env::args().any(|argument| argument == "--test") {
        return;
    }
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("compile_time");
    let [differentiated, by_hand] = [true, false].map(|kind| write(&root, kind));
    let lines: usize = FUNCTIONS
        .iter()
        .map(|source| source.split("// By hand").next().expect("a first part").lines().count())
        .sum();
    let functions = COPIES * FUNCTIONS.len();
    println!(
        "{functions} functions of {} lines; medians of {PAIRS} pairs\n",
        lines / FUNCTIONS.len()
    );
    println!("| command | by hand | `#[differentiate]` | ratio |\n| --- | --- | --- | --- |");
    for arguments in [&["check", "--offline"][..], &["build", "--release", "--offline"][..]] {
        // Once for the dependencies.
        time(&differentiated, arguments);
        time(&by_hand, arguments);
        let (mut ours, mut theirs, mut ratios) = (vec![], vec![], vec![]);
        for _ in 0..PAIRS {
            let [one, other] = [&differentiated, &by_hand].map(|folder| time(folder, arguments).as_secs_f64());
            ours.push(one);
            theirs.push(other);
            ratios.push(one / other);
        }
        let command = arguments[..arguments.len() - 1].join(" ");
        let (ours, theirs, ratio) = (median(ours), median(theirs), median(ratios));
        println!("| `cargo {command}` | {theirs:.2} s | {ours:.2} s | {ratio:.1} |");
    }
}
