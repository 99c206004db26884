use differentiate::differentiate;

#[differentiate]
fn beside_a_test(x: &[f64]) -> f64 {
    if x[0] > 0.0 && let Some(v) = x.get(1) { //~ D402
        *v
    } else {
        0.0
    }
}

fn main() {}
