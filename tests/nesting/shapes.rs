//! Arguments and results of each kind that a derivative inside of a differentiated function can have.

use super::assert_close;
use differentiate::differentiate;

#[differentiate]
fn energy(x: f64, weights: &[f64], corner: [f64; 2], #[constant] scale: f64, #[constant] order: i32) -> f64 {
    let mut sum = 0.0;
    for (k, w) in weights.iter().enumerate() {
        sum += (w * x + corner[k % 2]).powi(order);
    }
    sum * scale
}

/// Numbers, slices and arrays, by value and by reference; constants have no part in the gradient.
#[differentiate]
fn of_all_kinds(x: f64, weights: &[f64], corner: [f64; 2]) -> f64 {
    let (dx, dw, dc) = energy::grad(x * x, weights, corner, 0.5, 3);
    let mut sum = dx * dc[0] - dc[1];
    for (d, w) in dw.iter().zip(weights) {
        sum += d * d * w;
    }
    sum
}

/// The directions of a `jvp` and an `hvp` are arguments like others.
#[differentiate]
fn of_directions(x: f64, weights: &[f64], corner: [f64; 2]) -> f64 {
    let turned = [corner[1], -corner[0] * x];
    let (value, tangent) = energy::jvp(x, weights, corner, 2.0, 3, x * x, weights, turned);
    let (dx, dw, dc) = energy::hvp(x, weights, corner, 2.0, 3, 1.0, weights, turned);
    value * 1e-2 + tangent + dx * dw[0] + dc[0] * dc[1]
}

#[differentiate]
fn along_a_vector(scale: f64, points: &[f64]) -> f64 {
    let mut moved: Vec<f64> = points.iter().map(|p| p * scale).collect();
    moved.push(scale);
    let slopes: Vec<f64> = soft_sum::grad(&moved);
    let curvatures = soft_sum::hvp(&moved, &slopes);
    let products = slopes.iter().zip(&curvatures).map(|(s, c)| s * c);
    products.sum::<f64>() + slopes[0]
}

#[differentiate]
fn soft_sum(values: &[f64]) -> f64 {
    values.iter().map(|v| v.exp()).sum::<f64>().ln()
}

#[differentiate]
fn area<const N: usize>(sides: [[f64; 2]; N]) -> f64 {
    sides.iter().map(|[a, b]| a * b * b).sum()
}

#[differentiate]
fn of_rows(a: f64, b: f64) -> f64 {
    let rows: [[f64; 2]; 3] = area::grad([[a, b], [b, a], [a * b, 1.0]]);
    rows[0][1] * rows[1][0] + rows[2][1]
}

#[differentiate]
fn polar(r: f64, angle: f64) -> [f64; 2] {
    [r * angle.cos(), r * angle.sin()]
}

/// A function that gives several numbers.
#[differentiate]
fn of_several_outputs(r: f64, angle: f64) -> f64 {
    let (point, velocity): ([f64; 2], [f64; 2]) = polar::jvp(r, angle, angle, r);
    let (_, (dr, da)) = polar::vjp(r, angle, velocity);
    point[0] * velocity[1] + dr * da
}

#[differentiate]
fn single(x: f32) -> f32 {
    let slope = cubic(x) * cubic::grad(x);
    slope + x
}

#[differentiate]
fn cubic(x: f32) -> f32 {
    x * x * x
}

#[differentiate]
fn recorded(x: f64, steps: usize) -> f64 {
    let mut y = x;
    for k in 0..steps {
        let rate = 0.1 / (k as f64 + 1.0);
        if y > 0.1 {
            y -= rate * quartic::grad(y);
        } else {
            y += rate * quartic::hvp(y, y * y);
        }
    }
    y
}

#[differentiate]
fn quartic(y: f64) -> f64 {
    y.powi(4) / 4.0 - y
}

#[test]
fn arguments_of_all_kinds() {
    let (x, weights, corner) = (0.6, [0.3, -1.2, 0.8], [0.5, -0.7]);
    of_all_kinds::check(x, &weights, corner).unwrap();
    of_directions::check(x, &weights, corner).unwrap();
    along_a_vector::check(0.8, &weights).unwrap();
    of_rows::check(0.7, -1.4).unwrap();
    of_several_outputs::check(1.3, 0.4).unwrap();
    recorded::check(0.3, 5).unwrap();
    assert_eq!(single::grad(2.0), 5.0 * 3.0 * 16.0 + 1.0);
}

#[test]
fn values_are_those_of_the_function_to_the_bit() {
    let (x, weights, corner) = (0.6, [0.3, -1.2, 0.8], [0.5, -0.7]);
    assert_eq!(
        of_all_kinds::value_and_grad(x, &weights, corner).0,
        of_all_kinds(x, &weights, corner)
    );
    assert_eq!(
        along_a_vector::value_and_grad(0.8, &weights).0,
        along_a_vector(0.8, &weights)
    );
    assert_eq!(recorded::value_and_grad(0.3, 5).0, recorded(0.3, 5));
}

/// Forward against reverse mode, and the Hessian against differences of the gradient.
#[test]
fn modes_of_functions_that_call_derivatives() {
    let weights = [0.3, -1.2, 0.8];
    let (_, (dx, dw)) = along_a_vector::value_and_grad(0.8, &weights);
    let (_, tangent) = along_a_vector::jvp(0.8, &weights, 0.5, &[1.0, -2.0, 0.25]);
    assert_close(tangent, 0.5 * dx + dw[0] - 2.0 * dw[1] + 0.25 * dw[2], 1e-12);

    let step = 1e-5;
    let (product, _) = along_a_vector::hvp(0.8, &weights, 1.0, &[0.0; 3]);
    let difference = along_a_vector::grad(0.8 + step, &weights).0 - along_a_vector::grad(0.8 - step, &weights).0;
    assert_close(product, difference / (2.0 * step), 1e-7);
}

#[differentiate]
fn cubed<T: num_traits::Float>(x: T, k: T) -> T {
    x * x * x * k
}

#[differentiate]
fn spread<T: num_traits::Float, const N: usize>(x: [T; N], weights: &[T]) -> T {
    let mut sum = T::zero();
    for i in 0..N {
        sum = sum + x[i] * x[i] * x[i] * weights[i];
    }
    sum
}

/// Whoever calls a generic function says nowhere of which number type its derivative is.
#[differentiate]
fn of_generic_functions(x: f64) -> f64 {
    let (dx, dk) = cubed::grad(x, 2.0);
    let (hx, _) = cubed::hvp(x, 2.0, 1.0, 0.0);
    let (ds, dw) = spread::grad([x, 1.0], &[x, 3.0]);
    dx * dk + hx + ds[0] * dw[0]
}

#[test]
fn derivatives_of_generic_functions() {
    // 6 x⁵ + 12 x + 3 x³ · x³
    let x = 0.7_f64;
    assert_close(
        of_generic_functions::grad(x),
        30.0 * x.powi(4) + 12.0 + 18.0 * x.powi(5),
        1e-13,
    );
    assert_close(
        of_generic_functions::hessian(x),
        120.0 * x.powi(3) + 90.0 * x.powi(4),
        1e-13,
    );
}
