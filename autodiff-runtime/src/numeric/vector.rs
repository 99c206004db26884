//! Vectors as slices.

use std::vec::Vec;

/// The inner product.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// *a* ← *a* + *factor*·*b*.
pub(crate) fn add_scaled(a: &mut [f64], factor: f64, b: &[f64]) {
    for (a, b) in a.iter_mut().zip(b) {
        *a += factor * b;
    }
}

/// *a* ← *factor*·*a*.
pub(crate) fn scale(a: &mut [f64], factor: f64) {
    a.iter_mut().for_each(|a| *a *= factor);
}

/// *a* − *b*.
pub(crate) fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

/// −*a*.
pub(crate) fn negative(a: &[f64]) -> Vec<f64> {
    a.iter().map(|a| -a).collect()
}

/// The largest absolute value; NaN if there is a NaN, which must not vanish in a maximum.
pub(crate) fn max_norm(a: &[f64]) -> f64 {
    a.iter().fold(0.0, |largest: f64, a| {
        if a.abs() <= largest {
            largest
        } else {
            a.abs() + 0.0 * largest
        }
    })
}

/// The Euclidean norm, without overflow.
pub(crate) fn norm(a: &[f64]) -> f64 {
    let largest = max_norm(a);
    if largest == 0.0 || !largest.is_finite() {
        return largest;
    }
    largest * a.iter().map(|a| (a / largest).powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::{max_norm, norm};

    #[test]
    fn norms_do_not_overflow_and_keep_what_is_not_finite() {
        assert_eq!(norm(&[3e200, -3e200, 3e200, -3e200]), 6e200);
        assert_eq!((norm(&[]), max_norm(&[])), (0.0, 0.0));
        assert!(max_norm(&[f64::NAN, 1.0]).is_nan() && max_norm(&[1.0, f64::NAN]).is_nan());
        assert!(norm(&[f64::NAN, f64::INFINITY]).is_nan());
        assert_eq!(max_norm(&[1.0, f64::NEG_INFINITY]), f64::INFINITY);
    }
}
