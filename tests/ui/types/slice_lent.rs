use differentiate::differentiate;

#[differentiate]
fn scale(x: &mut [f64], k: f64) {
    for i in 0..x.len() {
        x[i] *= k;
    }
}

#[differentiate]
fn part(x: f64) -> f64 {
    let mut a = [x, 1.0, x * x];
    scale(&mut a[1..], x); //~ D510
    a[1] * a[2]
}

#[differentiate]
fn part_of_a_parameter(y: &mut [f64], x: f64) -> f64 {
    scale(&mut y[..2], x); //~ D510
    y[0] * y[1]
}

fn main() {}
