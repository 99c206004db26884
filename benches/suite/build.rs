//! Writes functions of straight-line code, of a hundred to ten thousand operations, for `src/growth/lines.rs`.

use std::fmt::Write;
use std::path::Path;

/// How many values are alive.
const ALIVE: usize = 8;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // What the macro makes of the problems depends on it.
    println!("cargo::rerun-if-env-changed=DIFFERENTIATE_WITHOUT");
    let source: String = [100, 1000, 10_000].into_iter().map(function).collect();
    let folder = std::env::var_os("OUT_DIR").expect("cargo sets it");
    std::fs::write(Path::new(&folder).join("lines.rs"), source).expect("cargo's own folder can be written to");
}

/// A function whose statements, of two operations each, keep values between 0 and 1 there.
fn function(operations: usize) -> String {
    let mut text = format!(
        "/// {operations} operations.\n#[differentiate]\npub fn lines_{operations}(x: &[f64; {ALIVE}]) -> f64 {{\n"
    );
    for k in 0..ALIVE {
        text += &format!("    let v{k} = x[{k}];\n");
    }
    // The last statement adds the values that are left, and scales them.
    let last = ALIVE + (operations - ALIVE) / 2;
    let mut random = 1_u64;
    for k in ALIVE..last {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let (a, b) = (k - ALIVE, k - 1 - (random >> 33) as usize % ALIVE);
        let statement = match (random >> 60) % 4 {
            0 => format!("v{a} / (1.0 + v{b})"),
            1 => format!("(v{a} * v{b}).sqrt()"),
            _ => format!("1.0 - v{a} * v{b}"),
        };
        writeln!(text, "    let v{k} = {statement};").expect("a string can be written to");
    }
    let left: Vec<String> = (last - ALIVE..last).map(|k| format!("v{k}")).collect();
    text + &format!("    0.125 * ({})\n}}\n\n", left.join(" + "))
}
