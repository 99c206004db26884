//! Layers of many shapes against their formulas, written as they stand in a book, and their gradients against central differences.

use differentiate::{differentiate, nn};

/// Numbers between −1 and 1 without a pattern, and without ties.
fn numbers(count: usize, seed: usize) -> Vec<f64> {
    let number = |k: usize| ((k * k * 31 + k * 7 + seed * 57 + 11) as f64 * 0.618_033_988_749_895).fract();
    (0..count).map(|k| 2.0 * number(k) - 1.0).collect()
}

#[track_caller]
fn near(what: &str, got: &[f64], expected: &[f64]) {
    assert_eq!(got.len(), expected.len(), "{what}");
    for (got, expected) in got.iter().zip(expected) {
        assert!((got - expected).abs() < 1e-13, "{what}: {got}, not {expected}");
    }
}

/// Sizes around the four units that the dense layer takes at once.
#[test]
fn dense_layers_of_all_sizes_are_their_formula() {
    for (rows, inputs, outputs) in [(1, 1, 1), (2, 3, 4), (3, 7, 5), (1, 8, 8), (2, 5, 11), (0, 3, 2)] {
        let (x, w, b) = (
            numbers(rows * inputs, 1),
            numbers(outputs * inputs, 2),
            numbers(outputs, 3),
        );
        let mut expected = Vec::new();
        for n in 0..rows {
            for o in 0..outputs {
                expected.push(b[o] + (0..inputs).map(|i| w[o * inputs + i] * x[n * inputs + i]).sum::<f64>());
            }
        }
        near(
            &format!("{rows}, {inputs}, {outputs}"),
            &nn::linear(&x, &w, &b),
            &expected,
        );
        if rows > 0 {
            squares_of_linear::check(&x, &w, &b).unwrap();
        }
    }
}

#[differentiate]
fn squares_of_linear(x: &[f64], w: &[f64], b: &[f64]) -> f64 {
    let y: Vec<f64> = nn::linear(x, w, b);
    y.iter().map(|v| v * v).sum()
}

#[differentiate]
fn squares_of_conv2d(x: &[f64], w: &[f64], b: &[f64], k: [usize; 2], s: [usize; 2], p: [usize; 2]) -> f64 {
    let y: Vec<f64> = nn::conv2d(x, w, b, [2, 4, 5], k, s, p, [1, 1], 1);
    y.iter().map(|v| v * v).sum()
}

/// What stands at a place of a padded image of 2 × 4 × 5.
fn pixel(x: &[f64], n: usize, c: usize, [row, column]: [usize; 2], padding: [usize; 2]) -> Option<f64> {
    let (row, column) = (row.checked_sub(padding[0])?, column.checked_sub(padding[1])?);
    (row < 4 && column < 5).then(|| x[((n * 2 + c) * 4 + row) * 5 + column])
}

/// Kernels, strides and paddings of a 4 × 5 image.
fn windows() -> impl Iterator<Item = [[usize; 2]; 3]> {
    let pairs = |from: usize, to: usize| (from..=to).flat_map(move |a| (from..=to).map(move |b| [a, b]));
    pairs(1, 3).flat_map(move |k| pairs(1, 3).flat_map(move |s| pairs(0, 2).map(move |p| [k, s, p])))
}

#[test]
fn convolutions_of_all_shapes_are_their_formula() {
    for [k, s, p] in windows() {
        let (x, w, b) = (numbers(80, 1), numbers(3 * 2 * k[0] * k[1], 2), numbers(3, 3));
        let (height, width) = ((4 + 2 * p[0] - k[0]) / s[0] + 1, (5 + 2 * p[1] - k[1]) / s[1] + 1);
        let mut expected = Vec::new();
        for place in 0..2 * 3 * height * width {
            let (n, o) = (place / (3 * height * width), place / (height * width) % 3);
            let (i, j) = (place / width % height, place % width);
            let mut sum = b[o];
            for tap in 0..2 * k[0] * k[1] {
                let (c, u, v) = (tap / (k[0] * k[1]), tap / k[1] % k[0], tap % k[1]);
                let at = [i * s[0] + u, j * s[1] + v];
                sum += w[o * 2 * k[0] * k[1] + tap] * pixel(&x, n, c, at, p).unwrap_or(0.0);
            }
            expected.push(sum);
        }
        near(
            &format!("{k:?} {s:?} {p:?}"),
            &nn::conv2d(&x, &w, &b, [2, 4, 5], k, s, p, [1, 1], 1),
            &expected,
        );
        if k != s {
            squares_of_conv2d::check(&x, &w, &b, k, s, p).unwrap();
        }
    }
}

#[differentiate]
fn squares_of_groups(
    x: &[f64],
    w: &[f64],
    b: &[f64],
    s: [usize; 2],
    p: [usize; 2],
    d: [usize; 2],
    groups: usize,
) -> f64 {
    let y: Vec<f64> = nn::conv2d(x, w, b, [4, 5, 6], [2, 3], s, p, d, groups);
    y.iter().map(|v| v * v).sum()
}

/// Dilated kernels of 2 × 3 on images of 4 × 5 × 6, with 4 filters in 1, 2 and 4 groups.
#[test]
fn dilated_and_grouped_convolutions_are_their_formula() {
    for (d, groups) in [([1, 1], 2), ([2, 1], 1), ([1, 2], 4), ([3, 2], 2), ([2, 2], 4)] {
        for (s, p) in [([1, 1], [0, 0]), ([2, 1], [1, 2]), ([1, 3], [2, 1])] {
            let own = 4 / groups;
            let (x, w, b) = (numbers(2 * 4 * 30, 1), numbers(4 * own * 6, 2), numbers(4, 3));
            let (height, width) = (
                (5 + 2 * p[0] - d[0] - 1) / s[0] + 1,
                (6 + 2 * p[1] - 2 * d[1] - 1) / s[1] + 1,
            );
            let pixel = |n: usize, c: usize, row: usize, column: usize| {
                let (row, column) = (row.checked_sub(p[0])?, column.checked_sub(p[1])?);
                (row < 5 && column < 6).then(|| x[((n * 4 + c) * 5 + row) * 6 + column])
            };
            let mut expected = Vec::new();
            for place in 0..2 * 4 * height * width {
                let (n, o) = (place / (4 * height * width), place / (height * width) % 4);
                let (i, j) = (place / width % height, place % width);
                let mut sum = b[o];
                for tap in 0..own * 6 {
                    let (c, u, v) = (tap / 6, tap / 3 % 2, tap % 3);
                    let channel = o / own * own + c;
                    let at = pixel(n, channel, i * s[0] + u * d[0], j * s[1] + v * d[1]);
                    sum += w[o * own * 6 + tap] * at.unwrap_or(0.0);
                }
                expected.push(sum);
            }
            let y = nn::conv2d(&x, &w, &b, [4, 5, 6], [2, 3], s, p, d, groups);
            near(&format!("{s:?} {p:?} {d:?} {groups}"), &y, &expected);
            squares_of_groups::check(&x, &w, &b, s, p, d, groups).unwrap();
        }
    }
}

#[differentiate]
fn squares_of_pools(x: &[f64], k: [usize; 2], s: [usize; 2], p: [usize; 2]) -> f64 {
    let most: Vec<f64> = nn::max_pool2d(x, [2, 4, 5], k, s, p);
    let mean: Vec<f64> = nn::avg_pool2d(x, [2, 4, 5], k, s, p);
    most.iter().zip(&mean).map(|(a, b)| a * a * b).sum()
}

#[test]
fn pools_of_all_shapes_are_their_formula() {
    for [k, s, p] in windows() {
        if 2 * p[0] > k[0] || 2 * p[1] > k[1] {
            continue;
        }
        let x = numbers(80, 4);
        let (height, width) = ((4 + 2 * p[0] - k[0]) / s[0] + 1, (5 + 2 * p[1] - k[1]) / s[1] + 1);
        let (mut most, mut mean) = (Vec::new(), Vec::new());
        for place in 0..4 * height * width {
            let (plane, i, j) = (place / (height * width), place / width % height, place % width);
            let window = (0..k[0] * k[1]).filter_map(|tap| {
                let at = [i * s[0] + tap / k[1], j * s[1] + tap % k[1]];
                pixel(&x, plane / 2, plane % 2, at, p)
            });
            let window: Vec<f64> = window.collect();
            most.push(window.iter().copied().fold(f64::NEG_INFINITY, f64::max));
            mean.push(window.iter().sum::<f64>() / (k[0] * k[1]) as f64);
        }
        near(
            &format!("max {k:?} {s:?} {p:?}"),
            &nn::max_pool2d(&x, [2, 4, 5], k, s, p),
            &most,
        );
        near(
            &format!("avg {k:?} {s:?} {p:?}"),
            &nn::avg_pool2d(&x, [2, 4, 5], k, s, p),
            &mean,
        );
        squares_of_pools::check(&x, k, s, p).unwrap();
        let mut in_place = vec![f64::NAN; most.len()];
        nn::max_pool2d_into(&x, [2, 4, 5], k, s, p, &mut in_place);
        near("in place", &in_place, &most);
        nn::avg_pool2d_into(&x, [2, 4, 5], k, s, p, &mut in_place);
        near("in place", &in_place, &mean);
    }
}
