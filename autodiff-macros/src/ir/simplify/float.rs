//! Float arithmetic.

use super::{argument_of, float_constant, int_constant, Rule};
use crate::ir::build::Builder;
use crate::ir::{Const, Dialect, Float, NodeId, Op, Ty};
use crate::primitives::Primitive;

const NEG: Op = Op::Primitive(Primitive::Neg, Dialect::Std);

pub fn rules(primitive: Primitive) -> &'static [Rule] {
    match primitive {
        Primitive::Add => &[add_negative_zero, add_negated, add_negative_constant],
        Primitive::Sub => &[sub_zero, sub_from_negative_zero, sub_negated, sub_negative_constant],
        Primitive::Mul => &[mul_one, mul_minus_one, mul_negated_both, mul_negated_by_constant],
        Primitive::Div => &[div_one, div_negated_both, div_negated_constant, div_power_of_two],
        Primitive::Neg => &[neg_neg, neg_product_by_constant],
        Primitive::Abs => &[abs_neg],
        Primitive::Powi => &[powi_small],
        Primitive::Powf => &[powf_small],
        _ => &[],
    }
}

/// f(constants) → constant, where IEEE 754 fixes the result; never to an infinity or a NaN, which have no literal.
pub fn fold(builder: &mut Builder, primitive: Primitive, args: &[NodeId]) -> Option<NodeId> {
    let row = primitive.row();
    if !row.exact {
        return None;
    }
    let float = builder.graph.ty(args[0]).float()?;
    let exact = |&arg: &NodeId| builder.graph.constant(arg)?.as_exact_float();
    let values: Vec<f64> = args.iter().map(exact).collect::<Option<_>>()?;
    let double = (row.f64)(&values);
    let single = || f64::from((row.f32)(&values.iter().map(|&value| value as f32).collect::<Vec<_>>()));
    let value = match float {
        Float::F64 => double,
        Float::F32 => single(),
        // In every width the same, and so that of all.
        Float::Param(_) if double == single() => double,
        Float::Param(_) => return None,
    };
    value.is_finite().then(|| builder.float(float, value))
}

fn is(builder: &Builder, node: NodeId, value: f64) -> bool {
    float_constant(builder, node).is_some_and(|constant| constant.to_bits() == value.to_bits())
}

fn negated(builder: &Builder, node: NodeId) -> Option<NodeId> {
    argument_of(builder, node, &NEG)
}

/// The constant node with the other sign.
fn negated_constant(builder: &mut Builder, node: NodeId) -> Option<NodeId> {
    let value = float_constant(builder, node)?;
    let float = builder.graph.ty(node).float()?;
    Some(builder.float(float, -value))
}

fn make(builder: &mut Builder, primitive: Primitive, args: &[NodeId]) -> NodeId {
    builder.primitive(primitive, Dialect::Std, args.to_vec())
}

/// a + -0.0 → a;  -0.0 + a → a
fn add_negative_zero(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    match (is(builder, args[0], -0.0), is(builder, args[1], -0.0)) {
        (_, true) => Some(args[0]),
        (true, _) => Some(args[1]),
        _ => None,
    }
}

/// a + -b → a - b;  -a + b → b - a
fn add_negated(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    if let Some(b) = negated(builder, args[1]) {
        return Some(make(builder, Primitive::Sub, &[args[0], b]));
    }
    let a = negated(builder, args[0])?;
    Some(make(builder, Primitive::Sub, &[args[1], a]))
}

/// The constant with the other sign, if it is below zero.
fn below_zero(builder: &mut Builder, node: NodeId) -> Option<NodeId> {
    float_constant(builder, node).filter(|&value| value < 0.0)?;
    negated_constant(builder, node)
}

/// a + -c → a - c;  -c + a → a - c, with -c a constant below zero
fn add_negative_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    if let Some(c) = below_zero(builder, args[1]) {
        return Some(make(builder, Primitive::Sub, &[args[0], c]));
    }
    let c = below_zero(builder, args[0])?;
    Some(make(builder, Primitive::Sub, &[args[1], c]))
}

/// a - -c → a + c, with -c a constant below zero
fn sub_negative_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let c = below_zero(builder, args[1])?;
    Some(make(builder, Primitive::Add, &[args[0], c]))
}

/// a - 0.0 → a
fn sub_zero(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    is(builder, args[1], 0.0).then_some(args[0])
}

/// -0.0 - a → -a
fn sub_from_negative_zero(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    is(builder, args[0], -0.0).then(|| make(builder, Primitive::Neg, &[args[1]]))
}

/// a - -b → a + b
fn sub_negated(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let b = negated(builder, args[1])?;
    Some(make(builder, Primitive::Add, &[args[0], b]))
}

/// a * 1 → a;  1 * a → a
fn mul_one(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    match (is(builder, args[0], 1.0), is(builder, args[1], 1.0)) {
        (_, true) => Some(args[0]),
        (true, _) => Some(args[1]),
        _ => None,
    }
}

/// a * -1 → -a;  -1 * a → -a
fn mul_minus_one(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let other = match (is(builder, args[0], -1.0), is(builder, args[1], -1.0)) {
        (_, true) => args[0],
        (true, _) => args[1],
        _ => return None,
    };
    Some(make(builder, Primitive::Neg, &[other]))
}

/// -a * -b → a * b
fn mul_negated_both(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (a, b) = (negated(builder, args[0])?, negated(builder, args[1])?);
    Some(make(builder, Primitive::Mul, &[a, b]))
}

/// -a * c → a * -c;  c * -a → -c * a, with c constant
fn mul_negated_by_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    if let Some(a) = negated(builder, args[0]) {
        let c = negated_constant(builder, args[1])?;
        return Some(make(builder, Primitive::Mul, &[a, c]));
    }
    let a = negated(builder, args[1])?;
    let c = negated_constant(builder, args[0])?;
    Some(make(builder, Primitive::Mul, &[c, a]))
}

/// a / 1 → a;  a / -1 → -a
fn div_one(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    if is(builder, args[1], 1.0) {
        return Some(args[0]);
    }
    is(builder, args[1], -1.0).then(|| make(builder, Primitive::Neg, &[args[0]]))
}

/// -a / -b → a / b
fn div_negated_both(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (a, b) = (negated(builder, args[0])?, negated(builder, args[1])?);
    Some(make(builder, Primitive::Div, &[a, b]))
}

/// -a / c → a / -c;  c / -a → -c / a, with c constant
fn div_negated_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    if let Some(a) = negated(builder, args[0]) {
        let c = negated_constant(builder, args[1])?;
        return Some(make(builder, Primitive::Div, &[a, c]));
    }
    let a = negated(builder, args[1])?;
    let c = negated_constant(builder, args[0])?;
    Some(make(builder, Primitive::Div, &[c, a]))
}

/// a / c → a * (1 / c), with c a power of two whose reciprocal is one too: then both sides round the same real number.
fn div_power_of_two(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let (reciprocal, constant) = match *builder.graph.constant(args[1])? {
        // What is normal as an `f32` is so as an `f64`.
        Const::Param(_, bits) => {
            let c = f64::from_bits(bits);
            let single = c as f32;
            let mantissa = bits & ((1 << 52) - 1);
            let normal = single.is_normal() && f64::from(single) == c && (1.0 / single).is_normal();
            (1.0 / c, normal && mantissa == 0)
        }
        Const::F64(bits) => {
            let c = f64::from_bits(bits);
            let mantissa = bits & ((1 << 52) - 1);
            (1.0 / c, c.is_normal() && mantissa == 0 && (1.0 / c).is_finite())
        }
        Const::F32(bits) => {
            let c = f32::from_bits(bits);
            let mantissa = bits & ((1 << 23) - 1);
            (
                f64::from(1.0 / c),
                c.is_normal() && mantissa == 0 && (1.0 / c).is_finite(),
            )
        }
        _ => return None,
    };
    if !constant {
        return None;
    }
    let float = builder.graph.ty(args[1]).float()?;
    let reciprocal = builder.float(float, reciprocal);
    Some(make(builder, Primitive::Mul, &[args[0], reciprocal]))
}

/// - -a → a
fn neg_neg(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    negated(builder, args[0])
}

/// -(a * c) → a * -c;  -(c * a) → -c * a, with c constant
fn neg_product_by_constant(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let product = &builder.graph[args[0]];
    if product.op != Op::Primitive(Primitive::Mul, Dialect::Std) {
        return None;
    }
    let (a, b) = (product.args[0], product.args[1]);
    if let Some(c) = negated_constant(builder, b) {
        return Some(make(builder, Primitive::Mul, &[a, c]));
    }
    let c = negated_constant(builder, a)?;
    Some(make(builder, Primitive::Mul, &[c, b]))
}

/// |-a| → |a|
fn abs_neg(builder: &mut Builder, args: &[NodeId], _: &Ty) -> Option<NodeId> {
    let a = negated(builder, args[0])?;
    Some(make(builder, Primitive::Abs, &[a]))
}

/// a.powi(1) → a;  a.powi(0) → 1
fn powi_small(builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    match int_constant(builder, args[1])? {
        1 => Some(args[0]),
        0 => Some(builder.float(ty.float()?, 1.0)),
        _ => None,
    }
}

/// a.powf(1.0) → a;  a.powf(0.0) → 1: the C standard says the second, and the optimizer of rustc relies on both.
fn powf_small(builder: &mut Builder, args: &[NodeId], ty: &Ty) -> Option<NodeId> {
    let exponent = float_constant(builder, args[1])?;
    if exponent == 1.0 {
        return Some(args[0]);
    }
    if exponent == 0.0 {
        return Some(builder.float(ty.float()?, 1.0));
    }
    None
}
