use differentiate::differentiate;

trait Unit {
    const ONE: f64;
    fn unit() -> f64;
}

impl Unit for f64 {
    const ONE: f64 = 1.0;
    fn unit() -> f64 {
        1.0
    }
}

#[differentiate]
fn constant(x: f64) -> f64 {
    <f64 as Unit>::ONE * x //~ D214
}

#[differentiate]
fn function(x: f64) -> f64 {
    <f64 as Unit>::unit() * x //~ D214
}

fn main() {}
