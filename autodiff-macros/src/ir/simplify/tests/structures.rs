//! Arrays, and results of regions.

use super::{graph, result, Expression, Maker};
use crate::ir::build::Builder;
use crate::ir::*;

#[test]
fn arrays() {
    let array = Ty::Array(Box::new(Ty::Float(Float::F64)), Len::Fixed(3));
    let matrix = Ty::Array(Box::new(array.clone()), Len::Fixed(2));
    let params = [array.clone(), matrix, Ty::USIZE, Ty::USIZE, Ty::Float(Float::F64)];
    let rule = |expected: &str, expression: Expression| {
        assert_eq!(result(&graph(&params, Float::F64, false, expression)), expected);
    };
    rule("load v1[v2][v3]", &|m, x| {
        let row = m.builder.load(x[1], &[x[2]]);
        m.builder.load(row, &[x[3]])
    });
    rule("v4", &|m, x| {
        let a = m.builder.store(x[0], &[x[2]], x[4]);
        m.builder.load(a, &[x[2]])
    });
    rule("load v5[v3]", &|m, x| {
        let a = m.builder.store(x[0], &[x[2]], x[4]);
        m.builder.load(a, &[x[3]])
    });
    // Another place: the older version could not be overwritten if it were still read.
    rule("load v5[2]", &|m, x| {
        let (one, two) = (m.int(Int::Usize, 1), m.int(Int::Usize, 2));
        let a = m.builder.store(x[0], &[one], x[4]);
        m.builder.load(a, &[two])
    });
    rule("load v0[v3]", &|m, x| {
        let a = m.builder.store(x[1], &[x[2]], x[0]);
        m.builder.load(a, &[x[2], x[3]])
    });
    rule("load v5[v2]", &|m, x| {
        let a = m.builder.store(x[1], &[x[2], x[3]], x[4]);
        m.builder.load(a, &[x[2]])
    });
    rule("v0", &|m, x| {
        let (old, zero) = (m.builder.load(x[0], &[x[2]]), m.builder.float(Float::F64, 0.0));
        let a = m.builder.store(x[0], &[x[2]], zero);
        m.builder.accumulate(a, &[x[2]], old)
    });
    rule("load v5[v2]", &|m, x| {
        let a = m.builder.accumulate(x[0], &[x[2]], x[4]);
        m.builder.load(a, &[x[2]])
    });
    let repeat = |m: &mut Maker, value: NodeId| m.builder.add(Op::Repeat, vec![value], array.clone());
    rule("v4", &|m, x| {
        let (a, i) = (repeat(m, x[4]), m.int(Int::Usize, 2));
        m.builder.load(a, &[i])
    });
    rule("load v5[3]", &|m, x| {
        let (a, i) = (repeat(m, x[4]), m.int(Int::Usize, 3));
        m.builder.load(a, &[i])
    });
    rule("load v5[v2]", &|m, x| {
        let a = repeat(m, x[4]);
        m.builder.load(a, &[x[2]])
    });
    rule("v4", &|m, x| {
        let (zero, i) = (m.c(0.0), m.int(Int::Usize, 1));
        let a = m.builder.add(Op::Array, vec![zero, x[4], zero], array.clone());
        m.builder.load(a, &[i])
    });
    rule("v0", &|m, x| {
        let v = m.builder.load(x[0], &[x[2]]);
        m.builder.store(x[0], &[x[2]], v)
    });
    rule("store v0[v2] = v4", &|m, x| {
        let zero = m.c(0.0);
        let a = m.builder.store(x[0], &[x[2]], zero);
        m.builder.store(a, &[x[2]], x[4])
    });
    rule("3", &|m, x| m.builder.len_of(x[0]));
}

#[test]
fn results_of_branches() {
    let params = [Ty::Bool, Ty::Float(Float::F64)];
    let branch = |a: fn(&mut Builder, NodeId) -> NodeId, b: fn(&mut Builder, NodeId) -> NodeId| {
        move |m: &mut Maker, x: &[NodeId]| {
            m.builder.enter();
            let a = a(&mut m.builder, x[1]);
            let then = m.builder.leave(vec![a]);
            m.builder.enter();
            let b = b(&mut m.builder, x[1]);
            let otherwise = m.builder.leave(vec![b]);
            m.builder.branch(x[0], then, otherwise)[0]
        }
    };
    let rule = |expected: &str, expression: Expression| {
        assert_eq!(result(&graph(&params, Float::F64, false, expression)), expected);
    };
    rule("v1", &branch(|_, x| x, |_, x| x));
    rule(
        "2.0",
        &branch(|b, _| b.float(Float::F64, 2.0), |b, _| b.float(Float::F64, 2.0)),
    );
    rule("v0", &branch(|b, _| b.bool(true), |b, _| b.bool(false)));
    rule("not v0", &branch(|b, _| b.bool(false), |b, _| b.bool(true)));
    rule("v2.0", &branch(|b, _| b.float(Float::F64, 2.0), |_, x| x));
    rule(
        "v2.0",
        &branch(|b, x| b.compare(Comparison::Eq, x, x), |b, _| b.bool(true)),
    );
}

#[test]
fn results_of_loops() {
    let float = Ty::Float(Float::F64);
    let sum = graph(
        &[Ty::USIZE, float.clone(), float.clone()],
        Float::F64,
        false,
        &|m, x| {
            let builder = &mut m.builder;
            let (zero, one) = (builder.int(Int::Usize, 0), builder.int(Int::Usize, 1));
            let body = builder.enter();
            builder.param(Ty::USIZE);
            let (changed, same) = (builder.param(float.clone()), builder.param(float.clone()));
            let next = builder.primitive(Primitive::Mul, Dialect::Std, vec![changed, same]);
            builder.leave(vec![next, same]);
            let f = For {
                body,
                inclusive: false,
                descending: false,
                exits: false,
            };
            let ty = Ty::Tuple(vec![float.clone(), float.clone()]);
            let node = builder.add(Op::For(f), vec![zero, x[0], one, x[1], x[2]], ty);
            let results = builder.results(node);
            assert_eq!(results[1], x[2]);
            results[0]
        },
    );
    assert_eq!(result(&sum), "v3.0");
}
