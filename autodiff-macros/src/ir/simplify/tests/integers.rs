//! Integers, booleans, casts.

use super::{graph, result, Expression, Maker};
use crate::ir::*;

/// That an expression of one integer parameter of this type simplifies to this.
fn int_rule(int: Int, expected: &str, expression: Expression) {
    let found = result(&graph(&[Ty::Int(int)], Float::F64, false, expression));
    assert_eq!(found.replace("i32", ""), expected);
}

#[test]
fn integers() {
    use Integer::*;
    let with = |c: i128, op: Integer| {
        move |m: &mut Maker, x: &[NodeId]| {
            let c = m.int(Int::I32, c);
            m.integer(op, x[0], c)
        }
    };
    let of = |a: i128, op: Integer, b: i128| {
        move |m: &mut Maker, _: &[NodeId]| {
            let (a, b) = (m.int(Int::I32, a), m.int(Int::I32, b));
            m.integer(op, a, b)
        }
    };
    for (op, c) in [(Add, 0), (Sub, 0), (Mul, 1), (Div, 1), (Shl, 0), (Shr, 0)] {
        int_rule(Int::I32, "v0", &with(c, op));
    }
    int_rule(Int::I32, "int rem v0, 1", &with(1, Rem));
    int_rule(Int::I32, "int mul v0, 0", &with(0, Mul));
    int_rule(Int::I32, "5", &of(2, Add, 3));
    int_rule(Int::I32, "-3", &of(-7, Div, 2));
    int_rule(Int::I32, "-1", &of(-7, Rem, 2));
    int_rule(Int::I32, "40", &of(5, Shl, 3));
    int_rule(Int::I32, "int add 2147483647, 1", &of(2147483647, Add, 1));
    int_rule(Int::I32, "int div 1, 0", &of(1, Div, 0));
    int_rule(Int::I32, "int rem -2147483648, -1", &of(-2147483648, Rem, -1));
    int_rule(Int::I32, "int shl 1, 32", &of(1, Shl, 32));
    let wide = |a: i128, b: i128| {
        move |m: &mut Maker, _: &[NodeId]| {
            let (a, b) = (m.int(Int::Usize, a), m.int(Int::Usize, b));
            m.integer(Sub, a, b)
        }
    };
    int_rule(Int::Usize, "1", &wide(3, 2));
    int_rule(Int::Usize, "int sub 2, 3", &wide(2, 3));
    int_rule(Int::I32, "-2147483648", &|m, _| {
        let args = [m.int(Int::I32, -2147483648), m.int(Int::I32, 1)];
        m.make(Op::Method(IntMethod::SaturatingSub), &args, Ty::Int(Int::I32))
    });
    int_rule(Int::I32, "ge v0, 3", &|m, x| {
        let three = m.int(Int::I32, 3);
        let less = m.compare(Comparison::Lt, x[0], three);
        m.not(less)
    });
    int_rule(Int::I32, "true", &|m, x| m.compare(Comparison::Le, x[0], x[0]));
    int_rule(Int::I32, "v0", &|m, x| {
        let a = m.not(x[0]);
        m.not(a)
    });
    int_rule(Int::I32, "negate v1", &|m, x| {
        let a = m.make(Op::Negate, &[x[0]], Ty::Int(Int::I32));
        m.make(Op::Negate, &[a], Ty::Int(Int::I32))
    });
}

#[test]
fn booleans() {
    let rule = |expected: &str, expression: Expression| {
        assert_eq!(result(&graph(&[Ty::Bool], Float::F64, false, expression)), expected);
    };
    let with = |c: bool, op: Integer| {
        move |m: &mut Maker, x: &[NodeId]| {
            let c = m.builder.bool(c);
            m.integer(op, c, x[0])
        }
    };
    rule("v0", &with(true, Integer::And));
    rule("false", &with(false, Integer::And));
    rule("true", &with(true, Integer::Or));
    rule("v0", &with(false, Integer::Or));
    rule("v0", &with(false, Integer::Xor));
    rule("not v0", &with(true, Integer::Xor));
    rule("v0", &|m, x| m.integer(Integer::And, x[0], x[0]));
    rule("v0", &|m, x| {
        let a = m.not(x[0]);
        m.not(a)
    });
    rule("not v0", &|m, x| {
        let c = m.builder.bool(false);
        m.compare(Comparison::Eq, x[0], c)
    });
}

#[test]
fn casts() {
    let rule = |from: Ty, expected: &str, expression: Expression| {
        assert_eq!(result(&graph(&[from], Float::F64, false, expression)), expected);
    };
    let (f32, f64) = (Ty::Float(Float::F32), Ty::Float(Float::F64));
    rule(f64.clone(), "v0", &|m, x| m.builder.cast(x[0], Ty::Float(Float::F64)));
    let both = |middle: Ty, end: Ty| {
        move |m: &mut Maker, x: &[NodeId]| {
            let a = m.builder.cast(x[0], middle.clone());
            m.builder.cast(a, end.clone())
        }
    };
    rule(f32.clone(), "v0", &both(f64.clone(), f32.clone()));
    rule(f64.clone(), "cast v1", &both(f32.clone(), f64.clone()));
    let of = |c: Const, ty: Ty| {
        move |m: &mut Maker, _: &[NodeId]| {
            let c = m.builder.constant(c);
            m.builder.cast(c, ty.clone())
        }
    };
    rule(
        f64.clone(),
        "16777216.0f32",
        &of(Const::Int(Int::I32, 16777217), f32.clone()),
    );
    rule(
        f64.clone(),
        "-2i8",
        &of(Const::float(Float::F64, -2.9), Ty::Int(Int::I8)),
    );
    rule(
        f64.clone(),
        "cast 300.0",
        &of(Const::float(Float::F64, 300.0), Ty::Int(Int::I8)),
    );
    rule(f64.clone(), "cast -1i32", &of(Const::Int(Int::I32, -1), Ty::USIZE));
    rule(f64, "1u8", &of(Const::Bool(true), Ty::Int(Int::U8)));
}
