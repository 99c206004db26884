use differentiate::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn unknown_target(x: f64, k: f32) -> f64 {
    x * square(k.into()) //~ D501
}

#[differentiate]
fn arrays(x: &[f64]) -> f64 {
    let pair: [f64; 2] = x.try_into().unwrap(); //~ D314
    pair[0] * pair[1] + x.to_vec()[0]
}

#[differentiate]
fn bits(x: f64) -> f64 {
    if x.to_bits() == 0 { //~ D314
        1.0
    } else {
        x
    }
}

fn main() {}
