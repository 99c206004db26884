use differentiate::differentiate;

trait Model {
    fn predict(&self, x: f64) -> f64;
}

#[differentiate]
fn f(model: &dyn Model, x: f64) -> f64 { //~ D008
    model.predict(x)
}

fn main() {}
