// One function for each primitive, as a method.
use differentiate::differentiate;

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_abs(x: f64) -> f64 {
    x.abs()
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn method_sqrt(x: f64) -> f64 {
    x.sqrt()
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn method_cbrt(x: f64) -> f64 {
    x.cbrt()
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn method_recip(x: f64) -> f64 {
    x.recip()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_exp(x: f64) -> f64 {
    x.exp()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_exp2(x: f64) -> f64 {
    x.exp2()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_exp_m1(x: f64) -> f64 {
    x.exp_m1()
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn method_ln(x: f64) -> f64 {
    x.ln()
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn method_log2(x: f64) -> f64 {
    x.log2()
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn method_log10(x: f64) -> f64 {
    x.log10()
}

/// Domain: -0.9..4.0
#[differentiate]
pub fn method_ln_1p(x: f64) -> f64 {
    x.ln_1p()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_sin(x: f64) -> f64 {
    x.sin()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_cos(x: f64) -> f64 {
    x.cos()
}

/// Domain: -1.2..1.2
#[differentiate]
pub fn method_tan(x: f64) -> f64 {
    x.tan()
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn method_asin(x: f64) -> f64 {
    x.asin()
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn method_acos(x: f64) -> f64 {
    x.acos()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_atan(x: f64) -> f64 {
    x.atan()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_sinh(x: f64) -> f64 {
    x.sinh()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_cosh(x: f64) -> f64 {
    x.cosh()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_tanh(x: f64) -> f64 {
    x.tanh()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_asinh(x: f64) -> f64 {
    x.asinh()
}

/// Domain: 1.1..9.0
#[differentiate]
pub fn method_acosh(x: f64) -> f64 {
    x.acosh()
}

/// Domain: -0.9..0.9
#[differentiate]
pub fn method_atanh(x: f64) -> f64 {
    x.atanh()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_signum(x: f64) -> f64 {
    x.signum() * x + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_floor(x: f64) -> f64 {
    x.floor() * x + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_ceil(x: f64) -> f64 {
    x.ceil() * x + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_round(x: f64) -> f64 {
    x.round() * x + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_round_ties_even(x: f64) -> f64 {
    x.round_ties_even() * x + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_trunc(x: f64) -> f64 {
    x.trunc() * x + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_fract(x: f64) -> f64 {
    x.fract()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_to_degrees(x: f64) -> f64 {
    x.to_degrees()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn method_to_radians(x: f64) -> f64 {
    x.to_radians()
}

/// Domain: -9.0..-0.5
#[differentiate]
pub fn cbrt_of_a_negative(x: f64) -> f64 {
    x.cbrt()
}

/// Domain: -9.0..-0.5
#[differentiate]
pub fn recip_of_a_negative(x: f64) -> f64 {
    x.recip()
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_minus_3(x: f64) -> f64 {
    x.powi(-3)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_minus_2(x: f64) -> f64 {
    x.powi(-2)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_minus_1(x: f64) -> f64 {
    x.powi(-1)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_0(x: f64) -> f64 {
    x.powi(0)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_1(x: f64) -> f64 {
    x.powi(1)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_2(x: f64) -> f64 {
    x.powi(2)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_3(x: f64) -> f64 {
    x.powi(3)
}

/// Domain: 0.5..2.0
#[differentiate]
pub fn powi_7(x: f64) -> f64 {
    x.powi(7)
}

/// Domain: -2.0..-0.5
#[differentiate]
pub fn powi_of_a_negative(x: f64) -> f64 {
    x.powi(3) + x.powi(-2)
}

/// Ints: -4..5
#[differentiate]
pub fn powi_of_a_variable(x: f64, n: i32) -> f64 {
    x.powi(n)
}

/// Domain: 0.5..3.0
#[differentiate]
pub fn powf_of_a_variable(x: f64, y: f64) -> f64 {
    x.powf(y)
}

#[differentiate]
pub fn powf_of_a_constant_exponent(x: f64) -> f64 {
    x.powf(2.5) + x.powf(0.5)
}

/// Domain: -2.0..-0.5
#[differentiate]
pub fn powf_of_an_integral_exponent(x: f64) -> f64 {
    x.powf(3.0)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn powf_of_a_constant_base(x: f64) -> f64 {
    2.5_f64.powf(x)
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn powf_of_itself(x: f64) -> f64 {
    x.powf(x)
}

/// Domain: 1.5..5.0
#[differentiate]
pub fn log_of_a_variable_base(x: f64, y: f64) -> f64 {
    x.log(y)
}

/// Domain: 0.1..9.0
#[differentiate]
pub fn log_of_a_constant_base(x: f64) -> f64 {
    x.log(3.0)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn sin_cos_pair(x: f64) -> f64 {
    let (s, c) = x.sin_cos();
    s * c + s
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn sin_cos_by_field(x: f64) -> f64 {
    x.sin_cos().0 * 2.0 + x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn atan2_in_all_quadrants(y: f64, x: f64) -> f64 {
    y.atan2(x)
}

#[differentiate]
pub fn atan2_with_a_constant(x: f64) -> f64 {
    x.atan2(1.0) + 1.0_f64.atan2(x)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn hypot_of_two(x: f64, y: f64) -> f64 {
    x.hypot(y)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn mul_add_of_three(x: f64, y: f64, z: f64) -> f64 {
    x.mul_add(y, z)
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn min_of_two(x: f64, y: f64) -> f64 {
    x.min(y) * x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn max_of_two(x: f64, y: f64) -> f64 {
    x.max(y) * y
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn max_with_zero(x: f64) -> f64 {
    x.max(0.0) * x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn clamp_by_constants(x: f64) -> f64 {
    x.clamp(-1.0, 1.5) * x
}

/// Domain of x: -3.0..3.0
/// Domain of low: -1.0..0.0
/// Domain of high: 0.5..1.5
#[differentiate]
pub fn clamp_by_variables(x: f64, low: f64, high: f64) -> f64 {
    x.clamp(low, high) * x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn copysign_of_two(x: f64, y: f64) -> f64 {
    x.copysign(y) * y
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn copysign_of_a_constant(x: f64) -> f64 {
    2.0_f64.copysign(x) * x
}

/// Domain of x: -9.4..-9.1
/// Domain of y: 1.1..1.2
#[differentiate]
pub fn rem_euclid_of_two(x: f64, y: f64) -> f64 {
    x.rem_euclid(y)
}

/// Domain of x: -9.4..-9.1
/// Domain of y: 1.1..1.2
#[differentiate]
pub fn div_euclid_of_two(x: f64, y: f64) -> f64 {
    x.div_euclid(y) * x
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn positive_difference_by_hand(x: f64, y: f64) -> f64 {
    (x - y).max(0.0)
}

#[differentiate]
pub fn is_nan_guard(x: f64) -> f64 {
    if x.is_nan() {
        0.0
    } else {
        x * x
    }
}

#[differentiate]
pub fn is_nan_of_a_result(x: f64) -> f64 {
    let y = (x - 0.5).sqrt();
    if y.is_nan() {
        x
    } else {
        y
    }
}

#[differentiate]
pub fn is_finite_guard(x: f64) -> f64 {
    let y = 1.0 / x;
    if y.is_finite() {
        y
    } else {
        x
    }
}

#[differentiate]
pub fn is_infinite_guard(x: f64) -> f64 {
    let y = (x * 1000.0).exp();
    if y.is_infinite() {
        x * x
    } else {
        x
    }
}

#[differentiate]
pub fn is_normal_guard(x: f64) -> f64 {
    if x.is_normal() {
        x * 2.0
    } else {
        x
    }
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn sign_questions(x: f64) -> f64 {
    let mut y = x;
    if x.is_sign_positive() {
        y *= x;
    }
    if x.is_sign_negative() {
        y -= 1.0 / x;
    }
    y
}

#[differentiate]
pub fn total_cmp_is_lt(x: f64, y: f64) -> f64 {
    if x.total_cmp(&y).is_lt() {
        x * y
    } else {
        x / y
    }
}

#[differentiate]
pub fn total_cmp_against_an_ordering(x: f64, y: f64) -> f64 {
    if x.total_cmp(&y) == std::cmp::Ordering::Greater {
        x * x
    } else {
        y
    }
}

#[differentiate]
pub fn chain_of_methods(x: f64) -> f64 {
    x.sin().exp().ln_1p().sqrt()
}

#[differentiate]
pub fn method_on_an_expression(x: f64) -> f64 {
    (x * x + 1.0).sqrt() * (-x).exp()
}

#[differentiate]
pub fn method_on_an_element(x: &[f64]) -> f64 {
    x[0].sin() * x[1].exp()
}

#[differentiate]
pub fn method_on_a_reference(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v.tanh();
    }
    sum
}

#[differentiate]
pub fn method_of_a_negation(x: f64) -> f64 {
    -x.powi(2) + (-x).powi(2) * x
}

/// At: (300.0)
/// At: (-300.0)
/// At: (50.0)
/// Differences: no
#[differentiate]
pub fn exp_of_a_large_number(x: f64) -> f64 {
    x.exp() / (x + 1.0).exp()
}

/// At: (-1.0)
/// Differences: no
#[differentiate]
pub fn not_a_number(x: f64) -> f64 {
    x.sqrt() * x
}

/// At: (f64::INFINITY, 1.0)
/// At: (f64::NEG_INFINITY, 1.0)
/// Differences: no
#[differentiate]
pub fn infinite_input(x: f64, y: f64) -> f64 {
    x * x + y
}
