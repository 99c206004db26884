use differentiate::differentiate;

#[differentiate]
fn product(p: (f64, f64)) -> f64 {
    p.0 * p.1
}

#[differentiate]
fn literal(x: f64) -> f64 {
    product((x, 1.0)) //~ D306
}

#[differentiate]
fn variable(x: f64) -> f64 {
    let p = (x, 2.0 * x);
    product(p) //~ D306
}

fn main() {}
