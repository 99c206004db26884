//! What the messages about statements, patterns and items say to write instead.

#![deny(warnings)]

use differentiate::differentiate;

#[inline]
#[must_use]
#[differentiate]
#[allow(clippy::let_and_return)]
fn d101_attributes_of_the_function(x: f64) -> f64 {
    let mut y = x;
    if cfg!(debug_assertions) {
        y *= x;
    } else {
        y *= x * x;
    }
    y
}

#[differentiate]
fn d102_a_function_of_its_own(x: f64) -> f64 {
    x * x
}

#[differentiate]
fn d102_its_caller(x: f64) -> f64 {
    d102_a_function_of_its_own(x) + x
}

#[differentiate]
fn d103_an_early_return(x: &[f64]) -> f64 {
    if x.is_empty() {
        return 0.0;
    }
    let first = x[0];
    first * first
}

#[differentiate]
fn d104_names_and_tuples(x: [f64; 3], t: (f64, (f64, bool))) -> f64 {
    let (a, b) = (x[0], x[2]);
    let [_, e, _] = x;
    let (c, (d, _)) = t;
    let whole = t;
    a * b * c * d * e + whole.0 * whole.1 .0
}

#[differentiate]
fn d105_different_names(x: f64) -> f64 {
    let a = {
        const SCALE: f64 = 2.0;
        SCALE * x
    };
    let b = {
        const OTHER_SCALE: f64 = 3.0;
        OTHER_SCALE * x
    };
    a * b
}

#[differentiate]
fn d106_a_name_of_its_own(k: f64) -> f64 {
    let a = k * k;
    {
        const K: f64 = 2.0;
        a * K
    }
}

#[differentiate]
fn d107_numbers_arrays_and_tuples(x: f64) -> f64 {
    let y: (bool, f64) = (x > 0.0, x * x);
    let z: [f64; 2] = [y.1, 1.0];
    let n: u8 = 3;
    if y.0 {
        z[0] * f64::from(n)
    } else {
        z[1]
    }
}

#[differentiate]
fn d108_places(x: f64) -> f64 {
    let mut a = [x, x];
    let mut t = (x, x);
    a[1] = 2.0;
    t.0 = a[0] * a[1];
    (a[0], t.1) = (t.0, x * x);
    a[0] * t.1
}

#[differentiate]
fn d111_different_names(x: f64) -> f64 {
    let y = {
        const INNER_SCALE: f64 = 2.0;
        INNER_SCALE * x
    };
    SCALE * y
}

const SCALE: f64 = 5.0;

#[differentiate]
fn d112_at_the_beginning(x: f64) -> f64 {
    use std::f64::consts::*;
    if x > 1.0 {
        use std::f64::consts::{E, LN_2};
        PI * x * E * LN_2
    } else {
        x
    }
}

fn main() {
    d101_attributes_of_the_function::check(2.0).unwrap();
    d102_its_caller::check(2.0).unwrap();
    d103_an_early_return::check(&[2.0]).unwrap();
    d103_an_early_return::check(&[]).unwrap();
    let (dx, dt) = d104_names_and_tuples::grad([1.0, 2.0, 3.0], (4.0, (5.0, true)));
    assert_eq!((dx, dt), ([120.0, 60.0, 40.0], (35.0, (28.0, ()))));
    d105_different_names::check(2.0).unwrap();
    d106_a_name_of_its_own::check(2.0).unwrap();
    d107_numbers_arrays_and_tuples::check(2.0).unwrap();
    d108_places::check(2.0).unwrap();
    d111_different_names::check(2.0).unwrap();
    d112_at_the_beginning::check(2.0).unwrap();
}
