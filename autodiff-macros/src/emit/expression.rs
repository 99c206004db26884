//! One node as an expression.

use super::body::Body;
use super::code::{Code, Precedence};
use super::literal::{length, real, ty, zeros, Suffix};
use crate::ir::{Bound, Comparison, Dialect, Float, FloatTest, Int, IntMethod, Integer, Literal, NodeId, Op, Step, Ty};
use crate::primitives::{Notation, Primitive};
use crate::transform::lift::{converted, limit};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

impl Body<'_> {
    /// The value, by name or written out. A literal shows its type.
    pub(super) fn value(&self, node: NodeId) -> Code {
        self.code(node, Suffix::Shown)
    }

    /// The value as an operand beside one of known type: a literal needs no suffix.
    pub(super) fn operand(&self, node: NodeId) -> Code {
        self.code(node, Suffix::Hidden)
    }

    fn code(&self, node: NodeId, suffix: Suffix) -> Code {
        if let (Some(variable), false) = (self.storage.variable(node), self.schedule.is_inlined(node)) {
            return self.read(variable);
        }
        match &self.graph[node].op {
            Op::Const(value) => self.literal(*value, suffix),
            _ => self.written_out(node),
        }
    }

    /// The node's own operation.
    pub(super) fn written_out(&self, node: NodeId) -> Code {
        let n = &self.graph[node];
        let args = n.args.as_slice();
        match &n.op {
            Op::Const(value) => self.literal(*value, Suffix::Shown),
            Op::Path(tokens) => self.path(&self.graph[*tokens], &self.graph[node].ty),
            Op::Primitive(primitive, dialect) => self.primitive(*primitive, *dialect, args, &n.ty),
            Op::Integer(_) | Op::Compare(_) if !is_shift(&n.op) && self.is_loose(args[0]) => {
                self.of_one_type(&n.op, args)
            }
            Op::Integer(op) => {
                let (precedence, operator) = integer(*op);
                self.binary(precedence, args, operator)
            }
            Op::Negate => self.prefix(quote!(-), args[0]),
            Op::Not => self.prefix(quote!(!), args[0]),
            Op::Method(method) => self.method(int_method(*method), args),
            Op::Compare(comparison) => self
                .same_bits(node, compare(*comparison))
                .unwrap_or_else(|| self.binary(Precedence::Compare, args, compare(*comparison))),
            Op::TotalCompare => self.total_compare(args[0], args[1]),
            Op::Test(FloatTest::IsNonzero) if !self.is_generic(args[0]) => self.compared_with_zero(args[0], quote!(!=)),
            Op::Test(test) => self.method(float_test(*test), args),
            Op::Cast if self.is_generic(node) || self.is_generic(args[0]) => self.generic_cast(args[0], &n.ty),
            Op::Cast => {
                let (value, ty) = (
                    self.value(args[0]).at_least(Precedence::Cast),
                    ty(self.graph, &n.ty, self.runtime),
                );
                Code::new(Precedence::Cast, quote!(#value as #ty))
            }
            Op::Array if args.is_empty() && matches!(n.ty, Ty::Vec(_)) => {
                let (element, runtime) = (
                    ty(self.graph, n.ty.element().expect("a vector"), self.runtime),
                    self.runtime,
                );
                Code::postfix(quote!(#runtime::Vec::<#element>::new()))
            }
            Op::Reserve => {
                let element = ty(self.graph, n.ty.element().expect("a vector"), self.runtime);
                let (runtime, capacity) = (self.runtime, self.operand(args[0]).tokens);
                Code::postfix(quote!(#runtime::Vec::<#element>::with_capacity(#capacity)))
            }
            Op::Array if args.is_empty() => {
                let element = n.ty.element().expect("an array has elements");
                let nothing = ty(self.graph, element, self.runtime);
                Code::new(Precedence::Cast, quote!([] as [#nothing; 0]))
            }
            Op::Array => {
                let elements = args
                    .iter()
                    .map(|&element| self.owned(element, self.schedule.at(self.graph, node)));
                let elements = quote!([#(#elements),*]);
                Code::postfix(match n.ty {
                    Ty::Vec(_) => self.vec_macro(elements),
                    _ => elements,
                })
            }
            Op::Repeat => {
                let value = self.owned(args[0], self.schedule.at(self.graph, node));
                Code::postfix(match &n.ty {
                    Ty::Array(_, len) => {
                        let len = length(self.graph, len);
                        quote!([#value; #len])
                    }
                    _ => {
                        let len = self.operand(args[1]).tokens;
                        self.vec_macro(quote!([#value; #len]))
                    }
                })
            }
            Op::Zeros => Code::postfix(self.zeros(args, &n.ty)),
            Op::ToVec => self.method("to_vec", args),
            Op::Load(_) => self.loaded(node),
            Op::Struct(literal) => self.structure(node, literal),
            Op::Fill => Code::postfix(self.fill(&n.ty)),
            Op::Len(_) => {
                let array = self.place(node, self.receiver(args[0]));
                Code::postfix(quote!(#array.len()))
            }
            Op::Slice(_) => Code::new(Precedence::Unary, self.part(node, quote!(&))),
            Op::Bound(bound) => {
                let (runtime, name) = (self.runtime, Ident::new(bound_name(*bound), Span::call_site()));
                let args = args.iter().map(|&arg| self.operand(arg).tokens);
                Code::postfix(quote!(#runtime::bounds::#name(#(#args),*)))
            }
            Op::Sum => self.sum(args[0], &n.ty),
            op => unreachable!("{op:?} is not an expression"),
        }
    }

    /// `vec![…]`
    fn vec_macro(&self, inside: TokenStream) -> TokenStream {
        let runtime = self.runtime;
        quote!(#runtime::vec! #inside)
    }

    /// A buffer for an adjoint.
    fn zeros(&self, args: &[NodeId], ty: &Ty) -> TokenStream {
        let Some(&like) = args.first() else {
            return zeros(self.graph, ty, self.runtime);
        };
        match ty {
            Ty::Slice(element) if self.views.contains(&like) => {
                let (zero, view) = (zeros(self.graph, element, self.runtime), self.receiver(like));
                self.vec_macro(quote!([#zero; #view.len()]))
            }
            Ty::Vec(element) if element.is_sized() => {
                let (zero, len) = (zeros(self.graph, element, self.runtime), self.operand(like).tokens);
                self.vec_macro(quote!([#zero; #len]))
            }
            Ty::Slice(_) if self.is_part(like) => {
                let (runtime, like) = (self.runtime, self.borrowed(like));
                quote!(#runtime::Differentiable::zero_tangent(#like))
            }
            Ty::Vec(_) | Ty::Slice(_) => {
                let (runtime, like) = (self.runtime, self.borrowed(like));
                quote!(#runtime::zeros_like(#like))
            }
            _ => {
                let (runtime, like) = (self.runtime, self.borrowed(like));
                quote!(#runtime::Differentiable::zero_tangent(#like))
            }
        }
    }

    /// Any value of the type.
    pub(super) fn fill(&self, ty: &Ty) -> TokenStream {
        let runtime = self.runtime;
        match super::literal::like(self.graph, ty, runtime) {
            Some(like) => quote!(#runtime::fill_like(|| #like)),
            None => {
                let ty = super::literal::ty(self.graph, ty, runtime);
                quote!(<#ty as #runtime::Residual>::FILL)
            }
        }
    }

    /// Whether this is a field, of which nothing but its elements is known: an array or a vector.
    pub(super) fn is_part(&self, node: NodeId) -> bool {
        matches!(self.graph[node].op, Op::Load(_))
    }

    /// The part of a value, as a value of its own.
    fn loaded(&self, node: NodeId) -> Code {
        let n = &self.graph[node];
        let whole = self.receiver(n.args[0]);
        if self.views.contains(&n.args[0]) {
            let indices = n.args[1..].iter().map(|&index| self.operand(index).tokens);
            return Code::postfix(quote!(#whole.at(&[#(#indices),*])));
        }
        let place = self.place(node, whole);
        Code::postfix(match &n.ty {
            float @ Ty::Float(_) if self.may_be_constant(node) => {
                let (runtime, ty) = (self.runtime, ty(self.graph, float, self.runtime));
                quote!(#runtime::read::<#ty>(&#place))
            }
            ty if ty.is_owned() || matches!(ty, Ty::Slice(_)) => quote!(#place.clone()),
            _ => place,
        })
    }

    /// Whether this reads or writes a field of a tangent, which holds no float if the field is marked `#[constant]`: of a struct
    /// that is not seen only rustc knows.
    pub(super) fn may_be_constant(&self, node: NodeId) -> bool {
        let of_tangent = matches!(self.graph.ty(self.graph[node].args[0]).scalar(), Ty::Tangent(_));
        let steps = self.graph.steps(node);
        of_tangent && steps.iter().any(|step| matches!(step, Step::Field(_)))
    }

    /// A reference to the part of a value.
    pub(super) fn borrowed_part(&self, node: NodeId) -> TokenStream {
        let place = self.place(node, self.receiver(self.graph[node].args[0]));
        quote!(&#place)
    }

    /// `Name { x: a, y: b }` or `Name(a, b)`.
    fn structure(&self, node: NodeId, literal: &Literal) -> Code {
        let path = &self.graph[literal.path];
        let (mut leaves, at) = (self.graph[node].args.iter(), self.schedule.at(self.graph, node));
        let fields: Vec<(&TokenStream, TokenStream)> = literal
            .fields
            .iter()
            .map(|(name, shape)| {
                let value = self.shaped(shape, &mut || {
                    self.owned(*leaves.next().expect("a node for each leaf"), at)
                });
                (&self.graph[*name], value)
            })
            .collect();
        let numbered = fields.first().is_some_and(|(name, _)| name.to_string() == "0");
        let fields = fields.iter().map(|(name, value)| match numbered {
            true => quote!(#value),
            false => quote!(#name: #value),
        });
        Code::postfix(match numbered {
            true if path.is_empty() => quote!((#(#fields,)*)),
            true => quote!(#path(#(#fields),*)),
            false => quote!(#path { #(#fields),* }),
        })
    }

    /// `whole[i].x[j]`, the place of a read or a write, as if at the user's own index: there rustc speaks of it.
    pub(super) fn place(&self, node: NodeId, whole: TokenStream) -> TokenStream {
        let place = self.graph[node].span;
        let whole = whole.into_iter().map(|mut token| {
            token.set_span(token.span().located_at(place));
            token
        });
        let span = Span::call_site().located_at(place);
        let steps = self.graph.steps(node).into_iter().map(|step| match step {
            Step::Index(index) => {
                let index = self.operand(index).tokens;
                quote_spanned!(span=> [#index])
            }
            Step::Field(name) => {
                let name = &self.graph[name];
                quote_spanned!(span=> .#name)
            }
        });
        quote!(#(#whole)* #(#steps)*)
    }

    /// `borrow array[i][from..to]`, of a slice.
    pub(super) fn part(&self, slice: NodeId, borrow: TokenStream) -> TokenStream {
        let array = self.receiver(self.graph[slice].args[0]);
        self.part_of(slice, borrow, array)
    }

    /// The same part of another array.
    pub(super) fn part_of(&self, slice: NodeId, borrow: TokenStream, array: TokenStream) -> TokenStream {
        let [.., from, to] = self.graph[slice].args.as_slice() else {
            unreachable!("a slice has two ends")
        };
        let array = self.place(slice, array);
        let [from, to] = [from, to].map(|&end| self.operand(end).at_least(Precedence::Sum));
        quote!(#borrow #array[#from..#to])
    }

    fn path(&self, tokens: &TokenStream, ty: &Ty) -> Code {
        // Of a scalar the runtime knows these; the user's traits do not.
        let scalar = match ty {
            Ty::Float(Float::Param(scalar)) if self.lifted => Some(real(scalar, self.runtime)),
            _ => None,
        };
        match (scalar, limit(tokens), converted(tokens)) {
            (Some(real), Some("MIN"), _) => Code::postfix(quote!(#real::constant(-#real::MAX))),
            (Some(real), Some(limit), _) => {
                let limit = Ident::new(limit, Span::call_site());
                Code::postfix(quote!(#real::constant(#real::#limit)))
            }
            (Some(real), None, Some(constant)) => Code::postfix(quote!(#real::constant((#constant) as f64))),
            _ => Code::postfix(tokens.clone()),
        }
    }

    fn primitive(&self, primitive: Primitive, dialect: Dialect, args: &[NodeId], ty: &Ty) -> Code {
        let row = primitive.row();
        let precedence = match primitive {
            Primitive::Add | Primitive::Sub => Precedence::Sum,
            _ => Precedence::Product,
        };
        if let Some(code) = self.with_constant(primitive, args) {
            return code;
        }
        match (row.notation, dialect, row.libm) {
            (Notation::Infix(operator), Dialect::Std, _) => {
                self.binary(precedence, args, operator.parse().expect("an operator"))
            }
            (Notation::Prefix(operator), Dialect::Std, _) => {
                self.prefix(operator.parse().expect("an operator"), args[0])
            }
            (Notation::LibmOnly, _, Some(libm)) | (_, Dialect::Libm, Some(libm)) => {
                let suffix = if *ty == Ty::Float(Float::F32) { "f" } else { "" };
                let name = Ident::new(&format!("{libm}{suffix}"), Span::call_site());
                let args = args.iter().map(|&arg| self.operand(arg).tokens);
                Code::postfix(quote!(libm::#name(#(#args),*)))
            }
            (Notation::Infix(operator), ..) => self.binary(precedence, args, operator.parse().expect("an operator")),
            (Notation::Prefix(operator), ..) => self.prefix(operator.parse().expect("an operator"), args[0]),
            _ => self.method(row.name, args),
        }
    }

    /// A float beside zero.
    pub(super) fn compared_with_zero(&self, float: NodeId, operator: TokenStream) -> Code {
        Code::binary(
            Precedence::Compare,
            self.value(float),
            operator,
            Code::postfix(quote!(0.0)),
        )
    }

    /// Two operands; a literal shows its type only if both are.
    fn binary(&self, precedence: Precedence, args: &[NodeId], operator: TokenStream) -> Code {
        let left = if self.is_literal(args[1]) {
            self.value(args[0])
        } else {
            self.operand(args[0])
        };
        Code::binary(precedence, left, operator, self.operand(args[1]))
    }

    fn is_literal(&self, node: NodeId) -> bool {
        self.graph.constant(node).is_some()
    }

    fn prefix(&self, operator: TokenStream, arg: NodeId) -> Code {
        let arg = self.value(arg).at_least(Precedence::Unary);
        Code::new(Precedence::Unary, quote!(#operator #arg))
    }

    /// A method; of a type parameter's that of the runtime's trait, since the user's bounds may have one too.
    pub(super) fn method(&self, name: &str, args: &[NodeId]) -> Code {
        let name = Ident::new(name, Span::call_site());
        if self.is_generic(args[0]) {
            let (runtime, args) = (self.runtime, args.iter().map(|&arg| self.value(arg).tokens));
            return Code::postfix(quote!(#runtime::Real::#name(#(#args),*)));
        }
        if let Ty::Int(Int::Inferred) = self.graph.ty(args[0]) {
            // A literal of which rustc has not found the type has no methods.
            let (holder, args) = (self.trait_of(&name), args.iter().map(|&arg| self.operand(arg).tokens));
            return Code::postfix(quote!(#holder::#name(#(#args),*)));
        }
        let receiver = self.receiver(args[0]);
        let args = args[1..].iter().map(|&arg| self.operand(arg).tokens);
        Code::postfix(quote!(#receiver.#name(#(#args),*)))
    }

    /// The trait with this method of integers.
    fn trait_of(&self, name: &Ident) -> TokenStream {
        let runtime = self.runtime;
        match name.to_string().as_str() {
            "min" | "max" | "clamp" => quote!(::core::cmp::Ord),
            "abs" | "signum" | "is_positive" | "is_negative" | "unsigned_abs" => quote!(#runtime::Signed),
            "is_power_of_two" | "div_ceil" | "next_power_of_two" => quote!(#runtime::Unsigned),
            _ => quote!(#runtime::Integer),
        }
    }

    fn sum(&self, array: NodeId, ty: &Ty) -> Code {
        let depth = std::iter::successors(Some(self.graph.ty(array)), |ty| ty.element()).count() - 2;
        let flatten = (0..depth).map(|_| quote!(.flatten()));
        let array = self.receiver(array);
        if let Ty::Float(Float::Param(name)) = *ty {
            let (constant, sum, item) = (self.constructor(name), self.fresh("sum"), self.fresh("item"));
            let add = quote!(|#sum, &#item| #sum + #item);
            return Code::postfix(quote!(#array.iter() #(#flatten)* .fold(#constant(0.0), #add)));
        }
        let ty = super::literal::ty(self.graph, ty, self.runtime);
        Code::postfix(quote!(#array.iter() #(#flatten)* .sum::<#ty>()))
    }
}

fn is_shift(op: &Op) -> bool {
    matches!(op, Op::Integer(Integer::Shl | Integer::Shr))
}

fn integer(op: Integer) -> (Precedence, TokenStream) {
    match op {
        Integer::Add => (Precedence::Sum, quote!(+)),
        Integer::Sub => (Precedence::Sum, quote!(-)),
        Integer::Mul => (Precedence::Product, quote!(*)),
        Integer::Div => (Precedence::Product, quote!(/)),
        Integer::Rem => (Precedence::Product, quote!(%)),
        Integer::And => (Precedence::BitAnd, quote!(&)),
        Integer::Or => (Precedence::BitOr, quote!(|)),
        Integer::Xor => (Precedence::BitXor, quote!(^)),
        Integer::Shl => (Precedence::Shift, quote!(<<)),
        Integer::Shr => (Precedence::Shift, quote!(>>)),
    }
}

fn bound_name(bound: Bound) -> &'static str {
    match bound {
        Bound::Index => "index",
        Bound::From => "from",
        Bound::To => "to",
        Bound::Order => "order",
        Bound::Size => "size",
    }
}

fn compare(comparison: Comparison) -> TokenStream {
    match comparison {
        Comparison::Lt => quote!(<),
        Comparison::Le => quote!(<=),
        Comparison::Gt => quote!(>),
        Comparison::Ge => quote!(>=),
        Comparison::Eq => quote!(==),
        Comparison::Ne => quote!(!=),
    }
}

fn int_method(method: IntMethod) -> &'static str {
    match method {
        IntMethod::Abs => "abs",
        IntMethod::Signum => "signum",
        IntMethod::Pow => "pow",
        IntMethod::Min => "min",
        IntMethod::Max => "max",
        IntMethod::Clamp => "clamp",
        IntMethod::AbsDiff => "abs_diff",
        IntMethod::RemEuclid => "rem_euclid",
        IntMethod::DivEuclid => "div_euclid",
        IntMethod::WrappingAdd => "wrapping_add",
        IntMethod::WrappingSub => "wrapping_sub",
        IntMethod::WrappingMul => "wrapping_mul",
        IntMethod::SaturatingAdd => "saturating_add",
        IntMethod::SaturatingSub => "saturating_sub",
        IntMethod::SaturatingMul => "saturating_mul",
        IntMethod::IsPowerOfTwo => "is_power_of_two",
        IntMethod::IsPositive => "is_positive",
        IntMethod::IsNegative => "is_negative",
        IntMethod::CountOnes => "count_ones",
        IntMethod::LeadingZeros => "leading_zeros",
        IntMethod::TrailingZeros => "trailing_zeros",
        IntMethod::RotateLeft => "rotate_left",
        IntMethod::RotateRight => "rotate_right",
        IntMethod::WrappingShl => "wrapping_shl",
        IntMethod::WrappingShr => "wrapping_shr",
        IntMethod::WrappingNeg => "wrapping_neg",
        IntMethod::UnsignedAbs => "unsigned_abs",
        IntMethod::DivCeil => "div_ceil",
        IntMethod::Isqrt => "isqrt",
        IntMethod::Ilog2 => "ilog2",
        IntMethod::NextPowerOfTwo => "next_power_of_two",
    }
}

fn float_test(test: FloatTest) -> &'static str {
    match test {
        FloatTest::IsNan => "is_nan",
        FloatTest::IsInfinite => "is_infinite",
        FloatTest::IsFinite => "is_finite",
        FloatTest::IsNormal => "is_normal",
        FloatTest::IsSignPositive => "is_sign_positive",
        FloatTest::IsSignNegative => "is_sign_negative",
        FloatTest::IsNonzero => "is_nonzero",
    }
}
