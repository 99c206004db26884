use differentiate::differentiate;

extern "C" {
    fn erf(x: f64) -> f64;
}

#[differentiate]
fn f(x: f64) -> f64 {
    unsafe { erf(x) } //~ D211
}

fn main() {}
