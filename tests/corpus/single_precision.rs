// The same in f32.
use differentiate::differentiate;

/// Domain: 0.5..4.0
#[differentiate]
pub fn single_sqrt(x: f32) -> f32 {
    x.sqrt()
}

/// Domain: 0.5..4.0
#[differentiate]
pub fn single_cbrt(x: f32) -> f32 {
    x.cbrt()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_exp(x: f32) -> f32 {
    x.exp()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_exp_m1(x: f32) -> f32 {
    x.exp_m1()
}

/// Domain: 0.5..4.0
#[differentiate]
pub fn single_ln(x: f32) -> f32 {
    x.ln()
}

/// Domain: 0.5..4.0
#[differentiate]
pub fn single_ln_1p(x: f32) -> f32 {
    x.ln_1p()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn single_sin(x: f32) -> f32 {
    x.sin()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn single_cos(x: f32) -> f32 {
    x.cos()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_tan(x: f32) -> f32 {
    x.tan()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_asin(x: f32) -> f32 {
    x.asin()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_acos(x: f32) -> f32 {
    x.acos()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn single_atan(x: f32) -> f32 {
    x.atan()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_sinh(x: f32) -> f32 {
    x.sinh()
}

/// Domain: -0.7..0.7
#[differentiate]
pub fn single_cosh(x: f32) -> f32 {
    x.cosh()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn single_tanh(x: f32) -> f32 {
    x.tanh()
}

/// Domain: -3.0..3.0
#[differentiate]
pub fn single_abs(x: f32) -> f32 {
    x.abs()
}

/// Domain: 0.7..3.0
#[differentiate]
pub fn single_recip(x: f32) -> f32 {
    x.recip()
}

#[differentiate]
pub fn single_arithmetic(x: f32, y: f32) -> f32 {
    (x + y) * x - y / (x + 1.0) + -x
}

/// Domain: 0.5..1.5
#[differentiate]
pub fn single_powi_and_powf(x: f32, y: f32) -> f32 {
    x.powi(3) + x.powf(y)
}

#[differentiate]
pub fn single_min_max_clamp(x: f32, y: f32) -> f32 {
    x.min(y) * x.max(0.3) + y.clamp(0.2, 0.7)
}

/// Domain: 0.4..1.5
#[differentiate]
pub fn single_atan2_and_hypot(x: f32, y: f32) -> f32 {
    x.atan2(y) * x.hypot(y)
}

#[differentiate]
pub fn single_sum_over_a_slice(x: &[f32]) -> f32 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn single_local_array(x: f32) -> f32 {
    let mut v = [0.0; 3];
    for i in 0..3 {
        v[i] = x * i as f32;
    }
    v[1] * v[2]
}

#[differentiate]
pub fn single_array_parameter(x: &[f32; 3]) -> f32 {
    x[0] * x[1] + x[2]
}

#[differentiate]
pub fn single_branch(x: f32) -> f32 {
    if x > 0.5 {
        x * x
    } else {
        2.0 * x
    }
}

#[differentiate]
pub fn single_constant_parameter(x: f32, #[constant] k: &[f32]) -> f32 {
    x * k[0] + k[1]
}

#[differentiate]
pub fn single_loop_with_break(x: f32) -> f32 {
    let mut y = x;
    loop {
        y = y * 1.5 + x;
        if y > 2.0 {
            break;
        }
    }
    y
}

#[differentiate]
pub fn accumulate_singles_in_double(x: &[f32]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += *v as f64 * *v as f64;
    }
    sum
}

#[differentiate]
pub fn double_and_single_parameters(x: f64, y: f32) -> f64 {
    x * y as f64 + x * x
}

#[differentiate]
pub fn two_precisions_in_place(q: &mut f32, t: f32) {
    assert!(0.3 < 1e300);
    *q *= t;
}

#[differentiate]
pub fn call_in_place_of_two_precisions(x: f32) -> f32 {
    let mut value = x * x;
    two_precisions_in_place(&mut value, x);
    value
}
