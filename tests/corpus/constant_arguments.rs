//! Constants of the user's scope as arguments of other functions: of which type they are, rustc alone knows.

use differentiate::differentiate;

const NEAR: [f64; 5] = [1.0, -0.5, 0.25, 3.0, -1.5];
const SHORT: [f64; 3] = [2.0, 0.5, -1.0];
const TAIL: &[f64] = &[0.25, -2.0, 1.5];
const LONG: &[f64] = &[1.0, -0.5, 2.0, 0.25];
const ROWS: [[f64; 2]; 2] = [[1.0, 2.0], [3.0, -4.0]];
const SCALE: f64 = 1.75;
const OTHER_SCALE: f64 = -0.5;
const DEGREE: usize = 2;
static TABLE: [f64; 4] = [1.0, 0.5, 0.25, 0.125];

#[differentiate]
pub fn horner_of_degree(x: f64, coefficients: &[f64], n: usize) -> f64 {
    let mut value = coefficients[n];
    for i in (0..n).rev() {
        value = value * x + coefficients[i];
    }
    value
}

#[differentiate]
pub fn with_five(x: f64, coefficients: &[f64; 5]) -> f64 {
    coefficients[1] * x * x + coefficients[4]
}

#[differentiate]
pub fn with_five_by_value(x: f64, coefficients: [f64; 5]) -> f64 {
    coefficients[2] * x * x * x
}

#[differentiate]
pub fn with_rows(x: f64, rows: &[[f64; 2]]) -> f64 {
    rows[0][1] * x * x + rows[1][0] * x
}

#[differentiate]
pub fn with_numbers(x: f64, scale: &f64, n: &usize) -> f64 {
    x.powi(*n as i32) * scale + x
}

#[differentiate]
pub fn table_lent(x: f64) -> f64 {
    horner_of_degree(x, &NEAR, 4) / horner_of_degree(1.0 - x, &SHORT, 2)
}

#[differentiate]
pub fn table_of_a_slice(x: f64) -> f64 {
    horner_of_degree(x, TAIL, DEGREE)
}

#[differentiate]
pub fn static_table(x: f64) -> f64 {
    horner_of_degree(x, &TABLE, 3)
}

#[differentiate]
pub fn table_of_known_length(x: f64) -> f64 {
    with_five(x, &NEAR) + with_five_by_value(x, NEAR)
}

#[differentiate]
pub fn table_of_rows(x: f64) -> f64 {
    with_rows(x, &ROWS)
}

#[differentiate]
pub fn numbers_lent(x: f64) -> f64 {
    with_numbers(x, &SCALE, &DEGREE)
}

/// Modes: first
#[differentiate]
pub fn part_of_a_table(x: f64) -> f64 {
    horner_of_degree(x, &NEAR[1..], 3)
}

/// Modes: first
#[differentiate]
pub fn tables_of_several_lengths_chosen(x: f64) -> f64 {
    let (above, below): (&[f64], &[f64]) = if x > 0.5 { (LONG, TAIL) } else { (TAIL, LONG) };
    horner_of_degree(x, above, above.len() - 1) / horner_of_degree(x, below, below.len() - 1)
}

#[differentiate]
pub fn array_of_constants(x: f64) -> f64 {
    horner_of_degree(x, &[SCALE, -SCALE], 1) + horner_of_degree(x, &[SCALE; 3], 2)
}

#[differentiate]
pub fn negated_constant(x: f64) -> f64 {
    halved_product(x, -SCALE)
}

#[differentiate]
pub fn halved_product(x: f64, y: f64) -> f64 {
    x * x * y * 0.5
}

#[differentiate]
pub fn indices_of_a_loop_that_is_left(x: f64) -> f64 {
    let mut sum = x;
    for _ in 0..3 {
        for j in 0..3 {
            let value = horner_of_degree(0.5 * sum, &NEAR, (j + 1) % 4);
            sum += 0.1 * value;
            if value > 2.0 {
                break;
            }
        }
    }
    sum
}

#[differentiate]
pub fn constant_chosen(x: f64) -> f64 {
    let factor = if x > 0.5 { SCALE } else { OTHER_SCALE };
    halved_product(x, factor)
}

#[differentiate]
pub fn sum_and_count(x: &[f64]) -> (f64, f64) {
    (x.iter().sum::<f64>(), x.len() as f64)
}

#[differentiate]
pub fn array_without_elements(x: f64) -> f64 {
    let mut factor = 0.5;
    for _ in 0..3 {
        let _nothing: (f64, f64) = sum_and_count(&[]);
        factor += 0.25;
    }
    x * x * factor
}

/// Vectors of constants that nobody looks at.
#[differentiate]
pub fn constants_pushed_for_nothing(x: f64) -> f64 {
    if x > 0.3 {
        let mut few = Vec::with_capacity(3);
        few.push(SCALE);
    }
    x * x
}
