use differentiate::differentiate;

#[differentiate]
fn optional(x: f64) -> Option<f64> { //~ D011
    let y = half(x)?; //~ D403
    Some(y * y) //~ D303
}

fn half(x: f64) -> Option<f64> {
    (x > 1.0).then_some(0.5 * x)
}

fn main() {}
