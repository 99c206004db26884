// Sorting: the elements follow the order of their keys.
use differentiate::differentiate;

#[differentiate]
pub fn median(x: &[f64]) -> f64 {
    let mut sorted = x.to_vec();
    sorted.sort_by(|a, b| a.partial_cmp(b).unwrap());
    sorted[sorted.len() / 2] * sorted[0]
}

#[differentiate]
pub fn sorted_array(x: [f64; 4]) -> f64 {
    let mut v = x;
    v.sort_by(f64::total_cmp);
    v[0] * v[1] + v[2] * v[2] * v[3]
}

#[differentiate]
pub fn sorted_down(x: [f64; 3]) -> f64 {
    let mut v = x;
    v.sort_unstable_by(|a, b| b.total_cmp(a));
    v[0] * v[1] - v[2]
}

#[differentiate]
pub fn sorted_reversed(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v.sort_unstable_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal).reverse());
    v[0] * v[1] - v[2]
}

/// Domain: -1.0..1.0
#[differentiate]
pub fn part_sorted_by_a_key(x: &[f64]) -> f64 {
    let mut v = x.to_vec();
    v[1..4].sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    v[0] * v[1] - v[2] * v[3] * v[4]
}

#[differentiate]
pub fn trapezoid_of_sorted_points(x: &[f64], y: &[f64]) -> f64 {
    let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    points.sort_by(|a, b| a.0.partial_cmp(&b.0).unwrap());
    points
        .windows(2)
        .map(|w| (w[1].0 - w[0].0) * (w[1].1 + w[0].1) / 2.0)
        .sum()
}

#[differentiate]
pub fn sorted_by_pattern(x: f64, y: f64) -> f64 {
    let mut v = vec![(x, y), (y, x), (0.5, 1.0)];
    v.sort_by(|(a, _), (b, _)| b.partial_cmp(a).unwrap());
    v[0].0 * v[0].1 * v[0].0 + v[1].1
}

/// Positions, in the order of what is there.
#[differentiate]
pub fn sorted_positions(x: &[f64]) -> f64 {
    let mut order: Vec<usize> = (0..x.len()).collect();
    order.sort_by(|&i, &j| x[j].partial_cmp(&x[i]).unwrap());
    x[order[0]] * x[order[1]] + x[order[2]].sin()
}

#[differentiate]
pub fn sorted_integers(x: f64, k: usize) -> f64 {
    let mut v = [k, 3, 1];
    v.sort_unstable();
    let mut terms = [(2, x), (1, x * x)];
    terms.sort_by_key(|term| term.0);
    x * v[0] as f64 + terms[0].1 * v[1] as f64
}

#[differentiate]
pub fn sorted_in_place(x: &mut [f64]) -> f64 {
    x.sort_by(|a, b| a.total_cmp(b));
    x[0] * x[2]
}

#[differentiate]
pub fn sorted_rows(x: f64, y: f64) -> f64 {
    let mut rows = [[x, y], [y, x * y], [0.5, x]];
    rows.sort_by(|a, b| a[1].total_cmp(&b[1]));
    rows[0][0] * rows[1][1] + rows[2][0]
}

#[differentiate]
pub fn sum_of_the_largest<T: num_traits::Float>(x: &[T], k: usize) -> T {
    let mut v = x.to_vec();
    v.sort_by(|a, b| b.partial_cmp(a).unwrap());
    v.iter().take(k).fold(T::zero(), |sum, &v| sum + v * v)
}
