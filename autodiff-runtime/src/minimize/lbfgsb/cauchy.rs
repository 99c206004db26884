//! The generalised Cauchy point: the first minimum of the model along the projected gradient.

use super::model::Model;
use crate::minimize::bounds::Bounds;
use crate::minimize::point::Place;
use crate::numeric::vector::{add_scaled, dot};
use std::vec;
use std::vec::Vec;

/// The point, with *Wᵀ*(point − *x*) (Byrd, Lu, Nocedal and Zhu 1995, algorithm CP).
pub(super) fn point(model: &Model, place: &Place, bounds: &Bounds) -> (Vec<f64>, Vec<f64>) {
    let (x, gradient, theta) = (&place.x, &place.gradient, model.theta);
    let mut point = x.clone();
    // How far along the gradient each parameter meets its bound.
    let mut breaks: Vec<(f64, usize)> = Vec::new();
    let mut direction = vec![0.0; x.len()];
    for (i, &slope) in gradient.iter().enumerate() {
        let bound = if slope > 0.0 { bounds.lower[i] } else { bounds.upper[i] };
        let distance = if slope == 0.0 {
            f64::INFINITY
        } else {
            (x[i] - bound) / slope
        };
        if distance > 0.0 && slope != 0.0 {
            direction[i] = -slope;
            breaks.push((distance, i));
        }
    }
    breaks.sort_by(|a, b| a.0.total_cmp(&b.0));

    let mut products: Vec<f64> = model.w.iter().map(|column| dot(column, &direction)).collect();
    let mut moved = vec![0.0; products.len()];
    // The first and second derivative of the model along the path.
    let mut slope = -dot(&direction, &direction);
    let mut curvature = -theta * slope - dot(&products, &model.times_m(&products));
    let least = f64::EPSILON * curvature;
    let mut reached = 0.0;
    let mut rest = breaks.len();
    let mut to_minimum = -slope / curvature;
    for (number, &(distance, i)) in breaks.iter().enumerate() {
        let segment = distance - reached;
        if to_minimum < segment || !distance.is_finite() {
            rest = number;
            break;
        }
        add_scaled(&mut moved, segment, &products);
        reached = distance;
        let g = gradient[i];
        point[i] = if g > 0.0 { bounds.lower[i] } else { bounds.upper[i] };
        let row = model.row(i);
        let times_row = model.times_m(&row);
        slope += segment * curvature + g * g + theta * g * (point[i] - x[i]) - g * dot(&times_row, &moved);
        curvature -= theta * g * g + 2.0 * g * dot(&times_row, &products) + g * g * dot(&times_row, &row);
        // What is left of the curvature may be rounding only.
        curvature = curvature.max(least);
        add_scaled(&mut products, g, &row);
        to_minimum = if slope < 0.0 { -slope / curvature } else { 0.0 };
    }
    if rest == breaks.len() {
        return (point, moved);
    }
    let step = to_minimum.max(0.0);
    reached += step;
    for &(_, i) in &breaks[rest..] {
        point[i] = x[i] + reached * direction[i];
    }
    add_scaled(&mut moved, step, &products);
    (point, moved)
}
