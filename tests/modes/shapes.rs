//! Every function name, on every shape of arguments and results, against derivatives by hand.

use differentiate::differentiate;
use differentiate::modes::Matrix;

/// All small integers: what is computed from them is exact.
const X: [f64; 3] = [2.0, -1.0, 3.0];
const V: [f64; 3] = [1.0, 2.0, -2.0];

#[differentiate]
fn of_slice(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 1..x.len() {
        sum += x[i - 1] * x[i - 1] * x[i];
    }
    sum
}

/// The gradient of `of_slice` and its Hessian, at `X`.
const SLICE_VALUE: f64 = -4.0 + 3.0;
const SLICE_GRADIENT: [f64; 3] = [-4.0, 4.0 - 6.0, 1.0];
const SLICE_HESSIAN: [[f64; 3]; 3] = [[-2.0, 4.0, 0.0], [4.0, 6.0, -2.0], [0.0, -2.0, 0.0]];

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[test]
fn first_derivatives_of_a_function_of_a_slice() {
    assert_eq!(of_slice::jvp(&X, &V), (SLICE_VALUE, dot(&SLICE_GRADIENT, &V)));
    let (value, tangents) = of_slice::pushforward_batch(&X, [&V, &[1.0, 0.0, 0.0]]);
    assert_eq!(
        (value, tangents),
        (SLICE_VALUE, [dot(&SLICE_GRADIENT, &V), SLICE_GRADIENT[0]])
    );
    assert_eq!(
        of_slice::vjp(&X, 3.0),
        (SLICE_VALUE, SLICE_GRADIENT.map(|d| 3.0 * d).to_vec())
    );
    let (value, pull) = of_slice::pullback(&X);
    assert_eq!(value, SLICE_VALUE);
    for cotangent in [1.0, -2.0, 0.0] {
        assert_eq!(pull(&cotangent), SLICE_GRADIENT.map(|d| cotangent * d));
    }
    assert_eq!(of_slice::jacobian(&X), SLICE_GRADIENT);
}

#[test]
fn second_derivatives_of_a_function_of_a_slice() {
    let product = SLICE_HESSIAN.map(|row| dot(&row, &V));
    assert_eq!(of_slice::hvp(&X, &V), product);
    assert_eq!(of_slice::hessian(&X), SLICE_HESSIAN);
    assert_eq!(of_slice::hessian_diagonal(&X), [-2.0, 6.0, 0.0]);
}

/// More variables than go through the function at once.
#[test]
fn a_hessian_of_many_variables_has_a_row_and_a_column_for_each() {
    let x: Vec<f64> = (0..19).map(|i| f64::from(i % 5) - 2.0).collect();
    let hessian = of_slice::hessian(&x);
    for (i, row) in hessian.iter().enumerate() {
        for (j, &second) in row.iter().enumerate() {
            let expected = match (i.min(j), i.max(j)) {
                (i, j) if i == j => x.get(i + 1).map_or(0.0, |next| 2.0 * next),
                (i, j) if i + 1 == j => 2.0 * x[i],
                _ => 0.0,
            };
            assert_eq!(second, expected, "row {i}, column {j}");
        }
    }
}

/// Sums over some pairs of elements at a distance, with a factor for each pair: of which the Hessian is known.
#[differentiate]
fn pairs(x: &[f64], #[constant] from: usize, #[constant] to: usize, #[constant] distance: usize) -> f64 {
    let mut sum = 0.0;
    for i in from..to {
        sum += (i as f64 + 1.0) * x[i] * x[i] * x[i + distance];
    }
    sum
}

/// Whatever the band: none, in the middle only, neighbours, far from the diagonal, and all entries.
#[test]
fn variables_that_share_a_direction_are_told_apart() {
    for (from, to, distance) in [
        (0, 0, 0),
        (7, 8, 0),
        (0, 40, 0),
        (0, 39, 1),
        (5, 20, 3),
        (0, 28, 12),
        (0, 20, 20),
        (0, 1, 39),
    ] {
        let x: Vec<f64> = (0..40).map(|i| f64::from(i % 7) - 3.5).collect();
        let mut expected = vec![vec![0.0; 40]; 40];
        for i in from..to {
            let (factor, j) = (i as f64 + 1.0, i + distance);
            match distance {
                0 => expected[i][i] += factor * 6.0 * x[i],
                _ => {
                    expected[i][i] += factor * 2.0 * x[j];
                    expected[i][j] += factor * 2.0 * x[i];
                    expected[j][i] += factor * 2.0 * x[i];
                }
            }
        }
        let diagonal: Vec<f64> = (0..40).map(|i| expected[i][i]).collect();
        assert_eq!(
            pairs::hessian(&x, from, to, distance),
            expected,
            "{from}..{to}, {distance}"
        );
        assert_eq!(pairs::hessian_diagonal(&x, from, to, distance), diagonal);
        assert_eq!(pairs::hessian_sparse(&x, from, to, distance).to_dense(), expected);
    }
}

#[test]
#[should_panic(expected = "a direction has the length of its argument")]
fn a_direction_that_is_too_short_is_refused() {
    let _ = of_slice::jvp(&X, &V[..2]);
}

#[test]
#[should_panic(expected = "a direction has the length of its argument")]
fn a_direction_that_is_too_long_is_refused() {
    let _ = of_slice::hvp(&X, &[1.0; 4]);
}

#[differentiate]
fn to_array(x: [f64; 3]) -> [f64; 2] {
    [x[0] * x[1], x[1] * x[2] * x[2]]
}

#[test]
fn from_an_array_to_an_array() {
    let (value, rows) = ([-2.0, -9.0], [[-1.0, 2.0, 0.0], [0.0, 9.0, -6.0]]);
    let moved = rows.map(|row: [f64; 3]| dot(&row, &V));
    assert_eq!(to_array::jvp(X, V), (value, moved));
    assert_eq!(
        to_array::pushforward_batch(X, [V, [0.0; 3]]),
        (value, [moved, [0.0; 2]])
    );
    let pulled = [-2.0, 4.0 + 9.0, -6.0];
    assert_eq!(to_array::vjp(X, [2.0, 1.0]), (value, pulled));
    let (again, pull) = to_array::pullback(X);
    assert_eq!((again, pull(&[2.0, 1.0]), pull(&[1.0, 0.0])), (value, pulled, rows[0]));
    assert_eq!(to_array::jacobian(X), rows);
}

/// Polar coordinates squared: two numbers in, a tuple with an integer out.
#[differentiate]
fn to_tuple(x: f64, y: f64, n: usize) -> (f64, [f64; 2]) {
    (x * x + y * y, [x * y, n as f64 * y])
}

#[test]
fn from_numbers_to_a_tuple() {
    let value = (13.0, [6.0, 12.0]);
    let moved = (4.0 + 6.0 * 5.0, [3.0 + 2.0 * 5.0, 4.0 * 5.0]);
    assert_eq!(to_tuple::jvp(2.0, 3.0, 4, 1.0, 5.0), (value, moved));
    let (same, tangents) = to_tuple::pushforward_batch(2.0, 3.0, 4, [1.0, 0.0], [5.0, 1.0]);
    assert_eq!((same, tangents), (value, [moved, (6.0, [2.0, 4.0])]));
    let cotangent = (1.0, [10.0, 100.0]);
    let pulled = (4.0 + 30.0, 6.0 + 20.0 + 400.0);
    assert_eq!(to_tuple::vjp(2.0, 3.0, 4, cotangent), (value, pulled));
    assert_eq!(to_tuple::pullback(2.0, 3.0, 4).1(&cotangent), pulled);
    assert_eq!(to_tuple::jacobian(2.0, 3.0, 4), ((4.0, 6.0), [(3.0, 2.0), (0.0, 4.0)]));
}

#[differentiate]
fn to_vector(x: &[f64], scale: f64) -> Vec<f64> {
    let mut sums = Vec::new();
    let mut sum = 0.0;
    for &v in x {
        sum += scale * v * v;
        sums.push(sum);
    }
    sums
}

#[test]
fn from_a_slice_and_a_number_to_a_vector() {
    let value = vec![8.0, 10.0, 28.0];
    let rows = [[8.0, 0.0, 0.0], [8.0, -4.0, 0.0], [8.0, -4.0, 12.0]];
    let in_scale = [4.0, 5.0, 14.0];
    let moved: Vec<f64> = (0..3).map(|i| dot(&rows[i], &V) + 0.5 * in_scale[i]).collect();
    assert_eq!(to_vector::jvp(&X, 2.0, &V, 0.5), (value.clone(), moved.clone()));
    let batch = to_vector::pushforward_batch(&X, 2.0, [&V], [0.5]);
    assert_eq!(batch, (value.clone(), [moved]));
    let pulled = (vec![16.0, -4.0, 12.0], 4.0 + 14.0);
    assert_eq!(
        to_vector::vjp(&X, 2.0, vec![1.0, 0.0, 1.0]),
        (value.clone(), pulled.clone())
    );
    let (same, pull) = to_vector::pullback(&X, 2.0);
    assert_eq!((same, pull(&vec![1.0, 0.0, 1.0])), (value, pulled));
    let expected: Vec<(Vec<f64>, f64)> = (0..3).map(|i| (rows[i].to_vec(), in_scale[i])).collect();
    assert_eq!(to_vector::jacobian(&X, 2.0), expected);
}

/// Sums of neighbours, and their products with the first number.
#[differentiate]
fn between_lists(x: &[f64]) -> Vec<f64> {
    x.windows(2).map(|pair| (pair[0] + pair[1]) * x[0]).collect()
}

#[test]
fn from_a_list_to_a_list_is_a_matrix() {
    for n in [1, 2, 4, 8, 9, 40] {
        let x: Vec<f64> = (0..n).map(|i| f64::from(i % 7) + 0.5).collect();
        let jacobian: Matrix = between_lists::jacobian(&x);
        assert_eq!((jacobian.rows(), jacobian.columns()), (x.len() - 1, x.len()));
        for (i, row) in jacobian.iter().enumerate() {
            let mut expected = vec![0.0; x.len()];
            expected[0] += x[i] + x[i + 1];
            expected[i] += x[0];
            expected[i + 1] += x[0];
            assert_eq!(row, expected, "row {i} of {n}");
        }
    }
    let empty: Matrix = of_slice::hessian(&[]);
    assert_eq!((empty.rows(), empty.columns()), (0, 0));
}

/// The same where rows are fewer than columns, so that each is a way back.
#[differentiate]
fn to_a_short_list(x: &[f64], count: usize) -> Vec<f64> {
    (0..count).map(|k| x[k] * x[k] + x[x.len() - 1]).collect()
}

#[test]
fn few_rows_of_many_columns_are_a_matrix() {
    let x: Vec<f64> = (0..50).map(f64::from).collect();
    for count in 0..3 {
        let jacobian: Matrix = to_a_short_list::jacobian(&x, count);
        assert_eq!((jacobian.rows(), jacobian.columns()), (count, 50));
        for (k, row) in jacobian.iter().enumerate() {
            assert!((0..49).all(|j| row[j] == if j == k { 2.0 * x[k] } else { 0.0 }));
            assert_eq!(row[49], 1.0);
        }
    }
}

/// A tuple, a vector and a reference as arguments, and one that takes no derivative.
#[differentiate]
fn of_several(pair: (f64, [f64; 2]), weights: Vec<f64>, scale: &f64, #[constant] shift: f64) -> f64 {
    let (first, [second, third]) = pair;
    scale * (first * second * weights[0] + third * weights[1] * weights[1]) + shift * third
}

#[test]
fn second_derivatives_come_in_the_shape_of_the_arguments() {
    let pair = (2.0, [3.0, 5.0]);
    let weights = vec![7.0, 11.0];
    let args = || (pair, weights.clone(), &0.5, 13.0);
    let gradient = {
        let (a, b, c, d) = args();
        of_several::grad(a, b, c, d)
    };
    let expected = ((10.5, [7.0, 60.5 + 13.0]), vec![3.0, 55.0], 42.0 + 605.0);
    assert_eq!(gradient, expected);
    let (a, b, c, d) = args();
    let hessian = of_several::hessian(a, b, c, d);
    let (of_pair, of_weights, of_scale) = &hessian;
    assert_eq!(of_pair.0, ((0.0, [3.5, 0.0]), vec![1.5, 0.0], 21.0));
    assert_eq!(of_pair.1[1], ((0.0, [0.0, 0.0]), vec![0.0, 11.0], 121.0));
    assert_eq!(of_weights[1], ((0.0, [0.0, 11.0]), vec![0.0, 5.0], 110.0));
    assert_eq!(*of_scale, ((21.0, [14.0, 121.0]), vec![6.0, 110.0], 0.0));
    let (a, b, c, d) = args();
    let diagonal = of_several::hessian_diagonal(a, b, c, d);
    assert_eq!(diagonal, ((0.0, [0.0, 0.0]), vec![0.0, 5.0], 0.0));
    // Along the scale alone, the product is the Hessian's last row.
    let (a, b, c, d) = args();
    let product = of_several::hvp(a, b, c, d, (0.0, [0.0; 2]), vec![0.0; 2], &1.0);
    assert_eq!(product, *of_scale);
}

/// Newton's iteration to the square root.
#[differentiate]
fn root(a: f64) -> f64 {
    let mut x = a;
    while (x * x - a).abs() > 1e-12 {
        x = 0.5 * (x + a / x);
    }
    x
}

#[test]
fn derivatives_go_through_loops_whose_length_the_numbers_decide() {
    let a: f64 = 2.5;
    let near = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-6, "{got} for {expected}");
    near(root::jvp(a, 1.0).1, 0.5 / a.sqrt());
    near(root::jacobian(a), 0.5 / a.sqrt());
    near(root::hessian(a), -0.25 / (a * a.sqrt()));
    near(root::hvp(a, 2.0), -0.5 / (a * a.sqrt()));
}

/// More than tuples have traits for: a gradient is there.
#[differentiate]
#[allow(clippy::too_many_arguments, reason = "that is what is tested")]
fn of_thirteen(
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
    g: f64,
    h: f64,
    i: f64,
    j: f64,
    k: f64,
    l: f64,
    m: f64,
) -> f64 {
    a * b + c * d + e * f + g * h + i * j + k * l * m
}

#[test]
fn a_function_of_many_numbers() {
    let gradient = of_thirteen::grad(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0);
    assert_eq!((gradient.0, gradient.12), (2.0, 11.0 * 12.0));
}
