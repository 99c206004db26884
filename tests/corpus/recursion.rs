// Functions that call themselves or each other.
use differentiate::differentiate;

/// Ints: 0..5
#[differentiate]
pub fn power_by_recursion(x: f64, n: usize) -> f64 {
    if n == 0 {
        1.0
    } else {
        x * power_by_recursion(x, n - 1)
    }
}

/// Ints: 0..5
#[differentiate]
pub fn recursion_with_early_return(x: f64, n: i32) -> f64 {
    if n <= 0 {
        return x;
    }
    let y: f64 = recursion_with_early_return(x * 0.9, n - 1);
    y * y + x
}

/// Ints: 0..6
#[differentiate]
pub fn twofold_recursion(x: f64, n: u32) -> f64 {
    if n < 2 {
        return x + n as f64;
    }
    twofold_recursion(x, n - 1) * 0.5 + twofold_recursion(x, n - 2) * x
}

/// Ints: 0..5
#[differentiate]
pub fn recursion_over_a_slice(x: &[f64], from: usize) -> f64 {
    if from >= x.len() {
        return 1.0;
    }
    x[from] + x[from] * recursion_over_a_slice(x, from + 1)
}

#[differentiate]
pub fn recursion_on_the_value(x: f64) -> f64 {
    if x > 2.0 {
        x * x
    } else {
        recursion_on_the_value(x * 1.7 + 0.1)
    }
}

/// Ints: 0..5
#[differentiate]
pub fn mutual_even(x: f64, n: u32) -> f64 {
    if n == 0 {
        x
    } else {
        mutual_odd(x * x + 0.1, n - 1)
    }
}

/// Ints: 1..5
#[differentiate]
pub fn mutual_odd(x: f64, n: u32) -> f64 {
    if n == 0 {
        2.0 * x
    } else {
        mutual_even(x + 1.0, n - 1) * x
    }
}

/// Ints: 0..4
#[differentiate]
pub fn recursion_in_a_loop(x: f64, n: usize) -> f64 {
    let mut y = x;
    for k in 0..n {
        y += recursion_in_a_loop(x * 0.5, k) * x;
    }
    y
}
