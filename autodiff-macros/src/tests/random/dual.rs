//! Forward mode on the interpreter: dual numbers whose derivatives are written by hand, apart from the table.

use crate::ir::evaluate::Scalar;
use crate::ir::Float;
use crate::primitives::Primitive;
use std::cell::Cell;

thread_local! {
    /// Whether a value or a derivative was met that is too large to compare what follows from it.
    static WILD: Cell<bool> = const { Cell::new(false) };
}

fn is_wild(number: f64) -> bool {
    number.is_nan() || number.abs() > 1e50
}

/// Whether something wild was met since the last question.
pub fn met_wild_numbers() -> bool {
    WILD.replace(false)
}

#[derive(Clone, Copy, Debug)]
pub struct Dual {
    pub value: f64,
    pub tangent: f64,
    /// The sum of the tangent's terms without their signs: what its rounding error is relative to.
    pub magnitude: f64,
    /// Whether it comes from an input, be it with a derivative of zero.
    pub active: bool,
}

impl Dual {
    pub fn input(value: f64, tangent: f64) -> Dual {
        Dual {
            value,
            tangent,
            magnitude: tangent.abs(),
            active: true,
        }
    }
}

impl Scalar for Dual {
    fn constant(value: f64) -> Dual {
        Dual {
            value,
            tangent: 0.0,
            magnitude: 0.0,
            active: false,
        }
    }

    fn value(&self) -> f64 {
        self.value
    }

    fn round(&self, float: Float) -> Dual {
        Dual {
            value: Scalar::round(&self.value, float),
            ..*self
        }
    }

    fn primitive(primitive: Primitive, float: Float, args: &[Dual]) -> Dual {
        let values: Vec<f64> = args.iter().map(|arg| arg.value).collect();
        let mut result = Dual::constant(f64::primitive(primitive, float, &values));
        for (partial, arg) in partials(primitive, &values).iter().zip(args) {
            if arg.active {
                result.active = true;
                result.tangent += partial * arg.tangent;
                result.magnitude += condition(primitive, *partial, result.value) * arg.magnitude;
                WILD.set(WILD.get() || is_wild(*partial) || is_wild(result.magnitude));
            }
        }
        WILD.set(WILD.get() || is_wild(result.value));
        result
    }
}

/// The size of what cancels when the partial is computed from the value.
fn condition(primitive: Primitive, partial: f64, value: f64) -> f64 {
    match primitive {
        Primitive::Tanh => 1.0,
        Primitive::ExpM1 => 1.0 + value.abs(),
        _ => partial.abs(),
    }
}

pub fn partials(primitive: Primitive, args: &[f64]) -> Vec<f64> {
    use std::f64::consts::{LN_10, LN_2, PI};
    use Primitive::*;
    let x = args[0];
    let y = args.get(1).copied().unwrap_or(f64::NAN);
    let first = |first: bool| if first { vec![1.0, 0.0] } else { vec![0.0, 1.0] };
    match primitive {
        Add => vec![1.0, 1.0],
        Sub => vec![1.0, -1.0],
        Mul => vec![y, x],
        Div => vec![1.0 / y, -x / (y * y)],
        Rem => vec![1.0, -(x / y).trunc()],
        RemEuclid => vec![1.0, -x.div_euclid(y)],
        Neg => vec![-1.0],
        Recip => vec![-1.0 / (x * x)],
        MulAdd => vec![y, x, 1.0],
        Abs => vec![if x.is_sign_negative() { -1.0 } else { 1.0 }],
        Copysign => vec![
            if x.is_sign_negative() == y.is_sign_negative() {
                1.0
            } else {
                -1.0
            },
            0.0,
        ],
        Min => first(x < y || y.is_nan()),
        Max => first(x > y || y.is_nan()),
        Clamp if x < y => vec![0.0, 1.0, 0.0],
        Clamp if x > args[2] => vec![0.0, 0.0, 1.0],
        Clamp => vec![1.0, 0.0, 0.0],
        Fract => vec![1.0],
        Signum | Floor | Ceil | Round | RoundTiesEven | Trunc => vec![0.0],
        DivEuclid => vec![0.0, 0.0],
        ToDegrees => vec![180.0 / PI],
        ToRadians => vec![PI / 180.0],
        Sqrt => vec![0.5 * x.powf(-0.5)],
        Cbrt => vec![x.abs().powf(-2.0 / 3.0) / 3.0],
        Hypot if x == 0.0 && y == 0.0 => vec![0.0, 0.0],
        Hypot => vec![x / (x * x + y * y).sqrt(), y / (x * x + y * y).sqrt()],
        Powi if y == 0.0 => vec![0.0, 0.0],
        Powi => vec![y * x.powf(y - 1.0), 0.0],
        Powf => vec![
            if y == 0.0 { 0.0 } else { y * x.powf(y - 1.0) },
            if x == 0.0 { 0.0 } else { x.powf(y) * x.ln() },
        ],
        Exp => vec![x.exp()],
        Exp2 => vec![LN_2 * x.exp2()],
        Exp10 => vec![LN_10 * (x * LN_10).exp()],
        ExpM1 => vec![x.exp()],
        Ln => vec![1.0 / x],
        Log => vec![1.0 / (x * y.ln()), -x.ln() / (y * y.ln() * y.ln())],
        Log2 => vec![1.0 / (LN_2 * x)],
        Log10 => vec![1.0 / (LN_10 * x)],
        Ln1p => vec![1.0 / (1.0 + x)],
        Sin => vec![x.cos()],
        Cos => vec![-x.sin()],
        Tan => vec![1.0 / x.cos().powi(2)],
        Asin => vec![1.0 / (1.0 - x * x).sqrt()],
        Acos => vec![-1.0 / (1.0 - x * x).sqrt()],
        Atan => vec![1.0 / (1.0 + x * x)],
        Atan2 => vec![y / (x * x + y * y), -x / (x * x + y * y)],
        Sinh => vec![x.cosh()],
        Cosh => vec![x.sinh()],
        Tanh => vec![1.0 / x.cosh().powi(2)],
        Asinh => vec![1.0 / (x * x + 1.0).sqrt()],
        Acosh => vec![1.0 / (x * x - 1.0).sqrt()],
        Atanh => vec![1.0 / (1.0 - x * x)],
    }
}

#[test]
fn both_hands_agree() {
    for &primitive in Primitive::ALL {
        let row = primitive.row();
        for point in row.points {
            let by_hand = partials(primitive, point);
            let derived = crate::primitives::tests::partials_at(primitive, point);
            for (by_hand, derived) in by_hand.iter().zip(derived) {
                let error = (by_hand - derived).abs() / by_hand.abs().max(1.0);
                assert!(
                    error < 1e-13,
                    "{} {point:?}: {by_hand} by hand, {derived} by the table",
                    row.name
                );
            }
        }
    }
}
