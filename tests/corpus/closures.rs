// Closures that are bound to variables.
use differentiate::differentiate;

#[differentiate]
pub fn closure_called_twice(x: f64, y: f64) -> f64 {
    let square = |v: f64| v * v;
    square(x) + square(x * y)
}

#[differentiate]
pub fn closure_without_types(x: f64) -> f64 {
    let cube = |v| v * v * v;
    cube(x.sin()) + cube(2.0)
}

#[differentiate]
pub fn closure_with_captures(x: f64, y: f64) -> f64 {
    let scale = x * y;
    let scaled = |v: f64| v * scale;
    scaled(y) + scaled(x)
}

#[differentiate]
pub fn closures_that_call_closures(x: f64) -> f64 {
    let inner = |v: f64| (v + 1.0).ln();
    let outer = |v: f64| inner(v) * inner(inner(v));
    outer(x)
}

#[differentiate]
pub fn closure_that_changes_a_capture(x: f64) -> f64 {
    let mut total = x;
    let mut add = |v: f64| {
        total = total * 0.5 + v * v;
        total
    };
    let first = add(x);
    let second = add(first);
    first * second + total
}

#[differentiate]
pub fn closure_that_moves(x: f64) -> f64 {
    let mut scale = x;
    let scaled = move |v: f64| v * scale;
    scale *= x;
    scaled(x.cos()) + scale
}

#[differentiate]
pub fn closure_of_an_index(x: &[f64]) -> f64 {
    let at = |i: usize| if i < x.len() { x[i] } else { 0.0 };
    at(0) * at(1) + at(100)
}

#[differentiate]
pub fn closure_in_a_loop(x: f64) -> f64 {
    let step = |y: f64| y - 0.1 * (y * y - x);
    let mut y = x;
    for _ in 0..4 {
        y = step(y);
    }
    y
}

#[differentiate]
pub fn closure_as_an_argument(x: &[f64]) -> f64 {
    let weigh = |v: &f64| v * v.exp();
    x.iter().map(weigh).sum::<f64>() + weigh(&x[0])
}

#[differentiate]
pub fn closure_with_patterns(x: f64, y: f64) -> f64 {
    let area = |(a, b): (f64, f64), [c, d]: [f64; 2]| a * d - b * c;
    area((x, y), [y, x * x])
}

#[differentiate]
pub fn runge_kutta_by_closure(x: f64, k: f64) -> f64 {
    let slope = |t: f64, y: f64| -k * y + t.sin();
    let h = 0.1;
    let mut y = x;
    for i in 0..5 {
        let t = i as f64 * h;
        let k1 = slope(t, y);
        let k2 = slope(t + 0.5 * h, y + 0.5 * h * k1);
        let k3 = slope(t + 0.5 * h, y + 0.5 * h * k2);
        let k4 = slope(t + h, y + h * k3);
        y += h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4);
    }
    y
}

#[differentiate]
pub fn closure_called_at_once(x: f64) -> f64 {
    (|v: f64| v * v.sin())(x)
}
