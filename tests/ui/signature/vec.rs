use differentiate::differentiate;
use std::collections::{HashMap, VecDeque};

#[differentiate]
fn changed(x: &mut Vec<f64>) -> f64 {
    x[0]
}

#[differentiate]
fn options(x: &[f64], options: Vec<Option<f64>>) -> f64 { //~ D505
    x[0] * options[0].unwrap_or(1.0)
}

#[differentiate]
fn queue(x: VecDeque<f64>) -> f64 { //~ D318
    x[0]
}

#[differentiate]
fn map(x: &HashMap<usize, f64>) -> HashMap<usize, f64> { //~ D318 D318
    x.clone()
}

fn main() {}
