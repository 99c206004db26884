// Operators on floats.
use differentiate::differentiate;

#[differentiate]
pub fn addition(x: f64, y: f64) -> f64 {
    x + y
}

#[differentiate]
pub fn subtraction(x: f64, y: f64) -> f64 {
    x - y
}

#[differentiate]
pub fn multiplication(x: f64, y: f64) -> f64 {
    x * y
}

#[differentiate]
pub fn division(x: f64, y: f64) -> f64 {
    x / y
}

/// Domain of x: 4.1..4.9
/// Domain of y: 1.1..1.3
#[differentiate]
pub fn remainder(x: f64, y: f64) -> f64 {
    x % y
}

/// Domain of x: -4.9..-4.1
/// Domain of y: 1.1..1.3
#[differentiate]
pub fn remainder_of_a_negative(x: f64, y: f64) -> f64 {
    (x % y) * y
}

#[differentiate]
pub fn negation(x: f64) -> f64 {
    -x * -(x * x)
}

#[differentiate]
pub fn double_negation(x: f64) -> f64 {
    -(-x)
}

#[differentiate]
pub fn precedence(a: f64, b: f64, c: f64) -> f64 {
    a + b * c - a / b - -c * a
}

#[differentiate]
pub fn left_to_right(a: f64, b: f64, c: f64) -> f64 {
    a - b - c + a / b / c
}

#[differentiate]
pub fn add_assign(x: f64) -> f64 {
    let mut y = x;
    y += x * x;
    y += y;
    y
}

#[differentiate]
pub fn sub_assign(x: f64) -> f64 {
    let mut y = 1.0;
    y -= x * x;
    y -= y * y;
    y
}

#[differentiate]
pub fn mul_assign(x: f64) -> f64 {
    let mut y = x;
    y *= y;
    y *= x;
    y
}

#[differentiate]
pub fn div_assign(x: f64) -> f64 {
    let mut y = 3.0;
    y /= x;
    y /= y + 1.0;
    y
}

/// Domain: 5.1..5.9
#[differentiate]
pub fn rem_assign(x: f64) -> f64 {
    let mut y = x * 1.0;
    y %= 2.0;
    y * y
}

#[differentiate]
pub fn shared_subexpression(x: f64, y: f64) -> f64 {
    (x * y) * (x * y) + (x * y)
}

#[differentiate]
pub fn same_operand_twice(x: f64) -> f64 {
    x * x + x / x - x
}

#[differentiate]
pub fn long_chain(x: f64) -> f64 {
    let a = x * x + 1.0;
    let b = a * x - 2.0;
    let c = b * a + x;
    let d = c / (a + 3.0);
    let e = d * d - c;
    let f = e + d * c;
    f * a - b
}

#[differentiate]
pub fn times_zero(x: f64, y: f64) -> f64 {
    0.0 * x + y * 1.0 + 0.0
}

#[differentiate]
pub fn subtraction_of_itself(x: f64) -> f64 {
    (x - x) + x * (x - x + 1.0)
}

/// At: (0.0, 2.0)
/// At: (-0.0, 2.0)
/// At: (1e300, 1e-300)
/// Differences: no
#[differentiate]
pub fn signed_zeros_and_extremes(x: f64, y: f64) -> f64 {
    x + 0.0 - 0.0 * y - x * y
}
