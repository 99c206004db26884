// Parts of arrays and slices.
use differentiate::differentiate;

#[differentiate]
pub fn squares_of_part(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn weighted_parts(x: &[f64], w: &[f64]) -> f64 {
    x.iter().zip(w).map(|(a, b)| a * b * b).sum()
}

/// Panics: (&[])
#[differentiate]
pub fn part_from(x: &[f64]) -> f64 {
    let rest = &x[1..];
    let mut y = 1.0;
    for i in 0..rest.len() {
        y = y * 0.5 + rest[i] * rest[i];
    }
    y * x[0]
}

/// Panics: (&[0.5, 0.25])
#[differentiate]
pub fn part_to(x: &[f64]) -> f64 {
    let head = &x[..3];
    head[0] * head[1] + head[2].sin()
}

/// Panics: (&[0.5, 0.25], 1, 3)
/// Panics: (&[0.5, 0.25], 2, 1)
/// At: (&[0.5, 0.25, 0.75, 0.125], 1, 3)
/// At: (&[0.5, 0.25, 0.75, 0.125], 2, 2)
#[differentiate]
pub fn part_between(x: &[f64], from: usize, to: usize) -> f64 {
    let mut y = 1.0;
    for v in &x[from..to] {
        y *= v + 1.0;
    }
    y
}

#[differentiate]
pub fn part_to_the_end_inclusive(x: &[f64]) -> f64 {
    let part = &x[1..=3];
    part.iter().map(|v| v * v).sum::<f64>() * x[..=0][0]
}

#[differentiate]
pub fn whole_as_a_part(x: &[f64; 4]) -> f64 {
    let all = &x[..];
    all.iter().map(|v| v.exp()).sum::<f64>() / all.len() as f64
}

/// An index beyond a part panics, though the array is longer.
///
/// Panics: (&[0.5, 0.25, 0.75, 0.125], 3)
/// At: (&[0.5, 0.25, 0.75, 0.125], 2)
#[differentiate]
pub fn index_beyond_a_part(x: &[f64], i: usize) -> f64 {
    let part = &x[..3];
    part[i] * part[i]
}

#[differentiate]
pub fn part_of_a_part(x: &[f64]) -> f64 {
    let middle = &x[1..4];
    let last = &middle[1..];
    last[0] * middle[0] + last[1] * last[1]
}

/// Len of m: 3
#[differentiate]
pub fn part_of_a_row(m: &[[f64; 4]], i: usize) -> f64 {
    let row = &m[i % 3][1..];
    row[0] * row[1] + row[2].powi(3)
}

#[differentiate]
pub fn part_of_a_local_array(x: f64, y: f64) -> f64 {
    let mut a = [x, y, x * y, x + y];
    a[1] *= 2.0;
    let part = &a[1..3];
    let sum: f64 = part.iter().sum();
    a[2] = sum * sum;
    a[2] + a[3] * a[1]
}

#[differentiate]
pub fn part_as_an_argument(x: &[f64]) -> f64 {
    squares_of_part(&x[1..]) * squares_of_part(&x[..2])
}

#[differentiate]
pub fn parts_as_two_arguments(x: &[f64]) -> f64 {
    let (a, b) = x.split_at(2);
    weighted_parts(a, &b[1..]) + weighted_parts(a, a)
}

/// Len of m: 3
#[differentiate]
pub fn part_of_a_row_as_an_argument(m: &[[f64; 4]]) -> f64 {
    let mut y = 1.0;
    for i in 0..m.len() {
        y *= squares_of_part(&m[i][1..]) + m[i][0];
    }
    y
}

#[differentiate]
pub fn part_of_a_local_array_as_an_argument(x: f64, y: f64) -> f64 {
    let mut a = [x, y, x * y, x - y];
    let first = squares_of_part(&a[..2]);
    a[0] = first * y;
    first + squares_of_part(&a[..3]) * a[3]
}

#[differentiate]
pub fn arguments_in_a_loop(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for i in 0..x.len() {
        y = y * 0.5 + squares_of_part(&x[i..]) * squares_of_part(&x[..i]);
    }
    y
}

#[differentiate]
pub fn sum_by_halves(x: &[f64]) -> f64 {
    if x.len() < 2 {
        return if x.is_empty() { 0.0 } else { x[0] * x[0] };
    }
    let (left, right) = x.split_at(x.len() / 2);
    sum_by_halves(left) * 0.5 + sum_by_halves(right)
}

#[differentiate]
pub fn part_that_shrinks(x: &[f64]) -> f64 {
    let mut rest = x;
    let mut y = 1.0;
    while !rest.is_empty() {
        y = y * 0.5 + rest[0] * rest[rest.len() - 1];
        rest = &rest[1..];
    }
    y
}

#[differentiate]
pub fn part_from_both_ends(x: &[f64]) -> f64 {
    let mut part = &x[..];
    let mut y = 0.5;
    loop {
        if part.len() < 2 {
            break;
        }
        y = y * part[0] + part[part.len() - 1];
        part = &part[1..part.len() - 1];
    }
    y
}

/// At: (&[0.5, 0.25, 0.75, 0.125], 0)
/// At: (&[0.5, 0.25, 0.75, 0.125], 3)
#[differentiate]
pub fn part_chosen_by_a_branch(x: &[f64], k: usize) -> f64 {
    let part = if k > 1 { &x[1..] } else { &x[..2] };
    part.iter().map(|v| v.sin()).sum::<f64>() * part[0]
}

#[differentiate]
pub fn part_shadowed(x: &[f64]) -> f64 {
    let x = &x[1..];
    let x = &x[..3];
    x[0] * x[1] * x[2]
}

#[differentiate]
pub fn binary_search_on_a_part(x: &[f64; 8], #[constant] at: &[f64; 8], p: f64) -> f64 {
    let mut low = &at[..];
    let mut first = 0;
    while low.len() > 1 {
        let half = low.len() / 2;
        if low[half] <= p {
            first += half;
            low = &low[half..];
        } else {
            low = &low[..half];
        }
    }
    x[first] * p
}

#[differentiate]
pub fn reversed_part(x: &[f64], t: f64) -> f64 {
    x[1..].iter().rev().fold(0.0, |y, v| y * t + v)
}

#[differentiate]
pub fn neighbours_by_parts(x: &[f64]) -> f64 {
    x[1..].iter().zip(&x[..x.len() - 1]).map(|(b, a)| (b - a).powi(2)).sum()
}

#[differentiate]
pub fn enumerated_part(x: &[f64]) -> f64 {
    let tail = &x[2..];
    let mut y = 0.0;
    for (i, v) in tail.iter().enumerate() {
        y += v * tail[i] * x[i];
    }
    y
}

#[differentiate]
pub fn split_for_writing(x: f64, y: f64) -> f64 {
    let mut a = [x, y, x * y, 1.0];
    let (left, right) = a.split_at_mut(2);
    left[0] += right[0];
    right[1] = left[0] * left[1];
    right[0] *= 2.0;
    a[0] * a[3] + a[2]
}

#[differentiate]
pub fn written_part_in_a_loop(x: &[f64; 4]) -> f64 {
    let mut a = *x;
    let tail = &mut a[1..];
    for i in 0..tail.len() {
        tail[i] = tail[i] * tail[i] + i as f64;
    }
    tail[0] += 1.0;
    a[0] * a[1] + a[2] * a[3]
}

#[differentiate]
pub fn part_of_a_temporary(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    for v in &[x, y, x * y][1..] {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn single_precision_part(x: &[f32]) -> f32 {
    let tail = &x[1..];
    tail.iter().map(|v| v * v).sum::<f32>() * x[0]
}

#[differentiate]
pub fn part_as_a_vector(x: &[f64]) -> f64 {
    let mut v = x[1..4].to_vec();
    v.push(x[0] * x[0]);
    v[1] *= v[3];
    v.iter().fold(1.0, |y, a| y * 0.5 + a * a)
}

#[differentiate]
pub fn part_of_a_vector(x: &[f64]) -> f64 {
    let mut v: Vec<f64> = x.iter().map(|a| a * a).collect();
    v.push(x[0]);
    let (first, last) = v.split_at(2);
    let mut sum = squares_of_part(last) + first[1];
    for w in v.windows(2) {
        sum += w[0] * w[1];
    }
    sum * squares_of_part(&v[1..3])
}

#[differentiate]
pub fn part_of_a_row_of_vectors(m: &[Vec<f64>]) -> f64 {
    let mut y = 0.5;
    for (i, row) in m.iter().enumerate() {
        if row.len() > 1 {
            let tail = &row[1..];
            y += tail[0] * tail[tail.len() - 1] + squares_of_part(&row[..2]);
            y *= squares_of_part(&m[i][1..]);
        }
    }
    y
}

#[differentiate]
pub fn written_part_of_a_vector(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    for c in v.chunks_mut(2) {
        let first = c[0];
        c[0] += first * first;
    }
    let (a, b) = v.split_at_mut(2);
    a[0] = b[0] * a[1];
    b[1] *= a[0];
    v.iter().product()
}
