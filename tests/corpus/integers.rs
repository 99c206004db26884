// Integer arithmetic beside the floats: it is not differentiated, but decides what is.
use differentiate::differentiate;

/// Ints: 0..20
#[differentiate]
pub fn modulo_index(x: &[f64], k: usize) -> f64 {
    x[k % 5] * x[(k + 1) % 5]
}

/// Ints: 0..10
#[differentiate]
pub fn halved_index(x: &[f64], k: usize) -> f64 {
    x[k / 2] * x[k / 2]
}

#[differentiate]
pub fn shifted_integers(x: f64, k: u32) -> f64 {
    x * (1u32 << k) as f64 + x * x * (64 >> k) as f64
}

/// Ints: 0..8
#[differentiate]
pub fn bitwise_and(x: &[f64], k: usize) -> f64 {
    x[k & 3] * x[4]
}

/// Ints: 0..4
#[differentiate]
pub fn bitwise_or(x: &[f64], k: usize) -> f64 {
    x[k | 1] * x[0]
}

/// Ints: 0..4
#[differentiate]
pub fn bitwise_xor(x: &[f64], k: usize) -> f64 {
    x[k ^ 1] - x[k] * x[k]
}

/// Ints: 0..100
#[differentiate]
pub fn bitwise_not(x: f64, k: i32) -> f64 {
    x * !k as f64
}

#[differentiate]
pub fn integer_compound_assignment(x: f64, k: i64) -> f64 {
    let mut n = k;
    n += 3;
    n *= 2;
    n -= 1;
    n /= 2;
    n %= 4;
    n <<= 2;
    n >>= 1;
    n |= 1;
    n &= 7;
    n ^= 2;
    x * n as f64
}

/// Ints: -9..9
#[differentiate]
pub fn negative_integer_division(x: f64, k: i32) -> f64 {
    x * (k / 4) as f64 + x * x * (k % 4) as f64
}

#[differentiate]
pub fn integer_counter(x: &[f64]) -> f64 {
    let mut count = 0;
    let mut sum = 0.0;
    for i in 0..x.len() {
        if x[i] > 0.5 {
            count += 1;
            sum += x[i] * x[i];
        }
    }
    sum / (count as f64 + 1.0)
}

#[differentiate]
pub fn index_carried_through_a_loop(x: &[f64]) -> f64 {
    let mut at = 0;
    let mut product = 1.0;
    for _ in 0..7 {
        product *= x[at] + 1.0;
        at = (at * 2 + 1) % x.len();
    }
    product
}

#[differentiate]
pub fn index_of_the_largest(x: &[f64]) -> f64 {
    let mut best = 0;
    for i in 1..x.len() {
        if x[i] > x[best] {
            best = i;
        }
    }
    x[best] * x[best]
}

/// Ints: 1..20
#[differentiate]
pub fn collatz_steps(x: f64, start: u32) -> f64 {
    let mut n = start;
    let mut y = x;
    while n != 1 {
        if n % 2 == 0 {
            n /= 2;
            y = y * 0.5 + x;
        } else {
            n = 3 * n + 1;
            y = y * x + 0.1;
        }
    }
    y
}

/// Len: 6
#[differentiate]
pub fn flat_matrix_index(m: &[f64]) -> f64 {
    let rows = 2;
    let columns = m.len() / rows;
    let mut sum = 0.0;
    for r in 0..rows {
        for c in 0..columns {
            sum += m[r * columns + c] * m[r * columns + (c + 1) % columns];
        }
    }
    sum
}

/// Ints: 0..5
#[differentiate]
pub fn descending_index(x: &[f64], k: usize) -> f64 {
    x[x.len() - 1 - k] * 2.0 * x[k]
}

/// Ints: 0..4
#[differentiate]
pub fn integer_power(x: f64, k: i64) -> f64 {
    x * k.pow(2) as f64
}

/// Ints: -5..5
#[differentiate]
pub fn integer_bounds(x: f64, k: i32) -> f64 {
    x * k.clamp(-2, 3) as f64 + x * x * std::cmp::max(k, 1) as f64 + std::cmp::min(k, 2) as f64 * x
}

/// Ints: -5..5
#[differentiate]
pub fn integer_signs(x: f64, k: i32) -> f64 {
    let mut y = x * k.signum() as f64;
    if k.is_positive() {
        y += x * x;
    }
    if k.is_negative() {
        y *= x;
    }
    y
}

/// Ints: -9..9
#[differentiate]
pub fn integer_quotients(x: f64, k: i32) -> f64 {
    x * k.div_euclid(4) as f64 + x * x * k.rem_euclid(4) as f64
}

/// Ints: -9..9
#[differentiate]
pub fn integer_distance(x: f64, k: i32, n: i32) -> f64 {
    x * k.abs_diff(n) as f64
}

#[differentiate]
pub fn wrapping_integers(x: f64, k: u8) -> f64 {
    x * k.wrapping_sub(3) as f64 + x * x * k.wrapping_add(254) as f64 + x * k.wrapping_mul(100) as f64
}

#[differentiate]
pub fn saturating_integers(x: f64, k: u8) -> f64 {
    x * k.saturating_sub(3) as f64 + x * x * k.saturating_add(253) as f64 + x * k.saturating_mul(100) as f64
}

/// Ints: 1..40
#[differentiate]
pub fn bits_of_an_integer(x: f64, k: u32) -> f64 {
    let mut y = x * k.count_ones() as f64 + x * x * k.leading_zeros() as f64;
    if k.is_power_of_two() {
        y *= x;
    }
    y + k.trailing_zeros() as f64 * x
}

#[differentiate]
pub fn compared_integers(x: f64, k: i32, n: i32) -> f64 {
    if k.cmp(&n).is_lt() {
        x * x
    } else if k.cmp(&n).is_eq() {
        x
    } else {
        2.0 * x
    }
}

#[differentiate]
pub fn integer_method_through_its_type(x: f64, k: i32) -> f64 {
    x * i32::pow(k, 2) as f64
}

#[differentiate]
pub fn scaled_by_a_count(x: f64, count: usize) -> f64 {
    x * x * count as f64
}

#[differentiate]
pub fn integers_that_a_call_gives_a_type(x: f64) -> f64 {
    (0..7).step_by(2).map(|i| scaled_by_a_count(x, i)).sum()
}

#[differentiate]
pub fn integers_that_fit(x: f64, n: i64) -> f64 {
    let k: i32 = n.try_into().unwrap();
    let shifted = n - 2;
    let index: Result<usize, _> = shifted.try_into();
    match index {
        Ok(index) => x.powi(k) * (index + 1) as f64,
        Err(_) => x.sin() * k as f64,
    }
}

#[differentiate]
pub fn integers_from_others(x: &[f64], n: i32) -> f64 {
    let count = u8::try_from(x.len()).unwrap_or(u8::MAX);
    let Ok(index) = usize::try_from(n - 1) else {
        return x[0] * x[1];
    };
    x[index] * x[0] * f64::from(count)
}

#[differentiate]
pub fn bits_turned(x: f64, k: u32, n: i32) -> f64 {
    let mut h = k.wrapping_mul(0x9E37_79B9).rotate_left(5) ^ 0xff;
    h = h.rotate_right(k % 7).wrapping_shl(2).wrapping_shr(k);
    let other: i32 = n.wrapping_neg().rotate_left(3);
    x * x * (h % 16) as f64 + x * (other % 8) as f64
}

#[differentiate]
pub fn roots_and_powers_of_integers(x: f64, k: u32, n: i64) -> f64 {
    let root = (k * k + 3).isqrt();
    let power = (k + 2).next_power_of_two().ilog2();
    x.powi(root as i32) * n.unsigned_abs() as f64 + x * (power + (k + 5).div_ceil(3)) as f64
}
