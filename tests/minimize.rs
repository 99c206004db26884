//! Minimisers on differentiated functions, beside scipy's numbers of evaluations.
#![allow(missing_docs, reason = "test functions speak for themselves")]

#[path = "minimize/functions.rs"]
mod functions;

use differentiate::minimize::{Beta, Bfgs, ConjugateGradient, Lbfgs, Minimum, StartError};
use functions::{by_name, ValueAndGrad};
use serde_json::Value;

/// The start of a row: numbers, or numbers that are repeated up to a length.
fn start(row: &Value) -> Vec<f64> {
    let start = row["start"].as_array().unwrap();
    let numbers: Vec<f64> = start.iter().map_while(Value::as_f64).collect();
    match start.iter().position(|entry| entry == "repeated") {
        None => numbers,
        Some(mark) => {
            let length = start[mark + 1].as_u64().unwrap() as usize;
            numbers[..mark].iter().copied().cycle().take(length).collect()
        }
    }
}

/// Minimises the twelve functions, none of which may fail: tells how many evaluations there were and how many scipy had.
fn evaluations(
    scipy: &str,
    minimize: impl Fn(&[f64], ValueAndGrad) -> Result<Minimum<Vec<f64>>, StartError>,
) -> (usize, u64) {
    let golden: Value = serde_json::from_str(include_str!("golden/training.json")).unwrap();
    let rows = golden["scipy_evaluations"]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 12);
    let (mut ours, mut theirs) = (0, 0);
    for row in rows {
        let name = row["problem"].as_str().unwrap();
        let minimum = minimize(&start(row), by_name(name)).unwrap();
        let of_scipy = row[scipy]["evaluations"].as_u64().unwrap();
        println!(
            "{scipy} {name}: {} evaluations (scipy {of_scipy}), value {}, gradient {:e}",
            minimum.evaluations, minimum.value, minimum.gradient_norm
        );
        assert!(minimum.converged(), "{name}: {}", minimum.termination);
        assert!(minimum.gradient_norm <= 1e-8, "{name}: {}", minimum.gradient_norm);
        ours += minimum.evaluations;
        theirs += of_scipy;
    }
    println!("{scipy}: {ours} evaluations (scipy {theirs})");
    (ours, theirs)
}

#[test]
fn lbfgs_asks_for_few_values() {
    let lbfgs = Lbfgs::new().gtol(1e-8).ftol(0.0);
    let (ours, scipy) = evaluations("L-BFGS-B", |x, f| lbfgs.minimize(x, f));
    assert!(ours as f64 <= 1.2 * scipy as f64);
}

#[test]
fn bfgs_asks_for_few_values() {
    let bfgs = Bfgs::new().gtol(1e-8);
    let (ours, scipy) = evaluations("BFGS", |x, f| bfgs.minimize(x, f));
    assert!(ours as f64 <= 1.5 * scipy as f64);
}

#[test]
fn conjugate_gradients_ask_for_few_values() {
    for beta in [Beta::HagerZhang, Beta::PolakRibierePlus] {
        let conjugate = ConjugateGradient::new().beta(beta).gtol(1e-8);
        let (ours, scipy) = evaluations("CG", |x, f| conjugate.minimize(x, f));
        assert!(ours as f64 <= 1.5 * scipy as f64);
    }
}
