use differentiate::differentiate;

use std::collections::{BTreeMap, HashMap};

#[differentiate]
fn local(x: f64) -> f64 {
    let mut m = HashMap::new(); //~ D318
    m.insert(1, x);
    m[&1]
}

#[differentiate]
fn parameter(x: f64, m: &BTreeMap<u32, f64>) -> f64 { //~ D318
    x * m[&1]
}

fn main() {}
