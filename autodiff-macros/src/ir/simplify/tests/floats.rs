//! Float rules, each with the expression that it applies to and what comes out.

use super::{graph, result, Maker};
use crate::ir::evaluate::{evaluate, Scalar, Value};
use crate::ir::print::print;
use crate::ir::*;
use std::ops;
use Primitive::*;
use Term::{A, B, C, N, P};

/// A float expression of two parameters.
#[derive(Clone)]
enum Term {
    A,
    B,
    C(f64),
    /// An integer, for `powi`.
    N(i128),
    P(Primitive, Vec<Term>),
}

macro_rules! operators {
    ($($operator:ident $method:ident)+) => {$(
        impl ops::$operator for Term {
            type Output = Term;
            fn $method(self, other: Term) -> Term {
                P(Primitive::$operator, vec![self, other])
            }
        }
    )+};
}
operators! { Add add Sub sub Mul mul Div div }

impl ops::Neg for Term {
    type Output = Term;
    fn neg(self) -> Term {
        P(Primitive::Neg, vec![self])
    }
}

fn make(m: &mut Maker, term: &Term, params: &[NodeId]) -> NodeId {
    match term {
        A => params[0],
        B => params[1],
        C(value) => m.c(*value),
        N(value) => m.int(Int::I32, *value),
        P(primitive, args) => {
            let args: Vec<NodeId> = args.iter().map(|arg| make(m, arg, params)).collect();
            m.p(*primitive, &args)
        }
    }
}

const SPECIAL: [f64; 12] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    -3.7,
    1e-310,
    1.7e308,
    3e38,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

/// That the expression becomes this, and keeps every bit of its value in both float types.
fn rule(term: Term, expected: &str) {
    for float in [Float::F64, Float::F32] {
        let params = vec![Ty::Float(float); 2];
        let simplified = graph(&params, float, false, &|m, x| make(m, &term, x));
        let plain = graph(&params, float, true, &|m, x| make(m, &term, x));
        assert_eq!(result(&simplified).replace("f32", ""), expected);
        for (a, b) in SPECIAL.iter().flat_map(|a| SPECIAL.map(|b| (a, b))) {
            let inputs = [*a, b].map(|x| Value::Float(Scalar::round(&x, float)));
            let run = |graph| evaluate::<f64>(graph, &inputs, &[]).expect("no panic").0[0].float();
            let (expected, found) = (run(&plain), run(&simplified));
            let same = expected.to_bits() == found.to_bits() || expected.is_nan() && found.is_nan();
            assert!(same, "{a} {b}: {found} instead of {expected}\n{}", print(&simplified));
        }
    }
}

#[test]
fn sums() {
    rule(A + C(-0.0), "v0");
    rule(C(-0.0) + A, "v0");
    rule(A + -B, "sub v0, v1");
    rule(-A + B, "sub v1, v0");
    rule(A + C(-3.0), "sub v0, 3.0");
    rule(C(-3.0) + A, "sub v0, 3.0");
    rule(A - C(0.0), "v0");
    rule(C(-0.0) - A, "neg v0");
    rule(A - -B, "add v0, v1");
    rule(A - C(-3.0), "add v0, 3.0");
}

#[test]
fn products_and_quotients() {
    rule(A * C(1.0), "v0");
    rule(C(1.0) * A, "v0");
    rule(C(-1.0) * A, "neg v0");
    rule(A * C(-1.0), "neg v0");
    rule(-A * -B, "mul v0, v1");
    rule(-A * C(3.0), "mul v0, -3.0");
    rule(C(3.0) * -A, "mul -3.0, v0");
    rule(A / C(1.0), "v0");
    rule(A / C(-1.0), "neg v0");
    rule(-A / -B, "div v0, v1");
    rule(-A / C(3.0), "div v0, -3.0");
    rule(C(3.0) / -A, "div -3.0, v0");
    rule(A / C(4.0), "mul v0, 0.25");
    rule(A / C(-0.5), "mul v0, -2.0");
    rule(-(-A), "v0");
    rule(-(A * C(3.0)), "mul v0, -3.0");
    rule(-(C(3.0) * A), "mul -3.0, v0");
}

#[test]
fn functions() {
    rule(P(Abs, vec![-A]), "abs v0");
    rule(P(Powi, vec![A, N(1)]), "v0");
    rule(P(Powi, vec![A, N(0)]), "1.0");
    rule(P(Powf, vec![A, C(1.0)]), "v0");
    rule(P(Powf, vec![A, C(-0.0)]), "1.0");
    rule(C(1.25) + C(2.25), "3.5");
    rule(P(Sqrt, vec![C(4.0)]), "2.0");
}

#[test]
fn what_would_not_be_exact_stays() {
    rule(A + C(0.0), "add v0, 0.0");
    rule(A - C(-0.0), "sub v0, -0.0");
    rule(C(0.0) - A, "sub 0.0, v0");
    rule(A * C(0.0), "mul v0, 0.0");
    rule(A - A, "sub v0, v0");
    rule(A / A, "div v0, v0");
    rule(A / C(3.0), "div v0, 3.0");
    rule(-(A - B), "neg v2");
    rule(A + C(0.1) + C(0.1), "add v2, 0.1");
    rule(C(1.0) / C(0.0), "div 1.0, 0.0");
    rule(P(Exp, vec![C(1.0)]), "exp 1.0");
    rule(P(Min, vec![C(0.0), C(1.0)]), "min 0.0, 1.0");
    rule(P(Powi, vec![A, N(2)]), "powi v0, 2i32");
}

#[test]
fn comparisons_keep_nan() {
    let floats = [Ty::Float(Float::F64), Ty::Float(Float::F64)];
    let compare = |comparison, expected: &str| {
        let negated = graph(&floats, Float::F64, false, &|m, x| {
            let holds = m.compare(comparison, x[0], x[1]);
            m.not(holds)
        });
        assert_eq!(result(&negated), expected);
    };
    compare(Comparison::Eq, "ne v0, v1");
    compare(Comparison::Ne, "eq v0, v1");
    compare(Comparison::Lt, "not v2");
    let same = graph(&floats, Float::F64, false, &|m, x| {
        m.compare(Comparison::Eq, x[0], x[0])
    });
    assert_eq!(result(&same), "eq v0, v0");
}

#[test]
fn a_reciprocal_that_overflows_stays_a_division() {
    let smallest = P(Div, vec![A, C(f64::from_bits(1))]);
    let quotient = graph(&[Ty::Float(Float::F64)], Float::F64, false, &|m, x| {
        make(m, &smallest, x)
    });
    assert_eq!(result(&quotient), "div v0, 5e-324");
}

#[test]
fn folding_rounds_to_the_type() {
    let sum = |float| graph(&[], float, false, &|m, x| make(m, &(C(0.1) + C(0.2)), x));
    assert_eq!(result(&sum(Float::F64)), format!("{:?}", 0.1 + 0.2));
    assert_eq!(result(&sum(Float::F32)), format!("{:?}f32", 0.1_f32 + 0.2_f32));
}
