use differentiate::differentiate;

struct Model;

impl Model {
    #[differentiate] //~ rustc rustc
    fn loss(x: f64) -> f64 {
        x * x
    }
}

fn main() {
    Model::loss(1.0);
}
