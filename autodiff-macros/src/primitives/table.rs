//! The table: one row for each function. To add a function, add a row.
//!
//! Partials are written in terms of the output wherever that saves a library call, and so that neither large nor small
//! arguments overflow on the way. `1.0 / y` is a division of the cotangent: `(1.0 / y) * z` becomes `dz / y * z`.

use super::row::{primitives, Notation, Row, LIBRARY};
use super::symbol::*;
use std::f64::consts::{LN_10, LN_2, PI};
use std::ops::{Add, Div, Mul, Neg, Rem, Sub};
use Notation::{Infix, LibmOnly, Method, Prefix};

primitives! {
    // Arithmetic.
    Add: add(x, y) z, Infix("+"), -, 1, exact, [one(), one()], at [1.5, -2.25];
    Sub: sub(x, y) z, Infix("-"), -, 1, exact, [one(), -one()], at [1.5, -2.25];
    Mul: mul(x, y) z, Infix("*"), -, 1, exact, [y, x], at [1.5, -2.25];
    Div: div(x, y) z, Infix("/"), -, 1, exact, [1.0 / y, -((1.0 / y) * z)], at [1.5, -2.25] [-0.3, 0.7];
    Rem: rem(x, y) z, Infix("%"), "fmod", LIBRARY, exact, [one(), -round((x - z) / y)], at [7.3, 2.1] [-7.3, 2.1] [7.3, -2.1],
        kinks: "Where the quotient jumps, the derivative of the branch that the value is on.";
    Neg: neg(x) z, Prefix("-"), -, 1, exact, [-one()], at [1.5];
    Recip: recip(x) z, Method, -, 1, exact, [-(z * z)], at [0.7] [-3.0];
    MulAdd: mul_add(x, a, b) z, Method, "fma", 1, exact, [a, x, one()], at [1.5, -2.25, 0.3];

    // Pieces of lines.
    Abs: abs(x) z, Method, "fabs", 1, exact, [signum(x)], at [1.5] [-0.4],
        kinks: "At 0 it is the derivative of the side that the sign bit names: 1 at 0, -1 at -0.";
    Signum: signum(x) z, Method, -, 1, exact, [zero()], at [1.5] [-0.4], kinks: "0 everywhere.";
    Copysign: copysign(x, y) z, Method, "copysign", 2, exact, [signum(x) * signum(y), zero()],
        at [1.5, -2.0] [-0.4, -2.0] [-0.4, 3.0], kinks: "At x = 0 by its sign bit, as `abs`; 0 in the sign.";
    Min: min(x, y) z, Method, "fmin", 1, inexact, [when(z.differs(y), one(), zero()), when(z.differs(y), zero(), one())],
        at [1.5, 2.0] [2.0, 1.5], kinks: "At a tie all goes to the second argument; if one is NaN, to the other.";
    Max: max(x, y) z, Method, "fmax", 1, inexact, [when(z.differs(y), one(), zero()), when(z.differs(y), zero(), one())],
        at [1.5, 2.0] [2.0, 1.5], kinks: "At a tie all goes to the second argument; if one is NaN, to the other.";
    Clamp: clamp(x, lo, hi) z, Method, -, 2, inexact,
        [when(z.equals(x), one(), zero()), when(x.below(lo), one(), zero()), when(x.above(hi), one(), zero())],
        at [0.5, -1.0, 1.0] [-1.5, -1.0, 1.0] [1.5, -1.0, 1.0], kinks: "At a boundary all goes to x.";
    Floor: floor(x) z, Method, "floor", 1, exact, [zero()], at [1.3], kinks: "0 everywhere.";
    Ceil: ceil(x) z, Method, "ceil", 1, exact, [zero()], at [1.3], kinks: "0 everywhere.";
    Round: round(x) z, Method, "round", 1, exact, [zero()], at [1.3], kinks: "0 everywhere.";
    RoundTiesEven: round_ties_even(x) z, Method, "rint", 1, exact, [zero()], at [1.3], kinks: "0 everywhere.";
    Trunc: trunc(x) z, Method, "trunc", 1, exact, [zero()], at [1.3], kinks: "0 everywhere.";
    Fract: fract(x) z, Method, -, 1, exact, [one()], at [1.3] [-1.3], kinks: "1 everywhere.";
    RemEuclid: rem_euclid(x, y) z, Method, -, LIBRARY, exact, [one(), -round((x - z) / y)],
        at [7.3, 2.1] [-7.3, 2.1] [7.3, -2.1], kinks: "Where the quotient jumps, the derivative of the branch that the value is on.";
    DivEuclid: div_euclid(x, y) z, Method, -, LIBRARY, exact, [zero(), zero()], at [7.3, 2.1], kinks: "0 everywhere.";
    ToDegrees: to_degrees(x) z, Method, -, 1, inexact, [constant(180.0 / PI)], at [0.7];
    ToRadians: to_radians(x) z, Method, -, 1, inexact, [constant(PI / 180.0)], at [0.7];

    // Roots and powers.
    Sqrt: sqrt(x) z, Method, "sqrt", 1, exact, [0.5 / z], at [0.7] [30.0], kinks: "Infinite at 0.";
    Cbrt: cbrt(x) z, Method, "cbrt", LIBRARY, inexact, [1.0 / (3.0 * z * z)], at [0.7] [-30.0], kinks: "Infinite at 0.";
    Hypot: hypot(x, y) z, Method, "hypot", LIBRARY, inexact,
        [when(z.equals(constant(0.0)), zero(), x / z), when(z.equals(constant(0.0)), zero(), y / z)],
        at [1.5, -0.7], kinks: "0 at the origin.";
    Powi: powi(x, n) z, Method, -, 4, inexact,
        [when(n.equals(integer(0)), zero(), to_float(n) * powi(x, predecessor(n))), zero()],
        at [1.3, 3.0] [-1.3, 2.0] [0.8, -2.0] [0.8, 0.0] [0.0, 1.0] [-2.0, 1.0], value: T::powi(x, n as i32);
    Powf: powf(x, y) z, Method, "pow", LIBRARY, inexact,
        [when(y.equals(constant(0.0)), zero(), y * powf(x, y - 1.0)), when(x.equals(constant(0.0)), zero(), z * ln(x))],
        at [1.3, 2.5] [0.4, -1.5], kinks: "In the exponent: 0 where the base is 0, and NaN where it is negative.";

    // Exponentials and logarithms.
    Exp: exp(x) z, Method, "exp", LIBRARY, inexact, [z], at [0.7] [-3.0];
    Exp2: exp2(x) z, Method, "exp2", LIBRARY, inexact, [z * LN_2], at [0.7] [-3.0];
    Exp10: exp10(x) z, LibmOnly, "exp10", LIBRARY, inexact, [z * LN_10], at [0.7] [-3.0], value: T::powf(10.0, x);
    // Where 1 would cancel the value, the exponential again.
    ExpM1: exp_m1(x) z, Method, "expm1", LIBRARY, inexact, [when(z.above(constant(-0.5)), z + 1.0, exp(x))],
        at [0.7] [-3.0];
    Ln: ln(x) z, Method, "log", LIBRARY, inexact, [1.0 / x], at [0.7] [30.0];
    Log: log(x, b) z, Method, -, 2 * LIBRARY, inexact, [1.0 / (x * ln(b)), -((1.0 / (b * ln(b))) * z)],
        at [0.7, 3.0] [30.0, 0.4];
    Log2: log2(x) z, Method, "log2", LIBRARY, inexact, [1.0 / (x * LN_2)], at [0.7] [30.0];
    Log10: log10(x) z, Method, "log10", LIBRARY, inexact, [1.0 / (x * LN_10)], at [0.7] [30.0];
    Ln1p: ln_1p(x) z, Method, "log1p", LIBRARY, inexact, [1.0 / (1.0 + x)], at [0.7] [-0.4];

    // Trigonometric.
    Sin: sin(x) z, Method, "sin", LIBRARY, inexact, [cos(x)], at [0.7] [-2.0];
    Cos: cos(x) z, Method, "cos", LIBRARY, inexact, [-sin(x)], at [0.7] [-2.0];
    Tan: tan(x) z, Method, "tan", LIBRARY, inexact, [1.0 + z * z], at [0.7] [-2.0];
    Asin: asin(x) z, Method, "asin", LIBRARY, inexact, [1.0 / sqrt((1.0 - x) * (1.0 + x))], at [0.4] [-0.7],
        kinks: "Infinite at -1 and 1.";
    Acos: acos(x) z, Method, "acos", LIBRARY, inexact, [-(1.0 / sqrt((1.0 - x) * (1.0 + x)))], at [0.4] [-0.7],
        kinks: "Infinite at -1 and 1.";
    Atan: atan(x) z, Method, "atan", LIBRARY, inexact, [1.0 / (1.0 + x * x)], at [0.7] [-2.0];
    Atan2: atan2(y, x) z, Method, "atan2", LIBRARY, inexact, [x / hypot(x, y) / hypot(x, y), -(y / hypot(x, y) / hypot(x, y))],
        at [0.7, -2.0] [-0.4, 0.3], kinks: "NaN at the origin, where it has no limit.";

    // Hyperbolic.
    Sinh: sinh(x) z, Method, "sinh", LIBRARY, inexact, [cosh(x)], at [0.7] [-2.0];
    Cosh: cosh(x) z, Method, "cosh", LIBRARY, inexact, [sinh(x)], at [0.7] [-2.0];
    // Where the square would cancel the 1 but for a tenth, the hyperbolic cosine, which is a call of the library.
    Tanh: tanh(x) z, Method, "tanh", LIBRARY, inexact,
        [when((z * z).below(constant(0.9)), 1.0 - z * z, 1.0 / (cosh(x) * cosh(x)))], at [0.7] [-2.0];
    Asinh: asinh(x) z, Method, "asinh", LIBRARY, inexact, [1.0 / hypot(x, constant(1.0))], at [0.7] [-2.0];
    Acosh: acosh(x) z, Method, "acosh", LIBRARY, inexact, [1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0))], at [1.7] [20.0],
        kinks: "Infinite at 1.";
    Atanh: atanh(x) z, Method, "atanh", LIBRARY, inexact, [1.0 / ((1.0 - x) * (1.0 + x))], at [0.4] [-0.7],
        kinks: "Infinite at -1 and 1.";
}
