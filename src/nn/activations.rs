//! Activations of one number. A layer maps them over its units: `h.iter().map(|&v| nn::relu(v)).collect()`.
//!
//! Each is written so that no exponential overflows: value and derivative are finite for every finite argument, and accurate
//! where they are small. A NaN stays a NaN.

use crate::differentiate;
use crate::special::normal_cdf;
use num_traits::Float;

/// The rectified linear unit, max(0, *x*). Its derivative at 0 is 0.
#[differentiate]
pub fn relu<T: Float>(x: T) -> T {
    // Not `x.max(0)`, which hides a NaN.
    if x <= T::zero() {
        T::zero()
    } else {
        x
    }
}

/// *x*, and `negative_slope`·*x* where that is negative (torch's default slope: 0.01). Its derivative at 0 is the slope.
#[differentiate]
pub fn leaky_relu<T: Float>(x: T, negative_slope: T) -> T {
    if x > T::zero() {
        x
    } else {
        negative_slope * x
    }
}

/// [`leaky_relu()`] with a slope that is learned; one `weight` for all units, or one for each channel. He et al. (2015).
#[differentiate]
pub fn prelu<T: Float>(x: T, weight: T) -> T {
    leaky_relu(x, weight)
}

/// The exponential linear unit: *x*, and `alpha`·(eˣ − 1) where that is negative (torch's default: 1). Clevert et al. (2016).
#[differentiate]
pub fn elu<T: Float>(x: T, alpha: T) -> T {
    if x > T::zero() {
        x
    } else {
        alpha * x.exp_m1()
    }
}

/// α of [`selu()`].
const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
/// λ of [`selu()`].
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;

/// The self-normalising linear unit, λ·elu(*x*, α), with the constants that keep mean 0 and variance 1 through layers.
/// Klambauer et al. (2017).
#[differentiate]
pub fn selu<T: Float>(x: T) -> T {
    T::from(SELU_SCALE).unwrap() * elu(x, T::from(SELU_ALPHA).unwrap())
}

/// The Gaussian error linear unit, *x*·Φ(*x*), with the distribution Φ of the standard normal. Hendrycks and Gimpel (2016).
///
/// Φ is computed in double precision, by [`normal_cdf()`].
#[differentiate]
pub fn gelu<T: Float>(x: T) -> T {
    let probability: f64 = normal_cdf(x.to_f64().unwrap());
    x * T::from(probability).unwrap()
}

/// √(8/π)
const SQRT_8_OVER_PI: f64 = 1.595_769_121_605_730_7;

/// The approximation ½*x*·(1 + tanh(√(2/π)·(*x* + 0.044715*x*³))) of [`gelu()`]; `approximate='tanh'` in torch.
#[differentiate]
pub fn gelu_tanh<T: Float>(x: T) -> T {
    let far = T::from(100.0).unwrap();
    if x > far {
        x
    } else if x < -far {
        T::zero()
    } else {
        // ½(1 + tanh u) = σ(2u), which is accurate on the left.
        let cubic = x + T::from(0.044715).unwrap() * x * x * x;
        x * sigmoid(T::from(SQRT_8_OVER_PI).unwrap() * cubic)
    }
}

/// The logistic function, σ(*x*) = 1 / (1 + e⁻ˣ).
#[differentiate]
pub fn sigmoid<T: Float>(x: T) -> T {
    if x < T::zero() {
        let e = x.exp();
        e / (T::one() + e)
    } else {
        T::one() / (T::one() + (-x).exp())
    }
}

/// The logarithm of [`sigmoid()`].
#[differentiate]
pub fn logsigmoid<T: Float>(x: T) -> T {
    -softplus(-x, T::one())
}

/// The hyperbolic tangent.
#[differentiate]
pub fn tanh<T: Float>(x: T) -> T {
    x.tanh()
}

/// *x*·σ(*x*), also known as swish. Elfwing et al. (2017).
#[differentiate]
pub fn silu<T: Float>(x: T) -> T {
    x * sigmoid(x)
}

/// The smooth rectifier, ln(1 + e^(`beta`·*x*)) / `beta` (torch's default: 1). Without torch's threshold, which it does not need.
#[differentiate]
pub fn softplus<T: Float>(x: T, beta: T) -> T {
    let t = beta * x;
    if t > T::zero() {
        x + (-t).exp().ln_1p() / beta
    } else {
        t.exp().ln_1p() / beta
    }
}

/// *x*·tanh(softplus(*x*)). Misra (2019).
#[differentiate]
pub fn mish<T: Float>(x: T) -> T {
    x * softplus(x, T::one()).tanh()
}
