use differentiate::differentiate;

#[differentiate]
fn branch(x: &[f64], y: &[f64]) -> f64 {
    let z = if x.len() > 1 { x } else { y }; //~ D504
    z[0] * z[0]
}

#[differentiate]
fn assigned(x: &[f64], y: &[f64]) -> f64 {
    let mut z = x;
    if x[0] > 1.0 {
        z = y; //~ D504
    }
    z[0] * z[0]
}

#[differentiate]
fn left(x: &[f64], y: &[f64]) -> f64 {
    let z = loop { //~ D504
        break x;
    };
    z[0] * y[0]
}

fn main() {}
