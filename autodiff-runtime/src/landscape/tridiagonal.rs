//! Eigenvalues and eigenvectors of symmetric tridiagonal matrices.

use std::vec::Vec;

/// The eigenvalues in ascending order, each with its normalised eigenvector. `off` has the elements beside the diagonal.
///
/// QL iterations with implicit shifts, as `tql2` of EISPACK (Bowdler, Martin, Reinsch and Wilkinson 1968). None if they do not
/// converge, which for finite input has not been seen.
pub(super) fn eigen(diagonal: &[f64], off: &[f64]) -> Option<Vec<(f64, Vec<f64>)>> {
    const MOST: usize = 60;
    let n = diagonal.len();
    let (mut d, mut e) = (diagonal.to_vec(), off.to_vec());
    e.resize(n, 0.0);
    // Column k of `z` is the vector of d[k]; rows are the components.
    let mut z: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|k| f64::from(i == k)).collect()).collect();
    for low in 0..n {
        for iteration in 0.. {
            let small = |m: &usize| e[*m].abs() <= f64::EPSILON * (d[*m].abs() + d[*m + 1].abs());
            let high = (low..n - 1).find(small).unwrap_or(n - 1);
            if high == low {
                break;
            }
            if iteration == MOST {
                return None;
            }
            sweep(&mut d, &mut e, &mut z, low, high);
        }
    }
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&a, &b| d[a].total_cmp(&d[b]));
    let vector = |k: usize| z.iter().map(|row| row[k]).collect();
    Some(order.into_iter().map(|k| (d[k], vector(k))).collect())
}

/// One QL step on the block from `low` to `high`.
fn sweep(d: &mut [f64], e: &mut [f64], z: &mut [Vec<f64>], low: usize, high: usize) {
    // Wilkinson's shift.
    let half = (d[low + 1] - d[low]) / (2.0 * e[low]);
    let root = half.hypot(1.0);
    let mut g = d[high] - d[low] + e[low] / (half + root.copysign(half));
    let (mut sine, mut cosine, mut p) = (1.0, 1.0, 0.0);
    for i in (low..high).rev() {
        let (f, b) = (sine * e[i], cosine * e[i]);
        let r = f.hypot(g);
        e[i + 1] = r;
        if r == 0.0 {
            d[i + 1] -= p;
            e[high] = 0.0;
            return;
        }
        (sine, cosine) = (f / r, g / r);
        g = d[i + 1] - p;
        let turned = (d[i] - g) * sine + 2.0 * cosine * b;
        p = sine * turned;
        d[i + 1] = g + p;
        g = cosine * turned - b;
        for row in z.iter_mut() {
            let (left, right) = (row[i], row[i + 1]);
            row[i + 1] = sine * left + cosine * right;
            row[i] = cosine * left - sine * right;
        }
    }
    d[low] -= p;
    e[low] = g;
    e[high] = 0.0;
}

#[cfg(test)]
mod tests {
    use super::eigen;
    use crate::random::SplitMix64;
    use core::f64::consts::PI;
    use std::vec;
    use std::vec::Vec;

    /// The matrix times a vector.
    fn product(diagonal: &[f64], off: &[f64], x: &[f64]) -> Vec<f64> {
        let n = x.len();
        let mut y = vec![0.0; n];
        for i in 0..n {
            y[i] += diagonal[i] * x[i];
            if i + 1 < n {
                y[i] += off[i] * x[i + 1];
                y[i + 1] += off[i] * x[i];
            }
        }
        y
    }

    #[test]
    fn the_second_difference_has_its_known_eigenvalues() {
        let n = 12;
        let pairs = eigen(&vec![2.0; n], &vec![-1.0; n - 1]).unwrap();
        for (k, (value, _)) in pairs.iter().enumerate() {
            let known = 2.0 - 2.0 * ((k + 1) as f64 * PI / (n + 1) as f64).cos();
            assert!((value - known).abs() < 1e-13);
        }
    }

    #[test]
    fn random_matrices_are_what_their_pairs_make() {
        let mut random = SplitMix64::new(1);
        for n in 1..20 {
            let diagonal: Vec<f64> = (0..n).map(|_| random.normal()).collect();
            let off: Vec<f64> = (1..n).map(|k| if k % 5 == 0 { 0.0 } else { random.normal() }).collect();
            let pairs = eigen(&diagonal, &off).unwrap();
            assert!(pairs.is_sorted_by(|a, b| a.0 <= b.0));
            for (value, vector) in &pairs {
                let residual = product(&diagonal, &off, vector)
                    .iter()
                    .zip(vector)
                    .map(|(y, x)| (y - value * x).abs())
                    .fold(0.0, f64::max);
                let norm = vector.iter().map(|x| x * x).sum::<f64>();
                assert!(residual < 1e-13 && (norm - 1.0).abs() < 1e-13, "{n}: {residual}");
            }
        }
    }
}
