//! A crate of edition 2024, with warnings denied.

#![deny(warnings)]
#![forbid(unsafe_code)]

use differentiate::differentiate;

/// A function with a name that edition 2024 reserves nearly: `gen` is a keyword there.
#[differentiate]
pub fn r#gen(x: &[f64], r#gen: f64) -> f64 {
    let mut sum = 0.0;
    for (i, v) in x.iter().enumerate() {
        if i % 2 == 0 {
            sum += v * r#gen;
        }
    }
    sum
}

/// With a const parameter, as in `power::grad(..)`.
#[differentiate]
pub fn power<const N: usize>(x: [f64; N], n: i32) -> f64 {
    let mut product = 1.0;
    for v in x {
        product *= v.powi(n);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradients_are_right() {
        assert_eq!(r#gen::grad(&[1.0, 2.0, 3.0], 5.0), (vec![5.0, 0.0, 5.0], 4.0));
        assert_eq!(power::grad([2.0, 3.0], 2), [36.0, 24.0]);
    }
}
