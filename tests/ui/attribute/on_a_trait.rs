use differentiate::differentiate;

#[differentiate]
trait Loss { //~ D014
    fn loss(&self, x: f64) -> f64;
}

trait Other {
    #[differentiate]
    fn loss(x: f64) -> f64; //~ D014
}

fn main() {}
