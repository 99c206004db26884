//! Functions that write to their `&mut` parameters, and calls of them.

use differentiate::differentiate;

#[differentiate]
pub fn doubled_in_place(y: &mut f64) {
    *y *= 2.0;
}

#[differentiate]
pub fn pendulum_step(y: &mut [f64; 2], k: f64, dt: f64) {
    let angle = y[0];
    y[0] += dt * y[1];
    y[1] -= dt * k * angle.sin();
}

#[differentiate]
pub fn scaled_in_place(x: &mut [f64], k: f64) {
    for i in 0..x.len() {
        x[i] *= k;
    }
}

#[differentiate]
pub fn squashed_in_place(x: &mut [f64]) -> f64 {
    let mut energy = 0.0;
    for i in 0..x.len() {
        let t = x[i].tanh();
        energy += t * x[i];
        x[i] = t;
    }
    energy
}

#[differentiate]
pub fn added_to_total(total: &mut f64, v: f64) {
    *total += v * v;
}

#[differentiate]
pub fn mixed_in_place(a: &mut f64, b: &mut f64, k: f64) -> f64 {
    let old = *a;
    *a = *a * k + *b;
    *b = old * *b;
    old - k
}

#[differentiate]
pub fn counted_in_place(count: &mut usize, x: f64) -> f64 {
    *count += 1;
    x * *count as f64
}

#[differentiate]
pub fn rows_in_place(m: &mut [[f64; 2]], k: f64) {
    for i in 0..m.len() {
        m[i][0] = m[i][1] * k;
        m[i][1] = m[i][0].exp();
    }
}

#[differentiate]
pub fn clipped_in_place(y: &mut f64, top: f64) -> bool {
    if *y <= top {
        return false;
    }
    *y = top;
    true
}

#[differentiate]
pub fn sum_of_squares(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn halved_until_small(x: &mut f64, depth: u32) {
    if depth > 0 {
        *x = *x * 0.5 + x.sin();
        halved_until_small(x, depth - 1);
    }
}

#[differentiate]
pub fn call_in_place(x: f64) -> f64 {
    let mut y = x;
    doubled_in_place(&mut y);
    y * x
}

#[differentiate]
pub fn call_in_place_in_a_loop(angle: f64, speed: f64, k: f64) -> f64 {
    let mut y = [angle, speed];
    for _ in 0..10 {
        pendulum_step(&mut y, k, 0.1);
    }
    y[0] * y[0] + y[1]
}

#[differentiate]
pub fn call_in_place_in_a_branch(x: &[f64]) -> f64 {
    let mut total = 0.1;
    for &v in x {
        if v > 0.5 {
            added_to_total(&mut total, v);
        } else {
            added_to_total(&mut total, v.exp());
        }
    }
    total.ln()
}

#[differentiate]
pub fn call_in_place_with_a_value(x: &[f64; 3], k: f64) -> f64 {
    let mut y = *x;
    let first = squashed_in_place(&mut y);
    scaled_in_place(&mut y, k);
    let second = squashed_in_place(&mut y);
    first * second + y[0] * y[1] * y[2] + x[0]
}

#[differentiate]
pub fn call_in_place_value_not_used(x: &[f64; 3]) -> f64 {
    let mut y = *x;
    squashed_in_place(&mut y);
    let _ = squashed_in_place(&mut y);
    y[0] * y[1] + y[2]
}

#[differentiate]
pub fn call_in_place_result_not_used(x: &[f64; 3]) -> f64 {
    let mut y = *x;
    let energy = squashed_in_place(&mut y);
    energy * x[1]
}

#[differentiate]
pub fn call_in_place_on_two_places(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y * y);
    let c = mixed_in_place(&mut a, &mut b, x);
    mixed_in_place(&mut b, &mut a, c) * a * b
}

#[differentiate]
pub fn call_in_place_on_an_element(x: &[f64; 3], i: usize) -> f64 {
    let mut y = *x;
    doubled_in_place(&mut y[i % 3]);
    let mut half = 0.5;
    mixed_in_place(&mut y[0], &mut half, x[2]);
    y[0] * y[1] * y[2]
}

#[differentiate]
pub fn call_in_place_on_a_row(m: &[[f64; 2]; 2], k: f64) -> f64 {
    let mut m = *m;
    for i in 0..2 {
        pendulum_step(&mut m[i], k, 0.5);
    }
    rows_in_place(&mut m, k);
    m[0][0] * m[1][1] - m[0][1] * m[1][0]
}

#[differentiate]
pub fn call_in_place_of_a_constant(x: f64) -> f64 {
    let mut total = 0.0;
    for i in 0..4 {
        added_to_total(&mut total, x + i as f64);
    }
    total.sqrt()
}

#[differentiate]
pub fn call_in_place_of_a_copy(x: &[f64; 3], k: f64) -> f64 {
    let mut y = *x;
    let before = y;
    scaled_in_place(&mut y, k);
    let after = y;
    scaled_in_place(&mut y, before[0]);
    before[1] * y[1] + after[2] * y[0]
}

#[differentiate]
pub fn call_in_place_with_a_counter(x: f64) -> f64 {
    let mut count: usize = 2;
    let a = counted_in_place(&mut count, x);
    let b = counted_in_place(&mut count, a);
    a * b * count as f64
}

/// Domain: 0.6..0.9
#[differentiate]
pub fn call_in_place_that_returns_early(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x * 0.1, y);
    let first: bool = clipped_in_place(&mut a, 0.5);
    let second: bool = clipped_in_place(&mut b, 0.5 * x);
    if first != second {
        a * b
    } else {
        a + b
    }
}

#[differentiate]
pub fn call_in_place_that_recurses(x: f64, n: u32) -> f64 {
    let mut y = x * x;
    halved_until_small(&mut y, n);
    y * x
}

#[differentiate]
pub fn parameter_in_place(y: &mut f64, k: f64) -> f64 {
    let old = *y;
    *y = y.exp() * k;
    *y * *y + old
}

#[differentiate]
pub fn array_in_place(y: &mut [f64; 3], k: f64) -> f64 {
    let old = *y;
    for i in 0..3 {
        y[i] = y[i].sin() * k;
    }
    *y = [y[1], y[2], old[0]];
    y[0] * y[1] + y[2] * old[1]
}

#[differentiate]
pub fn slice_in_place(y: &mut [f64], k: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..y.len() {
        sum += y[i] * y[i];
        y[i] = sum * k;
    }
    for i in 1..y.len() {
        sum += y[i - 1] * y[i];
        y[i] += y[i - 1];
    }
    sum
}

#[differentiate]
pub fn rows_of_a_slice_in_place(m: &mut [[f64; 2]], k: f64) -> f64 {
    let mut product = 1.0;
    for i in 0..m.len() {
        let [a, b] = m[i];
        m[i] = [b * k, a + b];
        product *= m[i][0] + m[i][1];
    }
    product
}

#[differentiate]
pub fn place_passed_on(y: &mut [f64], k: f64) -> f64 {
    scaled_in_place(y, k);
    let energy = squashed_in_place(y);
    scaled_in_place(y, energy);
    y[0] + sum_of_squares(y) + energy
}

#[differentiate]
pub fn place_passed_on_explicitly(y: &mut [f64; 2], k: f64) -> f64 {
    for _ in 0..5 {
        pendulum_step(&mut *y, k, 0.2);
        scaled_in_place(&mut y[..], 0.9);
        doubled_in_place(&mut y[1]);
    }
    sum_of_squares(&*y)
}

#[differentiate]
pub fn place_written_before_it_is_read(y: &mut [f64], x: &[f64]) -> f64 {
    for i in 0..x.len() {
        y[i] = x[i] * x[i];
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += y[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn place_left_early(y: &mut f64, x: f64) -> f64 {
    *y += x;
    if *y > 1.0 {
        return *y * x;
    }
    *y *= x;
    y.sin()
}

#[differentiate]
pub fn place_left_in_a_loop(y: &mut [f64], x: f64) -> f64 {
    for i in 0..y.len() {
        y[i] *= x;
        if y[i] > 0.3 {
            y[0] += x;
            return y[i] * y[0];
        }
    }
    x
}

/// Panics: (&mut [0.5, 2.0, 0.25, 0.5, 0.5], 0.5)
#[differentiate]
pub fn place_before_a_panic(y: &mut [f64], x: f64) -> f64 {
    let mut product = x;
    for i in 0..y.len() {
        y[i] *= x;
        assert!(y[i] < 0.9, "too large");
        product *= y[i];
    }
    product
}

#[differentiate]
pub fn constant_place(#[constant] y: &mut [f64], x: f64) -> f64 {
    let mut sum = 0.0;
    for i in 0..y.len() {
        y[i] = y[i] * x + sum;
        sum += y[i];
    }
    sum
}

#[differentiate]
pub fn call_with_a_constant_place(x: f64) -> f64 {
    let mut scratch = [0.25, 0.5, 0.75];
    constant_place(&mut scratch, x) * scratch[2]
}

#[differentiate]
pub fn integers_in_place(count: &mut usize, x: &[f64; 3], used: &mut bool) -> f64 {
    *count += 2;
    *used = x[0] < 2.0;
    if *used {
        x[*count % 3] * x[1]
    } else {
        x[0]
    }
}

#[differentiate]
pub fn perhaps_in_place(y: &mut f64, x: f64) -> Option<f64> {
    let old = *y;
    *y += x;
    if *y > 1.0 {
        return None;
    }
    *y = y.sin() * old;
    Some(*y * x)
}

/// At: (0.3)
/// At: (0.7)
#[differentiate]
pub fn call_in_place_that_may_give_nothing(x: f64) -> f64 {
    let mut y = x;
    let a = perhaps_in_place(&mut y, x).unwrap_or(x);
    a * y
}
