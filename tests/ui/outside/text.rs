use differentiate::differentiate;

#[differentiate]
fn parameter(x: f64, unit: &str) -> f64 { //~ D008
    if unit == "km" { //~ D201
        x * 1000.0
    } else {
        x
    }
}

#[differentiate]
fn owned(x: f64, name: String) -> f64 { //~ D008
    x * name.len() as f64
}

fn main() {}
