use differentiate::differentiate;

#[differentiate]
fn in_a_closure(x: f64) -> Option<f64> {
    let g = |v: f64| Some(half(v)? * v); //~ D403
    g(x)
}

#[differentiate]
fn half(x: f64) -> Option<f64> {
    (x > 1.0).then_some(0.5 * x)
}

#[differentiate]
fn nothing_to_return(x: f64) -> f64 {
    half(x)? * x //~ D502 E0277
}

fn main() {}
