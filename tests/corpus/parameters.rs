// One function for each kind of parameter.
use differentiate::differentiate;

const THREE: usize = 3;

#[differentiate]
pub fn double_parameter(x: f64) -> f64 {
    x * x
}

#[differentiate]
pub fn double_reference(x: &f64) -> f64 {
    *x * 3.0 + x * x
}

#[differentiate]
pub fn single_parameter(x: f32) -> f32 {
    x * x + 1.0
}

#[differentiate]
pub fn single_slice(x: &[f32]) -> f32 {
    x[0] * x[1]
}

#[differentiate]
pub fn slice_parameter(x: &[f64]) -> f64 {
    x[0] * x[1] + x[2]
}

#[differentiate]
pub fn slice_and_scalar(x: &[f64], scale: f64) -> f64 {
    scale * x[0] + x[1] / scale
}

#[differentiate]
pub fn two_slices(a: &[f64], b: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..a.len() {
        sum += a[i] * b[i];
    }
    sum
}

#[differentiate]
pub fn array_by_value(x: [f64; 3]) -> f64 {
    x[0] * x[1] * x[2]
}

#[differentiate]
pub fn array_by_reference(x: &[f64; 4]) -> f64 {
    x[0] * x[3] - x[1] * x[2]
}

#[differentiate]
pub fn array_of_constant_length(x: &[f64; THREE]) -> f64 {
    let mut sum = 0.0;
    for i in 0..THREE {
        sum += x[i] * x[i];
    }
    sum
}

/// Const: N = 4
#[differentiate]
pub fn array_of_generic_length<const N: usize>(x: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += x[i] * (i as f64 + 1.0);
    }
    sum
}

/// Const: N = 3
#[differentiate]
pub fn generic_array_by_value<const N: usize>(x: [f64; N], y: f64) -> f64 {
    let mut product = y;
    for i in 0..N {
        product *= x[i];
    }
    product
}

#[differentiate]
pub fn nested_array(m: &[[f64; 2]; 2]) -> f64 {
    m[0][0] * m[1][1] - m[0][1] * m[1][0]
}

/// Const: N = 3
/// Const: M = 2
#[differentiate]
pub fn nested_array_of_generic_lengths<const N: usize, const M: usize>(m: &[[f64; N]; M]) -> f64 {
    let mut sum = 0.0;
    for i in 0..M {
        for j in 0..N {
            sum += m[i][j] * m[i][j] * ((i + 2 * j) as f64);
        }
    }
    sum
}

#[differentiate]
pub fn nested_array_by_value(m: [[f64; 2]; 3]) -> f64 {
    m[0][0] * m[1][1] + m[2][0] / m[0][1]
}

/// Len: 3
#[differentiate]
pub fn slice_of_arrays(points: &[[f64; 2]]) -> f64 {
    let mut sum = 0.0;
    for i in 0..points.len() {
        sum += points[i][0] * points[i][1];
    }
    sum
}

#[differentiate]
pub fn mutable_parameter(mut x: f64) -> f64 {
    x *= x;
    x + 1.0
}

#[differentiate]
pub fn mutable_array_parameter(mut x: [f64; 3]) -> f64 {
    x[0] = x[1] * x[2];
    x[0] * x[1]
}

#[differentiate]
pub fn constant_slice(x: &[f64], #[constant] weights: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += weights[i] * x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn constant_scalar(x: f64, #[constant] k: f64) -> f64 {
    x * k + k * k
}

#[differentiate]
pub fn constant_between_active(a: f64, #[constant] k: [f64; 2], b: f64) -> f64 {
    a * k[0] + b * k[1] * a
}

#[differentiate]
pub fn six_parameters(a: f64, b: f64, c: f64, d: f64, e: f64, f: f64) -> f64 {
    (a * b + c) / (d + e * f)
}

#[differentiate]
pub fn mixed_parameters(a: f64, x: &[f64], m: [f64; 2], s: &f64) -> f64 {
    a * x[0] + m[1] * *s - x[4] * m[0]
}

#[differentiate]
pub fn unused_parameter(x: f64, y: f64) -> f64 {
    x * 2.0
}

#[differentiate]
pub fn partly_used_slice(x: &[f64]) -> f64 {
    x[2] * x[2]
}

#[differentiate]
pub fn identity(x: f64) -> f64 {
    x
}

#[differentiate]
pub fn constant_result(x: f64) -> f64 {
    2.5
}

#[differentiate]
pub fn bool_parameter(x: f64, double: bool) -> f64 {
    if double {
        2.0 * x
    } else {
        x * x
    }
}

#[differentiate]
pub fn i8_parameter(x: f64, k: i8) -> f64 {
    x * k as f64
}

#[differentiate]
pub fn i16_parameter(x: f64, k: i16) -> f64 {
    x * f64::from(k)
}

/// Ints: -3..4
#[differentiate]
pub fn i32_parameter(x: f64, k: i32) -> f64 {
    x.powi(k)
}

#[differentiate]
pub fn i64_parameter(x: f64, k: i64) -> f64 {
    x * (k - 2) as f64
}

#[differentiate]
pub fn i128_parameter(x: f64, k: i128) -> f64 {
    x * k as f64
}

#[differentiate]
pub fn isize_parameter(x: f64, k: isize) -> f64 {
    x * (-k) as f64
}

#[differentiate]
pub fn u8_parameter(x: f64, k: u8) -> f64 {
    x * f64::from(k)
}

#[differentiate]
pub fn u16_parameter(x: f64, k: u16) -> f64 {
    x + k as f64 * x
}

#[differentiate]
pub fn u32_parameter(x: f64, k: u32) -> f64 {
    x * f64::from(k)
}

#[differentiate]
pub fn u64_parameter(x: f64, k: u64) -> f64 {
    x * k as f64
}

#[differentiate]
pub fn u128_parameter(x: f64, k: u128) -> f64 {
    x * k as f64
}

#[differentiate]
pub fn usize_parameter(x: &[f64], k: usize) -> f64 {
    x[k] * x[k]
}

/// Ints: 0..5
#[differentiate]
pub fn integer_slice_length(x: &[f64], n: usize) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += x[i] * x[i];
    }
    sum
}
