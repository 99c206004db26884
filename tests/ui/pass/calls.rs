//! What the messages about calls, methods and macros say to write instead.

use differentiate::differentiate;

#[differentiate]
fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn d301_d302_by_its_name(x: f64) -> f64 {
    square(x) + (square)(2.0 * x)
}

#[differentiate]
fn d303_functions_of_number_types(x: f64) -> f64 {
    f64::exp(x) * f64::max(x, 1.0) * norm(&[x, 1.0])
}

#[differentiate]
fn d304_methods(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    (a, b) = (b, a);
    a = std::cmp::max(3, 4) as f64 * a;
    b = libm::exp(b);
    a.tanh() * b
}

#[differentiate]
fn norm<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum.sqrt()
}

#[differentiate]
fn d305_inferred(x: [f64; 2], y: &[f64; 3]) -> f64 {
    norm(&x) * norm(y)
}

#[differentiate]
fn product(a: f64, b: f64) -> f64 {
    a * b
}

#[differentiate]
fn d306_the_parts(x: f64) -> f64 {
    let p = (x, 2.0 * x);
    product(p.0, p.1) * product(x, 1.0)
}

#[differentiate]
fn d307_passed_as_a_parameter(x: f64, #[constant] slope: f64) -> f64 {
    slope * x * x
}

#[differentiate]
fn d310_arithmetic(x: f64, y: f64) -> f64 {
    let midpoint = x + 0.5 * (y - x);
    midpoint * midpoint + x.ln_1p()
}

#[differentiate]
fn d311_loops(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * y[i];
    }
    for v in x {
        sum += v * v;
    }
    for (i, v) in x.iter().enumerate() {
        sum += i as f64 * v;
    }
    for i in (0..x.len()).rev().step_by(2) {
        sum *= x[i];
    }
    let mut largest = f64::NEG_INFINITY;
    for &v in y {
        largest = largest.max(v);
    }
    sum * largest
}

#[differentiate]
fn d311_d316_chains(x: &[f64], y: &[f64]) -> f64 {
    let products: f64 = x.iter().zip(x.iter().skip(1)).map(|(a, b)| a * b).sum();
    let largest = y.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let folded = x.iter().rev().filter(|v| **v > 0.0).fold(1.0, |a, v| a / 2.0 + v);
    if x.iter().any(|v| *v > 2.0) {
        products * largest + folded
    } else {
        (0..3).map(|k| x[0].powi(k)).sum()
    }
}

#[differentiate]
fn d312_tests(x: &[f64], n: usize) -> f64 {
    let first = if x.is_empty() { 0.0 } else { x[0] };
    let before = if n > 0 { n - 1 } else { 0 };
    if x[0].total_cmp(&x[1]).is_lt() || x[1] < 3.0 {
        first * before as f64
    } else {
        x[1]
    }
}

#[differentiate]
fn d313_elements(x: f64) -> f64 {
    let mut a = [0.0; 3];
    for i in 0..a.len() {
        a[i] = x * i as f64;
    }
    let b = a;
    for i in 0..3 {
        a[i] = b[2 - i];
    }
    a[0] * b[1]
}

#[differentiate]
fn d314_conversions(x: f64, k: f32, n: u16) -> f64 {
    let pair = [x, k as f64];
    pair[0] * pair[1] * f64::from(k) * f64::from(n)
}

#[differentiate]
fn d320_d321_d322_assertions(x: f64) -> f64 {
    let t = (x, 1.0);
    assert!(x > 0.0);
    assert_eq!(t.1, 1.0, "{} and {}", t.0, t.1);
    assert_ne!(x, 0.0);
    debug_assert!(x < 100.0, "{x} is too large");
    let v = [x; 3];
    if cfg!(windows) && x > 50.0 {
        unreachable!("on Windows");
    }
    if x > 90.0 {
        todo!();
    }
    if x > 80.0 {
        unimplemented!("large {x}");
    }
    if x > 70.0 {
        panic!("not positive");
    }
    v[0] * v[1] * v[2]
}

fn main() {
    d301_d302_by_its_name::check(2.0).unwrap();
    d303_functions_of_number_types::check(2.0).unwrap();
    d304_methods::check(0.2, 0.3).unwrap();
    d305_inferred::check([1.0, 2.0], &[3.0, 4.0, 5.0]).unwrap();
    d306_the_parts::check(2.0).unwrap();
    d307_passed_as_a_parameter::check(2.0, square::grad(3.0)).unwrap();
    d310_arithmetic::check(2.0, 3.0).unwrap();
    d311_loops::check(&[1.0, 2.0, 3.0], &[4.0, 6.0, 5.0]).unwrap();
    d311_d316_chains::check(&[1.0, 2.0, 3.0], &[4.0, 6.0, 5.0]).unwrap();
    d311_d316_chains::check(&[1.0, 2.0, 0.5], &[4.0, 6.0, 5.0]).unwrap();
    d312_tests::check(&[1.0, 2.0], 3).unwrap();
    d313_elements::check(2.0).unwrap();
    d314_conversions::check(2.0, 3.0, 4).unwrap();
    d320_d321_d322_assertions::check(2.0).unwrap();
}
