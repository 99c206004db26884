use differentiate::differentiate;

#[differentiate]
#[derive(Clone)]
pub struct Model { //~ D014
    weights: Vec<f64>,
}

#[differentiate]
enum Shape { //~ D014
    Round,
}

#[differentiate]
type Real = f64; //~ D014

fn main() {}
