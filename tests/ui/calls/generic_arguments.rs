use differentiate::differentiate;

#[differentiate]
fn norm<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
fn caller(x: [f64; 2]) -> f64 {
    norm::<2>(&x)
}

#[differentiate]
fn of_a_method(x: f64) -> f64 {
    x.hypot::<f64>(1.0) //~ D305 E0107
}

fn main() {}
