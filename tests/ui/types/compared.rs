use differentiate::differentiate;

#[differentiate]
fn arrays(x: [f64; 2]) -> f64 {
    if x < [0.0, 0.0] { //~ D506
        1.0
    } else {
        x[0]
    }
}

#[differentiate]
fn tuples(x: f64, y: f64) -> f64 {
    if (x, y) < (1.0, 2.0) { //~ D506
        x * y
    } else {
        y
    }
}

#[differentiate]
fn slices(x: &[f64], y: &[f64]) -> f64 {
    if x >= y { //~ D506
        x[0]
    } else {
        y[0]
    }
}

fn main() {}
