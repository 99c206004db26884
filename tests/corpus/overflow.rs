//! What overflows on the way and leaves no trace in the value: its adjoint is a zero that must not meet the infinity.

use differentiate::differentiate;

/// At: (-1000.0)
/// At: (1000.0)
/// Dual: no
#[differentiate]
pub fn sigmoid_far_out(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// At: (-100.0)
/// Dual: no
#[differentiate]
pub fn sigmoid_far_out_single(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// At: (1000.0, 0.5, 1.5)
#[differentiate]
pub fn fermi_dirac_far_out(energy: f64, potential: f64, temperature: f64) -> f64 {
    1.0 / (((energy - potential) / temperature).exp() / temperature + 1.0)
}

/// At: (1e-150, 4.5, 1e10)
/// Dual: no
/// Differences: no
#[differentiate]
pub fn hill_of_nothing(x: f64, n: f64, half: f64) -> f64 {
    1.0 / (1.0 + (half / x).powf(n))
}

/// At: (800.0)
/// Dual: no
#[differentiate]
pub fn products_of_exponentials_in_bounded_functions(x: f64) -> f64 {
    (x.exp() * x).tanh() + (x.powi(5) * x.cosh()).atan() + (-(x.exp() * x)).exp() + (x.exp() * x).powf(-0.5)
}

/// At: (1.5, 1.2)
/// Dual: no
#[differentiate]
pub fn series_whose_factorial_overflows(x: f64, a: f64) -> f64 {
    let (mut sum, mut factorial) = (0.0, 1.0);
    for k in 0..200 {
        factorial *= a + k as f64;
        sum += x.powi(k) / factorial;
    }
    sum
}

/// At: (1.5, 1.2)
/// Dual: no
#[differentiate]
pub fn series_whose_factorials_in_a_vector_overflow(x: f64, a: f64) -> f64 {
    let mut factorials = vec![a];
    for k in 1..200 {
        factorials.push(factorials[k - 1] * (a + k as f64));
    }
    let mut sum = 0.0;
    for k in 0..200 {
        sum += x.powi(k as i32) / factorials[k];
    }
    sum
}

/// Ints: 200..201
/// Differences: no
#[differentiate]
pub fn factorial_that_overflows(a: f64, n: usize) -> f64 {
    let mut product = a;
    for k in 1..n.min(5) {
        product *= a + k as f64;
    }
    product.powi(n as i32)
}

/// At: (1.5, 8.2)
/// Dual: no
#[differentiate]
pub fn quotient_by_a_call_that_overflows(x: f64, a: f64) -> f64 {
    x / (factorial_that_overflows(a, 200) * a)
}

#[differentiate]
pub fn inverse_of_one_more(x: f64) -> f64 {
    1.0 / (1.0 + x)
}

/// At: (-1000.0)
/// Dual: no
#[differentiate]
pub fn call_that_forgets_an_overflow(x: f64) -> f64 {
    inverse_of_one_more((-x).exp() * x)
}

/// At: (0.5, 3)
#[differentiate]
pub fn empty_minimum_that_is_overwritten(x: f64, n: usize) -> f64 {
    let mut s = x;
    let mut t = x;
    for k in 0..n {
        s = (0..k).map(|_| x * x).fold(f64::INFINITY, |low, one| low.min(one));
        t *= 1.0 + 0.5 * x.cos();
        s = s * t.tanh() + s;
    }
    s * t
}

/// At: (0.5, 3)
#[differentiate]
pub fn sine_of_an_empty_minimum_that_is_overwritten(x: f64, n: usize) -> f64 {
    let mut s = x;
    for k in 0..n {
        let low = (0..k).map(|_| x * x).fold(f64::INFINITY, |low, one| low.min(one));
        s = (low * x).cos().cosh() + x;
    }
    s
}

#[differentiate]
pub fn grown_by_itself(g: f64) -> f64 {
    g * g * (g + 1.0)
}

/// At: (3.0)
/// At: (0.5)
#[differentiate]
pub fn overflow_in_a_call_whose_value_is_not_used(x: f64) -> f64 {
    let (mut y, mut last) = (x, 1.0);
    for i in 0..7 {
        if i < 6 {
            last = x * y.tanh();
        }
        y = grown_by_itself(y);
    }
    last
}
