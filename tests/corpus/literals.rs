// Literals, with and without suffix, and what they infer.
use differentiate::differentiate;

#[differentiate]
pub fn float_literal(x: f64) -> f64 {
    2.5 * x
}

#[differentiate]
pub fn suffixed_literal(x: f64) -> f64 {
    x * 2.0_f64 + 3f64
}

#[differentiate]
pub fn exponent_literal(x: f64) -> f64 {
    1e-3 * x + 2.5E+2 * x * x
}

#[differentiate]
pub fn underscored_literal(x: f64) -> f64 {
    1_000.000_5 * x
}

#[differentiate]
pub fn literal_without_fraction(x: f64) -> f64 {
    x * 3. + 1.
}

#[differentiate]
pub fn negative_literal(x: f64) -> f64 {
    x * -2.0 - -x
}

#[differentiate]
pub fn literal_first(x: f64) -> f64 {
    1.0 - 2.0 * x / 4.0
}

#[differentiate]
pub fn method_on_a_literal(x: f64) -> f64 {
    x * 2.0_f64.sqrt() + 0.5f64.exp()
}

#[differentiate]
pub fn integer_literals(x: f64) -> f64 {
    let a = 0xff;
    let b = 0b101;
    let c = 0o17;
    let d = 1_000;
    x * (a + b + c + d) as f64
}

#[differentiate]
pub fn suffixed_integer_literals(x: f64) -> f64 {
    let a = 3u8;
    let b = 70_000_i64;
    x * a as f64 + x * x * b as f64
}

#[differentiate]
pub fn boolean_literals(x: f64) -> f64 {
    let yes = true;
    let no = false;
    if yes && !no {
        x * x
    } else {
        x
    }
}

#[differentiate]
pub fn single_literals(x: f32) -> f32 {
    x * 0.1 + 2.5_f32 * x * x
}
