// Tests, searches and counts with an attribute of their own: they have no derivative, and are called for their value.
use differentiate::differentiate;

#[differentiate]
pub fn interval_of(knots: &[f64], x: f64) -> usize {
    let mut k = 0;
    while k + 2 < knots.len() && knots[k + 1] < x {
        k += 1;
    }
    k
}

#[differentiate]
pub fn interpolated_by_search(knots: [f64; 3], y: [f64; 3], x: f64) -> f64 {
    let knots = [0.0, knots[0], knots[0] + knots[1]];
    let k = interval_of(&knots, x);
    let t = (x - knots[k]) / (knots[k + 1] - knots[k]);
    y[k] * (1.0 - t) + y[k + 1] * t
}

#[differentiate]
pub fn is_inside(point: &[f64; 2], radius: f64) -> bool {
    point[0] * point[0] + point[1] * point[1] < radius * radius
}

#[differentiate]
pub fn chosen_by_a_test(x: f64, y: f64, radius: f64) -> f64 {
    if is_inside(&[x, y], radius) {
        x * radius
    } else {
        y / radius
    }
}

#[differentiate]
pub fn wrapped(i: usize, len: usize) -> usize {
    (i + len - 1) % len
}

#[differentiate]
pub fn ring_of_products(x: &[f64]) -> f64 {
    (0..x.len()).map(|i| x[i] * x[wrapped(i, x.len())]).sum()
}

#[differentiate]
pub fn outermost(x: &[f64], level: f64) -> Option<(usize, usize)> {
    let first = x.iter().position(|&v| v > level)?;
    let last = x.iter().rposition(|&v| v > level)?;
    Some((first, last))
}

#[differentiate]
pub fn product_of_the_outermost(x: &[f64]) -> f64 {
    let ends: Option<(usize, usize)> = outermost(x, 0.25);
    match ends {
        Some((first, last)) => x[first] * x[last] * 2.0,
        None => x[0],
    }
}

#[differentiate]
pub fn is_positive(x: &[f64]) -> Result<(), String> {
    match x.iter().find(|&&v| v <= 0.0) {
        Some(v) => Err(format!("{v} is not positive")),
        None => Ok(()),
    }
}

#[differentiate]
pub fn logarithms(x: &[f64]) -> Result<f64, String> {
    is_positive(x)?;
    Ok(x.iter().map(|v| v.ln()).sum())
}

#[differentiate]
pub fn logarithms_where_there_are_some(x: &[f64], y: f64) -> f64 {
    logarithms(x).unwrap_or(0.0) + logarithms(&[y, x[0]]).unwrap_or(y) * y + logarithms(&[y - 1.0]).unwrap_or(y)
}
