//! The float functions that the compiler knows: one table, from which evaluation, folding, partials and tests are derived.

#[cfg(test)]
mod documentation;
pub mod instantiate;
mod row;
pub mod symbol;
pub mod table;
#[cfg(test)]
pub mod tests;

pub use row::{Notation, LIBRARY};
pub use table::Primitive;

use crate::ir::Float;
use std::sync::OnceLock;
use symbol::Symbol;

impl Primitive {
    pub fn arity(self) -> usize {
        self.row().arity
    }

    /// The partial derivatives, one for each argument.
    pub fn partials(self) -> &'static [Symbol] {
        static PARTIALS: OnceLock<Vec<Vec<Symbol>>> = OnceLock::new();
        let table = PARTIALS.get_or_init(|| Primitive::ALL.iter().map(|p| (p.row().partials)()).collect());
        &table[self as usize]
    }

    /// Whether finite arguments, unless they are huge, give a finite value.
    pub fn is_finite(self) -> bool {
        use Primitive::*;
        !matches!(
            self,
            Div | Rem
                | RemEuclid
                | DivEuclid
                | Recip
                | Sqrt
                | Powi
                | Powf
                | Exp
                | Exp2
                | Exp10
                | ExpM1
                | Ln
                | Log
                | Log2
                | Log10
                | Ln1p
                | Tan
                | Asin
                | Acos
                | Sinh
                | Cosh
                | Acosh
                | Atanh
        )
    }

    /// Whether arguments that are not huge may give an infinite value, without a pole. Of powers, it depends on the exponent.
    pub fn overflows(self) -> bool {
        use Primitive::*;
        matches!(self, Exp | Exp2 | Exp10 | ExpM1 | Sinh | Cosh)
    }

    /// Whether the value is finite, whatever the arguments are.
    pub fn is_bounded(self) -> bool {
        use Primitive::*;
        matches!(self, Atan | Atan2 | Tanh | Signum)
    }

    /// Whether the value may be finite where the k-th argument is infinite; the derivative is zero there.
    pub fn forgets(self, k: usize) -> bool {
        use Primitive::*;
        match self {
            Div | Rem | RemEuclid | Log => k == 1,
            Recip | Exp | Exp2 | Exp10 | ExpM1 | Tanh | Atan | Atan2 | Powf | Min | Max | Clamp => true,
            Powi => k == 0,
            _ => false,
        }
    }

    /// Whether only the crate `libm` has it.
    pub fn is_libm_only(self) -> bool {
        self.row().notation == Notation::LibmOnly
    }

    /// The function that is called as a method of this name, such as `x.exp()`.
    pub fn from_method(name: &str) -> Option<Primitive> {
        let is = |p: &&Primitive| p.row().notation == Notation::Method && p.row().name == name;
        Primitive::ALL.iter().find(is).copied()
    }

    /// The function of this name in the `libm` crate, and the type that it is for: `exp` is of `f64`, `expf` of `f32`.
    pub fn from_libm(name: &str) -> Option<(Primitive, Float)> {
        let find = |name: &str| Primitive::ALL.iter().find(|p| p.row().libm == Some(name)).copied();
        let single = || find(name.strip_suffix('f')?).map(|p| (p, Float::F32));
        find(name).map(|p| (p, Float::F64)).or_else(single)
    }
}
