// Calls to other differentiated functions.
use differentiate::differentiate;

#[differentiate]
pub fn square(x: f64) -> f64 {
    x * x
}

#[differentiate]
pub fn weighted(x: f64, y: f64) -> f64 {
    x * y + y
}

#[differentiate]
pub fn total(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in x {
        sum += v * v;
    }
    sum
}

#[differentiate]
pub fn dot3(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[differentiate]
pub fn weighted_total(x: &[f64], #[constant] w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += w[i] * x[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn raised(x: f64, n: i32, up: bool) -> f64 {
    if up {
        x.powi(n)
    } else {
        x
    }
}

#[differentiate]
pub fn rotated(a: f64) -> [f64; 3] {
    [a, a * a, 1.0 - a]
}

#[differentiate]
pub fn cross(a: &[f64; 3], b: &[f64; 3]) -> [f64; 3] {
    [
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    ]
}

#[differentiate]
pub fn sum_and_product(x: f64, y: f64) -> (f64, f64) {
    (x + y, x * y)
}

#[differentiate]
pub fn doubled(v: [f64; 2]) -> [f64; 2] {
    [v[0] * 2.0, v[1] * v[0]]
}

#[differentiate]
pub fn single_square(x: f32) -> f32 {
    x * x
}

/// Const: N = 3
#[differentiate]
pub fn generic_norm<const N: usize>(v: &[f64; N]) -> f64 {
    let mut sum = 0.0;
    for i in 0..N {
        sum += v[i] * v[i];
    }
    sum.sqrt()
}

pub mod inner {
    use differentiate::differentiate;

    #[differentiate]
    pub fn cube(x: f64) -> f64 {
        x * x * x
    }
}

#[differentiate]
pub fn call(x: f64) -> f64 {
    square(x) + x
}

#[differentiate]
pub fn call_with_an_expression(x: f64) -> f64 {
    square(x * 2.0 + 1.0) * 3.0
}

#[differentiate]
pub fn call_twice_with_the_same_argument(x: f64) -> f64 {
    square(x) * square(x)
}

#[differentiate]
pub fn call_of_a_call(x: f64) -> f64 {
    square(square(x) + x)
}

#[differentiate]
pub fn call_with_two_arguments(x: f64, y: f64) -> f64 {
    weighted(x, y) + weighted(y, x * y)
}

#[differentiate]
pub fn call_with_the_same_value_twice(x: f64) -> f64 {
    weighted(x, x)
}

#[differentiate]
pub fn call_with_a_constant(x: f64) -> f64 {
    weighted(2.0, x) + weighted(x, 3.0)
}

#[differentiate]
pub fn call_bound_by_let(x: f64) -> f64 {
    let y = square(x);
    y * y + x
}

#[differentiate]
pub fn call_through_a_path(x: f64) -> f64 {
    inner::cube(x) + self::square(x)
}

#[differentiate]
pub fn call_with_a_slice(x: &[f64]) -> f64 {
    total(x) * x[0]
}

#[differentiate]
pub fn call_with_a_slice_twice(x: &[f64], y: &[f64]) -> f64 {
    total(x) * total(y) + total(x)
}

#[differentiate]
pub fn call_with_a_local_array(x: f64, y: f64) -> f64 {
    let v = [x, y, x * y];
    total(&v)
}

#[differentiate]
pub fn call_with_an_array_reference(a: &[f64; 3], b: [f64; 3]) -> f64 {
    dot3(a, &b) * dot3(a, a)
}

#[differentiate]
pub fn call_with_an_array_literal(x: f64) -> f64 {
    dot3(&[x, 1.0, x * x], &[2.0, x, 1.0])
}

#[differentiate]
pub fn call_with_a_constant_slice(x: &[f64], #[constant] w: &[f64]) -> f64 {
    weighted_total(x, w) + x[0]
}

/// Ints: -2..4
#[differentiate]
pub fn call_with_integers(x: f64, k: i32) -> f64 {
    raised(x, k + 1, k > 0) + raised(x * x, 2, true)
}

#[differentiate]
pub fn call_with_array_result(x: f64) -> f64 {
    let v: [f64; 3] = rotated(x);
    v[0] * v[1] + v[2]
}

#[differentiate]
pub fn call_with_array_arguments_and_result(a: &[f64; 3], b: &[f64; 3]) -> f64 {
    let c: [f64; 3] = cross(a, b);
    dot3(&c, &c)
}

#[differentiate]
pub fn call_with_tuple_result(x: f64, y: f64) -> f64 {
    let (sum, product) = sum_and_product(x, y);
    sum / product
}

#[differentiate]
pub fn call_with_half_a_tuple_used(x: f64, y: f64) -> f64 {
    let (_, product) = sum_and_product(x, y);
    product * x
}

#[differentiate]
pub fn call_with_an_array_by_value(x: f64, y: f64) -> f64 {
    let v: [f64; 2] = doubled([x, y]);
    let w: [f64; 2] = doubled(v);
    w[0] * w[1]
}

#[differentiate]
pub fn call_with_a_generic_length(x: f64, y: f64) -> f64 {
    generic_norm(&[x, y]) + generic_norm(&[x, y, 1.0])
}

#[differentiate]
pub fn call_in_single_precision(x: f32) -> f32 {
    single_square(x) + x
}

#[differentiate]
pub fn call_in_a_loop(x: &[f64]) -> f64 {
    let mut y = 1.0;
    for v in x {
        y = y * square(*v) + square(y);
    }
    y
}

#[differentiate]
pub fn call_with_a_carried_value(x: f64) -> f64 {
    let mut y = x;
    for _ in 0..4 {
        y = weighted(y, x);
    }
    y
}

#[differentiate]
pub fn call_with_a_carried_array(x: f64) -> f64 {
    let mut v = [x, 0.5];
    for _ in 0..3 {
        v = doubled(v);
    }
    v[0] + v[1]
}

#[differentiate]
pub fn call_in_a_branch(x: f64) -> f64 {
    if x > 0.5 {
        square(x)
    } else {
        weighted(x, 2.0)
    }
}

#[differentiate]
pub fn call_in_a_condition(x: f64, y: f64) -> f64 {
    if square(x) > y {
        x * y
    } else {
        x + y
    }
}

#[differentiate]
pub fn call_as_a_compound_operand(x: f64) -> f64 {
    let mut y = x;
    y += square(x);
    y *= square(y);
    y
}

#[differentiate]
pub fn call_whose_result_is_ignored(x: f64) -> f64 {
    let _ = square(x);
    x * 2.0
}

#[differentiate]
pub fn call_of_a_function_defined_below(x: f64) -> f64 {
    below(x) * x
}

#[differentiate]
pub fn below(x: f64) -> f64 {
    x + 2.0
}

#[differentiate]
pub fn call_through_an_import(x: f64) -> f64 {
    use inner::cube;
    cube(x) * x
}

#[differentiate]
pub fn square_and_sign(x: f64) -> (f64, bool) {
    (x * x, x > 0.5)
}

#[differentiate]
pub fn call_with_a_boolean_in_the_result(x: f64) -> f64 {
    let (y, large): (f64, bool) = square_and_sign(x);
    if large {
        y
    } else {
        x
    }
}

#[differentiate]
pub fn forgets_its_array(mut v: [f64; 2], n: usize) -> f64 {
    for _ in 0..n {
        v = [1.0; 2];
    }
    v[0]
}

#[differentiate]
pub fn call_that_forgets_its_array(x: [f64; 2], n: usize) -> f64 {
    forgets_its_array(x, n) + x[1]
}

#[differentiate]
pub fn call_with_a_slice_that_may_return(x: &[f64]) -> f64 {
    if x[0] > 0.5 {
        return total(x);
    }
    total(x) * 2.0
}

#[differentiate]
pub fn call_with_one_slice_in_two_places(x: &[f64]) -> f64 {
    weighted_total_of_both(x, x) + x[0]
}

#[differentiate]
pub fn weighted_total_of_both(x: &[f64], w: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += w[i] * x[i];
    }
    sum
}

#[differentiate]
pub fn root(x: f64) -> f64 {
    x.sqrt()
}

/// At: (0.0)
/// At: (0.5)
/// Differences: no
#[differentiate]
pub fn call_whose_infinite_slope_is_not_used(x: f64) -> f64 {
    let q = root(x);
    if x > 0.0 {
        q
    } else {
        0.0
    }
}

#[differentiate]
pub fn scaled_elements(x: &[f64], w: &[f64]) -> Vec<f64> {
    x.iter().zip(w).map(|(x, w)| x * w).collect()
}

#[differentiate]
pub fn residual_elements(x: &[f64], y: &[f64]) -> Vec<f64> {
    x.iter().zip(y).map(|(x, y)| x + y.tanh()).collect()
}

#[differentiate]
pub fn result_behind_a_reference(x: &[f64], w: &[f64]) -> f64 {
    let h: Vec<f64> = residual_elements(x, &scaled_elements(x, w));
    h.iter().sum()
}

#[differentiate]
pub fn repeated_double(x: f64, n: usize) -> f64 {
    x * n as f64
}

#[differentiate]
pub fn counter_whose_type_the_callee_says(x: f64) -> f64 {
    let mut s = x;
    for j in 0..3 {
        s = s * 0.3 + s * s * j as i64 as f64;
        if j > 1 && s > 5.0 {
            s *= x;
        }
        let _unused = repeated_double(s, j >> 1);
        if s > 9.0 {
            break;
        }
    }
    s
}

#[differentiate]
pub fn call_whose_value_changes(x: f64, y: &[f64; 3]) -> f64 {
    let mut u = square(x * y[0]);
    for v in y {
        u += v * 2.0;
    }
    u
}

#[differentiate]
pub fn call_with_nothing(x: f64) -> f64 {
    total(&[]) - 0.5 + x * x
}

#[differentiate]
pub fn lends_to_a_reader(t: &mut [f64; 3], x: f64) {
    let _ = dot3(t, &[x, 1.0, 2.0]);
    t[0] *= x;
}

#[differentiate]
pub fn value_of_a_reader_is_ignored(x: f64) -> f64 {
    let mut t = [x, x * x, 1.0];
    lends_to_a_reader(&mut t, x);
    t[0] * t[1]
}

pub const CALLED_ROUNDS: usize = 3;

#[differentiate]
pub fn constant_in_a_variable_that_could_change(x: f64) -> f64 {
    #[allow(unused_mut, unused_variables)]
    let mut rounds = CALLED_ROUNDS;
    x * x
}
