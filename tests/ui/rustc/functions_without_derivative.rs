use differentiate::differentiate;

#[differentiate]
fn twice(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(f(x))
}

fn plain(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn of_two(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiate]
fn not_differentiated(x: f64) -> f64 {
    twice(plain, x) //~ E0574
}

fn main() {
    twice::grad(of_two {}, 1.0); //~ E0277
    twice::grad(plain, 1.0); //~ E0277
    twice::grad(|x: f64| x * x, 1.0); //~ E0277
}
