use differentiate::differentiate;

#[differentiate]
fn half(x: f64) -> Option<f64> {
    (x > 1.0).then_some(0.5 * x)
}

#[differentiate]
fn nothing_to_return(x: f64) -> f64 {
    half(x)? * x //~ D502 E0277
}

fn main() {}
