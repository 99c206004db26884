//! What the messages about expressions say to write instead.

use differentiate::differentiate;

#[differentiate]
fn d201_texts_stand_in_panics(x: f64) -> f64 {
    assert!(x > 0.0, "{x} is not positive");
    if x > 100.0 {
        panic!("too large: {}", x);
    }
    x.ln()
}

#[differentiate]
fn d202_suffixes_of_rust(x: f64) -> f64 {
    x * 2.0f64 + 0x7FFF_u128 as f64 * x
}

#[differentiate]
fn d203_the_new_value(x: f64) -> f64 {
    let mut y = x;
    y = double(y);
    y += 1.0;
    y * y
}

#[differentiate]
fn double(x: f64) -> f64 {
    2.0 * x
}

#[differentiate]
fn d204_a_shared_reference(x: f64) -> f64 {
    let p = &x;
    *p * *p
}

#[differentiate]
fn d205_a_tuple(x: f64) -> f64 {
    let p = (x, 2.0 * x);
    p.0 * p.1
}

#[differentiate]
fn d206_the_field_as_a_parameter(x: f64, mass: f64) -> f64 {
    x * x * mass
}

#[differentiate]
fn d207_the_range_in_the_head(x: f64) -> f64 {
    let mut y = x;
    for _ in 0..3 {
        y *= x;
    }
    if 0.0 <= x && x < 1.0 {
        y
    } else {
        2.0 * y
    }
}

#[differentiate]
fn d208_the_elements_of_the_part(x: &[f64], start: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..2 {
        sum += x[start + i] * x[start + i];
    }
    sum
}

#[differentiate]
fn d209_computed_before(x: f64, #[constant] fetched: f64) -> f64 {
    x * x * fetched
}

#[differentiate]
fn d210_a_constant(x: f64) -> f64 {
    const K: f64 = 2.0 * 3.0;
    x * {
        let y = x * K;
        y * y
    }
}

#[differentiate]
fn d211_without_unsafe(x: &[f64]) -> f64 {
    x[0] * x[0]
}

#[differentiate]
fn d212_a_function(x: f64) -> f64 {
    double(x) * double(x)
}

#[differentiate]
fn d212_d216_closures_by_name(x: f64, k: f64) -> f64 {
    let square = |v: f64| k * v * v;
    let positive = |v: f64| if v < 0.0 { 0.0 } else { v * v };
    square(x) + positive(x)
}

#[differentiate]
fn d213_numbers(x: f64, c: u8) -> f64 {
    if c as i32 == 97 {
        x * c as f64
    } else {
        x * i32::from(x > 0.0) as f64
    }
}

trait One {
    const ONE: f64;
}

impl One for f64 {
    const ONE: f64 = 1.0;
}

const ONE: f64 = <f64 as One>::ONE;

#[differentiate]
fn d214_a_plain_path(x: f64) -> f64 {
    ONE * f64::exp(x)
}

#[differentiate]
fn d215_a_pattern(x: f64) -> f64 {
    let _ = x.sin();
    _ = x.cos();
    x
}

fn main() {
    d201_texts_stand_in_panics::check(2.0).unwrap();
    d202_suffixes_of_rust::check(2.0).unwrap();
    d203_the_new_value::check(2.0).unwrap();
    d204_a_shared_reference::check(2.0).unwrap();
    d205_a_tuple::check(2.0).unwrap();
    d206_the_field_as_a_parameter::check(2.0, 3.0).unwrap();
    d207_the_range_in_the_head::check(0.5).unwrap();
    d208_the_elements_of_the_part::check(&[1.0, 2.0, 3.0, 4.0], 1).unwrap();
    d209_computed_before::check(2.0, 3.0).unwrap();
    d210_a_constant::check(2.0).unwrap();
    d211_without_unsafe::check(&[2.0]).unwrap();
    d212_a_function::check(2.0).unwrap();
    d212_d216_closures_by_name::check(2.0, 3.0).unwrap();
    d213_numbers::check(2.0, b'a').unwrap();
    d214_a_plain_path::check(2.0).unwrap();
    d215_a_pattern::check(2.0).unwrap();
}
