use differentiate::differentiate;

#[differentiate]
fn f(g: &dyn Fn(f64) -> f64, x: f64) -> f64 { //~ D008
    g(x) * x //~ D302
}

fn main() {}
