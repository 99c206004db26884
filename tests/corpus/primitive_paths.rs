// Primitives as paths: `f64::exp(x)`.
use differentiate::differentiate;

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_abs(x: f64) -> f64 {
    f64::abs(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_sqrt(x: f64) -> f64 {
    f64::sqrt(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_cbrt(x: f64) -> f64 {
    f64::cbrt(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_recip(x: f64) -> f64 {
    f64::recip(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_exp(x: f64) -> f64 {
    f64::exp(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_exp2(x: f64) -> f64 {
    f64::exp2(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_exp_m1(x: f64) -> f64 {
    f64::exp_m1(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_ln(x: f64) -> f64 {
    f64::ln(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_log2(x: f64) -> f64 {
    f64::log2(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_log10(x: f64) -> f64 {
    f64::log10(x) * 2.0
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn path_ln_1p(x: f64) -> f64 {
    f64::ln_1p(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_sin(x: f64) -> f64 {
    f64::sin(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_cos(x: f64) -> f64 {
    f64::cos(x) * 2.0
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn path_tan(x: f64) -> f64 {
    f64::tan(x) * 2.0
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn path_asin(x: f64) -> f64 {
    f64::asin(x) * 2.0
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn path_acos(x: f64) -> f64 {
    f64::acos(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_atan(x: f64) -> f64 {
    f64::atan(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_sinh(x: f64) -> f64 {
    f64::sinh(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_cosh(x: f64) -> f64 {
    f64::cosh(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_tanh(x: f64) -> f64 {
    f64::tanh(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_asinh(x: f64) -> f64 {
    f64::asinh(x) * 2.0
}

/// Domain: 1.1..9.0
#[differentiate]
pub fn path_acosh(x: f64) -> f64 {
    f64::acosh(x) * 2.0
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn path_atanh(x: f64) -> f64 {
    f64::atanh(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_fract(x: f64) -> f64 {
    f64::fract(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_to_degrees(x: f64) -> f64 {
    f64::to_degrees(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_to_radians(x: f64) -> f64 {
    f64::to_radians(x) * 2.0
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_floor_and_kin(x: f64) -> f64 {
    x * (f64::floor(x) + f64::ceil(x) + f64::round(x) + f64::round_ties_even(x) + f64::trunc(x) + f64::signum(x))
}

#[differentiate]
pub fn path_powi(x: f64) -> f64 {
    f64::powi(x, 3)
}

#[differentiate]
pub fn path_powf(x: f64, y: f64) -> f64 {
    f64::powf(x, y)
}

/// Domain: 1.5..5.0
#[differentiate]
pub fn path_log(x: f64, y: f64) -> f64 {
    f64::log(x, y)
}

#[differentiate]
pub fn path_sin_cos(x: f64) -> f64 {
    let (s, c) = f64::sin_cos(x);
    s * c
}

#[differentiate]
pub fn path_atan2(y: f64, x: f64) -> f64 {
    f64::atan2(y, x)
}

#[differentiate]
pub fn path_hypot(x: f64, y: f64) -> f64 {
    f64::hypot(x, y)
}

#[differentiate]
pub fn path_mul_add(x: f64, y: f64, z: f64) -> f64 {
    f64::mul_add(x, y, z)
}

#[differentiate]
pub fn path_min_and_max(x: f64, y: f64) -> f64 {
    f64::min(x, y) * f64::max(x * x, y)
}

#[differentiate]
pub fn path_clamp(x: f64) -> f64 {
    f64::clamp(x, 0.2, 0.7) * x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn path_copysign(x: f64, y: f64) -> f64 {
    f64::copysign(x, y) * y
}

/// Domain: 1.5..2.0
#[differentiate]
pub fn path_rem_euclid(x: f64) -> f64 {
    f64::rem_euclid(x, 0.7) * f64::div_euclid(x, 0.7)
}

#[differentiate]
pub fn path_is_nan(x: f64) -> f64 {
    if f64::is_nan(x) || !f64::is_finite(x) {
        0.0
    } else {
        x * x
    }
}

#[differentiate]
pub fn path_total_cmp(x: f64, y: f64) -> f64 {
    if f64::total_cmp(&x, &y).is_gt() {
        x
    } else {
        y * y
    }
}

#[differentiate]
pub fn path_nested(x: f64) -> f64 {
    f64::exp(f64::sin(x) * f64::cos(x))
}

#[differentiate]
pub fn path_in_single(x: f32) -> f32 {
    f32::sqrt(x) + f32::max(x, 0.3)
}
