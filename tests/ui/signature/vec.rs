use differentiate::differentiate;

#[differentiate]
fn borrowed(x: &Vec<f64>) -> f64 { //~ D006
    x[0] * x[1]
}

#[differentiate]
fn owned(x: Vec<f64>, #[constant] w: std::vec::Vec<f64>) -> f64 { //~ D006 D006
    x[0] * w[0]
}

#[differentiate]
fn nested(x: &[Vec<f64>]) -> f64 { //~ D007
    x[0][0]
}

#[differentiate]
fn changed(x: &mut Vec<f64>) -> f64 { //~ D005
    x[0]
}

fn main() {}
