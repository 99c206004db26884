//! Small functions are computed in the place of their calls, and only where it is certain which function is called.

use differentiate::differentiate;

const FACTOR: f64 = 3.0;

#[differentiate]
fn scaled(x: f64) -> f64 {
    FACTOR * x
}

/// The constant of the callee is not that of the caller.
#[differentiate]
fn scaled_twice(x: f64) -> f64 {
    const FACTOR: f64 = 5.0;
    let once: f64 = scaled(x);
    FACTOR * once
}

#[test]
fn names_of_the_callee_are_those_around_it() {
    assert_eq!(scaled_twice::value_and_grad(2.0), (30.0, 15.0));
}

#[differentiate]
fn step(x: f64) -> f64 {
    2.0 * x
}

#[differentiate]
fn stepped(x: f64) -> f64 {
    let next: f64 = step(x);
    next
}

#[test]
fn a_function_of_the_same_name_in_a_body_is_another() {
    #[differentiate]
    fn step(x: f64) -> f64 {
        x * x * x
    }
    #[differentiate]
    fn stepped(x: f64) -> f64 {
        let next: f64 = step(x);
        next
    }
    assert_eq!(stepped::value_and_grad(2.0), (8.0, 12.0));
    assert_eq!(self::stepped::value_and_grad(2.0), (4.0, 2.0));
}

#[cfg(any())]
#[differentiate]
fn absent(x: f64) -> f64 {
    9.0 * x
}

use there::*;

mod there {
    use differentiate::differentiate;

    #[differentiate]
    pub fn absent(x: f64) -> f64 {
        x * x
    }
}

#[differentiate]
fn of_what_is_there(x: f64) -> f64 {
    let value: f64 = absent(x);
    value + x
}

#[test]
fn what_a_cfg_leaves_out_is_not_called() {
    assert_eq!(of_what_is_there::value_and_grad(3.0), (12.0, 7.0));
}

#[differentiate]
mod whole {
    use super::there::*;

    #[cfg(any())]
    pub fn absent(x: f64) -> f64 {
        9.0 * x
    }

    pub fn of_another_module(x: f64) -> f64 {
        let value: f64 = absent(x);
        value + x
    }
}

#[test]
fn nor_is_it_in_a_module() {
    assert_eq!(whole::of_another_module::value_and_grad(3.0), (12.0, 7.0));
}

#[differentiate]
fn weighted(x: f64, #[constant] weight: f64) -> f64 {
    x * weight
}

#[differentiate]
fn weighted_by_itself(x: f64) -> f64 {
    let value: f64 = weighted(x, x);
    value + x
}

#[test]
fn what_takes_no_derivative_in_the_callee_takes_none() {
    assert_eq!(weighted_by_itself::value_and_grad(3.0), (12.0, 4.0));
}

#[differentiate]
fn largest_share(x: &[f64]) -> f64 {
    let mut largest = x[0];
    for v in x {
        largest = largest.max(*v);
    }
    let mut sum = 0.0;
    for v in x {
        sum += (v - largest).exp();
    }
    1.0 / sum
}

#[differentiate]
fn shares(x: &[f64; 3], y: &[f64]) -> f64 {
    let z = [x[0] * x[1], x[2], x[1] - x[0]];
    largest_share(&z) + largest_share(y) + largest_share(x)
}

#[test]
fn slices_are_arrays_slices_and_vectors_of_the_caller() {
    let (x, y) = ([0.3, -0.7, 1.1], [0.5, 0.25]);
    shares::check(&x, &y).expect("the gradient is right");
    let (value, _) = shares::value_and_grad(&x, &y);
    assert_eq!(value.to_bits(), shares(&x, &y).to_bits());
}
