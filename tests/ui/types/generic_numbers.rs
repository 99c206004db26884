use differentiate::differentiate;
use std::ops::Mul;

trait Scalar: Copy + Mul<Output = Self> + From<f32> {}
impl<T: Copy + Mul<Output = T> + From<f32>> Scalar for T {}

#[differentiate]
fn unknown_literal<T: Scalar>(x: T) -> T {
    T::from(0.1) * x //~ D317
}

#[differentiate]
fn exact_literal<T: Scalar>(x: T) -> T {
    T::from(0.5) * x
}

#[differentiate]
fn literal_into<T: Mul<Output = T> + Copy + From<f32>>(x: T) -> T {
    let half: T = 0.5.into(); //~ D314
    half * x
}

#[differentiate]
fn wide<T: num_traits::Float>(x: T, n: u128) -> T {
    x * T::from(n).unwrap() //~ D503
}

#[differentiate]
fn unknown_function<T: num_traits::Float>(x: T) -> T {
    x * T::min_exp() //~ D304 E0599
}

fn main() {
    exact_literal::grad(2.0_f64);
    exact_literal::grad(2.0_f32);
}
