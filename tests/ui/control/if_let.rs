use differentiate::differentiate;

#[differentiate]
fn negated(x: &[f64]) -> f64 {
    if !(let Some(v) = x.get(1)) { //~ D402 rustc
        1.0
    } else {
        x[0]
    }
}

fn main() {}
