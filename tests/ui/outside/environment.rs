use differentiate::differentiate;

#[differentiate]
fn variable(x: f64) -> f64 {
    if std::env::var("SCALE").is_ok() { //~ D304
        x * 2.0
    } else {
        x
    }
}

#[differentiate]
fn arguments(x: f64) -> f64 {
    x * std::env::args().count() as f64 //~ D304
}

fn main() {}
