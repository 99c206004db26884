use differentiate::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn product(p: (f64, f64)) -> f64 {
    p.0 * p.1
}

#[differentiate]
fn matrix(x: f64) -> f64 {
    square::hessian(x) * square::jacobian(x) //~ D307 D307
}

#[differentiate]
fn itself(x: f64) -> f64 {
    x * itself::grad(x) //~ D307
}

#[differentiate]
fn of_a_tuple(x: f64) -> f64 {
    let (a, b): (f64, f64) = product::grad((x, 1.0)); //~ D324
    a * b
}

fn main() {}
