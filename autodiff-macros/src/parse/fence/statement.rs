//! Blocks, `let` and patterns.

use super::super::scope::Meaning;
use super::super::types;
use super::*;

impl Fence<'_> {
    pub(super) fn block(&mut self, block: &syn::Block) -> Option<Block> {
        let leaving = std::mem::take(&mut self.leaving);
        self.scopes.enter();
        self.items(block);
        let (last, rest) = match block.stmts.split_last() {
            // Without a semicolon the last expression is the value.
            Some((syn::Stmt::Expr(value, None), rest)) => (Some(value), rest),
            _ => (None, &block.stmts[..]),
        };
        let (tail, rest) = match rest.split_last() {
            Some((syn::Stmt::Macro(tail), rest)) if last.is_none() && tail.semi_token.is_none() => (Some(tail), rest),
            _ => (None, rest),
        };
        let statements: Vec<Option<Vec<Statement>>> = rest.iter().map(|statement| self.statement(statement)).collect();
        self.leaving = leaving && last.is_some();
        let value = match (last, tail) {
            (Some(value), _) => self.boxed(value).map(Some),
            (None, Some(tail)) => {
                self.attributes(&tail.attrs);
                self.macro_call(&tail.mac).map(|value| Some(Box::new(value)))
            }
            (None, None) => Some(None),
        };
        self.scopes.leave();
        let statements: Vec<Vec<Statement>> = statements.into_iter().collect::<Option<_>>()?;
        Some(Block {
            statements: statements.into_iter().flatten().collect(),
            value: value?,
            span: block.brace_token.span.open(),
        })
    }

    /// A statement may do nothing here, and stand for several.
    pub(super) fn statement(&mut self, statement: &syn::Stmt) -> Option<Vec<Statement>> {
        match statement {
            syn::Stmt::Local(local) => match self.let_closure(local) {
                Some(made) => Some(made.into_iter().collect()),
                // `let it = x.iter();` is a part of `x`.
                None if matches!(&local.init, Some(init) if is_elements(&init.expr)) => self.let_statement(local),
                None => match self.let_iterator(local) {
                    Some(made) => made,
                    None => self.let_statement(local),
                },
            },
            syn::Stmt::Item(_) => Some(vec![]),
            // `v.pop();`, which takes away, whatever it gives.
            syn::Stmt::Expr(syn::Expr::MethodCall(call), Some(_)) if call.method == "pop" && call.args.is_empty() => {
                let popped = self.pop(&call.receiver, call.method.span());
                popped.map(|e| vec![Statement::Expr(e)])
            }
            syn::Stmt::Expr(e, _) => self.expression(e).map(|e| vec![Statement::Expr(e)]),
            syn::Stmt::Macro(statement) => {
                self.attributes(&statement.attrs);
                self.macro_call(&statement.mac).map(|e| vec![Statement::Expr(e)])
            }
        }
    }

    fn let_statement(&mut self, local: &syn::Local) -> Option<Vec<Statement>> {
        self.attributes(&local.attrs);
        let (pattern, ty) = match &local.pat {
            syn::Pat::Type(typed) => {
                self.mention_all(typed.ty.to_token_stream());
                // That of a mutable reference is that of the place.
                let ty = match &*typed.ty {
                    syn::Type::Reference(reference) if reference.mutability.is_some() => Some(Type::Infer),
                    ty => types::annotation(ty, &self.types, self.errors),
                };
                (&*typed.pat, ty)
            }
            pattern => (pattern, Some(Type::Infer)),
        };
        if let Some(init) = local.init.as_ref().filter(|init| init.diverge.is_some()) {
            return self.let_else(pattern, ty?, init);
        }
        if let Some(borrow) = local
            .init
            .as_ref()
            .and_then(|init| self.let_borrow(pattern, &init.expr))
        {
            return borrow;
        }
        if let (Some(init), true) = (&local.init, has_rest(pattern)) {
            return self.let_slice(pattern, ty?, &init.expr);
        }
        // The initializer does not see the names that it defines.
        let init = match &local.init {
            Some(init) => self.initializer(&init.expr).map(Some),
            None => Some(None),
        };
        let holds_option = match (&ty, &local.init) {
            (Some(Type::Option(_)), _) => true,
            (Some(Type::Infer), Some(init)) => self.gives_option(&init.expr),
            _ => false,
        };
        let holds_integer = match (&ty, &local.init) {
            (Some(Type::Int(_)), _) => true,
            (Some(Type::Infer), Some(init)) => self.is_integer(&init.expr),
            _ => false,
        };
        let seen = match (&ty, &local.init) {
            (Some(Type::Infer), Some(init)) => self.seen(&init.expr),
            (ty, _) => ty.clone(),
        };
        let pattern = self.pattern(pattern);
        if let (true, Some(Pattern::Bind(local))) = (holds_option, &pattern) {
            self.options.insert(*local);
        }
        if let (true, Some(Pattern::Bind(local))) = (holds_integer, &pattern) {
            self.integers.insert(*local);
        }
        let holds_elements = local.init.as_ref().is_some_and(|init| is_elements(&init.expr));
        if let (true, Some(Pattern::Bind(local))) = (holds_elements, &pattern) {
            self.elements.insert(*local);
        }
        if let (Some(pattern), Some(ty)) = (&pattern, seen) {
            self.note(pattern, &ty);
        }
        if let (Some(pattern), Some(init)) = (&pattern, &local.init) {
            if super::writing::gives_written_parts(&init.expr) {
                self.parts_are_written(pattern);
            }
        }
        Some(vec![Statement::Let {
            pattern: pattern?,
            ty: ty?,
            init: init?,
        }])
    }

    /// What a variable begins with, which may be a part of another one that is written through it.
    fn initializer(&mut self, e: &syn::Expr) -> Option<Expr> {
        match inner(e) {
            syn::Expr::Reference(reference) if reference.mutability.is_some() => match inner(&reference.expr) {
                syn::Expr::Index(part) if matches!(inner(&part.index), syn::Expr::Range(_)) => self.index(part),
                _ => self.expression(e),
            },
            // A variable that stands for the elements that are left.
            syn::Expr::MethodCall(call) if is_iter(call) => {
                let mut call = call;
                while let syn::Expr::MethodCall(inside) = inner(&call.receiver) {
                    if !is_iter(inside) {
                        break;
                    }
                    call = inside;
                }
                let of = self.expression(&call.receiver)?;
                Some(self.part(of, None, None, false, call.method.span()))
            }
            _ => self.expression(e),
        }
    }

    /// Declares the names that a pattern binds.
    pub fn pattern(&mut self, pattern: &syn::Pat) -> Option<Pattern> {
        match pattern {
            syn::Pat::Ident(name) => {
                self.attributes(&name.attrs);
                if self.deep.is_name(&name.ident) {
                    return self.refuse(&name.ident, &messages::TOO_DEEP, &[]);
                }
                if let Some((at, _)) = &name.subpat {
                    return self.refuse(at, &messages::PATTERN, &["`@` in a pattern"]);
                }
                if let (Some(token), true) = (&name.by_ref, name.mutability.is_some()) {
                    return self.refuse(token, &messages::PATTERN, &["`ref mut`"]);
                }
                let local = self.declare_local(name.ident.clone(), name.mutability.is_some(), false);
                self.scopes.declare(&name.ident, Meaning::Local(local));
                Some(Pattern::Bind(local))
            }
            syn::Pat::Wild(_) => Some(Pattern::Wild),
            syn::Pat::Paren(inner) => self.pattern(&inner.pat),
            syn::Pat::Reference(inner) => match &inner.mutability {
                Some(token) => self.refuse(token, &messages::PATTERN, &["`&mut` in a pattern"]),
                None => self.pattern(&inner.pat),
            },
            syn::Pat::Tuple(tuple) if tuple.elems.iter().any(super::matching::is_rest) => {
                self.open_tuple_pattern(tuple)
            }
            syn::Pat::Tuple(tuple) => {
                let all: Vec<Option<Pattern>> = tuple.elems.iter().map(|part| self.pattern(part)).collect();
                all.into_iter().collect::<Option<_>>().map(Pattern::Tuple)
            }
            syn::Pat::Slice(slice) => {
                let all: Vec<Option<Pattern>> = slice.elems.iter().map(|part| self.pattern(part)).collect();
                all.into_iter().collect::<Option<_>>().map(Pattern::Array)
            }
            syn::Pat::Struct(pattern) if pattern.qself.is_none() => self.struct_pattern(pattern),
            syn::Pat::TupleStruct(pattern) if pattern.qself.is_none() => self.tuple_struct_pattern(pattern),
            _ => self.refuse(pattern, &messages::PATTERN, &[kind(pattern)]),
        }
    }
}

fn kind(pattern: &syn::Pat) -> &'static str {
    match pattern {
        syn::Pat::Struct(_) | syn::Pat::TupleStruct(_) => "a struct pattern",
        syn::Pat::Or(_) => "`|` in a pattern",
        syn::Pat::Rest(_) => "`..` in a pattern",
        syn::Pat::Path(_) | syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Const(_) => "a constant as a pattern",
        syn::Pat::Macro(_) => "a macro as a pattern",
        _ => "this pattern",
    }
}

/// `x.iter()`, or a copy of its elements.
fn is_iter(call: &syn::ExprMethodCall) -> bool {
    let is_same = ["copied", "cloned", "peekable"].iter().any(|name| call.method == name);
    call.args.is_empty() && (call.method == "iter" || is_same && is_elements(&call.receiver))
}

fn is_elements(e: &syn::Expr) -> bool {
    matches!(inner(e), syn::Expr::MethodCall(call) if is_iter(call))
}

/// Whether a slice is taken apart whose length the pattern does not say.
fn has_rest(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Slice(slice) => slice
            .elems
            .iter()
            .any(|part| super::matching::is_rest(part) || has_rest(part)),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().any(has_rest),
        syn::Pat::Paren(inner) => has_rest(&inner.pat),
        syn::Pat::Reference(inner) => has_rest(&inner.pat),
        _ => false,
    }
}
