use differentiate::differentiate;

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn literal(x: f64) -> f64 {
    twice(|v| v * v, x) //~ D323
}

#[differentiate]
fn bound(x: f64) -> f64 {
    let square = |v: f64| v * v;
    twice(square, x) + twice(&square, x) //~ D323 D323
}

#[differentiate]
fn of_std(x: f64) -> f64 {
    twice(f64::sin, x) //~ D323
}

struct Model;

impl Model {
    fn speed(x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn of_a_type(x: f64) -> f64 {
    twice(Model::speed, x) //~ D323
}

fn main() {}
