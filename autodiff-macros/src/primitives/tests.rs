//! Every row against numeric differentiation, and what is derived from the rows.

use super::instantiate::Tests;
use super::symbol::{Expression, Symbol};
use super::{Notation, Primitive};
use crate::ir::build::Builder;
use crate::ir::evaluate::{evaluate, Value};
use crate::ir::{Comparison, Dialect, Float, Graph, Int, Op, Ty};

/// The value of a partial in `f64`, straight from its definition.
fn value(symbol: Symbol, args: &[f64], out: f64) -> f64 {
    match symbol.expression() {
        Expression::Argument(k) => args[*k],
        Expression::Output => out,
        Expression::Constant(value) => *value,
        Expression::Integer(value) => *value as f64,
        Expression::Apply(primitive, inner) => {
            let inner: Vec<f64> = inner.iter().map(|&part| value(part, args, out)).collect();
            (primitive.row().f64)(&inner)
        }
        Expression::When(condition, then, otherwise) => {
            let (left, right) = (value(condition.left, args, out), value(condition.right, args, out));
            let holds = match condition.comparison {
                Comparison::Eq => left == right,
                Comparison::Ne => left != right,
                Comparison::Lt => left < right,
                Comparison::Gt => left > right,
                Comparison::Le | Comparison::Ge => unreachable!("no row uses these"),
            };
            value(if holds { *then } else { *otherwise }, args, out)
        }
        Expression::ToFloat(integer) => value(*integer, args, out),
        Expression::Predecessor(integer) => value(*integer, args, out) - 1.0,
    }
}

fn partial(primitive: Primitive, k: usize, args: &[f64]) -> f64 {
    value(primitive.partials()[k], args, (primitive.row().f64)(args))
}

/// All partials, for other tests to compare theirs with.
pub fn partials_at(primitive: Primitive, args: &[f64]) -> Vec<f64> {
    (0..primitive.arity()).map(|k| partial(primitive, k, args)).collect()
}

/// Ridders' method: central differences with shrinking steps, extrapolated to step zero; the estimate whose neighbours in
/// the tableau agree best.
fn numeric(f: impl Fn(f64) -> f64, x: f64) -> f64 {
    const SHRINK: f64 = 1.4;
    let mut step = 0.05 * x.abs().max(0.2);
    let mut rows: Vec<Vec<f64>> = vec![];
    let (mut best, mut error) = (f64::NAN, f64::INFINITY);
    for i in 0..14 {
        let mut row = vec![(f(x + step) - f(x - step)) / (2.0 * step)];
        let mut factor = 1.0;
        for j in 0..i {
            factor *= SHRINK * SHRINK;
            let better = row[j] + (row[j] - rows[i - 1][j]) / (factor - 1.0);
            let change = (better - row[j]).abs().max((better - rows[i - 1][j]).abs());
            if change <= error {
                (best, error) = (better, change);
            }
            row.push(better);
        }
        rows.push(row);
        step /= SHRINK;
    }
    best
}

#[test]
fn partials_agree_with_differences() {
    for &primitive in Primitive::ALL {
        let row = primitive.row();
        assert_eq!(primitive.partials().len(), row.arity, "{}", row.name);
        for point in row.points {
            let differentiable = if primitive == Primitive::Powi { 1 } else { row.arity };
            for k in 0..differentiable {
                let along = |t: f64| {
                    let mut args = point.to_vec();
                    args[k] = t;
                    (row.f64)(&args)
                };
                let expected = numeric(along, point[k]);
                let found = partial(primitive, k, point);
                let error = (found - expected).abs() / expected.abs().max(0.1);
                assert!(
                    error < 2e-11,
                    "{} {point:?} partial {k}: {found} against {expected}",
                    row.name
                );
            }
        }
    }
}

#[test]
fn single_precision_is_the_same_function() {
    for &primitive in Primitive::ALL {
        let row = primitive.row();
        for point in row.points {
            let narrow: Vec<f32> = point.iter().map(|&x| x as f32).collect();
            let wide: Vec<f64> = narrow.iter().map(|&x| f64::from(x)).collect();
            let (found, expected) = (f64::from((row.f32)(&narrow)), (row.f64)(&wide));
            assert!(
                (found - expected).abs() <= 1e-5 * expected.abs().max(1.0),
                "{} {point:?}",
                row.name
            );
        }
    }
}

#[test]
fn conventions_at_kinks() {
    use Primitive::*;
    let cases: &[(Primitive, &[f64], &[f64])] = &[
        (Abs, &[0.0], &[1.0]),
        (Abs, &[-0.0], &[-1.0]),
        (Max, &[2.0, 2.0], &[0.0, 1.0]),
        (Max, &[f64::NAN, 2.0], &[0.0, 1.0]),
        (Max, &[2.0, f64::NAN], &[1.0, 0.0]),
        (Min, &[2.0, 2.0], &[0.0, 1.0]),
        (Clamp, &[1.0, -1.0, 1.0], &[1.0, 0.0, 0.0]),
        (Clamp, &[-1.0, -1.0, 1.0], &[1.0, 0.0, 0.0]),
        (Hypot, &[0.0, 0.0], &[0.0, 0.0]),
        (Sqrt, &[0.0], &[f64::INFINITY]),
        (Powf, &[0.0, 2.0], &[0.0, 0.0]),
        (Powf, &[0.0, 1.0], &[1.0, 0.0]),
        (Powf, &[0.0, 0.0], &[0.0, 0.0]),
        (Powf, &[2.0, 0.0], &[0.0, 2.0_f64.ln()]),
        (Powi, &[0.0, 0.0], &[0.0, 0.0]),
        (Powi, &[0.0, 1.0], &[1.0, 0.0]),
    ];
    for (primitive, args, expected) in cases {
        for (k, &expected) in expected.iter().enumerate() {
            assert_eq!(
                partial(*primitive, k, args),
                expected,
                "{} {args:?} {k}",
                primitive.row().name
            );
        }
    }
}

#[test]
fn extreme_arguments_do_not_overflow() {
    let near = |found: f64, expected: f64| (found - expected).abs() <= 1e-14 * expected.abs();
    assert!(near(partial(Primitive::Atan2, 0, &[3e200, 4e200]), 4.0 / 25.0 * 1e-200));
    assert!(near(partial(Primitive::Hypot, 0, &[3e200, 4e200]), 0.6));
    assert!(near(partial(Primitive::Hypot, 0, &[3e-200, 4e-200]), 0.6));
    assert!(near(partial(Primitive::Asinh, 0, &[1e200]), 1e-200));
    assert!(near(partial(Primitive::Acosh, 0, &[1e200]), 1e-200));
}

#[test]
fn what_a_partial_uses_is_derived() {
    let facts = |p: Primitive, k: usize| {
        let partial = p.partials()[k];
        let arguments: Vec<usize> = (0..p.arity()).filter(|&k| partial.uses_argument(k)).collect();
        (arguments, partial.uses_output())
    };
    assert_eq!(facts(Primitive::Exp, 0), (vec![], true));
    assert_eq!(facts(Primitive::Sin, 0), (vec![0], false));
    assert_eq!(facts(Primitive::Mul, 0), (vec![1], false));
    assert_eq!(facts(Primitive::Div, 1), (vec![1], true));
    assert_eq!(facts(Primitive::Max, 0), (vec![1], true));
    assert_eq!(facts(Primitive::Add, 1), (vec![], false));
    assert!(Primitive::Add.partials()[1].is_one());
    assert!(Primitive::Sub.partials()[1].is_minus_one());
    assert!(Primitive::Floor.partials()[0].is_zero());
    assert!(!Primitive::Exp.partials()[0].is_zero());
}

#[test]
fn names_find_their_functions() {
    for &primitive in Primitive::ALL {
        let row = primitive.row();
        assert_eq!(row.primitive, primitive);
        if row.notation == Notation::Method {
            assert_eq!(Primitive::from_method(row.name), Some(primitive));
        }
        if let Some(libm) = row.libm {
            assert_eq!(Primitive::from_libm(libm), Some((primitive, Float::F64)));
            assert_eq!(Primitive::from_libm(&format!("{libm}f")), Some((primitive, Float::F32)));
        }
    }
    assert_eq!(Primitive::from_method("log"), Some(Primitive::Log));
    assert_eq!(Primitive::from_libm("log"), Some((Primitive::Ln, Float::F64)));
    assert_eq!(Primitive::from_method("exp10"), None);
    assert_eq!(Primitive::from_method("add"), None);
}

#[test]
fn whoever_has_a_kink_says_what_is_conventional() {
    for &primitive in Primitive::ALL {
        let conditional = primitive
            .partials()
            .iter()
            .any(|p| matches!(p.expression(), Expression::When(..)));
        // Their conditions choose between formulas, not between derivatives.
        let smooth = matches!(primitive, Primitive::Powi | Primitive::Tanh | Primitive::ExpM1);
        assert!(
            !conditional || smooth || !primitive.row().kinks.is_empty(),
            "{}",
            primitive.row().name
        );
    }
}

/// The function, and for each argument its partial times a cotangent, as a reverse sweep makes them.
fn pullback(primitive: Primitive) -> Graph {
    let mut b = Builder::new();
    let float = Ty::Float(Float::F64);
    let ty = |k: usize| {
        if primitive == Primitive::Powi && k == 1 {
            Ty::Int(Int::I32)
        } else {
            float.clone()
        }
    };
    let args: Vec<_> = (0..primitive.arity()).map(|k| b.param(ty(k))).collect();
    let cotangent = b.param(float.clone());
    let only_libm = primitive.row().notation == Notation::LibmOnly;
    let dialect = if only_libm { Dialect::Libm } else { Dialect::Std };
    let out = b.primitive(primitive, dialect, args.clone());
    let partials = primitive.partials().iter();
    let tests = Tests {
        infinite: &|_, _| false,
        origins: &|cotangent| vec![cotangent],
    };
    let results = partials
        .map(|partial| partial.times(cotangent, &mut b, &args, out, dialect, &tests))
        .collect();
    b.finish(results)
}

#[test]
fn nodes_compute_what_the_symbols_say() {
    for &primitive in Primitive::ALL {
        let graph = pullback(primitive);
        assert_eq!(
            crate::ir::verify::verify(&graph, crate::ir::verify::Stage::Lowered),
            Ok(())
        );
        for point in primitive.row().points {
            let mut inputs: Vec<Value> = point.iter().map(|&x| Value::Float(x)).collect();
            if primitive == Primitive::Powi {
                inputs[1] = Value::Int(point[1] as i128);
            }
            inputs.push(Value::Float(1.75));
            let (products, _) = evaluate::<f64>(&graph, &inputs, &[]).expect("no panic");
            for (product, partial) in products.iter().zip(partials_at(primitive, point)) {
                let (found, expected) = (product.float(), 1.75 * partial);
                assert!(
                    (found - expected).abs() <= 1e-15 * expected.abs(),
                    "{} {point:?}",
                    primitive.row().name
                );
            }
        }
    }
}

#[test]
fn a_gradient_costs_at_most_four_times_the_function() {
    for &primitive in Primitive::ALL {
        let cost = |op: &Op| match op {
            Op::Primitive(primitive, _) => primitive.row().cost,
            Op::Compare(_) | Op::Cast | Op::Method(_) => 1,
            _ => 0,
        };
        let total: u32 = pullback(primitive).nodes.iter().map(|node| cost(&node.op)).sum();
        let row = primitive.row();
        assert!(total <= 4 * row.cost, "{}: {total} for {}", row.name, row.cost);
    }
}

#[test]
fn a_side_of_a_condition_computes_only_its_own() {
    let text = crate::ir::print::print(&pullback(Primitive::Powf));
    let (before, inside) = text.split_once("if v4 {").expect("a condition");
    assert!(
        !before.contains("powf v0, v5") && inside.contains("yield 0.0"),
        "{text}"
    );
}

/// Generic code calls the functions of type parameters through the runtime's trait.
#[test]
fn every_method_is_one_of_real() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../autodiff-runtime/src/real.rs");
    let text = std::fs::read_to_string(path).expect("the trait");
    for &primitive in Primitive::ALL {
        let row = primitive.row();
        let is_there = [" ", "fn "]
            .iter()
            .any(|before| text.contains(&format!("{before}{}(", row.name)));
        assert!(
            is_there || row.notation != Notation::Method,
            "`Real` has no `{}`",
            row.name
        );
    }
}

/// Which values are bounded, and which are finite where an argument is infinite, by the values themselves.
#[test]
fn what_becomes_of_infinities() {
    for &primitive in Primitive::ALL {
        let row = primitive.row();
        for (k, partial) in primitive.partials().iter().enumerate() {
            let mut forgets = false;
            for (point, infinity) in row
                .points
                .iter()
                .flat_map(|point| [(point, f64::INFINITY), (point, f64::NEG_INFINITY)])
            {
                let mut args = point.to_vec();
                args[k] = infinity;
                if primitive == Primitive::Clamp && args[1] > args[2] {
                    continue; // It panics.
                }
                let value = (row.f64)(&args);
                assert!(!primitive.is_bounded() || value.is_finite(), "{} {args:?}", row.name);
                forgets |= value.is_finite() && !partial.is_zero();
            }
            assert_eq!(primitive.forgets(k), forgets, "{} in argument {k}", row.name);
        }
    }
}
