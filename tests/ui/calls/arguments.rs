use differentiate::differentiate;

#[differentiate]
fn methods(x: f64) -> f64 {
    x.hypot() + x.sin(1.0) //~ D315 D315 E0061 E0061
}

#[differentiate]
fn functions(x: f64) -> f64 {
    f64::atan2(x) + libm::pow(x) //~ D315 D315 E0061 E0061
}

#[differentiate]
fn length(x: &[f64]) -> f64 {
    x[0] * x.len(1) as f64 //~ D315 E0061
}

fn main() {}
