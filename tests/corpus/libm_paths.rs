// Primitives of the crate `libm`.
use differentiate::differentiate;

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_exp(x: f64) -> f64 {
    libm::exp(x) + x
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn libm_log(x: f64) -> f64 {
    libm::log(x) + x
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn libm_log10(x: f64) -> f64 {
    libm::log10(x) + x
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn libm_log2(x: f64) -> f64 {
    libm::log2(x) + x
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn libm_log1p(x: f64) -> f64 {
    libm::log1p(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_expm1(x: f64) -> f64 {
    libm::expm1(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_exp2(x: f64) -> f64 {
    libm::exp2(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_sin(x: f64) -> f64 {
    libm::sin(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_cos(x: f64) -> f64 {
    libm::cos(x) + x
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn libm_tan(x: f64) -> f64 {
    libm::tan(x) + x
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn libm_asin(x: f64) -> f64 {
    libm::asin(x) + x
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn libm_acos(x: f64) -> f64 {
    libm::acos(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_atan(x: f64) -> f64 {
    libm::atan(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_sinh(x: f64) -> f64 {
    libm::sinh(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_cosh(x: f64) -> f64 {
    libm::cosh(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_tanh(x: f64) -> f64 {
    libm::tanh(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_asinh(x: f64) -> f64 {
    libm::asinh(x) + x
}

/// Domain: 1.1..9.0
#[differentiate]
pub fn libm_acosh(x: f64) -> f64 {
    libm::acosh(x) + x
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn libm_atanh(x: f64) -> f64 {
    libm::atanh(x) + x
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn libm_sqrt(x: f64) -> f64 {
    libm::sqrt(x) + x
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn libm_cbrt(x: f64) -> f64 {
    libm::cbrt(x) + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_fabs(x: f64) -> f64 {
    libm::fabs(x) + x
}

#[differentiate]
pub fn libm_pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

#[differentiate]
pub fn libm_atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

#[differentiate]
pub fn libm_hypot(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}

#[differentiate]
pub fn libm_fma(x: f64, y: f64) -> f64 {
    libm::fma(x, y, x)
}

#[differentiate]
pub fn libm_fmin_and_fmax(x: f64, y: f64) -> f64 {
    libm::fmin(x, y) * libm::fmax(x, 0.4)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_copysign(x: f64, y: f64) -> f64 {
    libm::copysign(x, y) * x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn libm_rounding(x: f64) -> f64 {
    x * (libm::floor(x) + libm::ceil(x) + libm::trunc(x) + libm::round(x))
}

#[differentiate]
pub fn libm_beside_methods(x: f64) -> f64 {
    libm::exp(x).sin() * x.cos()
}

/// Dual: no
#[differentiate]
/// Modes: first
pub fn special_functions(x: f64) -> f64 {
    libm::erf(x) * libm::tgamma(x) + libm::erfc(x) / libm::lgamma(x)
}

/// Dual: no
#[differentiate]
/// Modes: first
pub fn bessel_functions(x: f64, n: i32) -> f64 {
    libm::j0(x) * libm::y1(x) + libm::jn(n, x) * libm::j1(x) + libm::y0(x) + libm::yn(2, x)
}
