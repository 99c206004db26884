use differentiate::differentiate;

trait One {
    const ONE: f64;
    fn one() -> f64;
}

impl One for f64 {
    const ONE: f64 = 1.0;
    fn one() -> f64 {
        1.0
    }
}

#[differentiate]
fn constant(x: f64) -> f64 {
    <f64 as One>::ONE * x //~ D214
}

#[differentiate]
fn function(x: f64) -> f64 {
    <f64 as One>::one() * x //~ D214
}

fn main() {}
