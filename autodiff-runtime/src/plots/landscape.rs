//! Pictures of what [`landscape`](crate::landscape) finds.

use super::figure::{stack, Figure};
use super::PlotError;
use crate::landscape::{Convexity, Curvature, Line, RateCurve};
use crate::tangent::Differentiable;
use std::format;
use std::path::Path;
use std::vec::Vec;

/// The loss by the rate, with the two rates that are proposed.
///
/// # Errors
/// If the curve is empty, or the file cannot be written.
pub fn rate_curve(path: impl AsRef<Path>, curve: &RateCurve) -> Result<(), PlotError> {
    let at = |rate: f64| {
        let place = curve
            .rates
            .partition_point(|&other| other < rate)
            .min(curve.rates.len().saturating_sub(1));
        curve.losses.get(place).map(|&loss| (rate, loss))
    };
    let points = curve.rates.iter().copied().zip(curve.losses.iter().copied());
    let mut figure = Figure::new("Which learning rate?")
        .labels("rate", "loss")
        .log_x()
        .line("loss", points);
    for (name, rate) in [
        ("falls fastest", curve.steepest),
        ("a tenth of the lowest", curve.tenth_of_lowest),
    ] {
        if let Some(rate) = rate {
            figure = figure.points(format!("{name}: {rate:.1e}"), at(rate));
        }
    }
    figure.save(path)
}

/// Values along a line.
///
/// # Errors
/// If none is finite, or the file cannot be written.
pub fn line(path: impl AsRef<Path>, line: &Line) -> Result<(), PlotError> {
    let points = line.at.iter().copied().zip(line.values.iter().copied());
    Figure::new("Along a direction")
        .labels("factor of the direction", "value")
        .line("", points)
        .save(path)
}

/// The function along the directions of the largest and of the smallest curvature, from −`reach` to `reach`, with the parabolas
/// that the curvatures make of it. `slope` is the gradient at `x`.
///
/// # Errors
/// If no value is finite, or the file cannot be written.
pub fn curvature<P: Differentiable + Clone>(
    path: impl AsRef<Path>,
    x: &P,
    curvature: &Curvature<P::Tangent>,
    slope: &P::Tangent,
    reach: f64,
    mut f: impl FnMut(&P) -> f64,
) -> Result<(), PlotError> {
    use crate::tangent::Tangent;
    const POINTS: usize = 201;
    let here = f(x);
    let mut figures = Vec::new();
    for (name, pair) in [("largest", &curvature.largest), ("smallest", &curvature.smallest)] {
        let along = Line::along(x, &pair.vector, reach, POINTS, &mut f);
        let first = slope.dot(&pair.vector);
        let parabola = along
            .at
            .iter()
            .map(|&t| (t, here + first * t + 0.5 * pair.value * t * t))
            .collect::<Vec<_>>();
        let points = along.at.iter().copied().zip(along.values.iter().copied());
        let title = match figures.is_empty() {
            true => format!("{curvature}"),
            false => "".into(),
        };
        let figure = Figure::new(title)
            .labels("distance", "value")
            .line(format!("{name} curvature {:.3e}", pair.value), points)
            .line("its parabola", parabola);
        figures.push(figure);
    }
    stack(path, &figures)
}

/// The approximations to eigenvalues of a Hessian, in ascending order: how far they are spread is how badly it is conditioned.
///
/// # Errors
/// If the file cannot be written.
pub fn spectrum<T>(path: impl AsRef<Path>, curvature: &Curvature<T>) -> Result<(), PlotError> {
    let values = &curvature.ritz_values;
    let title = match curvature.condition_number() {
        Some(condition) => format!("Curvatures, condition number {condition:.3e}"),
        None => "Curvatures of both signs".into(),
    };
    let points = values.iter().enumerate().map(|(k, &value)| ((k + 1) as f64, value));
    let figure = Figure::new(title).labels("number", "eigenvalue");
    let figure = if values.iter().all(|&value| value > 0.0) {
        figure.log_y()
    } else {
        figure
    };
    figure.points("", points).save(path)
}

/// The function along the segment on which it is furthest above its chord, with the chord. Where no such segment was found, there is
/// nothing to draw: tells whether there is a picture.
///
/// # Errors
/// If no value is finite, or the file cannot be written.
pub fn convexity<P: Differentiable + Clone>(
    path: impl AsRef<Path>,
    convexity: &Convexity<P>,
    mut f: impl FnMut(&P) -> f64,
) -> Result<bool, PlotError> {
    let Some(worst) = &convexity.worst else {
        return Ok(false);
    };
    let values: Vec<(f64, f64)> = (0..=200)
        .map(|k| f64::from(k) / 200.0)
        .map(|t| (t, f(&worst.at(t))))
        .collect();
    let ends = [values[0], values[values.len() - 1]];
    Figure::new(format!("{convexity}"))
        .labels("from one end of the segment to the other", "value")
        .line("function", values)
        .line("chord", ends)
        .save(path)?;
    Ok(true)
}
