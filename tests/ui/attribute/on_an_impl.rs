use differentiate::differentiate;

struct Model {
    scale: f64,
}

#[differentiate]
impl Model { //~ D014
    fn loss(&self, x: f64) -> f64 {
        self.scale * x * x
    }
}

fn main() {
    Model { scale: 1.0 }.loss(2.0);
}
