// Chains of iterators.
use differentiate::differentiate;

#[differentiate]
pub fn sum_of_elements(x: &[f64]) -> f64 {
    x.iter().sum()
}

#[differentiate]
pub fn product_of_elements(x: &[f64; 4]) -> f64 {
    x.iter().product::<f64>()
}

#[differentiate]
pub fn mean_and_variance(x: &[f64]) -> f64 {
    let n = x.len() as f64;
    let mean = x.iter().sum::<f64>() / n;
    x.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n
}

#[differentiate]
pub fn dot_product_by_zip(x: &[f64; 5], y: &[f64; 5]) -> f64 {
    x.iter().zip(y.iter()).map(|(a, b)| a * b).sum()
}

#[differentiate]
pub fn zip_with_itself_shifted(x: &[f64]) -> f64 {
    x.iter()
        .zip(x.iter().skip(1))
        .map(|(a, b)| (b - a * a).powi(2) + (1.0 - a).powi(2))
        .sum()
}

#[differentiate]
pub fn zip_of_three(x: &[f64; 4], y: &[f64; 4], z: &[f64; 4]) -> f64 {
    let mut total = 0.0;
    for ((a, b), c) in x.iter().zip(y).zip(z) {
        total += a * b.sin() * c;
    }
    total
}

#[differentiate]
pub fn enumerated_weights(x: &[f64]) -> f64 {
    x.iter().enumerate().map(|(i, v)| (i as f64 + 1.0) * v * v).sum()
}

#[differentiate]
pub fn polynomial_by_fold(x: f64, c: &[f64]) -> f64 {
    c.iter().rev().fold(0.0, |value, c| value * x + c)
}

#[differentiate]
pub fn largest_by_fold(x: &[f64]) -> f64 {
    x.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

#[differentiate]
pub fn fold_of_a_pair(x: &[f64]) -> f64 {
    let (sum, product) = x.iter().fold((0.0, 1.0), |(sum, product), &v| (sum + v, product * v));
    sum * product
}

#[differentiate]
pub fn fold_over_a_range(x: f64, n: usize) -> f64 {
    (1..=n).fold(1.0, |term, k| term + term * x / k as f64)
}

#[differentiate]
pub fn fold_that_changes_captures(x: f64) -> f64 {
    let mut weight = x;
    let sum = (1..5).fold(0.0, |sum, k| {
        weight *= x;
        sum + weight / k as f64
    });
    sum * weight
}

#[differentiate]
pub fn filtered_sum(x: &[f64]) -> f64 {
    x.iter().filter(|v| **v > 0.5).map(|v| v * v * v).sum()
}

#[differentiate]
pub fn filtered_and_enumerated(x: &[f64]) -> f64 {
    x.iter()
        .filter(|&&v| v > 0.0)
        .enumerate()
        .map(|(i, v)| v.powi(2) / (i as f64 + 1.0))
        .sum()
}

#[differentiate]
pub fn taken_while_positive(x: &[f64]) -> f64 {
    x.iter().take_while(|v| **v > -1.0).fold(1.0, |y, v| y * 0.5 + v * v)
}

#[differentiate]
pub fn counted(x: &[f64]) -> f64 {
    let large = x.iter().filter(|v| v.abs() > 1.0).count();
    x[0] * x[0] * large as f64
}

#[differentiate]
pub fn any_and_all(x: &[f64]) -> f64 {
    if x.iter().any(|v| *v > 2.0) {
        x[0].exp()
    } else if x.iter().all(|&v| v < 1.5) {
        x[0] * x[0]
    } else {
        x[0].sin()
    }
}

#[differentiate]
pub fn for_each_element(x: &[f64]) -> f64 {
    let mut y = 1.0;
    x.iter().for_each(|v| y = y * 0.5 + v.tanh());
    y
}

#[differentiate]
pub fn skipped_and_taken(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for (i, v) in x.iter().enumerate().take(4).skip(1) {
        y += v.powi(2) / (1.0 + i as f64);
    }
    y
}

#[differentiate]
pub fn mapped_elements_in_a_loop(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x.iter().map(|v| v * v + 1.0) {
        if v > 3.0 {
            continue;
        }
        y *= v;
    }
    y
}

#[differentiate]
pub fn nested_chains(x: &[f64; 4]) -> f64 {
    (0..4)
        .map(|i| (0..i).map(|j| (x[i] - x[j]).powi(2)).sum::<f64>().sqrt())
        .sum()
}

#[differentiate]
pub fn running_sums(x: &[f64]) -> f64 {
    let mut total = 0.0;
    x.iter()
        .map(|v| {
            total += v;
            total * total
        })
        .sum()
}

#[differentiate]
pub fn rows_of_a_matrix(m: &[[f64; 3]; 2], x: &[f64; 3]) -> f64 {
    let mut y = 1.0;
    for row in m.iter() {
        y *= row.iter().zip(x).map(|(a, b)| a * b).sum::<f64>();
    }
    y
}

#[differentiate]
pub fn softmax_loss(x: &[f64]) -> f64 {
    let max = x.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
    let sum: f64 = x.iter().map(|v| (v - max).exp()).sum();
    max + sum.ln() - x[0]
}

#[differentiate]
pub fn zipped_with_an_endless_range(x: &[f64]) -> f64 {
    x.iter().zip(1..).map(|(v, k)| v.powi(2) / f64::from(k)).sum()
}

#[differentiate]
pub fn single_precision_chain(x: &[f32]) -> f32 {
    x.iter().map(|v| v * v).rev().sum()
}

#[differentiate]
pub fn elements_of_array_patterns([x, y]: [f64; 2]) -> f64 {
    let [a, b, _] = [x * y, x + y, 1.0];
    a * b
}
