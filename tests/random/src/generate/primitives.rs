//! Calls of primitives, with arguments from where they are smooth and their values tame.

use super::Generator;
use crate::program::{Expr, Kind, Spelling, Type};

/// Where the argument has to be.
#[derive(Clone, Copy)]
enum Domain {
    Any,
    /// Between -1 and 1.
    Bounded,
    /// Within -0.9 and 0.9.
    Inner,
    Positive,
    AboveOne,
}

/// Primitives of one argument, with their names in `libm`.
const UNARY: [(&str, Domain, &str); 34] = [
    ("sin", Domain::Any, "sin"),
    ("cos", Domain::Any, "cos"),
    ("tanh", Domain::Any, "tanh"),
    ("atan", Domain::Any, "atan"),
    ("asinh", Domain::Any, "asinh"),
    ("abs", Domain::Any, "fabs"),
    ("exp", Domain::Bounded, "exp"),
    ("exp2", Domain::Bounded, "exp2"),
    ("exp_m1", Domain::Bounded, "expm1"),
    ("sinh", Domain::Bounded, "sinh"),
    ("cosh", Domain::Bounded, "cosh"),
    ("tan", Domain::Bounded, "tan"),
    ("asin", Domain::Inner, "asin"),
    ("acos", Domain::Inner, "acos"),
    ("atanh", Domain::Inner, "atanh"),
    ("ln", Domain::Positive, "log"),
    ("log2", Domain::Positive, "log2"),
    ("log10", Domain::Positive, "log10"),
    ("ln_1p", Domain::Positive, "log1p"),
    ("sqrt", Domain::Positive, "sqrt"),
    ("sqrt", Domain::Positive, "sqrt"),
    ("cbrt", Domain::Positive, "cbrt"),
    ("recip", Domain::Positive, ""),
    ("acosh", Domain::AboveOne, "acosh"),
    ("signum", Domain::Any, ""),
    ("floor", Domain::Any, "floor"),
    ("ceil", Domain::Any, "ceil"),
    ("round", Domain::Any, "round"),
    ("round_ties_even", Domain::Any, ""),
    ("trunc", Domain::Any, "trunc"),
    ("fract", Domain::Any, ""),
    ("to_degrees", Domain::Bounded, ""),
    ("to_radians", Domain::Any, ""),
    ("cbrt", Domain::Positive, "cbrt"),
];

impl Generator {
    fn in_domain(&mut self, domain: Domain, depth: usize) -> Expr {
        match domain {
            Domain::Any => self.float(depth),
            Domain::Bounded => self.bounded(depth),
            Domain::Inner => Expr::float("0.9").binary("*", self.bounded(depth)),
            Domain::Positive => self.positive(depth),
            Domain::AboveOne => self.positive(depth).binary("+", Expr::float("1.0")),
        }
    }

    fn spelling(&mut self, libm: &'static str) -> Spelling {
        match self.random.weighted(&[(8, 0), (3, 1), (1, 2)]) {
            1 => Spelling::Path,
            2 if !libm.is_empty() && !self.program.single => Spelling::Libm(libm),
            _ => Spelling::Method,
        }
    }

    /// Some primitive of operands nested up to `depth - 1` deep.
    pub fn primitive(&mut self, depth: usize) -> Expr {
        let depth = depth - 1;
        if self.chance(60) {
            let (name, domain, libm) = self.random.pick(&UNARY);
            let argument = self.in_domain(domain, depth);
            let spelling = self.spelling(libm);
            return Expr::new(Type::Float, Kind::Primitive(name, spelling, vec![argument]));
        }
        let (name, libm, arguments) = self.several_arguments(depth);
        let spelling = self.spelling(libm);
        Expr::new(Type::Float, Kind::Primitive(name, spelling, arguments))
    }

    fn several_arguments(&mut self, depth: usize) -> (&'static str, &'static str, Vec<Expr>) {
        let above_zero = |generator: &mut Self| generator.positive(depth);
        match self.random.below(15) {
            0 | 1 => {
                let power = self.random.between(0, 4);
                let base = self.float(depth);
                ("powi", "", vec![base, Expr::int(Type::Int("i32"), power)])
            }
            2 => {
                let power = self.int("i32", -2, 3, 1);
                ("powi", "", vec![above_zero(self), power])
            }
            3 => ("powf", "pow", vec![above_zero(self), self.bounded(depth)]),
            4 => {
                let power = self.random.pick(&["0.5", "1.5", "2.0", "0.25"]);
                ("powf", "pow", vec![above_zero(self), Expr::float(power)])
            }
            5 => {
                let base = above_zero(self).binary("+", Expr::float("1.0"));
                ("log", "", vec![above_zero(self), base])
            }
            6 => ("atan2", "atan2", vec![self.float(depth), above_zero(self)]),
            7 => ("hypot", "hypot", vec![self.float(depth), above_zero(self)]),
            8 => {
                let arguments = vec![self.float(depth), self.float(depth), self.float(depth)];
                ("mul_add", "fma", arguments)
            }
            9 | 10 => ("min", "fmin", vec![self.float(depth), self.float(depth)]),
            11 | 12 => ("max", "fmax", vec![self.float(depth), self.float(depth)]),
            13 => {
                let (low, high) = (Expr::float("0.6").unary("-"), Expr::float("0.7"));
                ("clamp", "", vec![self.float(depth), low, high])
            }
            _ => match self.random.below(3) {
                0 => ("copysign", "copysign", vec![self.float(depth), self.float(depth)]),
                1 => ("rem_euclid", "", vec![self.float(depth), above_zero(self)]),
                _ => ("div_euclid", "", vec![self.float(depth), above_zero(self)]),
            },
        }
    }
}
