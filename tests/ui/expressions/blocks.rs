use differentiate::differentiate;

#[differentiate]
fn constant(x: f64) -> f64 {
    x * const { 2.0 * 3.0 } //~ D210
}

#[differentiate]
fn dangerous(x: &[f64]) -> f64 {
    unsafe { *x.get_unchecked(0) } //~ D211
}

fn main() {}
