use differentiate::differentiate;

#[differentiate]
fn parameter(x: f64, unit: &str) -> f64 {
    if unit == "km" {
        x * 1000.0
    } else {
        x
    }
}

#[differentiate]
fn owned(x: f64, name: String) -> f64 {
    x * name.len() as f64 //~ D410
}

fn main() {}
