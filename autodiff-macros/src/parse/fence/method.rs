//! Method calls.

use super::*;
use crate::ir::{Comparison, Int};

/// Methods that cannot be accepted yet, by what they would need.
const ITERATORS: &[&str] = &[
    "all",
    "any",
    "array_windows",
    "as_chunks",
    "chain",
    "chunks",
    "chunks_exact",
    "chunks_mut",
    "copied",
    "cloned",
    "count",
    "cycle",
    "drain",
    "each_ref",
    "enumerate",
    "filter",
    "filter_map",
    "flat_map",
    "flatten",
    "fold",
    "for_each",
    "fuse",
    "inspect",
    "into_iter",
    "iter",
    "last",
    "map",
    "map_while",
    "max_by",
    "max_by_key",
    "min_by",
    "min_by_key",
    "next",
    "nth",
    "peekable",
    "position",
    "product",
    "rchunks",
    "reduce",
    "rev",
    "rposition",
    "scan",
    "skip",
    "skip_while",
    "split",
    "step_by",
    "sum",
    "take",
    "take_while",
    "try_fold",
    "windows",
    "zip",
];
const OPTIONAL: &[&str] = &[
    "and_then",
    "checked_add",
    "checked_div",
    "checked_mul",
    "checked_neg",
    "checked_pow",
    "checked_rem",
    "checked_sub",
    "expect",
    "find",
    "first",
    "get",
    "err",
    "expect_err",
    "get_or_insert",
    "get_or_insert_with",
    "insert",
    "unwrap_err",
    "xor",
    "is_err",
    "is_none",
    "is_ok",
    "is_some",
    "map_err",
    "map_or",
    "ok",
    "ok_or",
    "or_else",
    "partial_cmp",
    "split_first",
    "split_last",
    "then",
    "then_some",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];
const IN_PLACE: &[&str] = &["copy_within", "fill_with", "first_mut", "get_mut", "last_mut", "pop"];
const CONVERSIONS: &[&str] = &[
    "as_mut",
    "as_mut_slice",
    "as_str",
    "borrow",
    "deref",
    "to_bits",
    "to_string",
];

impl Fence<'_> {
    /// Whether a method with the name of one of iterators, options or vectors is one of the user: it is called on what is seen to be of a
    /// type of the user, or adds up what can be no iterator.
    pub(super) fn is_users(&self, e: &syn::ExprMethodCall, name: &str) -> bool {
        const CONSUMERS: [&str; 3] = ["count", "product", "sum"];
        const OF_ALL: [&str; 6] = ["as_mut", "as_ref", "borrow", "clone", "into_iter", "iter"];
        if !self.may_have_users_types {
            return false;
        }
        if self.is_of_users_type(&e.receiver) {
            // Such a method is that of the trait, whose meaning the operator has.
            let updates = super::operator::update_by_name(name).is_some() && !self.surroundings.has_method(name);
            return !OF_ALL.contains(&name) && !updates;
        }
        let is_value = match inner(&e.receiver) {
            syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Struct(_) | syn::Expr::Index(_) => true,
            syn::Expr::Call(call) => super::source::name(&call.func).is_none(),
            receiver @ syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                self.is_users(call, &name) || Method::from_name(&name).is_none() && !self.is_iterator(receiver)
            }
            _ => false,
        };
        is_value && e.turbofish.is_none() && CONSUMERS.contains(&name)
    }

    pub(super) fn method(&mut self, e: &syn::ExprMethodCall, leaving: bool) -> Option<Expr> {
        if let Some(value) = self.derivative_method(e) {
            return value;
        }
        let name = plain(&e.method);
        if self.is_users(e, &name) {
            return self.plain_method(e, &name);
        }
        if let Some(value) = self.searched(e, &name).or_else(|| self.remainder(e, &name)) {
            return value;
        }
        // What is always there is unwrapped without a test.
        if matches!(name.as_str(), "unwrap" | "expect") {
            if let Some(value) = self.conversion(&e.receiver) {
                return value;
            }
        }
        if let Some(value) = self.option_source(e, &name) {
            return value;
        }
        if let Some(value) = self.option_method(e, &name, leaving) {
            return value;
        }
        if let Some(value) = self.consumer(e, &name).or_else(|| self.divided(e, &name)) {
            return value;
        }
        if let Some(value) = self.vec_method(e, &name) {
            return value;
        }
        // Integers are rotated by their bits.
        let of_bits = matches!(name.as_str(), "rotate_left" | "rotate_right") && self.is_integer(&e.receiver);
        let rearranged = if of_bits { None } else { self.rearranged(e, &name) };
        if let Some(value) = rearranged.or_else(|| self.sorted(e, &name)) {
            return value;
        }
        if let ("contains", syn::Expr::Range(range), Some(value), 1) =
            (name.as_str(), inner(&e.receiver), e.args.first(), e.args.len())
        {
            return self.is_within(range, value, e.method.span());
        }
        if let ("partition_point", Some(closure), 1) = (name.as_str(), e.args.first(), e.args.len()) {
            return self.partition_point(e, closure);
        }
        if let ("map", Some(closure), 1) = (name.as_str(), e.args.first(), e.args.len()) {
            if !self.is_surely_iterator(&e.receiver) {
                return self.array_map(e, closure);
            }
        }
        let refusal = [
            (ITERATORS, &messages::ITERATOR),
            (OPTIONAL, &messages::OPTIONAL),
            (IN_PLACE, &messages::IN_PLACE),
            (CONVERSIONS, &messages::CONVERSION),
        ];
        if let Some((_, message)) = refusal.into_iter().find(|(names, _)| names.contains(&name.as_str())) {
            // One error for a chain of such methods, and those of what it begins at.
            self.expression(chain_root(e));
            return self.refuse(&e.method, message, &[&name]);
        }
        if let (Some(op), 1) = (super::operator::update_by_name(&name), e.args.len()) {
            if self.root(&e.receiver).is_some() && !self.surroundings.has_method(&name) {
                return self.assign_op(op, &e.receiver, &e.args[0], e.method.span());
            }
        }
        if let ("split_at" | "split_at_mut", Some(middle), 1) = (name.as_str(), e.args.first(), e.args.len()) {
            return self.split_at(&e.receiver, middle, e.method.span());
        }
        self.plain_method(e, &name)
    }

    /// A method of a value, which is computed first.
    fn plain_method(&mut self, e: &syn::ExprMethodCall, name: &str) -> Option<Expr> {
        let receiver = self.boxed(&e.receiver);
        // What has the name of a method of numbers takes no function.
        let functions = Method::from_name(name)
            .is_none()
            .then(|| self.functions_of_method(name));
        let arguments = self.arguments_of(&e.args, functions.as_ref());
        if let Some(turbofish) = &e.turbofish {
            return self.refuse(turbofish, &messages::GENERIC_CALL, &[]);
        }
        let span = e.method.span();
        let none = |fence: &mut Self| fence.arity(name, &e.method, 0, e.args.len());
        let users = self.is_of_users_type(&e.receiver);
        match name {
            "len" if !users => {
                none(self)?;
                Some(self.make(ExprKind::Len(receiver?), span))
            }
            "is_empty" if !users => {
                none(self)?;
                let len = self.make(ExprKind::Len(receiver?), span);
                let zero = self.make(
                    ExprKind::Int {
                        value: 0,
                        suffix: Some(Int::Usize),
                    },
                    span,
                );
                Some(self.make(ExprKind::Compare(Comparison::Eq, Box::new(len), Box::new(zero)), span))
            }
            "to_vec" if !users => {
                none(self)?;
                let receiver = receiver?;
                Some(self.make(ExprKind::ToVec(receiver), span))
            }
            "to_owned" => {
                none(self)?;
                let receiver = receiver?;
                Some(self.make(ExprKind::ToOwned(receiver), span))
            }
            "into" => {
                none(self)?;
                // Of which type a literal is, a `From` bound says.
                let bound = self.types.floats.iter().any(|float| !float.sources.is_empty());
                if bound && matches!(inner(&e.receiver), syn::Expr::Lit(_)) {
                    return self.refuse(&e.method, &messages::CONVERSION, &[name]);
                }
                Some(self.make(ExprKind::Cast(receiver?, Type::Infer), span))
            }
            // Of `num_traits`.
            "is_zero" | "is_one" if !users => {
                none(self)?;
                let value = if name == "is_zero" { 0.0 } else { 1.0 };
                let value = self.whole(value, Type::Infer, span);
                Some(self.make(ExprKind::Compare(Comparison::Eq, receiver?, Box::new(value)), span))
            }
            // Values are copied, and references are values.
            "clone" | "as_ref" => {
                none(self)?;
                receiver.map(|receiver| *receiver)
            }
            "as_slice" | "as_deref" if !users => {
                none(self)?;
                receiver.map(|receiver| *receiver)
            }
            _ => {
                let method = Method::from_name(name).unwrap_or(Method::User);
                if !self.may_have_users_types {
                    if method == Method::User {
                        return self.refuse(&e.method, &messages::METHOD, &[name]);
                    }
                    self.arity(name, &e.method, method.arguments(), e.args.len())?;
                }
                if method != Method::User && self.is_unseen_field(&e.receiver) {
                    self.errors.guess();
                }
                let receiver = match method {
                    Method::User => Box::new(self.called_on(&e.receiver, *receiver?)),
                    _ => receiver?,
                };
                let kind = ExprKind::Method {
                    receiver,
                    name: e.method.clone(),
                    method,
                    arguments: arguments?,
                    on: Type::Infer,
                };
                Some(self.make(kind, span))
            }
        }
    }
}

/// What a chain of method calls that are not known begins at.
fn chain_root(e: &syn::ExprMethodCall) -> &syn::Expr {
    match inner(&e.receiver) {
        syn::Expr::MethodCall(call) if Method::from_name(&call.method.to_string()).is_none() => chain_root(call),
        // `(0..n).map(…)`
        syn::Expr::Range(syn::ExprRange { end: Some(end), .. }) => end,
        receiver => receiver,
    }
}
