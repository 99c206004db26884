use differentiate::differentiate;

trait Extension {
    fn double(self) -> f64;
}

impl Extension for f64 {
    fn double(self) -> f64 {
        2.0 * self
    }
}

#[differentiate]
fn extension(x: f64) -> f64 {
    x.double() //~ D310
}

#[differentiate]
fn midpoint(x: f64, y: f64) -> f64 {
    x.midpoint(y) + x.next_up() //~ D310 D310
}

#[differentiate]
fn misspelt(x: f64) -> f64 {
    x.sqr() + x.log1p() //~ D310 D310 E0599 E0599
}

fn main() {}
