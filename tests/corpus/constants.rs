// Constants of the function, the file and the standard library.
use differentiate::differentiate;
use std::f64::consts::{E, TAU};

const ROUNDS: u8 = 3;
const GRAVITY: f64 = 9.81;
const COUNT: usize = 3;
const WEIGHTS: [f64; 3] = [0.5, -1.5, 2.0];
const STEPS: i32 = 4;
const SINGLE: f32 = 0.25;
const ENABLED: bool = true;
const DERIVED: f64 = GRAVITY * 2.0 + 1.0;

pub mod physics {
    pub const SPEED: f64 = 2.99;
}

#[differentiate]
pub fn local_constant(x: f64) -> f64 {
    const K: f64 = 2.5;
    K * x + K
}

#[differentiate]
pub fn local_constant_in_a_block(x: f64) -> f64 {
    let y = {
        const K: f64 = 0.5;
        x * K
    };
    y * y
}

#[differentiate]
pub fn local_integer_constant(x: &[f64]) -> f64 {
    const N: usize = 3;
    let mut v = [0.0; N];
    for i in 0..N {
        v[i] = x[i] * x[i];
    }
    v[0] + v[N - 1]
}

#[differentiate]
pub fn constant_of_the_file(x: f64) -> f64 {
    0.5 * GRAVITY * x * x
}

#[differentiate]
pub fn derived_constant(x: f64) -> f64 {
    DERIVED * x
}

#[differentiate]
pub fn constant_array(x: [f64; COUNT]) -> f64 {
    let mut sum = 0.0;
    for i in 0..COUNT {
        sum += WEIGHTS[i] * x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn integer_constant(x: f64) -> f64 {
    x.powi(STEPS) + x * STEPS as f64
}

#[differentiate]
pub fn single_constant(x: f32) -> f32 {
    x * SINGLE
}

#[differentiate]
pub fn boolean_constant(x: f64) -> f64 {
    if ENABLED {
        x * x
    } else {
        x
    }
}

#[differentiate]
pub fn constant_as_a_start(x: f64) -> f64 {
    let mut y = GRAVITY;
    for _ in 0..3 {
        y = y * x + GRAVITY;
    }
    y
}

#[differentiate]
pub fn constant_through_a_path(x: f64) -> f64 {
    physics::SPEED * x * x
}

#[differentiate]
pub fn pi_by_its_full_path(x: f64) -> f64 {
    x * std::f64::consts::PI
}

#[differentiate]
pub fn imported_constant(x: f64) -> f64 {
    x * TAU + E * x * x
}

#[differentiate]
pub fn associated_constant(x: f64) -> f64 {
    if x < f64::MAX && x > f64::EPSILON {
        x * x + f64::MIN_POSITIVE
    } else {
        x
    }
}

#[differentiate]
pub fn infinity_as_a_start(x: &[f64]) -> f64 {
    let mut least = f64::INFINITY;
    for v in x {
        least = least.min(*v);
    }
    least * least
}

#[differentiate]
pub fn integer_associated_constant(x: f64, k: u8) -> f64 {
    x * (u8::MAX - k) as f64 + x * u32::BITS as f64
}

#[differentiate]
pub fn core_path(x: f64) -> f64 {
    x * core::f64::consts::FRAC_PI_2 + x * std::f64::consts::LN_2
}

#[differentiate]
pub fn locally_imported_constant(x: f64) -> f64 {
    use std::f64::consts::SQRT_2;
    SQRT_2 * x * x
}

#[differentiate]
pub fn constant_as_a_bound(x: f64) -> f64 {
    let count: usize = COUNT;
    let mut y = 1.0;
    for _ in 0..count {
        y *= x;
    }
    y
}

#[differentiate]
pub fn configuration_as_a_condition(x: f64) -> f64 {
    if cfg!(debug_assertions) {
        x * x
    } else {
        x * x * x
    }
}

#[differentiate]
pub fn constant_number_of_rounds(x: f64) -> f64 {
    let mut y = x;
    for i in 0..ROUNDS {
        y = y * x + i as f64;
    }
    y
}

#[differentiate]
pub fn constant_as_a_bound_in_steps(x: f64) -> f64 {
    let mut y = 1.0;
    for _ in (1..COUNT).step_by(2) {
        y *= x;
    }
    y
}

#[differentiate]
pub fn constant_as_a_bound_of_numbers(x: f64) -> f64 {
    let mut y = 1.0;
    for (k, i) in (1..=COUNT).rev().enumerate() {
        y = y * x * i as f64 + k as f64;
    }
    for i in (-5..STEPS).chain(-1..2).step_by(3) {
        y += x.powi(2) * i as f64;
    }
    y
}
