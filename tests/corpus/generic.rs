//! Type parameters that stand for floats, with the bounds and the spellings of `num_traits` and of `std`.

use differentiate::differentiate;
use num_traits::{Float, FloatConst, FromPrimitive, One, Zero};
use std::fmt::Debug;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Neg, Sub};

#[differentiate]
pub fn generic_square<T: Float>(x: T) -> T {
    x * x
}

/// Type: T = f32
#[differentiate]
pub fn generic_square_single<T: Float>(x: T) -> T {
    x * x
}

#[differentiate]
pub fn generic_weighted<T: Float>(x: T, w: &[T]) -> T {
    let mut sum = T::zero();
    for i in 0..w.len() {
        sum = sum + w[i] * x.powi(i as i32);
    }
    sum
}

#[differentiate]
pub fn generic_operators<T: Copy + Add<Output = T> + Mul<Output = T>>(x: T, c: T) -> T {
    x * x * x + c * x
}

#[differentiate]
pub fn generic_all_operators<T>(x: T, y: T) -> T
where
    T: Copy + Add<Output = T> + Sub<Output = T> + Mul<Output = T> + Div<Output = T> + Neg<Output = T>,
{
    -(x * y - x / y) + (y - x) * x
}

#[differentiate]
pub fn generic_compared<T: PartialOrd + Copy + Sub<T, Output = T> + Mul<T, Output = T>>(x: T, y: T) -> T {
    if x > y {
        (x - y) * x
    } else {
        (y - x) * y
    }
}

/// 0.1 is not the same number in every width.
#[differentiate]
pub fn generic_constants<T: Float>(x: T) -> T {
    let half = T::from(0.5).unwrap();
    let tenth = T::from(0.1).expect("a number");
    half * x * x + tenth * x - T::one() / T::from(3).unwrap()
}

/// Type: T = f32
#[differentiate]
pub fn generic_constants_single<T: Float>(x: T) -> T {
    let tenth = T::from(0.1).unwrap();
    let third = T::one() / T::from(3.0).unwrap();
    (tenth * x + third) * x + T::from(16_777_217).unwrap() * T::epsilon() * x
}

#[differentiate]
pub fn generic_mean_and_spread<F>(x: &[F]) -> F
where
    F: Float + FloatConst + FromPrimitive + Sum + Debug,
{
    let n = F::from_usize(x.len()).unwrap();
    let two = F::from_f64(2.0).unwrap();
    let waves: F = x.iter().map(|v| (two * F::PI() * *v).cos()).sum();
    let squares = x.iter().copied().fold(F::zero(), |a, b| a + b * b);
    (waves / n).exp() + (squares / n).sqrt()
}

/// Const: N = 3
#[differentiate]
pub fn generic_arrays<T: Float, const N: usize>(x: [T; N], m: &[[T; 3]]) -> T {
    let mut sum = x[0];
    for row in m {
        for k in 0..3 {
            sum = sum + row[k].max(T::zero()) * x[k % N].mul_add(row[k], T::epsilon());
        }
    }
    sum
}

#[differentiate]
pub fn generic_extremes<T: Float>(x: &[T]) -> T {
    let mut low = T::infinity();
    let mut high = T::neg_infinity();
    for &v in x {
        low = low.min(v);
        high = high.max(v);
    }
    if high.is_finite() && high < T::max_value() {
        high * high - low
    } else {
        T::nan()
    }
}

#[differentiate]
pub fn generic_log_sum_exp<T: Float + FloatConst + Sum>(x: &[T]) -> T {
    let top = x.iter().copied().fold(T::neg_infinity(), T::max);
    let sum = x.iter().map(|&v| (v - top).exp()).sum::<T>();
    top + sum.ln() * <T as FloatConst>::FRAC_1_PI()
}

#[differentiate]
pub fn generic_trait_paths<T: Float>(x: T, y: T) -> T {
    let a = Float::exp(x) + <T as Float>::sin(y);
    let b = num_traits::Float::max(x, y) * T::hypot(x, y);
    a * b - <T as num_traits::Zero>::zero() + <T as One>::one() * T::sqrt(x)
}

#[differentiate]
pub fn generic_tests<T: Float>(x: T) -> T {
    let zero: T = Zero::zero();
    if x.is_nan() || x.is_infinite() || x.is_zero() || x.is_sign_negative() {
        return zero;
    }
    let eps: T = Float::epsilon();
    if x.abs() < eps {
        x
    } else {
        x.sin() / x
    }
}

#[differentiate]
pub fn generic_real<R: num_traits::real::Real>(x: R) -> R {
    let two = R::one() + R::one();
    (x * two).tanh() + x.powf(two) / two
}

#[differentiate]
pub fn generic_from_float<T>(x: T) -> T
where
    T: From<f32> + Copy + Mul<Output = T> + Add<Output = T>,
{
    T::from(2.5) * x * x + T::from(0.1) * x
}

#[differentiate]
pub fn generic_lifetime<'a, T: Float + 'a>(x: &'a T, y: &'a [T]) -> T {
    let first: &T = &y[0];
    *x * *first + y[1].recip()
}

#[differentiate]
/// Modes: first
pub fn generic_two<T: Float, U: Float>(x: T, y: U) -> T {
    let factor = if y > U::one() { T::one() } else { T::from(0.5).unwrap() };
    x.exp() * factor
}

/// Dual: no
#[differentiate]
/// Modes: first
pub fn generic_converted<T: Float, U: Float>(x: T, y: U) -> U {
    y * U::from(x).unwrap() + num_traits::cast::<T, U>(x * x).unwrap()
}

/// Type: T = f32
/// Dual: no
#[differentiate]
pub fn generic_converted_single<T: Float, U: Float>(x: T, y: U) -> U {
    y * U::from(x).unwrap() + num_traits::cast::<_, U>(x * x).unwrap()
}

/// Dual: no
#[differentiate]
/// Modes: first
pub fn generic_to_double<T: Float>(x: T) -> f64 {
    let v: f64 = x.to_f64().unwrap();
    v * v + Float::sin(x).to_f64().unwrap()
}

#[differentiate]
pub fn generic_integers<T: Float>(x: T, n: usize, k: i64) -> T {
    let mut sum = T::zero();
    for i in 0..n {
        sum = sum + x / T::from(i + 1).unwrap();
    }
    sum * T::from(k).unwrap() * x
}

const RATE: f64 = 0.3;
const COUNT: usize = 7;

#[differentiate]
pub fn generic_user_constants<T: Float + FromPrimitive>(x: T) -> T {
    const SCALE: f64 = 1.7;
    let rate = T::from(RATE).unwrap();
    let scale = T::from_f64(SCALE).unwrap();
    rate * x * x + scale * x + x.powi(3) / T::from(COUNT).unwrap() + x * T::from(std::f64::consts::PI).unwrap()
}

#[differentiate]
pub fn generic_loop<T: Float>(a: T) -> T {
    let mut x = a;
    let mut steps = 0;
    while (x * x - a).abs() > T::from(1e-9).unwrap() && steps < 50 {
        x = (x + a / x) / T::from(2.0).unwrap();
        steps += 1;
    }
    x
}

#[differentiate]
pub fn generic_matrix<T: Float>(a: [[T; 2]; 2], x: [T; 2]) -> T {
    let mut y = [T::zero(); 2];
    for i in 0..2 {
        for j in 0..2 {
            y[i] = y[i] + a[i][j] * x[j];
        }
    }
    y[0] * y[1] + a[0][0] * a[1][1] - a[0][1] * a[1][0]
}

#[differentiate]
pub fn generic_assigning<T>(x: &[T]) -> T
where
    T: Float + std::ops::AddAssign + std::ops::MulAssign,
{
    let mut product = T::one();
    let mut sum = T::zero();
    for v in x.iter() {
        product *= *v;
        sum += product;
    }
    sum
}

#[differentiate]
pub fn generic_clamped<T: Float>(x: T, low: T) -> T {
    let one = T::one();
    x.clamp(low, one) * x + x.abs().copysign(low) + x.to_radians() + x.signum() * low
}

#[differentiate]
pub fn generic_constant_parameter<T: Float>(x: T, #[constant] k: T) -> T {
    (x * k).cos() + k.ln()
}

#[differentiate]
pub fn generic_asserts<T: Float + Debug>(x: T, y: T) -> T {
    assert!(x > T::zero(), "{x:?} is not positive");
    debug_assert!(!y.is_nan());
    x.ln() * y
}

#[differentiate]
pub fn generic_signed<T: num_traits::Signed + Copy>(x: T, y: T) -> T {
    if x.is_negative() {
        -x * y
    } else {
        x.abs() * x + y
    }
}

#[differentiate]
pub fn generic_operator_paths<T: Float>(x: &[T]) -> T {
    x.iter().map(|v| v.sin()).fold(T::zero(), T::add) * Mul::mul(x[0], x[1])
}

#[differentiate]
pub fn generic_optional_number<T: Float>(x: T, n: usize) -> T {
    if let Some(m) = T::from(n) {
        x * m + x * T::from(n).unwrap_or(T::one())
    } else {
        x
    }
}

#[differentiate]
pub fn generic_vectors<T: Float>(x: &[T]) -> T {
    let sines: Vec<T> = x.iter().map(|&v| v.sin()).collect();
    let mut products = vec![T::zero(); x.len()];
    for i in 0..x.len() {
        products[i] = sines[i] * x[i];
    }
    products.iter().fold(T::one(), |p, &v| p * (v + T::one()))
}

#[differentiate]
pub fn generic_closures<T: Float>(x: T, y: T) -> T {
    let square = |a: T| a * a;
    let f = |a: T, b: T| -> T { square(a) + b };
    f(x, y) * f(y, x)
}

#[differentiate]
pub fn generic_windows<T: Float>(y: &[T], dx: T) -> T {
    let two = T::one() + T::one();
    let mut sum = T::zero();
    for w in y.windows(2) {
        sum = sum + (w[0] + w[1]) / two * dx;
    }
    sum
}

#[differentiate]
pub fn generic_ordered<T: PartialOrd>(x: T, low: T, high: T) -> T {
    if x < low {
        low
    } else if x > high {
        high
    } else {
        x
    }
}

#[differentiate]
pub fn generic_default<T: Copy + Default + Add<Output = T> + Mul<Output = T>>(x: &[T], w: &[T]) -> T {
    let mut last: T = Default::default();
    let sum = x.iter().zip(w).fold(T::default(), |sum, (x, w)| {
        last = *x;
        sum + *x * *w
    });
    sum * last
}

/// By paths of the crate.
#[differentiate]
pub fn generic_functions_of_num_traits<T: Float>(x: T, y: T, n: usize) -> T {
    let inside = num_traits::clamp(x, T::zero(), y) + num_traits::clamp_min(x, y) * num_traits::clamp_max(y, x);
    inside * num_traits::pow(x, n)
}
