// for over ranges.
use differentiate::differentiate;

#[differentiate]
pub fn half_open_range(x: f64) -> f64 {
    let mut y = 1.0;
    for _ in 0..4 {
        y *= x;
    }
    y
}

#[differentiate]
pub fn range_over_a_slice(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn range_that_starts_later(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += x[i] * x[i - 1];
    }
    sum
}

#[differentiate]
pub fn range_that_ends_earlier(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() - 1 {
        sum += (x[i + 1] - x[i]) * (x[i + 1] - x[i]);
    }
    sum
}

#[differentiate]
pub fn inclusive_range(x: f64) -> f64 {
    let mut sum = 0.0;
    for k in 1..=4 {
        sum += x / k as f64 * x;
    }
    sum
}

#[differentiate]
pub fn reversed_range(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in (0..x.len()).rev() {
        y = y * 0.5 + x[i] * x[i];
    }
    y
}

#[differentiate]
pub fn reversed_inclusive_range(x: f64) -> f64 {
    let mut y = 0.0;
    for k in (1..=4).rev() {
        y = y * x + k as f64;
    }
    y
}

/// Len: 7
#[differentiate]
pub fn stepped_range(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in (0..x.len()).step_by(2) {
        y *= x[i] + 1.0;
    }
    y
}

/// Len: 8
#[differentiate]
pub fn stepped_range_from_an_offset(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in (1..x.len()).step_by(3) {
        y = y * x[i] + x[i - 1];
    }
    y
}

/// Len: 7
#[differentiate]
pub fn stepped_inclusive_range(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in (0..=6).step_by(3) {
        y = y * y + x[i];
    }
    y
}

/// Len: 8
#[differentiate]
pub fn reversed_then_stepped_range(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in (0..x.len()).rev().step_by(3) {
        y = y * 0.5 + x[i] * x[i];
    }
    y
}

/// Len: 8
#[differentiate]
pub fn stepped_then_reversed_range(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in (0..x.len()).step_by(3).rev() {
        y = y * 0.5 + x[i] * x[i];
    }
    y
}

/// Ints of a: 0..3
/// Ints of b: 0..6
#[differentiate]
pub fn range_between_variables(x: &[f64], a: usize, b: usize) -> f64 {
    let mut y = 1.0;
    for i in a..b {
        y *= x[i % 5] + 0.5;
    }
    y
}

/// Ints: 1..4
#[differentiate]
pub fn step_of_a_variable(x: &[f64], k: usize) -> f64 {
    let mut y = 0.3;
    for i in (0..x.len()).step_by(k) {
        y *= x[i] + y;
    }
    y
}

#[differentiate]
pub fn range_of_signed_integers(x: f64) -> f64 {
    let mut y = 0.0;
    for k in -3i32..3 {
        y += x.powi(k);
    }
    y
}

#[differentiate]
pub fn range_computed_before(x: &[f64]) -> f64 {
    let n = x.len() / 2 + 1;
    let mut y = 0.0;
    for i in 0..n {
        y += x[i] * x[x.len() - 1 - i];
    }
    y
}

/// At: (0.5, 0)
/// At: (0.5, 1)
/// At: (0.5, 3)
#[differentiate]
pub fn zero_trip_range(x: f64, n: usize) -> f64 {
    let mut y = x;
    for _ in 0..n {
        y *= x + 1.0;
    }
    y * y
}

/// At: (0.5, 3, 1)
/// At: (0.5, 1, 3)
/// At: (0.5, 2, 2)
#[differentiate]
pub fn empty_backward_range(x: f64, a: i32, b: i32) -> f64 {
    let mut y = x;
    for k in a..=b {
        y = y * x + k as f64;
    }
    y
}

/// At: (0.5)
#[differentiate]
pub fn inclusive_range_to_the_largest_integer(x: f64) -> f64 {
    let mut y = x;
    for k in 253u8..=255 {
        y = y * x + k as f64;
    }
    y
}

#[differentiate]
pub fn nested_ranges(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        for j in 0..x.len() {
            sum += x[i] * x[j] * (i + 2 * j) as f64;
        }
    }
    sum
}

#[differentiate]
pub fn triangular_ranges(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        for j in i + 1..x.len() {
            sum += (x[i] - x[j]) * (x[i] - x[j]);
        }
    }
    sum
}

#[differentiate]
pub fn triply_nested_ranges(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..2 {
        let mut row = 1.0;
        for j in 0..3 {
            for k in (0..=j).rev() {
                row *= x[k] + 0.3 * i as f64;
            }
            y += row * x[i];
        }
    }
    y
}

#[differentiate]
pub fn two_loops_in_sequence(x: &[f64]) -> f64 {
    let mut mean = 0.0;
    for i in 0..x.len() {
        mean += x[i];
    }
    mean /= x.len() as f64;
    let mut variance = 0.0;
    for i in 0..x.len() {
        variance += (x[i] - mean) * (x[i] - mean);
    }
    variance / x.len() as f64
}

#[differentiate]
pub fn branch_in_a_range(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for i in 0..x.len() {
        if i % 2 == 0 {
            y *= x[i];
        } else {
            y += x[i] * x[i];
        }
    }
    y
}

#[differentiate]
pub fn enumerated_range(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for (k, i) in (1..4).enumerate() {
        y = y * x[i] + x[k];
    }
    y
}

#[differentiate]
pub fn enumerated_then_reversed_range(x: &[f64]) -> f64 {
    let mut y = 0.5;
    for (k, i) in (1..4).enumerate().rev() {
        y = y * x[i] + x[k];
    }
    y
}
