use differentiate::differentiate;

#[differentiate]
fn f(x: &[f64]) -> f64 {
    unsafe { x.get_unchecked(0) * 2.0 } //~ D211
}

fn main() {}
