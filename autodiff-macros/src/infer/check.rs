//! Makes sure that each operation exists for the types that were found. rustc says most of this too, about the user's
//! own function; what it accepts and this refuses are the limits of the language. Behind this, lowering cannot fail.

use super::{show, total, user, Types};
use crate::ast::*;
use crate::diagnostics::{messages, Collector, Message};
use crate::ir::{CallKind, Comparison, Float, Int, IntMethod, Integer};
use crate::tables::HashSet;
use proc_macro2::Span;

pub fn check(function: &Function, types: &Types, errors: &mut Collector) -> bool {
    let mut checker = Checker {
        types,
        errors,
        fine: true,
        refused: HashSet::default(),
        is_argument: false,
    };
    function.body.each_child(&mut |e| checker.expression(e));
    for (k, local) in function.locals.iter().enumerate() {
        checker.holdable(types.local(LocalId(k as u32)), local.name.span());
    }
    checker.fine
}

struct Checker<'a> {
    types: &'a Types,
    errors: &'a mut Collector,
    fine: bool,
    /// The types that were refused, of which nothing more is said.
    refused: HashSet<String>,
    /// Whether what is checked next is an argument of a call.
    is_argument: bool,
}

impl Checker<'_> {
    fn refuse(&mut self, span: Span, message: &'static Message, words: &[&str]) {
        self.fine = false;
        self.errors.refuse_at(span, message, words);
    }

    /// Refuses an operation that its operand does not have.
    fn require(&mut self, exists: bool, operation: &str, operand: &Expr, span: Span) {
        if !exists {
            let ty = show(self.types.of(operand));
            self.refuse(span, &messages::UNSUITED, &[operation, &ty]);
        }
    }

    fn expression(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Index(..) => {
                self.indexed(e);
                if has_slice(self.types.of(e)) && !self.in_struct(e) {
                    self.refuse(e.span, &messages::SLICE_ROW, &[]);
                }
            }
            // The slice that is not in a `None` is an empty one, and goes nowhere else.
            ExprKind::Absent if std::mem::take(&mut self.is_argument) => {}
            ExprKind::Call { kind, arguments, .. } => {
                for argument in arguments {
                    if matches!(kind, CallKind::Derivative(..)) {
                        self.argument_of_a_derivative(argument);
                    }
                    self.is_argument = matches!(argument.kind, ExprKind::Absent);
                    self.expression(argument);
                }
                self.operation(e);
            }
            _ => {
                e.each_child(&mut |child| self.expression(child));
                self.operation(e);
            }
        }
    }

    fn argument_of_a_derivative(&mut self, argument: &Expr) {
        if !is_plain(self.types.of(argument)) {
            let ty = show(self.types.of(argument));
            self.refuse(argument.span, &messages::DERIVATIVE_ARGUMENT, &[&ty]);
        }
    }

    /// Several indices are one load: there is no value between them.
    fn indexed(&mut self, e: &Expr) {
        let ExprKind::Index(base, index) = &e.kind else {
            return self.expression(e);
        };
        self.indexed(base);
        self.expression(index);
        self.operation(e);
    }

    fn operation(&mut self, e: &Expr) {
        let types = self.types;
        match &e.kind {
            ExprKind::Path { .. } if is_compound(types.of(e)) => {
                self.refuse(e.span, &messages::TUPLE_CONSTANT, &[]);
            }
            ExprKind::Neutral(_) => {
                let exists = matches!(types.of(e), Type::Float(_) | Type::Int(_));
                self.require(exists, "a sum or a product", e, e.span);
            }
            ExprKind::Array(_)
            | ExprKind::Blank(_)
            | ExprKind::Repeat(..)
            | ExprKind::List(_)
            | ExprKind::Fill(..)
            | ExprKind::Reserve(_) => self.holdable(types.of(e), e.span),
            ExprKind::ToVec(array) => {
                self.require(is_array(types.of(array)), "`to_vec`", array, e.span);
                self.holdable(types.of(e), e.span);
            }
            ExprKind::Index(base, _) if matches!(types.of(base), Type::Struct(_)) => self.owned(types.of(e), e.span),
            ExprKind::Index(_, index) if !matches!(types.of(index), Type::Int(_)) => {
                self.require(false, "such an index", e, e.span);
            }
            ExprKind::Index(base, _) | ExprKind::Len(base) | ExprKind::Slice { base, .. } => {
                self.require(is_array(types.of(base)), "indexing", base, e.span);
                if is_compound(types.of(e)) {
                    self.holdable(types.of(base), e.span);
                }
            }
            ExprKind::Field(base, member) => {
                let exists = match (types.of(base), member) {
                    (Type::Tuple(parts), Member::Number(k)) => *k < parts.len(),
                    (ty, _) => matches!(ty, Type::Struct(_)),
                };
                self.require(exists, &format!("`.{}`", member.text()), base, e.span);
                if let (Type::Struct(_), Type::Option(inner)) = (types.of(base), types.of(e)) {
                    if !has_name(inner) {
                        self.refuse(e.span, &messages::FIELD, &[&member.text()]);
                    }
                }
            }
            ExprKind::Captured(parts) if !parts[1..].iter().all(|part| is_given(types.of(part))) => {
                self.refuse(e.span, &messages::FUNCTION_ARGUMENT, &[]);
            }
            ExprKind::Negate(value) => {
                let exists = match types.of(value) {
                    Type::Float(_) | Type::Struct(_) => true,
                    Type::Int(int) => int.is_signed() || *int == Int::Inferred,
                    _ => false,
                };
                self.require(exists, "`-`", value, e.span);
            }
            ExprKind::Not(value) => {
                self.require(
                    matches!(types.of(value), Type::Int(_) | Type::Bool),
                    "`!`",
                    value,
                    e.span,
                );
            }
            ExprKind::Binary(op, left, right) => match (types.of(left), types.of(right)) {
                (Type::Struct(_), _) | (_, Type::Struct(_)) => {
                    let exists = user::operation(*op).is_some();
                    self.require(exists, &format!("`{}`", symbol(*op)), left, e.span);
                    self.owned(types.of(e), e.span);
                }
                _ => self.operator(*op, left, right, e.span),
            },
            ExprKind::AssignOp(op, place, _) if matches!(types.of(&place.read), Type::Struct(_)) => {
                let exists = user::update(*op).is_some();
                self.require(exists, &format!("`{}=`", symbol(*op)), &place.read, e.span);
            }
            ExprKind::AssignOp(op, place, value) => {
                self.operator(*op, &place.read, value, e.span);
            }
            ExprKind::Compare(comparison, left, _) => self.comparable(*comparison, left, e.span),
            ExprKind::Cast(value, _) => {
                let exists = match (types.of(value), types.of(e)) {
                    // No `Real` is made of these.
                    (Type::Int(Int::I128 | Int::U128 | Int::Inferred), Type::Float(float)) if float.is_param() => false,
                    (Type::Float(_) | Type::Int(_), Type::Float(_) | Type::Int(_)) => true,
                    // What only rustc knows.
                    (Type::Struct(ty), Type::Float(_) | Type::Int(_)) => ty.is_unknown(),
                    // `f64::from(true)` is no cast of Rust, but a conversion that exists.
                    (Type::Bool, Type::Float(_) | Type::Int(_)) | (Type::Ordering, Type::Int(_)) => true,
                    _ => false,
                };
                self.require(exists, "`as`", value, e.span);
            }
            ExprKind::Method { receiver, .. } if matches!(types.of(receiver), Type::Struct(_)) => {
                self.owned(types.of(e), e.span);
            }
            ExprKind::Method {
                receiver,
                name,
                method,
                arguments,
                ..
            } => {
                if arguments.len() != method.arguments() {
                    let expected = counted(method.arguments());
                    self.refuse(e.span, &messages::ARGUMENTS, &[&name.to_string(), &expected]);
                }
                let exists = has_method(types.of(receiver), *method);
                self.require(exists, "this method", receiver, e.span);
            }
            ExprKind::Macro(kept) => {
                for argument in kept.arguments.iter().filter(|_| kept.kind == MacroKind::Log) {
                    if !total::is_total(argument, types) {
                        self.refuse(argument.span, &messages::LOG_ARGUMENT, &[]);
                    }
                }
            }
            ExprKind::Call { .. } | ExprKind::Labelled { .. } | ExprKind::Loop { .. } | ExprKind::Absent => {
                self.owned(types.of(e), e.span)
            }
            ExprKind::For(f) => self.domain(&f.domain),
            _ => {}
        }
    }

    fn operator(&mut self, op: Integer, left: &Expr, right: &Expr, span: Span) {
        use Integer::*;
        let exists = match (self.types.of(left), self.types.of(right)) {
            (Type::Float(_), Type::Float(_)) => matches!(op, Add | Sub | Mul | Div | Rem),
            (Type::Int(_), Type::Int(_)) => true,
            (Type::Bool, Type::Bool) => matches!(op, And | Or | Xor),
            _ => false,
        };
        self.require(exists, &format!("`{}`", symbol(op)), left, span);
    }

    fn comparable(&mut self, comparison: Comparison, operand: &Expr, span: Span) {
        let ty = self.types.of(operand);
        let exists = match comparison {
            Comparison::Eq | Comparison::Ne => has_equality(ty),
            _ => matches!(ty, Type::Float(_) | Type::Int(_) | Type::Bool | Type::Ordering),
        };
        if !exists {
            self.refuse(span, &messages::COMPARED, &[&show(ty)]);
        }
    }

    /// Whether this is a part of a struct: what is called a slice there may be an array or a vector.
    fn in_struct(&self, e: &Expr) -> bool {
        match &e.kind {
            ExprKind::Field(base, _) => matches!(self.types.of(base), Type::Struct(_)) || self.in_struct(base),
            ExprKind::Index(base, _) => self.in_struct(base),
            _ => false,
        }
    }

    fn domain(&mut self, domain: &Domain) {
        match domain {
            Domain::Range { from, .. } | Domain::From { from, .. } => {
                self.require(matches!(self.types.of(from), Type::Int(_)), "a range", from, from.span);
            }
            Domain::Elements { of, .. } | Domain::Parts { of, .. } => {
                if !is_array(self.types.of(of)) {
                    self.refuse(of.span, &messages::ITERATED, &[]);
                }
            }
            Domain::Zip { pair, .. } | Domain::Chain { pair, .. } => {
                self.domain(&pair.0);
                self.domain(&pair.1);
            }
        }
    }

    /// Refuses slices that come from other functions, or out of loops.
    fn owned(&mut self, ty: &Type, span: Span) {
        if has_slice(ty) {
            self.refuse(span, &messages::SLICE_CHOICE, &[]);
        }
    }

    /// Refuses arrays of slices and of options.
    fn holdable(&mut self, ty: &Type, span: Span) {
        match ty {
            Type::Array(element, _) | Type::Slice(element) | Type::Vec(element) => self.element(element, ty, span),
            Type::Tuple(parts) => parts.iter().for_each(|part| self.holdable(part, span)),
            Type::Option(inner) => self.holdable(inner, span),
            _ => {}
        }
    }

    /// The same for what is, or is a part of, an element of `whole`.
    fn element(&mut self, ty: &Type, whole: &Type, span: Span) {
        match ty {
            Type::Tuple(parts) => parts.iter().for_each(|part| self.element(part, whole, span)),
            Type::Option(_) if self.refused.insert(show(whole)) => self.refuse(span, &messages::OPTIONS_IN_ARRAY, &[]),
            Type::Slice(_) if self.refused.insert(show(whole)) => self.refuse(span, &messages::NESTED_SLICE, &[]),
            ty => self.holdable(ty, span),
        }
    }
}

/// How many arguments, in words.
pub fn counted(arguments: usize) -> String {
    match arguments {
        0 => "no arguments".to_string(),
        1 => "1 argument".to_string(),
        n => format!("{n} arguments"),
    }
}

/// Whether values of this type can be equal. A tuple in an array is a struct of the library in generated code, which is not compared.
fn has_equality(ty: &Type) -> bool {
    match ty {
        Type::Tuple(parts) => parts.iter().all(has_equality),
        Type::Option(inner) => has_equality(inner),
        Type::Array(element, _) | Type::Slice(element) | Type::Vec(element) => {
            !is_compound(element) && has_equality(element)
        }
        Type::Float(_) | Type::Int(_) | Type::Bool | Type::Ordering | Type::Struct(_) => true,
        Type::Infer => false,
    }
}

fn is_array(ty: &Type) -> bool {
    matches!(ty, Type::Array(..) | Type::Slice(_) | Type::Vec(_))
}

/// Whether a value of this type is several in the graph.
fn is_compound(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(_) | Type::Option(_))
}

fn has_slice(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) => true,
        Type::Tuple(parts) => parts.iter().any(has_slice),
        Type::Option(inner) => has_slice(inner),
        _ => false,
    }
}

/// Whether the type of what is in an option can be written.
fn has_name(ty: &Type) -> bool {
    match ty {
        Type::Struct(ty) => !ty.is_unknown() && ty.like.is_none(),
        Type::Array(element, _) | Type::Vec(element) => has_name(element),
        Type::Tuple(parts) => parts.iter().all(has_name),
        Type::Option(_) | Type::Slice(_) | Type::Infer => false,
        _ => true,
    }
}

fn has_method(ty: &Type, method: Method) -> bool {
    match method {
        Method::Float(_) | Method::SinCos | Method::Test(_) | Method::TotalCompare => matches!(ty, Type::Float(_)),
        Method::Number(_, int) => match ty {
            Type::Float(_) => true,
            Type::Int(ty) => has_int_method(*ty, int),
            _ => false,
        },
        Method::Int(IntMethod::IsPositive | IntMethod::IsNegative) if matches!(ty, Type::Float(_)) => true,
        Method::Int(int) => matches!(ty, Type::Int(ty) if has_int_method(*ty, int)),
        Method::Compare => matches!(ty, Type::Int(_)),
        Method::Ordering(_) => matches!(ty, Type::Ordering),
        Method::User => false,
    }
}

fn has_int_method(ty: Int, method: IntMethod) -> bool {
    let signed = ty.is_signed() || ty == Int::Inferred;
    match method {
        IntMethod::Abs | IntMethod::Signum | IntMethod::IsPositive | IntMethod::IsNegative | IntMethod::UnsignedAbs => {
            signed
        }
        IntMethod::IsPowerOfTwo | IntMethod::DivCeil | IntMethod::NextPowerOfTwo => !ty.is_signed(),
        _ => true,
    }
}

fn symbol(op: Integer) -> &'static str {
    match op {
        Integer::Add => "+",
        Integer::Sub => "-",
        Integer::Mul => "*",
        Integer::Div => "/",
        Integer::Rem => "%",
        Integer::And => "&",
        Integer::Or => "|",
        Integer::Xor => "^",
        Integer::Shl => "<<",
        Integer::Shr => ">>",
    }
}

/// What a function takes that is given to another one: a number, or an array of floats.
fn is_given(ty: &Type) -> bool {
    let is_concrete = |float: &Float| !float.is_param();
    match ty {
        Type::Float(float) => is_concrete(float),
        Type::Int(int) => *int != Int::Inferred,
        Type::Bool => true,
        Type::Array(element, Length::Fixed(_)) | Type::Slice(element) | Type::Vec(element) => is_row(element),
        Type::Array(element, _) => matches!(&**element, Type::Float(float) if is_concrete(float)),
        _ => false,
    }
}

/// A float, or an array of such whose length is a number.
fn is_row(ty: &Type) -> bool {
    match ty {
        Type::Float(float) => !float.is_param(),
        Type::Array(element, Length::Fixed(_)) => is_row(element),
        _ => false,
    }
}

/// A number or a struct, or an array of such.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Array(element, _) | Type::Slice(element) | Type::Vec(element) => is_plain(element),
        ty => matches!(ty, Type::Float(_) | Type::Int(_) | Type::Bool | Type::Struct(_)),
    }
}
