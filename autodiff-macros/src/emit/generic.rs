//! Values whose type is a parameter of the function: what is a cast for floats is a function of the runtime's `Real`.

use super::body::Body;
use super::code::{Code, Precedence};
use super::literal::{literal, real, ty, Suffix};
use crate::ir::{Const, Float, Int, NodeId, Op, Ty};
use crate::primitives::Primitive;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

impl Body<'_> {
    /// Whether the type is a parameter of the function.
    pub(super) fn is_generic(&self, node: NodeId) -> bool {
        self.graph.ty(node).float().is_some_and(Float::is_param)
    }

    /// A constant; one of a type parameter is `real(0.5)`.
    pub(super) fn literal(&self, value: Const, suffix: Suffix) -> Code {
        match value {
            Const::Param(name, _) => {
                let (constant, value) = (self.constructor(name), literal(value, suffix).tokens);
                Code::postfix(quote!(#constant(#value)))
            }
            value => literal(value, suffix),
        }
    }

    /// An operation with a constant, over numbers that carry derivatives: it spares what would be done with those of the
    /// constant. The value is the same bit for bit.
    pub(super) fn with_constant(&self, primitive: Primitive, args: &[NodeId]) -> Option<Code> {
        let constant = |node: NodeId| match self.graph[node].op {
            Op::Const(Const::Param(_, bits)) => Some(f64::from_bits(bits)),
            _ => None,
        };
        let (&[left, right], true) = (args, self.lifted) else {
            return None;
        };
        let (number, name, constant) = match (primitive, constant(left), constant(right)) {
            (Primitive::Mul, None, Some(factor)) => (left, "scaled", factor),
            (Primitive::Mul, Some(factor), None) => (right, "scaled", factor),
            (Primitive::Add, None, Some(summand)) => (left, "shifted", summand),
            (Primitive::Add, Some(summand), None) => (right, "shifted", summand),
            (Primitive::Sub, None, Some(subtrahend)) => (left, "shifted", -subtrahend),
            _ => return None,
        };
        let (runtime, name) = (self.runtime, Ident::new(name, Span::call_site()));
        let number = self.operand(number).tokens;
        let constant = literal(Const::float(Float::F64, constant), Suffix::Hidden).tokens;
        Some(Code::postfix(quote!(#runtime::Real::#name(#number, #constant))))
    }

    /// The variable that is the function `<T as Real>::constant`.
    pub(super) fn constructor(&self, parameter: &'static str) -> Ident {
        let known = self.constructors.borrow().get(parameter).cloned();
        known.unwrap_or_else(|| {
            let name = self.fresh("real");
            self.constructors.borrow_mut().insert(parameter, name.clone());
            name
        })
    }

    /// Declares what makes constants in the statements printed so far.
    pub fn declared_constructors(&self) -> TokenStream {
        let constructors = self.constructors.borrow();
        let declarations = constructors.iter().map(|(parameter, name)| {
            let real = real(parameter, self.runtime);
            quote!(let #name = #real::constant;)
        });
        declarations.collect()
    }

    /// `value as ty`, where one of the types is a parameter. Each number is rounded once, as by a cast.
    pub(super) fn generic_cast(&self, value: NodeId, to: &Ty) -> Code {
        let (code, runtime) = (self.value(value), self.runtime);
        let from = self.graph.ty(value);
        let double = match from {
            Ty::Float(Float::Param(_)) => {
                let value = code.tokens;
                Code::postfix(quote!(#runtime::Real::to_f64(#value)))
            }
            Ty::Float(Float::F64) => code,
            _ => {
                let (value, wider) = (code.at_least(Precedence::Cast), self.widened(from));
                Code::new(Precedence::Cast, quote!(#value as #wider))
            }
        };
        match to {
            Ty::Float(Float::F64) => double,
            Ty::Float(Float::Param(name)) => {
                let (real, value) = (real(name, runtime), double.tokens);
                Code::postfix(match from {
                    Ty::Int(Int::I64 | Int::Isize) => quote!(#real::from_i64(#value)),
                    Ty::Int(Int::U64 | Int::Usize) => quote!(#real::from_u64(#value)),
                    _ => {
                        let constant = self.constructor(name);
                        quote!(#constant(#value))
                    }
                })
            }
            to => {
                let (value, ty) = (double.at_least(Precedence::Cast), ty(self.graph, to, runtime));
                Code::new(Precedence::Cast, quote!(#value as #ty))
            }
        }
    }

    /// The type that holds all of this one, and that a `Real` can be made of.
    fn widened(&self, from: &Ty) -> TokenStream {
        let wider = match from {
            Ty::Int(Int::I64 | Int::Isize) => Ty::Int(Int::I64),
            Ty::Int(Int::U64 | Int::Usize) => Ty::Int(Int::U64),
            _ => Ty::Float(Float::F64),
        };
        ty(self.graph, &wider, self.runtime)
    }
}
