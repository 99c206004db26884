//! Iterators that end in two vectors, slices that become arrays, and vectors without repetitions.

use differentiate::differentiate;

#[differentiate]
pub fn partitioned(x: &[f64]) -> f64 {
    let (up, down): (Vec<f64>, Vec<f64>) = x.windows(2).map(|w| w[1] - w[0]).partition(|d| *d > 0.0);
    let gain: f64 = up.iter().map(|v| v * v).sum();
    let loss: f64 = down.iter().map(|v| v.sin()).sum();
    gain - loss * up.len() as f64
}

#[differentiate]
pub fn partitioned_references(x: &[f64]) -> f64 {
    let (large, small) = x.iter().partition::<Vec<f64>, _>(|&&v| v > 0.5);
    large.iter().product::<f64>() * small.len() as f64 + small.iter().sum::<f64>()
}

#[differentiate]
pub fn unzipped(x: &[f64]) -> f64 {
    let (sines, cosines): (Vec<f64>, Vec<f64>) = x.iter().map(|v| v.sin_cos()).unzip();
    sines.iter().zip(&cosines).map(|(a, b)| a * a * b).sum()
}

#[differentiate]
pub fn array_of_a_part(x: &[f64]) -> f64 {
    let a: [f64; 3] = x[1..4].try_into().unwrap();
    a[0] * a[1] + a[2].sin()
}

#[differentiate]
pub fn array_of_a_slice_or_none(x: &[f64], k: usize) -> f64 {
    let pair: Option<[f64; 2]> = x[..k].try_into().ok();
    match pair {
        Some([a, b]) => a * b * b,
        None => x[0] * k as f64,
    }
}

#[differentiate]
pub fn array_of_a_chunk(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for chunk in x.chunks(2) {
        let Ok([a, b]): Result<[f64; 2], _> = chunk.try_into() else {
            break;
        };
        sum += a * b;
    }
    sum
}

/// Panics: (&[0.5, 0.25, 0.75], &[0.5, 1.0, 1.5, 2.0])
/// Len: 4
/// Const: N = 4
#[differentiate]
pub fn array_of_generic_length_of_a_slice<const N: usize>(x: &[f64], w: &[f64; N]) -> f64 {
    let mut a: [f64; N] = x.try_into().expect("as many");
    a[0] *= 2.0;
    a.iter().zip(w).map(|(v, w)| v * v * w).sum()
}

#[differentiate]
pub fn array_of_a_reference(x: &[f64]) -> f64 {
    let a: &[f64; 5] = x.try_into().unwrap();
    a[4] * a[0] * a[0]
}

#[differentiate]
pub fn without_repetitions(x: &[f64]) -> f64 {
    let mut v = vec![x[0], x[0], x[1], x[2], x[2], x[0]];
    v.dedup();
    v.iter().enumerate().map(|(k, v)| (k + 1) as f64 * v * v).sum()
}

#[differentiate]
pub fn array_by_try_from(x: &[f64]) -> f64 {
    let [a, b] = <[f64; 2]>::try_from(&x[..2]).unwrap();
    let c = <[f64; 3]>::try_from(x).unwrap_or([a, b, 0.5]);
    a * b * c[2] + c[0]
}
