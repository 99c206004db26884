use differentiate::differentiate;

trait Square {
    fn square(self) -> Self;
}

impl Square for f64 {
    fn square(self) -> f64 {
        self * self
    }
}

#[differentiate]
fn method(x: f64) -> f64 {
    x.square() //~ D310
}

fn main() {}
