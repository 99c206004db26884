//! Functions in variables, and closures that take functions.

use differentiate::differentiate;

#[differentiate]
pub fn shifted_square(x: f64) -> f64 {
    x * x - 0.25
}

#[differentiate]
pub fn method_in_a_variable(x: f64, y: f64) -> f64 {
    let f = f64::sin;
    let larger = f64::max;
    f(x) * f(y * x) + larger(x * x, y)
}

#[differentiate]
pub fn function_in_a_variable(x: f64) -> f64 {
    let f: fn(f64) -> f64 = shifted_square;
    f(f(x)) * x
}

#[differentiate]
pub fn closure_in_a_box(x: f64, k: f64) -> f64 {
    let f: Box<dyn Fn(f64) -> f64> = Box::new(move |v| v * k + v.cos());
    f(x) * f(2.0)
}

#[differentiate]
pub fn closure_behind_a_reference(x: f64, k: f64) -> f64 {
    let f: &dyn Fn(f64, f64) -> f64 = &|v, w| v * w * k;
    f(x, 2.0) + f(k, x)
}

#[differentiate]
pub fn function_chosen(x: f64, k: usize) -> f64 {
    let f: fn(f64) -> f64 = match k {
        0 | 1 => f64::sin,
        2 => shifted_square,
        _ => |v| v * v * v,
    };
    f(x) * f(2.0 * x)
}

#[differentiate]
pub fn function_chosen_by_a_value(x: f64) -> f64 {
    let mut limit = 0.5;
    let f = if x > limit { f64::exp } else { f64::tanh };
    limit *= 4.0;
    f(x) * limit + f(x * limit)
}

#[differentiate]
pub fn closure_that_takes_a_closure(x: f64) -> f64 {
    let twice = |f: &dyn Fn(f64) -> f64, y: f64| f(f(y));
    let scaled = |v: f64| v * x + 0.5;
    twice(&scaled, x) + twice(&|v| v.sin() * v, 0.7 * x)
}

#[differentiate]
pub fn closure_that_takes_a_function(x: f64) -> f64 {
    let difference = |f: fn(f64) -> f64, a: f64, b: f64| (f(a) - f(b)) / (a + b);
    difference(f64::exp, x, 0.5) * difference(shifted_square, 2.0, x)
}

#[differentiate]
pub fn closure_given_on(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    let twice = |g: &dyn Fn(f64) -> f64, y: f64| g(g(y));
    let same: &dyn Fn(f64) -> f64 = &f;
    twice(&f, x) + same(x)
}

#[differentiate]
pub fn function_given_on(x: f64) -> f64 {
    closure_given_on(shifted_square, x)
}
