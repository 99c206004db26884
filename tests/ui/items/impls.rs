use differentiate::differentiate;

struct Model;

#[differentiate]
impl Model {
    fn square(x: f64) -> f64 {
        x.to_string().len() as f64 //~ D314
    }

    fn cube(x: f64) -> f64 {
        Self::square(x) * x
    }
}

impl Model {
    #[differentiate]
    fn alone(x: f64) -> f64 {
        Self::square(x.to_string()) //~ D314 E0308
    }
}

fn main() {
    let y: f64 = Model::square_grad(1.0);
    let (z, _): (f64, f64) = Model::square_value_and_grad(y);
    Model::cube_grad(z);
    Model::alone_check(1.0).unwrap();
}
