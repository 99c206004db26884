//! Macros that are kept: `assert!`, `panic!`, `println!` and their kin.

use super::message::{captures, Arguments};
use super::*;
use crate::ir::Comparison;
use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;

/// How many arguments come before the message.
fn operands(kind: MacroKind) -> usize {
    match kind {
        MacroKind::Assert => 1,
        MacroKind::AssertCompare(_) => 2,
        MacroKind::Panic | MacroKind::Print | MacroKind::Log => 0,
    }
}

/// A kept macro, and whether it only exists in debug builds.
fn known(name: &str) -> Option<(MacroKind, bool)> {
    Some(match name {
        "assert" => (MacroKind::Assert, false),
        "assert_eq" => (MacroKind::AssertCompare(Comparison::Eq), false),
        "assert_ne" => (MacroKind::AssertCompare(Comparison::Ne), false),
        "debug_assert" => (MacroKind::Assert, true),
        "debug_assert_eq" => (MacroKind::AssertCompare(Comparison::Eq), true),
        "debug_assert_ne" => (MacroKind::AssertCompare(Comparison::Ne), true),
        "panic" | "unreachable" | "todo" | "unimplemented" => (MacroKind::Panic, false),
        "print" | "println" | "eprint" | "eprintln" => (MacroKind::Print, false),
        _ => return None,
    })
}

impl Fence<'_> {
    pub(super) fn macro_call(&mut self, e: &syn::Macro) -> Option<Expr> {
        let written = text(&e.path);
        let name = written.strip_prefix("::").unwrap_or(&written);
        let name = name
            .strip_prefix("std::")
            .or(name.strip_prefix("core::"))
            .unwrap_or(name);
        if name == "cfg" {
            self.mention_all(e.tokens.clone());
            return self.constant(e, Type::Bool);
        }
        if matches!(name, "vec" | "alloc::vec") {
            return self.vec_macro(e);
        }
        if name == "matches" {
            return self.matches_macro(e);
        }
        if name == "dbg" {
            return self.dbg(e);
        }
        if let Some(level) = logging::level(name) {
            return self.log(e, level);
        }
        let Some((kind, debug)) = known(name) else {
            return self.refuse(&e.path, &messages::MACRO, &[&written]);
        };
        let arguments = Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated.parse2(e.tokens.clone());
        let arguments: Vec<syn::Expr> = match arguments {
            Ok(arguments) if arguments.len() >= operands(kind) => arguments.into_iter().collect(),
            _ => return self.refuse(&e.path, &messages::MACRO_ARGUMENTS, &[&written]),
        };
        let (operands, message) = arguments.split_at(operands(kind));
        // The arguments of its message are computed only if an assertion fails.
        let is_assertion = matches!(kind, MacroKind::Assert | MacroKind::AssertCompare(_));
        let lazy = is_assertion && !message.iter().all(|e| self.is_trivial(e) || self.is_verbatim(e));
        let call = match lazy {
            true => self.lazily(e, kind, operands, message)?,
            false => {
                let operands = self.expressions(operands);
                self.kept(e, kind, operands?, message)?
            }
        };
        if debug && !operands.iter().all(|e| self.is_trivial(e)) {
            return self.in_debug_builds(call);
        }
        Some(call)
    }

    /// The macro with these operands.
    fn kept(&mut self, e: &syn::Macro, kind: MacroKind, operands: Vec<Expr>, message: &[syn::Expr]) -> Option<Expr> {
        let mut arguments = Arguments::default();
        for operand in operands {
            arguments.push(TokenStream::new(), operand);
        }
        self.message(e, message, &mut arguments)?;
        let (pieces, arguments) = arguments.finish();
        let path = e.path.to_token_stream();
        let kept = Macro {
            path,
            pieces,
            arguments,
            kind,
        };
        Some(self.make(ExprKind::Macro(kept), e.path.span()))
    }

    /// The format string and its arguments; the variables that it captures become arguments by name.
    pub(super) fn message(&mut self, e: &syn::Macro, message: &[syn::Expr], arguments: &mut Arguments) -> Option<()> {
        let Some((format, rest)) = message.split_first() else {
            return Some(());
        };
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(format),
            ..
        }) = inner(format)
        else {
            return self.refuse(format, &messages::MACRO_ARGUMENTS, &[&text(&e.path)]);
        };
        arguments.push_tokens(format.to_token_stream());
        let mut named = vec![];
        let mut complete = true;
        for argument in rest {
            let (name, value) = match inner(argument) {
                // `name = value`
                syn::Expr::Assign(assign) => match inner(&assign.left) {
                    syn::Expr::Path(path) => (path.path.get_ident(), &*assign.right),
                    _ => (None, argument),
                },
                _ => (None, argument),
            };
            let prefix = name.map(|name| quote::quote!(#name =)).unwrap_or_default();
            named.extend(name.map(plain));
            if self.is_verbatim(value) {
                self.mention_all(value.to_token_stream());
                arguments.push_tokens(quote::quote!(#prefix #value));
                continue;
            }
            match self.value_argument(value) {
                Some(value) => arguments.push(prefix, value),
                None => complete = false,
            }
        }
        for name in captures(&format.value()) {
            // A captured name can be a keyword, for a raw identifier.
            let ident = syn::parse_str(&name).or_else(|_| syn::parse_str::<Ident>(&format!("r#{name}")));
            let Some(mut ident) = ident.ok().filter(|_| !named.contains(&name)) else {
                continue;
            };
            ident.set_span(format.span());
            let Some(local) = self.scopes.local(&ident) else {
                continue;
            };
            let value = match self.opaque.get(&local) {
                Some(opaque) => {
                    let (tokens, ty) = (opaque.name.to_token_stream(), Type::Infer);
                    self.make(ExprKind::Path { tokens, ty }, format.span())
                }
                None => self.make(ExprKind::Local(local), format.span()),
            };
            arguments.push(quote::quote!(#ident =), value);
        }
        complete.then_some(())
    }

    /// `{ let condition = c; if !condition { assert!(condition, …) } }`, and the like for two operands.
    fn lazily(
        &mut self,
        e: &syn::Macro,
        kind: MacroKind,
        operands: &[syn::Expr],
        message: &[syn::Expr],
    ) -> Option<Expr> {
        let span = e.path.span();
        let operands = self.expressions(operands);
        let names = if kind == MacroKind::Assert {
            &["condition"][..]
        } else {
            &["left", "right"]
        };
        let locals: Vec<LocalId> = names.iter().map(|name| self.temporary(name, span)).collect();
        let reads: Vec<Expr> = locals
            .iter()
            .map(|local| self.make(ExprKind::Local(*local), span))
            .collect();
        let kept = self.kept(e, kind, reads, message);
        let mut read = |k: usize| Box::new(self.make(ExprKind::Local(locals[k]), span));
        let holds = match kind {
            MacroKind::AssertCompare(comparison) => ExprKind::Compare(comparison, read(0), read(1)),
            _ => ExprKind::Local(locals[0]),
        };
        let holds = self.make(holds, span);
        let fails = self.make(ExprKind::Not(Box::new(holds)), span);
        let then = Block {
            statements: vec![Statement::Expr(kept?)],
            value: None,
            span,
        };
        let branch = self.make(
            ExprKind::If {
                condition: Box::new(fails),
                then,
                otherwise: None,
            },
            span,
        );
        let bind = |(local, init): (LocalId, Expr)| Statement::Let {
            pattern: Pattern::Bind(local),
            ty: Type::Infer,
            init: Some(init),
        };
        let mut statements: Vec<Statement> = locals.into_iter().zip(operands?).map(bind).collect();
        statements.push(Statement::Expr(branch));
        Some(self.make(
            ExprKind::Block(Block {
                statements,
                value: None,
                span,
            }),
            span,
        ))
    }

    /// `if cfg!(debug_assertions) { … }`
    fn in_debug_builds(&mut self, call: Expr) -> Option<Expr> {
        let condition = quote::quote_spanned!(call.span=> cfg!(debug_assertions));
        self.only_if(condition, call)
    }

    /// `if condition { … }`, with a condition of the user's scope.
    pub(super) fn only_if(&mut self, condition: TokenStream, call: Expr) -> Option<Expr> {
        let span = call.span;
        let condition = self.constant(condition, Type::Bool)?;
        let then = Block {
            statements: vec![Statement::Expr(call)],
            value: None,
            span,
        };
        Some(self.make(
            ExprKind::If {
                condition: Box::new(condition),
                then,
                otherwise: None,
            },
            span,
        ))
    }

    /// Whether this argument of a message knows nothing of the function, so that it stays as it is.
    pub(super) fn is_verbatim(&self, e: &syn::Expr) -> bool {
        match inner(e) {
            syn::Expr::Lit(_) => true,
            syn::Expr::Path(path) => match path.path.get_ident() {
                Some(name) => self.scopes.is_global(name) && !self.deep.is_name(name),
                None => true,
            },
            syn::Expr::Assign(e) => self.is_verbatim(&e.right),
            syn::Expr::Reference(e) => e.mutability.is_none() && self.is_verbatim(&e.expr),
            syn::Expr::Field(e) => self.is_verbatim(&e.base),
            syn::Expr::Call(e) => self.is_verbatim(&e.func) && e.args.iter().all(|e| self.is_verbatim(e)),
            syn::Expr::MethodCall(e) => self.is_verbatim(&e.receiver) && e.args.iter().all(|e| self.is_verbatim(e)),
            syn::Expr::Macro(e) => {
                const PLACES: [&str; 6] = ["file", "line", "column", "module_path", "stringify", "env"];
                PLACES.iter().any(|place| e.mac.path.is_ident(place))
            }
            _ => false,
        }
    }

    /// Whether computing this can neither panic nor cost anything, so that it may be computed where it is not needed.
    pub(super) fn is_trivial(&self, e: &syn::Expr) -> bool {
        const TESTS: [&str; 5] = ["len", "is_empty", "is_nan", "is_finite", "is_infinite"];
        match inner(e) {
            syn::Expr::Lit(_) => true,
            syn::Expr::Path(path) => !path.path.get_ident().is_some_and(|name| self.deep.is_name(name)),
            syn::Expr::Reference(e) => self.is_trivial(&e.expr),
            syn::Expr::Assign(e) => self.is_trivial(&e.right),
            syn::Expr::Unary(e) => !matches!(e.op, syn::UnOp::Neg(_)) && self.is_trivial(&e.expr),
            syn::Expr::Binary(e) => {
                use syn::BinOp::*;
                matches!(e.op, And(_) | Or(_) | Eq(_) | Ne(_) | Lt(_) | Le(_) | Gt(_) | Ge(_))
                    && self.is_trivial(&e.left)
                    && self.is_trivial(&e.right)
            }
            syn::Expr::MethodCall(e) => {
                e.args.is_empty() && TESTS.iter().any(|test| e.method == test) && self.is_trivial(&e.receiver)
            }
            _ => false,
        }
    }
}
