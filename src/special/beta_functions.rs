//! The beta function and its logarithm.

use super::gamma_functions::psi_difference;

crate::rule! {
    /// The beta function, Γ(a) Γ(b) / Γ(a + b).
    pub fn beta(a: f64, b: f64) -> f64 {
        match a > 0.0 && b > 0.0 && a + b > 20.0 {
            true => libm::exp(ln_beta(a, b)),
            false => libm::tgamma(a) / libm::tgamma(a + b) * libm::tgamma(b),
        }
    }
    partials(y) {
        a: y * psi_difference(a, b),
        b: y * psi_difference(b, a),
    }

    /// The logarithm of the beta function, of positive numbers.
    pub fn ln_beta(a: f64, b: f64) -> f64 {
        let (small, large) = (a.min(b), a.max(b));
        let sum = a + b;
        if sum.is_nan() || small < 0.0 {
            f64::NAN
        } else if small >= 10.0 {
            // Stirling's formula three times, its large terms cancelled.
            let correction = stirling(small) + stirling(large) - stirling(sum);
            let ratio = small / sum;
            correction + LN_SQRT_2PI - 0.5 * libm::log(large) + (small - 0.5) * libm::log(ratio)
                + large * libm::log1p(-ratio)
        } else if large >= 10.0 {
            let correction = stirling(large) - stirling(sum);
            libm::lgamma(small) + correction + small - small * libm::log(sum)
                + (large - 0.5) * libm::log1p(-small / sum)
        } else {
            libm::log(libm::tgamma(small) / libm::tgamma(sum) * libm::tgamma(large))
        }
    }
    partials {
        a: psi_difference(a, b),
        b: psi_difference(b, a),
    }
}

/// ln √(2π)
const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;

/// What Stirling's formula lacks of ln Γ(x), for x from 10 on.
fn stirling(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 7] = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let t = 1.0 / (x * x);
    COEFFICIENTS.iter().rev().fold(0.0, |sum, c| sum * t + c) / x
}
