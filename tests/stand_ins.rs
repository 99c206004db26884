//! Parameters of which the caller chooses the type: a function of slices and floats stands in for such a function.

use differentiate::differentiate;
use std::borrow::Borrow;

#[differentiate]
fn mean_of_items(values: impl Iterator<Item = f64>) -> f64 {
    let mut count = 0;
    let mut sum = 0.0;
    for value in values {
        sum += value * value;
        count += 1;
    }
    sum / count as f64
}

#[differentiate]
fn log_sum_of_items<'a, I>(values: I, scale: f64) -> f64
where
    I: IntoIterator<Item = &'a f64>,
{
    values.into_iter().map(|v| (v * scale).ln()).sum()
}

#[differentiate]
fn borrowed_items<I>(values: I) -> Option<f64>
where
    I: IntoIterator,
    I::Item: Borrow<f64>,
{
    let mut values = values.into_iter();
    let first = *values.next()?.borrow();
    Some(values.fold(first, |sum, v| sum * *v.borrow() + first))
}

#[differentiate]
fn items_of_pairs(mut points: impl ExactSizeIterator<Item = (f64, f64)>) -> f64 {
    let n = points.len() as f64;
    let (x, y) = points.next().unwrap();
    points.map(|(a, b)| (a - x) * (b - y)).sum::<f64>() / n
}

#[differentiate]
fn norm_of_lent(x: impl AsRef<[f64]>) -> f64 {
    let x = x.as_ref();
    x.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[differentiate]
fn spread_of_lent<S: AsRef<[f64]>>(x: &S, y: f64) -> f64 {
    x.as_ref().iter().map(|v| (v - y).powi(2)).sum()
}

#[differentiate]
fn of_what_becomes_a_float(mass: impl Into<f64>, speed: f64) -> f64 {
    let mass: f64 = mass.into();
    0.5 * mass * speed * speed
}

#[differentiate]
fn norm_of_rows(rows: &[&[f64]], scale: f64) -> f64 {
    rows.iter()
        .map(|row| row.iter().map(|v| v * v).sum::<f64>() * rows[0][0])
        .sum::<f64>()
        * scale
}

/// Iterators passed on to such functions.
#[differentiate]
fn items_passed(x: &[f64], y: f64) -> f64 {
    let squares = x.iter().map(|v| v * v);
    mean_of_items(squares) + log_sum_of_items(x, y) + mean_of_items(x.iter().copied().skip(1)) * norm_of_lent(x)
}

#[differentiate]
fn rows_given(x: &[f64], y: f64) -> f64 {
    norm_of_rows(&[&[y, x[0]], &[x[1]], &[]], y)
        - norm_of_rows(&[&[y, x[1]], &[x[0], y]], 0.5) * norm_of_rows(&[&x[1..], x], y)
}

#[derive(Clone, Copy, Debug, PartialEq, differentiate::Differentiable)]
struct Scale(f64);

#[differentiate]
impl Scale {
    fn total(self, values: impl IntoIterator<Item = f64>) -> f64 {
        values.into_iter().map(|v| (v * self.0).sin()).sum()
    }

    #[cfg(any())]
    fn absent(self, values: impl IntoIterator<Item = f64>) -> f64 {
        values.into_iter().map(|v| v * self.0).sum()
    }

    fn unit<I: Iterator<Item = f64>>(values: I) -> f64 {
        Self(1.0).total(values)
    }
}

#[differentiate]
mod in_a_module {
    pub fn variance<'a>(values: impl Iterator<Item = &'a f64> + Clone) -> f64 {
        let n = values.clone().count() as f64;
        let mean = values.clone().sum::<f64>() / n;
        values.map(|v| (v - mean) * (v - mean)).sum::<f64>() / n
    }

    pub fn weighted(x: &[f64], w: f64) -> f64 {
        variance(x.iter()) * w
    }
}

const X: [f64; 4] = [1.25, 0.5, 2.0, 0.75];

#[test]
fn the_value_is_that_of_the_users_function() {
    let (value, _) = mean_of_items::value_and_grad(&X);
    assert_eq!(value.to_bits(), mean_of_items(X.into_iter()).to_bits());
    let rows: Vec<Vec<f64>> = vec![X.to_vec(), vec![0.5]];
    let (value, _) = norm_of_rows::value_and_grad(&rows, 0.5);
    assert_eq!(value.to_bits(), norm_of_rows(&[&X, &[0.5]], 0.5).to_bits());
    let (value, _) = of_what_becomes_a_float::value_and_grad(3.0, 0.5);
    assert_eq!(value.to_bits(), of_what_becomes_a_float(3_i32, 0.5).to_bits());
}

#[test]
fn the_gradient_is_that_in_the_slice() {
    mean_of_items::check(&X).unwrap();
    log_sum_of_items::check(&X, 1.5).unwrap();
    borrowed_items::check(&X).unwrap();
    norm_of_lent::check(&X).unwrap();
    spread_of_lent::check(&X, 0.3).unwrap();
    of_what_becomes_a_float::check(1.5, 0.3).unwrap();
    norm_of_rows::check(&[X.to_vec(), vec![0.5]], 0.5).unwrap();
    items_passed::check(&X, 1.5).unwrap();
    rows_given::check(&X, 1.5).unwrap();
    in_a_module::variance::check(&X).unwrap();
    in_a_module::weighted::check(&X, 1.5).unwrap();
    Scale(1.5).total_check(&X).unwrap();
    Scale::unit_check(&X).unwrap();
    let points = [(1.0, 2.0), (3.0, 5.0), (2.0, 0.5)];
    let gradient = items_of_pairs::grad(&points);
    assert_eq!(items_of_pairs(points.into_iter()), (2.0 * 3.0 - 1.5) / 3.0);
    assert_eq!(gradient[1], (1.0, 2.0 / 3.0));
}
