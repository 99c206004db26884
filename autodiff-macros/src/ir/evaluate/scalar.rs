//! What the interpreter computes with: plain numbers here, dual numbers in the tests.

use crate::ir::Float;
use crate::primitives::Primitive;

pub trait Scalar: Clone + std::fmt::Debug {
    fn constant(value: f64) -> Self;
    /// The number itself; a float of 32 bits is held exactly.
    fn value(&self) -> f64;
    /// Rounds to the type.
    fn round(&self, float: Float) -> Self;
    fn primitive(primitive: Primitive, float: Float, args: &[Self]) -> Self;
}

impl Scalar for f64 {
    fn constant(value: f64) -> f64 {
        value
    }

    fn value(&self) -> f64 {
        *self
    }

    fn round(&self, float: Float) -> f64 {
        match float {
            Float::F64 | Float::Param(_) => *self,
            Float::F32 => f64::from(*self as f32),
        }
    }

    fn primitive(primitive: Primitive, float: Float, args: &[f64]) -> f64 {
        match float {
            Float::F64 | Float::Param(_) => (primitive.row().f64)(args),
            Float::F32 => {
                let args: Vec<f32> = args.iter().map(|&arg| arg as f32).collect();
                f64::from((primitive.row().f32)(&args))
            }
        }
    }
}
