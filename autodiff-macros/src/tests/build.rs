//! Sharing: equal pure nodes are one, wherever the first is in scope.

use crate::ir::build::Builder;
use crate::ir::{Call, CallKind, Const, Dialect, Float, Half, NodeId, Op, Shape, Ty};
use crate::primitives::Primitive;

const F64: Ty = Ty::Float(Float::F64);

fn product(b: &mut Builder, x: NodeId, y: NodeId) -> NodeId {
    b.primitive(Primitive::Mul, Dialect::Std, vec![x, y])
}

#[test]
fn equal_pure_nodes_are_one() {
    let mut b = Builder::new();
    let (x, y) = (b.param(F64), b.param(F64));
    assert_eq!(product(&mut b, x, y), product(&mut b, x, y));
    assert_ne!(product(&mut b, x, y), product(&mut b, x, x));
    let sine = |b: &mut Builder, dialect| b.primitive(Primitive::Sin, dialect, vec![x]);
    assert_ne!(sine(&mut b, Dialect::Std), sine(&mut b, Dialect::Libm));
}

#[test]
fn parameters_and_effects_are_never_shared() {
    let mut b = Builder::new();
    let x = b.param(F64);
    assert_ne!(x, b.param(F64));
    let callee = b.tokens("f".parse().expect("a path"));
    let call = Call {
        callee,
        kind: CallKind::Function,
        half: Half::Plain,
        shape: Shape::Leaf,
        arity: 1,
        in_place: vec![],
        closures: vec![],
        active: vec![],
    };
    let mut calls = || b.add(Op::Call(call.clone()), vec![x], Ty::Tuple(vec![F64]));
    assert_ne!(calls(), calls());
}

#[test]
fn zeros_of_either_sign_are_different_constants() {
    let mut b = Builder::new();
    assert_ne!(b.float(Float::F64, 0.0), b.float(Float::F64, -0.0));
    assert_ne!(b.float(Float::F64, 1.0), b.float(Float::F32, 1.0));
    assert_eq!(
        b.float(Float::F64, f64::NAN),
        b.constant(Const::F64(f64::NAN.to_bits()))
    );
}

#[test]
fn inner_regions_share_with_outer_ones_and_not_with_their_siblings() {
    let mut b = Builder::new();
    let (x, y) = (b.param(F64), b.param(F64));
    let outside = product(&mut b, x, y);
    b.enter();
    assert_eq!(product(&mut b, x, y), outside);
    let first = product(&mut b, y, x);
    b.leave(vec![]);
    b.enter();
    assert_ne!(product(&mut b, y, x), first);
    b.leave(vec![]);
    assert_ne!(product(&mut b, y, x), first);
}

#[test]
fn the_pullback_shares_with_what_it_mirrors() {
    let mut b = Builder::new();
    let (x, y) = (b.param(F64), b.param(F64));
    let primal = product(&mut b, x, y);
    let mut b = Builder::pullback(b.finish(vec![primal]));
    assert_eq!(product(&mut b, x, y), primal);
}
