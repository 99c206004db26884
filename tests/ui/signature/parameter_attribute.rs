use differentiate::differentiate;

#[differentiate]
fn unknown(x: f64, #[fixed] y: f64) -> f64 { //~ D009 rustc
    x * y
}

#[differentiate]
fn arguments(x: f64, #[constant(always)] y: f64) -> f64 { //~ D009
    x * y
}

fn main() {}
