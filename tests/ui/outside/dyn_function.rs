use differentiate::differentiate;

#[differentiate]
fn f(g: &dyn Fn(f64) -> f64, x: f64) -> f64 { //~ D021
    g(x) * x
}

fn main() {}
