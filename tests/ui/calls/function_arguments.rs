use differentiate::differentiate;

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

#[differentiate]
fn capturing(x: f64, k: (f64, f64)) -> f64 {
    let all = move |pair: (f64, f64)| pair.0 * pair.1;
    twice(|v| v * all(k), x) //~ D323
}

#[differentiate]
fn bound(x: f64, k: (f64, f64)) -> f64 {
    let square = |v: f64| v * v * sum(k);
    twice(square, x) + twice(&square, x) //~ D323 D323
}

#[differentiate]
fn refused_inside(x: f64) -> f64 {
    twice(|v| std::hint::black_box(v), x) //~ D304
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
