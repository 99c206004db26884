//! Loops that look for an extremum: their derivative is that of the iteration that found it.

use differentiate::differentiate;

#[differentiate]
pub fn nearest_of_several(x: f64, y: f64, points: &[[f64; 2]; 5]) -> f64 {
    let mut nearest = f64::INFINITY;
    for point in points {
        let (dx, dy) = (x - point[0], y - point[1]);
        nearest = nearest.min((dx * dx + dy * dy).sqrt());
    }
    nearest * nearest + x
}

/// At: (&[-2.0, -1.0, -1.0], -1.0)
#[differentiate]
pub fn largest_from_a_start(x: &[f64; 3], start: f64) -> f64 {
    let largest = x.iter().fold(start * start, |largest, &v| v.max(largest));
    largest.exp() - start
}

/// At: (&[0.0, -0.0, 3.0])
/// At: (&[-0.0, 0.0, 3.0])
/// At: (&[-0.0, -0.0, 0.0])
/// Dual: no
/// Differences: no
#[differentiate]
pub fn least_of_zeros(x: &[f64; 3]) -> f64 {
    let mut least = 1.0_f64;
    for v in x {
        least = least.min(*v * 2.0);
    }
    least
}

#[differentiate]
pub fn least_of_nothing(x: f64) -> f64 {
    let n = 0;
    let mut least = x * 3.0;
    for k in 0..n {
        least = least.min(x * k as f64);
    }
    least
}

#[differentiate]
pub fn nearest_hit_with_its_normal(ray: [f64; 3], spheres: &[[f64; 4]; 4]) -> f64 {
    let mut nearest = 1e3;
    let mut hit = 4;
    let (mut slope, mut height) = (0.1, ray[2]);
    for (k, sphere) in spheres.iter().enumerate() {
        let along = sphere[0] * ray[0] + sphere[1] * ray[1] + sphere[2] * ray[2];
        let off = sphere[0] * sphere[0] + sphere[1] * sphere[1] + sphere[2] * sphere[2] - along * along;
        if along - off * sphere[3] < nearest {
            let inside = sphere[3] * along;
            nearest = along - off * sphere[3];
            hit = k;
            slope = inside / (1.0 + off * off);
            height = along * ray[2];
        }
    }
    nearest * slope + height * hit as f64
}

#[differentiate]
pub fn kept_on_the_other_side(x: &[f64; 4], scale: f64) -> f64 {
    let mut largest = scale;
    for v in x {
        if largest >= v * scale {
        } else {
            largest = v * scale;
        }
    }
    largest * largest
}

/// The least row of largest elements: one loop that chooses in another.
#[differentiate]
pub fn saddle_of_a_table(table: &[[f64; 3]; 3], scale: f64) -> f64 {
    let mut least = f64::INFINITY;
    for row in table {
        let mut largest = f64::NEG_INFINITY;
        for v in row {
            largest = largest.max(scale * v);
        }
        least = least.min(largest * largest);
    }
    least
}

/// In a loop that is not undone iteration by iteration: which was chosen goes onto the tape.
#[differentiate]
pub fn chosen_in_each_step(x: f64, centres: &[f64; 3]) -> f64 {
    let mut at = x;
    for step in 1..4 {
        let mut nearest = f64::INFINITY;
        for centre in centres {
            let way = at - centre;
            nearest = nearest.min(way * way);
        }
        at = at.sin() + nearest / step as f64;
    }
    at
}

/// Each step reads the least value so far, so that all iterations have a derivative.
#[differentiate]
pub fn least_that_is_read_on_the_way(x: &[f64; 4]) -> f64 {
    let (mut least, mut sum) = (10.0_f64, 0.0);
    for v in x {
        least = least.min(v * v);
        sum += least * v;
    }
    sum + least
}

/// What is chosen depends on what the loop carries: the iteration cannot be computed again alone.
#[differentiate]
pub fn largest_partial_sum(x: &[f64; 5]) -> f64 {
    let (mut largest, mut sum) = (f64::NEG_INFINITY, 0.0);
    for v in x {
        sum += v * v - 0.3;
        largest = largest.max(sum);
    }
    largest
}

/// The index runs downwards, by twos, in another type.
#[differentiate]
pub fn least_backwards_by_twos(x: &[f64; 6], power: f64) -> f64 {
    let mut least = f64::INFINITY;
    for k in (0_i32..6).rev().step_by(2) {
        least = least.min(x[k as usize].abs().powf(power) + k as f64 * 0.01);
    }
    least
}

#[differentiate]
pub fn largest_of_a_vector_that_was_filled(x: &[f64], shift: f64) -> f64 {
    let mut scores = vec![0.0; x.len()];
    for k in 0..x.len() {
        scores[k] = (x[k] + shift).sin();
    }
    let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores.iter().map(|s| (s - top).exp()).sum::<f64>().ln() + top
}

/// A quiet NaN among the values is passed over.
/// At: (&[-1.0, 2.0, 0.5])
/// Differences: no
#[differentiate]
pub fn least_root(x: &[f64; 3]) -> f64 {
    let mut least = f64::INFINITY;
    for v in x {
        least = least.min(v.sqrt());
    }
    least
}
