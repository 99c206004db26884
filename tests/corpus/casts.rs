// `as`.
use differentiate::differentiate;

#[differentiate]
pub fn integer_to_float(x: f64, n: usize) -> f64 {
    x / (n as f64 + 1.0)
}

#[differentiate]
pub fn length_to_float(x: &[f64]) -> f64 {
    (x[0] + x[1]) / x.len() as f64
}

/// Domain: 3.1..3.9
#[differentiate]
pub fn float_to_integer(x: f64) -> f64 {
    let whole = x as i32;
    x * whole as f64
}

/// Domain: 0.0..4.9
#[differentiate]
pub fn float_to_index(x: &[f64]) -> f64 {
    let k = x[0] as usize;
    x[k] * x[0]
}

#[differentiate]
pub fn single_to_double(x: f32) -> f64 {
    let y = x as f64;
    y * y
}

#[differentiate]
pub fn double_to_single(x: f64) -> f32 {
    let y = x as f32;
    y * y + 1.0f32
}

/// Differences: no
#[differentiate]
pub fn through_single(x: f64) -> f64 {
    let y = (x * x) as f32;
    y as f64 * x
}

#[differentiate]
pub fn double_to_double(x: f64) -> f64 {
    (x as f64) * 2.0
}

#[differentiate]
pub fn boolean_to_integer(x: f64) -> f64 {
    let above = (x > 0.5) as i32;
    x * above as f64 + x * x
}

#[differentiate]
pub fn integer_to_integer(x: f64, k: i32) -> f64 {
    x * (k as i64 * 1_000_000_007) as f64 + (k as u8 as usize) as f64 * x * x
}

/// Ints: -5..0
#[differentiate]
pub fn wrapping_cast(x: f64, k: i32) -> f64 {
    x * (k as u8) as f64
}

#[differentiate]
pub fn cast_in_an_index(x: &[f64], k: i32) -> f64 {
    x[k as usize] * x[(4 - k) as usize]
}

#[differentiate]
pub fn from_conversions(x: f64, k: i32, s: f32) -> f64 {
    x * f64::from(k) + f64::from(s) * x
}

#[differentiate]
pub fn from_a_boolean(x: f64, double: bool) -> f64 {
    x * x * f64::from(double) + x
}

#[differentiate]
pub fn cast_before_a_comparison(x: f64, k: usize) -> f64 {
    if (x + k as f64) < 0.9 {
        x
    } else {
        x * k as f64
    }
}

#[differentiate]
pub fn converted_by_into(x: f32, y: f64) -> f64 {
    let wide: f64 = x.into();
    wide * y + y.sin()
}

#[differentiate]
pub fn converted_by_the_trait(x: f32, y: f64) -> f64 {
    let wide: f64 = From::from(x);
    wide * <f64 as From<f32>>::from(x) * y
}

#[differentiate]
pub fn double_accumulator(w: &[f32], y: f64) -> f64 {
    let mut sum = 0.0_f64;
    for &v in w {
        sum += f64::from(v) * y;
    }
    sum * y
}
