// Chunks and windows.
use differentiate::differentiate;

#[differentiate]
pub fn product_of_part(x: &[f64]) -> f64 {
    x.iter().product()
}

#[differentiate]
pub fn for_in_windows(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for w in x.windows(2) {
        y += (w[1] - w[0] * w[0]).powi(2);
    }
    y
}

/// At: (&[0.5, 0.25, 0.75, 0.125], 3)
/// At: (&[0.5, 0.25], 3)
/// Panics: (&[0.5], 0)
#[differentiate]
pub fn windows_of_any_size(x: &[f64], n: usize) -> f64 {
    x.windows(n).map(|w| w.iter().product::<f64>()).sum()
}

/// At: (&[0.5, 0.25, 0.75, 0.125], 3)
/// At: (&[0.5, 0.25, 0.75, 0.125, 0.3, 0.6], 3)
/// Panics: (&[0.5], 0)
#[differentiate]
pub fn for_in_chunks(x: &[f64], n: usize) -> f64 {
    let mut y = 1.0;
    for c in x.chunks(n) {
        y = y * 0.5 + c.iter().map(|v| v * v).sum::<f64>() / c.len() as f64;
    }
    y
}

/// Len: 7
#[differentiate]
pub fn exact_chunks(x: &[f64]) -> f64 {
    x.chunks_exact(3).map(|c| c[0] * c[1] + c[2]).fold(1.0, |a, b| a * b)
}

/// Len: 7
#[differentiate]
pub fn chunks_from_the_end(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for (i, c) in x.rchunks(3).enumerate() {
        y += c[0] * c[c.len() - 1] * (i as f64 + 1.0);
    }
    y
}

/// Len: 6
#[differentiate]
pub fn chunks_reversed_and_skipped(x: &[f64]) -> f64 {
    x.chunks(2).rev().skip(1).map(|c| c[0] * c[1]).sum()
}

/// Len of x: 6
/// Len of y: 3
#[differentiate]
pub fn chunks_zipped(x: &[f64], y: &[f64]) -> f64 {
    x.chunks(2).zip(y).map(|(c, v)| (c[0] - c[1]) * v * v).sum()
}

#[differentiate]
pub fn windows_as_patterns(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for w in x.windows(3) {
        if let [a, b, c] = w {
            y += a * b - c * c;
        }
    }
    y
}

/// Len: 7
#[differentiate]
pub fn chunks_as_arguments(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for c in x.chunks(3) {
        y = y * 0.5 + product_of_part(c);
    }
    y
}

#[differentiate]
pub fn chunks_of_a_part(x: &[f64]) -> f64 {
    x[1..].chunks(2).map(|c| c[0] / (1.0 + c[c.len() - 1])).sum()
}

#[differentiate]
pub fn chunks_for_writing(x: &[f64; 6]) -> f64 {
    let mut a = *x;
    for c in a.chunks_mut(2) {
        c[0] += c[1] * c[1];
        c[1] = 2.0 * c[0];
    }
    a[0] * a[5] + a[2]
}

/// Len: 9
#[differentiate]
pub fn windows_of_windows(x: &[f64]) -> f64 {
    x.windows(4)
        .map(|w| w.windows(2).map(|p| (p[1] - p[0]).powi(2)).sum::<f64>().sqrt())
        .sum()
}

#[differentiate]
pub fn rest_behind_chunks(x: &[f64]) -> f64 {
    let pairs = x.chunks_exact(2);
    let rest: f64 = pairs.remainder().iter().map(|v| v * v).sum();
    pairs.map(|pair| pair[0] * pair[1]).sum::<f64>() + rest * x.chunks_exact(3).remainder()[1]
}

#[differentiate]
pub fn rest_behind_chunks_that_are_gone(x: &[f64]) -> f64 {
    let mut sums = [1.0, 2.0, 3.0];
    let mut chunks = x.chunks_exact(3);
    for chunk in chunks.by_ref() {
        for (sum, v) in sums.iter_mut().zip(chunk) {
            *sum += v * v;
        }
    }
    chunks
        .remainder()
        .iter()
        .fold(sums[0] * sums[1] * sums[2], |product, v| product * v)
}

/// Which part of a slice is found, is known at run time alone.
#[differentiate]
pub fn window_found(x: &[f64], y: f64) -> f64 {
    let ends = x.windows(2).find(|w| w[0] * y < w[1] + 1.0).unwrap();
    (y - ends[0]) / (ends[1] + ends[0]) * y
}

/// Len: 7
#[differentiate]
pub fn parts_found(x: &[f64], y: f64) -> f64 {
    let last = x.chunks(3).rev().find(|part| part.len() < 3 || part[0] > y);
    let sum = match x.windows(2).find(|w| w[0] <= y && y < w[1]) {
        Some(w) => w[0] * y + w[1],
        None => x[0],
    };
    if let Some([a, b]) = x.windows(2).find(|w| w[1] > 2.0) {
        return a * b;
    }
    sum * last.map_or(y, |part| part.iter().product::<f64>() * y)
}
