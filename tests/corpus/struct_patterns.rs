//! Structs in patterns that are matched.

use differentiate::{differentiate, Differentiable};

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Limits {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub scale: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
pub struct Step(pub Option<f64>, pub f64, pub usize);

#[differentiate]
pub fn matched_fields(limits: &Limits, x: f64) -> f64 {
    match limits {
        Limits {
            low: Some(a),
            high: Some(b),
            ..
        } => x * a + b,
        Limits { low: None, scale, .. } => scale * x,
        Limits { high, .. } => high.unwrap_or(0.5) * x,
    }
}

#[differentiate]
pub fn struct_pattern_of_three(x: f64, y: f64) -> f64 {
    let scale = x * y;
    let both = Limits {
        low: Some(x),
        high: Some(y),
        scale,
    };
    let none = Limits { low: None, ..both };
    let one = Limits { high: None, ..both };
    matched_fields(&both, x) * matched_fields(&none, y) - matched_fields(&one, y)
}

#[differentiate]
pub fn matched_parts(step: Step, x: f64) -> f64 {
    match step {
        Step(Some(a), b, 0) => x * a + b,
        Step(None, s, n) if n > 1 => s * x,
        Step(_, b, ..) => b * b * x,
    }
}

#[differentiate]
pub fn tuple_struct_pattern(x: f64, y: f64) -> f64 {
    matched_parts(Step(Some(x), y, 0), y) - matched_parts(Step(None, x, 2), y) * matched_parts(Step(Some(y), x, 1), x)
}

#[differentiate]
pub fn struct_pattern_in_if_let(x: f64, y: f64) -> f64 {
    let limits = Limits {
        low: Some(x),
        high: None,
        scale: y,
    };
    if let Limits {
        low: Some(a),
        high: None,
        scale,
    } = limits
    {
        a * scale
    } else {
        x
    }
}

#[differentiate]
pub fn struct_pattern_in_let_else(x: f64, y: f64) -> f64 {
    let Step(Some(a), b, _) = Step((x > 0.3).then_some(x * x), y, 1) else {
        return x;
    };
    a * b
}
