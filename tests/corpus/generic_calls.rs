//! Calls of generic functions: from generic and from concrete ones, inferred and with generic arguments.

use differentiate::differentiate;
use num_traits::Float;
use std::ops::{Add, Mul};

#[differentiate]
pub fn generic_gauss<T: Float>(x: T, width: T) -> T {
    let t = x / width;
    (-(t * t) / (T::one() + T::one())).exp()
}

#[differentiate]
pub fn generic_dot<T: Copy + Add<Output = T> + Mul<Output = T>>(a: &[T; 2], b: &[T; 2]) -> T {
    a[0] * b[0] + a[1] * b[1]
}

#[differentiate]
pub fn generic_calls_generic<T: Float>(x: T, y: T) -> T {
    let g = generic_gauss(x, T::from(0.7).unwrap());
    g * generic_dot(&[x, y], &[y, g])
}

#[differentiate]
pub fn generic_turbofish<T: Float>(x: T) -> T {
    generic_gauss::<T>(x, T::one()) + self::generic_gauss::<_>(x * x, x)
}

#[differentiate]
pub fn concrete_calls_generic(x: f64, y: f64) -> f64 {
    generic_gauss(x, 0.5) + generic_dot(&[x, 2.0], &[1.0, y]) * generic_gauss::<f64>(y, x)
}

#[differentiate]
pub fn single_calls_generic(x: f32) -> f32 {
    generic_gauss(x, 0.5) * generic_dot(&[x, 2.0], &[1.0, x])
}

#[differentiate]
pub fn mixed_calls_generic(x: f64, y: f32) -> f64 {
    generic_gauss(x, 0.5) + f64::from(generic_gauss(y, 2.0_f32)) * x
}

#[differentiate]
pub fn generic_recursion<T: Float>(x: T, n: usize) -> T {
    if n == 0 {
        x
    } else {
        generic_recursion(x * x, n - 1) + T::from(n).unwrap() * x
    }
}

#[differentiate]
pub fn generic_recursion_with_arguments<T: Float>(x: T, n: u32) -> T {
    match n {
        0 => T::one(),
        n => x.sin() * generic_recursion_with_arguments::<T>(x, n - 1),
    }
}

/// Const: N = 3
#[differentiate]
pub fn generic_length<T: Float, const N: usize>(x: &[T; N]) -> T {
    let mut sum = T::zero();
    for v in x {
        sum = sum + *v * *v;
    }
    sum.sqrt()
}

#[differentiate]
pub fn const_argument(x: f64, y: f64) -> f64 {
    generic_length::<f64, 2>(&[x, y]) + generic_length(&[x, x, y])
}

#[differentiate]
pub fn generic_pair<T: Float>(x: T) -> (T, T) {
    (x.sin(), x * x)
}

#[differentiate]
pub fn generic_uses_pair<T: Float>(x: T) -> T {
    let (a, b) = generic_pair(x);
    a * b
}

#[differentiate]
pub fn generic_rotated<T: Float>(x: [T; 2], angle: T) -> [T; 2] {
    let (s, c) = angle.sin_cos();
    [c * x[0] - s * x[1], s * x[0] + c * x[1]]
}

#[differentiate]
pub fn generic_uses_array<T: Float>(x: T, angle: T) -> T {
    let p: [T; 2] = generic_rotated([x, T::one()], angle);
    let q: [T; 2] = generic_rotated(p, angle * x);
    q[0] * q[1]
}

#[differentiate]
pub fn generic_in_a_loop<T: Float>(x: &[T]) -> T {
    let mut sum = T::zero();
    for i in 0..x.len() {
        sum = sum
            + generic_gauss(x[i], T::from(i + 1).unwrap()) * if x[i] > sum { x[i] } else { generic_gauss(sum, x[i]) };
    }
    sum
}

#[differentiate]
pub fn generic_of_literals(x: f64) -> f64 {
    let gauss = generic_gauss(1.0, 0.5);
    let dot = generic_dot(&[1.0, 2.0], &[0.5; 2]);
    gauss.tanh() * x + dot.sin() * x * x
}

#[differentiate]
pub mod generic_vectors {
    use num_traits::Float;

    pub fn generic_weights<T: Float>(x: &[T]) -> Vec<T> {
        let sum = x.iter().fold(T::zero(), |sum, v| sum + v.exp());
        x.iter().map(|v| v.exp() / sum).collect()
    }

    pub fn generic_vector_used(x: &[f64], k: usize) -> f64 {
        generic_weights(x)[k % x.len()].ln() * x[0]
    }
}
