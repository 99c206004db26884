use differentiate::differentiate;

#[differentiate]
fn array(x: &mut [f64; 2], k: f64) -> f64 { //~ D005
    x[0] *= k;
    x[0] + x[1]
}

#[differentiate]
fn scalar(x: &mut f64) -> f64 { //~ D005
    *x *= 2.0;
    *x
}

#[differentiate]
fn slice(x: &mut [f64], k: f64) -> f64 { //~ D005
    x[0] *= k;
    x[0] + x[1]
}

fn main() {}
