use differentiate::differentiate;

use std::ops::Mul;

#[differentiate]
fn square<T: Copy + Mul<Output = T>>(x: T) -> T { //~ D004
    x * x
}

fn main() {
    square(2.0_f64);
}
