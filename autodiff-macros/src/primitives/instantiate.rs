//! Partial derivatives as nodes of a graph.

use super::symbol::{Condition, Expression, Symbol};
use super::{Notation, Primitive};
use crate::ir::build::Builder;
use crate::ir::{Comparison, Dialect, Float, FloatTest, Int, IntMethod, Integer, NodeId, Op, Ty};

/// The application whose partial is wanted.
struct Site<'a> {
    builder: &'a mut Builder,
    args: &'a [NodeId],
    out: NodeId,
    dialect: Dialect,
    float: Float,
}

impl Symbol {
    /// Its value, at the application of a primitive to `args` that gave `out`. What lies on one side of a condition
    /// is computed only there.
    pub fn instantiate(self, builder: &mut Builder, args: &[NodeId], out: NodeId, dialect: Dialect) -> NodeId {
        Site::new(builder, args, out, dialect).value(self)
    }

    /// Its value times a cotangent: the contribution to an adjoint, with no operation for factors of one, and with a
    /// condition outside of the product, so that a zero is no product and never meets an infinity. Where a cotangent
    /// meets a factor that may be infinite, the product stands behind a test.
    pub fn times(
        self,
        cotangent: NodeId,
        builder: &mut Builder,
        args: &[NodeId],
        out: NodeId,
        dialect: Dialect,
        tests: &Tests,
    ) -> NodeId {
        Site::new(builder, args, out, dialect).product(cotangent, self, tests)
    }
}

/// What is known of the zeros of a cotangent that may be no factors.
pub struct Tests<'a> {
    /// Whether such a cotangent meets a factor that may be infinite.
    pub infinite: &'a dyn Fn(NodeId, Symbol) -> bool,
    /// The cotangents that are all zero where this one means *not used*.
    pub origins: &'a dyn Fn(NodeId) -> Vec<NodeId>,
}

/// Whether any of these cotangents has been used.
pub fn any_used(builder: &mut Builder, origins: &[NodeId]) -> NodeId {
    let tests: Vec<NodeId> = origins
        .iter()
        .map(|&origin| builder.test(FloatTest::IsNonzero, origin))
        .collect();
    let all = tests
        .into_iter()
        .reduce(|one, other| builder.integer(Integer::Or, one, other));
    all.expect("a cotangent has an origin")
}

impl Site<'_> {
    fn new<'a>(builder: &'a mut Builder, args: &'a [NodeId], out: NodeId, dialect: Dialect) -> Site<'a> {
        let float = builder.graph.ty(out).float().expect("a primitive gives a float");
        Site {
            builder,
            args,
            out,
            dialect,
            float,
        }
    }

    fn value(&mut self, symbol: Symbol) -> NodeId {
        match symbol.expression() {
            Expression::Argument(k) => self.args[*k],
            Expression::Output => self.out,
            Expression::Constant(value) => self.builder.float(self.float, *value),
            Expression::Integer(value) => self.builder.int(Int::I32, *value),
            Expression::Apply(primitive, args) => {
                let args = args.iter().map(|&arg| self.value(arg)).collect();
                self.apply(*primitive, args)
            }
            Expression::When(condition, then, otherwise) => {
                self.choose(*condition, |site| site.value(*then), |site| site.value(*otherwise))
            }
            Expression::ToFloat(integer) => {
                let integer = self.value(*integer);
                self.builder.cast(integer, Ty::Float(self.float))
            }
            Expression::Predecessor(integer) => {
                let integer = self.value(*integer);
                let one = self.builder.int(Int::I32, 1);
                let args = vec![integer, one];
                self.builder
                    .add(Op::Method(IntMethod::SaturatingSub), args, Ty::Int(Int::I32))
            }
        }
    }

    fn product(&mut self, cotangent: NodeId, symbol: Symbol, tests: &Tests) -> NodeId {
        match symbol.expression() {
            Expression::Constant(_) if symbol.is_zero() => self.builder.float(self.float, 0.0),
            Expression::Constant(_) if symbol.is_one() => cotangent,
            Expression::Apply(Primitive::Neg, args) => {
                let product = self.product(cotangent, args[0], tests);
                self.apply(Primitive::Neg, vec![product])
            }
            Expression::Apply(Primitive::Mul, args) => {
                let product = self.product(cotangent, args[0], tests);
                self.product(product, args[1], tests)
            }
            Expression::Apply(Primitive::Div, args) if matches!(args[0].expression(), Expression::Constant(_)) => {
                let numerator = self.product(cotangent, args[0], tests);
                let denominator = self.value(args[1]);
                self.apply(Primitive::Div, vec![numerator, denominator])
            }
            Expression::When(condition, then, otherwise) => {
                let (then, otherwise) = (*then, *otherwise);
                self.choose(
                    *condition,
                    |site| site.product(cotangent, then, tests),
                    |site| site.product(cotangent, otherwise, tests),
                )
            }
            _ if (tests.infinite)(cotangent, symbol) && self.builder.graph.constant(cotangent).is_none() => {
                let nonzero = any_used(self.builder, &(tests.origins)(cotangent));
                let holds = match self.pole(symbol) {
                    Some(pole) => self.builder.integer(Integer::Or, nonzero, pole),
                    None => nonzero,
                };
                self.branch(
                    holds,
                    |site| {
                        let factor = site.value(symbol);
                        site.apply(Primitive::Mul, vec![cotangent, factor])
                    },
                    |site| site.builder.float(site.float, 0.0),
                )
            }
            _ => {
                let factor = self.value(symbol);
                self.apply(Primitive::Mul, vec![cotangent, factor])
            }
        }
    }

    /// Operators have no dialect, and the standard library's functions that `libm` lacks need no `std`.
    fn apply(&mut self, primitive: Primitive, args: Vec<NodeId>) -> NodeId {
        let row = primitive.row();
        let has_dialect = row.notation == Notation::Method && row.libm.is_some();
        let dialect = if has_dialect { self.dialect } else { Dialect::Std };
        self.builder.primitive(primitive, dialect, args)
    }

    fn choose(
        &mut self,
        condition: Condition,
        then: impl FnOnce(&mut Self) -> NodeId,
        otherwise: impl FnOnce(&mut Self) -> NodeId,
    ) -> NodeId {
        let left = self.value(condition.left);
        let right = self.value(condition.right);
        let holds = self.builder.compare(condition.comparison, left, right);
        match self.builder.graph.constant(holds).and_then(|c| c.as_bool()) {
            Some(true) => return then(self),
            Some(false) => return otherwise(self),
            None => {}
        }
        self.branch(holds, then, otherwise)
    }

    /// Whether a power is at its pole, if it may be: there a zero may be a factor.
    fn pole(&mut self, symbol: Symbol) -> Option<NodeId> {
        let Expression::Apply(Primitive::Powi | Primitive::Powf, args) = symbol.expression() else {
            return None;
        };
        let (base, exponent) = (self.value(args[0]), self.value(args[1]));
        let exponent = self.builder.graph.constant(exponent);
        let exponent = exponent.and_then(|exponent| exponent.as_float().or(exponent.as_int().map(|n| n as f64)));
        if exponent.is_some_and(|exponent| exponent >= 0.0) {
            return None;
        }
        let zero = self.builder.float(self.float, 0.0);
        Some(self.builder.compare(Comparison::Eq, base, zero))
    }

    fn branch(
        &mut self,
        holds: NodeId,
        then: impl FnOnce(&mut Self) -> NodeId,
        otherwise: impl FnOnce(&mut Self) -> NodeId,
    ) -> NodeId {
        self.builder.enter();
        let result = then(self);
        let then = self.builder.leave(vec![result]);
        self.builder.enter();
        let result = otherwise(self);
        let otherwise = self.builder.leave(vec![result]);
        self.builder.branch(holds, then, otherwise)[0]
    }
}
