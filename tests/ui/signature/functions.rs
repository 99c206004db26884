use differentiate::differentiate;

#[differentiate]
fn pointer(f: fn(f64) -> f64, x: f64) -> Option<f64> { //~ D021
    Some(f(x))
}

#[differentiate]
fn changes<F: FnMut(f64) -> f64>(f: &mut F, x: f64) -> f64 { //~ D021
    f(x) + f(x)
}

#[differentiate]
fn once<F: FnOnce(f64) -> f64>(f: F, x: f64) -> f64 { //~ D021
    f(x)
}

#[differentiate]
fn bounded(f: &(dyn Fn(f64) -> f64 + Sync), x: f64) -> f64 { //~ D021
    f(x)
}

#[differentiate]
fn of_one_type<F: Fn(f64) -> f64>(f: F, g: F, x: f64) -> f64 { //~ D021
    f(g(x))
}

#[differentiate]
fn optional<F: Fn(f64) -> f64>(f: Option<F>, x: f64) -> f64 { //~ D021
    x
}

#[differentiate]
fn vectors<F>(f: &F, y: &[f64; 2]) -> f64 //~ D021
where
    F: Fn(&[f64; 2]) -> Vec<Vec<f64>>,
{
    f(y)[0][0]
}

#[differentiate]
fn pairs(f: impl Fn((f64, f64)) -> f64, x: f64) -> f64 { //~ D021
    f((x, x))
}

#[differentiate]
fn places(f: impl Fn(&mut [f64]) -> f64, x: &[f64; 2]) -> f64 { //~ D021
    let mut y = *x;
    f(&mut y)
}

#[differentiate]
fn the_way_out(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    f(x) * f(x + 1.0)
}

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

fn main() {
    the_way_out::grad(square {}, 1.0);
    pointer::grad(f64::sin, 1.0);
}
