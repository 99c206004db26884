//! Central differences, extrapolated.

use super::case::{moved, Argument};

/// The derivative by one component and an estimate of its error, from the best of three first steps: a jump or a kink
/// may lie within the larger ones.
pub fn central(f: fn(&[Argument]) -> f64, at: &[Argument], component: usize, single: bool) -> (f64, f64) {
    let steps = if single { [4.0, 6.0, 8.0] } else { [8.0, 12.0, 16.0] };
    let difference = |step: f64| (f(&moved(at, component, step)) - f(&moved(at, component, -step))) / (2.0 * step);
    let estimates = steps.map(|power: f64| extrapolated(difference, (-power).exp2()));
    estimates
        .into_iter()
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .expect("three of them")
}

/// Ridders' method: halves the step and takes the tableau's best entry.
fn extrapolated(difference: impl Fn(f64) -> f64, mut step: f64) -> (f64, f64) {
    const ROWS: usize = 5;
    let mut best = (f64::NAN, f64::INFINITY);
    let mut above: Vec<f64> = Vec::new();
    for row in 0..ROWS {
        let mut line = vec![difference(step)];
        for column in 1..=row {
            let factor = 4f64.powi(column as i32);
            let value = (factor * line[column - 1] - above[column - 1]) / (factor - 1.0);
            let error = (value - line[column - 1]).abs().max((value - above[column - 1]).abs());
            if error <= best.1 {
                best = (value, error);
            }
            line.push(value);
        }
        above = line;
        step /= 2.0;
    }
    best
}
