//! Minimisers on differentiated functions, beside scipy's numbers of evaluations.
#![allow(missing_docs, reason = "test functions speak for themselves")]

#[path = "minimize/functions.rs"]
mod functions;

use differentiate::minimize::{
    Beta, Bfgs, ConjugateGradient, Lbfgs, LbfgsB, Minimum, ProjectedGradient, StartError, Termination,
};
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

#[test]
fn without_bounds_lbfgsb_is_lbfgs() {
    let method = LbfgsB::new().gtol(1e-8).ftol(0.0);
    let (ours, scipy) = evaluations("L-BFGS-B", |x, f| {
        let infinite = |sign: f64| vec![sign * f64::INFINITY; x.len()];
        method.minimize(x, &infinite(-1.0), &infinite(1.0), f)
    });
    assert!(ours as f64 <= 1.2 * scipy as f64);
}

/// Numbers, or infinities as strings.
fn bounds(json: &Value) -> Vec<f64> {
    let number = |x: &Value| x.as_f64().unwrap_or_else(|| x.as_str().unwrap().parse().unwrap());
    json.as_array().unwrap().iter().map(number).collect()
}

#[test]
fn minima_within_bounds_are_those_of_scipy() {
    let golden: Value = serde_json::from_str(include_str!("golden/bounded.json")).unwrap();
    let (mut ours, mut theirs) = (0, 0);
    for row in golden["rows"].as_array().unwrap() {
        let name = row["problem"].as_str().unwrap();
        let function = by_name(match name {
            "rosenbrock" => "rosenbrock_2",
            "styblinski_tang" => "styblinski_tang_10",
            name => name,
        });
        let [start, lower, upper, x] = ["start", "lower", "upper", "x"].map(|key| bounds(&row[key]));
        let inside = |x: &[f64]| {
            assert!(
                x.iter().zip(&lower).all(|(x, lower)| x >= lower) && x.iter().zip(&upper).all(|(x, upper)| x <= upper)
            );
            function(x)
        };
        let quasi = LbfgsB::new()
            .gtol(1e-8)
            .ftol(0.0)
            .minimize(&start[..], &lower, &upper, inside)
            .unwrap();
        let projected = ProjectedGradient::new()
            .gtol(1e-8)
            .minimize(&start[..], &lower, &upper, inside)
            .unwrap();
        println!(
            "{name}: {} evaluations, projected gradient {} (scipy {})",
            quasi.evaluations, projected.evaluations, row["evaluations"]
        );
        for minimum in [&quasi, &projected] {
            assert_eq!(minimum.termination, Termination::Gradient, "{name}: {minimum:?}");
            let value = row["value"].as_f64().unwrap();
            assert!(
                (minimum.value - value).abs() <= 1e-12 * value.abs().max(1.0),
                "{name}: {} {value}",
                minimum.value
            );
            for (got, expected) in minimum.x.iter().zip(&x) {
                assert!(
                    (got - expected).abs() <= 1e-6 * expected.abs().max(1.0),
                    "{name}: {got} {expected}"
                );
            }
        }
        ours += quasi.evaluations;
        theirs += row["evaluations"].as_u64().unwrap();
    }
    println!("within bounds: {ours} evaluations (scipy {theirs})");
    assert!(ours as f64 <= 1.2 * theirs as f64);
}
