//! The methods of `Option` and `Result`, as branches on whether there is a value.

use super::super::scope::Meaning;
use super::build::{bind, block};
use super::closure::function;
use super::*;
use crate::ast::environment::Module;
use crate::ir::Integer;
use quote::quote;

/// Methods that only what gives an option has.
const GIVING: [&str; 36] = [
    "and",
    "and_then",
    "checked_add",
    "checked_sub",
    "context",
    "first",
    "get",
    "map_err",
    "max_by",
    "min_by",
    "ok",
    "ok_or",
    "ok_or_else",
    "or",
    "or_else",
    "partial_cmp",
    "peek",
    "position",
    "reduce",
    "replace",
    "then",
    "then_some",
    "with_context",
    "wrap_err",
    "find",
    "find_map",
    "max_by_key",
    "min_by_key",
    "next",
    "next_back",
    "nth",
    "pop",
    "rposition",
    "split_first",
    "split_last",
    "try_into",
];

/// Methods that give the same option.
const SAME: [&str; 6] = ["as_ref", "as_deref", "copied", "cloned", "clone", "ok"];

impl Fence<'_> {
    /// Whether this gives an option, as far as its form shows.
    pub(super) fn gives_option(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Reference(e) => self.gives_option(&e.expr),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident();
                name.is_some_and(|name| name == "None" || self.is_option(name))
            }
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                match (name.as_str(), call.args.len()) {
                    (name, _) if self.is_users(call, name) => false,
                    ("map" | "filter" | "zip", 1) | ("copied" | "cloned" | "clone" | "flatten", 0) => {
                        self.gives_option(&call.receiver)
                    }
                    ("max" | "min", 0) => true,
                    ("last" | "take" | "as_deref", 0) => true,
                    // What a slice lends has no such methods.
                    ("as_ref", 0) => {
                        self.gives_option(&call.receiver) || matches!(inner(&call.receiver), syn::Expr::Field(_))
                    }
                    (name, _) if GIVING.contains(&name) => true,
                    (name, _) => match self.surroundings.method(name) {
                        Some(Known::Function(signature)) => matches!(signature.result, Type::Option(_)),
                        _ => false,
                    },
                }
            }
            // What an array-valued function gives is rarely mapped.
            syn::Expr::Call(call) => match inner(&call.func) {
                _ if super::source::name(&call.func).is_some() => false,
                syn::Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "from_fn") => false,
                syn::Expr::Path(path) => match self.known(&path.path) {
                    Some(Known::Function(signature)) => matches!(signature.result, Type::Option(_)),
                    _ => self.named(path).is_none(),
                },
                _ => false,
            },
            syn::Expr::Field(e) => holds_option(&self.surroundings.root, &Member::from(&e.member).text()),
            syn::Expr::If(e) => ending(&e.then_branch).is_some_and(|e| self.gives_option(e)),
            syn::Expr::Block(e) => ending(&e.block).is_some_and(|e| self.gives_option(e)),
            syn::Expr::Match(e) => e.arms.iter().any(|arm| self.gives_option(&arm.body)),
            _ => false,
        }
    }

    /// Whether the variable of this name holds an option, as far as its declaration showed.
    fn is_option(&self, name: &Ident) -> bool {
        self.scopes
            .local(name)
            .is_some_and(|local| self.options.contains(&local))
    }

    /// A method of `Option` or `Result`, if this is one. `leaving` says that an error leaves the function.
    pub(super) fn option_method(&mut self, e: &syn::ExprMethodCall, name: &str, leaving: bool) -> Option<Option<Expr>> {
        let arguments: Vec<&syn::Expr> = e.args.iter().collect();
        let sure = matches!(
            (name, arguments.len()),
            (
                "unwrap" | "is_some" | "is_none" | "is_ok" | "is_err" | "unwrap_or_default" | "ok" | "flatten",
                0
            ) | (
                "expect"
                    | "unwrap_or"
                    | "unwrap_or_else"
                    | "and_then"
                    | "or"
                    | "or_else"
                    | "and"
                    | "ok_or"
                    | "ok_or_else"
                    | "map_err"
                    | "is_some_and"
                    | "is_none_or"
                    | "is_ok_and"
                    | "context"
                    | "with_context"
                    | "wrap_err",
                1
            ) | ("map_or" | "map_or_else", 2)
        );
        let likely = matches!(
            (name, arguments.len()),
            ("map" | "filter" | "zip", 1) | ("as_ref" | "as_deref" | "copied" | "cloned" | "clone", 0)
        );
        if let Some(value) = self.refilled(e, name) {
            return Some(value);
        }
        if name == "flatten" && self.is_iterator(&e.receiver) {
            return None;
        }
        let seems = || likely && self.gives_option(&e.receiver) && !self.is_iterator(&e.receiver);
        if !sure && !seems() {
            return None;
        }
        Some(self.on_option(e, name, &arguments, leaving))
    }

    fn on_option(
        &mut self,
        e: &syn::ExprMethodCall,
        name: &str,
        arguments: &[&syn::Expr],
        leaving: bool,
    ) -> Option<Expr> {
        let span = e.method.span();
        // What it was before is an error too.
        self.leaving = leaving && matches!(name, "map_err" | "context" | "with_context" | "wrap_err" | "map");
        let option = self.expression(&e.receiver);
        if let Some(turbofish) = &e.turbofish {
            return self.refuse(turbofish, &messages::GENERIC_CALL, &[]);
        }
        match (name, arguments) {
            (name, []) if SAME.contains(&name) => return option,
            ("ok_or" | "context" | "wrap_err", [error]) => {
                // It is made in any case.
                self.error_value(error, false)?;
                return option;
            }
            ("ok_or_else" | "map_err" | "with_context", [error]) => {
                let error = match function(error) {
                    syn::Expr::Closure(closure) => &*closure.body,
                    error => error,
                };
                self.error_closure(error, leaving)?;
                return option;
            }
            _ => {}
        }
        let held = self.hidden(span);
        let result = self.of_option(e, name, arguments, held, leaving);
        Some(self.braced(vec![bind(held, option?)], Some(result?), span))
    }

    /// The value of the method, whose receiver is in a variable.
    fn of_option(
        &mut self,
        e: &syn::ExprMethodCall,
        name: &str,
        arguments: &[&syn::Expr],
        held: LocalId,
        leaving: bool,
    ) -> Option<Expr> {
        let span = e.method.span();
        let test = self.is_some(held, span);
        let value = self.payload(held, span);
        match (name, arguments) {
            ("is_some" | "is_ok", _) => Some(test),
            ("is_none" | "is_err", _) => Some(self.not(test, span)),
            ("is_some_and" | "is_ok_and", [closure]) => {
                let holds = self.applied_to(closure, value, span)?;
                Some(self.make(ExprKind::And(Box::new(test), Box::new(holds)), span))
            }
            ("is_none_or", [closure]) => {
                let holds = self.applied_to(closure, value, span)?;
                let none = self.not(test, span);
                Some(self.make(ExprKind::Or(Box::new(none), Box::new(holds)), span))
            }
            ("unwrap_or", [default]) => {
                let (default, statement) = self.eager(default, span)?;
                let result = self.choose(test, block(vec![], Some(value), span), default, span);
                Some(self.braced(vec![statement], Some(result), span))
            }
            ("unwrap_or_default", _) => {
                let default = self.make(ExprKind::Neutral(Integer::Add), span);
                // The default of floats is 0.0.
                let default = self.positive_zero(default, span);
                Some(self.choose(test, block(vec![], Some(value), span), default, span))
            }
            ("unwrap_or_else", [closure]) => {
                let default = self.without_error(closure, span)?;
                Some(self.choose(test, block(vec![], Some(value), span), default, span))
            }
            ("map_or", [default, closure]) => {
                let eager = self.eager(default, span);
                let mapped = self.applied_to(closure, value, span);
                let (default, statement) = eager?;
                let result = self.choose(test, block(vec![], Some(mapped?), span), default, span);
                Some(self.braced(vec![statement], Some(result), span))
            }
            ("map_or_else", [default, closure]) => {
                let default = self.without_error(default, span);
                let mapped = self.applied_to(closure, value, span);
                Some(self.choose(test, block(vec![], Some(mapped?), span), default?, span))
            }
            ("map", [closure]) => {
                let mapped = self.applied_to(closure, value, span)?;
                Some(self.some_if(test, mapped, span))
            }
            ("and_then", [closure]) => {
                self.leaving = leaving;
                let next = self.applied_to(closure, value, span)?;
                let none = self.absent(span);
                Some(self.choose(test, block(vec![], Some(next), span), none, span))
            }
            ("flatten", _) => {
                let none = self.absent(span);
                Some(self.choose(test, block(vec![], Some(value), span), none, span))
            }
            ("filter", [closure]) => {
                let holds = self.applied_to(closure, value, span)?;
                let holds = self.make(ExprKind::And(Box::new(test), Box::new(holds)), span);
                let value = self.payload(held, span);
                Some(self.some_if(holds, value, span))
            }
            ("or", [other]) => {
                let (other, statement) = self.eager(other, span)?;
                let this = self.local(held, span);
                let result = self.choose(test, block(vec![], Some(this), span), other, span);
                Some(self.braced(vec![statement], Some(result), span))
            }
            ("or_else", [closure]) => {
                let other = self.without_error(closure, span)?;
                let this = self.local(held, span);
                Some(self.choose(test, block(vec![], Some(this), span), other, span))
            }
            ("and", [other]) => {
                let (other, statement) = self.eager(other, span)?;
                let none = self.absent(span);
                let result = self.choose(test, block(vec![], Some(other), span), none, span);
                Some(self.braced(vec![statement], Some(result), span))
            }
            ("zip", [other]) => {
                let other = self.expression(other)?;
                let second = self.hidden(span);
                let both = self.is_some(second, span);
                let both = self.make(ExprKind::And(Box::new(test), Box::new(both)), span);
                let pair = vec![value, self.payload(second, span)];
                let pair = self.make(ExprKind::Tuple(pair), span);
                let result = self.some_if(both, pair, span);
                Some(self.braced(vec![bind(second, other)], Some(result), span))
            }
            _ => self.unwrapped(arguments, held, span),
        }
    }

    /// `unwrap` and `expect`.
    fn unwrapped(&mut self, arguments: &[&syn::Expr], held: LocalId, span: Span) -> Option<Expr> {
        let message = match arguments {
            [message] => match inner(message) {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(message),
                    ..
                }) => {
                    let message = message.value().replace('{', "{{").replace('}', "}}");
                    quote!(#message)
                }
                other => return self.refuse(other, &messages::OPTIONAL, &["expect"]),
            },
            _ => quote!("called `unwrap()` where there is no value"),
        };
        let kept = Macro {
            path: quote!(::core::panic),
            pieces: vec![message],
            arguments: vec![],
            kind: MacroKind::Panic,
        };
        let test = self.is_some(held, span);
        let fails = self.not(test, span);
        let panic = Statement::Expr(self.make(ExprKind::Macro(kept), span));
        let panic = self.when(fails, vec![panic], span);
        let value = self.payload(held, span);
        Some(self.braced(vec![panic], Some(value), span))
    }

    /// An argument that is computed whether it is needed or not.
    fn eager(&mut self, argument: &syn::Expr, span: Span) -> Option<(Expr, Statement)> {
        let value = self.expression(argument)?;
        let held = self.hidden(span);
        Some((self.local(held, span), bind(held, value)))
    }

    /// A closure of what is in the option.
    fn applied_to(&mut self, closure: &syn::Expr, value: Expr, span: Span) -> Option<Expr> {
        if let syn::Expr::Path(path) = function(closure) {
            let last = path.path.segments.last();
            if last.is_some_and(|last| last.ident == "Some" || last.ident == "Ok") {
                return Some(self.some(value, span));
            }
        }
        let inlined = self.inlined(closure, 1)?;
        Some(self.applied(inlined, vec![value], span))
    }

    /// A closure without parameters, or with one for an error, which it does not use.
    fn without_error(&mut self, closure: &syn::Expr, span: Span) -> Option<Expr> {
        let syn::Expr::Closure(literal) = function(closure) else {
            return self.refuse(closure, &messages::CLOSURE, &[]);
        };
        self.scopes.enter();
        let mut literal = literal.clone();
        let mut accepted = literal.inputs.len() <= 1;
        for input in std::mem::take(&mut literal.inputs) {
            let input = match &input {
                syn::Pat::Type(typed) => &*typed.pat,
                input => input,
            };
            accepted &= self.error_pattern(input);
        }
        let inlined = match accepted {
            true => self.inlined(&syn::Expr::Closure(literal), 0),
            false => None,
        };
        self.scopes.leave();
        Some(self.applied(inlined?, vec![], span))
    }

    /// A name for an error, which can only be returned, or nothing.
    pub(super) fn error_pattern(&mut self, pattern: &syn::Pat) -> bool {
        match pattern {
            syn::Pat::Wild(_) => true,
            syn::Pat::Paren(pattern) => self.error_pattern(&pattern.pat),
            syn::Pat::Ident(name) if name.subpat.is_none() => {
                self.scopes.declare(&name.ident, Meaning::Error);
                true
            }
            other => {
                self.errors.refuse(other, &messages::ERROR_VALUE, &[]);
                false
            }
        }
    }

    /// `-0.0` as `0.0`: the sum with zero.
    fn positive_zero(&mut self, value: Expr, span: Span) -> Expr {
        let other = self.make(ExprKind::Neutral(Integer::Add), span);
        let difference = ExprKind::Binary(Integer::Sub, Box::new(value), Box::new(other));
        self.make(difference, span)
    }
}

/// The expression that a block ends with.
fn ending(block: &syn::Block) -> Option<&syn::Expr> {
    match block.stmts.last()? {
        syn::Stmt::Expr(e, None) => Some(e),
        _ => None,
    }
}

/// Whether fields of this name hold options, in all structs that are seen to have one.
fn holds_option(root: &Module, field: &str) -> bool {
    fn all<'m>(module: &'m Module, field: &str, found: &mut Vec<&'m Type>) {
        let fields = module.fields.iter().filter(|((_, name), _)| name == field);
        found.extend(fields.map(|(_, ty)| ty));
        module.modules.values().for_each(|module| all(module, field, found));
    }
    let mut found = vec![];
    all(root, field, &mut found);
    !found.is_empty() && found.iter().all(|ty| matches!(ty, Type::Option(_)))
}
