// for over slices and arrays.
use differentiate::differentiate;

#[differentiate]
pub fn for_in_a_slice(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn for_in_a_dereferenced_slice(x: &[f64]) -> f64 {
    let mut product = 1.0;
    for v in x {
        product *= *v + 1.0;
    }
    product
}

#[differentiate]
pub fn for_with_a_reference_pattern(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for &v in x {
        sum += v * v * v;
    }
    sum
}

#[differentiate]
pub fn for_in_iter(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for v in x.iter() {
        y = y * 0.5 + v * v;
    }
    y
}

#[differentiate]
pub fn for_in_reversed_iter(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for v in x.iter().rev() {
        y = y * 0.5 + v * v;
    }
    y
}

#[differentiate]
pub fn for_in_enumerated_iter(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for (i, v) in x.iter().enumerate() {
        y += v.powi(i as i32 + 1);
    }
    y
}

#[differentiate]
pub fn enumerated_with_a_reference_pattern(x: &[f64]) -> f64 {
    let mut y = 0.0;
    for (i, &v) in x.iter().enumerate() {
        y += v * x[(i + 1) % x.len()];
    }
    y
}

#[differentiate]
pub fn for_in_an_array_reference(x: &[f64; 3]) -> f64 {
    let mut y = 1.0;
    for v in x {
        y *= v;
    }
    y
}

#[differentiate]
pub fn for_in_an_array_by_value(x: [f64; 3]) -> f64 {
    let mut y = 0.0;
    for v in x {
        y = y * y + v;
    }
    y
}

#[differentiate]
pub fn for_in_a_borrowed_array(x: [f64; 3]) -> f64 {
    let mut y = 0.0;
    for v in &x {
        y += v * v;
    }
    y * x[0]
}

#[differentiate]
pub fn for_in_a_local_array(x: f64, y: f64) -> f64 {
    let values = [x, y, x * y];
    let mut sum = 0.0;
    for v in values {
        sum += v * v;
    }
    for v in values.iter() {
        sum *= v + 1.0;
    }
    sum
}

#[differentiate]
pub fn for_in_a_constant_slice(x: f64, #[constant] data: &[f64]) -> f64 {
    let mut sum = 0.0;
    for d in data {
        sum += (x - d) * (x - d);
    }
    sum
}

/// Len: 3
#[differentiate]
pub fn for_in_a_slice_of_arrays(points: &[[f64; 2]]) -> f64 {
    let mut sum = 0.0;
    for p in points {
        sum += p[0] * p[1] * p[1];
    }
    sum
}

#[differentiate]
pub fn nested_loops_over_slices(x: &[f64], y: &[f64]) -> f64 {
    let mut sum = 0.0;
    for a in x {
        for b in y.iter() {
            sum += a * b * (a - b);
        }
    }
    sum
}

/// At: (&[])
/// At: (&[0.5])
/// At: (&[0.5, 0.25])
#[differentiate]
pub fn empty_slice(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        y *= v + 1.0;
    }
    y
}

#[differentiate]
pub fn length_of_a_slice(x: &[f64]) -> f64 {
    let n = x.len();
    x[n - 1] * n as f64
}

#[differentiate]
pub fn for_in_copied_iter(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x.iter().copied() {
        y = y * 0.5 + v * v;
    }
    y
}

#[differentiate]
pub fn for_in_cloned_iter(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x.iter().cloned().rev() {
        y = y * v + 0.5;
    }
    y
}

#[differentiate]
pub fn for_in_into_iter(x: [f64; 3]) -> f64 {
    let mut y = 0.5;
    for v in x.into_iter() {
        y = y * v + v;
    }
    y
}

/// Len: 7
#[differentiate]
pub fn for_in_stepped_iter(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x.iter().step_by(3) {
        y = y * v + 1.0;
    }
    y
}
