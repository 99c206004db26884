use differentiate::differentiate;

#[differentiate]
fn double(y: &mut [f64]) {
    for v in y.iter_mut() {
        *v *= 2.0;
    }
}

#[differentiate]
fn half(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    let (left, _) = a.split_at_mut(2);
    double(left); //~ D510
    a[0]
}

#[differentiate]
fn chunks(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    for c in a.chunks_mut(2) {
        double(c); //~ D510
    }
    a[0]
}

#[differentiate]
fn filtered(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    for v in a.iter_mut().filter(|v| **v > 0.5) { //~ D316
        *v = 0.5; //~ D203
    }
    a[0]
}

#[differentiate]
fn summed(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    a.iter_mut().fold(0.0, |s, v| s + *v) //~ D311
}

fn main() {}
