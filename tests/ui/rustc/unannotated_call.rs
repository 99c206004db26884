use differentiate::differentiate;

fn square(x: f64) -> f64 {
    x * x
}

mod geometry {
    pub fn norm(x: &[f64]) -> f64 {
        x[0].hypot(x[1])
    }
}

use geometry::norm as length;

#[differentiate]
fn caller(x: f64) -> f64 {
    1.0 + square(x) //~ E0433
}

#[differentiate]
fn through_paths(x: [f64; 2]) -> f64 {
    geometry::norm(&x) * self::geometry::norm(&x) + length(&x) //~ E0433 E0433 E0433
}

#[differentiate]
fn in_a_loop(x: f64) -> f64 {
    let mut y = x;
    for _ in 0..3 {
        if y > 1.0 {
            y = square(y); //~ E0433
        }
    }
    y
}

fn main() {}
